"""In what quality somebody signs: given with the function, written by somebody else, compared, and never missing."""

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts import actions, todo
from rivage.accounts.models import Membership
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from tests.accounts.test_memberships import confirm, invite
from tests.bad_input.calling import Caller, carried
from tests.world import QUALITY, SIGNING_ACT, World, acting

pytestmark = pytest.mark.django_db
NEW = "Le directeur de cabinet"


def signatory(world: World) -> Membership:
    return Membership.objects.get(pk=world["signatory:33"].pk)


def write(world: World, actor: Membership, quality: str, version: str) -> None:
    with acting(actor):
        held = signatory(world)
        actions.write_quality(actor=actor, on=world.today, membership=held, quality=quality, version=version)


def missing(world: World) -> None:
    with acting(world.admins[0]):
        Membership.objects.filter(pk=world["signatory:33"].pk).update(quality="")


def test_nobody_is_confirmed_to_sign_without_a_quality(world: World) -> None:
    invited = invite(world, world.admins[0], "pref33", role="signatory")
    with pytest.raises(Refused, match="en quelle qualité"):
        confirm(world, world["delegate:33"], invited)
    caller, page = Caller(world["delegate:33"]), {"fonction": invited.pk}
    asked = caller.get("accounts:confirm", **page)
    bare = caller.post("accounts:confirm", carried(asked), **page)
    assert (bare.status, bare.says("Qualité")) == (422, True)
    assert caller.post("accounts:confirm", carried(bare) | {"quality": NEW, "known_by": "met"}, **page).says(
        "La fonction est confirmée."
    )
    assert Membership.objects.get(pk=invited.pk).quality == NEW
    assert not Membership.objects.exclude(role="signatory").exclude(quality="").exists()


def test_it_is_corrected_by_somebody_else_over_what_was_shown(world: World) -> None:
    shown = version_of(signatory(world))
    for who, said in (("signatory:33", "Quelqu’un d’autre"), ("delegate:75", "responsable"), ("secretary:33", "resp")):
        with pytest.raises(Refused, match=said):
            write(world, world[who], NEW, shown)
    write(world, world["delegate:33"], NEW, shown)
    write(world, world["delegate:33"], NEW, shown)
    for quality, why in (("Une autre", Stale), (" ", Refused)):
        with pytest.raises(why):
            write(world, world.admins[0], quality, shown)
    assert signatory(world).quality == NEW


@pytest.mark.parametrize("who", ["signatory:33", "delegate:75", "lead:estuaire33"])
def test_the_database_refuses_one_that_its_own_holder_or_another_body_writes(world: World, who: str) -> None:
    with acting(world[who]), pytest.raises(DatabaseError, match="fonction refusée"), transaction.atomic():
        Membership.objects.filter(pk=world["signatory:33"].pk).update(quality=NEW)
    with acting(world[who]), pytest.raises(DatabaseError, match="fonction refusée"), transaction.atomic():
        Membership.objects.filter(pk=world["signatory:33"].pk).update(signing_act="l’arrêté du 2 mars")
    assert (signatory(world).quality, signatory(world).signing_act) == (QUALITY, SIGNING_ACT)


def test_an_act_that_is_missing_waits_on_the_home_of_who_may_write_it(world: World) -> None:
    with acting(world.admins[0]):
        Membership.objects.filter(pk=world["signatory:33"].pk).update(signing_act="")
    caller, page = Caller(world["delegate:33"]), {"fonction": world["signatory:33"].pk}
    assert caller.get("desk:home").says("Écrire la délégation de signature")
    sent = caller.shown("accounts:quality", **page) | {"quality": QUALITY, "signing_act": SIGNING_ACT}
    assert caller.post("accounts:quality", sent, **page).says("La qualité est enregistrée.")
    assert signatory(world).signing_act == SIGNING_ACT
    assert caller.get("accounts:membership", **page).says(SIGNING_ACT)
    assert not caller.get("desk:home").says("Écrire la délégation de signature")


def test_one_that_is_missing_waits_on_the_homes_of_who_may_write_it(world: World) -> None:
    missing(world)
    for actor in (world["delegate:33"], world.admins[0]):
        with acting(actor):
            (line,) = todo.unqualified(actor, world.today)
        assert str(world["signatory:33"].pk) in line.url
    with acting(world["delegate:75"]) as other:
        assert not list(todo.unqualified(other, world.today))
    caller, page = Caller(world["delegate:33"]), {"fonction": world["signatory:33"].pk}
    assert caller.get("accounts:membership", **page).says("Écrire la qualité")
    sent = caller.shown("accounts:quality", **page) | {"quality": NEW}
    assert caller.post("accounts:quality", sent, **page).says("La qualité est enregistrée.")
    with acting(world["delegate:33"]) as actor:
        assert not list(todo.unqualified(actor, world.today))


def test_one_that_is_corrected_is_kept_and_shown_and_nobody_writes_what_was(world: World) -> None:
    write(world, world["delegate:33"], NEW, version_of(signatory(world)))
    (kept,) = signatory(world).qualities_before
    assert (kept["quality"], kept["by"]) == (QUALITY, str(world["delegate:33"].pk))
    page = Caller(world["delegate:33"]).get("accounts:membership", fonction=world["signatory:33"].pk)
    assert page.says(f"<s>{QUALITY}</s>, jusqu’au")
    assert page.says(f"({world['delegate:33']})")
    with (
        acting(world["delegate:33"]),
        pytest.raises(DatabaseError, match="fonction refusée"),
        transaction.atomic(),
    ):
        Membership.objects.filter(pk=world["signatory:33"].pk).update(qualities_before=[])
    assert signatory(world).qualities_before == [kept]
