"""Of a permit refused: the day of the gracious remedy that waits for the préfet's answer, filled from those noted."""

from django.db import migrations, models

FILL = """
UPDATE rights_apsfact f SET appealed_on = u.since FROM (
  SELECT r.act, min(r.filed_on) AS since FROM decisions_recours r
  WHERE r.about = 'permit' AND r.kind = 'gracious' AND r.outcome = 'pending' GROUP BY r.act
) u WHERE u.act = f.id
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0016_fill_what_a_judge_stopped"), ("rights", "0033_what_an_antenne_met")]

    operations = [
        migrations.AddField(
            "apsfact",
            "appealed_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="recours gracieux fait le"),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
