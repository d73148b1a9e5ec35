"""A day that is a fact is not written by SQL before it comes (`PAST`)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Model

from rivage.accounts.models import Membership
from rivage.dossiers.models import Suivi
from rivage.people.models import Person
from rivage.rights.models import ApsFact, NeedSpan
from rivage.support.models import Approach, FirstContact, MeansWait, Staffing, TurnedAway, WeekTime
from tests.attack.test_recours import took
from tests.attack.test_team import followed
from tests.dossiers.path import WHO
from tests.stories import after
from tests.titles.path import LEAD
from tests.world import World, acting

pytestmark = pytest.mark.django_db
Write = Callable[[Membership, date], Any]


def written(world: World, person: Person) -> dict[str, Write]:
    """How a row of each table is written, whose fact is of a day."""
    suivi = Suivi.objects.filter(person=person).order_by("starts").values_list("pk", flat=True)[0]

    def hers(model: Any, day: str, **values: Any) -> Write:
        return lambda actor, on: model.beside(person, recorded_by=actor, **values, **{day: on})

    def its(model: Any, day: str, **values: Any) -> Write:
        return lambda actor, on: model(body_id=actor.body_id, recorded_by=actor, **values, **{day: on})

    before = {"asked_on": world.today - timedelta(days=30)}
    return {
        "met_on": hers(FirstContact, "met_on", suivi_id=suivi, origin="street"),
        "word_on": hers(FirstContact, "word_on", suivi_id=suivi, origin="street"),
        "approach": hers(Approach, "asked_on", domain="housing"),
        "answer": hers(Approach, "answered_on", domain="housing", **before),
        "posts": its(Staffing, "since", posts=Decimal(2)),
        "away": its(TurnedAway, "day", kind="caming"),
        "permit": hers(ApsFact, "on", n=2, step="requested", source="paper_held"),
        "need": hers(NeedSpan, "since", needed=True),
    }


def test_no_fact_is_of_a_day_to_come(world: World) -> None:
    demande = after(world, followed)
    with acting(world[WHO]):
        person = Person.objects.get(pk=demande.person_id)
        rows = written(world, person)
        kind = TurnedAway._meta.get_field("kind").choices[0][0]
        rows["away"] = lambda actor, on: TurnedAway(body_id=actor.body_id, recorded_by=actor, kind=kind, day=on)
    for name, write in rows.items():
        with acting(world[LEAD]) as actor:
            for day, may in ((world.today, True), (world.today + timedelta(days=2), False)):
                row = write(actor, day)
                assert took(lambda row=row: row.save(force_insert=True)) == may, (name, day)


def test_what_stands_is_not_put_off(world: World) -> None:
    demande = after(world, followed)
    ahead, monday = world.today + timedelta(days=2), world.today + timedelta(days=7 - world.today.weekday())
    with acting(world[LEAD]) as actor:
        wait = MeansWait.objects.filter(person=demande.person_id)
        assert not took(lambda: wait.update(ended_on=ahead))
        assert took(lambda: wait.update(ended_on=world.today))
        hours = {"body_id": actor.body_id, "recorded_by": actor, "before": Decimal(2)}
        assert not took(lambda: WeekTime(week=monday + timedelta(days=7), **hours).save(force_insert=True))


def test_an_appointment_is_noted_before_it_takes_place(world: World) -> None:
    demande = after(world, followed)
    with acting(world[WHO]) as actor:
        person = Person.objects.get(pk=demande.person_id)
        common = {"n": 2, "source": "paper_held", "recorded_by": actor, "on": world.today + timedelta(days=9)}
        for step, may in (("appointment", True), ("requested", False), ("delivered", False)):
            row = ApsFact.beside(person, step=step, **common)
            assert took(lambda row=row: row.save(force_insert=True)) == may, step


def test_each_day_of_a_fact_is_one_of_its_table() -> None:
    said: list[type[Model]] = [model for model in apps.get_models() if getattr(model, "PAST", ())]
    assert len(said) >= 20
    for model in said:
        for name in model.PAST:  # type: ignore[attr-defined]
            assert isinstance(model._meta.get_field(name), models.DateField), (model, name)
