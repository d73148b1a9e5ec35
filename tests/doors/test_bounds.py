"""What strangers, another site, a page that is over or a hurried hand may not do at the doors."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from rivage.accounts.http import link
from rivage.accounts.models import User
from rivage.config import jobs
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.doors import actions, brake, codes, devices
from rivage.doors.actions import SLOW, CodeOutcome
from rivage.doors.models import WrongCode
from tests.doors.holding import SECRET, come_in, enter, give_application
from tests.doors.test_limits import kinds
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
WRONG = "un-tout-autre-mot"


def attempts() -> int:
    with login(DOORS):
        return AccessAttempt.objects.count()


def test_b3_the_exit_asked_by_another_site_clears_nothing() -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    client.cookies[devices.COOKIE] = "a" * 64
    for method in ("get", "post"):
        answer = getattr(client, method)("/sortir")
        assert answer.status_code == 200
        assert "Clear-Site-Data" not in answer.headers
        assert not answer.cookies


def test_b3_the_exit_keeps_the_browser_known_and_nothing_of_the_session(user: User) -> None:
    client = Client()
    come_in(client, user)
    client.get("/compte")
    client.cookies["defi"] = "x"
    answer = client.get("/sortir")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    gone = {name for name, one in answer.cookies.items() if one["max-age"] == 0}
    assert {"rivage", "repos", "defi"} <= gone
    assert devices.COOKIE not in answer.cookies


def test_b9_tries_from_one_line_of_ipv6_count_together(user: User, settings: Any) -> None:
    settings.PROXIES = 1
    found = [
        enter(Client(), user.email, WRONG, headers={"X-Forwarded-For": f"2001:db8:1:2::{one:x}"}).status_code
        for one in range(1, 8)
    ]
    assert found == [422] * 4 + [429] * 3
    other = enter(Client(), user.email, headers={"X-Forwarded-For": "2001:db8:1:3::1"})
    assert other.status_code == 302


def test_b10_tries_of_yesterday_are_forgotten_each_hour(user: User) -> None:
    enter(Client(), user.email, WRONG)
    enter(Client(), "personne@exemple.invalid", WRONG)
    before = attempts()
    assert before >= 2
    jobs.clear_sessions(0)
    assert attempts() == before
    with clock.at(clock.now() + brake.KEPT + timedelta(minutes=1)):
        jobs.clear_sessions(0)
    assert attempts() == 0


def test_c1_the_code_is_not_drawn_back_once_the_session_is_over(world: World, user: User) -> None:
    client = Client(headers={"Origin": "http://testserver"})
    url = link(world["lead:estuaire33"], "accounts:propose")
    sent = {"name": "Nom inventé", "preuve-code": "123456", "preuve-answer": "{}"}
    page = client.post(url, sent).content.decode()
    assert "Nom inventé" in page
    assert "preuve-" not in page


def test_c3_one_code_given_many_times_at_once_counts_no_wrong_one(user: User) -> None:
    give_application(user)
    now = clock.now()
    code = codes.code_at(SECRET, now.timestamp())
    with clock.at(now):
        found = [actions.take_code(user=user, typed=code) for _ in range(SLOW + 15)]
    assert found == [CodeOutcome.TAKEN] + [CodeOutcome.SERVED] * (SLOW + 14)
    with login(DOORS):
        assert WrongCode.objects.filter(user=user).count() == 0


def test_c3_a_code_that_served_a_while_ago_is_wrong(user: User) -> None:
    give_application(user)
    now = clock.now()
    code = codes.code_at(SECRET, now.timestamp())
    with clock.at(now):
        assert actions.take_code(user=user, typed=code) is CodeOutcome.TAKEN
    with clock.at(now + timedelta(minutes=3)):
        assert actions.take_code(user=user, typed=code) is CodeOutcome.WRONG


def test_c4_recovery_codes_are_tried_ten_times_from_one_address_and_traced_as_often(user: User) -> None:
    give_application(user)
    kept, other = actions.draw_recovery_codes(user=user)[:2]
    client, before = Client(), kinds().get("code_refused", 0)
    enter(client, user.email)
    for _ in range(brake.TRIED + 5):
        assert client.post("/preuve/secours", {"code": "AAAA-AAAA-AAAA-AAAA"}).status_code == 422
    assert "Attendez quinze minutes" in client.post("/preuve/secours", {"code": kept}).content.decode()
    assert kinds()["code_refused"] - before == brake.TRIED
    elsewhere = Client(REMOTE_ADDR="10.9.0.1")
    enter(elsewhere, user.email)
    assert elsewhere.post("/preuve/secours", {"code": kept}).status_code == 302
    with clock.at(clock.now() + timedelta(minutes=16)):
        later = Client()
        enter(later, user.email)
        assert later.post("/preuve/secours", {"code": other}).status_code == 302


def test_m7_an_open_session_guesses_the_password_in_use_ten_times_and_no_more(user: User) -> None:
    client, new = Client(), "une-troisieme-phrase"
    come_in(client, user)
    for _ in range(brake.TRIED):
        asked = {"old": "faux-mot-de-passe", "new": new, "again": new}
        assert client.post("/mot-de-passe", asked).status_code == 422
    right = {"old": PASSWORD, "new": new, "again": new}
    assert "Attendez quinze minutes" in client.post("/mot-de-passe", right, follow=True).content.decode()
    with clock.at(clock.now() + timedelta(minutes=16)):
        later = Client()
        come_in(later, user)
        assert later.post("/mot-de-passe", right).url == "/fonctions"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "out",
    [
        "/sortir",
        "/sortir?x=1",
        "/./sortir",
        "/m/../sortir",
        "/%73ortir",
        "/m/..%2fsortir",
        "/m\\..\\sortir",
        "/sor\ttir",
        "/sorti",
    ],
)
def test_c6_nobody_is_led_to_the_exit_once_inside(user: User, out: str) -> None:
    client = Client()
    enter(client, user.email)
    give_application(user)
    answer = client.post("/preuve", {"code": actions.shown_code(user), "suite": out})
    assert answer.status_code == 302
    assert answer.url == "/fonctions"  # type: ignore[attr-defined]
