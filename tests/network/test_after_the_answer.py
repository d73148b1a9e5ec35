"""What stays of a call once it is answered, who is to be told, and how each page leads to the others."""

from datetime import timedelta

import pytest

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock, french
from rivage.network.todo import waiting
from tests.network.test_calls import DELEGATE, LEAD, OTHERS, PHONE, called, drawn, held, home, page, said_of, signed
from tests.network.test_taking_back import form, press
from tests.world import World, acting

pytestmark = pytest.mark.django_db
OURS = "Cap Estuaire Gironde"


def plain(html: str) -> str:
    return " ".join(html.replace("\u00a0", " ").split())


def test_who_goes_finds_the_number_on_the_home_as_long_as_the_call_stands(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(drawn(world))
    press(world, LEAD, form(world, LEAD), "oui")
    for who in (LEAD, "referent:estuaire33"):
        said = plain(home(world, who))
        assert "Vous y allez : rappeler le service" in said
        assert f"Téléphone du service : {PHONE}" in said
        assert link(world[who], "network:calls") in said
    assert "Vous y allez" not in home(world, OTHERS)
    begun = clock.now()
    for after, standing in ((timedelta(hours=23), True), (timedelta(hours=25), False)):
        with monkeypatch.context() as patched, acting(world[LEAD]) as lead:
            patched.setattr(clock, "now", lambda after=after: begun + after)
            items = list(waiting(lead, clock.today("33")))
            assert len(items) == standing
            assert not [one for one in items if one.urgent or (one.due and one.due < clock.today("33"))]


def test_who_can_no_longer_go_is_told_whom_to_phone(world: World) -> None:
    called(drawn(world))
    press(world, LEAD, form(world, LEAD), "oui")
    told = press(world, LEAD, form(world, LEAD), "non")
    assert f"Dites-le aussi au service, par téléphone : {PHONE}" in told
    assert f"Dites-le au service : {PHONE}" in told, "the page says it as long as the call stands"
    assert "Vous y allez" not in home(world, LEAD)
    assert "Dites-le au service" not in press(world, OTHERS, form(world, OTHERS), "non")
    assert "Dites-le au service" in page(world, "referent:estuaire33")
    press(world, LEAD, form(world, LEAD), "oui")
    assert "Dites-le au service" not in page(world, LEAD)


def test_the_delegation_reads_each_association_once(world: World) -> None:
    called(drawn(world))
    press(world, LEAD, form(world, LEAD), "oui")
    press(world, LEAD, form(world, LEAD), "non")
    press(world, OTHERS, form(world, OTHERS), "non")
    said = page(world, DELEGATE)
    assert f"{OURS} ne peut plus y aller" in said
    assert f"{OURS} ne peut pas" not in said
    assert "Les Amarres Gironde ne peut pas." in said
    press(world, LEAD, form(world, LEAD), "oui")
    for who in (DELEGATE, OTHERS):
        assert f"{OURS} y va" in page(world, who)
        assert f"{OURS} ne peut plus y aller" not in page(world, who), "it goes again"


@pytest.mark.parametrize(
    ("who", "name"),
    [(LEAD, "calls"), ("referent:estuaire33", "calls"), (DELEGATE, "calls"), ("secretary:33", "codes")],
)
def test_every_page_leads_there(world: World, who: str, name: str) -> None:
    label = {"calls": "Appels", "codes": "Codes des services"}[name]
    assert f'<a href="{link(world[who], f"network:{name}")}">{label}</a>' in home(world, who)


def test_the_calls_lead_to_the_codes_and_back_where_both_are_read(world: World) -> None:
    delegate, secretary = world[DELEGATE], world["secretary:33"]
    there, back = (f'<a href="{link(delegate, f"network:{name}")}">' for name in ("codes", "calls"))
    assert there in main(page(world, DELEGATE))
    assert back in main(asked(delegate, link(delegate, "network:codes")))
    assert link(world[LEAD], "network:codes") not in page(world, LEAD)
    calls = f'href="{link(secretary, "network:calls")}"'
    assert calls not in asked(secretary, link(secretary, "network:codes"))


def main(html: str) -> str:
    return html.partition("<main")[2].partition("</main")[0]


def asked(membership: Membership, url: str) -> str:
    return signed(membership).get(url).content.decode()


def test_a_waiting_call_stands_above_everything_on_a_home_and_says_when_it_came(world: World) -> None:
    first = home(world, LEAD)
    assert first.index("Ce qui vous attend") < first.index("Ce qui vous revient ici")
    called(drawn(world))
    came = french.moment(held(world).created_at, clock.zone("33"))
    said = home(world, LEAD)
    assert said.index("Maintenant") < said.index("Appel d’un service") < said.index("Ce qui vous revient ici")
    assert f"Appel du {plain(came)}" in plain(said)


def test_whoever_calls_reads_which_number_will_ring(world: World) -> None:
    told = said_of(called(drawn(world)))
    assert f"rappelle votre service au {PHONE}" in told
    assert "Rivage ne sait pas si l’on vous a rappelé" in told
