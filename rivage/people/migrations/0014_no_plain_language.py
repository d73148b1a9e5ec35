from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0013_her_language_is_sealed'),
    ]

    operations = [
        migrations.RemoveField(model_name='accord', name='language_plain'),
        migrations.RemoveField(model_name='accord', name='interpreter_plain'),
    ]
