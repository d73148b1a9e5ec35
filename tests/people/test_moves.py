"""From one antenne to another: the file moves whole, and the one that she leaves keeps a number and a date."""

from datetime import timedelta

import pytest
from django.db import connection

from rivage.commissions.models import AgendaItem
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande, Note, Parcours, PartVersion, Period, Suivi
from rivage.dossiers.months import used_months
from rivage.people import actions as people
from rivage.people.models import Accompaniment, Child, Identity, Person, RelayCorrection, Share, Transfer
from rivage.vault.models import PersonKey
from tests.commissions.room import Room
from tests.decisions.path import opined, signed
from tests.dossiers.path import deposited, new_demande, new_person
from tests.people.moving import moved, offered, welcomed
from tests.stories import after
from tests.world import World, acting

NEAR, FAR = "referent:amarres33", "referent:estuaire75"


@pytest.mark.django_db
@pytest.mark.parametrize(("to", "code"), [(NEAR, "33"), (FAR, "75")])
def test_the_whole_file_moves_and_opens(world: World, to: str, code: str) -> None:
    person = after(world, new_person)
    with acting(world["referent:estuaire33"]) as actor:
        people.add_child(
            actor=actor, on=world.today, person=person, values={"given_name": "Petit Galet", "birth": "2020"}
        )
    demande = new_demande(world, person=person)
    moved(world, person, to)
    with acting(world[to]) as actor:
        here = Person.objects.visible_to(actor).get()
        assert (here.pk, here.reference, here.antenne_id, here.departement) == (
            person.pk, person.reference, actor.body_id, code,
        )  # fmt: skip
        assert Identity.objects.get(person=here).name_in_use == "Awa Corail"
        assert Child.objects.get(person=here).given_name == "Petit Galet"
        assert Demande.objects.visible_to(actor).get().departement == code
        assert Parcours.objects.get().departement == code
        assert [row.user_id for row in Accompaniment.objects.in_force()] == [actor.user_id]
        assert sorted(row.ends is None for row in Suivi.objects.all()) == [False, True]
        assert demande.pk == Demande.objects.get().pk


@pytest.mark.django_db
def test_who_arrives_is_shown_before_she_is_accepted_and_nothing_else(world: World) -> None:
    person = after(world, new_person)
    code = offered(world, person)
    with acting(world[FAR]) as actor:
        arriving = people.look_at_transfer(actor=actor, on=world.today, code=code.lower().replace("-", " "))
        assert arriving == people.Arriving(person.reference, "Awa Corail", False)
        assert not Person.objects.exists()
        assert not PersonKey.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("with_notes", [True, False])
def test_the_notes_follow_at_her_word_alone(world: World, with_notes: bool) -> None:
    person = after(world, new_person)
    demande = new_demande(world, person=person)
    with acting(world["referent:estuaire33"]) as actor:
        dossiers.add_note(actor=actor, on=world.today, person=person, text="Un rendez-vous manqué.")
        for version in (0, 1):
            with clock.at(clock.now() + timedelta(hours=version)):
                dossiers.save_part(
                    actor=actor, on=world.today, demande=demande, part="account", version=version,
                    values={"text": f"Mots {version}", "approved_on": None},
                )  # fmt: skip
        before = PartVersion.objects.count()
        held = Accompaniment.objects.get(person=person)
        RelayCorrection.beside(
            held, accompaniment=held, told_on=world.today, corrected_on=world.today, reason="Mots de l’antenne."
        ).save()
    assert before == 2
    with clock.at(clock.now() + timedelta(hours=2)):
        moved(world, person, FAR, with_notes=with_notes)
    with acting(world[FAR]):
        assert [note.text for note in Note.objects.all()] == (["Un rendez-vous manqué."] if with_notes else [])
        assert PartVersion.objects.count() == (2 if with_notes else 1)
        assert RelayCorrection.objects.count() == (1 if with_notes else 0)
        assert "Mots 1" in PartVersion.objects.order_by("-version")[0].values


@pytest.mark.django_db
def test_inside_the_departement_a_deposited_demande_goes_on_where_it_was(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["lead:estuaire33"]):
        person = Person.objects.get()
    moved(world, person, NEAR)
    with acting(world["delegate:33"]) as delegate:
        held = Demande.objects.visible_to(delegate).get()
        assert (held.step, held.version, held.deposited_at) == ("submitted", demande.version, demande.deposited_at)
        assert Identity.objects.get().name_in_use == "Awa Corail"
        dossiers.declare_complete(actor=delegate, on=world.today, demande=held, version=held.version)
    with acting(world[NEAR]) as actor:
        held = Demande.objects.visible_to(actor).get()
        dossiers.withdraw(actor=actor, on=world.today, demande=held, version=held.version, received_alone=True)
    with acting(world["delegate:33"]) as delegate:
        assert Demande.objects.visible_to(delegate).get().step == "withdrawn"
        assert not Identity.objects.exists(), "its number and its days alone stay"


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["submitted", "scheduled", "opined"])
def test_elsewhere_a_demande_goes_on_before_the_other_prefet_at_its_date(world: World, step: str) -> None:
    demande = after(world, opined) if step == "opined" else deposited(world)
    if step == "scheduled":
        with acting(world["delegate:33"]) as delegate:
            dossiers.declare_complete(actor=delegate, on=world.today, demande=demande, version=demande.version)
        room = Room(world)
        room.schedule(demande, room.seance())
    person = demande.person
    moved(world, person, FAR)
    with acting(world["delegate:33"]) as left:
        for model in (Demande, Person, Identity, AgendaItem):
            assert not model.objects.exists(), model
        assert [row.reference for row in Transfer.objects.visible_to(left)] == [person.reference]
    with acting(world["delegate:75"]) as delegate:
        held = Demande.objects.visible_to(delegate).get()
        assert (held.step, held.departement, held.deposited_at) == ("submitted", "75", demande.deposited_at)
        assert held.desk == world.bodies["pref75"].name
        assert Identity.objects.get().name_in_use == "Awa Corail"
        dossiers.declare_complete(actor=delegate, on=world.today, demande=held, version=held.version)
        assert not AgendaItem.objects.filter(postponed_at__isnull=True, avis__isnull=True).exists()


@pytest.mark.django_db
def test_elsewhere_a_path_in_course_opens_to_who_renews_it_and_its_months_count(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, sense="authorise", months=6)
    moved(world, demande.person, FAR)
    with acting(world["delegate:75"]) as delegate:
        assert Person.objects.visible_to(delegate, "decision").exists()
        parcours = Parcours.objects.get()
        assert parcours.departement == "75"
        assert Period.objects.get().months == 6
        assert used_months(parcours) == 6
    with acting(world["delegate:33"]):
        assert not Period.objects.exists()
    with acting(world[FAR]) as actor:
        held = Demande.objects.visible_to(actor).get()
        assert (held.step, held.departement) == ("decided", "33"), "who decided has decided"


@pytest.mark.django_db
def test_a_file_that_nobody_else_read_opens_to_nobody_else(world: World) -> None:
    moved(world, after(world, new_person), FAR)
    for code in ("33", "75"):
        with acting(world[f"delegate:{code}"]) as delegate:
            assert not Person.objects.exists()
            assert not Transfer.objects.visible_to(delegate).exists()
    with acting(world[FAR]):
        assert not Share.objects.exists()


@pytest.mark.django_db
def test_a_code_serves_once_and_the_second_time_says_so(world: World) -> None:
    code = offered(world, after(world, new_person))
    assert welcomed(world, code, FAR)
    with pytest.raises(Refused, match="vient de servir dans votre antenne"):
        welcomed(world, code, "lead:estuaire75")
    assert welcomed(world, code, NEAR) is None


@pytest.mark.django_db
def test_one_code_at_a_time_cancelled_by_her_antenne_alone(world: World) -> None:
    person = after(world, new_person)
    first = offered(world, person)
    with pytest.raises(Refused, match="déjà en cours"):
        offered(world, person)
    with acting(world[NEAR]) as other, pytest.raises(Refused):
        people.cancel_transfer(actor=other, on=world.today, transfer=Transfer(pk=person.pk))
    with acting(world["lead:estuaire33"]) as lead:
        people.cancel_transfer(actor=lead, on=world.today, transfer=Transfer.objects.get())
        with pytest.raises(Refused, match="déjà annulé"):
            people.cancel_transfer(actor=lead, on=world.today, transfer=Transfer.objects.get())
    second = offered(world, person)
    assert welcomed(world, first, FAR) is None
    assert welcomed(world, second, FAR)
    with acting(world["lead:estuaire33"]) as lead, pytest.raises(Refused, match="le suivi est clos"):
        people.cancel_transfer(actor=lead, on=world.today, transfer=Transfer.objects.get(cancelled_at__isnull=True))


@pytest.mark.django_db
def test_her_word_alone_and_her_antenne_alone(world: World) -> None:
    person = after(world, new_person)
    common = {"on": world.today, "person": person, "with_notes": False}
    with acting(world["referent:estuaire33"]) as actor, pytest.raises(Refused, match="seule"):
        people.offer_transfer(actor=actor, received_alone=False, **common)
    for who in ("other:estuaire33", NEAR, "delegate:33"):
        with acting(world[who]) as actor, pytest.raises((Refused, Person.DoesNotExist)):
            people.offer_transfer(actor=actor, received_alone=True, **common)


@pytest.mark.django_db
def test_the_code_ages_and_another_may_follow(world: World) -> None:
    person = after(world, new_person)
    code = offered(world, person)
    with clock.at(clock.now() + timedelta(days=30)):
        assert welcomed(world, code, FAR) is None
        assert welcomed(world, offered(world, person), FAR)


@pytest.mark.django_db
def test_she_moves_on_and_comes_back(world: World) -> None:
    person = after(world, deposited).person
    for n, (who, to) in enumerate([("referent:estuaire33", FAR), (FAR, NEAR), (NEAR, "referent:estuaire33")]):
        with clock.at(clock.now() + timedelta(days=n)):
            person = moved(world, person, to, who)
    with clock.at(clock.now() + timedelta(days=4)):
        with acting(world["lead:estuaire33"]) as lead:
            assert Person.objects.visible_to(lead).get().departement == "33"
            assert Identity.objects.get().name_in_use == "Awa Corail"
        with acting(world["delegate:33"]) as delegate:
            assert Demande.objects.visible_to(delegate).get().departement == "33"
        with acting(world["delegate:75"]):
            assert not Demande.objects.exists()


@pytest.mark.django_db
def test_the_desk_of_where_she_arrives_reads_what_the_other_read(world: World) -> None:
    for code in ("33", "75"):
        world.body(f"desk{code}", "desk", f"Séjour {code}", code)
        world.member(f"desk:{code}", f"desk{code}", "desk", [code])
    demande = opined(world)
    signed(world, demande, sense="authorise", months=6)
    with acting(world["delegate:33"]) as delegate:
        people.open_file(
            actor=delegate, on=world.today, person=demande.person, holder="desk:33", opening="authorise_residence",
            demande=demande.pk,
        )  # fmt: skip
    moved(world, demande.person, FAR)
    with acting(world["desk:33"]):
        assert not Person.objects.exists()
    with acting(world["desk:75"]):
        assert Identity.objects.get().name_in_use == "Awa Corail"


@pytest.mark.django_db
def test_nobody_but_the_owner_s_function_says_that_a_file_is_moving(world: World) -> None:
    """What each app does when a file moves hangs on this answer alone."""
    person = after(world, new_person)
    offered(world, person)
    with acting(world["referent:estuaire33"]), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rivage.moving', id::text, true) FROM people_transfer")
        cursor.execute("SELECT people_moving(%s), current_setting('rivage.moving') <> ''", [person.pk])
        assert cursor.fetchall() == [(False, True)]
