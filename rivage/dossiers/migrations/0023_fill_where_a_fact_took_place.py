"""Where a deposit and a period took place, from what is known: who came since came from the antenne of her arrival.

Nothing says it of a demande decided before Rivage, nor on which day one was ready: both stay empty.
"""

from django.db import migrations

# Her antenne at the instant of a row: that which she left next, else the one of today.
THEN = """COALESCE(
    (SELECT a.origin FROM people_arrival a WHERE a.person_id = p.id AND a.accepted_at > {at} ORDER BY a.accepted_at
     LIMIT 1), p.antenne_id)"""
DEPOSITS = f"""
UPDATE dossiers_demande d SET presented_by = b.id, deposited_in = b.departement
FROM (SELECT o.id, {THEN.format(at="o.deposited_at")} AS antenne
      FROM dossiers_demande o JOIN people_person p ON p.id = o.person_id
      WHERE o.deposited_at IS NOT NULL AND NOT o.taken_over) f
JOIN accounts_body b ON b.id = f.antenne WHERE d.id = f.id
"""
PERIODS = f"""
UPDATE dossiers_period d SET fact_antenne = b.id,
  fact_departement = CASE WHEN f.moved THEN b.departement ELSE f.departement END
FROM (SELECT o.id, c.departement, {THEN.format(at="o.created_at")} AS antenne,
        EXISTS (SELECT FROM people_arrival a WHERE a.person_id = p.id AND a.accepted_at > o.created_at) AS moved
      FROM dossiers_period o JOIN people_person p ON p.id = o.person_id
      JOIN dossiers_parcours c ON c.id = o.parcours_id) f
JOIN accounts_body b ON b.id = f.antenne WHERE d.id = f.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0014_no_plain_language"),
        ("accounts", "0017_the_head_of_letters"),
        ("dossiers", "0022_where_a_fact_took_place"),
    ]

    operations = [
        migrations.RunSQL(DEPOSITS, migrations.RunSQL.noop),
        migrations.RunSQL(PERIODS, migrations.RunSQL.noop),
    ]
