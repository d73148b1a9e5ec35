"""The clock of the aid: asked or not, granted, month by month what the payer answered."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from rivage.core.french import amount
from rivage.dossiers.enums import Claimable, Held
from rivage.dossiers.months import days_of
from rivage.law import afis
from rivage.law.period import ONE_DAY, Days, add_months
from rivage.law.wording import day
from rivage.rights.clocks.doubts import open_days
from rivage.rights.clocks.facts import ClockFacts, LapseFacts
from rivage.rights.clocks.residence import needed_days
from rivage.rights.clocks.rows import AfisRow, AidRow, PeriodRow
from rivage.rights.clocks.shapes import ALWAYS, Clock, both, joined, minus
from rivage.rights.ended import last_due
from rivage.rights.enums import AfisSense, PayerAnswer, PermitNeed

UNPAID = (PayerAnswer.RETURNED, PayerAnswer.SUSPENDED)
STOPPED = "accordée, puis arrêtée"
HELD = (Held.TITLE, Held.APS, Held.RENEWAL, Held.NOT_ASKED)


def clock(found: LapseFacts) -> Clock:
    """The clock in words."""
    if found.afis:
        last = found.afis[-1]
        if last.sense == AfisSense.REFUSE:
            return Clock("Aide", "demandée", "refusée")
        if last.ended_on is not None:
            until = f"au {day(_first_unpaid(last.ended_on))}"
            return Clock("Aide", "demandée", f"{STOPPED} {until}", STOPPED, until)
        granted = granted_months(found)
        return Clock("Aide", "demandée", per_month(granted[-1]) if granted else "accordée")
    aid = found.aid
    if aid is None or aid.afis_asked is None:
        return Clock("Aide", "à voir avec la personne", "")
    if not aid.afis_asked:
        return Clock("Aide", "non souhaitée", "")
    if aid.rsa == Claimable.YES:
        return Clock("Aide", "RSA possible à la place", "CASF L121-9 II")
    if aid.ada == Claimable.YES:
        return Clock("Aide", "ADA possible à la place", "CASF L121-9 II")
    if found.dead:
        return Clock("Aide", "demandée", f"sans suite : {found.dead}", "demandée", "sans suite")
    return Clock("Aide", "demandée", "pas encore décidée")


def last_day(row: PeriodRow, decision: AfisRow) -> date | None:
    """The last day of that month."""
    month = last_due(Days(row.starts, row.ends), ended_on=decision.ended_on, stopped_on=row.ended_on)
    return add_months(month, 1) - ONE_DAY if month is not None else None


def per_month(last: afis.DueMonth) -> str:
    """« accordée, 559,44 € par mois », by the last month granted."""
    return f"accordée, {amount(last.amount.value)} par mois"


def granted_months(found: LapseFacts) -> tuple[afis.DueMonth, ...]:
    """Every month that a decision granted, with its amount, up to the last one paid when the préfet ended the aid."""
    months: list[afis.DueMonth] = []
    for row, decision, _ in by_period(found):
        if decision is not None and decision.sense == AfisSense.GRANT:
            demande = next(one for one in found.demandes if one.pk == decision.demande_id)
            whole, stops = Days(row.starts, row.ends), {"ended_on": decision.ended_on, "stopped_on": row.ended_on}
            months += afis.months(whole, decision.children, demande.departement, **stops)[1]
    return tuple(months)


def by_period(found: LapseFacts) -> Iterator[tuple[PeriodRow, AfisRow | None, AidRow | None]]:
    """Each period with the decision on the aid and what was asked of it, both of the demande that opened it."""
    by_decision = {decision: demande for demande, decision in found.decisions.items()}
    decided = {row.demande_id: row for row in found.afis}
    for row in found.periods:
        demande = by_decision.get(row.decision_id)
        yield (row, decided.get(demande), found.aids.get(demande)) if demande else (row, None, None)


def unpaid_months(found: ClockFacts) -> list[Days]:
    """Months granted that the payer says it did not pay: returned, or suspended. No answer is not an unpaid month."""
    return [month_of(row.month) for row in found.months if row.answer in UNPAID]


def month_of(day: date) -> Days:
    first = day.replace(day=1)
    return Days(first, add_months(first, 1))


def undecided_days(found: LapseFacts, on: date, demande: UUID | None = None) -> list[Days]:
    """Days until `on`, authorised, on which the aid is asked and possible, and nothing is decided; those that one
    `demande` opened, or all.

    Not possible, hence never counted: RSA or ADA instead, a permit that is needed and not held (the loss is then the
    permit's), an asylum claim that is examined.
    """
    until = [Days(date.min, date.fromordinal(on.toordinal() + 1))]
    waiting = []
    for row, decision, aid in by_period(found):
        days = days_of(row)
        if days is None or decision is not None or aid is None or not wanted(found, aid):
            continue
        if demande is None or aid.demande_id == demande:
            waiting += both([days], _with_document(found, aid))
    return both(waiting, until)


def late_days(found: LapseFacts, on: date) -> list[Days]:
    """The same, but those that begin this very day: the day on which it becomes possible is never late."""
    return [span for span in undecided_days(found, on) if span.start < on]


def without_since(found: LapseFacts, on: date, demande: UUID | None = None) -> date | None:
    """The first day on which the aid could have been given and is not: what a home, what lapses and a page count from.
    An authorisation held before another counts too. None while it is not possible.
    """
    spans = undecided_days(found, on, demande)
    return spans[0].start if any(on in span for span in spans) else None


def days_without(found: LapseFacts, on: date, demande: UUID | None = None) -> int:
    """How many such days so far, those between two documents left out."""
    return sum((span.end - span.start).days for span in undecided_days(found, on, demande))


def wanted(found: LapseFacts, aid: AidRow) -> bool:
    asylum = found.need is not None and found.need.need == PermitNeed.ASYLUM
    return bool(aid.afis_asked) and Claimable.YES not in (aid.rsa, aid.ada) and not asylum


def _with_document(found: LapseFacts, aid: AidRow) -> list[Days]:
    """Days on which the document that the aid asks for is held: the permit, or what the demande says when none is
    needed. In doubt, it is still to be decided: nobody is freed of a duty by what is not known.
    """
    needed = needed_days(found)
    other = minus([ALWAYS], needed) if aid.document in HELD else []
    return joined([*other, *both(needed, open_days(found.permits))])


def _first_unpaid(ended_on: date) -> date:
    """First day of the first month that is no longer due, the préfet having ended the aid on a day (R121-12-13-2)."""
    return add_months(afis.last_paid_month(ended_on), 1)


def _due_days(row: PeriodRow, decision: AfisRow) -> Days | None:
    """Days of a period on which the aid granted for it is due."""
    days = days_of(row)
    if days is None or decision.ended_on is None:
        return days
    return days.cut(_first_unpaid(decision.ended_on))


def wanted_days(found: LapseFacts, on: date) -> list[Days]:
    """Days, until `on`, on which the aid is due or waits for its decision."""
    until = [Days(date.min, date.fromordinal(on.toordinal() + 1))]
    granted = [
        days
        for row, decision, _ in by_period(found)
        if decision is not None
        and decision.sense == AfisSense.GRANT
        and (days := _due_days(row, decision)) is not None
    ]
    return joined([*both(granted, until), *undecided_days(found, on)])
