"""The last day that her letter of refusal prints: said and read by her antenne alone."""

from datetime import date, timedelta

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.core.versions import to_write, version_of
from rivage.people.actions import hold
from rivage.rights import access
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact, LetterDay
from rivage.rights.permit import told

# No delay of the law is as long.
FURTHEST = timedelta(days=366)


@verb
@transaction.atomic
def say_letter_day(*, actor: Membership, on: date, fact: ApsFact, last_day: date | None, version: str) -> LetterDay:
    """Write the last day that the letter of a refusal prints; None takes back one typed by mistake. `version`: that of
    what was shown, `letter_version`. Raises `Stale` when somebody wrote another one since.
    """
    person = hold(fact.person, actor)
    require(access.can_say_need(actor, person))
    if fact.step != ApsStep.REFUSED:
        raise no("no_refusal", "Ce jour se note d’un refus.")
    taken_on = told.taken_on(fact)
    if last_day is not None and taken_on is not None and not taken_on <= last_day <= taken_on + FURTHEST:
        raise no("letter_day_out", "Ce jour vient après le refus, et un an après lui au plus : relisez la lettre.")
    row = _said(fact)
    text = last_day.isoformat() if last_day else ""
    if not to_write(version, (row, {"last_day": text})):
        return row
    row.last_day, row.recorded_by = text, actor
    row.save()
    # The value is content, and whether a letter was read is nobody else's: the trace says neither.
    trace.record_on("stay_private_said", person)
    return row


def letter_version(fact: ApsFact) -> str:
    """The version of what is said of the letter of a refusal, for the form that shows it."""
    return version_of(_said(fact))


def _said(fact: ApsFact) -> LetterDay:
    named = told.first(fact)
    return LetterDay.objects.filter(fact=named).first() or LetterDay.beside(named, fact=named)
