"""What is told of an account that is given back: mails, their link, the page of the request, her own homes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from rivage.accounts import homes, roles
from rivage.accounts.http import link
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.doors import recovery, telling, todo
from rivage.doors.enums import NoticeKind
from rivage.doors.models import DELAY, Notice, OneTimeLink, Recovery
from tests.doors.test_limits import kinds
from tests.doors.test_recovery import LOST, both, later, second, words
from tests.world import World, acting

__all__ = ["both", "second"]


def away(*_: object, **__: object) -> None:
    raise OSError("away")


def drawn(user: User) -> int:
    with login(DOORS):
        return OneTimeLink.objects.filter(user=user).count()


def test_a_link_whose_mail_does_not_leave_is_drawn_once_it_does(
    world: World, both: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, DELAY)
    before = kinds().get("link_sent", 0)
    with monkeypatch.context() as broken:
        broken.setattr(telling.post, "send", away)
        for _ in range(3):
            telling.tell()
            later(broken, telling.AGAIN + timedelta(seconds=1))
        assert drawn(both.user) == 0
    assert kinds().get("link_sent", 0) == before
    later(monkeypatch, telling.AGAIN * 4)
    for _ in range(3):
        telling.tell()
        later(monkeypatch, telling.AGAIN + timedelta(seconds=1))
    assert drawn(both.user) == 1
    assert kinds()["link_sent"] == before + 1
    (letter,) = [one for one in mail.outbox if "/ouvrir/" in str(one.body)]
    assert "jusqu’au" in str(letter.body)


def test_a_link_whose_mail_never_leaves_is_given_up_and_who_asked_reads_it(
    world: World, both: Recovery, second: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(second.user)  # type: ignore[arg-type]
    page = link(second, "recovery:end", fonction=both.membership_id)
    assert "n’a pas pu partir" not in words(client.get(page))
    with monkeypatch.context() as broken:
        broken.setattr(telling.post, "send", away)
        assert telling.tell() == 0
    assert "Le courriel qui avertit cette personne n’a pas pu partir" in words(client.get(page)), "as soon as tried"
    assert "Le courriel du lien n’a pas pu partir" not in words(client.get(page))
    before = kinds().get("told_in_vain", 0)
    with monkeypatch.context() as broken, clock.at(clock.now() + DELAY + telling.GIVEN_UP + timedelta(minutes=1)):
        broken.setattr(telling.post, "send", away)
        for _ in range(3):
            assert telling.tell() == 0
    assert kinds()["told_in_vain"] == before + 3
    assert drawn(both.user) == 0
    assert "Le courriel qui avertit cette personne n’a pas pu partir" in words(client.get(page))
    assert "Le courriel du lien n’a pas pu partir" in words(client.get(page))


def test_sql_as_any_login_asks_nothing_that_is_not_told(world: World, both: Recovery) -> None:
    """Whoever writes the row, the database notes what is to be told of it."""
    with login(DOORS):
        told = Notice.objects.filter(recovery=both).order_by("due", "what")
        assert [(one.what, one.user_id == both.user_id) for one in told] == [
            ("asked", True), ("confirmed", True), ("link", True),
        ]  # fmt: skip
        assert told[2].due == both.opens_at
    with acting(world["lead:estuaire33"]) as lead:
        recovery.end(actor=lead, on=world.today, recovery=both)
    with login(DOORS):
        assert Notice.objects.get(recovery=both, what=NoticeKind.REFUSED).user_id == both.asked_by_id


def test_it_stands_first_on_the_home_of_each_of_her_functions_until_it_ended(world: World, both: Recovery) -> None:
    world.member("ailleurs", "amarres33", "referent", ["33"], user=both.user)
    client = Client()
    client.force_login(both.user)
    for hat in (world[LOST], world["ailleurs"]):
        page = words(client.get(link(hat, "desk:home")))
        first = page.split("rv-jour-titre")[1]
        assert first.index("Votre compte") < first.index('href="/compte"') < first.index("votre compte soit rouvert")
        assert both.asked_by.name in first
    assert {role for one in homes._sources if one.source is todo.own for role in one.roles} == set(roles.roles())
    client.post("/compte/rendu/refuser")
    assert "votre compte soit rouvert" not in words(client.get(link(world[LOST], "desk:home")))
