"""A device lost, a password forgotten: two people, a delay, a notice; by mail alone never."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.core.refusal import Refused
from rivage.doors import actions as doors
from rivage.doors import brake, recovery, telling, todo
from rivage.doors.enums import NoticeKind
from rivage.doors.models import DELAY, Factor, Notice, Recovery, RecoveryCode
from tests.doors.holding import come_in, enter, give_application
from tests.doors.test_opening import secret_of
from tests.world import World, acting

NEW = "une phrase toute neuve inventée"
LOST = "referent:estuaire33"


def asked(world: World, by: str = "second:estuaire33", of: str = LOST) -> Recovery:
    with acting(world[by]) as actor:
        return recovery.ask(actor=actor, on=world.today, membership=world[of], known_by="called")


def confirmed(world: World, found: Recovery, by: Membership) -> Recovery:
    with acting(by) as actor:
        return recovery.confirm(actor=actor, on=world.today, recovery=found, known_by="met")


@pytest.fixture(autouse=True)
def second(world: World) -> Membership:
    """A second lead of the antenne, whom the first one confirmed."""
    return world.member("second:estuaire33", "estuaire33", "lead", ["33"])


@pytest.fixture
def both(world: World, second: Membership) -> Recovery:
    return confirmed(world, asked(world), world["lead:estuaire33"])


def later(monkeypatch: pytest.MonkeyPatch, passed: timedelta) -> None:
    now = clock.now() + passed
    monkeypatch.setattr(clock, "now", lambda: now)


def sent(found: Recovery) -> str:
    """The path of the link that the worker sends; "" when it sends none."""
    telling.tell()
    mail.outbox.clear()
    with login(DOORS):
        Notice.objects.filter(recovery=found, what=NoticeKind.LINK).update(told_at=None, tried_at=None)
    telling.tell()
    if not mail.outbox:
        return ""
    (letter,) = mail.outbox
    assert letter.to == [found.user.email]
    path = re.search(r"https?://[^/]+(/ouvrir/\S+)", letter.body)
    assert path
    return path[1]


def test_two_people_a_delay_and_her_account_is_hers_again(
    world: World, both: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = both.user
    give_application(user)
    there = Client()
    there.force_login(user)
    doors.draw_recovery_codes(user=user)
    assert sent(both) == ""

    later(monkeypatch, DELAY)
    path = sent(both)
    client = Client()
    assert client.get(path).status_code == 200
    with login(DOORS):
        assert User.objects.get(pk=user.pk).activated_at
    assert client.post(path, {"new": NEW, "again": NEW}).url == "/compte/premier"  # type: ignore[attr-defined]
    # Until a second factor stands, her account is as it was.
    assert there.get(link(world[LOST], "desk:home")).status_code == 200
    assert enter(Client(), user.email, NEW).status_code == 422

    secret = secret_of(client.get("/compte/application").content.decode())
    code = doors.codes.code_at(secret, clock.now().timestamp())
    client.post("/compte/application", {"label": "téléphone neuf", "code": code})
    assert client.get(link(world[LOST], "desk:home")).status_code == 200
    with login(DOORS):
        assert User.objects.get(pk=user.pk).activated_at == clock.now()
        assert Recovery.objects.get(pk=both.pk).done_at == clock.now()
        assert [one.label for one in Factor.objects.filter(user=user, ended_at=None)] == ["téléphone neuf"]
        assert RecoveryCode.objects.filter(user=user, used_at=None, ended_at=None).count() == 10
    assert there.get(link(world[LOST], "desk:home")).status_code in (302, 404)
    assert enter(Client(), user.email).status_code == 422
    assert enter(Client(), user.email, NEW).status_code == 302
    assert Client().get(path).status_code == 404
    mail.outbox.clear()
    telling.tell()
    assert "le compte a été rouvert" in " ".join(str(letter.body) for letter in mail.outbox)


def test_two_people_lift_the_lock_of_wrong_codes(
    world: World, both: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty wrong codes in a month close the codes of an account: giving it back opens them."""
    user = both.user
    give_application(user)
    for number in range(doors.CLOSED):
        later(monkeypatch, doors.WAIT)
        assert doors.take_code(user=user, typed=f"{number:06}") is doors.CodeOutcome.WRONG
    assert come_in_refused(user)
    later(monkeypatch, DELAY)
    client, path = Client(), sent(both)
    client.post(path, {"new": NEW, "again": NEW})
    secret = secret_of(client.get("/compte/application").content.decode())
    code = doors.codes.code_at(secret, clock.now().timestamp())
    client.post("/compte/application", {"label": "téléphone neuf", "code": code})
    assert brake.refused_codes(user) == 0
    later(monkeypatch, timedelta(minutes=5))
    assert enter(Client(), user.email, NEW).status_code == 302
    again = doors.codes.code_at(secret, clock.now().timestamp())
    assert doors.take_code(user=user, typed=again) is doors.CodeOutcome.TAKEN


def come_in_refused(user: User) -> bool:
    return doors.take_code(user=user, typed=doors.shown_code(user)) is doors.CodeOutcome.CLOSED


def test_she_is_told_at_once_and_refuses_from_her_account(
    world: World, both: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.outbox.clear()
    telling.tell()
    letter, second = mail.outbox
    assert letter.to == second.to == [both.user.email]
    assert both.asked_by.name in letter.body
    assert "Une deuxième personne a confirmé" in second.body
    client = Client()
    give_application(both.user)
    assert come_in(client, both.user, suite="/fonctions").url == "/compte"
    assert both.asked_by.name in client.get("/compte").content.decode()
    client.post("/compte/rendu/refuser")
    with login(DOORS):
        assert Recovery.objects.get(pk=both.pk).ended_by_id == both.user_id
    later(monkeypatch, DELAY)
    mail.outbox.clear()
    telling.tell()
    (refused,) = [one for one in mail.outbox if "est refusée" in str(one.subject)]
    assert refused.to == [both.asked_by.email]
    assert sent(both) == ""
    assert both.asked_by.name not in client.get("/compte").content.decode()


def test_a1_who_chose_a_password_by_the_link_goes_no_further_once_it_is_refused(
    world: World, both: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_application(both.user)
    later(monkeypatch, DELAY)
    path, other = sent(both), Client()
    assert other.post(path, {"new": NEW, "again": NEW}).status_code == 302
    assert other.get("/compte/application").status_code == 200
    mine = Client()
    come_in(mine, both.user)
    mine.post("/compte/rendu/refuser")
    assert other.get("/compte/application").url.startswith("/preuve")  # type: ignore[attr-defined]
    secret = doors.codes.new_secret()
    other.post(
        "/compte/application", {"label": "le sien", "code": doors.codes.code_at(secret, clock.now().timestamp())}
    )
    assert other.get(link(world[LOST], "desk:home")).status_code == 302
    again = Client()
    assert come_in(again, both.user).status_code == 302
    assert again.get(link(world[LOST], "desk:home")).status_code == 200


def test_choosing_again_by_the_link_ends_what_another_browser_began(
    world: World, both: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, DELAY)
    path, first, second = sent(both), Client(), Client()
    first.post(path, {"new": NEW, "again": NEW})
    second.post(path, {"new": NEW + "!", "again": NEW + "!"})
    assert first.get("/compte/application").status_code == 302
    assert second.get("/compte/application").status_code == 200


def test_whoever_leads_one_of_her_bodies_refuses(world: World) -> None:
    found = asked(world)
    world.member("ailleurs", "amarres33", "referent", ["33"], user=world[LOST].user)
    with acting(world["lead:estuaire75"]) as stranger, pytest.raises(Refused):
        recovery.end(actor=stranger, on=world.today, recovery=found)
    with acting(world["lead:amarres33"]) as lead:
        recovery.end(actor=lead, on=world.today, recovery=found)
    assert recovery.live_of(found.user) is None


def test_b13_it_goes_no_further_once_her_function_or_that_of_who_asked_has_ended(
    world: World, second: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked(world)
    with acting(world["lead:estuaire33"]):
        Membership.objects.filter(pk=second.pk).update(ends=clock.now() + timedelta(seconds=1))
    later(monkeypatch, timedelta(minutes=1))
    with pytest.raises(Refused):
        confirmed(world, found, world["lead:estuaire33"])


def test_three_requests_in_seven_days_and_no_more(world: World) -> None:
    for _ in range(recovery.MOST):
        found = asked(world)
        with acting(world["second:estuaire33"]) as actor:
            recovery.end(actor=actor, on=world.today, recovery=found)
    with pytest.raises(Refused):
        asked(world)


def test_b8_one_address_that_refuses_holds_back_nobody_else_s_mail(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (LOST, "other:estuaire33"):
        asked(world, of=name)
    mails, send = [], telling.post.send

    def half(app: str, name: str, to: str, **values: str) -> None:
        if to == world[LOST].user.email:  # type: ignore[union-attr]
            raise OSError("refused")
        mails.append(to)
        send(app, name, to, **values)

    with monkeypatch.context() as broken:
        broken.setattr(telling.post, "send", half)
        telling.tell()
    assert len(mails) == 1
    mail.outbox.clear()
    later(monkeypatch, telling.AGAIN + timedelta(seconds=1))
    telling.tell()
    assert [letter.to for letter in mail.outbox] == [[world[LOST].user.email]]  # type: ignore[union-attr]


def test_a_link_that_left_opens_nothing_once_it_is_refused(
    world: World, both: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, DELAY)
    path = sent(both)
    with acting(world["lead:estuaire33"]) as lead:
        recovery.end(actor=lead, on=world.today, recovery=both)
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"new": NEW, "again": NEW}).status_code == 404
    assert enter(Client(), both.user.email).status_code == 302


@pytest.mark.parametrize(
    ("asks", "confirms"),
    [
        ("lead:estuaire33", "lead:estuaire33"),
        ("lead:estuaire33", "second:estuaire33"),
        ("lead:estuaire33", LOST),
        ("lead:estuaire33", "lead:estuaire75"),
        ("lead:estuaire33", "other:estuaire33"),
        ("lead:estuaire33", "delegate:33"),
    ],
)
def test_nobody_else_confirms(world: World, second: Membership, asks: str, confirms: str) -> None:
    found = asked(world, asks)
    with pytest.raises(Refused):
        confirmed(world, found, world[confirms])


@pytest.mark.parametrize("asks", [LOST, "other:estuaire33", "lead:estuaire75", "delegate:33", "lead:amarres33"])
def test_nobody_else_asks(world: World, asks: str) -> None:
    with pytest.raises(Refused):
        asked(world, asks)


def test_two_administrators_do_not_give_each_other_back(world: World) -> None:
    one, two = world.admins[:2]
    with acting(one) as actor:
        found = recovery.ask(actor=actor, on=world.today, membership=two, known_by="met")
    for confirms in (one, two):
        with pytest.raises(Refused):
            confirmed(world, found, confirms)


def test_whoever_was_given_her_account_back_vouches_for_nobody_for_a_day(world: World, second: Membership) -> None:
    lead = world["lead:estuaire33"]
    with login(DOORS):
        User.objects.filter(pk=lead.user_id).update(activated_at=clock.now() - timedelta(hours=23))
    with pytest.raises(Refused):
        confirmed(world, asked(world), Membership.objects.select_related("user", "body").get(pk=lead.pk))


def test_one_request_at_a_time_and_none_for_ever(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = asked(world)
    with pytest.raises(Refused):
        asked(world)
    later(monkeypatch, timedelta(days=8))
    assert recovery.live_of(first.user) is None


def version(page: Any) -> str:
    found = re.search(r'name="version" value="([0-9a-f]+)"', page.content.decode())
    assert found
    return found[1]


def waiting(membership: Membership, world: World) -> list[Item]:
    with acting(membership):
        return list(todo.recoveries(membership, world.today))


def words(page: Any) -> str:
    return html.unescape(page.content.decode())


def test_it_is_asked_confirmed_and_seen_on_the_screens(world: World, second: Membership) -> None:
    lead, hers = second, world[LOST]
    second = world["lead:estuaire33"]
    first, other = Client(), Client()
    first.force_login(lead.user)  # type: ignore[arg-type]
    other.force_login(second.user)  # type: ignore[arg-type]
    here = link(lead, "recovery:ask", fonction=hers.pk)
    assert here in words(first.get(link(lead, "accounts:membership", fonction=hers.pk)))
    page = first.get(here)
    assert "24 heures" in words(page)
    silent = first.post(here, {"version": version(page)})
    assert silent.status_code == 422
    assert first.post(here, {"version": version(page), "known_by": "called"}).status_code == 303
    assert "Lead:Estuaire33" in words(first.get(link(lead, "recovery:end", fonction=hers.pk)))

    home = link(lead, "desk:home")
    assert "Quelqu’un d’autre ne l’a pas encore confirmé." in words(first.get(home)).replace("\u00a0", " ")
    (item,) = waiting(second, world)
    assert item.url == link(second, "recovery:ask", fonction=hers.pk)
    page = other.get(item.url)
    assert str(hers.user.email) in words(page)  # type: ignore[union-attr]
    assert other.post(item.url, {"version": version(page), "known_by": "met"}).status_code == 303
    assert waiting(second, world) == []
    assert f"Confirmé par {second.user.name}. Le lien part le" in words(first.get(home))  # type: ignore[union-attr]
    with login(DOORS):
        opens = Recovery.objects.get(user=hers.user_id).opens_at
    assert opens
    assert timedelta() < clock.now() + DELAY - opens < timedelta(minutes=1)
    end = link(lead, "recovery:end", fonction=hers.pk)
    assert first.post(end, {"version": version(first.get(end))}).status_code == 302
    assert first.get(end).status_code == 302
