import uuid

import django.db.models.deletion
from django.db import migrations, models

import rivage.core.clock
import rivage.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_roles_of_every_app'),
        ('people', '0009_the_day_she_knew_is_corrected'),
        ('rights', '0007_what_was_noted_wrong'),
    ]

    operations = [
        migrations.CreateModel(
            name='ToldCorrection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('antenne_id', models.UUIDField(verbose_name='antenne')),
                ('told_on', models.DateField(verbose_name='avait été notée remise le')),
                ('corrected_on', models.DateField(verbose_name='corrigé le')),
                ('why', rivage.vault.fields.EncryptedField(default='', verbose_name='pourquoi')),
                ('end', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='rights.afisend')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='personne')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
            ],
            options={
                'verbose_name': 'correction d’une remise',
                'ordering': ['created_at'],
            },
        ),
    ]
