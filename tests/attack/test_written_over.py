"""What stands is not written over by SQL: what she said, what was deposited, held, answered, in another's name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from rivage.accounts.models import Membership
from rivage.commissions import actions as commissions
from rivage.commissions.models import AgendaItem, Attendance, Deport, Reopening, Seance
from rivage.core import clock
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande, MissingRequest, Parcours, PartVersion, PlanAction, Situation, Suivi
from rivage.people import actions as people
from rivage.people.models import Accompaniment, Exclusion, Person
from rivage.rights.models import AfisMonth, AnswerCorrection
from rivage.vault import keys
from rivage.vault.models import PersonKey
from tests.attack.test_recours import took
from tests.attack.test_shares import refused
from tests.attack.test_team import COLLEAGUE, followed
from tests.attack.test_writing import refusal, run
from tests.commissions.room import on_the_day, one_file_convened, one_file_sitting
from tests.decisions.path import opined, signed
from tests.dossiers.path import WHO, completed, deposited, new_demande, new_person
from tests.people.moving import moved
from tests.rights.aid.test_months import granted_with_payers, ordered
from tests.stories import after
from tests.support.test_active import ended
from tests.titles.path import LEAD
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE, SECRETARY, CHAIR, SIGNATORY = "delegate:33", "secretary:33", "chair:33", "signatory:33"
FAR = "referent:estuaire75"
UNSAID = {"answer": "", "answered_on": None, "paid": None, "paid_on": None}


def set_aside(world: World) -> Person:
    demande = followed(world)
    with acting(world[WHO]) as actor:
        person = Person.objects.get(pk=demande.person_id)
        people.exclude(actor=actor, on=world.today, person=person, holder=f"user:{world[SECRETARY].user_id}")
    return person


def test_who_does_not_accompany_her_sets_nobody_aside_and_takes_no_word_back(world: World) -> None:
    person = after(world, set_aside)
    write = "SELECT people_set_aside(%s, %s, %s, 'x')"
    with acting(world[COLLEAGUE]):
        words = list(Exclusion.objects.filter(person=person).values_list("pk", flat=True))
        assert Exclusion.lift(words) == 0
        said = refusal(write, uuid4(), person.pk, f"user:{world[DELEGATE].user_id}")
        assert said == "rivage: ligne refusée"
        other = {"kind": "shared", "body_id": world.bodies["pref75"].pk, "wrapped": b"x"}
        key = PersonKey(person_id=person.pk, antenne_id=person.antenne_id, **other)
        assert not took(lambda: key.save(force_insert=True))
    for who in (LEAD, WHO):
        with acting(world[who]):
            assert took(lambda: Exclusion.lift(words)), who
            assert took(lambda: key.save(force_insert=True)), who
            assert took(lambda: run(write, uuid4(), person.pk, f"user:{world[DELEGATE].user_id}")), who


def test_she_is_erased_today_by_the_lead_once_no_key_opens_and_for_good(world: World) -> None:
    person = after(world, new_person)
    for who in (WHO, LEAD):
        with acting(world[who]):
            hers = Person.objects.filter(pk=person.pk)
            assert not took(lambda: hers.update(erased_on=clock.now().date())), who  # noqa: B023
    with acting(world[LEAD]):
        hers = Person.objects.filter(pk=person.pk)
        keys.destroy(person.pk)
        assert not took(lambda: hers.update(erased_on=clock.now().date() - timedelta(days=3)))
        assert hers.update(erased_on=clock.now().date())
        for day in (None, clock.now().date() + timedelta(days=1)):
            assert not took(lambda day=day: hers.update(erased_on=day))
    with acting(world[WHO]):
        assert not took(lambda: Person.objects.filter(pk=person.pk).update(erased_on=None))


def test_who_accompanied_her_goes_with_her_keys_and_not_before(world: World) -> None:
    person = after(world, new_person)
    for who in (WHO, LEAD):
        with acting(world[who]):
            assert run("DELETE FROM people_accompaniment WHERE person_id = %s", person.pk) == 0, who
    with acting(world[LEAD]) as lead:
        people.erase_person(actor=lead, on=world.today, person=Person.objects.get(pk=person.pk))
        assert not Accompaniment.objects.filter(person=person).exists()


def test_nothing_of_her_ends_before_it_began(world: World) -> None:
    person = after(world, new_person)
    with acting(world[LEAD]):
        for model, day in ((Accompaniment, clock.now()), (Suivi, world.today)):
            rows = model.objects.filter(person=person)
            earlier = day - timedelta(days=400)
            said = {"why": "done", "said_on": world.today} if model is Suivi else {}
            assert not took(lambda rows=rows, of=earlier, said=said: rows.update(ends=of, **said)), model
            assert took(lambda rows=rows, of=day, said=said: rows.update(ends=of, **said)), model


def test_a_path_goes_to_another_departement_with_her_or_with_its_demande(world: World) -> None:
    demande = after(world, deposited)
    for who in (LEAD, WHO, DELEGATE):
        with acting(world[who]) as actor:
            for model in (Demande, Parcours):
                rows = model.objects.filter(person=demande.person_id)
                assert not took(lambda rows=rows: rows.update(departement="75")), (who, model)
            assert not took(lambda: Demande.objects.update(forwarded_to="75")), who
            assert refused(actor, demande, "delegate:75", departement="75"), who
    with acting(world[LEAD]):
        path = Parcours.objects.get(person=demande.person_id)
        assert not took(lambda: Parcours.beside(path, departement="75").save(force_insert=True))
        other = {"parcours": path, "departement": "75", "kind": "initiale", "n": 9, "step": "draft"}
        assert not took(lambda: Demande.beside(path, **other).save(force_insert=True))
    moved(world, demande.person, FAR)
    with acting(world[FAR]):
        assert set(Parcours.objects.values_list("departement", flat=True)) == {"75"}
        assert not took(lambda: Parcours.objects.update(departement="33"))


def decided(world: World) -> Demande:
    demande = opined(world)
    signed(world, demande, sense="authorise", months=6)
    return demande


@pytest.mark.parametrize("who", [WHO, LEAD, DELEGATE, SECRETARY, CHAIR, SIGNATORY])
def test_a_step_leads_where_the_product_leads_and_keeps_its_days(world: World, who: str) -> None:
    demande = after(world, decided)
    ago = clock.now() - timedelta(days=90)
    changes: list[dict[str, Any]] = [{"step": step} for step in ("draft", "submitted", "complete", "opined")]
    changes += [{"deposited_at": ago}, {"completed_at": ago}, {"decided_on": ago.date()}, {"closed_on": ago.date()}]
    with acting(world[who]):
        rows = Demande.objects.filter(pk=demande.pk)
        for said in changes:
            assert not took(lambda said=said: rows.update(**said)), said


def test_a_demande_is_decided_on_the_day_of_its_decision_and_closed_today(world: World) -> None:
    demande = after(world, opined)
    with acting(world[SIGNATORY]):
        rows = Demande.objects.filter(pk=demande.pk)
        for day in (world.today, world.today - timedelta(days=9000), world.today + timedelta(days=9000)):
            assert not took(lambda day=day: rows.update(step="decided", decided_on=day)), day
    signed(world, demande, sense="authorise", months=6)
    with acting(world[SIGNATORY]):
        rows = Demande.objects.filter(pk=demande.pk, step="decided")
        for days in (-9000, -3, 3):
            closed = world.today + timedelta(days=days)
            assert not took(lambda closed=closed: rows.update(step="notified", closed_on=closed)), days


def test_an_end_is_taken_back_with_the_row_that_says_why(world: World) -> None:
    person = after(world, new_person)
    unsaid = {"ends": None, "why": "", "destination": "", "words": None, "said_on": None}
    with acting(world[WHO]) as actor:
        ended(world, person)
        before = dossiers.mistake_end(actor=actor, on=world.today, person=person, mistake="Autre fiche.")
        rows = Suivi.objects.filter(pk=before.pk)
    with clock.at(clock.now() + timedelta(seconds=5)), acting(world[WHO]):
        ended(world, person)
    with clock.at(clock.now() + timedelta(seconds=9)), acting(world[WHO]):
        assert not took(lambda: rows.update(**unsaid)), "the row that keeps the first end is no proof of the second"


def test_what_was_deposited_is_no_more_written_nor_in_a_colleague_s_name(world: World) -> None:
    draft = after(world, new_demande)
    with acting(world[WHO]) as actor:
        assert took(lambda: Situation.objects.filter(demande=draft).update(danger="watch"))
        dossiers.save_part(
            actor=actor, on=world.today, demande=draft, part="account", version=0,
            values={"text": "Ses mots.", "approved_on": None},
        )  # fmt: skip
        wording = PartVersion.objects.filter(demande=draft)
        colleague = world[COLLEAGUE].user_id
        assert not took(lambda: wording.update(author_id=colleague))
        row = PartVersion.beside(draft, demande=draft, part="account", version=2, author_id=colleague)
        assert not took(lambda: row.save(force_insert=True))
    with acting(world[LEAD]):
        mine = PartVersion.objects.filter(demande=draft)
        assert not took(lambda: mine.update(saved_at=clock.now())), "words of another"
        assert took(lambda: mine.update(ready=True))
    demande = completed(world)
    with acting(world[WHO]):
        assert not took(lambda: Situation.objects.filter(demande=demande).update(danger="none"))
        assert not took(lambda: PlanAction.objects.filter(project__demande=demande).delete()[0])
        assert not took(lambda: PartVersion.objects.filter(demande=demande).update(ready=False))


def test_what_is_missing_is_answered_by_her_antenne_and_nothing_else_of_it_moves(world: World) -> None:
    demande = after(world, deposited)
    with acting(world[DELEGATE]) as actor:
        row = dossiers.ask_missing(
            actor=actor, on=world.today, demande=demande, parts=["account"], text="Une page manque.",
            until=world.today + timedelta(days=20), version=demande.version,
        )  # fmt: skip
    changes: list[dict[str, Any]] = [
        {"until": world.today + timedelta(days=90)},
        {"asked_at": clock.now() - timedelta(days=9)},
        {"asked_by": world["delegate:75"]},
    ]
    for who in (WHO, LEAD, DELEGATE, SECRETARY):
        with acting(world[who]):
            rows = MissingRequest.objects.filter(pk=row.pk)
            for said in changes:
                assert not took(lambda rows=rows, said=said: rows.update(**said)), (who, said)
            mine = who in (WHO, LEAD)
            assert took(lambda rows=rows: rows.update(answered_at=clock.now())) == mine, who
            assert not took(lambda rows=rows: rows.update(answered_at=clock.now() - timedelta(days=9))), who
    with acting(world[SECRETARY]):
        other = {"demande": demande, "parts": ["account"], "until": world.today, "asked_at": clock.now()}
        asked: Callable[[Membership], Any] = lambda by: MissingRequest.beside(demande, asked_by=by, **other)  # noqa: E731
        assert took(lambda: asked(world[SECRETARY]).save(force_insert=True))
        assert not took(lambda: asked(world[DELEGATE]).save(force_insert=True))


@pytest.mark.parametrize("who", [DELEGATE, SECRETARY, CHAIR])
def test_a_session_convened_is_not_moved(world: World, who: str) -> None:
    _, seance, _ = after(world, one_file_convened)
    ago, now = clock.now() - timedelta(days=3), clock.now()
    with acting(world[who]):
        rows = Seance.objects.filter(pk=seance.pk)
        for said in ({"at": ago}, {"convened_at": ago}, {"convened_at": None}, {"closed_at": ago}):
            assert not took(lambda said=said: rows.update(**said)), said
        assert took(lambda: rows.update(opened_at=now))


def test_a_session_closed_is_open_again_by_a_row_that_says_why(world: World) -> None:
    _, seance, item = after(world, one_file_sitting)
    with on_the_day(seance) as instant:
        with acting(world[CHAIR]) as chair:
            commissions.postpone(actor=chair, on=instant.date(), item=item, reason="Un report.")
        with acting(world[SECRETARY]) as actor:
            commissions.close_seance(actor=actor, on=instant.date(), seance=seance)
        with acting(world[DELEGATE]) as actor:
            rows, held = Seance.objects.filter(pk=seance.pk), Seance.objects.get(pk=seance.pk)
            assert not took(lambda: rows.update(closed_at=None))
            assert not took(lambda: rows.update(closed_at=instant + timedelta(minutes=9)))
            assert not took(lambda: rows.update(opened_at=None))
            assert not took(lambda: Attendance.objects.filter(seance=seance).update(mode="remote"))
            assert not took(lambda: AgendaItem.objects.filter(seance=seance).update(left_at=instant))
            commissions.reopen_seance(actor=actor, on=instant.date(), seance=held, reason="Trop tôt.")
            assert Reopening.objects.count() == 1
            assert took(lambda: Attendance.objects.filter(seance=seance).update(at_once=False))


def test_a_seat_stands_aside_for_its_own_member_and_takes_nothing_back(world: World) -> None:
    room, _, item = after(world, one_file_convened)
    seat = room.account("8")
    with acting(world[DELEGATE]) as actor:
        own, other = room.members["Sylvie Jetée"], room.members["Luc Écluse"]
        deport = commissions.stand_aside(
            actor=actor, on=world.today, item=AgendaItem.objects.get(pk=item.pk), member=other, ground="knows"
        )
    back = {"taken_back_at": clock.now(), "taken_back_reason": None}
    with acting(seat):
        rows = Deport.objects.filter(pk=deport.pk)
        for by in (seat, world[DELEGATE]):
            assert not took(lambda by=by: rows.update(taken_back_by=by, **back))
        assert not took(lambda: Deport.beside(item, item=item, member=room.members["Marc Ponton"]).save())
        assert took(lambda: Deport.beside(item, item=item, member=own, ground="knows").save(force_insert=True))
    with acting(world[SECRETARY]) as actor:
        rows = Deport.objects.filter(pk=deport.pk)
        assert not took(lambda: rows.update(taken_back_by=world[DELEGATE], **back))
        assert took(lambda: rows.update(taken_back_by=actor, **back))


def test_what_the_payer_answered_changes_beside_what_keeps_it(world: World) -> None:
    after(world, granted_with_payers)
    ordered(world)
    answer = {"answer": "paid", "answered_on": world.today, "paid": 400, "paid_on": world.today}
    with acting(world["payer:33"]):
        assert AfisMonth.objects.update(**answer) == 1
    for who in (DELEGATE, SECRETARY, "payer:33"):
        with acting(world[who]) as actor:
            rows = AfisMonth.objects.all()
            for said in ({"answer": "returned", "paid": 0, "paid_on": None}, {"paid": 1}, UNSAID):
                assert not took(lambda said=said, rows=rows: rows.update(**said)), (who, said)
            line = rows.get()
            kept = {"answer": "paid", "answered_on": world.today, "paid": 400, "paid_on": world.today}
            noted = {"corrected_on": world.today, "why": "Mal lu.", "recorded_by": actor}

            def corrected(of: Any = line, said: Any = kept | noted) -> int:
                AnswerCorrection.beside(of, month=of, **said).save(force_insert=True)
                return AfisMonth.objects.filter(pk=of.pk).update(paid=390)

            assert took(corrected), who
            assert not took(lambda c=corrected, k=kept, n=noted, of=line: c(of, k | n | {"paid": 1})), who
    with acting(world["payer:33"]), connection.cursor() as cursor:
        cursor.execute("SELECT rights_left_answer(%s, 'returned', %s, 0, NULL)", [line.pk, world.today])
        assert cursor.fetchone() == (False,)
