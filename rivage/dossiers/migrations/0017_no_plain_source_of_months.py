from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0016_where_her_months_are_known_from_is_sealed'),
    ]

    operations = [
        migrations.RemoveField(model_name='parcours', name='months_before_source_plain'),
    ]
