from typing import Any

import rivage.vault.fields
from django.db import migrations
from rivage.vault.backfill import seal_column


def sealed(apps: Any, _editor: Any) -> None:
    seal_column(apps, ("people", "Accord"), "language_plain", "language")
    seal_column(apps, ("people", "Accord"), "interpreter_plain", "interpreter")


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0012_no_plain_word_of_whom'),
        ('vault', '0002_erased_a_day_before_they_go'),
    ]

    operations = [
        migrations.RenameField(model_name='accord', old_name='language', new_name='language_plain'),
        migrations.AddField(
            model_name='accord',
            name='language',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='langue'),
        ),
        migrations.RenameField(model_name='accord', old_name='interpreter', new_name='interpreter_plain'),
        migrations.AddField(
            model_name='accord',
            name='interpreter',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='interprète'),
        ),
        migrations.RunPython(sealed, migrations.RunPython.noop),
    ]
