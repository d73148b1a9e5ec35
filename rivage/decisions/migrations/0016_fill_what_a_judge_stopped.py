"""The periods that a judge stopped, filled from the remedies noted before."""

from django.db import migrations

FILL = """
UPDATE dossiers_period p SET stopped_on = u.since FROM (
  SELECT r.decision_id, min(r.outcome_on) AS since FROM decisions_recours r
  WHERE r.about = 'path' AND r.outcome = 'granted' AND (r.ordered IN ('annulled', 'replaced')
    OR r.ordered = 'suspended' AND NOT EXISTS (SELECT FROM decisions_recours c WHERE c.decision_id = r.decision_id
      AND c.kind = 'content' AND c.outcome IN ('granted', 'rejected') AND c.outcome_on >= r.outcome_on))
  GROUP BY r.decision_id
) u WHERE u.decision_id = p.decision_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0015_follow_remedies"),
        ("dossiers", "0025_a_period_that_a_judge_stopped"),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
