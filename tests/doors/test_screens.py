"""What the screens of the door show, keep, and never do by being looked at."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.doors import actions, codes, passwords, pending, recovery_codes
from rivage.doors.forms import OpeningForm
from tests.accounts.test_memberships import signed_in
from tests.doors.holding import come_in, enter, give_application
from tests.doors.test_opening import NEW, invited, opened, secret_of, sent  # noqa: F401
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
TEMPLATES = Path(actions.__file__).parent / "templates" / "doors"


def drawn_in(page: Any) -> list[str]:
    return re.findall(r'<li class="rv-ref">([^<]+)<', page.content.decode())


def test_a_page_of_codes_shows_the_same_when_it_is_asked_again(invited: Membership) -> None:  # noqa: F811
    client = opened(sent(invited))
    page = client.get("/compte/application").content.decode()
    code = codes.code_at(secret_of(page), clock.now().timestamp())
    assert client.post("/compte/application", {"label": "x", "code": code}).status_code == 302
    first = drawn_in(client.get("/compte/codes"))
    assert len(first) == codes.RECOVERY_CODES
    assert "Ceux d’avant" not in client.get("/compte/codes").content.decode()
    # Back to where one came from leads to the codes again.
    assert client.get("/compte/premier").url == "/compte/codes"  # type: ignore[attr-defined]
    assert "Revoir les dix codes" in client.get("/compte").content.decode()
    assert drawn_in(client.get("/compte/codes")) == first
    assert invited.user is not None
    assert actions.take_recovery_code(user=invited.user, typed=first[0]) is actions.CodeOutcome.TAKEN
    assert client.post("/compte/codes/gardes").url == "/fonctions"  # type: ignore[attr-defined]
    assert drawn_in(client.get("/compte/codes")) == []
    assert recovery_codes.left(invited.user) == codes.RECOVERY_CODES - 1


def test_ten_others_are_asked_for_on_a_page_that_says_what_they_end(user: User) -> None:
    actions.draw_recovery_codes(user=user)
    client = Client()
    come_in(client, user)
    asked = client.get("/compte/codes").content.decode()
    assert "Il vous en reste 10" in asked
    assert "Les codes d’avant n’ouvriront plus rien." in asked
    assert recovery_codes.left(user) == 10
    assert client.post("/compte/codes").url == "/compte/codes"  # type: ignore[attr-defined]
    page = client.get("/compte/codes")
    assert len(drawn_in(page)) == 10
    assert "Ceux d’avant n’ouvrent" in page.content.decode()
    assert client.post("/compte/codes/gardes").url == "/compte"  # type: ignore[attr-defined]


def test_codes_are_shown_for_a_quarter_of_an_hour_and_to_their_session_alone(user: User) -> None:
    client, other = Client(), Client()
    for one in (client, other):
        come_in(one, user)
    client.post("/compte/codes")
    first = drawn_in(client.get("/compte/codes"))
    assert first
    assert drawn_in(other.get("/compte/codes")) == []
    assert first[0] not in str(dict(client.session))
    with clock.at(clock.now() + pending.SHOWN + timedelta(seconds=1)):
        client.post("/preuve", {"code": actions.shown_code(user)})
        assert drawn_in(client.get("/compte/codes")) == []


def test_whoever_never_had_codes_is_not_told_that_they_are_gone(user: User) -> None:
    client = Client()
    come_in(client, user)
    assert "Vous n’en avez pas encore" in client.get("/compte").content.decode()
    for code in actions.draw_recovery_codes(user=user):
        actions.take_recovery_code(user=user, typed=code)
    assert "Vous n’en avez plus" in client.get("/compte").content.decode()
    assert "Il ne vous en reste aucun" in client.get("/compte/codes").content.decode()


def test_a_session_is_named_by_its_day_and_its_hour(user: User) -> None:
    client = Client()
    come_in(client, user)
    shown = " ".join(client.get("/compte").content.decode().split())
    assert re.search(r"depuis le \w+ \d+(er)? \w+ à \d+ h( \d\d)?, ici", shown)


def test_the_secret_is_copied_and_opens_the_application_of_this_telephone(user: User) -> None:
    client = Client()
    come_in(client, user)
    page = client.get("/compte/application").content.decode()
    copied = re.search(r'data-copie="([A-Z2-7]{32})"', page)
    assert copied
    assert copied[1] == re.sub(r"\s", "", re.search(r'rv-secret">([A-Z2-7 ]+)<', page)[1])  # type: ignore[index]
    assert 'href="otpauth://totp/' in page
    assert f"secret={copied[1]}" in page


def test_a_code_that_was_wrong_leaves_its_box(user: User) -> None:
    client = Client()
    give_application(user)
    enter(client, user.email)
    for wrong in ("000000", "12"):
        answer = client.post("/preuve", {"code": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' not in answer.content.decode()
        assert "À donner de nouveau" in answer.content.decode().replace("\u00a0", " ")
    come_in(client, user)
    answer = client.post("/compte/application", {"label": "mon téléphone", "code": "000000"})
    assert 'value="mon téléphone"' in answer.content.decode()
    assert 'value="000000"' not in answer.content.decode()


def test_an_application_sent_late_says_so_and_keeps_its_secret(user: User) -> None:
    client = Client()
    come_in(client, user)
    secret = secret_of(client.get("/compte/application").content.decode())
    later = clock.now() + timedelta(minutes=6)
    with clock.at(later):
        code = codes.code_at(secret, later.timestamp())
        answer = client.post("/compte/application", {"label": "mon téléphone", "code": code}, follow=True)
        assert "rien n’est encore fait" in answer.content.decode().replace("\u00a0", " ")
        shown = client.post("/preuve?suite=/compte/application", {"code": actions.shown_code(user)}, follow=True)
        assert secret_of(shown.content.decode()) == secret
        assert client.post("/compte/application", {"label": "mon téléphone", "code": code}).status_code == 302
    assert [one.label for one in actions.factors(user)] == ["mon téléphone"]


def test_a_link_opened_again_takes_the_password_just_chosen(invited: Membership) -> None:  # noqa: F811
    path = sent(invited)
    opened(path)
    assert Client().post(path, {"new": NEW, "again": NEW}).url == "/compte/premier"  # type: ignore[attr-defined]


GUESSED = [
    "motdepasse123",
    "Motdepasse2026!",
    "azertyuiop12",
    "M0td3passe!!",
    "soleil-soleil-33",
    "rivage-rivage-2026",
    "Préfecture33!",
    "parcours de sortie",
    "123456789012",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "Sunshine1234!",
    "P@ssw0rd2026!",
    "lina.maree@exemple",
    "Lina Marée 2026",
    "court",
]


@pytest.mark.parametrize("weak", GUESSED)
def test_a_password_that_is_guessed_first_is_refused_with_what_to_do(weak: str) -> None:
    holder = User(email="lina.maree@exemple.invalid", name="Lina Marée")
    form = OpeningForm({"new": weak, "again": weak}, user=holder)
    assert not form.is_valid()
    assert passwords.ADVICE in form.errors["new"][0]


@pytest.mark.parametrize(
    "strong", [PASSWORD, NEW, "cheval violet ardoise tambour", "kX9!vq2Lw#7p", "les mouettes rient à marée basse"]
)
def test_words_without_a_link_are_taken(strong: str) -> None:
    holder = User(email="paul.ancre@exemple.invalid", name="Paul Ancre")
    assert OpeningForm({"new": strong, "again": strong}, user=holder).is_valid()


def test_one_s_account_and_the_exit_are_in_the_header_of_every_page(world: World, user: User) -> None:
    client = signed_in(world["lead:estuaire33"])
    give_application(user)
    for path in (f"/m/{world['lead:estuaire33'].pk}/", "/compte"):
        header = client.get(path).content.decode().partition("<header")[2].partition("</header>")[0]
        assert 'href="/compte"' in header
        assert '<form class="rv-sortir" action="/sortir" method="post" data-sortie>' in header
        assert "Sortir" in header
    weak = Client()
    enter(weak, user.email)
    header = weak.get("/preuve").content.decode().partition("<header")[2].partition("</header>")[0]
    assert ("/compte" in header, 'action="/sortir"' in header) == (False, True)
    assert 'action="/sortir" method="post"' not in Client().get("/entrer").content.decode()


def test_the_exit_ends_the_session_from_a_page_left_open(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post("/sortir").status_code == 200
    assert client.get("/fonctions").url.startswith("/entrer")  # type: ignore[attr-defined]


def test_one_word_for_one_thing_on_the_screens_of_the_door() -> None:
    """A second factor is never called a means, nor a proof, nor by the device that it is on."""
    words = re.compile(
        r"\b(ce|autres?|votre seul|un) moyens?\b|encore une preuve|cet appareil n’ouvrira", re.IGNORECASE
    )
    said = {path.name: words.findall(path.read_text(encoding="utf-8")) for path in TEMPLATES.rglob("*.html")}
    assert {name: found for name, found in said.items() if found} == {}
