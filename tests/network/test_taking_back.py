"""An answer is taken back by the association that gave it: what it said is kept, and another form open says so."""

import re

import pytest

from rivage.accounts.http import link
from rivage.core import clock
from rivage.network.models import CallAnswer
from tests.network.test_calls import LEAD, OTHERS, called, drawn, home, page, said_of, signed
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def form(world: World, who: str) -> dict[str, str]:
    """What the form of the only call sends."""
    fields = re.findall(r'name="(call|former|was)" value="([\w-]+)"', page(world, who))
    return dict(fields)


def press(world: World, who: str, sent: dict[str, str], going: str) -> str:
    answer = signed(world[who]).post(link(world[who], "network:calls"), sent | {"going": going}, follow=True)
    return said_of(answer)


def rows(world: World) -> list[tuple[str, bool, bool]]:
    with acting(world[LEAD]):
        found = CallAnswer.objects.order_by("created_at").values_list("body__name", "going", "withdrawn_at")
        return [(name, going, back is not None) for name, going, back in found]


def test_who_goes_says_that_it_no_longer_can_and_back(world: World) -> None:
    called(drawn(world))
    press(world, LEAD, form(world, LEAD), "oui")
    assert "Nous ne pouvons plus y aller" in page(world, LEAD)
    assert '<form class="rv-boutons"' not in page(world, OTHERS), "another goes"
    assert "Dites-le aussi au service" in press(world, LEAD, form(world, LEAD), "non")
    assert "Finalement, nous y allons" in page(world, LEAD)
    assert page(world, "delegate:33").count("Cap Estuaire Gironde ne peut plus y aller.") == 1
    assert "Nous y allons" in page(world, OTHERS)
    for who, there in ((OTHERS, True), (LEAD, False)):
        assert ("Appel d’un service" in home(world, who)) is there
    press(world, LEAD, form(world, LEAD), "oui")
    ours = "Cap Estuaire Gironde"
    assert f"{ours} y va" in page(world, OTHERS)
    assert rows(world) == [(ours, True, True), (ours, False, True), (ours, True, False)]


def test_a_form_open_twice_says_what_was_done(world: World) -> None:
    called(drawn(world))
    first = form(world, LEAD)
    press(world, LEAD, first, "oui")
    for going in ("oui", "non"):
        assert "Votre association a déjà répondu qu’elle y va" in press(world, LEAD, first, going)
    second = form(world, LEAD)
    press(world, LEAD, second, "non")
    assert "a déjà répondu qu’elle ne peut pas y aller" in press(world, LEAD, second, "non")
    theirs, ours = form(world, OTHERS), form(world, LEAD)
    press(world, OTHERS, theirs, "oui")
    assert "Les Amarres Gironde a déjà répondu qu’elle y va" in press(world, LEAD, ours, "oui")
    names = ("Cap Estuaire Gironde", "Les Amarres Gironde")
    assert rows(world) == [(names[0], True, True), (names[0], False, False), (names[1], True, False)]


def test_nobody_else_takes_an_answer_back(world: World) -> None:
    called(drawn(world))
    press(world, LEAD, form(world, LEAD), "oui")
    for who in (OTHERS, "lead:estuaire75"):
        press(world, who, form(world, LEAD), "non")
    assert rows(world) == [("Cap Estuaire Gironde", True, False)]
    assert "Cap Estuaire Gironde y va" in page(world, OTHERS)
    with acting(world[OTHERS]):
        assert CallAnswer.objects.update(withdrawn_at=clock.now()) == 0
