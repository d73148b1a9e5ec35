from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_say_in_what_quality_one_signs'),
        ('decisions', '0008_keep_a_paper_with_its_notification'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='signed_quality',
            field=models.CharField(blank=True, max_length=160, verbose_name='qualité de qui a signé'),
        ),
    ]
