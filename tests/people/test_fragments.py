"""The person's page and its fragments: each of its own app, of whoever opens it, within its statements."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from rivage.accounts.models import Membership
from tests.dossiers.path import deposited
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.world import World

pytestmark = pytest.mark.django_db
LEAD, DELEGATE = "lead:estuaire33", "delegate:33"
FRAGMENTS = {
    LEAD: {
        "people:step",
        "rights:clocks",
        "dossiers:notes",
        "rights:permit",
        "support:steps_summary",
        "support:summary",
        "support:evaluated",
        "titles:summary",
        "pieces:summary",
        "dossiers:gestures",
        "accounts:readers",
    },
    DELEGATE: {"people:step", "rights:clocks", "rights:permit"},
}
# Beyond what any page asks before its view and after it.
OF_THE_PAGE, OF_THE_CLOCKS, OF_A_FRAGMENT = 22, 15, 8
# A home read of one person: which of its sources have something, in one question, then those alone; where nothing
# waits, whether her association may still ask.
OF_THE_STEP = 21
# What nationality, document and need say against each other.
OF_THE_PERMIT = 10


def client(membership: Membership) -> Client:
    found = Client()
    found.force_login(membership.user)
    return found


def page_of(membership: Membership, person: object) -> str:
    return reverse("people:person", kwargs={"membership": membership.pk, "person": person})


def fragments(html: str) -> dict[str, str]:
    """URL name to the words of the link that stands until the fragment is there."""
    found = re.findall(r'data-hx-get="([^"]+)"[^>]*>\s*<p[^>]*><a href="([^"]+)">([^<]+)</a>', html)
    assert len(found) == html.count("data-hx-get")
    assert all(asked == led for asked, led, _ in found)
    return {resolve(url).view_name: unescape(words) for url, _, words in found}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_each_part_is_led_to_and_opens_with_script_and_without(world: World, name: str) -> None:
    demande = after(world, deposited)
    reader = world[name]
    caller = client(reader)
    led = fragments(caller.get(page_of(reader, demande.person_id)).content.decode())
    assert set(led) == FRAGMENTS[name]
    for page in led:
        url = reverse(page, kwargs={"membership": reader.pk, "person": demande.person_id})
        alone, whole = caller.get(url, headers={"HX-Request": "true"}), caller.get(url)
        assert (alone.status_code, whole.status_code) == (200, 200), page
        assert "<html" not in alone.content.decode()
        assert "<html" in whole.content.decode()
        assert "<h1" in whole.content.decode()


def test_what_the_antenne_keeps_is_no_fragment_of_the_delegation(world: World) -> None:
    demande = after(world, deposited)
    for page in FRAGMENTS[LEAD] - FRAGMENTS[DELEGATE]:
        url = reverse(page, kwargs={"membership": world[DELEGATE].pk, "person": demande.person_id})
        assert client(world[DELEGATE]).get(url, headers={"HX-Request": "true"}).status_code == 404


@pytest.mark.parametrize("name", FRAGMENTS)
def test_head_clocks_and_fragments_keep_to_their_statements(world: World, name: str) -> None:
    path = confirmed(world, after(world, taken_over))
    reader = world[name]
    caller = client(reader)

    def asked(url: str, **headers: str) -> int:
        caller.get(url, headers=headers)
        with CaptureQueriesContext(connection) as queries:
            assert caller.get(url, headers=headers).status_code == 200
        return len(queries)

    of_any = asked(reverse("desk:rules", kwargs={"membership": reader.pk}))
    page = page_of(reader, path.person_id)
    spent = {"people:person": asked(page) - of_any}
    led = fragments(caller.get(page).content.decode())
    assert set(led) == FRAGMENTS[name] | {"rights:taken_over", "rights:going_on"}
    for fragment in led:
        url = reverse(fragment, kwargs={"membership": reader.pk, "person": path.person_id})
        spent[fragment] = asked(url, **{"HX-Request": "true"}) - of_any
    most = {"people:person": OF_THE_PAGE, "rights:clocks": OF_THE_CLOCKS, "people:step": OF_THE_STEP}
    most["rights:permit"] = OF_THE_PERMIT
    assert {page: n for page, n in spent.items() if n > most.get(page, OF_A_FRAGMENT)} == {}, spent


@pytest.mark.parametrize("page", ["people:step", "rights:clocks", "rights:permit"])
def test_what_is_open_of_her_is_asked_once_beside_herself(world: World, page: str) -> None:
    path, reader = confirmed(world, after(world, taken_over)), world[DELEGATE]
    url = reverse(page, kwargs={"membership": reader.pk, "person": path.person_id})
    with CaptureQueriesContext(connection) as queries:
        assert client(reader).get(url, headers={"HX-Request": "true"}).status_code == 200
    assert sum('"people_share"' in query["sql"] for query in queries) == 2
