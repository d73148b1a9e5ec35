"""What the term of a period asks: a renewal to prepare, one that has not come."""

from collections.abc import Container, Iterator
from datetime import date

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.associations.access import can_ask
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.models import Period
from rivage.dossiers.renewal import point_from
from rivage.dossiers.todo import UNAPPROVED, running_periods
from rivage.law.parcours import expected_months
from rivage.law.period import ONE_DAY
from rivage.law.wording import day
from rivage.rights.clocks import path
from rivage.rights.clocks.facts import lapse_facts
from rivage.rights.clocks.renewal import EXPECTED, notice, sessions_to_come

TO_DEPOSIT = "Renouvellement à préparer et à déposer"
BY_ANOTHER = "Renouvellement à faire déposer par une association agréée"


def to_renew(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: the fifth month has begun, months are left after it, and no demande is prepared yet."""
    begun = [period for period in running_periods(membership, on) if point_from(period) <= on]
    rows = _unrenewed(membership, begun, on, steps=PENDING)
    to_come = {place: sessions_to_come(place, on) for place in {row.parcours.departement for row in rows}}
    approved = bool(can_ask(membership.body, on)) if rows else True
    for row in rows:
        due, words = _in_time(row, [held for held in to_come[row.parcours.departement] if held < row.ends], on)
        yield Item(
            title=TO_DEPOSIT if approved else BY_ANOTHER,
            url=link(membership, "dossiers:open" if approved else "dossiers:leave", person=row.person_id),
            due=due,
            person=row.person_id,
            reference=row.person.reference,
            consequence=words if approved else f"{UNAPPROVED} {words}",
            action="Préparer" if approved else "Préparer son code",
        )


def _in_time(row: Period, sessions: list[date], on: date) -> tuple[date, str]:
    """The last day on which a demande still comes before a session in time, and what happens otherwise."""
    last = day(row.ends - ONE_DAY)
    if not sessions:
        return on, f"Aucune séance n’est prévue à temps : sans décision, les droits s’arrêtent le {last} au soir."
    words = (
        f"Dernière séance à temps : le {day(sessions[-1])}. Sans décision, les droits s’arrêtent le {last} au soir."
    )
    return sessions[-1] - notice(on), words


def expected(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: nothing has come and the term is near."""
    near = [period for period in running_periods(membership, on) if period.ends - EXPECTED <= on]
    rows = _unrenewed(membership, near, on, steps=[step for step in PENDING if step != Step.DRAFT])
    to_come = {place: sessions_to_come(place, on) for place in {row.parcours.departement for row in rows}}
    for row in rows:
        yield Item(
            title="Renouvellement attendu : aucune demande reçue",
            url=link(membership, "people:person", person=row.person_id),
            due=row.ends - ONE_DAY,
            person=row.person_id,
            reference=row.person.reference,
            consequence=_before(row, to_come[row.parcours.departement]),
            action="Voir",
        )


def _before(row: Period, sessions: list[date]) -> str:
    """Which session still comes before the term, if any."""
    last = next((held for held in reversed(sessions) if held < row.ends), None)
    if last is None:
        return "Aucune séance n’arrive plus avant ce terme : les droits s’arrêtent sans décision avant ce jour."
    return f"Dernière séance qui arrive avant ce terme : le {day(last)}."


def _unrenewed(membership: Membership, periods: list[Period], on: date, *, steps: Container[str]) -> list[Period]:
    """Periods with months left after them that nothing follows yet, no demande being at any of these `steps`."""
    found = lapse_facts(membership, [period.person for period in periods])

    def followed(period: Period) -> bool:
        hers = found[period.person_id]
        coming = any(row.parcours_id == period.parcours_id and row.step in steps for row in hers.demandes)
        return coming or any(row.parcours_id == period.parcours_id and row.starts > on for row in hers.periods)

    return [
        period
        for period in periods
        if not followed(period) and expected_months(path.used(found[period.person_id]), on)
    ]
