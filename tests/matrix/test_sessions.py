"""The house walked by sessions that are not whole: no second factor, the last long ago, an account closed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from rivage.accounts import policies
from rivage.accounts.http import PROVED, STRONG
from rivage.accounts.models import User
from rivage.core import clock
from rivage.core.logins import DOORS, login
from tests.matrix.chosen import METHODS, chosen
from tests.matrix.pages import Cell
from tests.matrix.scene import CANARY, Scene
from tests.matrix.test_pages import ask, said

# A page of each relation is enough where none may open.
FEW = 4


@contextmanager
def signed_in(user: User, weaken: Callable[[Any], None]) -> Iterator[Client]:
    """One session of this user, from which something is taken, undone afterwards."""
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        client.force_login(user)
        with login(DOORS):
            session = client.session
            weaken(session)
            session.save()
        yield client
        transaction.set_rollback(True)


def walked(scene: Scene, pages: list[str], weaken: Callable[[Any], None]) -> Iterator[tuple[Cell, str, Any, str]]:
    """Each cell that the policy opens to a whole session, asked by one that is not."""
    for cell in chosen(scene, pages, FEW):
        for method in METHODS:
            if cell.opens(scene, method):
                with signed_in(scene.world[cell.reader].user, weaken) as client:  # type: ignore[arg-type]
                    yield cell, method, *ask(client, method, cell.url(scene))[:2]


def without_a_factor(session: Any) -> None:
    del session[STRONG], session[PROVED]


def proved_long_ago(session: Any) -> None:
    session[PROVED] = (clock.now() - timedelta(minutes=6)).isoformat()


def test_without_a_second_factor_every_page_leads_to_its_door(scene: Scene, django_db_blocker: Any) -> None:
    wrong, seen = [], 0
    with django_db_blocker.unblock():
        for cell, method, answer, text in walked(scene, list(policies.pages()), without_a_factor):
            seen += 1
            if answer.status_code != 302 or not answer.url.startswith("/preuve?") or CANARY.search(text):
                wrong.append(f"{cell} {method} {answer.status_code}")
    assert not wrong, said(wrong)
    assert seen > len(policies.pages())


def test_proved_long_ago_what_binds_is_asked_again_and_nothing_is_done(scene: Scene, django_db_blocker: Any) -> None:
    wrong, sent = [], set()
    pages = [name for name, page in policies.pages().items() if page.proof]
    with django_db_blocker.unblock():
        for cell, method, answer, text in walked(scene, pages, proved_long_ago):
            file = policies.pages()[cell.page].file
            if method != "POST" and file:
                asked = answer.status_code == 302 and answer.url.startswith("/preuve?")
            else:
                asked = answer.status_code == 401 and "C’est bien vous" in text
            if asked != (method == "POST" or file):
                wrong.append(f"{cell} {method} {answer.status_code}")
            if method == "POST" or file:
                sent.add(cell.page)
                wrong += [f"{cell} leaks {found}" for found in CANARY.findall(text)]
    assert not wrong, said(wrong)
    assert sent == set(pages)


def test_a_closed_account_opens_nothing_with_the_session_it_had(scene: Scene, django_db_blocker: Any) -> None:
    def closed(session: Any) -> None:
        User.objects.filter(pk=session["_auth_user_id"]).update(is_active=False)

    wrong = []
    with django_db_blocker.unblock():
        for cell, method, answer, text in walked(scene, ["desk:home", "people:list", "decisions:sign"], closed):
            if answer.status_code != 302 or not answer.url.startswith("/entrer?") or CANARY.search(text):
                wrong.append(f"{cell} {method} {answer.status_code}")
    assert not wrong, said(wrong)
