"""Gironde between two demandes: steps asked, answered and to take up again, and what stands in the way."""

from datetime import timedelta
from uuid import uuid4

from rivage.demo.stories.telling import Telling
from rivage.support.steps import actions
from rivage.support.steps.actions import ApproachTold

# Who, days before today, what, of whom, in how many days it is taken up, at what hour, what stands in the way.
NOTED = (
    ("Lina Marée", -60, "french", "Association de cours de français", None, ()),
    ("Lina Marée", -21, "work", "Mission locale", 3, ("permit",)),
    ("Fanta Sillage", -34, "money", "Point conseil budget", None, ("other",)),
    ("Selam Rocher", -12, "training", "Organisme de formation", -1, ("french", "place")),
)


def between(telling: Telling) -> None:
    """Each on its day; the oldest of Lina's has its answer."""
    for called, days, domain, partner, due, barriers in NOTED:
        with telling.on(days, telling.who[called]) as (actor, on):
            again = None if due is None else on + timedelta(days=due - days)
            told = ApproachTold(domain, on, partner, due=again, barriers=barriers)
            row = actions.note_approach(actor=actor, on=on, person=telling.people[called], told=told, once=uuid4())
        if domain == "french":
            with telling.on(days + 25, telling.who[called]) as (actor, on):
                told = ApproachTold(domain, row.asked_on, partner, on, "obtained", "Deux matinées par semaine.")
                actions.follow_approach(actor=actor, on=on, approach=row, told=told)
