"""Openings that nobody has the right to give: to oneself, to a stranger, of what one has not, for too long."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from rivage.accounts import policies
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Account, Demande, Parcours, Period, PlanAction, Project, Safety
from rivage.people import actions as people
from rivage.people.models import Accord, Person, Share
from rivage.vault.errors import KeyMissing
from tests.attack.test_writing import run
from tests.commissions.room import Room
from tests.database import set_down
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import deposited, new_demande, new_person
from tests.matrix.scene import OPENED
from tests.people.moving import moved
from tests.stories import after
from tests.world import World, acting, away


def give(giver: Membership, demande: Demande, holder: str, **values: Any) -> None:
    """Write a share straight into the table."""
    instant = clock.now()
    share = {
        "person_id": demande.person_id,
        "antenne_id": demande.antenne_id,
        "departement": "33",
        "demande_id": demande.pk,
        "holder": holder,
        "slices": ["reference"],
        "giver_id": giver.pk,
        "purpose": "session",
        "ground": "essai",
        "starts": instant,
        "ends": instant + timedelta(days=20),
    } | values
    with transaction.atomic():
        Share(**share).save(force_insert=True)


def refused(giver: Membership, demande: Demande, holder: str, **values: Any) -> bool:
    try:
        give(giver, demande, holder, **values)
    except ProgrammingError as error:
        return "refusée" in str(error)
    return False


@pytest.mark.django_db
def test_21_whoever_may_pass_on_does_not_read(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        assert refused(delegate, demande, "delegate:33", slices=["safety"])
        for holder in ("chair:33", "signatory:33", "payer:33"):
            assert refused(delegate, demande, holder, slices=["safety"]), holder
        assert not Safety.objects.exists()
        give(delegate, demande, "desk:33", slices=["residence"])


@pytest.mark.django_db
def test_22_nobody_extends_an_opening(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        assert refused(delegate, demande, "delegate:33", slices=["reference", "identity"])
        with pytest.raises(ProgrammingError, match="prolonge"), transaction.atomic():
            Share.objects.update(ends=clock.now() + timedelta(days=4000))
        assert refused(delegate, demande, "chair:33", ends=clock.now() + timedelta(days=4000))
        assert refused(
            delegate,
            demande,
            "chair:33",
            starts=clock.now() + timedelta(days=9),
            ends=clock.now() + timedelta(days=20),
        )
        with pytest.raises(ProgrammingError), transaction.atomic():
            run("UPDATE people_share SET ends = now(), ended_by = %s", uuid4())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run("UPDATE people_share SET holder = 'delegate:75'")
    with clock.at(away(365 * 4)), acting(world["delegate:33"]) as late:
        assert refused(late, demande, "chair:33")


@pytest.mark.django_db
def test_23_an_opening_stays_in_its_departement_and_in_its_giver_s_name(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        for holder in ("chair:75", "signatory:75", "payer:75", "delegate:75", "assoc:33", "chair", f"seat:{uuid4()}"):
            assert refused(delegate, demande, holder), holder
        assert refused(delegate, demande, "chair:75", departement="75")
        assert refused(delegate, demande, "chair:33", giver_id=world["chair:33"].pk)
        assert refused(delegate, demande, "chair:33", antenne_id=world.bodies["amarres33"].pk)
        give(delegate, demande, "chair:33")
    with acting(world["lead:estuaire33"]) as own:
        for holder in ("chair:33", "payer:33", f"seat:{uuid4()}", "signatory:33"):
            assert refused(own, demande, holder), holder


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["lead:estuaire75", "delegate:75"])
def test_23_nothing_opens_any_more_in_a_departement_that_she_left(world: World, who: str) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    moved(world, demande.person, "referent:estuaire75")
    kinds = ("desk", "delegate") if who.startswith("lead") else ("desk", "payer", "chair", "signatory")
    with acting(world[who]) as actor:
        held = Demande.objects.select_related("person").get(pk=demande.pk)
        assert held.departement == "33"
        for kind in kinds:
            assert refused(actor, held, f"{kind}:33", slices=["reference"]), kind
            assert refused(actor, held, f"{kind}:75", slices=["reference"], departement="33"), kind


@pytest.mark.django_db
def test_23_a_path_handed_over_goes_on_opening_where_it_is(world: World) -> None:
    demande = after(world, deposited)
    person = demande.person
    with acting(world["delegate:33"]) as first:
        demande = dossiers.forward(
            actor=first, on=world.today, demande=demande, to="75", competence="association", version=demande.version
        )
    with acting(world["referent:estuaire33"]) as referent:
        demande = dossiers.hand_over(actor=referent, on=world.today, demande=demande, version=demande.version)
        dossiers.withdraw(
            actor=referent, on=world.today, demande=demande, version=demande.version, received_alone=True
        )
    again = deposited(world, person=person)
    with acting(world["delegate:75"]) as delegate:
        assert Demande.objects.visible_to(delegate).get(pk=again.pk).departement == "75"
        give(delegate, again, "signatory:75", departement="75")
    with acting(world["delegate:33"]):
        assert not Demande.objects.exists()


@pytest.mark.django_db
def test_24_a_reader_passes_nothing_on(world: World) -> None:
    demande = after(world, deposited)
    room = Room(world)
    seat = room.account("8")
    with acting(world["delegate:33"]) as delegate:
        give(delegate, demande, seat.holders[0])
        give(delegate, demande, "chair:33", passes=["decision"])
        assert refused(delegate, demande, "chair:33", passes=["safety"])
        assert refused(delegate, demande, seat.holders[0], passes=["project"])
    with acting(seat):
        assert Person.objects.count() == 1
        for holder in (f"seat:{room.seats['3'].pk}", "chair:33", "delegate:33", "payer:33"):
            assert refused(seat, demande, holder), holder
    with acting(world["chair:33"]) as chair:
        assert refused(chair, demande, seat.holders[0])
        give(chair, demande, "signatory:33", slices=["reference", "decision"])
    with acting(world["signatory:33"]) as signatory:
        assert refused(signatory, demande, "payer:33", slices=["decision"])


@pytest.mark.django_db
def test_25_the_danger_goes_to_seats_that_protect_in_their_own_place(world: World) -> None:
    demande = after(world, deposited)
    here, there = Room(world), Room(world, "75")
    with acting(world["delegate:33"]) as delegate:
        assert refused(delegate, demande, f"seat:{here.seats['8'].pk}", slices=["reference", "safety"])
        assert refused(delegate, demande, f"seat:{there.seats['3'].pk}")
        give(delegate, demande, f"seat:{here.seats['3'].pk}", slices=["reference", "safety"])
    with (
        acting(world.admins[0]) as admin,
        pytest.raises(ProgrammingError, match="fonction refusée"),
        transaction.atomic(),
    ):
        Membership(
            user=world["chair:33"].user,
            body=world.bodies["pref33"],
            role="seat",
            departements=["33"],
            seat_id=there.seats["3"].pk,
            starts=clock.now(),
            ends=clock.now() + timedelta(days=9),
            proposed_by=admin.user,
        ).save(force_insert=True)


def renewal(world: World, first: Demande) -> Demande:
    """The antenne begins to write a second demande, which nobody deposited."""
    with acting(world["delegate:33"]):
        set_down(first, step="notified")
        parcours = Parcours.objects.get(person=first.person_id)
        today = world.today
        Period(
            person_id=first.person_id, antenne_id=first.antenne_id, parcours=parcours, run=parcours.number, n=1,
            starts=today, months=6, ends=today + timedelta(days=181), decision_id=uuid4(),
        ).save(force_insert=True)  # fmt: skip
    with acting(world["lead:estuaire33"]):
        person = Person.objects.get(pk=first.person_id)
    return new_demande(world, person=person, kind="renouvellement")


@pytest.mark.django_db
def test_26_what_is_not_deposited_is_not_read_by_whoever_read_the_demande_before(world: World) -> None:
    first = after(world, deposited)
    second = renewal(world, first)
    with acting(world["lead:estuaire33"]):
        assert PlanAction.objects.filter(project__demande=second).exists()
    with acting(world["delegate:33"]) as delegate:
        for model in (Account, Project):
            assert set(model.objects.values_list("demande_id", flat=True)) == {first.pk}, model
        assert set(PlanAction.objects.values_list("project__demande", flat=True)) == {first.pk}
        assert set(Demande.objects.values_list("pk", flat=True)) == {first.pk}
        assert refused(delegate, second, "chair:33")
        assert refused(delegate, second, "chair:33", demande_id=None)


@pytest.mark.django_db
def test_27_an_opening_for_one_person_names_no_demande_of_another(world: World) -> None:
    theirs, mine = after(world, deposited, "referent:amarres33"), deposited(world)
    with acting(world["lead:estuaire33"]) as own:
        assert refused(own, mine, "delegate:33", demande_id=theirs.pk)
    with acting(world["delegate:33"]) as delegate:
        assert refused(delegate, mine, "chair:33", demande_id=theirs.pk)


@pytest.mark.django_db
def test_28_a_reference_does_not_tell_a_language(world: World) -> None:
    demande = after(world, deposited)
    seat = Room(world).account("8")
    with acting(world["delegate:33"]) as delegate:
        give(delegate, demande, seat.holders[0])
        assert Accord.objects.get().language == "français"
    with acting(seat):
        assert Person.objects.exists()
        assert not Accord.objects.exists()


def test_29_no_verb_opens_more_than_the_database_lets_through() -> None:
    verbs = {
        "delegate": ["deposit", "take_over", "withdrawn"],
        "seat": ["convene_seat", "convene_protecting"],
        "chair": ["convene_chair", "keep_releve"],
        "signatory": ["sign_releve"],
        "desk": ["authorise_residence"],
        "payer": ["grant_afis"],
    }
    openings = policies.openings()
    assert {name for names in verbs.values() for name in names} == set(openings)
    for kind, names in verbs.items():
        opened = {slice_ for name in names for slice_ in openings[name].slices}
        assert opened == OPENED["protecting" if kind == "seat" else kind], kind


@pytest.mark.django_db
def test_30_the_ceiling_of_the_database_is_the_design_s(world: World) -> None:
    demande = after(world, deposited)
    seats = Room(world).seats
    with acting(world["lead:estuaire33"]) as own:
        every = set().union(*OPENED.values())
        for kind, most in (("delegate", OPENED["delegate"]), ("desk", OPENED["desk"])):
            for one in sorted(every):
                assert refused(own, demande, f"{kind}:33", slices=[one]) is (one not in most), (kind, one)
    with acting(world["delegate:33"]) as delegate:
        for kind in ("chair", "signatory", "payer"):
            for one in sorted(every - {"safety", "residence"}):
                assert refused(delegate, demande, f"{kind}:33", slices=[one]) is (one not in OPENED[kind]), (kind, one)
        for one in sorted(every - {"residence"}):
            holder = f"seat:{seats['3'].pk}"
            assert refused(delegate, demande, holder, slices=[one]) is (one not in OPENED["protecting"]), one


@pytest.mark.django_db
def test_31_a_key_once_given_opens_nothing_after_the_opening_ends(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]):
        person = Person.objects.get(pk=demande.person_id)
    with acting(world["lead:estuaire33"]) as own:
        people.close(actor=own, on=world.today, shares=Share.objects.filter(person=person))
        account = Account.objects.get(demande=demande)
    held: UUID = account.pk
    with clock.at(clock.now() + timedelta(seconds=1)), acting(world["delegate:33"]):
        assert not Account.objects.filter(pk=held).exists()
        with pytest.raises(KeyMissing):
            assert account.text


@pytest.mark.django_db
def test_32_an_antenne_opens_its_own_people_only(world: World) -> None:
    person = after(world, new_person)
    demande = new_demande(world, person=person)
    with acting(world["lead:amarres33"]) as other:
        assert refused(other, demande, "delegate:33")
        assert refused(other, demande, "delegate:33", antenne_id=other.body_id)
        assert refused(other, demande, "delegate:33", demande_id=None)
