from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_who_relieves_a_body'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='said_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='nom écrit en la proposant'),
        ),
    ]
