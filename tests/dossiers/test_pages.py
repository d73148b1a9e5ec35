"""The desk of the association and of the délégation over HTTP."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.dossiers import parts, todo
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande, PartVersion
from rivage.people.models import Person
from rivage.rights.clocks import clocks
from tests.dossiers.path import TEXTS, completed, deposited, fill, new_demande, new_person, reads_again_first
from tests.world import World, acting

NEW = {
    "never": "Ne pas appeler le soir.",
    "adult": "no",
    "name_in_use": "Lina Marée",
    "year": "1996",
    "birth_source": "said",
    "zone": "other",
    "aps_need": "yes",
    "origin": "later",
}


class Browser:
    """A client signed in as one membership."""

    def __init__(self, membership: Membership) -> None:
        self.client, self.membership = Client(), membership
        self.client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")

    def url(self, name: str, **ids: Any) -> str:
        return reverse(name, kwargs={"membership": self.membership.pk, **ids})

    def get(self, name: str, **ids: Any) -> Any:
        return self.client.get(self.url(name, **ids))

    def post(self, name: str, data: dict[str, Any], typing: bool = False, **ids: Any) -> Any:
        headers = {"HX-Request": "true"} if typing else {}
        return self.client.post(self.url(name, **ids), data, headers=headers)


@pytest.fixture
def referent(world: World) -> Browser:
    return Browser(world["referent:estuaire33"])


@pytest.fixture
def delegate(world: World) -> Browser:
    return Browser(world["delegate:33"])


def words(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.django_db
def test_a_person_is_opened_then_her_demande(world: World, referent: Browser) -> None:
    made = referent.post("dossiers:new_person", NEW)
    assert made.status_code == 303
    page = referent.client.get(made["Location"])
    assert "Lina Marée" in words(page)
    assert "Ne pas appeler le soir." in words(page)
    with acting(referent.membership):
        person = Person.objects.get()
    opened = referent.post("dossiers:open", {"kind": "initiale"}, person=person.pk)
    assert opened.status_code == 303
    assert "Il manque l’accord de la personne." in words(referent.client.get(opened["Location"]))
    again = referent.post("dossiers:open", {"kind": "initiale"}, person=person.pk)
    assert again.status_code == 422
    assert "Une demande est déjà en cours" in words(again)
    with acting(referent.membership):
        assert Demande.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("part", [*TEXTS, Part.ACCORD])
def test_each_part_is_shown_with_what_the_text_says(world: World, referent: Browser, part: str) -> None:
    demande = fill(world, new_demande(world))
    shown = referent.get("dossiers:part", demande=demande.pk, part=part)
    assert shown.status_code == 200
    assert "Ce que dit le texte" in words(shown)


@pytest.mark.django_db
def test_what_is_typed_is_saved_and_the_next_saving_follows(world: World, referent: Browser) -> None:
    demande = new_demande(world)
    saved = referent.post("dossiers:part", {"version": "0", "text": "Mots."}, True, demande=demande.pk, part="account")
    assert (saved.status_code, "h" in saved["Rivage-Garde"]) == (200, True)
    assert 'id="version" value="1"' in words(saved)
    data = {"version": "1", "text": "Mots, suite.", "approved_on": str(world.today), "ready": "1"}
    button = referent.post("dossiers:part", data, demande=demande.pk, part="account")
    assert button["Location"] == referent.url("dossiers:part", demande=demande.pk, part="project")
    with acting(referent.membership):
        assert parts.read(demande, Part.ACCOUNT)["text"] == "Mots, suite."


@pytest.mark.django_db
def test_two_tabs_are_told_and_both_texts_stay_on_the_page(world: World, referent: Browser) -> None:
    demande = new_demande(world)
    lead = Browser(world["lead:estuaire33"])
    referent.post("dossiers:part", {"version": "0", "text": "Les siens."}, True, demande=demande.pk, part="account")
    told = lead.post("dossiers:part", {"version": "0", "text": "Les miens."}, True, demande=demande.pk, part="account")
    assert "en m\\u00eame temps" in told["HX-Trigger"]
    page = lead.get("dossiers:part", demande=demande.pk, part="account")
    assert "Les siens." in words(page)
    assert "Les miens." in words(page)
    with acting(lead.membership):
        aside = PartVersion.objects.get(aside=True)
    settled = lead.post("dossiers:settle", {"version": "1", "choice": "aside"}, partversion=aside.pk)
    assert settled.status_code == 303
    with acting(lead.membership):
        assert parts.read(demande, Part.ACCOUNT)["text"] == "Les miens."


@pytest.mark.django_db
@pytest.mark.parametrize("months", ["0", "-1", "7", "25", "six", ""])
def test_months_the_text_does_not_know_are_refused_and_the_rest_is_saved(
    world: World, referent: Browser, months: str
) -> None:
    demande = new_demande(world)
    data = {"version": "0", "needs": "Un logement.", "months": months}
    shown = referent.post("dossiers:part", data, demande=demande.pk, part="project")
    assert shown.status_code == 422
    assert "Un logement." in words(shown)
    with acting(referent.membership):
        kept = parts.read(demande, Part.PROJECT)
        assert (kept["needs"], kept["months"]) == ("Un logement.", 6)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "field", "approved", "said"),
    [
        (Part.ACCOUNT, "text", "approved_on", "Le texte a changé depuis qu’elle l’a approuvé"),
        (Part.ENGAGEMENTS, "engagements", "engagements_signed_on", "Les engagements ont changé depuis qu’elle les a"),
    ],
)
def test_words_changed_with_the_day_of_others_ask_it_again(
    world: World, referent: Browser, part: Part, field: str, approved: str, said: str
) -> None:
    demande = fill(world, new_demande(world))
    ids, day = {"demande": demande.pk, "part": part}, str(world.today)
    typed = {"version": "1", field: "D’autres mots.", approved: day, "ready": "1"}
    for again in (1, 2):
        answer = referent.post("dossiers:part", typed, **ids)
        assert answer["Location"] == referent.url("dossiers:part", **ids), again
        page = words(referent.get("dossiers:part", **ids))
        assert ("Les mots sont enregistrés. Le" in page, "C’est enregistré." in page, said in page) == (
            True, False, True,
        ), again  # fmt: skip
    assert said in words(referent.get("dossiers:part", **ids)), "as long as it is not noted"
    while_typing = words(referent.post("dossiers:part", typed | {"version": "2", field: "Encore."}, True, **ids))
    assert (said in while_typing, f'name="{approved}"' in while_typing) == (False, False), "a day typed anew is kept"
    while_typing = words(referent.post("dossiers:part", typed | {"version": "3", field: "Plus."}, True, **ids))
    assert (said in while_typing, f'name="{approved}"' in while_typing) == (True, True)
    referent.post("dossiers:part", typed | {"version": "4", field: "Plus."}, **ids)
    page = words(referent.get("dossiers:part", **ids))
    assert said not in page
    with acting(referent.membership):
        assert parts.read(demande, part)[approved] == world.today


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-02-30", "0026-11-01", "2999-01-01", "hier"])
def test_impossible_dates_are_refused_and_the_text_is_saved(world: World, referent: Browser, day: str) -> None:
    demande = new_demande(world)
    data = {"version": "0", "text": "Mots.", "approved_on": day}
    for version, typing in enumerate((False, True)):
        sent = data | {"version": str(version), "text": f"Mots {version}."}
        shown = referent.post("dossiers:part", sent, typing, demande=demande.pk, part="account")
        assert (shown.status_code, "Le reste est enregistré." in words(shown)) == (422, True)
        assert f'id="version" value="{version + 1}"' in words(shown), "the next saving follows"
        assert "Rivage-Garde" not in shown, "not all of it is"
    with acting(referent.membership):
        assert parts.read(demande, Part.ACCOUNT) == {"text": "Mots 1.", "approved_on": None}


@pytest.mark.django_db
def test_an_impossible_amount_stays_as_it_was_and_holds_back_nothing_else(world: World, referent: Browser) -> None:
    demande = fill(world, new_demande(world))
    ids, sent = {"demande": demande.pk, "part": "aid"}, {"version": "1", "afis_asked": "yes", "household": "2"}
    shown = referent.post("dossiers:part", sent | {"resources": "-50", "children": "1"}, **ids)
    assert (shown.status_code, "Le reste est enregistré." in words(shown)) == (422, True)
    assert 'value="-50"' in words(shown)
    with acting(referent.membership):
        kept = parts.read(demande, Part.AID)
    assert (kept["household"], kept["children"], kept["resources"]) == (2, 1, 0)
    stale = referent.post("dossiers:part", sent | {"resources": "-50", "children": "3"}, True, **ids)
    assert (stale.status_code, "Le reste est enregistré." in words(stale)) == (422, False), "another wrote meanwhile"
    with acting(referent.membership):
        assert parts.read(demande, Part.AID) == kept


@pytest.mark.django_db
def test_deposit_once_receipt_and_a_second_click(world: World, referent: Browser, delegate: Browser) -> None:
    demande = fill(world, new_demande(world))
    assert delegate.get("dossiers:demande", demande=demande.pk).status_code == 404
    for view in ("commission", "delegation"):
        page = referent.client.get(referent.url("dossiers:deposit", demande=demande.pk) + f"?vue={view}")
        assert "Elle prépare la suite" in words(page)
    assert referent.post("dossiers:deposit", {"version": "0"}, demande=demande.pk).status_code == 303
    again = referent.post("dossiers:deposit", {"version": "0"}, demande=demande.pk)
    assert (again.status_code, "Quelqu’un a agi entre-temps" in words(again)) == (422, True)
    page = delegate.get("dossiers:demande", demande=demande.pk)
    assert "Elle prépare la suite" in words(page)
    assert "Ne pas laisser de message" not in words(page)
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        paper = delegate.get("dossiers:receipt", demande=demande.pk, form=form)
        assert paper.content.startswith(start)
        assert demande.person.reference in paper["Content-Disposition"]


@pytest.mark.django_db
def test_a_deposit_with_something_missing_is_refused_with_each_reason(world: World, referent: Browser) -> None:
    demande = new_demande(world)
    shown = referent.post("dossiers:deposit", {"version": "0"}, demande=demande.pk)
    assert shown.status_code == 422
    assert "Il manque l’accord de la personne. (CASF L121-9 II)" in words(shown)


@pytest.mark.django_db
def test_who_sees_without_the_right_is_refused_with_reasons_and_who_does_not_see_finds_nothing(
    world: World, delegate: Browser
) -> None:
    demande = completed(world)
    refused = delegate.get("dossiers:part", demande=demande.pk, part="account")
    assert refused.status_code == 404
    gone = Browser(world["referent:estuaire33"]).get("dossiers:part", demande=demande.pk, part="account")
    assert gone.status_code == 403
    assert "ne se modifient plus" in words(gone)
    for name in ("referent:amarres33", "referent:estuaire75", "other:estuaire33", "delegate:75", "chair:33"):
        assert Browser(world[name]).get("dossiers:demande", demande=demande.pk).status_code == 404, name


@pytest.mark.django_db
def test_she_withdraws_and_nobody_else_reads_any_more(world: World, referent: Browser, delegate: Browser) -> None:
    demande = completed(world)
    alone = {"version": "2", "received_alone": "on"}
    reads_again_first(words(referent.get("dossiers:withdraw", demande=demande.pk)), "Un retrait ne s’annule pas")
    without = referent.post("dossiers:withdraw", {"version": "2"}, demande=demande.pk)
    assert (without.status_code, "Recevez la personne seule" in words(without)) == (422, True)
    assert referent.post("dossiers:withdraw", alone, demande=demande.pk).status_code == 303
    page = words(delegate.get("dossiers:demande", demande=demande.pk))
    assert "Retirée à sa demande" in page
    assert delegate.get("dossiers:receipt", demande=demande.pk, form="pdf").status_code == 404
    for hidden in ("Elle prépare la suite", "Awa", "Ce que vous pouvez faire"):
        assert hidden not in page
    assert "Retirée à sa demande le" in words(delegate.get("desk:home"))
    reference = demande.person.reference
    for step, listed in (("retirees", True), ("closes", True), ("", False)):
        found = delegate.client.get(delegate.url("dossiers:list"), {"etape": step})
        assert (reference in words(found)) == listed, step
    assert reference not in words(delegate.get("desk:follow_up"))
    assert referent.get("dossiers:demande", demande=demande.pk).status_code == 200
    with acting(referent.membership) as reader:
        found = clocks(reader, demande.person, world.today)
    assert found.aid.stands == "sans suite : la demande est retirée"
    assert found.residence.stands == "pas possible : la demande est retirée"


@pytest.mark.django_db
def test_forwarding_is_followed_by_the_antenne_and_the_date_stays(
    world: World, referent: Browser, delegate: Browser
) -> None:
    demande = deposited(world)
    other = Browser(world["delegate:75"])
    data = {"version": "1", "to": "75", "competence": "residence"}
    reads_again_first(words(delegate.get("dossiers:forward", demande=demande.pk)), "La demande quitte votre service")
    assert delegate.post("dossiers:forward", data, demande=demande.pk).status_code == 303
    assert other.get("dossiers:demande", demande=demande.pk).status_code == 404
    with acting(referent.membership) as actor:
        assert [item.person for item in todo.forwarded(actor, world.today)] == [demande.person_id]
    assert "ce qui est lu ne se reprend pas" in words(referent.get("dossiers:hand_over", demande=demande.pk))
    assert referent.post("dossiers:hand_over", {"version": "2"}, demande=demande.pk).status_code == 303
    assert "Elle prépare la suite" in words(other.get("dossiers:demande", demande=demande.pk))
    assert delegate.get("dossiers:demande", demande=demande.pk).status_code == 404
    with acting(referent.membership):
        moved = Demande.objects.get(pk=demande.pk)
    assert (moved.departement, moved.step, moved.deposited_at) == ("75", "submitted", demande.deposited_at)


@pytest.mark.django_db
def test_the_list_says_how_long_each_has_waited(world: World, delegate: Browser, referent: Browser) -> None:
    deposited(world)
    new_demande(world, person=new_person(world, name="Mirela Dune"))
    for browser, count in ((delegate, 1), (referent, 2)):
        shown = browser.get("dossiers:list")
        assert words(shown).count("0 jour") == count
    assert "Awa Corail" in words(delegate.get("dossiers:list"))
    assert "Mirela Dune" not in words(delegate.get("dossiers:list"))


@pytest.mark.django_db
def test_a_second_click_opens_no_second_person_and_other_words_do(referent: Browser) -> None:
    assert referent.post("dossiers:new_person", NEW).status_code == 303
    twice = referent.post("dossiers:new_person", NEW)
    assert (twice.status_code, "vient déjà d’être ouvert" in words(twice)) == (422, True)
    assert referent.post("dossiers:new_person", NEW | {"never": "Ne pas appeler le matin."}).status_code == 303
    with acting(referent.membership):
        assert Person.objects.count() == 2
