from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0011_whom_she_sets_aside_is_sealed'),
    ]

    operations = [
        migrations.RemoveField(model_name='exclusion', name='plain'),
    ]
