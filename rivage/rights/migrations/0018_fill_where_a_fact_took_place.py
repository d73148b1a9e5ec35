"""Where a step of a permit was noted: with the antenne that she left next, else with the one of today."""

from django.db import migrations

STEPS = """
UPDATE rights_apsfact d SET fact_antenne = b.id, fact_departement = b.departement
FROM (SELECT o.id, COALESCE(
        (SELECT a.origin FROM people_arrival a WHERE a.person_id = p.id AND a.accepted_at > o.created_at
         ORDER BY a.accepted_at LIMIT 1), p.antenne_id) AS antenne
      FROM rights_apsfact o JOIN people_person p ON p.id = o.person_id) f
JOIN accounts_body b ON b.id = f.antenne WHERE d.id = f.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0014_no_plain_language"),
        ("accounts", "0017_the_head_of_letters"),
        ("rights", "0017_where_a_fact_took_place"),
    ]

    operations = [migrations.RunSQL(STEPS, migrations.RunSQL.noop)]
