from typing import Any

import rivage.vault.fields
from django.db import migrations, models
from rivage.vault.backfill import seal_column


def sealed(apps: Any, _editor: Any) -> None:
    seal_column(apps, ("decisions", "Notification"), "language_plain", "language")
    seal_column(apps, ("decisions", "Notification"), "interpreter_plain", "interpreter")
    seal_column(apps, ("decisions", "Decision"), "court_plain", "court", skip="")


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0012_find_what_an_antenne_decided'),
        ('vault', '0002_erased_a_day_before_they_go'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='decision', name='decisions_judgment_named'),
        migrations.RenameField(model_name='notification', old_name='language', new_name='language_plain'),
        migrations.AddField(
            model_name='notification',
            name='language',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='langue'),
        ),
        migrations.RenameField(model_name='notification', old_name='interpreter', new_name='interpreter_plain'),
        migrations.AddField(
            model_name='notification',
            name='interpreter',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='interprète'),
        ),
        migrations.RenameField(model_name='decision', old_name='court', new_name='court_plain'),
        migrations.AddField(
            model_name='decision',
            name='court',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='juridiction et numéro'),
        ),
        migrations.RunPython(sealed, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority', 'judgment'), _negated=True), ('court__isnull', False), _connector='OR'), name='decisions_judgment_named', violation_error_message='Un jugement porte sa juridiction et son numéro.'),
        ),
    ]
