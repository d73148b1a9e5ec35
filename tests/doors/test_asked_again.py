"""What binds under a function is sent with a second factor of less than five minutes, or given back with its words."""

import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from rivage.accounts import policies
from rivage.accounts.http import PROVED, STRONG, link
from rivage.accounts.models import User
from rivage.core import clock, logins
from rivage.doors import actions, middleware
from tests.doors.holding import enter, give_application
from tests.world import World

# What binds, named by hand: a page that signs, orders, grants or sends a file out is added here and in its policy.
BINDS = {
    "accounts:propose",
    "accounts:body",
    "accounts:body_door",
    "accounts:own_head",
    "accounts:confirm",
    "accounts:send_again",
    "accounts:quality",
    "accounts:end",
    "accounts:reopen_reading",
    "recovery:ask",
    "recovery:reopen",
    "commissions:account",
    "commissions:agenda_address",
    "commissions:releve",
    "commissions:releves_signed",
    "commissions:minutes_signed",
    "commissions:minutes_file",
    "commissions:agenda_file",
    "commissions:attendance_file",
    "commissions:convocations_file",
    "commissions:cancellations_file",
    "decisions:sign",
    "dossiers:leave",
    "outreach:rounds_export",
    "network:codes",
    "rights:due_address",
    "rights:end",
    "rights:end_corrected",
    "rights:order_month",
    "rights:order_file",
}


NAME = "Nouvelle Inventée, écrite par <b>quelqu’un</b>"


def left_alone(user: User, ago: timedelta) -> Client:
    """A session whose last second factor was given this long ago."""
    give_application(user)
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    client.force_login(user)
    with logins.login(logins.DOORS):
        session = client.session
        session[STRONG] = session[PROVED] = (clock.now() - ago).isoformat()
        session.save()
    return client


def token(page: Any) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def hidden(page: Any) -> dict[str, str]:
    """What the page that asks sends with the code."""
    form = page.content.decode().split("<form")[-2]
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in pairs}


class Sending:
    """A lead who proposes a colleague, the last of her second factors given six minutes ago."""

    def __init__(self, world: World, ago: timedelta = timedelta(minutes=6)) -> None:
        self.lead = world["lead:estuaire33"]
        assert self.lead.user
        self.user = self.lead.user
        self.client = left_alone(self.user, ago)
        self.url = link(self.lead, "accounts:propose")
        self.words = {
            "email": "nouvelle@exemple.invalid",
            "name": NAME,
            "body": str(world.bodies["estuaire33"].pk),
            "role": "referent",
            "departements": ["33"],
            "starts_on": "",
            "last_day": (world.today + timedelta(days=90)).isoformat(),
            "csrfmiddlewaretoken": token(self.client.get(self.url)),
        }

    def send(self, **more: str) -> Any:
        return self.client.post(self.url, self.words | more)

    def proposed(self) -> bool:
        return User.objects.filter(email="nouvelle@exemple.invalid").exists()


@pytest.fixture
def sending(world: World) -> Sending:
    return Sending(world)


def test_what_binds_says_so_in_its_policy() -> None:
    pages = policies.pages().values()
    exports = {page.name for page in pages if page.name.endswith("_export")}
    assert len(exports) >= 8
    assert {page.name for page in pages if page.proof} == BINDS | exports
    told = {page.name for page in pages if page.gesture}
    assert told == {page.name for page in pages if page.proof and not page.file}, "what leaves is said, not the page"


def test_after_five_minutes_what_was_sent_waits_with_its_words_for_a_proof(sending: Sending) -> None:
    asked = sending.send()
    assert asked.status_code == 401
    assert not sending.proposed()
    assert "Ce que vous envoyez\u00a0: une proposition de fonction." in asked.content.decode()
    assert hidden(asked)["name"] == NAME
    assert "<b>" not in asked.content.decode()

    wrong = sending.client.post(sending.url, hidden(asked) | {"preuve-code": "000000"})
    assert wrong.status_code == 422
    assert actions.WRONG in html.unescape(wrong.content.decode())
    assert hidden(wrong)["name"] == NAME
    assert not sending.proposed()

    before = sending.client.cookies["rivage"].value
    through = sending.client.post(sending.url, hidden(wrong) | {"preuve-code": actions.shown_code(sending.user)})
    assert through.status_code == 302
    assert sending.proposed()
    assert User.objects.get(email="nouvelle@exemple.invalid").name == NAME
    assert sending.client.cookies["rivage"].value != before
    assert sending.client.get(sending.url).status_code == 200


def test_within_five_minutes_nothing_is_asked(world: World) -> None:
    sending = Sending(world, timedelta(minutes=4))
    assert sending.send().status_code == 302
    assert sending.proposed()


def test_a_proof_given_in_another_tab_lets_through_what_waited(sending: Sending) -> None:
    waiting = hidden(sending.send())
    sending.client.post(
        "/preuve",
        {"code": actions.shown_code(sending.user), "csrfmiddlewaretoken": waiting["csrfmiddlewaretoken"]},
    )
    assert sending.client.post(sending.url, waiting).status_code == 302
    assert sending.proposed()


def test_no_proof_comes_from_another_site_nor_without_a_token(sending: Sending) -> None:
    waiting, code = hidden(sending.send()), actions.shown_code(sending.user)
    del waiting["csrfmiddlewaretoken"]
    assert sending.client.post(sending.url, waiting | {"preuve-code": code}).status_code == 403
    away = sending.client.post(sending.url, sending.words, headers={"Origin": "https://ailleurs.invalid"})
    assert away.status_code == 302
    assert away.url.startswith("/preuve?")
    assert NAME.encode() not in away.content
    assert not sending.proposed()


def test_a_page_that_asks_by_itself_is_answered_in_a_word(sending: Sending) -> None:
    answer = sending.client.post(sending.url, sending.words, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_a_file_leaves_once_the_proof_is_given_and_not_before(world: World) -> None:
    sending = Sending(world)
    url = f"{link(sending.lead, 'accounts:memberships_export')}?role=lead"
    asked = sending.client.post(
        url,
        {"format": "csv", "csrfmiddlewaretoken": sending.words["csrfmiddlewaretoken"]},
        headers={"Referer": f"http://testserver{sending.url}?page=2"},
    )
    assert asked.status_code == 401
    assert "Content-Disposition" not in asked
    assert f'href="{sending.url}?page=2"' in asked.content.decode()
    assert f'action="{url}"' in asked.content.decode()
    file = sending.client.post(url, hidden(asked) | {"preuve-code": actions.shown_code(sending.user)})
    assert file.status_code == 200
    assert "attachment" in file["Content-Disposition"]


def test_the_page_of_an_address_that_is_read_is_found_by_django_alone(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    def twice(_path: str) -> None:
        raise AssertionError("found twice")

    monkeypatch.setattr(middleware, "resolve", twice)
    assert sending.client.get(sending.url).status_code == 200
    paper = link(sending.lead, "commissions:agenda_file", seance=uuid4(), format="pdf")
    assert sending.client.get(paper).url.startswith("/preuve?")  # type: ignore[attr-defined]


def test_what_binds_nothing_is_not_asked(sending: Sending) -> None:
    url = link(sending.lead, "accounts:memberships")
    assert sending.client.post(url, {"csrfmiddlewaretoken": sending.words["csrfmiddlewaretoken"]}).status_code == 303


def test_each_way_to_the_proof_leads_back_to_what_was_asked_with_its_query(world: World) -> None:
    secretary = world["secretary:33"]
    assert secretary.user
    asked = f"{link(secretary, 'accounts:memberships')}?page=2&role=lead"
    back = {"suite": [asked]}

    def leads(answer: Any, door: str = "/preuve") -> bool:
        where = urlsplit(answer.url)
        return where.path == door and parse_qs(where.query) == back

    assert leads(Client().get(asked), "/entrer")
    alone = Client()
    assert enter(alone, secretary.user.email, suite=quote(asked)).url.endswith(urlencode({"suite": asked}))
    assert leads(alone.get(asked))
    back["suite"] = ["/compte/codes?page=2"]
    late = left_alone(secretary.user, timedelta(minutes=6))
    assert leads(late.get("/compte/codes?page=2"))
    paper = link(secretary, "commissions:agenda_file", seance=uuid4(), format="pdf")
    back["suite"] = [f"{paper}?n=2"]
    assert leads(late.get(f"{paper}?n=2"))
    sent = link(secretary, "accounts:propose") + "?n=2"
    back["suite"] = [sent]
    assert leads(
        late.post(sent, {"name": "x", "csrfmiddlewaretoken": "x"}, headers={"Origin": "https://ailleurs.invalid"})
    )
