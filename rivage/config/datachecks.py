"""Checks of the data: what no constraint of one table can say. `rivage check --data` runs them all.

They read the plain columns of every row under `facts()`. A sentence counts the lines at fault and names nobody.
"""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import transaction

from rivage.accounts.enums import BodyKind, Role
from rivage.accounts.models import Body
from rivage.audit.verification import verify
from rivage.core import clock, logins
from rivage.core.perimeter import Perimeter, WayIn, facts, perimeter
from rivage.dossiers.models import Parcours, Period
from rivage.dossiers.months import days_of, months_used
from rivage.law.duration import MOST_EVER
from rivage.law.period import Days
from rivage.law.wording import count
from rivage.people.models import Person
from rivage.people.models.base import PersonRow
from rivage.vault import opened
from rivage.vault.errors import Damaged, KeyMissing
from rivage.vault.fields import EncryptedField

SAMPLE = 100

# Each: what is wrong, in words, and the count of it.
COUNTS: dict[str, str] = {
    "demandes à l’étape « inscrite » sans ligne d’ordre du jour": """
        SELECT count(*) FROM dossiers_demande d WHERE d.step = 'scheduled' AND NOT EXISTS
          (SELECT FROM commissions_agendaitem i WHERE i.demande_id = d.id AND i.postponed_at IS NULL)""",
    "demandes décidées sans avis signé ni jugement": """
        SELECT count(*) FROM dossiers_demande d WHERE d.step IN ('opined', 'decided', 'notified') AND NOT d.taken_over
          AND NOT EXISTS (SELECT FROM commissions_avis a WHERE a.demande_id = d.id AND a.signed_at IS NOT NULL)
          AND NOT EXISTS (SELECT FROM decisions_decision x WHERE x.demande_id = d.id AND x.authority = 'judgment')""",
    "demandes décidées sans décision signée": """
        SELECT count(*) FROM dossiers_demande d WHERE d.step IN ('decided', 'notified') AND NOT EXISTS
          (SELECT FROM decisions_decision x WHERE x.demande_id = d.id AND x.step <> 'draft')""",
    "décisions signées d’une demande qui n’est pas décidée": """
        SELECT count(*) FROM decisions_decision x JOIN dossiers_demande d ON d.id = x.demande_id
          WHERE x.step <> 'draft' AND d.step NOT IN ('decided', 'notified')""",
    "autorisations sans leur période": """
        SELECT count(*) FROM decisions_decision x WHERE x.sense = 'authorise' AND x.step <> 'draft' AND NOT EXISTS
          (SELECT FROM dossiers_period p WHERE p.decision_id = x.id)""",
    "périodes sans autorisation": """
        SELECT count(*) FROM dossiers_period p WHERE NOT EXISTS (SELECT FROM decisions_decision x
          WHERE x.id = p.decision_id AND x.sense = 'authorise' AND x.step <> 'draft')""",
    "périodes finies avant de commencer": """
        SELECT count(*) FROM dossiers_period p WHERE p.ended_on < p.starts""",
    "décisions signées avant la séance": """
        SELECT count(*) FROM decisions_decision x JOIN commissions_avis a ON a.demande_id = x.demande_id
          WHERE x.step <> 'draft' AND x.authority = 'prefet' AND a.signed_at IS NOT NULL AND a.sense <> 'adjourned'
          AND x.decided_on < a.rendered_at::date - 1""",
    "notifications d’avant la décision": """
        SELECT count(*) FROM decisions_notification n JOIN decisions_decision x ON x.id = n.decision_id
          WHERE n.on < x.decided_on""",
    "mois d’aide sans aide accordée": """
        SELECT count(*) FROM rights_afismonth m JOIN rights_afisdecision a ON a.id = m.decision_id
          WHERE a.sense <> 'grant'""",
    "mois d’aide ordonnés après sa fin": """
        SELECT count(*) FROM rights_afismonth m JOIN rights_afisend e ON e.decision_id = m.decision_id
          WHERE m.month > e.decided_on AND m.answer = 'paid' AND e.taken_back_on IS NULL
          AND e.undone_on IS NULL""",
    "aides dont la fin n’est pas celle que lit qui verse": """
        SELECT count(*) FROM rights_afisdecision a LEFT JOIN rights_afisend e ON e.decision_id = a.id
          AND e.taken_back_on IS NULL AND e.undone_on IS NULL
          WHERE a.ended_on IS DISTINCT FROM e.decided_on""",
    "mois d’aide ordonnés et versés avant Rivage": """
        SELECT count(*) FROM rights_afismonth m JOIN rights_afisdecision a ON a.id = m.decision_id
          JOIN dossiers_aid x ON x.demande_id = a.demande_id WHERE m.month <= x.paid_until""",
    "derniers mois versés avant Rivage sans aide accordée d’un parcours repris": """
        SELECT count(*) FROM dossiers_aid x JOIN dossiers_demande d ON d.id = x.demande_id
          WHERE x.paid_until IS NOT NULL AND NOT (d.taken_over AND EXISTS
          (SELECT FROM rights_afisdecision a WHERE a.demande_id = d.id AND a.sense = 'grant'))""",
    "ouvertures plus larges que ce que la fonction permet": """
        SELECT count(*) FROM people_share s WHERE NOT s.slices <@ coalesce(
          (SELECT r.slices FROM accounts_role r WHERE r.code = split_part(s.holder, ':', 1)), '{}')""",
    "dossiers sans leurs deux clés": """
        SELECT count(*) FROM people_person p WHERE p.erased_on IS NULL AND 2 <> (SELECT count(*) FROM vault_personkey k
          WHERE k.person_id = p.id AND k.body_id = p.antenne_id AND k.antenne_id = p.antenne_id)""",
    "dossiers effacés dont il reste l’identité": """
        SELECT count(*) FROM people_identity i JOIN people_person p ON p.id = i.person_id
          WHERE p.erased_on IS NOT NULL""",
}
REFERENCES = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, f.attname FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
      WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND cardinality(c.conkey) = 1
        AND has_column_privilege('rivage_facts', c.conrelid, a.attnum, 'SELECT')
        AND has_column_privilege('rivage_facts', c.confrelid, f.attnum, 'SELECT') ORDER BY 1, 2"""


def _ask(query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with logins.connection().cursor() as cursor:
        cursor.execute(query, parameters or None)
        return list(cursor.fetchall())


def counts() -> Iterator[str]:
    """Facts of two tables that contradict each other."""
    for words, query in COUNTS.items():
        ((found,),) = _ask(query)
        if found:
            yield f"{found} {words}."


def shared_keys(prefectures: dict[str, str]) -> Iterator[str]:
    """A file open to a délégation has its shared key wrapped for that préfecture, by the body of each département."""
    ((found,),) = _ask(
        "SELECT count(*) FROM people_share s JOIN people_person p ON p.id = s.person_id AND p.erased_on IS NULL"
        " WHERE split_part(s.holder, ':', 1) = 'delegate' AND s.ends > %s AND NOT EXISTS ("
        "SELECT FROM vault_personkey k WHERE k.person_id = s.person_id AND k.kind = 'shared'"
        " AND k.body_id = (%s::jsonb ->> s.departement)::uuid)",
        clock.now(),
        json.dumps(prefectures),
    )
    if found:
        yield f"{count(found, 'dossier ouvert', 'dossiers ouverts')} à une préfecture qui n’a pas sa clé."


def references() -> Iterator[str]:
    """Rows that point to nothing: a restore or a bulk load does not ask the foreign keys."""
    for table, column, to, key in _ask(REFERENCES):
        ((found,),) = _ask(
            f'SELECT count(*) FROM {table} t WHERE t."{column}" IS NOT NULL'  # noqa: S608 - names of the catalogue
            f' AND NOT EXISTS (SELECT FROM {to} r WHERE r."{key}" = t."{column}")'
        )
        if found:
            yield f"{count(found, 'ligne')} de {table}, colonne {column} : renvoi à une ligne absente de {to}."


def antennes() -> Iterator[str]:
    """The antenne repeated on each row is that of the person: the row policies read it alone."""
    for model in (one for one in nominative() if one.COUNTED):
        table = model._meta.db_table
        ((found,),) = _ask(
            f"SELECT count(*) FROM {table} t JOIN people_person p ON p.id = t.person_id"  # noqa: S608 - our own tables
            " WHERE t.antenne_id <> p.antenne_id"
        )
        if found:
            yield f"{count(found, 'ligne')} de {table} sous une autre antenne que celle du dossier."


def months() -> Iterator[str]:
    """R121-12-10: no period overlaps another of the same person, and together they never pass 24 months."""
    before: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for person, path, months_before in Parcours.objects.values_list("person_id", "pk", "months_before"):
        before[person][path] = months_before
    held: dict[UUID, list[tuple[UUID, Days]]] = defaultdict(list)
    for row in Period.objects.order_by("starts").only("person_id", "parcours_id", "starts", "ends", "ended_on"):
        days = days_of(row)
        if days is not None:
            held[row.person_id].append((row.parcours_id, days))
    twice = {
        person for person, found in held.items() if any(two.start < one.end for (_, one), (_, two) in pairwise(found))
    }
    if twice:
        yield f"{count(len(twice), 'personne')} avec des périodes qui se chevauchent."
    alone = {person: found for person, found in held.items() if person not in twice}
    over = sum(1 for person, found in alone.items() if months_used(before[person], found) > MOST_EVER)
    if over:
        yield f"{count(over, 'personne')} avec plus de {MOST_EVER} mois de parcours."


def sealed() -> Iterator[str]:
    """The trace recounts itself."""
    for fault in verify().faults:
        yield str(fault)


def readable() -> Iterator[str]:
    """Some files drawn at random open with the keys of their antenne. In production no file is opened to check."""
    if settings.MODE == "production":
        return
    with facts():
        known = list(Person.objects.filter(erased_on__isnull=True).values_list("pk", "antenne_id"))
    drawn = random.Random(0).sample(known, min(SAMPLE, len(known)))  # noqa: S311 - a sample, not a secret
    damaged = sum(1 for person, antenne in drawn if not _opens(person, antenne))
    if damaged:
        drawn_by_lot = count(len(drawn), "tiré au sort", "tirés au sort")
        yield f"{count(damaged, 'dossier')} sur {drawn_by_lot} : les clés de l’antenne ne l’ouvrent pas."


def _opens(person: UUID, antenne: UUID) -> bool:
    way = WayIn("rivage_enter_system", ([], [antenne]))
    within = Perimeter(role=str(Role.LEAD), bodies=(antenne,), keys=(antenne,), way=way)
    with perimeter(within), transaction.atomic(), opened.sorting():
        try:
            for model in nominative():
                sealed_fields = [one for one in model._meta.concrete_fields if isinstance(one, EncryptedField)]
                for row in model._default_manager.filter(person=person) if sealed_fields else ():
                    for one in sealed_fields:
                        getattr(row, one.attname)
        except (Damaged, KeyMissing):
            return False
    return True


def nominative() -> list[type[PersonRow]]:
    return [model for model in apps.get_models() if issubclass(model, PersonRow)]


UNDER_FACTS: tuple[Callable[[], Iterator[str]], ...] = (counts, references, antennes, months)
BY_THEMSELVES: tuple[Callable[[], Iterator[str]], ...] = (readable, sealed)


def troubles() -> list[str]:
    """Every sentence of every check of the data."""
    bodies = Body.objects.filter(kind=BodyKind.PREFECTURE).values_list("departement", "pk")
    prefectures = {departement: str(body) for departement, body in bodies}
    with facts(), logins.atomic():
        with logins.connection().cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        found = [sentence for check in UNDER_FACTS for sentence in check()]
        found += shared_keys(prefectures)
    return found + [sentence for check in BY_THEMSELVES for sentence in check()]
