from typing import Any

from django.db import migrations, models


def where_they_were(apps: Any, schema_editor: Any) -> None:
    """Of demandes that a death had stopped: the furthest step that their dates tell."""
    rows = apps.get_model("dossiers", "Demande").objects.filter(step="without_object", parcours__end_kind="death")
    for row in rows.filter(closings__isnull=True):
        reached = (("decided", row.decided_on), ("complete", row.completed_at), ("submitted", row.deposited_at))
        row.step_before = next((step for step, instant in reached if instant), "draft")
        row.save(update_fields=["step_before"])


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0012_a_closing_is_contested_and_upheld'),
    ]

    operations = [
        migrations.AddField(
            model_name='demande',
            name='step_before',
            field=models.CharField(blank=True, choices=[('draft', 'en préparation'), ('submitted', 'déposée'), ('incomplete', 'à compléter'), ('complete', 'complète'), ('scheduled', 'inscrite'), ('opined', 'avis rendu'), ('decided', 'décidée'), ('notified', 'notifiée'), ('withdrawn', 'retirée'), ('forwarded', 'transmise'), ('without_object', 'sans objet')], default='', editable=False, max_length=14, verbose_name='étape avant un décès noté'),
        ),
        migrations.AddField(
            model_name='suivi',
            name='away_kind',
            field=models.CharField(blank=True, choices=[('full', '24 mois atteints'), ('not_renewed', 'non renouvelé'), ('at_her_wish', 'arrêt à sa demande'), ('no_news', 'sans nouvelles depuis'), ('death', 'décès'), ('moved', 'départ'), ('ordinary_law', 'titre ou droit commun')], max_length=12, verbose_name='absence notée avant'),
        ),
        migrations.AddField(
            model_name='suivi',
            name='away_since',
            field=models.DateField(blank=True, null=True, verbose_name='absence notée depuis le'),
        ),
        migrations.RunPython(where_they_were, migrations.RunPython.noop),
    ]
