"""The room of accounts: two technical administrators never take a body over."""

from datetime import timedelta

import pytest

from rivage.accounts import actions
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.demo.applications import open_accounts
from tests.world import PASSWORD, World, acting


def proposed(world: World, by: Membership, user: User, body: str, role: str) -> Membership:
    open_accounts(PASSWORD)
    with acting(by) as actor:
        return actions.propose_membership(
            actor=actor,
            on=world.today,
            user=user,
            body=world.bodies[body],
            role=role,
            departements=[world.bodies[body].departement],
            ends=clock.now() + timedelta(days=200),
        )


def confirmed(world: World, by: Membership, membership: Membership) -> bool:
    try:
        with acting(by) as actor:
            actions.confirm_membership(actor=actor, on=world.today, membership=membership, known_by="met")
    except Refused:
        return False
    return True


def empty(world: World, body: str) -> None:
    """The technical team ends every authority of an antenne, whose head office has somebody."""
    world.member(f"above:{body}", body[:-2], "head_office", [])
    with acting(world.admins[0]) as admin:
        for one in Membership.objects.with_authority(world.bodies[body], clock.now()):
            actions.end_membership(actor=admin, on=world.today, membership=one)


@pytest.mark.django_db
def test_room_20_two_administrators_never_appoint_their_own_to_a_body_they_emptied(world: World) -> None:
    empty(world, "estuaire33")
    accomplice = proposed(world, world.admins[0], world.user("complice"), "estuaire33", "lead")
    assert not confirmed(world, world.admins[1], accomplice)
    with acting(world.admins[1]):
        assert not Membership.objects.get(pk=accomplice.pk).confirmed_by_id


@pytest.mark.django_db
def test_room_21_a_body_that_never_had_anybody_gets_its_first(world: World) -> None:
    world.body("neuve", "antenne", "Les Amarres Landes", "40", parent=world.bodies["amarres"])
    first = proposed(world, world.admins[0], world.user("premiere"), "neuve", "lead")
    assert confirmed(world, world.admins[1], first)


@pytest.mark.django_db
def test_room_22_whoever_held_authority_comes_back_and_names_who_follows(world: World) -> None:
    lead = world["lead:amarres33"]
    follows = proposed(world, lead, world.user("suivante"), "amarres33", "lead")
    assert confirmed(world, world.admins[0], follows), "proposed by the body's own authority"
    empty(world, "amarres33")
    again = proposed(world, world.admins[0], lead.user, "amarres33", "lead")
    assert confirmed(world, world.admins[1], again), "her own function, renewed after its end"


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "place"), [("prefecture", "33"), ("prefecture", "")])
def test_room_23_nobody_creates_a_second_prefecture_beside_the_first(world: World, kind: str, place: str) -> None:
    with pytest.raises(Refused, match="département"):
        world.body("double", kind, "Préfecture bis", place)
