"""The whole house walked by every reader: pages, methods, people, in three modes.

`both`: as served. `gates`: the database lets everything through, the gates alone hold. `rows`: the gates let
everything through, the database alone holds. In no mode may a canary of another body come out.
"""

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from rivage.accounts import policies
from rivage.audit.models import Event
from rivage.core.perimeter import Perimeter, perimeter
from rivage.law.verdict import allow
from rivage.people.models.base import PersonRowQuerySet
from rivage.people.models.person import PersonQuerySet
from tests.database import role
from tests.markup import faults
from tests.matrix.chosen import MOST, apps, chosen, of_app
from tests.matrix.pages import NEAR, Cell, cells
from tests.matrix.scene import CANARY, Scene, nominative

# Both walls, as served, in `make test`; one of them alone in `make services`.
ALONE = {name: pytest.param(name, marks=pytest.mark.journey) for name in ("gates", "rows")}
WHOLE = "RIVAGE_DEEP" in os.environ
SLICE_OF = {model._meta.model_name: model.SLICE for model in nominative()}  # type: ignore[attr-defined]


def let_the_gates_open(stack: ExitStack) -> None:
    """Mode `rows`: every gate of ours says yes."""
    stack.enter_context(mock.patch.object(policies, "allows", return_value=True))
    stack.enter_context(mock.patch.object(PersonQuerySet, "visible_to", lambda self, *_: self.all()))
    stack.enter_context(mock.patch.object(PersonRowQuerySet, "visible_to", lambda self, *_: self.all()))
    stack.enter_context(mock.patch.object(PersonRowQuerySet, "opened_too", lambda self, *_: self.all()))
    stack.enter_context(mock.patch.object(PersonQuerySet, "slices_of", lambda self, to, her, slices: set(slices)))
    for name in ("people", "dossiers", "commissions", "decisions", "rights"):
        access = __import__(f"rivage.{name}.access", fromlist=["access"])
        for verb in [verb for verb in vars(access) if verb.startswith("can_")]:
            stack.enter_context(mock.patch.object(access, verb, return_value=allow()))


@pytest.fixture(params=["both", *ALONE.values()])
def mode(request: Any, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock(), ExitStack() as stack:
        if request.param == "gates":
            stack.enter_context(role("postgres"))
        if request.param == "rows":
            let_the_gates_open(stack)
        yield request.param


@pytest.fixture
def for_its_app(app: str, record_property: Callable[[str, object], None]) -> None:
    """The walk of an app's pages counts among its seconds."""
    record_property("app", app)


def words(response: Any) -> str:
    """All that a response carries: headers, and the text of its body, PDF, sheet or document."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body: bytes = response.content
    if body.startswith(b"%PDF"):
        return headers + "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK") and b"xl/workbook" in body:
        rows = [row for sheet in load_workbook(io.BytesIO(body)) for row in sheet.iter_rows(values_only=True)]
        return headers + repr(rows)
    return headers + body.decode("utf-8", "replace")


def ask(client: Client, method: str, url: str) -> tuple[Any, str, set[Any]]:
    """One request, undone afterwards: the response, its words, and, if it shows any, whom its read events name."""
    with transaction.atomic():
        response = client.generic(method, url)
        text = words(response)
        read = traced() if CANARY.search(text) else set()
        transaction.set_rollback(True)
    return response, text, read


def traced() -> set[Any]:
    """Whom the read events of the running transaction name."""
    with perimeter(Perimeter(role="auditor")):
        events = list(Event.objects.filter(kind="read").values_list("people", flat=True))
    return {person for row in events for person in row}


def leaked(text: str, scene: Scene, cell: Cell, mode: str) -> set[tuple[str, str]]:
    """Canaries that this reader may not read. Rows alone are a wall between bodies, not inside one."""
    membership = scene.world[cell.reader]
    found = set()
    for person, table in set(CANARY.findall(text)):
        own = mode == "rows" and scene.people[person].antenne_id == membership.body_id
        if not own and not scene.slices(cell.reader, person) & {"all", SLICE_OF[table]}:
            found.add((person, table))
    return found


@cache
def sessions(scene: Scene) -> dict[str, Any]:
    """Every reader signed in, once for the walks of a scene."""
    made = {name: Client() for name in scene.world.memberships}
    for name, client in made.items():
        client.force_login(scene.world[name].user)
    return {name: client.cookies[settings.SESSION_COOKIE_NAME].value for name, client in made.items()}


def clients(scene: Scene) -> dict[str, Client]:
    made = {name: Client(raise_request_exception=False) for name in sessions(scene)}
    for name, client in made.items():
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions(scene)[name]
    return made


def said(wrong: list[str]) -> str:
    return f"{len(wrong)} cells differ from the policy:\n" + "\n".join(wrong[:300])


def plain(text: str) -> str:
    return re.sub(r'csrf[^>]*|nonce-[^"]*', "", text)


@dataclass
class Walk:
    """What a walk saw: what differs from the policy or is not valid, the pages that showed somebody, those drawn."""

    wrong: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    drawn: set[tuple[str, str]] = field(default_factory=set)


def walk(scene: Scene, mode: str, cells: Iterable[Cell], enough: int | None = None) -> Walk:
    """GET each cell, until `enough` things are wrong."""
    logged = clients(scene)
    seen = Walk()
    for cell in cells:
        response, text, read = ask(logged[cell.reader], "GET", cell.url(scene))
        seen.wrong += [f"{cell} GET leaks {leak}" for leak in leaked(text, scene, cell, mode)]
        canaries = {person for person, _ in CANARY.findall(text)}
        seen.wrong += [f"{cell} shows {p} untraced" for p in canaries if scene.people[p].pk not in read]
        if mode != "rows":
            opens = cell.opens(scene, "GET")
            # 403 with its reasons is for who sees and may not act now: a part that is closed to writing.
            if response.status_code not in ((200, 302, 303, 403) if opens else (404,)):
                seen.wrong.append(f"{cell} GET {response.status_code}, the policy says {opens}")
            if opens and canaries:
                seen.shown.add(cell.page)
            if opens and (cell.page, cell.person) not in seen.drawn and "html" in response.headers["Content-Type"]:
                seen.drawn.add((cell.page, cell.person))
                seen.wrong += [f"{cell} GET is not valid: {fault}" for fault in faults(response.content.decode())]
        if enough is not None and len(seen.wrong) >= enough:
            break
    return seen


def of(app: str, scene: Scene, mode: str) -> list[Cell]:
    """The cells of an app's pages: all at length, else the chosen ones, half of them where one wall is down."""
    if WHOLE:
        return list(cells(scene, of_app(app)))
    return chosen(scene, of_app(app), MOST if mode == "both" else MOST // 2)


@pytest.mark.parametrize("app", apps())
@pytest.mark.usefixtures("for_its_app")
def test_pages_open_as_the_policy_says_and_nothing_else_comes_out(scene: Scene, mode: str, app: str) -> None:
    seen = walk(scene, mode, of(app, scene, mode))
    assert not seen.wrong, said(seen.wrong)
    assert mode == "rows" or seen.shown or app in WITHOUT_WORDS


# Apps whose pages show no word about anybody.
WITHOUT_WORDS = {"accounts", "associations", "audit", "network", "outreach", "recovery", "report"}


MUTANTS = {
    "the policy file": (policies, "allows", lambda *_: True),
    "the gate to people": (PersonQuerySet, "visible_to", lambda self, *_: self.all()),
    "the gate to their rows": (PersonRowQuerySet, "visible_to", lambda self, *_: self.all()),
}
FOREIGN = ("referent:amarres33", "delegate:75", "seat:75", "other:estuaire33")


@pytest.mark.journey
@pytest.mark.parametrize("gate", MUTANTS)
def test_every_gate_removed_is_seen(scene: Scene, django_db_blocker: Any, gate: str) -> None:
    """Mutants: with the database letting everything through, one gate less must show."""
    target, name, opened = MUTANTS[gate]
    near = [c for c in cells(scene, policies.pages()) if c.reader in FOREIGN and c.person in (NEAR, "")]
    with django_db_blocker.unblock(), role("postgres"), mock.patch.object(target, name, opened):
        assert walk(scene, "gates", near, enough=1).wrong


@pytest.mark.parametrize("app", apps())
@pytest.mark.parametrize("mode", ["both", ALONE["gates"]], indirect=True)
@pytest.mark.usefixtures("for_its_app")
def test_acts_are_refused_as_the_policy_says(scene: Scene, mode: str, app: str) -> None:
    logged = clients(scene)
    wrong = []
    put = set()
    for cell in of(app, scene, mode):
        url = cell.url(scene)
        if WHOLE or (mode == "both" and cell.page not in put):
            put.add(cell.page)
            refused, _, _ = ask(logged[cell.reader], "PUT", url)
            if refused.status_code not in (404, 405):
                wrong.append(f"{cell} PUT {refused.status_code}")
        response, text, _ = ask(logged[cell.reader], "POST", url)
        if not cell.opens(scene, "POST") and response.status_code != 404:
            wrong.append(f"{cell} POST {response.status_code}, the policy closes it")
        if response.status_code >= 500:
            wrong.append(f"{cell} POST {response.status_code}")
        wrong += [f"{cell} POST leaks {leak}" for leak in leaked(text, scene, cell, mode)]
    assert not wrong, said(wrong)


def test_unknown_and_forbidden_answer_the_same(scene: Scene, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        client = clients(scene)["delegate:75"]
        different = []
        for cell in cells(scene, policies.pages()):
            if cell.reader != "delegate:75" or cell.person != "deposee":
                continue
            forbidden, _, _ = ask(client, "GET", cell.url(scene))
            unknown, _, _ = ask(client, "GET", cell.url(scene, unknown=True))
            if forbidden.status_code != 404 or plain(forbidden.content.decode()) != plain(unknown.content.decode()):
                different.append(cell.page)
        assert different == []
