"""Months of the aid paid before Rivage: said with the path taken over, read by who instructs, never ordered again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from rivage.core.perimeter import facts
from rivage.core.refusal import Refused
from rivage.dossiers.models import Aid, Parcours
from rivage.law.period import add_months
from rivage.law.wording import month as in_words
from rivage.rights.aid.ledger import MonthState, read_books
from rivage.rights.aid.orders import propose, waiting
from rivage.rights.clocks import clocks
from rivage.rights.models import AfisMonth
from rivage.rights.takeover import actions as takeover
from tests.attack.test_writing import refusal
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.rights.aid.ordering import issued
from tests.rights.takeover.path import confirmed, known, taken_over
from tests.rights.takeover.test_takeover_pages import Reader, typed
from tests.world import World, acting

pytestmark = pytest.mark.django_db
BEGUN = 100


@pytest.fixture
def last(world: World) -> date:
    """The month before this one: begun for whoever began a hundred days ago."""
    return add_months(world.today.replace(day=1), -1)


def paid(world: World, last: date, **changes: Any) -> Any:
    return taken_over(world, begun=BEGUN, paid_until=last, none_paid=False, **changes)


def states(world: World, person: Any, who: str) -> dict[date, MonthState]:
    with acting(world[who]) as actor:
        return {one.month: one.state for one in read_books(actor, [person]).months(person, world.today)}


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("dernier mois versé avant Rivage, ou qu’aucun", {"none_paid": False}),
        ("dernier mois versé avant Rivage, ou qu’aucun", {"none_paid": True, "back": 1}),
        ("n’a pas commencé", {"back": -1}),
        ("n’est pas un mois accordé", {"back": 8}),
        ("Sans aide accordée", {"back": 1, "afis": "refuse"}),
        ("Sans aide accordée", {"back": 1, "afis": "", "afis_decided_on": None}),
    ],
)
def test_the_last_month_paid_is_said_and_is_one_of_those_granted(
    world: World, sentence: str, changes: dict[str, Any]
) -> None:
    said: dict[str, Any] = {"none_paid": False} | changes
    if "back" in said:
        said["paid_until"] = add_months(world.today.replace(day=1), -said.pop("back"))
    person = new_person(world)
    with pytest.raises(Refused, match=sentence):
        taken_over(world, person=person, begun=BEGUN, **said)
    with acting(world[WHO]):
        assert not Parcours.objects.exists()


def test_months_paid_before_are_never_ordered_and_the_next_ones_are(world: World, last: date) -> None:
    begun = paid(world, last)
    this = world.today.replace(day=1)
    for who in (WHO, "delegate:33"):
        seen = states(world, begun.person_id, who)
        assert {month for month, state in seen.items() if state == MonthState.BEFORE} == {
            month for month in seen if month <= last
        }
        assert seen[last] == MonthState.BEFORE
        assert seen[this] == MonthState.DUE
    with acting(world["delegate:33"]) as actor:
        assert [one.month.month for one in propose(actor, "33", this, world.today).left_out] == [this]
    confirmed(world, begun)
    with acting(world["delegate:33"]) as actor:
        found = waiting(actor, "33", this, world.today)
        assert found is not None
        assert (found.many, found.since) == (1, this)
        proposed = propose(actor, "33", this, world.today)
        assert ([one.month for _, one in proposed.lines], proposed.left_out, proposed.to_settle) == ([this], [], [])
        issued(actor, world.today, "33", this)
        assert list(AfisMonth.objects.values_list("month", flat=True)) == [this]
        assert waiting(actor, "33", this, world.today) is None


def test_a_path_that_stopped_since_keeps_them_paid(world: World, last: date) -> None:
    begun = paid(world, last)
    with acting(world[WHO]) as actor:
        stopped = begun.parcours.periods.get().starts
        Parcours.objects.filter(pk=begun.parcours_id).update(ended_on=stopped, end_kind="death")
        found = read_books(actor, [begun.person_id]).months(begun.person_id, world.today)
    assert {one.state for one in found if one.month <= last} == {MonthState.BEFORE}
    assert {one.state for one in found if one.month > last} == {MonthState.ENDED}


def test_they_are_neither_unpaid_nor_lost(world: World, last: date) -> None:
    with_them, without = paid(world, last), taken_over(world, begun=BEGUN, person=new_person(world, name="Lina Marée"))
    with acting(world[WHO]) as actor:
        one, other = (clocks(actor, begun.person, world.today) for begun in (with_them, without))
    assert (one.lost, one.gaps) == (other.lost, other.gaps)
    assert one.lost == 0


def test_the_form_asks_for_it_and_keeps_what_was_typed(world: World, last: date) -> None:
    reader, person = Reader(world, WHO), new_person(world)
    starts = world.today - timedelta(days=BEGUN)
    said = typed(world, starts=starts, decided_on=starts, afis_decided_on=starts)
    answer = reader.post("rights:take_over", said | {"paid_until": ""}, person=person.pk)
    assert answer.status_code == 422
    assert "Il manque le dernier mois versé avant Rivage" in answer.content.decode()
    early = add_months(last, -10)
    answer = reader.post("rights:take_over", said | {"paid_until": early.isoformat()}, person=person.pk)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "mois accordé pour la période en cours" in page
    assert f'<option value="{early}" selected>' in page
    answer = reader.post("rights:take_over", said | {"paid_until": last.isoformat()}, person=person.pk)
    assert answer.status_code == 303
    with acting(world[WHO]):
        assert list(Aid.objects.values_list("paid_until", flat=True)) == [last]


def test_who_instructs_reads_it_and_her_antenne_corrects_it(world: World, last: date) -> None:
    begun = paid(world, last)
    delegate, referent = Caller(world["delegate:33"]), Caller(world[WHO])
    for reader in (delegate, referent):
        page = reader.get("rights:taken_over", person=begun.person_id)
        assert page.says(f"Dernier mois versé avant Rivage</dt><dd>{in_words(last).replace(chr(160), ' ')}")
        page = reader.get("rights:months", person=begun.person_id)
        assert page.says("Versé avant Rivage")
        assert page.says("avant Rivage, montant non connu")
    page = referent.get("rights:take_over_correct", takeover=begun.pk)
    assert page.says(f'<option value="{last}" selected>')
    with acting(world[WHO]) as actor:
        takeover.correct_take_over(actor=actor, on=world.today, wrong=begun, known=known(world.today, begun=BEGUN))
        assert Aid.objects.get().paid_until is None
        again = Parcours.objects.get().take_over
    assert delegate.get("rights:taken_over", person=begun.person_id).says("<dd>aucun mois versé</dd>")
    assert referent.get("rights:take_over_correct", takeover=again.pk).says('<option value="none" selected>')


def test_it_moves_with_the_path_alone_and_the_payer_never_reads_it(world: World, last: date) -> None:
    world.body("payer33", "payer", "Caisse 33", "33")
    world.member("payer:33", "payer33", "payer", ["33"])
    begun = paid(world, last)
    confirmed(world, begun)
    with acting(world["delegate:33"]) as actor:
        issued(actor, world.today, "33", world.today.replace(day=1))
    with acting(world["payer:33"]) as payer:
        assert AfisMonth.objects.visible_to(payer).count() == 1
        assert not Aid.objects.exists()
        assert MonthState.BEFORE not in {one.state for one in read_books(payer).months(begun.person_id, world.today)}
    with transaction.atomic(), facts():
        aid = Aid.objects.values_list("pk", flat=True).get()
    with acting(world["lead:estuaire33"]):
        assert "refusé" in refusal("UPDATE dossiers_aid SET paid_until = NULL WHERE id = %s", aid)
        assert "refusée" in refusal("UPDATE dossiers_aid SET household = 2 WHERE id = %s", aid)
