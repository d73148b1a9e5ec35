"""What a holder is told of her account by mail, whoever did it; a mail that does not leave holds back no other."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from rivage.accounts.models import User
from rivage.config import jobs
from rivage.core import clock, post
from rivage.core.logins import DOORS, login
from rivage.doors import actions, codes, identities, notices, telling
from rivage.doors.enums import NoticeKind
from rivage.doors.models import KnownDevice, Notice
from tests.doors.holding import SECRET, come_in, give_application
from tests.doors.test_limits import kinds
from tests.doors.test_opening import invited, opened, secret_of, sent  # noqa: F401 - a fixture among them
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
NEW = "une-toute-autre-phrase"


def told() -> list[str]:
    mail.outbox.clear()
    telling.tell()
    return [to for letter in mail.outbox for to in letter.to]


def away(*_: object, **__: object) -> None:
    raise OSError("away")


def changed(user: User) -> dict[str, Any]:
    """Every way to change what opens an account, by the words of its mail."""
    now = clock.now()
    (held,) = actions.factors(user)
    key = actions.Passkey(b"invented", b"key", 0)

    def end() -> None:
        actions.end_factor(user=user, factor=held)

    def application() -> None:
        right = codes.code_at(SECRET, now.timestamp())
        actions.add_application(user=user, secret=SECRET, typed=right, label="inventée")

    return {
        "une clé d’accès a été ajoutée": lambda: actions.add_passkey(user=user, passkey=key, label="inventée"),
        "un second facteur a été retiré": end,
        "une application de codes a été ajoutée": application,
        "de nouveaux codes de secours": lambda: actions.draw_recovery_codes(user=user),
        "le mot de passe a changé": lambda: actions.choose_password(user=user, password=NEW),
        "une identité ProConnect a été liée": lambda: identities.link(user=user, issuer="https://i", subject="s"),
        "l’identité ProConnect a été déliée": lambda: identities.unlink(user=user, here=b""),
    }


def test_b2_each_change_of_what_opens_an_account_is_told_once_by_a_mail_that_says_it(user: User) -> None:
    give_application(user)
    actions.draw_recovery_codes(user=user)
    assert told() == [], "the first codes come with the account"
    for words, change in changed(user).items():
        change()
        assert told() == [user.email]
        (letter,) = mail.outbox
        assert letter.subject == "Ce qui ouvre votre compte a changé"
        assert words in letter.body
        assert "/compte" in letter.body
        assert told() == []


def test_b2_what_changed_at_once_is_told_in_one_mail(user: User) -> None:
    give_application(user)
    for change in list(changed(user).values())[:3]:
        change()
    assert told() == [user.email]
    assert str(mail.outbox[0].body).count("heure de Paris") == 3


def test_b11_who_opens_her_account_is_told_of_nothing(invited: Any) -> None:  # noqa: F811
    client = opened(sent(invited))
    secret = secret_of(client.get("/compte/application").content.decode())
    code = codes.code_at(secret, clock.now().timestamp())
    client.post("/compte/application", {"label": "mon téléphone", "code": code})
    with login(DOORS):
        assert KnownDevice.objects.filter(user=invited.user_id).count() == 1
    assert told() == []


def test_b11_after_another_password_only_the_browser_that_chose_it_is_known(user: User) -> None:
    usual, thief = Client(), Client()
    for client in (thief, usual):
        come_in(client, user)
    assert told() == [user.email] * 2
    answer = usual.post("/mot-de-passe", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 302
    assert told() == [user.email]
    user.refresh_from_db()
    for client, said in ((usual, []), (thief, [user.email])):
        client.get("/sortir")
        with clock.at(clock.now() + timedelta(minutes=2)):
            client.post("/entrer", {"username": user.email, "password": NEW})
            assert client.post("/preuve", {"code": actions.shown_code(user)}).status_code == 302
            assert told() == said


def test_b8_a_mail_that_does_not_leave_holds_back_no_other_and_is_tried_again(
    user: User, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = world["referent:estuaire33"].user
    assert other
    for one in (user, other):
        actions.choose_password(user=one, password=NEW)
        with actions.at_the_door(one):
            notices.note(one, NoticeKind.DEVICE, "navigateur inventé")
    whole = post.send

    def to_others(*args: Any, to: str, **values: Any) -> None:
        if to == user.email:
            away()
        whole(*args, to=to, **values)

    monkeypatch.setattr(post, "send", to_others)
    assert told() == [other.email] * 2
    monkeypatch.setattr(post, "send", whole)
    assert told() == []
    with clock.at(clock.now() + telling.AGAIN + timedelta(seconds=1)):
        assert told() == [user.email] * 2
        assert told() == []


def test_b8_after_a_day_nobody_tries_any_more_and_it_is_traced(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.choose_password(user=user, password=NEW)
    monkeypatch.setattr(post, "send", away)
    assert told() == []
    before = kinds().get("told_in_vain", 0)
    with clock.at(clock.now() + telling.GIVEN_UP + timedelta(minutes=1)):
        assert told() == []
    assert kinds()["told_in_vain"] == before + 1
    monkeypatch.undo()
    with clock.at(clock.now() + telling.GIVEN_UP + timedelta(hours=1)):
        assert told() == []


def test_b2_what_was_told_is_forgotten_after_a_month(user: User) -> None:
    actions.choose_password(user=user, password=NEW)
    told()
    with clock.at(clock.now() + telling.KEPT + timedelta(days=1)):
        jobs.clear_sessions(0)
    with login(DOORS):
        assert not Notice.objects.exists()
