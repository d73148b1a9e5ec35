"""A path taken over late: its permit is over, its term comes this week, and nothing was asked."""

from datetime import timedelta

from rivage.demo.stories.telling import CONTACT, Telling
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.law.period import add_months
from rivage.rights.takeover import actions as rights

NAME = "Nour Écume"


def lapsing(telling: Telling) -> None:
    """Written down the day before, from the papers she holds."""
    starts = add_months(telling.day(5), -6)
    known = rights.Running(
        running=PaperPeriod(starts, 6, starts),
        source="paper_held",
        need="needed",
        aps_from=starts + timedelta(days=12),
        aps_until=telling.day(-6),
        afis="grant",
        afis_decided_on=starts,
        children=0,
        paid_until=add_months(telling.day(-1).replace(day=1), -1),
    )
    with telling.on(-1, "jeanne.quai") as (actor, on):
        begun = rights.take_over_new(
            actor=actor,
            on=on,
            identity={"name_in_use": NAME, "birth": "1996", "zone": "other"},
            contact=CONTACT,
            adult_said=True,
            known=known,
        )
    telling.people[NAME], telling.who[NAME] = begun.person, "jeanne.quai"
