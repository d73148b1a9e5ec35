import django.db.models.deletion
from django.db import migrations, models

import rivage.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('dossiers', '0018_a_word_that_is_not_her_name'),
    ]

    operations = [
        migrations.AddField(
            model_name='missingrequest',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddField(
            model_name='missingrequest',
            name='holds',
            field=models.BooleanField(db_default=True, default=True, verbose_name='la demande l’attend'),
        ),
        migrations.AddField(
            model_name='missingrequest',
            name='answers',
            field=rivage.vault.fields.EncryptedField(null=True, verbose_name='réponses en quelques mots'),
        ),
    ]
