"""Sign-in, the exit, idle sessions, two hats: what opens, what stays shut, what is traced."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from axes.models import AccessAttempt
from django.core import signing
from django.db import transaction
from django.test import Client, RequestFactory, override_settings

from rivage.accounts import actions
from rivage.accounts.models import Membership, User
from rivage.audit import trace
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.core.perimeter import Perimeter, perimeter
from rivage.doors import brake
from tests.doors.holding import come_in, enter, prove
from tests.world import PASSWORD, World, acting

WRONG = "une-autre-phrase-inventee"


def events(kind: str) -> list[Event]:
    with perimeter(Perimeter(role="auditor")), transaction.atomic():
        return list(Event.objects.filter(kind=kind).order_by("at"))


def visible(response: Any) -> str:
    """The page without what differs at each drawing."""
    return re.sub(r'value="[^"]*"|content="[A-Za-z0-9]{64}"', "", response.content.decode())


@pytest.mark.django_db
def test_the_right_password_opens_and_is_traced(world: World, user: User) -> None:
    client = Client()
    response = enter(client, user.email)
    assert response.status_code == 302
    assert response.url == "/preuve?suite=%2Ffonctions"
    assert events("signed_in") == []
    assert client.get("/fonctions").url == "/preuve?suite=%2Ffonctions"
    assert prove(client, user).url == "/fonctions"
    assert client.get("/fonctions").url == f"/m/{world['lead:estuaire33'].pk}/"
    (event,) = events("signed_in")
    assert (event.user_id, event.membership_id, event.people) == (user.pk, None, [])


@pytest.mark.django_db
def test_unknown_wrong_and_closed_accounts_answer_the_same(world: World, user: User) -> None:
    with login(DOORS):
        User.objects.filter(pk=world["referent:estuaire33"].user_id).update(is_active=False)
    closed = world["referent:estuaire33"].user
    assert closed is not None
    answers = [
        enter(Client(), "nobody@exemple.invalid", REMOTE_ADDR="10.0.0.1"),
        enter(Client(), user.email, WRONG, REMOTE_ADDR="10.0.0.2"),
        enter(Client(), closed.email, PASSWORD, REMOTE_ADDR="10.0.0.3"),
    ]
    assert {response.status_code for response in answers} == {422}
    assert "ne vont pas ensemble" in answers[0].content.decode()
    assert len({visible(response) for response in answers}) == 1
    assert {event.object_id for event in events("sign_in_refused")} == {None, user.pk, closed.pk}
    assert events("signed_in") == []


@pytest.mark.django_db
def test_each_unknown_account_costs_the_work_of_a_password(world: World, user: User) -> None:
    with mock.patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="x") as hashed:
        enter(Client(), "nobody@exemple.invalid")
    assert hashed.call_count == 1


@pytest.mark.django_db
def test_five_tries_close_an_account_for_one_address_however_it_is_written(user: User) -> None:
    for number, email in enumerate((user.email, user.email.upper(), user.email.title(), f" {user.email}", user.email)):
        response = enter(Client(), email, WRONG, REMOTE_ADDR="10.1.0.1")
        assert response.status_code == (422 if number < 4 else 429)
    response = enter(Client(), user.email, REMOTE_ADDR="10.1.0.1")
    assert response.status_code == 429
    assert "quinze minutes" in response.content.decode()
    assert events("signed_in") == []
    assert events("sign_in_locked")


@pytest.mark.django_db
def test_h2_and_m1_tries_from_elsewhere_close_neither_an_account_nor_an_office(world: World, user: User) -> None:
    for number in range(5):
        for _ in range(5):
            enter(Client(), user.email, WRONG, REMOTE_ADDR=f"10.1.0.{number}")
        enter(Client(), f"nobody{number}@exemple.invalid", WRONG, REMOTE_ADDR="10.2.0.1")
    assert enter(Client(), user.email, REMOTE_ADDR="10.1.0.9").status_code == 302
    colleague = world["referent:amarres33"].user
    assert colleague is not None
    for place in ("10.2.0.1", "10.1.0.1"):
        assert enter(Client(), colleague.email, REMOTE_ADDR=place).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "inconnu", "10.0.0.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_h2_who_asks_is_whom_our_own_proxies_saw(settings: Any, proxies: int, header: str, seen: str) -> None:
    settings.PROXIES = proxies
    asked = RequestFactory().post("/entrer", headers={"X-Forwarded-For": header}, REMOTE_ADDR="10.0.0.1")
    assert brake.address_of(asked) == seen


def test_m1_an_account_slows_and_never_closes() -> None:
    assert [brake.wait_for(wrong) for wrong in (0, 10, 12, 1000)] == [0, 0, pytest.approx(0.2), 1]


@pytest.mark.django_db
def test_signing_in_oneself_does_not_wipe_the_tries_made_on_others(world: World, user: User) -> None:
    mine = world["referent:amarres33"].user
    assert mine is not None
    for _ in range(4):
        enter(Client(), user.email, WRONG, REMOTE_ADDR="10.3.0.1")
    assert enter(Client(), mine.email, REMOTE_ADDR="10.3.0.1").status_code == 302
    assert enter(Client(), user.email, WRONG, REMOTE_ADDR="10.3.0.1").status_code == 429


@pytest.mark.django_db
def test_a_locked_answer_tells_nothing_of_the_account(user: User) -> None:
    pages = []
    for email, place in ((user.email, "10.4.0.1"), ("nobody@exemple.invalid", "10.4.0.2")):
        for _ in range(4):
            enter(Client(), email, WRONG, REMOTE_ADDR=place)
        pages.append(enter(Client(), email, WRONG, REMOTE_ADDR=place))
    assert {page.status_code for page in pages} == {429}
    assert visible(pages[0]) == visible(pages[1])


@pytest.mark.django_db
def test_fifteen_minutes_later_the_door_opens_again(user: User) -> None:
    for _ in range(5):
        enter(Client(), user.email, WRONG, REMOTE_ADDR="10.5.0.1")
    for minutes, status in ((14, 429), (16, 302)):
        with login(DOORS):
            AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(minutes=minutes))
        assert enter(Client(), user.email, REMOTE_ADDR="10.5.0.1").status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(
    "suite", ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example", "javascript:x"]
)
def test_sign_in_leads_nowhere_outside(user: User, suite: str) -> None:
    assert enter(Client(), user.email, suite=suite).url == "/preuve?suite=%2Ffonctions"
    assert come_in(Client(), user, suite).url == "/fonctions"


@pytest.mark.django_db
def test_sign_in_leads_back_to_where_one_was(world: World, user: User) -> None:
    client = Client()
    page = f"/m/{world['lead:estuaire33'].pk}/comptes/"
    response = client.get(page)
    assert response.url == f"/entrer?suite={page.replace('/', '%2F')}"
    again = client.post(response.url, {"username": user.email, "password": PASSWORD}).url
    assert again == f"/preuve?suite={page.replace('/', '%2F')}"
    assert prove(client, user, page).url == page
    assert Client().get("/mot-de-passe").url == "/entrer?suite=/mot-de-passe"


@pytest.mark.django_db
def test_the_session_changes_its_key_when_somebody_enters(user: User) -> None:
    client = Client()
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["rivage"] = session.session_key
    enter(client, user.email)
    weak = client.cookies["rivage"].value
    prove(client, user)
    held = client.cookies["rivage"].value
    assert len({session.session_key, weak, held}) == 3
    for token in (session.session_key, weak):
        stale = Client()
        stale.cookies["rivage"] = token
        assert stale.get("/fonctions").url.startswith("/entrer")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_exit_ends_the_session_for_every_copy_of_the_cookie(world: World, user: User, method: str) -> None:
    client = Client()
    come_in(client, user)
    home = f"/m/{world['lead:estuaire33'].pk}/comptes/"
    taken = client.cookies["rivage"].value
    assert client.get(home).status_code == 200
    response = getattr(client, method)("/sortir")
    assert response.status_code == 200
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    said = re.sub(r"<[^>]+>", " ", response.content.decode())
    assert ("Rivage" in said, "La session est fermée" in said, "Nouvel onglet" in said) == (
        (True, True, False) if method == "post" else (False, False, True)
    )
    thief = Client()
    thief.cookies["rivage"] = taken
    assert thief.get(home).url.startswith("/entrer")
    (event,) = events("signed_out")
    assert event.user_id == user.pk


@pytest.mark.django_db
def test_leaving_twice_is_no_error_and_leaves_one_trace(user: User) -> None:
    client = Client()
    come_in(client, user)
    assert [client.get("/sortir").status_code for _ in range(2)] == [200, 200]
    assert len(events("signed_out")) == 1
    assert client.put("/sortir").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_cannot_be_traced_does_not_open(world: World) -> None:
    user = world["lead:estuaire33"].user
    assert user is not None
    client = Client(raise_request_exception=False)
    with mock.patch.object(trace, "record", side_effect=RuntimeError("no trace")):
        enter(client, user.email)
        assert prove(client, user).status_code == 500
    assert client.get("/fonctions").url.startswith("/preuve")
    # The trace of the doors stands outside any request's transaction: a failed try stays written.
    enter(Client(), user.email, WRONG)
    assert len(events("sign_in_refused")) == 1


@pytest.mark.django_db
def test_a_session_left_alone_ends_and_says_so(world: World, user: User) -> None:
    client = Client()
    come_in(client, user)
    home = f"/m/{world['lead:estuaire33'].pk}/comptes/"
    assert client.get(home).status_code == 200
    taken = client.cookies["rivage"].value
    with clock.at(clock.now() + timedelta(minutes=31)):
        response = client.get(home)
        assert response.url == "/entrer?repos=1"
        assert "Votre session s’est fermée" in client.get(response.url).content.decode()
        thief = Client()
        thief.cookies["rivage"] = taken
        assert thief.get(home).url.startswith("/entrer?suite")


@pytest.mark.django_db
def test_l2_the_cookie_of_the_last_gesture_opens_no_session(world: World, user: User) -> None:
    client = Client()
    come_in(client, user)
    home = f"/m/{world['lead:estuaire33'].pk}/comptes/"
    assert client.get(home).status_code == 200
    key = client.cookies["rivage"].value
    told = signing.loads(client.cookies["repos"].value, salt="repos")
    assert key not in json.dumps(told)
    for held in told:
        thief = Client()
        thief.cookies["rivage"] = str(held)
        assert thief.get(home).url.startswith("/entrer?suite")
    # Another session's stamp keeps none alive.
    other = Client()
    come_in(other, user)
    other.cookies["repos"] = client.cookies["repos"].value
    session = other.session
    session["_opened"] = (datetime.now(UTC) - timedelta(minutes=31)).isoformat()
    session.save()
    assert other.get(home).url == "/entrer?repos=1"


@pytest.mark.django_db
def test_l2_the_cookie_is_of_this_very_host_wherever_the_session_is(world: World, user: User) -> None:
    client = Client()
    come_in(client, user)
    with override_settings(SESSION_COOKIE_SECURE=True):
        answer = client.get(f"/m/{world['lead:estuaire33'].pk}/comptes/", secure=True)
    cookie = answer.cookies["__Host-repos"]
    assert (cookie["secure"], cookie["path"], cookie["domain"], cookie["httponly"]) == (True, "/", "", True)
    assert "repos" not in answer.cookies


@pytest.mark.django_db
def test_gestures_keep_a_session_alive(world: World, user: User) -> None:
    client = Client()
    come_in(client, user)
    home = f"/m/{world['lead:estuaire33'].pk}/comptes/"
    start = clock.now()
    for minutes in (20, 40, 60):
        with clock.at(start + timedelta(minutes=minutes)):
            assert client.get(home).status_code == 200


@pytest.mark.django_db
def test_a_session_cookie_without_its_stamp_ends_like_an_idle_one(world: World, user: User) -> None:
    client = Client()
    come_in(client, user)
    del client.cookies["repos"]
    session = client.session
    session["_opened"] = (datetime.now(UTC) - timedelta(minutes=31)).isoformat()
    session.save()
    assert client.get(f"/m/{world['lead:estuaire33'].pk}/comptes/").url == "/entrer?repos=1"


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words(world: World, user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    response = enter(client, user.email)
    assert response.status_code == 403
    assert "vérifier que ce geste venait de vous" in response.content.decode()
    client.force_login(user)
    response = client.post(f"/m/{world['lead:estuaire33'].pk}/comptes/proposer", {"email": "x@exemple.invalid"})
    assert response.status_code == 403
    assert not User.objects.filter(email="x@exemple.invalid").exists()


@pytest.mark.django_db
def test_a_new_password_ends_every_other_session(world: World, user: User) -> None:
    client, other = Client(), Client()
    come_in(client, user)
    come_in(other, user)
    for old, new, again, words in (
        (WRONG, "une-troisieme-phrase", "une-troisieme-phrase", "pas votre mot de passe actuel"),
        (PASSWORD, "une-troisieme-phrase", "une-troisieme-phrase!", "sont différents"),
        (PASSWORD, "court", "court", "trop court"),
        (PASSWORD, PASSWORD, PASSWORD, "différent de l’actuel"),
    ):
        response = client.post("/mot-de-passe", {"old": old, "new": new, "again": again})
        assert response.status_code == 422
        assert words in response.content.decode()
    new = "une-troisieme-phrase"
    assert client.post("/mot-de-passe", {"old": PASSWORD, "new": new, "again": new}).url == "/fonctions"
    assert client.get(f"/m/{world['lead:estuaire33'].pk}/comptes/").status_code == 200
    # The other session, opened with the old password, is over.
    assert other.get("/mot-de-passe").url.startswith("/entrer")
    assert len(events("password_changed")) == 1


def second_hat(world: World, **values: Any) -> Membership:
    """The lead of the antenne also sits in the technical team of nothing: here, delegate of Creuse."""
    return world.member("second hat", "pref23", "delegate", ["23"], user=world["lead:estuaire33"].user, **values)


@pytest.mark.django_db
def test_two_hats_two_tabs_each_form_acts_under_its_own(world: World, user: User) -> None:
    first, second = world["lead:estuaire33"], second_hat(world)
    client = Client()
    come_in(client, user)
    page = client.get("/fonctions").content.decode()
    assert f"/m/{first.pk}/" in page
    assert f"/m/{second.pk}/" in page
    address = f"/m/{first.pk}/comptes/proposer"
    assert client.get(address).status_code == 200
    # The other tab goes under the other hat; the first tab's form then leaves.
    assert client.get(f"/m/{second.pk}/comptes/").status_code == 200
    last = (clock.now() + timedelta(days=90)).date().isoformat()
    values = {"email": "nouvelle@exemple.invalid", "name": "Lina Marée", "role": "referent", "last_day": last}
    assert client.post(address, values).status_code == 302
    made = Membership.objects.get(user__email="nouvelle@exemple.invalid")
    assert made.body_id == first.body_id
    (event,) = [event for event in events("membership_proposed") if event.object_id == made.pk]
    assert (event.membership_id, event.role) == (first.pk, "lead")
    # The role of the first hat does not exist in the body of the second.
    assert client.post(f"/m/{second.pk}/comptes/proposer", values | {"email": "b@exemple.invalid"}).status_code == 422
    assert not User.objects.filter(email="b@exemple.invalid").exists()


@pytest.mark.django_db
def test_a_hat_of_another_or_a_hat_put_down_answers_like_an_unknown_page(world: World, user: User) -> None:
    client = Client()
    come_in(client, user)
    first = world["lead:estuaire33"]
    world.member("second:estuaire33", "estuaire33", "lead", ["33"])
    unknown = client.get("/m/00000000-0000-4000-8000-000000000000/comptes/")
    other = client.get(f"/m/{world['delegate:33'].pk}/comptes/")
    assert (unknown.status_code, other.status_code) == (404, 404)
    assert visible(unknown) == visible(other)
    world.member("head:estuaire", "estuaire", "head_office", [])
    with acting(world.admins[0]) as admin:
        actions.end_membership(actor=admin, on=world.today, membership=first)
    assert client.get(f"/m/{first.pk}/comptes/").status_code == 404
    assert client.get("/fonctions").status_code == 200
