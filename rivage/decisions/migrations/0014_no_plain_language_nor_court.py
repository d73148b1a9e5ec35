from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0013_language_and_court_are_sealed'),
    ]

    operations = [
        migrations.RemoveField(model_name='notification', name='language_plain'),
        migrations.RemoveField(model_name='notification', name='interpreter_plain'),
        migrations.RemoveField(model_name='decision', name='court_plain'),
    ]
