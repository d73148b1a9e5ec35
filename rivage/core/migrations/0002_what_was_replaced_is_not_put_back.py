from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_key_of_the_seal'),
    ]

    operations = [
        migrations.CreateModel(
            name='Replaced',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False, verbose_name='empreinte')),
            ],
            options={
                'verbose_name': 'valeur remplacée',
                'verbose_name_plural': 'valeurs remplacées',
            },
        ),
    ]
