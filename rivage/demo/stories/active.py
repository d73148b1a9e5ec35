"""Gironde keeps its active file: how some were met, one who waits for lack of means, posts and weeks of a team."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from rivage.core.versions import version_of
from rivage.demo.stories.telling import Telling
from rivage.support.active import actions
from rivage.support.active.actions import ContactTold

LEAD, JEANNE, PAUL = "helene.mole", "jeanne.quai", "paul.embrun"
# How she was met, and how many days before her accompaniment.
MET = {
    "Lina Marée": ("street", 40),
    "Ama Brisant": ("hospital", 12),
    "Fanta Sillage": ("walk_in", 0),
    "Selam Rocher": ("digital", 21),
}
# Weeks ago, who, hours before, on files, on paths, after, of which with children.
WEEKS = (
    (3, JEANNE, 6, 9, 14, 2, 4),
    (2, JEANNE, 8, 4, 18, 1, 6),
    (2, PAUL, 5, 12, 11, 3, 0),
    (1, JEANNE, 7, 6, 16, 2, 3),
)


def active(telling: Telling) -> None:
    """Each on its day."""
    with telling.on(-120, LEAD) as (actor, on):
        since = on - timedelta(days=60)
        actions.say_posts(actor=actor, on=on, since=since, posts=Decimal("1.8"), version=version_of(None))
    for called, (origin, before) in MET.items():
        with telling.on(-20, telling.who[called]) as (actor, on):
            person = telling.people[called]
            suivi = person.suivis.latest("starts")
            told = ContactTold(origin, suivi.starts - timedelta(days=before), suivi.starts)
            actions.note_contact(actor=actor, on=on, person=person, told=told, version=version_of(None))
    for weeks, who, *hours in WEEKS:
        with telling.on(-7 * weeks, who) as (actor, on):
            said = dict(zip(("before", "file", "path", "after", "children"), map(Decimal, hours), strict=True))
            actions.note_week(actor=actor, on=on, week=on, hours=said, version=version_of(None))
    for days, kind in ((-50, "caming"), (-18, "filmed")):
        with telling.on(days, JEANNE) as (actor, on):
            actions.count_turned_away(actor=actor, on=on, once=uuid4(), kind=kind, n=1)
