"""Her observations before an aid ends: invited, then written down (CASF R121-12-13-2 ; CRPA L121-1, L122-1)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.decisions.heard import Heard, check_invited, write_heard
from rivage.law.wording import day
from rivage.rights import access
from rivage.rights.aid import printing
from rivage.rights.aid.reexamination import dates
from rivage.rights.enums import EndGround
from rivage.rights.heard import unread
from rivage.rights.models import AfisDecision, AidHearing, AidReview


@dataclass(frozen=True, slots=True)
class Invited:
    """What the letter that invites her says. `facts`: what is held against the aid, in fact."""

    ground: str
    facts: str
    invited_on: date
    until: date


@verb
@transaction.atomic
def invite_before_end(*, actor: Membership, on: date, decision: AfisDecision, invited: Invited) -> AidHearing:
    """She is told that the end of her aid is considered, why, and until when she may answer.

    Raises `Refused` for what `check_invited` refuses, without facts, while another invitation waits for its answer.
    """
    AfisDecision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).first()
    require(access.can_end_aid(actor, decision))
    if invited.ground not in EndGround.values:
        raise no("no_such_ground", "L’aide prend fin pour un des deux motifs que le texte donne.", "CASF R121-12-13-2")
    if not invited.facts.strip():
        raise no("facts_missing", "Dites les faits : elle ne peut répondre qu’à ce qu’elle lit.", "CRPA L122-1")
    check_invited(on, invited.invited_on, invited.until, decision.decided_on, "L’aide")
    waits = AidHearing.objects.filter(decision=decision, received_on__isnull=True, until__gte=on).first()
    if waits is not None:
        raise no("already_invited", f"Elle est déjà invitée à répondre, jusqu’au {day(waits.until)}.")
    row = AidHearing.beside(
        decision,
        decision=decision,
        ground=invited.ground,
        facts=invited.facts.strip(),
        invited_on=invited.invited_on,
        until=invited.until,
        recorded_by=actor,
    )
    row.letter = printing.invited(actor, decision, row)
    row.save(force_insert=True)
    trace.record_about("end_hearing_invited", row, ground=row.ground)
    return row


@verb
@transaction.atomic
def record_before_end(*, actor: Membership, on: date, hearing: AidHearing, heard: Heard, version: str) -> AidHearing:
    """Write down what she said, or write it better as long as the end is not noted; after it, what came too late to be
    read by then. Raises `Stale` as `write_heard` does.
    """
    AfisDecision.objects.select_for_update(of=("self",)).filter(pk=hearing.decision_id).first()
    row = AidHearing.objects.select_for_update(of=("self",)).select_related("decision").get(pk=hearing.pk)
    require(access.can_hear_end(actor, row))
    if write_heard(actor, on, row, heard, version):
        trace.record_about("end_hearing_recorded", row)
    return row


@verb
@transaction.atomic
def review_aid(*, actor: Membership, on: date, decision: AfisDecision) -> AidReview:
    """Note that an aid was looked at again after something new, and that it stays as it is, or that its end does."""
    AfisDecision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).first()
    require(access.can_review_aid(actor, decision))
    if not (dates(actor, [decision.person_id]) or unread(actor, on).filter(decision=decision).exists()):
        raise no("nothing_new", "Rien de nouveau n’est noté depuis la dernière fois : il n’y a rien à réexaminer.")
    row = AidReview.beside(decision, decision=decision, on=on, recorded_by=actor)
    row.save(force_insert=True)
    trace.record_about("aid_reviewed", row)
    return row
