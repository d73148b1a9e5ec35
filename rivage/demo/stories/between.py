"""Gironde between two demandes: steps asked, answered and to take up again, and what stands in the way."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from rivage.core.versions import version_of
from rivage.demo.stories.telling import Telling
from rivage.support.answered import last_written
from rivage.support.danger import actions as danger
from rivage.support.danger.questions import DANGER
from rivage.support.evaluation.questions import NOT_ASKED
from rivage.support.models import DangerAssessment
from rivage.support.steps import actions
from rivage.support.steps.told import ApproachTold


class StepStory(NamedTuple):
    """A step of somebody: days from today on which it was noted, then on which each thing came of it."""

    called: str
    days: int
    domain: str
    asked: Mapping[str, Any]
    then: tuple[tuple[int, Mapping[str, Any]], ...] = ()


LINA, FANTA, SELAM = "Lina Marée", "Fanta Sillage", "Selam Rocher"
REFUSED = {"outcome": "refused"}
NOTED = (
    StepStory(
        LINA,
        -60,
        "french",
        {"kind": "course", "partner": "Association de cours de français"},
        ((-35, {"outcome": "obtained", "starts": -35, "details": {"level": "a1", "hours": "6"}}),),
    ),
    StepStory(
        LINA, -21, "work", {"kind": "mission_locale", "partner": "Mission locale", "due": 3, "barriers": ("permit",)}
    ),
    StepStory(
        FANTA,
        -127,
        "housing",
        {"kind": "siao", "partner": "SIAO", "details": {"with": "children"}},
        (
            (-90, REFUSED | {"reason": "full"}),
            (-52, REFUSED | {"reason": "permit"}),
            (-8, REFUSED | {"reason": "family", "due": 6}),
        ),
    ),
    StepStory(FANTA, -34, "money", {"partner": "Point conseil budget", "barriers": ("other",)}),
    StepStory(FANTA, -20, "children", {"kind": "care", "partner": "Crèche", "due": 12, "details": {"many": "1"}}),
    StepStory(
        SELAM,
        -50,
        "procedure",
        {"kind": "complaint", "details": {"service": "police"}},
        ((-50, REFUSED | {"reason": "elsewhere", "due": 4, "details": {"beside": "refused"}}),),
    ),
    StepStory(FANTA, -9, "procedure", {"kind": "reflection"}, ((-9, {"outcome": "obtained", "starts": -9}),)),
    StepStory(LINA, -80, "procedure", {"kind": "legal_aid"}, ((-30, {"outcome": "obtained"}),)),
    StepStory(SELAM, -30, "health", {"kind": "pass", "due": 1}, ((-25, {"outcome": "listed", "due": 1}),)),
    StepStory(
        SELAM,
        -12,
        "training",
        {"kind": "basics", "partner": "Organisme de formation", "due": -1, "barriers": ("french", "place")},
    ),
)


DANGERS = (
    (SELAM, -40, "serious", -10, {"who": "network", "where": "phone", "recent": "threat", "protection": "asked"}),
    (SELAM, -8, "watch", 5, {"who": "network", "where": "phone", "recent": "contact", "protection": "partly"}),
    (FANTA, -20, "none", None, {"who": "nobody", "children": "none"}),
)


def between(telling: Telling) -> None:
    """Each step on its day, then what came of it; each danger, with her."""
    for called, days, level, again, answers in DANGERS:
        with telling.on(days, telling.who[called]) as (actor, on):
            seen = None if again is None else on + timedelta(days=again - days)
            asked = dict.fromkeys(DANGER.questions, NOT_ASKED) | answers
            shown = version_of(last_written(DangerAssessment, telling.people[called]))
            told = danger.DangerTold(on, asked, level, seen)
            danger.assess(actor=actor, on=on, person=telling.people[called], told=told, version=shown)
    for noted in NOTED:
        who, about = telling.who[noted.called], telling.people[noted.called]
        with telling.on(noted.days, who) as (actor, on):
            noting = ApproachTold(noted.domain, on, **_counted(noted.asked, on, noted.days))
            row = actions.note_approach(actor=actor, on=on, person=about, told=noting, once=uuid4())
        for days, said in noted.then:
            with telling.on(days, who) as (actor, on):
                coming = ApproachTold(noted.domain, row.asked_on, answered_on=on, **_counted(said, on, days))
                row = actions.follow_approach(actor=actor, on=on, approach=row, told=coming)


def _counted(said: Mapping[str, Any], on: date, days: int) -> dict[str, Any]:
    """The same with its days, told from today, as dates. `days`: what `on` is from today."""
    of = {name: on + timedelta(days=said[name] - days) for name in ("due", "starts") if name in said}
    return {**said, **of}
