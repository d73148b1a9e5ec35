"""By ProConnect: linked by the holder alone, found by issuer and subject alone, worth what the provider says it is."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from rivage.accounts.http import OPENED_BY, PROVED, STRONG
from rivage.accounts.models import OpenSession, User, digest_of
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.core.perimeter import Perimeter, perimeter
from rivage.doors import actions, waiting
from rivage.doors.models import LinkedIdentity
from tests.doors.holding import come_in, enter, prove
from tests.doors.issuer import (
    BACK,
    CLIENT,
    EMAIL,
    ISSUER,
    ONWARD,
    START,
    SUBJECT,
    Issuer,
    entered,
    gone,
    linked,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def is_in(client: Client) -> bool:
    return SESSION_KEY in client.session and STRONG in client.session


def traced(kind: str) -> int:
    with perimeter(Perimeter(role="auditor")):
        return Event.objects.filter(kind=kind).count()


def test_where_it_is_not_set_nothing_of_it_is_shown(user: User) -> None:
    client = Client()
    assert "ProConnect" not in client.get("/entrer").content.decode()
    assert client.get(START).status_code == 422
    come_in(client, user)
    assert "ProConnect" not in client.get("/compte").content.decode()


def test_what_is_asked_is_bound_to_the_session_and_hides_the_verifier(issuer: Issuer) -> None:
    client = Client()
    assert START in client.get("/entrer?suite=/compte").content.decode()
    gone(client, issuer, f"{START}?suite=/compte")
    asked = issuer.asked
    assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT, "openid")
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 43
    wanted = json.loads(asked["claims"])["id_token"]
    assert {"acr", "amr", "auth_time"} == set(wanted)
    kept = client.cookies["proconnect"]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Strict", 300)
    _at, (state, nonce, verifier, *_) = waiting.unseal(kept.value, "proconnect")
    assert (state, nonce) == (asked["state"], asked["nonce"])
    assert verifier not in str(asked)
    assert verifier not in kept.value
    with login(DOORS):
        assert not OpenSession.objects.exists()
    first = asked["state"]
    gone(client, issuer)
    assert issuer.asked["state"] != first


def test_it_is_left_for_from_the_one_name_that_it_knows(issuer: Issuer, settings: Any) -> None:
    settings.PUBLIC_HOST = "rivage.example"
    refused = Client().get(START)
    assert refused.status_code == 422
    assert "http://rivage.example" in refused.content.decode()
    settings.PUBLIC_HOST, settings.SECURE_SSL_REDIRECT = "testserver", True
    client = Client()
    back = gone(client, issuer, START, secure=True)
    kept = client.cookies["__Host-proconnect"]
    assert (kept["secure"], kept["path"], kept["domain"]) == (True, "/", "")
    assert issuer.asked["redirect_uri"] == f"https://testserver{BACK}"
    assert "liée à aucun compte" in client.get(ONWARD, back, secure=True).content.decode()
    assert not client.cookies["__Host-proconnect"].value


def test_its_holder_links_it_after_reading_whose_it_is_and_comes_in_by_it(
    world: World, user: User, issuer: Issuer
) -> None:
    client = Client()
    come_in(client, user)
    assert "Lier ProConnect" in client.get("/compte").content.decode()
    assert entered(client, issuer, "/compte/proconnect/lier")["Location"] == "/compte/proconnect"
    assert issuer.asked["scope"] == "openid email"
    with login(DOORS):
        assert not LinkedIdentity.objects.exists()
    assert EMAIL in client.get("/compte/proconnect").content.decode()
    assert EMAIL not in str(client.session.items())
    assert client.post("/compte/proconnect")["Location"] == "/compte"
    assert client.post("/compte/proconnect")["Location"] == "/compte"
    with login(DOORS):
        one = LinkedIdentity.objects.get()
        assert (one.user_id, one.issuer, one.subject) == (user.pk, ISSUER, SUBJECT)
    assert traced("identity_linked") == 1
    other = Client()
    assert entered(other, issuer, f"{START}?suite=/compte")["Location"] == "/compte"
    assert is_in(other)
    assert other.session[OPENED_BY] == "proconnect"
    with login(DOORS):
        assert OpenSession.objects.get(digest=digest_of(other.session.session_key or "")).opened_by == "proconnect"
    assert "la dernière fois le" in other.get("/compte").content.decode()


def test_what_links_it_wants_a_proof_of_a_moment_ago_and_the_same_account(
    world: World, user: User, issuer: Issuer
) -> None:
    client = Client()
    enter(client, user.email)
    assert client.get("/compte/proconnect/lier")["Location"].startswith("/preuve")
    prove(client, user)
    back = gone(client, issuer, "/compte/proconnect/lier")
    with clock.at(clock.now() + timedelta(minutes=4)):
        assert client.get(ONWARD, back)["Location"] == "/compte/proconnect"
    with clock.at(clock.now() + timedelta(minutes=6)):
        for asked in (client.get, client.post):
            assert asked("/compte/proconnect")["Location"].startswith("/preuve")
    # Who signed in meanwhile, in the same browser, links nothing to hers.
    back = gone(client, issuer, "/compte/proconnect/lier")
    waited = client.cookies["proconnect"].value
    colleague = world["delegate:33"].user
    assert colleague is not None
    client.get("/sortir")
    come_in(client, colleague)
    client.cookies["proconnect"] = waited
    assert client.get(ONWARD, back).status_code == 422
    with login(DOORS):
        assert not LinkedIdentity.objects.exists()


def test_an_identity_opens_one_account_and_an_account_has_one(world: World, user: User, issuer: Issuer) -> None:
    linked(user, issuer)
    colleague = world["delegate:33"].user
    assert colleague is not None
    client = Client()
    come_in(client, colleague)
    entered(client, issuer, "/compte/proconnect/lier")
    refused = client.post("/compte/proconnect")
    assert refused.status_code == 422
    assert "ouvre déjà un compte" in refused.content.decode()
    issuer.changes["sub"] = "another"
    client = Client()
    come_in(client, user)
    entered(client, issuer, "/compte/proconnect/lier")
    assert "Déliez-la d’abord" in client.post("/compte/proconnect").content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"sub": "a new subject"}, {"sub": "a new subject", "email": "mail of the account", "email_verified": True}],
)
def test_an_unknown_identity_is_told_the_same_whoever_exists_and_makes_nothing(
    user: User, issuer: Issuer, changes: dict[str, Any]
) -> None:
    linked(user, issuer)
    with login(DOORS):
        before = User.objects.count()
    issuer.changes |= changes | ({"email": user.email} if "email" in changes else {})
    said = [entered(Client(), issuer).content.decode()]
    assert "n’est liée à aucun compte" in said[0]
    issuer.changes["sub"] = SUBJECT
    with login(DOORS):
        User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    said.append(entered(client, issuer).content.decode())
    assert said[0] == said[1]
    assert SESSION_KEY not in client.session
    with login(DOORS):
        assert (User.objects.count(), LinkedIdentity.objects.count()) == (before, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"acr": "eidas1"},
        {"acr": None},
        {"acr": ["eidas2"]},
        {"acr": "eidas2 "},
        {"amr": None},
        {"amr": ["pwd"]},
        {"amr": "mfa"},
        {"amr": ["pwd", ["mfa"]]},
        {"acr": "eidas1", "amr": ["mfa"]},
        {"auth_time": None},
        {"auth_time": 1},
        {"ago": 301},
    ],
)
def test_without_two_factors_said_it_is_worth_a_password(user: User, issuer: Issuer, changes: dict[str, Any]) -> None:
    linked(user, issuer)
    if "ago" in changes:
        changes = {"auth_time": int(clock.now().timestamp()) - changes["ago"]}
    issuer.changes |= changes
    client = Client()
    assert entered(client, issuer)["Location"] == "/preuve?suite=%2Ffonctions"
    assert SESSION_KEY in client.session
    assert not is_in(client)
    assert client.get("/compte")["Location"].startswith("/preuve")
    prove(client, user)
    assert is_in(client)
    assert client.session[OPENED_BY] == "proconnect"


def test_two_factors_of_four_minutes_ago_are_fresh_for_one_more(user: User, issuer: Issuer) -> None:
    linked(user, issuer)
    now = clock.now().replace(microsecond=0)
    issuer.changes["auth_time"] = int((now - timedelta(minutes=4)).timestamp())
    client = Client()
    with clock.at(now):
        entered(client, issuer)
        assert client.session[PROVED] == (now - timedelta(minutes=4)).isoformat()
        assert client.get("/mot-de-passe").status_code == 200
    with clock.at(now + timedelta(seconds=61)):
        assert client.get("/mot-de-passe")["Location"].startswith("/preuve")


def test_the_token_of_a_session_changes_and_another_account_leaves_nothing(
    world: World, user: User, issuer: Issuer
) -> None:
    linked(user, issuer)
    client = Client()
    client.get("/entrer")
    gone(client, issuer)
    before = client.session.session_key
    entered(client, issuer)
    assert client.session.session_key != before
    colleague = world["delegate:33"].user
    assert colleague is not None
    come_in(other := Client(), colleague)
    entered(other, issuer)
    assert str(other.session[SESSION_KEY]) == str(user.pk)


def test_it_is_unlinked_at_once_with_the_sessions_that_it_opened(world: World, user: User, issuer: Issuer) -> None:
    client = linked(user, issuer)
    opened = Client()
    entered(opened, issuer)
    assert client.get("/compte/proconnect/delier").status_code == 200
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert client.post("/compte/proconnect/delier")["Location"].startswith("/preuve")
    assert client.post("/compte/proconnect/delier")["Location"] == "/compte"
    assert client.get("/compte/proconnect/delier").status_code == 404
    assert opened.get("/compte").status_code == 302
    assert entered(Client(), issuer).status_code == 422
    assert traced("identity_ended") == 1
    linked(user, issuer)


def test_an_account_given_back_is_opened_by_no_identity_of_before(user: User, issuer: Issuer) -> None:
    linked(user, issuer)
    with login(DOORS):
        User.objects.filter(pk=user.pk).update(activated_at=None)
    assert entered(Client(), issuer).status_code == 422
    actions.open_account(user=user, password="a word of her own, invented")
    with login(DOORS):
        User.objects.filter(pk=user.pk).update(activated_at=clock.now())
    assert entered(Client(), issuer).status_code == 422


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_ends_both_sessions_and_shows_nothing_meanwhile(user: User, issuer: Issuer, method: str) -> None:
    linked(user, issuer)
    client = Client()
    entered(client, issuer)
    token = client.session["proconnect_token"]
    assert "." not in token
    issuer.calls.clear()
    left = getattr(client, method)("/sortir")
    assert left.status_code == 200
    assert SESSION_KEY not in client.session
    assert issuer.calls == []
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', left.content.decode())
    assert found is not None
    there = urlsplit(unescape(found[1]))
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{ISSUER}/session/end"
    asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert asked["id_token_hint"].count(".") == 2
    assert asked["post_logout_redirect_uri"] == "http://testserver/sorti"
    assert len(asked["state"]) >= 32
    back = client.get("/sorti", {"state": asked["state"]}).content.decode()
    assert ("est fermée aussi" in back, "· Rivage" in back) == ((method == "post"),) * 2, (
        "Masquer says nothing there too"
    )
    assert "est fermée aussi" not in client.get("/sorti", {"state": asked["state"][:-1]}).content.decode()
    assert "refresh" not in client.get("/sortir").content.decode()


def test_the_page_of_return_reads_nothing_and_hands_on_what_it_was_given(issuer: Issuer) -> None:
    """The browser comes there from another site, without its session."""
    client = Client()
    back = gone(client, issuer)
    stranger = Client()
    page = stranger.get(BACK, back | {"other": "x", "iss": '"><b>'})
    assert page.status_code == 200
    assert not page.cookies
    assert stranger.get(ONWARD, back).status_code == 422
    html = page.content.decode()
    assert '"><b>' not in html
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
    assert found is not None
    given = parse_qs(urlsplit(unescape(found[1])).query)
    assert set(given) == {"code", "state", "iss"}
    assert given["code"] == [back["code"]]
    assert [Client().post(path).status_code for path in (START, BACK, ONWARD, "/sorti")] == [405] * 4


def test_nothing_of_an_answer_is_in_the_log(user: User, issuer: Issuer, caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    issuer.make = lambda claims: "a.secret-token.b"
    entered(client, issuer)
    assert [one.getMessage() for one in caplog.records if one.name == "rivage.doors"] == ["proconnect: form"]
    for word in ("secret-token", "code-0", SUBJECT, issuer.asked["state"]):
        assert word not in caplog.text
