import uuid
from typing import Any

import django.db.models.deletion
import rivage.core.clock
import rivage.vault.fields
from django.db import migrations, models
from django.db.models import Q
from rivage.vault.backfill import sealed_again


def handed(apps: Any, _editor: Any) -> None:
    """The days on which an end was noted handed, then corrected, as notices that take each other's place."""
    ends = apps.get_model("rights", "AfisEnd").objects
    for end in ends.filter(Q(told_on__isnull=False) | Q(corrections__isnull=False)).distinct():
        corrected = list(end.corrections.order_by("created_at"))
        days = [one.told_on for one in corrected] + [end.told_on]
        before = None
        for rank, day in enumerate(days):
            by = corrected[rank - 1] if rank else None
            before = _notice(apps, end, day, by, corrected[rank] if rank < len(corrected) else None, before)


def _notice(apps: Any, end: Any, day: Any, by: Any, replaced_by: Any, before: Any) -> Any:
    """`by`: the correction that wrote this day, None for the first; `replaced_by`: the one that took its place."""
    notices = apps.get_model("rights", "AidNotice").objects
    row = notices.create(
        person_id=end.person_id,
        antenne_id=end.antenne_id,
        created_at=(by or end).created_at,
        decision_id=end.decision_id,
        end=end,
        recipient="person",
        channel="by_hand",
        outcome="handed" if day else "impossible",
        on=day or by.corrected_on,
        recorded_by_id=(by or end).recorded_by_id,
        source=end.source,
        replaces=before,
        replaced_at=replaced_by.created_at if replaced_by else None,
    )
    if by is not None:
        sealed_again(apps, end.person_id, (by, "why"), (row, "why"))
    return row


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0017_the_head_of_letters'),
        ('people', '0014_no_plain_language'),
        ('rights', '0018_fill_where_a_fact_took_place'),
    ]

    operations = [
        migrations.CreateModel(
            name='AidNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('antenne_id', models.UUIDField(verbose_name='antenne')),
                ('recipient', models.CharField(choices=[('person', 'la personne'), ('association', 'l’association')], max_length=11, verbose_name='à')),
                ('channel', models.CharField(choices=[('by_hand', 'en main propre, à l’association'), ('post', 'lettre à l’adresse de correspondance'), ('prefecture', 'en main propre, à la préfecture'), ('secure', 'par Rivage')], max_length=10, verbose_name='par')),
                ('outcome', models.CharField(choices=[('handed', 'remise'), ('not_claimed', 'présentée et non réclamée'), ('refused', 'proposée et non acceptée'), ('impossible', 'impossible')], max_length=11, verbose_name='issue')),
                ('on', models.DateField(verbose_name='le')),
                ('her_wish', models.BooleanField(default=False, verbose_name='à la demande de la personne')),
                ('language', rivage.vault.fields.EncryptedField(null=True, verbose_name='langue')),
                ('interpreter', rivage.vault.fields.EncryptedField(null=True, verbose_name='interprète')),
                ('source', models.CharField(choices=[('own_desk', 'par le service lui-même'), ('signed_paper', 'd’après le papier signé'), ('phone', 'par téléphone'), ('paper_held', 'd’après le papier que la personne détient')], default='own_desk', max_length=12, verbose_name='d’où vient ce fait')),
                ('new_letter', models.BooleanField(default=False, verbose_name='une nouvelle lettre')),
                ('why', rivage.vault.fields.EncryptedField(null=True, verbose_name='pourquoi')),
                ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='remplacée le')),
                ('letter', rivage.vault.fields.EncryptedField(null=True, verbose_name='la lettre remise')),
                ('receipt', rivage.vault.fields.EncryptedField(null=True, verbose_name='le reçu remis')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='rights.afisdecision')),
                ('end', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='rights.afisend')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='personne')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='rights.aidnotice', verbose_name='à la place de')),
            ],
            options={
                'verbose_name': 'notification de l’aide',
            },
        ),
        migrations.RunPython(handed, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='afisend',
            name='told_on',
        ),
        migrations.DeleteModel(
            name='ToldCorrection',
        ),
        migrations.AddConstraint(
            model_name='aidnotice',
            constraint=models.UniqueConstraint(condition=models.Q(('end__isnull', True), ('replaced_at__isnull', True), models.Q(('outcome', 'impossible'), _negated=True)), fields=('decision',), name='rights_aid_notified_once', violation_error_message='Cette notification est déjà notée.'),
        ),
        migrations.AddConstraint(
            model_name='aidnotice',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True), models.Q(('outcome', 'impossible'), _negated=True)), fields=('end',), name='rights_end_notified_once', violation_error_message='Cette notification est déjà notée.'),
        ),
    ]
