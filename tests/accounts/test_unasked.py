"""L1: whoever proposes a function by an address learns neither that it has an account nor whose it is."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from rivage.accounts import actions, todo
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.doors import jobs, links
from tests.accounts.test_memberships import confirm, last_day, page, signed_in
from tests.doors.holding import came_in
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
SAID = "Sophie R."
NEW = "personne.encore@exemple.invalid"
KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|token\" (?:value|content)=\"\w+|name=\"version\" value=\"[^\"]*\"")


@pytest.fixture
def known(world: World) -> User:
    """An account of another association."""
    world.member("second:estuaire33", "estuaire33", "lead", ["33"])
    user = world["lead:amarres33"].user
    assert user is not None
    return user


def proposed(world: World, email: str) -> Membership:
    lead = world["second:estuaire33"]
    form = {"email": email, "name": SAID, "role": "referent", "last_day": last_day(world)}
    answer = signed_in(lead).post(page(lead, "proposer"), form)
    assert answer.status_code == 302
    return Membership.objects.select_related("user", "body").get(body=lead.body_id, user__email=email)


def seen(who: Membership, rest: str, email: str) -> str:
    """A page as it reads, but for what differs between two proposals: ids, tokens, addresses."""
    answer = signed_in(who).get(page(who, rest), follow=True)
    return KEYS.sub("", answer.content.decode()).replace(email, "adresse")


def screens(world: World, made: Membership, email: str) -> list[str]:
    lead, second = world["second:estuaire33"], world["lead:estuaire33"]
    client = signed_in(lead)
    sent = client.post(page(lead, f"{made.pk}/lien"), follow=True).content.decode()
    listed = signed_in(second).post(page(second), {"q": SAID, "demander": ""}).content.decode()
    line = next(part for part in listed.split("<tr") if str(made.pk) in part).partition("</tr>")[0]
    return [
        KEYS.sub("", sent).replace(email, "adresse"),
        *(seen(who, f"{made.pk}/{rest}", email) for who in (lead, second) for rest in ("", "confirmer", "clore")),
        KEYS.sub("", line),
    ]


def test_l1_nothing_tells_an_address_with_an_account_from_another(world: World, known: User) -> None:
    shown = {}
    for email in (known.email, NEW):
        made = proposed(world, email)
        shown[email] = screens(world, made, email)
        with acting(world["lead:estuaire33"]) as second:
            assert list(todo.confirmations(second, second.today)) == []
            actions.end_membership(actor=second, on=second.today, membership=made)
    assert shown[known.email] == shown[NEW]
    whole = " ".join(shown[known.email])
    assert SAID in whole
    assert known.name not in whole
    lead = world["second:estuaire33"]
    found = signed_in(lead).post(page(lead), {"q": known.name, "demander": ""}).content.decode()
    assert SAID not in found


@pytest.mark.parametrize("there", [True, False])
def test_l1_a_name_is_asked_whoever_has_the_address(world: World, known: User, there: bool) -> None:
    lead, before = world["second:estuaire33"], Membership.objects.count()
    form = {"email": known.email if there else NEW, "name": " ", "role": "referent", "last_day": last_day(world)}
    answer = signed_in(lead).post(page(lead, "proposer"), form)
    assert answer.status_code == 422
    assert known.name not in answer.content.decode()
    assert Membership.objects.count() == before


def test_l1_her_own_name_is_read_once_she_came_in_by_who_confirms(world: World, known: User) -> None:
    second = world["lead:estuaire33"]
    made = proposed(world, known.email)
    with pytest.raises(Refused, match="pas encore entrée"):
        confirm(world, second, made)
    came_in(made)
    asked = signed_in(second).get(page(second, f"{made.pk}/confirmer")).content.decode().replace("\u00a0", " ")
    assert f"porte le nom : {known.name}" in asked
    read = {"version": version_in(asked), "known_by": "met"}
    assert signed_in(second).post(page(second, f"{made.pk}/confirmer"), read).status_code == 302
    assert known.name in signed_in(second).get(page(second, f"{made.pk}/")).content.decode()


def test_l1_whoever_has_an_account_is_written_to_as_often_as_the_others(world: World, known: User) -> None:
    lead, made = world["second:estuaire33"], proposed(world, known.email)
    mail.outbox.clear()
    for _ in range(links.MOST + 1):
        jobs.send_activation(membership=str(lead.pk), user=str(known.pk))
    assert [one.to for one in mail.outbox] == [[known.email]] * links.MOST
    assert "Une fonction vous est proposée" in mail.outbox[0].subject
    assert "/ouvrir/" not in mail.outbox[0].body
    with acting(lead) as actor, pytest.raises(Refused, match="Cinq messages"):
        actions.invite_again(actor=actor, on=world.today, membership=made)
    with clock.at(clock.now() + timedelta(days=2)):
        mail.outbox.clear()
        came_in(made)
        jobs.send_activation(membership=str(lead.pk), user=str(known.pk))
        assert mail.outbox == []


def test_l1_a_session_opened_by_hand_counts_as_coming_in(known: User) -> None:
    Client().force_login(known)
    known.refresh_from_db()
    assert known.last_login is not None
