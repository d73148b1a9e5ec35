import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rivage.core.clock

# What was to be told, and what became of the mails of each request.
KEPT = """
INSERT INTO doors_notice (id, created_at, user_id, what, recovery_id, label, due, tried_at, told_at)
  SELECT gen_random_uuid(), created_at, user_id, 'device', NULL::uuid, label, created_at, tried_at, told_at
    FROM doors_knowndevice WHERE told_at IS NULL
  UNION ALL SELECT gen_random_uuid(), created_at, user_id, what, NULL, '', created_at, tried_at, told_at
    FROM doors_accountchange WHERE told_at IS NULL
  UNION ALL SELECT gen_random_uuid(), created_at, user_id, 'asked', id, '', created_at, NULL, told_at
    FROM doors_recovery
  UNION ALL SELECT gen_random_uuid(), confirmed_at, user_id, 'confirmed', id, '', confirmed_at, NULL, warned_at
    FROM doors_recovery WHERE confirmed_at IS NOT NULL
  UNION ALL SELECT gen_random_uuid(), confirmed_at, user_id, 'link', id, '', opens_at, NULL, sent_at
    FROM doors_recovery WHERE confirmed_at IS NOT NULL
  UNION ALL SELECT gen_random_uuid(), ended_at, asked_by_id, 'refused', id, '', ended_at, NULL, end_told_at
    FROM doors_recovery WHERE ended_at > now() - interval '7 days' AND ended_by_id IS DISTINCT FROM asked_by_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('doors', '0010_a_function_proposed_is_told'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('what', models.CharField(choices=[('passkey', 'une clé d’accès a été ajoutée'), ('totp', 'une application de codes a été ajoutée'), ('removed', 'un second facteur a été retiré'), ('codes', 'de nouveaux codes de secours ont été tirés ; les anciens n’ouvrent plus'), ('password', 'le mot de passe a changé'), ('linked', 'une identité ProConnect a été liée'), ('unlinked', 'l’identité ProConnect a été déliée'), ('reopened', 'le compte a été rouvert, avec un autre mot de passe'), ('device', 'une entrée par un autre navigateur'), ('asked', 'une demande que le compte soit rendu'), ('confirmed', 'cette demande est confirmée'), ('link', 'le lien qui rend le compte'), ('refused', 'cette demande est refusée')], max_length=10, verbose_name='ce qui est dit')),
                ('label', models.CharField(blank=True, max_length=60, verbose_name='navigateur')),
                ('due', models.DateTimeField(default=rivage.core.clock.now, verbose_name='à dire le')),
                ('tried_at', models.DateTimeField(null=True, verbose_name='essayé le')),
                ('told_at', models.DateTimeField(null=True, verbose_name='dit le')),
                ('given_up_at', models.DateTimeField(null=True, verbose_name='abandonné le')),
                ('recovery', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='doors.recovery')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'avis au titulaire d’un compte',
                'verbose_name_plural': 'avis aux titulaires des comptes',
                'indexes': [models.Index(condition=models.Q(('given_up_at', None), ('told_at', None)), fields=['due'], name='doors_notice_untold')],
            },
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name='knowndevice', name='doors_device_untold'),
        migrations.RemoveField(model_name='knowndevice', name='told_at'),
        migrations.RemoveField(model_name='knowndevice', name='tried_at'),
        migrations.RemoveField(model_name='recovery', name='told_at'),
        migrations.RemoveField(model_name='recovery', name='warned_at'),
        migrations.RemoveField(model_name='recovery', name='sent_at'),
        migrations.RemoveField(model_name='recovery', name='end_told_at'),
        migrations.DeleteModel(name='AccountChange'),
    ]
