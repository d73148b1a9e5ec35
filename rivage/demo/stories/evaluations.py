"""Gironde notes where some stand, at entry and later: what a path changed shows."""

from rivage.core.versions import version_of
from rivage.demo.stories.telling import Telling
from rivage.support.answered import last_written
from rivage.support.evaluation import actions
from rivage.support.evaluation.actions import EvaluationTold
from rivage.support.evaluation.questions import NO_ANSWER, NOT_ASKED
from rivage.support.models import Evaluation

BEFORE = {
    "housing": "third", "resources": "none", "work": "none", "training": "none", "french": "some", "title": "none",
    "health_cover": "none", "care": "unmet", "children": "none", "safety": "worry", "bank": "none",
    "debts": "unplanned",
}  # fmt: skip
# How many days ago, the moment, what differs from before.
TOLD = {
    "Lina Marée": (
        (-170, "entry", {"children": "no_care", "debts": NO_ANSWER}),
        (
            -9,
            "renewal",
            {
                "resources": "work",
                "work": "short_part",
                "children": "care",
                "title": "aps",
                "bank": "own",
                "safety": "safe",
            },
        ),
    ),
    "Inès Corniche": (
        (-168, "entry", {"french": "none", "title": "resident", "care": NOT_ASKED}),
        (-4, "renewal", {"resources": "aid", "work": "looking", "title": "resident", "housing": "shelter"}),
    ),
    "Rita Lagune": ((-172, "entry", {"housing": "hotel"}),),
}


def evaluations(telling: Telling) -> None:
    """Each on its day, outside a path with her accord."""
    for called, moments in TOLD.items():
        for days, moment, differs in moments:
            with telling.on(days, telling.who[called]) as (actor, on):
                person = telling.people[called]
                told = EvaluationTold(moment, on, BEFORE | differs, agreed=True)
                version = version_of(last_written(Evaluation, person))
                actions.note_evaluation(actor=actor, on=on, person=person, told=told, version=version)
