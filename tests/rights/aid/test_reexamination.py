"""What is to move the aid is announced to her antenne ahead of its day."""

from datetime import date, timedelta
from typing import Any

import pytest

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.law.period import add_months
from rivage.people import actions as people
from rivage.people.models import Identity
from rivage.rights.aid import actions
from rivage.rights.aid.ledger import read_books
from rivage.rights.aid.reexamination import ahead, told
from rivage.rights.models import AfisDecision, AidEvent, AidReview, EventCorrection
from rivage.vault.errors import KeyMissing
from tests.attack.test_writing import refusal
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.test_months import aided, end_told, ordered
from tests.rights.aid.test_notified import refused_by_the_database
from tests.rights.permit.path import authorised, note
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db
__all__ = ["aided"]


def announced(world: World, row: AfisDecision, on: date, who: str = WHO) -> dict[str, tuple[date, str]]:
    with acting(world[who]) as actor:
        return {each.what: (each.on, " ".join(each.follows)) for each in ahead(actor, row.demande.person, on)}


def test_a_child_of_18_and_her_25_are_announced_before_the_day(world: World, aided: AfisDecision) -> None:
    soon = world.today + timedelta(days=60)
    with acting(world[WHO]) as actor:
        person = aided.demande.person
        child = {"given_name": "Galet", "birth": add_months(soon, -18 * 12).isoformat(), "in_charge": True}
        people.add_child(actor=actor, on=world.today, person=person, values=child)
        born = {"birth": add_months(soon, -25 * 12).isoformat()}
        version = version_of(Identity.objects.get(person=person))
        people.change_identity(actor=actor, on=world.today, person=person, values=born, version=version)
    found = announced(world, aided, world.today)
    assert abs(found["Un enfant à charge atteint 18 ans"][0] - soon) <= timedelta(days=3)
    assert abs(found["La personne a 25 ans"][0] - soon) <= timedelta(days=3)
    assert "Un enfant à charge atteint 18 ans" not in announced(world, aided, world.today - timedelta(days=150))
    assert "Un enfant à charge atteint 18 ans" not in announced(world, aided, soon + timedelta(days=40))
    assert announced(world, aided, world.today, "delegate:33") == {}


def test_the_reference_month_is_said_two_months_before_a_renewal_once_work_starts(
    world: World, aided: AfisDecision
) -> None:
    term = add_months(world.today, 6)
    later = add_months(world.today, 3)
    what = "Un travail a repris : les ressources du renouvellement"
    assert what not in announced(world, aided, later)
    with acting(world[WHO]) as actor:
        actions.record_event(
            actor=actor, on=world.today, person=aided.demande.person, kind="work", event_on=world.today
        )
    day, sentence = announced(world, aided, later)[what]
    assert day == add_months(term, -2)
    assert "est examinée sur les ressources de" in sentence
    assert "inférieures à" in sentence


def test_a_late_renewal_says_the_last_month(world: World, aided: AfisDecision) -> None:
    assert not any("période finit" in what for what in announced(world, aided, world.today))
    assert any("La période finit" in what for what in announced(world, aided, add_months(world.today, 5)))
    assert "Le renouvellement n’est pas décidé" in announced(world, aided, add_months(world.today, 7))


@pytest.mark.parametrize(
    ("kind", "children", "words"),
    [
        ("birth", 2, "le montant mensuel est de 771,60"),
        ("child_grown", 0, "le montant mensuel est de 559,44"),
        ("children", 1, "ne change pas"),
        ("other_aid", None, "Le préfet peut y mettre fin, il n’y est pas tenu"),
        ("work", None, "il est forfaitaire"),
        ("household", None, "Les ressources du foyer sont à regarder"),
        ("pregnancy", None, "RSA majoré"),
    ],
)
def test_each_event_says_what_it_moves(
    world: World, aided: AfisDecision, kind: str, children: int | None, words: str
) -> None:
    on = world.today + timedelta(days=3)
    with acting(world[WHO]) as actor:
        person = aided.demande.person
        actions.record_event(actor=actor, on=on, person=person, kind=kind, event_on=on, children=children)
        (moved,) = told(actor, person, on)
    assert words in " ".join(moved.follows).replace("\u00a0", " ")


def test_a_number_told_again_after_another_one_is_the_one_that_holds(world: World, aided: AfisDecision) -> None:
    tomorrow = world.today + timedelta(days=1)
    with acting(world[WHO]) as actor:
        person = aided.demande.person
        for children in (2, 3, 3, 2, 2):
            actions.record_event(
                actor=actor, on=tomorrow, person=person, kind="children", event_on=tomorrow, children=children
            )
        rows = AidEvent.objects.filter(person=person).order_by("created_at")
        assert [row.children for row in rows] == [2, 3, 2]
        found = read_books(actor, [person.pk]).months(person.pk, tomorrow)
    assert found[-1].children == 2


def test_what_tells_no_number_is_one_row_whatever_came_between(world: World, aided: AfisDecision) -> None:
    with acting(world[WHO]) as actor:
        person = aided.demande.person
        for kind in ("work", "household", "work"):
            actions.record_event(actor=actor, on=world.today, person=person, kind=kind, event_on=world.today)
        assert AidEvent.objects.filter(person=person).count() == 2


@pytest.mark.parametrize(("n", "until", "late"), [(2, 80, False), (2, -1, True), (1, 80, True)])
def test_the_recepisse_of_a_renewal_is_a_document_that_holds(world: World, n: int, until: int, late: bool) -> None:
    """That of a first request is not one (R121-12-13-1)."""
    demande = after(world, authorised, 100)
    if n == 2:
        note(world, demande, "delivered", -90, until=-1)
    note(world, demande, "receipt", -2, n=n, until=until)
    with acting(world["delegate:33"]) as delegate:
        row = actions.decide_afis(
            actor=delegate, on=world.today, demande=demande, sense="grant", decided_on=world.today, children=0,
            signed_name="Anne Sémaphore",
        )  # fmt: skip
    assert ("Le document de séjour n’est pas là" in announced(world, row, world.today)) == late


def test_a_change_noted_by_mistake_is_taken_back_and_everything_is_read_without_it(
    world: World, aided: AfisDecision
) -> None:
    person, tomorrow = aided.demande.person, world.today + timedelta(days=1)
    antenne, delegate = Caller(world[WHO]), Caller(world["delegate:33"])

    def due() -> list[tuple[int, object, object]]:
        with acting(world[WHO]) as actor:
            found = read_books(actor, [person.pk]).months(person.pk, tomorrow)
        return [(month.children, month.amount, month.to_settle) for month in found]

    before = due()
    with acting(world[WHO]) as actor:
        typed = {"kind": "children", "event_on": world.today, "children": 4}
        event = actions.record_event(actor=actor, on=world.today, person=person, **typed)
    assert due() != before
    order = ordered(world)
    assert delegate.get("rights:months", person=person.pk).says("L’aide est à réexaminer.")
    page = antenne.get("rights:change_taken_back", aidevent=event.pk)
    assert page.says("Noté : nombre d’enfants à charge, 4 enfants à charge")
    assert antenne.post("rights:change_taken_back", {"why": " "}, aidevent=event.pk).status == 422
    why = {"why": "Ce sont les enfants de sa sœur."}
    done = antenne.post("rights:change_taken_back", why, aidevent=event.pk)
    assert done.says("C’est corrigé.")
    assert done.says("<s>Nombre d’enfants à charge, 4 enfants à charge")
    assert done.says(why["why"])
    again = antenne.post("rights:change_taken_back", why, aidevent=event.pk)
    assert again.says("entre-temps")
    assert again.says(why["why"])
    assert not delegate.get("rights:months", person=person.pk).says("L’aide est à réexaminer.")
    read = due()
    assert [month[:2] for month in read] == [month[:2] for month in before]
    # What went out stays out, and what differs is to settle.
    with acting(world["delegate:33"]):
        (line,) = order.lines.all()
    assert read[0][2] == before[0][1] - line.amount
    with acting(world[WHO]) as actor:
        assert actions.record_event(actor=actor, on=world.today, person=person, **typed).pk != event.pk
    assert due() != read


def test_whoever_instructs_reads_that_it_was_a_mistake_and_not_why(world: World, aided: AfisDecision) -> None:
    person = aided.demande.person
    with acting(world[WHO]) as actor:
        event = actions.record_event(actor=actor, on=world.today, person=person, kind="work", event_on=world.today)
        actions.take_back_event(actor=actor, on=world.today, event=event, why="Mots.")
    with acting(world["delegate:33"]) as delegate:
        row = EventCorrection.objects.get()
        with pytest.raises(KeyMissing):
            row.why  # noqa: B018 - reading decrypts
        with pytest.raises(Refused):
            actions.take_back_event(actor=delegate, on=world.today, event=event, why="Mots.")
        assert "au nom d’un autre" in refusal(
            "INSERT INTO rights_eventcorrection (id, created_at, person_id, antenne_id, event_id, corrected_on, why,"
            " recorded_by_id) VALUES (gen_random_uuid(), now(), %s, %s, %s, now(), '', %s)",
            person.pk, aided.antenne_id, event.pk, world[WHO].pk,
        )  # fmt: skip


def test_something_new_is_a_task_of_who_decides_until_it_is_looked_at_or_the_aid_ends(
    world: World, aided: AfisDecision
) -> None:
    ids: dict[str, Any] = {"demande": aided.demande_id}
    months = {"person": aided.person_id}

    def moved(kind: str = "other_aid") -> None:
        with acting(world[WHO]) as actor:
            person = aided.demande.person
            actions.record_event(actor=actor, on=world.today, person=person, kind=kind, event_on=world.today)

    assert not Caller(world["delegate:33"]).get("desk:home").says("Réexaminer l’aide")
    with clock.at(away(1)):
        delegate = Caller(world["delegate:33"])
        moved()
        assert delegate.get("desk:home").says("Réexaminer l’aide")
        assert delegate.get("rights:months", **months).says("L’aide est à réexaminer")
        assert not Caller(world[WHO]).get("desk:home").says("Réexaminer l’aide")
        assert Caller(world[WHO]).get("rights:review", **ids).status == 404
    with clock.at(away(2)):
        delegate = Caller(world["delegate:33"])
        version = version_in(delegate.get("rights:review", **ids).text)
        assert delegate.post("rights:review", {"version": version}, **ids).says("la tâche quitte l’accueil")
        assert not delegate.get("desk:home").says("Réexaminer l’aide")
        assert not delegate.get("rights:months", **months).says("L’aide est à réexaminer")
    with clock.at(away(3)):
        delegate = Caller(world["delegate:33"])
        moved("work")
        assert delegate.get("desk:home").says("Réexaminer l’aide")
        with acting(world["delegate:33"]) as actor:
            told_ = end_told(aided.decided_on)
            actions.end_afis(actor=actor, on=world.today, decision=aided, told=told_, version=version_of())
        assert not delegate.get("desk:home").says("Réexaminer l’aide")
        assert not delegate.get("rights:months", **months).says("L’aide est à réexaminer")


def test_the_database_takes_no_review_of_another_hand_nor_of_a_day_to_come(world: World, aided: AfisDecision) -> None:
    def born(**values: object) -> bool:
        given = {"decision": aided, "on": world.today, "recorded_by": world["delegate:33"]} | values
        return refused_by_the_database(lambda: AidReview.beside(aided, **given).save(force_insert=True))

    with acting(world["delegate:33"]):
        assert born(recorded_by=world["secretary:33"])
        assert born(on=world.today + timedelta(days=3))
        assert born(on=aided.decided_on - timedelta(days=3))
        assert not born()
    with acting(world[WHO]) as referent:
        assert born(recorded_by=referent)
