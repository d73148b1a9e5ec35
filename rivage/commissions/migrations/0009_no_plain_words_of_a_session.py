from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('commissions', '0008_words_of_a_session_are_sealed'),
    ]

    operations = [
        migrations.RemoveField(model_name='seance', name='urgent_reason_plain'),
        migrations.RemoveField(model_name='seance', name='cancelled_reason_plain'),
        migrations.RemoveField(model_name='reopening', name='reason_plain'),
        migrations.RemoveField(model_name='minutes', name='text_plain'),
        migrations.RemoveField(model_name='minutes', name='data_plain'),
    ]
