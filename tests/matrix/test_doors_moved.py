"""The house walked by accounts whose doors moved: given back to its holder, closed to codes, closed to passwords."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import User
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.doors import actions, codes, links
from rivage.doors.enums import LinkPurpose
from rivage.doors.models import DELAY, WrongCode
from tests.doors.holding import enter, give_application
from tests.doors.test_opening import secret_of
from tests.doors.test_recovery import asked, confirmed
from tests.matrix.chosen import METHODS, chosen
from tests.matrix.pages import Cell
from tests.matrix.scene import CANARY, Scene
from tests.matrix.test_pages import ask, leaked, said
from tests.world import PASSWORD

READER, SECOND = "referent:estuaire33", "second:estuaire33"
NEW, LATER = "une phrase toute neuve inventée", timedelta(minutes=6)


@pytest.fixture
def undone(scene: Scene, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene, with what is done at its doors taken back."""
    before = dict(scene.world.memberships)
    with django_db_blocker.unblock(), transaction.atomic():
        yield scene
        transaction.set_rollback(True)
    scene.world.memberships = before


def user_of(scene: Scene, reader: str) -> User:
    user = scene.world[reader].user
    assert user
    return user


def mine(scene: Scene, reader: str) -> list[Cell]:
    """The chosen cells of every page for one reader."""
    return [cell for cell in chosen(scene, policies.pages()) if cell.reader == reader]


def opened(scene: Scene, reader: str) -> Iterator[tuple[Cell, str]]:
    """What the policy opens of them."""
    yield from ((cell, method) for cell in mine(scene, reader) for method in METHODS if cell.opens(scene, method))


def shut(scene: Scene, client: Client, reader: str, door: str) -> list[str]:
    """What this session opens of a function's pages, where each should lead to a door."""
    wrong, seen = [], 0
    for cell, method in opened(scene, reader):
        answer, text, _ = ask(client, method, cell.url(scene))
        seen += 1
        if answer.status_code != 302 or not answer.url.startswith(f"{door}?") or CANARY.search(text):
            wrong.append(f"{cell} {method} {answer.status_code}")
    assert seen > 15
    return wrong


def test_an_account_given_back_opens_nothing_before_its_second_factor_and_its_function_after(undone: Scene) -> None:
    scene, user = undone, user_of(undone, READER)
    scene.world.member(SECOND, "estuaire33", "lead", ["33"])
    confirmed(scene.world, asked(scene.world), scene.world["lead:estuaire33"])
    with clock.at(clock.now() + DELAY):
        client, there = Client(raise_request_exception=False), Client(raise_request_exception=False)
        there.force_login(user)
        path = f"/ouvrir/{links.draw(user, LinkPurpose.RECOVERY)}"
        assert client.post(path, {"new": NEW, "again": NEW}).status_code == 302
        assert not shut(scene, client, READER, "/preuve")
        assert there.get(link(scene.world[READER], "desk:home")).status_code == 200
        secret = secret_of(client.get("/compte/application").content.decode())
        code = codes.code_at(secret, clock.now().timestamp())
        client.post("/compte/application", {"label": "téléphone neuf", "code": code})
        assert not shut(scene, there, READER, "/entrer")
        wrong = read(scene, client)
        assert not wrong, said(wrong)
    with clock.at(clock.now() + DELAY + LATER):
        wrong = asked_again(scene, client)
        assert not wrong, said(wrong)


def read(scene: Scene, client: Client) -> list[str]:
    """What differs from the policy, of every other cell that this session reads: whole sessions walk them all."""
    wrong = []
    for cell in mine(scene, READER)[::2]:
        answer, text, _ = ask(client, "GET", cell.url(scene))
        opens = cell.opens(scene, "GET")
        if answer.status_code not in ((200, 302, 303, 403) if opens else (404,)) or "/preuve" in answer.get(
            "Location", ""
        ):
            wrong.append(f"{cell} GET {answer.status_code}, the policy says {opens}")
        wrong += [f"{cell} GET leaks {leak}" for leak in leaked(text, scene, cell, "both")]
    return wrong


def asked_again(scene: Scene, client: Client) -> list[str]:
    """What binds, and is not asked again."""
    binding = [
        cell for cell, method in opened(scene, READER) if method == "POST" and policies.pages()[cell.page].proof
    ]
    assert binding
    answers = [(cell, ask(client, "POST", cell.url(scene))) for cell in binding]
    return [f"{cell} POST" for cell, (answer, text, _) in answers if answer.status_code != 401 or CANARY.search(text)]


def test_closed_to_codes_a_password_and_a_right_code_open_nothing(undone: Scene) -> None:
    reader = "delegate:33"
    user = user_of(undone, reader)
    give_application(user)
    with login(DOORS):
        WrongCode.objects.bulk_create(WrongCode(user=user) for _ in range(actions.CLOSED))
    client = Client(raise_request_exception=False)
    assert enter(client, user.email).status_code == 302
    assert client.post("/preuve", {"code": actions.shown_code(user)}).status_code == 422
    assert not shut(undone, client, reader, "/preuve")


def test_closed_to_passwords_the_right_one_opens_nothing(undone: Scene) -> None:
    reader = "lead:estuaire33"
    user = user_of(undone, reader)
    within, client = Client(raise_request_exception=False), Client(raise_request_exception=False)
    within.force_login(user)
    for n in range(5):
        enter(client, user.email, f"une autre phrase inventée {n}")
    assert enter(client, user.email, PASSWORD).status_code == 429
    assert not shut(undone, client, reader, "/entrer")
    # Who guesses puts out nobody who is inside.
    assert within.get(link(undone.world[reader], "desk:home")).status_code == 200
