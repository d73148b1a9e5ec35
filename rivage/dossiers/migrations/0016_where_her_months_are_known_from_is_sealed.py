from typing import Any

import rivage.vault.fields
from django.db import migrations
from rivage.vault.backfill import seal_column


def sealed(apps: Any, _editor: Any) -> None:
    seal_column(apps, ("dossiers", "Parcours"), "months_before_source_plain", "months_before_source")


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0015_find_what_an_antenne_holds'),
        ('vault', '0002_erased_a_day_before_they_go'),
    ]

    operations = [
        migrations.RenameField(model_name='parcours', old_name='months_before_source', new_name='months_before_source_plain'),
        migrations.AddField(
            model_name='parcours',
            name='months_before_source',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='d’où on le sait'),
        ),
        migrations.RunPython(sealed, migrations.RunPython.noop),
    ]
