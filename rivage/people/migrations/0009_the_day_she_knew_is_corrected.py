import uuid

import django.db.models.deletion
from django.db import migrations, models

import rivage.core.clock
import rivage.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_openings_ended_for_now'),
    ]

    operations = [
        migrations.CreateModel(
            name='RelayCorrection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('antenne_id', models.UUIDField(verbose_name='antenne')),
                ('told_on', models.DateField(verbose_name='avait été noté le')),
                ('corrected_on', models.DateField(verbose_name='corrigé le')),
                ('reason', rivage.vault.fields.EncryptedField(default='', verbose_name='pourquoi')),
                ('accompaniment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='people.accompaniment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'correction de ce qu’elle sait',
                'ordering': ['created_at'],
            },
        ),
    ]
