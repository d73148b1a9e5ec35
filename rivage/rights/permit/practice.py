"""What a préfecture asks for a permit beside what a text asks: said by it, or met by an antenne; read by whoever
accompanies there. Each préfecture stands alone: none is compared with another, figures of that come later.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.db.locks import lock
from rivage.core.refusal import require
from rivage.core.versions import to_write
from rivage.law import aps as law
from rivage.law.values import NoValue, at
from rivage.law.wording import day
from rivage.rights import access
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.enums import IdentityPaper, PermitPaper, SameDay
from rivage.rights.models import PermitPractice

UNPROVIDED = "non prévu par les textes"
MAYBE = "à confirmer, annexe 10"


@dataclass(frozen=True, slots=True)
class PracticeShown:
    """What is said of a préfecture, against the texts. `asked`: each paper, and what a text says of it; `accepted`:
    documents of identity; `said_on`: None where nobody said anything; `same_day`: how it hands over; `hers`: that hers
    was handed over on the day of its appointment. `met`: the papers that an antenne of there was asked for and that
    the service does not say that it asks, with what a text says of each; `met_on`: the last day of these.
    """

    departement: str
    asked: tuple[tuple[str, str], ...]
    accepted: tuple[str, ...]
    to_confirm: bool
    same_day: str
    said_on: date | None
    hers: str
    may_say: bool
    met: tuple[tuple[str, str], ...] = ()
    met_on: date | None = None
    may_meet: bool = False


@verb
@transaction.atomic
def say_practice(
    *,
    actor: Membership,
    on: date,
    departement: str,
    asked: Sequence[str],
    accepted: Sequence[str],
    same_day: str,
    version: str,
) -> PermitPractice:
    """Say what the préfecture of a département asks and accepts. `version`: of what was shown; raises `Stale`."""
    require(access.can_say_practice(actor, departement))
    lock(f"rights.practice:{departement}")
    row = said_by_service(departement)
    values: dict[str, Any] = {
        "asked": [code for code in PermitPaper.values if code in asked],
        "accepted": [code for code in IdentityPaper.values if code in accepted],
        "same_day": SameDay(same_day).value if same_day else "",
    }
    if not to_write(version, (row, values)):
        return row
    row.asked, row.accepted, row.same_day = values["asked"], values["accepted"], values["same_day"]
    row.said_on, row.recorded_by = on, actor
    row.save()
    trace.record("practice_said", departement=departement, object_id=row.pk)
    return row


@verb
@transaction.atomic
def note_met(*, actor: Membership, on: date, departement: str, asked: Sequence[str], version: str) -> PermitPractice:
    """Note the papers that an antenne was asked for there, whatever the service says. `version`: of what was shown;
    raises `Stale`.
    """
    require(access.can_note_met(actor, departement))
    lock(f"rights.practice:{departement}:{actor.body_id}")
    row = met_by(actor, departement)
    papers = [code for code in PermitPaper.values if code in asked]
    if not to_write(version, (row, {"asked": papers})):
        return row
    row.asked, row.said_on, row.recorded_by = papers, on, actor
    row.save()
    trace.record("practice_met", departement=departement, object_id=row.pk)
    return row


def said_by_service(departement: str) -> PermitPractice:
    """What the service or the délégation says, a blank one as long as they said nothing."""
    rows = PermitPractice.objects.filter(departement=departement, met_by__isnull=True)
    return rows.first() or PermitPractice(departement=departement)


def met_by(membership: Membership, departement: str) -> PermitPractice:
    """What this antenne met there, a blank one as long as it noted nothing."""
    rows = PermitPractice.objects.filter(departement=departement, met_by=membership.body_id)
    return rows.first() or PermitPractice(departement=departement, met_by_id=membership.body_id)


def shown(membership: Membership, departement: str, requests: Iterable[PermitRequest], on: date) -> PracticeShown:
    """What is read of the préfecture of a département, beside what the law asks on that day."""
    rows = list(PermitPractice.objects.filter(departement=departement).order_by("said_on"))
    row = next((one for one in rows if one.met_by_id is None), None)
    met = [one for one in rows if one.met_by_id is not None and one.asked]
    # What the service says prevails: of the others, what it does not say.
    unsaid = {code for one in met for code in one.asked} - set(row.asked if row else ())
    by_law = {piece.code for piece in law.documents(on)}
    maybe = _maybe(on)
    try:
        to_confirm = at("aps.pieces_etat_civil", on).to_confirm
    except NoValue:
        to_confirm = True
    return PracticeShown(
        departement,
        tuple((PermitPaper(code).label, _said(code, by_law, maybe)) for code in row.asked) if row else (),
        tuple(IdentityPaper(code).label for code in row.accepted) if row else (),
        to_confirm,
        row.get_same_day_display() if row else "",
        row.said_on if row else None,
        _hers(requests),
        bool(access.can_say_practice(membership, departement)),
        tuple((PermitPaper(code).label, _said(code, by_law, maybe)) for code in PermitPaper.values if code in unsaid),
        max((one.said_on for one in met if unsaid & set(one.asked)), default=None),
        bool(access.can_note_met(membership, departement)),
    )


def _maybe(on: date) -> Collection[str]:
    """The papers that annexe 10, as long as nobody read its line, may ask."""
    try:
        value = at("aps.pieces_annexe_10_possibles", on)
    except NoValue:
        return ()
    return tuple(value.value) if value.to_confirm else ()


def _said(code: str, by_law: Collection[str], maybe: Collection[str]) -> str:
    """What is said of a paper that no text read asks, "" of the others."""
    if code in by_law:
        return ""
    return MAYBE if code in maybe else UNPROVIDED


def _hers(requests: Iterable[PermitRequest]) -> str:
    """That one was handed over on the day of its appointment, or how many days after."""
    for one in reversed(list(requests)):
        if one.appointment is None or one.delivered is None or one.delivered.on < one.appointment.on:
            continue
        waited = (one.delivered.on - one.appointment.on).days
        if waited == 0:
            return f"Remise le jour même de son rendez-vous, le {day(one.delivered.on)}."
        return f"Remise {waited} jour{'s' if waited > 1 else ''} après son rendez-vous, le {day(one.delivered.on)}."
    return ""
