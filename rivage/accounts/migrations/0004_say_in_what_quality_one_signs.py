from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_roles_of_every_app'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='quality',
            field=models.CharField(blank=True, max_length=160, verbose_name='qualité'),
        ),
    ]
