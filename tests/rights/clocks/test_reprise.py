"""A reprise after an interruption, from the word that stops to the months that start again (R121-12-10)."""

from contextlib import nullcontext
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from rivage.config import datachecks
from rivage.core import clock
from rivage.core.perimeter import facts
from rivage.core.refusal import Refused
from rivage.decisions.basis import basis
from rivage.dossiers import actions as dossiers
from rivage.dossiers.actions.periods import grant_period
from rivage.dossiers.changes import gestures
from rivage.dossiers.models import Demande, Interruption, Parcours, Period
from rivage.dossiers.months import used_months
from rivage.dossiers.renewal import kinds_for
from rivage.dossiers.standing import standing
from rivage.law.period import Days, add_months
from rivage.law.wording import day as in_words
from rivage.rights.clocks import clocks, gather, read
from rivage.rights.clocks.lapses import lapses
from rivage.rights.clocks.renewal import renewal
from tests.decisions.path import GRANT, opined, signed, told
from tests.rights.permit.path import DELEGATE, REFERENT, authorised, day, person_of
from tests.stories import after
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db


def interrupted(world: World, days: int = 0) -> Interruption:
    """She stops for a time, so many days from today."""
    with acting(world[REFERENT]) as actor:
        return dossiers.interrupt(
            actor=actor, on=world.today, parcours=Parcours.objects.get(), from_day=day(world, days), ground="away",
            received_alone=True,
        )  # fmt: skip


def resumed(world: World, demande: Demande) -> Demande:
    """The reprise of that path, asked, examined, signed and told today."""
    with acting(world[REFERENT]):
        person = person_of(demande)
    reprise = opined(world, person=person, kind="reprise")
    decision = signed(world, reprise, **GRANT)
    told(world, decision, REFERENT, "person", "by_hand", language="français")
    told(world, decision, DELEGATE, "association", "secure")
    return reprise


def test_a_reprise_starts_before_the_term_of_what_was_interrupted(world: World) -> None:
    demande = after(world, authorised, 55)
    word = interrupted(world)
    world.today = day(world, 40)
    with clock.at(away(40)):
        reprise = resumed(world, demande)
        with acting(world[REFERENT]) as actor:
            cut, period = Period.objects.order_by("n")
            assert cut.ended_on == word.from_day < world.today < cut.ends
            assert (period.n, period.starts, period.ends) == (2, world.today, add_months(world.today, 6))
            path = Parcours.objects.get()
            assert (reprise.parcours_id, standing(path, world.today).kind) == (path.pk, "running")
            # Fifty-five days were open, one complete month of the 24; six more are granted.
            assert used_months(path) == 7
            found = clocks(actor, path.person, world.today)
        assert (found.used, found.remaining) == (7, 17)
        # The days of the interruption are no gap: only days of rights without a permit are.
        assert [gap.days for gap in found.past] == [
            Days(cut.starts, word.from_day), Days(world.today, day(world, 1))
        ]  # fmt: skip
        assert [days.start for _, days in found.periods] == [cut.starts, world.today]
        assert "période 2" in found.path.stands
        assert found.next_period is not None
        assert found.next_period[1].start == period.ends
    with transaction.atomic(), facts():
        assert [sentence for check in datachecks.UNDER_FACTS for sentence in check()] == []


def granted(world: World, demande: Demande, starts: int) -> Period:
    """Six months decided today, from so many days."""
    with acting(world[DELEGATE]) as delegate:
        return grant_period(
            actor=delegate, on=world.today, demande=demande, decision_id=uuid4(), starts=day(world, starts), months=6
        )


def test_what_is_decided_after_it_keeps_an_interruption_from_being_taken_back(world: World) -> None:
    demande = after(world, authorised, 60)
    word = interrupted(world, days=10)
    granted(world, demande, starts=20)
    with acting(world[REFERENT]) as actor:
        with pytest.raises(Refused, match=f"commencent le {in_words(day(world, 20))}.*délégation"):
            dossiers.revoke_interruption(actor=actor, on=world.today, word=word)
        assert Interruption.objects.get().revoked_on is None
        assert [row.ended_on for row in Period.objects.order_by("n")] == [word.from_day, None]


def test_a_period_resumed_is_the_one_that_stops(world: World) -> None:
    demande = after(world, authorised, 60)
    interrupted(world)
    granted(world, demande, starts=0)
    word = interrupted(world, days=170)
    with acting(world[REFERENT]):
        cut, again = Period.objects.order_by("n")
        assert (cut.ended_on, again.ended_on) == (world.today, word.from_day)


def test_an_interruption_holds_on_what_it_cut_when_another_end_is_undone(world: World) -> None:
    demande = after(world, authorised, 150)
    with acting(world[REFERENT]):
        term = Period.objects.get().ends
    granted(world, demande, starts=(term - world.today).days)
    word = interrupted(world)
    with clock.at(away(10)):
        world.today = day(world, 10)
        again = granted(world, demande, starts=0)
        with acting(world[REFERENT]) as actor:
            path, person = Parcours.objects.get(), person_of(demande)
            held = [word.from_day, term, None]
            assert [row.ended_on for row in Period.objects.order_by("n")] == held
            stop = dossiers.renounce(
                actor=actor, on=world.today, parcours=path, received_on=world.today, received_alone=True
            )
            assert Period.objects.get(pk=again.pk).ended_on == stop.effective_on
            dossiers.revoke_renunciation(actor=actor, on=world.today, word=stop)
            assert [row.ended_on for row in Period.objects.order_by("n")] == held
            dossiers.note_death(actor=actor, on=world.today, person=person, died_on=day(world, -20))
            dossiers.unnote_death(actor=actor, on=world.today, person=person)
            assert [row.ended_on for row in Period.objects.order_by("n")] == held


def test_an_interruption_is_seen_although_the_renewal_was_granted(world: World) -> None:
    demande = after(world, authorised, 150)
    with acting(world[REFERENT]):
        term = Period.objects.get().ends
    granted(world, demande, starts=(term - world.today).days)
    word = interrupted(world, days=3)
    with acting(world[REFERENT]) as actor:
        path, person = Parcours.objects.get(), person_of(demande)
        assert [row.ended_on for row in Period.objects.order_by("n")] == [word.from_day, term]
        stands = {days: standing(path, day(world, days)) for days in (0, 2, 3, 60, 300)}
        assert [one.kind for one in stands.values()] == ["interrupting"] * 2 + ["interrupted"] * 3
        assert {(one.since, one.word) for one in stands.values()} == {(word.from_day, word)}
        assert kinds_for(person, day(world, 10)) == ["reprise"]
        assert [one.page for one in gestures(stands[60])] == [
            "dossiers:absence",
            "dossiers:suivi_end",
            "dossiers:death",
        ]
        with pytest.raises(Refused, match="la demande est une reprise"):
            dossiers.open_demande(actor=actor, on=world.today, person=person, kind="renouvellement")
        dossiers.revoke_interruption(actor=actor, on=world.today, word=word)
        assert standing(path, day(world, 60)).kind == "running"


def test_what_is_resumed_is_what_goes_on_before_a_period_that_never_began(world: World) -> None:
    demande = after(world, authorised, 150)
    with acting(world[REFERENT]):
        term = Period.objects.get().ends
    granted(world, demande, starts=(term - world.today).days)
    interrupted(world)
    with clock.at(away(10)):
        world.today = day(world, 10)
        again = granted(world, demande, starts=0)
    on = day(world, 60)
    with acting(world[REFERENT]):
        path = Parcours.objects.get()
        assert again.starts < term < on < again.ends
        assert [standing(path, one).kind for one in (on, again.ends)] == ["running", "lapsed"]
        assert basis(demande, on).term == again.ends
        ahead = renewal(path, on)
        assert ahead is not None
        assert ahead.period == again
        known = gather(world[REFERENT], demande.person)
        (lapse,) = [one for one in lapses(known, on) if one.clock == "path"]
        assert lapse.due == again.ends
        following = read(known, on).next_period
        assert following is not None
        assert following[1].start == again.ends


@pytest.mark.parametrize(("starts", "ended_on", "overlaps"), [(9, None, True), (10, None, False), (5, 5, False)])
def test_the_database_counts_the_days_of_rights_that_a_period_had(
    world: World, starts: int, ended_on: int | None, overlaps: bool
) -> None:
    after(world, authorised, 60)
    interrupted(world, days=10)
    with acting(world[DELEGATE]):
        row = Period.objects.get()
        row.pk, row.n, row.decision_id, row.created_at = uuid4(), 2, uuid4(), clock.now()
        row.starts, row.ends = day(world, starts), add_months(day(world, starts), 6)
        # One that never began keeps no day from another.
        row.ended_on = None if ended_on is None else day(world, ended_on)
        row._state.adding = True
        with (
            nullcontext() if not overlaps else pytest.raises(IntegrityError, match="no_overlap"),
            transaction.atomic(),
        ):
            row.save(force_insert=True)
        assert Period.objects.count() == (1 if overlaps else 2)
