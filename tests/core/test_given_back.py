"""A sending met by the end of a session or by an old token: its words come back, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from rivage.core import clock
from rivage.core.refusal import no
from rivage.people.models import Contact
from tests.dossiers.path import new_person
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WHO, OTHER = "referent:estuaire33", "lead:estuaire33"
OURS = {"Origin": "http://testserver"}
WORDS = "NE JAMAIS laisser de message vocal"
SENT = {"never": WORDS, "channels": ["phone"], "at_association": "on", "password": "trois mots secrets"}


def address(world: World, page: str = "people:contact", **ids: Any) -> str:
    named = ids or ({} if page == "accounts:session" else {"person": after(world, new_person).pk})
    return reverse(page, kwargs={"membership": world[WHO].pk, **named})


def signed_in(world: World, who: str = WHO) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world[who].user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def says(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def test_the_words_of_a_sending_come_back_when_the_session_is_over(world: World) -> None:
    url = address(world)
    answer = Client().post(url, SENT, headers=OURS)
    page = says(answer)
    assert answer.status_code == 401
    for words in (WORDS, "Pas enregistré", "Entrez de nouveau dans un autre", "Envoyer de nouveau", f'action="{url}"'):
        assert words in page
    assert 'name="channels" value="phone"' in page
    assert "secrets" not in page


def test_what_another_site_sends_is_not_drawn_with_a_token_of_ours(world: World) -> None:
    url = address(world)
    for origin in ({}, {"Origin": "https://ailleurs.example"}, {"Origin": "null"}):
        answer = Client().post(url, SENT, headers=origin)
        assert (answer.status_code, WORDS in says(answer)) == (302, False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_asks_by_itself_is_never_given_the_door(world: World, method: str) -> None:
    answer = getattr(Client(), method)(address(world), headers=OURS | {"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_an_old_token_gives_the_words_back_to_be_sent_with_one_more_click(world: World) -> None:
    client, url = signed_in(world), address(world)
    version = {"version": version_in(says(client.get(url)))}
    answer = client.post(url, SENT | version, headers=OURS)
    page = says(answer)
    assert (answer.status_code, WORDS in page) == (403, True)
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert client.post(url, SENT | version | {"csrfmiddlewaretoken": token}, headers=OURS).status_code == 303
    with acting(world[WHO]):
        assert Contact.objects.get().never == WORDS


def test_another_account_in_the_same_browser_is_shown_and_sends_nothing(world: World) -> None:
    answer = signed_in(world, OTHER).post(address(world), SENT, headers=OURS)
    assert (answer.status_code, WORDS in says(answer)) == (404, False)


@pytest.mark.parametrize(
    ("raised", "status"), [(no("not_now", "Ce n’est pas possible."), 403), (IntegrityError("taken"), 409)]
)
def test_a_refused_act_leaves_its_words_to_be_read(
    world: World, monkeypatch: pytest.MonkeyPatch, raised: Exception, status: int
) -> None:
    def fail(**_: Any) -> None:
        raise raised

    client, url = signed_in(world), address(world, "dossiers:note")
    token = client.get(address(world, "accounts:session"), headers={"HX-Request": "true"}).content.decode()
    monkeypatch.setattr("rivage.dossiers.views.person.attempt", lambda form, act: fail())
    answer = client.post(url, {"text": WORDS, "csrfmiddlewaretoken": token}, headers=OURS)
    assert (answer.status_code, WORDS in says(answer)) == (status, True)
    assert "Envoyer de nouveau" not in says(answer)


def test_a_page_takes_up_its_token_from_the_same_account_in_the_same_function_alone(world: World) -> None:
    url, asking = address(world, "accounts:session"), {"HX-Request": "true"}
    assert Client().get(url, headers=asking).status_code == 401
    assert signed_in(world, OTHER).get(url, headers=asking).status_code == 404
    answer = signed_in(world).get(url, headers=asking)
    assert (answer.status_code, len(answer.content)) == (200, 64)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "resté dans l’autre onglet" in says(signed_in(world).get(url))


def test_a_session_left_alone_gives_them_back_too(world: World) -> None:
    client, url = signed_in(world), address(world)
    client.get(url)
    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = client.post(url, SENT, headers=OURS)
    assert (answer.status_code, WORDS in says(answer)) == (401, True)
