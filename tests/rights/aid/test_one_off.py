"""The aids of 2020 and 2022, and of a decree to come, beside the months that open them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rivage.core.refusal import Refused
from rivage.law import afis_service, values
from rivage.people.models import Person
from rivage.rights.aid import one_off, one_off_paid
from rivage.rights.aid.ledger import months
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisDecision, OneOffPaid
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.test_ledger import ON, grant, ordered
from tests.rights.aid.test_months import aided
from tests.rights.aid.test_notified import refused_by_the_database
from tests.world import World, acting

__all__ = ["aided"]
HOUSEHOLD, CHILD = "afis.aide_exceptionnelle_foyer.2022", "afis.aide_exceptionnelle_enfant.2022"


def totals(*args: object, **given: object) -> list[tuple[str, Decimal, bool]]:
    found = months([grant(*args, **given)], [], ON)
    return [(f"{one.month:%Y-%m}", one.of.total, one.of.household.to_confirm) for one in one_off.one_offs(found)]


def test_the_month_of_the_decree_opens_it_and_no_other() -> None:
    assert totals(date(2022, 5, 3), 3, 2) == [("2022-06", Decimal("200.00"), False)]
    assert totals(date(2022, 7, 1), 6, 2) == []
    assert totals(date(2020, 10, 1), 6, 1) == [("2020-12", Decimal("250.00"), True)], "its month is to be confirmed"
    assert totals(date(2022, 1, 1), 12, ended_on=date(2022, 4, 2)) == [], "the aid had ended before"


def test_a_month_that_came_back_unpaid_opens_nothing() -> None:
    june = ordered(date(2022, 6, 1), "330.00", answer=PayerAnswer.RETURNED, answered_on=date(2022, 7, 2))
    assert one_off.one_offs(months([grant(date(2022, 5, 3), 3)], [june], ON)) == []


@pytest.mark.django_db
def test_a_decree_to_come_is_new_values_and_shows_on_her_page(
    world: World, aided: AfisDecision, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = aided.person_id
    assert not Caller(world[WHO]).get("rights:months", person=person).says("Aides versées une seule fois")
    month, held = world.today.replace(day=1), values._series()
    new = {}
    for name in (HOUSEHOLD, CHILD):
        (value,) = held[name][1]
        new[name.replace("2022", "2031")] = ((month,), (replace(value, start=month, end=None),))
    known = values.names
    monkeypatch.setattr(values, "_series", lambda: held | new)

    def named(prefix: str = "") -> tuple[str, ...]:
        return *known(prefix), *(name for name in new if name.startswith(prefix))

    for module in (one_off, afis_service):
        monkeypatch.setattr(module, "names", named)
    for who in (WHO, "delegate:33"):
        shown = Caller(world[who]).get("rights:months", person=person)
        assert shown.says("Aides versées une seule fois"), who
        assert shown.says("150 €"), who


def line() -> one_off.OneOffLine:
    (found,) = one_off.one_offs(months([grant(date(2022, 5, 3), 3)], [], ON))
    return found


@pytest.mark.django_db
def test_it_is_noted_as_paid_once_and_taken_back(world: World, aided: AfisDecision) -> None:
    with acting(world["delegate:33"]) as actor:
        person = Person.objects.get(pk=aided.person_id)
        given = {"actor": actor, "on": world.today, "person": person, "line": line()}
        with pytest.raises(Refused, match="après le début du mois"):
            one_off_paid.note_one_off(**given, amount=Decimal(100), paid_on=date(2022, 1, 1))
        row = one_off_paid.note_one_off(**given, amount=Decimal(100), paid_on=date(2022, 9, 20))
        again = one_off_paid.note_one_off(**given, amount=Decimal(100), paid_on=date(2022, 9, 20))
        assert row.pk == again.pk
        with pytest.raises(Refused, match="déjà notée versée"):
            one_off_paid.note_one_off(**given, amount=Decimal(90), paid_on=date(2022, 9, 20))
        assert "100" in one_off_paid.paid(actor, person)[2022]
        one_off_paid.take_back_one_off(actor=actor, on=world.today, row=row)
        assert one_off_paid.paid(actor, person) == {}
    page = Caller(world["delegate:33"]).get("rights:one_off", person=aided.person_id)
    assert page.says("Aucune aide unique de cette année")
    assert Caller(world[WHO]).get("rights:one_off", person=aided.person_id).status == 404


@pytest.mark.django_db
def test_the_database_takes_what_was_paid_once_of_who_instructs_alone_within_bounds(
    world: World, aided: AfisDecision
) -> None:
    def born(who: str, **values: Any) -> bool:
        with acting(world[who]) as actor:
            given = {"decree": 2022, "amount": 100, "paid_on": date(2022, 9, 20), "recorded_by": actor} | values
            return refused_by_the_database(lambda: OneOffPaid.beside(aided, **given).save(force_insert=True))

    assert born(WHO)
    for wrong in (
        {"amount": 99_999}, {"decree": 1999}, {"paid_on": date(2021, 12, 31)},
        {"paid_on": world.today + timedelta(days=5)}, {"taken_back_on": world.today},
    ):  # fmt: skip
        assert born("delegate:33", **wrong), wrong
    assert not born("delegate:33")
    with acting(world["delegate:33"]):
        rows = OneOffPaid.objects.all()
        assert rows.exists()
        assert refused_by_the_database(lambda: rows.update(taken_back_on=date(2099, 1, 1)))
