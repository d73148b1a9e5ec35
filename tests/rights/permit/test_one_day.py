"""Of a permit refused by silence, one day is said everywhere, remedies counted."""

from datetime import date

import pytest

from rivage.core.paper.kept import lines
from rivage.decisions import actions, acts
from rivage.decisions.actions import RecoursSaid
from rivage.decisions.recours.delay import RESERVE
from rivage.desk.homes import home
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.period import add_months
from rivage.law.wording import day as said_day
from rivage.rights.clocks import clocks, gather
from rivage.rights.frise.marks import axis, bars
from rivage.rights.permit import printing
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, REFERENT, authorised, day, note, person_of
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def demande(world: World) -> Demande:
    found: Demande = after(world, authorised, 200, "needed")
    note(world, found, "requested", -130)
    return found


def in_full(day: date) -> str:
    return said_day(day).replace("\u00a0", " ")


def asked(world: World, demande: Demande) -> None:
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [held.pk], world.today) if one.about == "permit"]
        said = RecoursSaid("gracious", world.today)
        actions.file_recours(actor=actor, on=world.today, demande=held, act=act.pk, said=said)


def test_a_gracious_remedy_moves_the_day_wherever_it_is_said(world: World, demande: Demande) -> None:
    born = add_months(day(world, -130), 4)
    first, moved = law.last_day(born), law.last_day(law.silence(world.today))
    asked(world, demande)
    with acting(world[REFERENT]) as actor:
        person = person_of(demande)
        items = [item for group in home(actor, world.today).groups for item in group.items]
        (item,) = [one for one in items if "après le silence" in one.title]
        assert item.due == moved
        assert in_full(first) not in item.consequence.replace("\u00a0", " ")
        found = gather(actor, person)
        sheet = " ".join(lines(printing.sheet(actor, found, found.permits[-1], world.today))).replace("\u00a0", " ")
        assert f"Le recours gracieux du {in_full(world.today)} est refusé par le silence" in sheet
        assert f"ernier jour sûr : {in_full(moved)}" in sheet
        read = clocks(actor, person, world.today)
        where = axis(read)
        assert where
        (over,) = {bar.over for bar in bars(read, where) if "recours" in bar.over}
        assert str(moved.year) in over
        assert over == read.permits[-1].until(world.today).words(world.today, short=True)  # type: ignore[union-attr]
    antenne = Caller(world[REFERENT])
    for page in ("rights:stay", "people:person", "rights:clocks"):
        shown = antenne.get(page, person=person.pk)
        assert f"jusqu’au {in_full(first)}" not in shown.text.replace("\u00a0", " "), page
    assert in_full(moved) in antenne.get("rights:stay", person=person.pk).text.replace("\u00a0", " ")


def test_silence_is_said_to_be_neither_decided_nor_handed(world: World, demande: Demande) -> None:
    page = Caller(world[REFERENT]).get("decisions:remedies", demande=demande.pk)
    assert page.says("rien n’est à remettre")


def test_the_state_reads_the_same_reserve_whatever_its_association_noted(world: World, demande: Demande) -> None:
    ids = {"demande": demande.pk}
    assert RESERVE in Caller(world[DELEGATE]).get("decisions:remedies", **ids).text.replace("\u00a0", " ")
    assert RESERVE not in Caller(world[REFERENT]).get("decisions:remedies", **ids).text.replace("\u00a0", " ")
