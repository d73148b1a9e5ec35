from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('doors', '0009_tell_what_opens_an_account'),
    ]

    operations = [
        migrations.AlterField(
            model_name='onetimelink',
            name='purpose',
            field=models.CharField(choices=[('activation', 'ouvrir son compte'), ('recovery', 'rouvrir son compte'), ('notice', 'savoir qu’une fonction est proposée')], max_length=10, verbose_name='ouvre'),
        ),
    ]
