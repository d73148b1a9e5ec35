"""Of a permit: since when its refusal holds no more, and the judge's day, filled from the remedies noted before."""

from django.db import migrations, models

FILL = """
UPDATE rights_apsfact f SET undone_on = u.since, redo_by = u.due FROM (
  SELECT r.act, min(r.outcome_on) FILTER (WHERE CASE r.kind
      WHEN 'content' THEN r.ordered IN ('annulled', 'replaced') OR r.reexamine_days IS NOT NULL
      WHEN 'urgent' THEN (r.ordered = 'suspended' OR r.reexamine_days IS NOT NULL)
        AND NOT EXISTS (SELECT FROM decisions_recours c WHERE c.act = r.act AND c.kind = 'content'
          AND c.outcome IN ('granted', 'rejected') AND c.outcome_on >= r.outcome_on)
      ELSE true END) AS since, min(r.outcome_on + r.reexamine_days) AS due
  FROM decisions_recours r WHERE r.outcome = 'granted' AND r.about = 'permit' GROUP BY r.act
) u WHERE u.act = f.id AND u.since IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0015_follow_remedies"), ("rights", "0029_fill_what_a_judgment_undid")]

    operations = [
        migrations.AddField(
            "apsfact",
            "undone_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="ne tient plus depuis le"),
        ),
        migrations.AddField(
            "apsfact",
            "redo_by",
            models.DateField(blank=True, editable=False, null=True, verbose_name="à réexaminer avant le"),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
