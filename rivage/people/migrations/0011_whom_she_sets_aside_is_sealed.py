import uuid
from typing import Any

import rivage.core.clock
import rivage.vault.fields
from django.db import migrations, models
from rivage.vault.backfill import seal_column
from rivage.vault.enums import KeyKind


def sealed(apps: Any, _editor: Any) -> None:
    """Each word of hers is sealed for her antenne, and its digest made under the key that `rivage migrate` puts in
    place next.
    """
    from rivage.people.models.aside import MARK, derived, digest  # noqa: PLC0415 - what it digests with

    rows = apps.get_model("people", "Exclusion").objects
    if not rows.exists():
        return
    key = derived()
    apps.get_model("people", "Aside").objects.bulk_create(
        apps.get_model("people", "Aside")(
            exclusion_id=pk, person_id=person, digest=digest(key, holder), mark=digest(key, MARK)
        )
        for pk, person, holder in rows.values_list("pk", "person_id", "plain")
    )
    seal_column(apps, ("people", "Exclusion"), "plain", "holder", KeyKind.PRIVATE)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_find_whom_nobody_told'),
        ('vault', '0002_erased_a_day_before_they_go'),
    ]

    operations = [
        migrations.CreateModel(
            name='Aside',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('exclusion_id', models.UUIDField(verbose_name='parole')),
                ('person_id', models.UUIDField(verbose_name='personne')),
                ('digest', models.BinaryField(verbose_name='empreinte')),
                ('mark', models.BinaryField(verbose_name='marque de la clé')),
            ],
            options={
                'verbose_name': 'empreinte d’une lecture écartée',
                'indexes': [models.Index(fields=['digest'], include=['person_id'], name='people_aside_digest'), models.Index(fields=['mark'], name='people_aside_mark'), models.Index(fields=['person_id'], name='people_aside_person')],
                'constraints': [models.UniqueConstraint(fields=('exclusion_id', 'digest'), name='people_aside_unique')],
            },
        ),
        migrations.CreateModel(
            name='AsideKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('inside', models.BinaryField(verbose_name='clé, dedans')),
                ('outside', models.BinaryField(verbose_name='clé, dehors')),
            ],
            options={
                'verbose_name': 'clé des lectures écartées',
                'verbose_name_plural': 'clés des lectures écartées',
            },
        ),
        migrations.RemoveConstraint(model_name='exclusion', name='people_exclusion_unique'),
        migrations.RemoveIndex(model_name='exclusion', name='people_exclusion_holder'),
        migrations.RenameField(model_name='exclusion', old_name='holder', new_name='plain'),
        migrations.AddField(
            model_name='exclusion',
            name='holder',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='ne doit pas lire'),
        ),
        migrations.RunPython(sealed, migrations.RunPython.noop),
    ]
