"""Four paths that ran before Rivage: to confirm, confirmed, one whose person wants to stop, one interrupted."""

from typing import Any

from rivage.core.versions import version_of
from rivage.demo.stories.telling import CONTACT, Telling
from rivage.dossiers import actions as dossiers
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.law.period import add_months
from rivage.rights.takeover import actions as rights


def takeover(telling: Telling) -> None:
    """Told in the order of the days."""
    _taken_over(telling, -60, "paul.embrun", "Fatou Marais", begun=-95, source="paper_held")
    _taken_over(telling, -30, "yann.bouee", "Ioana Galerne", begun=-75, source="signed_paper")
    _taken_over(telling, -21, "jeanne.quai", "Paola Ressac", begun=-128, earlier=1, source="signed_paper")
    for days, name in ((-58, "Fatou Marais"), (-25, "Ioana Galerne"), (-18, "Paola Ressac")):
        with telling.on(days, "claire.digue") as (actor, on):
            held = telling.people[name].parcours.get().take_over
            rights.confirm_take_over(actor=actor, on=on, take_over=held, version=version_of(held))
    _said(telling, -12, "Fatou Marais", "interrupt", from_day=telling.day(-12), ground="busy", received_alone=True)
    _said(telling, -4, "Ioana Galerne", "renounce", received_on=telling.day(-4), received_alone=True)
    _taken_over(telling, -2, "jeanne.quai", "Nadège Crique", begun=-40, elsewhere=6, source="paper_held")


def _said(telling: Telling, days: int, name: str, verb: str, **values: Any) -> None:
    with telling.on(days, telling.who[name]) as (actor, on):
        parcours = telling.people[name].parcours.get()
        getattr(dossiers, verb)(actor=actor, on=on, parcours=parcours, **values)


def _taken_over(
    telling: Telling,
    days: int,
    login: str,
    name: str,
    *,
    begun: int,
    source: str,
    earlier: int = 0,
    elsewhere: int = 0,
) -> None:
    """One form, typed on a day: the period in course, `earlier` periods of six months, months used elsewhere."""
    # Every term of a run is counted from its own start: from a 31st backwards, days would be left between two.
    first = add_months(telling.day(begun), -6 * earlier)
    *before, starts = [add_months(first, 6 * rank) for rank in range(earlier + 1)]
    known = rights.Running(
        running=PaperPeriod(starts, 6, starts),
        earlier=tuple(PaperPeriod(day, 6, day) for day in before),
        source=source,
        need="needed",
        months_before=elsewhere,
        months_before_source="décision qu’elle détient, autre département" if elsewhere else "",
        aps_from=starts,
        aps_until=add_months(starts, 6),
        afis="grant",
        afis_decided_on=starts,
        children=1,
        # The délégation ordered on paper until the month before.
        paid_until=add_months(telling.day(days).replace(day=1), -1),
    )
    with telling.on(days, login) as (actor, on):
        begun_here = rights.take_over_new(
            actor=actor,
            on=on,
            identity={"name_in_use": name, "birth": "1993", "zone": "other"},
            contact=CONTACT,
            adult_said=True,
            known=known,
        )
    telling.people[name], telling.who[name] = begun_here.person, login
