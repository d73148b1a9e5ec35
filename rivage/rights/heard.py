"""What she was invited to say before an aid ends, as pages, papers and homes read it."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from rivage.accounts.models import Membership
from rivage.core.french import unbroken
from rivage.dossiers.enums import ParcoursEnd
from rivage.law.wording import day
from rivage.rights.models import AfisDecision, AfisEnd, AidHearing, AidReview

NOT_INVITED = "Aucune invitation à présenter des observations n’est notée dans Rivage"
PAPER = "ce qui est noté l’est d’après le papier, et c’est l’original qui se remet (CASF, art. R121-12-13-2)."


def last(membership: Membership, decision: AfisDecision) -> AidHearing | None:
    """The last invitation about an aid, as open to this membership."""
    rows = AidHearing.objects.visible_to(membership).filter(decision=decision)
    return rows.select_related("heard_by__body", "decision").order_by("invited_on", "created_at").last()


def last_of(decision: AfisDecision) -> AidHearing | None:
    """The last one of a decision that was read through the gate."""
    return AidHearing.objects.filter(decision=decision).order_by("invited_on", "created_at").last()


def before(end: AfisEnd) -> AidHearing | None:
    """The invitation that an end says, where it is noted."""
    if end.invited_on is None:
        return None
    return AidHearing.objects.filter(decision=end.decision_id, invited_on=end.invited_on).first()


def late(row: AidHearing, end: AfisEnd | None) -> bool:
    """Whether what she said was written down once the end was noted."""
    return end is not None and row.heard_at is not None and row.heard_at > end.created_at


def received(row: AidHearing, end: AfisEnd | None) -> str:
    """Of words written down after the end: that they came, or were noted, after the decision; "" of others."""
    if end is None or row.received_on is None or not late(row, end):
        return ""
    when = f"la décision du {day(end.decided_on)}"
    if row.received_on > end.decided_on:
        return f"Reçues après {when}."
    return f"Reçues le {day(row.received_on)}, notées après {when} : rien ne dit qu’elle en a tenu compte."


def lacking(end: AfisEnd) -> str:
    """Why Rivage makes no letter of an end: she was not heard there, nor had the days to be; "" when it does."""
    row = before(end)
    if row is None:
        return f"{_uninvited(end.decision_id, end.invited_on)} : {PAPER}"
    if row.until < end.decided_on or (row.heard(end.decided_on) and not late(row, end)):
        return ""
    said = f"La décision vient avant sa réponse, et avant le {day(row.until)}, dernier jour pour répondre"
    return unbroken(f"{said} : {PAPER}")


def _uninvited(decision: UUID, invited_on: date | None) -> str:
    """That no invitation of that day is noted; which one is, where there is one."""
    row = AidHearing.objects.filter(decision=decision).order_by("invited_on").last()
    if row is None or invited_on is None:
        return NOT_INVITED
    return f"L’invitation notée dans Rivage est du {day(row.invited_on)}, et non du {day(invited_on)}"


def against(decision: AfisDecision, decided_on: date, invited_on: date | None, ground: str) -> list[str]:
    """What is read again of an end before it is noted: that she was not heard, or of something else."""
    row = AidHearing.objects.filter(decision=decision, invited_on=invited_on).first() if invited_on else None
    if row is None:
        return [unbroken(f"{_uninvited(decision.pk, invited_on)}.")]
    found = []
    if not row.heard(decided_on):
        found.append(
            f"Elle a jusqu’au {day(row.until)} pour répondre à l’invitation, et n’a pas répondu avant ce jour. Ce "
            "qu’elle dira ensuite se note encore, et revient à la délégation à relire."
        )
    if row.ground != ground:
        found.append(f"L’invitation lui disait un autre motif : {row.get_ground_display()}.")
    return [unbroken(sentence) for sentence in found]


def _last(membership: Membership) -> QuerySet[AidHearing]:
    """The last invitation about each aid, without its words. Whoever died is left in peace."""
    later = AidHearing.objects.filter(decision=OuterRef("decision"), invited_on__gt=OuterRef("invited_on"))
    rows = AidHearing.objects.visible_to(membership).exclude(decision__demande__parcours__end_kind=ParcoursEnd.DEATH)
    rows = rows.filter(~Exists(later)).select_related("person", "decision")
    return rows.defer("text", "facts", "letter", "decision__reasons", "decision__verdict").order_by("until")


def waiting(membership: Membership, on: date) -> QuerySet[AidHearing]:
    """Those about aids that have not ended, nor were ended after them by a decision that no longer stands."""
    return _last(membership).exclude(_of_undone()).filter(decision__ended_on__isnull=True)


def _of_undone() -> Exists:
    """Whether the end that came after an invitation holds no more: what it asked is over."""
    ends = AfisEnd.objects.filter(undone_on__isnull=False, created_at__gt=OuterRef("created_at"))
    return Exists(ends.filter(decision=OuterRef("decision")))


def unread(membership: Membership, on: date) -> QuerySet[AidHearing]:
    """Those that she answered once the end was noted, and that nobody has looked at again since."""
    ended = AfisEnd.objects.filter(
        decision=OuterRef("decision"),
        taken_back_on__isnull=True,
        undone_on__isnull=True,
        created_at__lt=OuterRef("heard_at"),
    )
    looked = AidReview.objects.filter(decision=OuterRef("decision"), created_at__gte=OuterRef("heard_at"))
    return _last(membership).filter(Exists(ended), ~Exists(looked), received_on__isnull=False)


def unanswered(membership: Membership, on: date) -> QuerySet[AidHearing]:
    """Those that she may still answer, were it after the decision, as long as it stands."""
    return _last(membership).exclude(_of_undone()).filter(received_on__isnull=True, until__gte=on)
