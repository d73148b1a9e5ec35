from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_who_takes_over_and_that_she_knows'),
    ]

    operations = [
        migrations.AddField(
            model_name='share',
            name='would_end',
            field=models.DateTimeField(blank=True, null=True, verbose_name='fin, si elle est rendue'),
        ),
    ]
