"""Of the remedies noted before: what they undid, as `rights_undone` says it from now on (rows_contested.sql)."""

from django.db import migrations

UNDOING = """
SELECT r.act, min(r.outcome_on) AS since FROM decisions_recours r WHERE r.outcome = 'granted' AND CASE r.kind
    WHEN 'content' THEN r.ordered IN ('annulled', 'replaced') OR r.reexamine_days IS NOT NULL
    WHEN 'urgent' THEN (r.ordered = 'suspended' OR r.reexamine_days IS NOT NULL)
      AND NOT EXISTS (SELECT FROM decisions_recours c WHERE c.act = r.act AND c.kind = 'content'
        AND c.outcome IN ('granted', 'rejected') AND c.outcome_on >= r.outcome_on)
    ELSE true END GROUP BY r.act
"""
REFUSALS = f"""
UPDATE rights_afisdecision a SET undone_on = u.since FROM ({UNDOING}) u WHERE u.act = a.id AND a.sense = 'refuse'
"""
ENDS = f"UPDATE rights_afisend e SET undone_on = u.since FROM ({UNDOING}) u WHERE u.act = e.id"
RUNNING = """
UPDATE rights_afisdecision a SET ended_on = NULL FROM rights_afisend e
WHERE e.decision_id = a.id AND e.undone_on IS NOT NULL AND a.ended_on IS NOT NULL
  AND NOT EXISTS (SELECT FROM rights_afisend s WHERE s.decision_id = a.id AND s.taken_back_on IS NULL
    AND s.undone_on IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0015_follow_remedies"),
        ("rights", "0028_what_a_judgment_undid_of_the_aid"),
    ]

    operations = [migrations.RunSQL([REFUSALS, ENDS, RUNNING], migrations.RunSQL.noop)]
