"""Every list under an acting membership: searched by a form alone, and taken away by whom the policy names."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from rivage.accounts import actions, policies
from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core.refusal import Refused
from rivage.dossiers import tables
from rivage.people.actions import assign
from tests.decisions.path import opined
from tests.dossiers.path import deposited, new_person
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LISTS = (
    "people:list", "dossiers:list", "dossiers:closed", "dossiers:concerned", "commissions:list", "decisions:list",
    "desk:follow_up", "rights:lapses", "accounts:memberships",
)  # fmt: skip
# Who reads a list of others' perimeter, or of what was opened for an act alone, takes none away.
NEVER = {"chair", "seat", "signatory", "auditor", "admin"}
REFERENT, DELEGATE = "referent:estuaire33", "delegate:33"


def client_of(membership: Membership, **headers: str) -> Client:
    client = Client(headers=headers)
    client.force_login(membership.user)
    return client


def url(membership: Membership, page: str) -> str:
    return reverse(page, kwargs={"membership": membership.pk})


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_a_list_leaves_with_whom_the_policy_names_among_those_who_read_it() -> None:
    pages = policies.pages()
    for page in LISTS:
        leaves = pages[actions.export_of(page)]
        assert not leaves.read, page
        assert set(leaves.act) <= set(pages[page].act) <= set(pages[page].read), page
        assert not set(leaves.act) & NEVER, page


@pytest.mark.parametrize("page", LISTS)
def test_words_are_posted_and_stay_out_of_every_address(world: World, page: str) -> None:
    lead = world["lead:estuaire33"] if page not in ("commissions:list", "decisions:list") else world[DELEGATE]
    here = url(lead, page)
    client = client_of(lead)
    assert "Zéphirine" not in words(client.get(here, {"q": "Zéphirine"}))
    found = client.post(here, {"q": "Zéphirine"})
    assert found.status_code == 200
    emptied = client.post(f"{here}?tri=nowhere", {"q": " "})
    assert (emptied.status_code, emptied.headers["Location"]) == (303, here)
    typing = client_of(lead, HX_Request="true").post(here, {"q": "Zéphirine"})
    assert (typing.status_code, typing.headers["HX-Replace-Url"]) == (200, here)
    assert "<html" not in words(typing)


def test_a_name_found_keeps_its_filters_and_opens_nobody_elses_list(world: World) -> None:
    demande = after(world, deposited)
    deposited(world, "referent:amarres33", new_person(world, "referent:amarres33", "Mirela Dune"))
    delegate = world[DELEGATE]
    here, client = url(delegate, "dossiers:list"), client_of(delegate)
    assert "Mirela Dune" in words(client.post(here, {"q": "mire"}))
    estuaire = {"association": str(demande.antenne_id)}
    assert "Mirela Dune" not in words(client.post(here, {"q": "mire"} | estuaire))
    shown = words(client.get(here, estuaire))
    assert ("Awa Corail" in shown, "Mirela Dune" in shown) == (True, False)
    assert "Awa Corail" not in words(client.get(here, {"etape": "closes"}))
    by_name = words(client.get(here, {"tri": "-nom"}))
    assert by_name.index("Mirela Dune") < by_name.index("Awa Corail")
    elsewhere = world["delegate:75"]
    assert "Mirela" not in words(client_of(elsewhere).post(url(elsewhere, "dossiers:list"), {"q": "aw"}))


def test_a_search_traces_only_who_is_shown(world: World) -> None:
    after(world, deposited)
    shown = deposited(world, person=new_person(world, name="Mirela Dune"))
    referent = world[REFERENT]
    client_of(referent).post(url(referent, "dossiers:list"), {"q": "mire"})
    with acting(referent):
        assert Event.objects.filter(kind="read").latest("at").people == [shown.person_id]


def test_the_lead_finds_whom_one_of_the_team_accompanies(world: World) -> None:
    after(world, new_person)
    new_person(world, "other:estuaire33", "Mirela Dune")
    lead = world["lead:estuaire33"]
    asked = {"avec": str(world["other:estuaire33"].user_id)}
    page = words(client_of(lead).get(url(lead, "people:list"), asked))
    assert ("Mirela Dune" in page, "Awa Corail" in page) == (True, False)
    referent = world[REFERENT]
    assert "Awa Corail" in words(client_of(referent).get(url(referent, "people:list"), asked))


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("ods", b"PK"), ("csv", "\ufeffPersonne;".encode())])
def test_a_file_says_nothing_by_its_name_and_is_traced_whole(world: World, kind: str, start: bytes) -> None:
    demande = after(world, deposited)
    delegate = world[DELEGATE]
    answer = client_of(delegate).post(url(delegate, "dossiers:list_export"), {"format": kind})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="tableau.{kind}"'
    assert answer.content.startswith(start)
    with acting(delegate):
        event = Event.objects.get(kind="list_exported")
        assert (event.people, event.antennes) == ([demande.person_id], [demande.antenne_id])
        assert event.details == {"list": "dossiers:list", "lines": 1, "format": kind}
        read = Event.objects.filter(kind="read").latest("at")
        assert (read.people, read.details["slices"]) == ([demande.person_id], ["identity", "reference"])


def test_no_export_without_its_line_in_the_policy(world: World) -> None:
    for name, page in (("signatory:33", "decisions:list"), ("chair:33", "commissions:list")):
        actor = world[name]
        assert client_of(actor).post(url(actor, actions.export_of(page))).status_code == 404
        assert "Exporter" not in words(client_of(actor).get(url(actor, page)))
        with acting(actor):
            one = tables.demandes(actor, world.today)
            asked = one.asked(QueryDict(), QueryDict())
            with pytest.raises(Refused, match="ne s’exporte pas"):
                actions.export_list(actor=actor, on=world.today, listing=one, asked=asked, kind="csv")


TEAM = ("people:list", "dossiers:list", "desk:follow_up")


@pytest.mark.parametrize("page", TEAM)
def test_who_accompanies_is_a_column_of_the_antenne_and_of_nobody_else(world: World, page: str) -> None:
    demande = after(world, deposited)
    other = world["other:estuaire33"]
    with acting(world["lead:estuaire33"]) as lead:
        assign(actor=lead, on=world.today, person=demande.person, user=other.user, kind="co_referent")
    both = f"{world[REFERENT].user.name}, {other.user.name}"
    for name in (REFERENT, "lead:estuaire33"):
        reader = world[name]
        page_ = words(client_of(reader).get(url(reader, page)))
        assert ("Accompagnée par" in page_, both in page_) == (True, True), name
        answer = client_of(reader).post(url(reader, actions.export_of(page)), {"format": "csv"})
        assert both in answer.content.decode(), name
    delegate = world[DELEGATE]
    assert both not in words(client_of(delegate).get(url(delegate, page)))
    assert "Accompagnée par" not in words(client_of(delegate).get(url(delegate, page)))


@pytest.mark.parametrize("page", ["dossiers:list", "desk:follow_up", "commissions:list"])
def test_the_lead_narrows_every_list_to_whom_one_of_the_team_accompanies(world: World, page: str) -> None:
    one = after(world, opined)
    two = new_person(world, "other:estuaire33", "Mirela Dune")
    deposited(world, "other:estuaire33", two)
    lead = world["lead:estuaire33"]
    client = client_of(lead)
    asked = {"avec": str(world[REFERENT].user_id)}
    for found, hers in ((asked, True), ({"avec": str(world["other:estuaire33"].user_id)}, False)):
        shown = words(client.get(url(lead, page), found))
        assert (one.person.reference in shown) == hers
        assert (two.reference in shown) == (not hers and page != "commissions:list")
    kept = words(client.get(url(lead, page), asked | {"tri": "-numero"}))
    assert one.person.reference in kept


def test_what_is_left_out_is_said_on_the_page_and_beside_the_file(world: World) -> None:
    after(world, deposited)
    deposited(world, person=new_person(world, name="Mirela Dune"))
    referent = world[REFERENT]
    client = client_of(referent)
    whole = words(client.get(url(referent, "dossiers:list")))
    assert "Le fichier : 2 demandes, dans cet ordre. Il porte des noms." in whole
    found = words(client.post(url(referent, "dossiers:list"), {"q": "mire"}))
    assert "Le fichier : 1 demande sur 2, dans cet ordre." in found
    assert "1 personne sur 2" in words(client.post(url(referent, "desk:follow_up"), {"q": "mire"}))
    assert "1 personne sur 2" in words(client.post(url(referent, "people:list"), {"q": "mire"}))


def test_of_the_decisions_to_take_those_that_answer_are_counted_among_all(world: World) -> None:
    one = after(world, opined)
    opined(world, "referent:amarres33")
    delegate = world[DELEGATE]
    found = words(client_of(delegate).post(url(delegate, "decisions:list"), {"q": one.person.reference}))
    assert "1 demande sur 2" in found
