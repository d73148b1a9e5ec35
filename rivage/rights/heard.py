"""What she was invited to say before an aid ends, as pages, papers and homes read it."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from rivage.accounts.models import Membership
from rivage.core.french import unbroken
from rivage.dossiers.enums import ParcoursEnd
from rivage.law.wording import day
from rivage.rights.models import AfisDecision, AfisEnd, AidHearing

NOT_INVITED = "Aucune invitation à présenter des observations n’est notée dans Rivage"
PAPER = "ce qui est noté l’est d’après le papier, et c’est l’original qui se remet (CASF, art. R121-12-13-2)."


def last(membership: Membership, decision: AfisDecision) -> AidHearing | None:
    """The last invitation about an aid, as open to this membership."""
    rows = AidHearing.objects.visible_to(membership).filter(decision=decision)
    return rows.select_related("heard_by__body").order_by("invited_on", "created_at").last()


def last_of(decision: AfisDecision) -> AidHearing | None:
    """The last one of a decision that was read through the gate."""
    return AidHearing.objects.filter(decision=decision).order_by("invited_on", "created_at").last()


def before(end: AfisEnd) -> AidHearing | None:
    """The invitation that an end says, where it is noted."""
    return AidHearing.objects.filter(decision=end.decision_id, invited_on=end.invited_on).first()


def lacking(end: AfisEnd) -> str:
    """Why Rivage makes no letter of an end: she was not heard there, nor had the days to be; "" when it does."""
    row = before(end)
    if row is None:
        return f"{NOT_INVITED} : {PAPER}"
    if row.heard(end.decided_on):
        return ""
    said = f"La décision vient avant sa réponse, et avant le {day(row.until)}, dernier jour pour répondre"
    return unbroken(f"{said} : {PAPER}")


def against(decision: AfisDecision, decided_on: date, invited_on: date | None, ground: str) -> list[str]:
    """What is read again of an end before it is noted: that she was not heard, or of something else."""
    row = AidHearing.objects.filter(decision=decision, invited_on=invited_on).first() if invited_on else None
    if row is None:
        return [f"{NOT_INVITED} pour ce jour."]
    found = []
    if not row.heard(decided_on):
        found.append(
            f"Elle a jusqu’au {day(row.until)} pour répondre à l’invitation, et n’a pas répondu avant ce jour. Une "
            "fois la fin notée, ce qu’elle dira ne se note plus ici."
        )
    if row.ground != ground:
        found.append(f"L’invitation lui disait un autre motif : {row.get_ground_display()}.")
    return [unbroken(sentence) for sentence in found]


def waiting(membership: Membership, on: date) -> QuerySet[AidHearing]:
    """The invitations about aids that have not ended. Whoever died is left in peace."""
    later = AidHearing.objects.filter(decision=OuterRef("decision"), invited_on__gt=OuterRef("invited_on"))
    rows = AidHearing.objects.visible_to(membership).exclude(decision__demande__parcours__end_kind=ParcoursEnd.DEATH)
    rows = rows.filter(~Exists(later), decision__ended_on__isnull=True).select_related("person", "decision")
    return rows.defer("text", "facts", "decision__reasons", "decision__verdict").order_by("until")


def unanswered(membership: Membership, on: date) -> QuerySet[AidHearing]:
    """Those that she may still answer."""
    return waiting(membership, on).filter(received_on__isnull=True, until__gte=on)
