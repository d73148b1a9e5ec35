"""Of a permit refused: the first gracious remedy and the day of its answer, filled from those noted; the one that waits
apart.
"""

from django.db import migrations, models

FILL = """
UPDATE rights_apsfact f SET appeal_awaits = f.appealed_on WHERE f.appealed_on IS NOT NULL;
UPDATE rights_apsfact f SET appealed_on = u.filed_on, appeal_answered_on = u.outcome_on FROM (
  SELECT DISTINCT ON (r.act) r.act, r.filed_on, r.outcome_on FROM decisions_recours r
  WHERE r.about = 'permit' AND r.kind = 'gracious' AND r.outcome <> 'withdrawn'
  ORDER BY r.act, r.filed_on, r.created_at
) u WHERE u.act = f.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0017_an_invitation_is_kept_as_it_was"),
        ("rights", "0035_a_refusal_letter_is_kept_and_its_motive_corrected"),
    ]

    operations = [
        migrations.AddField(
            "apsfact",
            "appeal_answered_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="recours gracieux répondu le"),
        ),
        migrations.AddField(
            "apsfact",
            "appeal_awaits",
            models.DateField(
                blank=True, editable=False, null=True, verbose_name="recours gracieux en attente, fait le"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
