"""Amounts that two pages say: computed once, and nobody's set against somebody else's."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from rivage.core import clock
from rivage.law.period import add_months
from rivage.rights.aid import actions
from rivage.rights.aid.orders import Proposal
from rivage.rights.models import AfisDecision, AfisMonth
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.test_months import aided, answer, first, granted, lines, ordered, read
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
PAYER, DELEGATE = "payer:33", "delegate:33"


def changed(world: World, decision: AfisDecision, children: int) -> None:
    """Her antenne says another number of children, the day after the aid was granted."""
    on = decision.decided_on + timedelta(days=1)
    with acting(world[WHO]) as actor:
        actions.record_event(
            actor=actor, on=world.today, person=decision.demande.person, kind="children", event_on=on,
            children=children,
        )  # fmt: skip


def test_what_is_owed_and_what_is_over_are_two_totals(world: World, aided: AfisDecision) -> None:
    other = granted(world)
    with clock.at(away(65)):
        world.today, today = clock.today("33"), world.today
        ordered(world)
        changed(world, aided, 2)
        changed(world, other, 0)
        page = Caller(world[DELEGATE]).get("rights:orders")
        assert page.says("Reste à verser")
        assert page.says("Ordonné ou versé en trop")
        world.today = today


def test_two_people_are_not_set_against_each_other() -> None:
    found = Proposal(date(2026, 11, 1))
    for more in ("106.08", "-212.16"):
        apart: Any = SimpleNamespace(to_settle=Decimal(more))
        found.to_settle.append((uuid4(), apart))
    assert (found.apart.left, found.apart.over) == (Decimal("106.08"), Decimal("212.16"))


def test_what_is_left_of_a_month_is_the_same_on_the_order_the_home_and_the_months(
    world: World, aided: AfisDecision
) -> None:
    with clock.at(away(65)):
        world.today, today = clock.today("33"), world.today
        order = ordered(world)
        line: AfisMonth = max(lines(world), key=lambda one: one.month)
        assert line.month >= add_months(first(world), -1)
        read(world, order, answer(line, world, montant="500"))
        changed(world, aided, 0)
        for who, page, ids in (
            (DELEGATE, "rights:order", {"order": order.pk}),
            (DELEGATE, "rights:months", {"person": line.person_id}),
            (DELEGATE, "desk:home", {}),
            (WHO, "rights:months", {"person": line.person_id}),
        ):
            shown = Caller(world[who]).get(page, **ids)
            assert shown.says("reste 59,44 € dû, 165,52 € de l’ordre"), (who, page)
        assert Caller(world[PAYER]).get("rights:order", order=order.pk).says("reste 165,52 €")
        world.today = today


def test_the_page_of_changes_says_what_each_reads(world: World, aided: AfisDecision) -> None:
    own = Caller(world[WHO]).get("rights:changes", person=aided.person_id)
    assert own.says("pour combien d’enfants chaque mois est compté et dû : jamais le fait ni sa raison")
    with clock.at(away(65)):
        world.today, today = clock.today("33"), world.today
        ordered(world)
        changed(world, aided, 2)
        read_by = Caller(world[DELEGATE]).get("rights:months", person=aided.person_id)
        assert read_by.says("dû pour 2 enfants d’après ce qui est noté depuis")
        assert not read_by.says("nombre d’enfants à charge")
        world.today = today


def test_the_clocks_say_the_amounts_of_the_months(world: World, aided: AfisDecision) -> None:
    with clock.at(away(65)):
        world.today, today = clock.today("33"), world.today
        reader = Caller(world[WHO])
        assert reader.get("rights:clocks", person=aided.person_id).says("accordée, 665,52 € par mois")
        changed(world, aided, 2)
        shown = reader.get("rights:clocks", person=aided.person_id)
        assert shown.says("accordée, 771,60 € par mois")
        months = reader.get("rights:months", person=aided.person_id)
        for euros in ("665,52 €", "771,60 €"):
            assert shown.says(euros) == months.says(euros), euros
        world.today = today
