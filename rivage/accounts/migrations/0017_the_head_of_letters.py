from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_what_is_read_at_a_first_entry'),
    ]

    operations = [
        migrations.AddField(
            model_name='body',
            name='service',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='service qui écrit'),
        ),
        migrations.AddField(
            model_name='body',
            name='contact',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='comment le joindre'),
        ),
        migrations.AddField(
            model_name='membership',
            name='signing_act',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='délégation de signature'),
        ),
    ]
