from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_need_spans")]

    operations = [
        migrations.AddField(
            model_name="afisend",
            name="told_on",
            field=models.DateField(blank=True, null=True, verbose_name="remise à la personne le"),
        ),
    ]
