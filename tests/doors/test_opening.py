"""Whoever is invited opens her account: by the link sent to her address, once, while it lasts (finding H4)."""

import base64
import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from rivage.accounts import actions
from rivage.accounts.models import Membership, User
from rivage.config.logs import QuietFormatter
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.doors import actions as doors
from rivage.doors import codes, jobs, links
from tests.world import World, acting

EMAIL = "lina.maree@exemple.invalid"
NEW = "une phrase toute neuve inventée"


@pytest.fixture
def invited(world: World) -> Membership:
    with acting(world["lead:estuaire33"]) as lead:
        return actions.invite(
            actor=lead,
            on=world.today,
            email=EMAIL,
            name="Lina Marée",
            body=world.bodies["estuaire33"],
            role="referent",
            departements=["33"],
            last_day=world.today + timedelta(days=90),
        )


def sent(invited: Membership) -> str:
    """The address in the mail that the job sends."""
    mail.outbox.clear()
    asker = Membership.objects.get(user=invited.proposed_by)
    jobs.send_activation(membership=str(asker.pk), user=str(invited.user_id))
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    found = re.search(r"https?://[^/]+(/ouvrir/\S+)", letter.body)
    assert found
    return found[1]


def opened(path: str) -> Client:
    client = Client()
    assert client.post(path, {"new": NEW, "again": NEW}).url == "/compte/premier"  # type: ignore[attr-defined]
    return client


def secret_of(page: str) -> bytes:
    found = re.search(r"rv-secret\">([A-Z2-7 ]+)<", page)
    assert found
    return base64.b32decode(found[1].replace(" ", ""))


@pytest.mark.django_db
def test_h4_the_invited_opens_her_account_and_nobody_is_shown_her_link(world: World, invited: Membership) -> None:
    path = sent(invited)
    client = Client()
    assert "Lina Marée" in client.get(path).content.decode()
    assert client.post(path, {"new": "court", "again": "court"}).status_code == 422
    client = opened(path)
    assert client.get("/fonctions").url.startswith("/preuve")  # type: ignore[attr-defined]
    page = client.get("/compte/application").content.decode()
    code = codes.code_at(secret_of(page), clock.now().timestamp())
    added = client.post("/compte/application", {"label": "mon téléphone", "code": code})
    assert added.url == "/compte/codes"  # type: ignore[attr-defined]
    shown = client.get("/compte/codes").content.decode()
    assert shown.count('class="rv-ref"') == codes.RECOVERY_CODES
    user = User.objects.get(email=EMAIL)
    assert user.activated_at is not None
    assert Client().get(path).status_code == 404
    assert client.get("/fonctions").status_code == 200
    assert "Peut la confirmer : Admin" in " ".join(client.get("/fonctions").content.decode().split())


@pytest.mark.django_db
def test_a_link_is_one_of_its_kind_until_its_end_and_replaced_by_the_next(invited: Membership) -> None:
    first = sent(invited)
    second = sent(invited)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    other = "B" if second.endswith("A") else "A"
    assert Client().get(second[:-1] + other).status_code == 404
    with clock.at(clock.now() + links.LASTS + timedelta(seconds=1)):
        assert Client().get(second).status_code == 404
        assert Client().post(second, {"new": NEW, "again": NEW}).status_code == 404


@pytest.mark.django_db
def test_a_link_that_only_chose_a_password_still_opens_and_the_password_alone_does_not(invited: Membership) -> None:
    path = sent(invited)
    opened(path)
    other = Client()
    assert other.post("/entrer", {"username": EMAIL, "password": NEW}).status_code == 302
    assert "n’a pas encore de second facteur" in other.get("/preuve").content.decode()
    assert other.get("/compte/premier").url.startswith("/preuve")  # type: ignore[attr-defined]
    assert Client().get(path).status_code == 200


@pytest.mark.django_db
def test_no_link_leaves_once_the_account_is_open(world: World) -> None:
    held = world["referent:estuaire33"]
    mail.outbox.clear()
    jobs.send_activation(membership=str(held.pk), user=str(held.user_id))
    assert mail.outbox == []


@pytest.mark.django_db
def test_whoever_was_signed_in_here_no_longer_is(world: World, invited: Membership) -> None:
    client = Client()
    client.force_login(world["lead:estuaire33"].user)  # type: ignore[arg-type]
    client.post(sent(invited), {"new": NEW, "again": NEW})
    assert client.get(f"/m/{world['lead:estuaire33'].pk}/").url.startswith("/preuve")  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_who_opened_the_link_before_her_keeps_nothing(invited: Membership) -> None:
    path = sent(invited)
    first, second = opened(path), Client()
    page = first.get("/compte/application").content.decode()
    assert first.post("/compte/codes").url.startswith("/preuve")  # type: ignore[attr-defined]
    assert second.post(path, {"new": NEW + " encore", "again": NEW + " encore"}).status_code == 302
    assert first.get("/compte/premier").url.startswith("/entrer")  # type: ignore[attr-defined]
    hers = second.get("/compte/application").content.decode()
    assert secret_of(hers) != secret_of(page)
    code = codes.code_at(secret_of(hers), clock.now().timestamp())
    second.post("/compte/application", {"label": "mon téléphone", "code": code})
    user = User.objects.get(email=EMAIL)
    assert [one.label for one in doors.factors(user)] == ["mon téléphone"]
    with pytest.raises(Refused, match="déjà ouvert"):
        doors.open_account(user=user, password=NEW)
    with pytest.raises(Refused, match="déjà ouvert"):
        doors.add_passkey(user=user, passkey=doors.Passkey(b"planted", b"key", 0), label="x", opens=True)


@pytest.mark.django_db
def test_nothing_opens_once_nothing_is_proposed_any_more(world: World, invited: Membership) -> None:
    path = sent(invited)
    with acting(world["lead:estuaire33"]) as lead:
        actions.end_membership(actor=lead, on=world.today, membership=invited)
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("place", ["ouvrir", "agenda", "calendrier"])
def test_no_log_keeps_the_token_of_an_address(place: str) -> None:
    said = "Too Many Requests: %s"
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, said, (f"/{place}/abc-d_e.ics",), None)
    assert QuietFormatter("{message}", style="{").format(record) == f"Too Many Requests: /{place}/…"
