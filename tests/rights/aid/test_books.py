"""The months of the aid as the rows tell them: who is away, children told late, a move to another scale."""

from datetime import date
from decimal import Decimal

import pytest

from rivage.core.versions import version_of
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande, Parcours
from rivage.law.period import add_months
from rivage.rights.aid import actions, todo
from rivage.rights.aid.ledger import MonthState, read_books
from rivage.rights.aid.orders import propose, waiting
from rivage.rights.aid.reexamination import told
from rivage.rights.models import AfisDecision
from tests.dossiers.path import WHO
from tests.people.moving import moved
from tests.rights.aid.test_months import aided, end_told, first, ordered
from tests.rights.permit.path import authorised, day
from tests.rights.takeover.path import taken_over
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
__all__ = ["aided"]


@pytest.mark.parametrize("kind", ["no_news", "moved"])
def test_the_aid_of_who_is_away_runs_to_the_term(world: World, aided: AfisDecision, kind: str) -> None:
    """No text ends it for that: the préfet alone may, under R121-12-13-2."""
    ordered(world)
    with acting(world[WHO]) as actor:
        dossiers.note_absence(
            actor=actor, on=world.today, parcours=Parcours.objects.get(), since=world.today, kind=kind
        )
    later = add_months(world.today, 3)
    with acting(world["delegate:33"]) as delegate:
        found = read_books(delegate, [aided.person_id]).months(aided.person_id, later)
    assert [month.state for month in found] == [MonthState.ORDERED] + [MonthState.DUE] * 3 + [MonthState.COMING] * 2
    assert {month.to_settle for month in found} == {0}


def late_decision(world: World, demande: Demande, children: int = 0) -> None:
    """The aid decided today for a period that began three months ago."""
    with acting(world["delegate:33"]) as delegate:
        actions.decide_afis(
            actor=delegate, on=world.today, demande=demande, sense="grant", decided_on=world.today, children=children,
            signed_name="Anne Sémaphore",
        )  # fmt: skip


def born(world: World, demande: Demande, on: date, children: int = 1) -> list[str]:
    """A birth told today; what her antenne reads of it."""
    with acting(world[WHO]) as actor:
        actions.record_event(
            actor=actor, on=world.today, person=demande.person, kind="birth", event_on=on, children=children
        )
        return [" ".join(moved.follows).replace("\u00a0", " ") for moved in told(actor, demande.person, world.today)]


def counted(world: World, demande: Demande) -> list[tuple[date, int]]:
    with acting(world["delegate:33"]) as delegate:
        found = read_books(delegate, [demande.person_id]).months(demande.person_id, world.today)
    return [(month.month, month.children) for month in found]


@pytest.mark.parametrize("ago", [20, 100])
def test_a_birth_before_a_late_decision_and_told_after_it_counts(world: World, ago: int) -> None:
    demande = after(world, authorised, 90)
    late_decision(world, demande)
    birth = day(world, -ago)
    (said,) = born(world, demande, birth)
    assert "Avec 1 enfant à charge, le montant mensuel est de" in said
    found = counted(world, demande)
    assert len(found) == 6
    begun = birth < day(world, -90)
    assert found == [(month, int(begun or month > birth.replace(day=1))) for month, _ in found]


def test_a_birth_told_before_the_decision_is_in_its_number(world: World) -> None:
    demande = after(world, authorised, 90)
    born(world, demande, day(world, -20), children=1)
    late_decision(world, demande, children=3)
    assert {children for _, children in counted(world, demande)} == {3}
    with acting(world[WHO]) as actor:
        (moved,) = told(actor, demande.person, world.today)
    assert "Le nombre d’enfants de la décision ne change pas." in moved.follows


def test_what_is_told_late_stops_at_what_the_decision_knew(world: World) -> None:
    """Told late: two children from 80 days ago. Told in time: one from 20 days ago, which is in the decision."""
    demande = after(world, authorised, 90)
    born(world, demande, day(world, -20), children=1)
    late_decision(world, demande, children=1)
    born(world, demande, day(world, -80), children=2)
    found = dict(counted(world, demande))
    assert {found[month] for month in found if month > day(world, -20)} == {1}
    assert found[add_months(day(world, -80).replace(day=1), 1)] == 2


def waits(world: World, who: str, departement: str, later: date) -> list[Decimal]:
    """What is due there on a day, in full and in short: both say the same."""
    with acting(world[who]) as delegate:
        month = later.replace(day=1)
        found = propose(delegate, departement, month, later)
        short = waiting(delegate, departement, month, later)
    known = [] if short is None else [short.many, short.total, short.since]
    said = [len(found.lines), found.total, min(each.month for _, each in found.lines)] if found.lines else []
    assert known == said
    return [each.amount or Decimal(0) for _, each in found.lines]


def test_a_month_ordered_before_a_move_to_mayotte_keeps_its_amount(world: World, aided: AfisDecision) -> None:
    world.body("estuaire976", "antenne", "Cap Estuaire Mayotte", "976", parent=world.bodies["estuaire"])
    world.member("referent:estuaire976", "estuaire976", "referent", ["976"])
    world.body("pref976", "prefecture", "Préfecture 976", "976")
    world.member("delegate:976", "pref976", "delegate", ["976"])
    ordered(world)
    moved(world, aided.demande.person, "referent:estuaire976")
    later = add_months(world.today, 1)
    for who in ("delegate:976", "referent:estuaire976"):
        with acting(world[who]) as actor:
            found = read_books(actor, [aided.person_id]).months(aided.person_id, later)
        assert [str(month.amount) for month in found[:2]] == ["665.52", "332.76"]
        assert found[0].to_settle == 0
    assert waits(world, "delegate:976", "976", later) == [Decimal("332.76")]
    with acting(world["delegate:976"]) as delegate:
        assert propose(delegate, "976", first(world), world.today).to_settle == []


def test_the_home_counts_what_an_order_would_hold(world: World, aided: AfisDecision) -> None:
    later = add_months(world.today, 4)
    late = authorised(world, 90)
    late_decision(world, late)
    assert len(waits(world, "delegate:33", "33", later)) > 8
    with acting(world["delegate:33"]) as delegate:
        (item,) = todo.to_order(delegate, later)
    assert (item.since, "Le plus ancien est celui" in item.consequence) == (later.replace(day=1), True)
    ordered(world)
    born(world, late, day(world, -20))
    taken_over(world, begun=30)
    assert Decimal("665.52") in waits(world, "delegate:33", "33", later)
    with acting(world["delegate:33"]) as delegate:
        actions.end_afis(
            actor=delegate, on=world.today, decision=aided, told=end_told(world.today), version=version_of()
        )
    kept = waits(world, "delegate:33", "33", later)
    with acting(world[WHO]) as actor:
        dossiers.note_absence(
            actor=actor, on=world.today, parcours=Parcours.objects.get(person=late.person_id), since=world.today,
            kind="no_news",
        )  # fmt: skip
    assert waits(world, "delegate:33", "33", later) == kept
