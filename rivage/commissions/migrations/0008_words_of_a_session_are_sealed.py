from typing import Any

import rivage.accounts.fields
from django.db import migrations
from rivage.accounts.fields import seal_column


def sealed(apps: Any, _editor: Any) -> None:
    seal_column(apps, ("commissions", "Seance"), "urgent_reason_plain", "urgent_reason")
    seal_column(apps, ("commissions", "Seance"), "cancelled_reason_plain", "cancelled_reason")
    seal_column(apps, ("commissions", "Reopening"), "reason_plain", "reason")
    seal_column(apps, ("commissions", "Minutes"), "text_plain", "text")
    seal_column(apps, ("commissions", "Minutes"), "data_plain", "data", of_json=True)


class Migration(migrations.Migration):

    dependencies = [
        ('commissions', '0007_a_convened_session_is_cancelled'),
    ]

    operations = [
        migrations.RenameField(model_name='seance', old_name='urgent_reason', new_name='urgent_reason_plain'),
        migrations.AddField(
            model_name='seance',
            name='urgent_reason',
            field=rivage.accounts.fields.OfficeField(null=True, verbose_name='raison de l’urgence'),
        ),
        migrations.RenameField(model_name='seance', old_name='cancelled_reason', new_name='cancelled_reason_plain'),
        migrations.AddField(
            model_name='seance',
            name='cancelled_reason',
            field=rivage.accounts.fields.OfficeField(null=True, verbose_name='pourquoi elle est annulée'),
        ),
        migrations.RenameField(model_name='reopening', old_name='reason', new_name='reason_plain'),
        migrations.AddField(
            model_name='reopening',
            name='reason',
            field=rivage.accounts.fields.OfficeField(null=True, verbose_name='raison'),
        ),
        migrations.RenameField(model_name='minutes', old_name='text', new_name='text_plain'),
        migrations.AddField(
            model_name='minutes',
            name='text',
            field=rivage.accounts.fields.OfficeField(null=True, verbose_name='observations générales'),
        ),
        migrations.RenameField(model_name='minutes', old_name='data', new_name='data_plain'),
        migrations.AddField(
            model_name='minutes',
            name='data',
            field=rivage.accounts.fields.OfficeJson(null=True, verbose_name='contenu figé'),
        ),
        migrations.RunPython(sealed, migrations.RunPython.noop),
    ]
