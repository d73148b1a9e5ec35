"""What is said of an aid is said the same on every page: its last month, the days lost, what became of it."""

from datetime import date, timedelta

import pytest

from rivage.core import clock
from rivage.dossiers.models import Aid, Demande
from rivage.law.period import add_months
from rivage.law.wording import month as in_words
from rivage.rights import refusals
from rivage.rights.aid import actions, rereading, todo
from rivage.rights.aid.ledger import read_books
from rivage.rights.aid.reexamination import ahead
from rivage.rights.alerts import lapsing
from rivage.rights.ended import last_months
from rivage.rights.enums import ClockName
from rivage.rights.models import AfisDecision
from tests.database import set_down
from tests.dossiers.path import WHO
from tests.rights.aid.test_ended import ended
from tests.rights.aid.test_months import aided
from tests.rights.permit.path import DELEGATE, REFERENT, authorised, day, note
from tests.rights.takeover.path import taken_over
from tests.stories import after
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db


def test_the_last_month_of_an_aid_is_one_on_every_page(world: World) -> None:
    begun = taken_over(world, begun=100)
    on, person = world.today, begun.person
    with acting(world[WHO]) as actor:
        months = read_books(actor, [person.pk]).months(person.pk, on)
        last = max(one.month for one in months if one.amount is not None)
        assert last_months(actor, [person.pk]) == {person.pk: last}
        (line,) = (one for one in lapsing.lines(actor, on) if one.lapse.clock == ClockName.AID)
        assert line.lapse.last_day == add_months(last, 1) - timedelta(days=1)
        term = line.lapse.due - timedelta(days=40)
        said = next(one for one in ahead(actor, person, term) if one.what == "La période finit")
        assert in_words(last) in said.follows[0]


def test_days_without_the_aid_count_from_the_first_authorisation_and_leave_out_those_between(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "delivered", -30, until=-20)
    note(world, demande, "requested", -19, n=2)
    note(world, demande, "delivered", -2, n=2, until=180)
    with acting(world[DELEGATE]) as actor:
        (waits,) = todo.undecided(actor, world.today)
        assert waits.due == day(world, -31)
        (line,) = (one for one in lapsing.lines(actor, world.today) if one.lapse.clock == ClockName.AID)
        assert (line.lapse.due, line.lapse.lost(world.today)) == (day(world, -30), 14)
    with acting(world[REFERENT]) as actor:
        (panel,) = todo.awaited(actor, world.today)
        assert "14 jours sans aide" in panel.lines[0].note.replace("\u00a0", " ")


def test_an_aid_of_a_path_taken_over_is_said_of_it(world: World) -> None:
    begun = taken_over(world, begun=100)
    with acting(world[WHO]) as actor:
        demande = Demande.objects.get(person=begun.person_id)
        (shown,) = refusals.shown(actor, [demande], world.today).values()
        assert shown.state.text == "Aide : accordée"


def reread(world: World, who: str, demande: Demande, on: date) -> str:
    with acting(world[who]) as actor:
        return " ".join(reason.sentence for part in rereading.aid(actor, demande, on) for reason in part.reasons)


def test_what_was_noted_and_the_end_are_read_again_of_their_day_on(world: World, aided: AfisDecision) -> None:
    demande, today = aided.demande, world.today
    with acting(world[WHO]):
        set_down(Aid.objects.get(demande=demande), afis_asked=True)
    with clock.at(away(2)), acting(world[WHO]) as actor:
        actions.record_event(actor=actor, on=day(world, 2), person=demande.person, kind="other_aid", event_on=today)
    ended(world, aided, day(world, 2))
    before, then = today - timedelta(days=1), today + timedelta(days=1)
    for who in (WHO, DELEGATE):
        assert "à réexaminer" not in reread(world, who, demande, before)
        assert "mis fin" not in reread(world, who, demande, before)
        assert "à réexaminer" in reread(world, who, demande, then)
        assert "Le préfet a mis fin à l’aide" in reread(world, who, demande, then)
    assert "RSA ou l’ADA peut être demandé" in reread(world, WHO, demande, then)
    assert "RSA ou l’ADA peut être demandé" not in reread(world, DELEGATE, demande, then)
