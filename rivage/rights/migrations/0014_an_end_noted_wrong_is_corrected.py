
import django.db.models.deletion
import rivage.core.clock
import rivage.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_who_relieves_a_body'),
        ('people', '0010_find_whom_nobody_told'),
        ('rights', '0013_a_decision_on_the_aid_is_corrected'),
    ]

    operations = [
        migrations.CreateModel(
            name='EndCorrection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=rivage.core.clock.now, editable=False, verbose_name='créé le')),
                ('antenne_id', models.UUIDField(verbose_name='antenne')),
                ('ground', models.CharField(choices=[('engagements', 'engagements non tenus'), ('condition', 'une condition n’est plus remplie')], max_length=11, verbose_name='motif noté')),
                ('decided_on', models.DateField(verbose_name='date notée')),
                ('invited_on', models.DateField(verbose_name='observations notées demandées le')),
                ('reasons', rivage.vault.fields.EncryptedField(default='', verbose_name='motivation notée')),
                ('signed_name', models.CharField(max_length=120, verbose_name='signature notée')),
                ('known_from', models.CharField(choices=[('own_desk', 'par le service lui-même'), ('signed_paper', 'd’après le papier signé'), ('phone', 'par téléphone'), ('paper_held', 'd’après le papier que la personne détient')], max_length=12, verbose_name='provenance notée')),
                ('corrected_on', models.DateField(verbose_name='corrigé le')),
                ('why', rivage.vault.fields.EncryptedField(default='', verbose_name='pourquoi')),
            ],
            options={
                'verbose_name': 'correction de la fin de l’aide',
                'ordering': ['created_at'],
            },
        ),
        migrations.AddField(
            model_name='afisend',
            name='taken_back_on',
            field=models.DateField(blank=True, null=True, verbose_name='dite notée par erreur le'),
        ),
        migrations.AlterField(
            model_name='afisend',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ends', to='rights.afisdecision'),
        ),
        migrations.AddConstraint(
            model_name='afisend',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_on__isnull', True)), fields=('decision',), name='rights_end_once', violation_error_message='La fin de cette aide est déjà notée.'),
        ),
        migrations.AddField(
            model_name='endcorrection',
            name='end',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rewritten', to='rights.afisend'),
        ),
        migrations.AddField(
            model_name='endcorrection',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='personne'),
        ),
        migrations.AddField(
            model_name='endcorrection',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
    ]
