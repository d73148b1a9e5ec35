"""The end of the aid before its term (CASF R121-12-13-2), after her observations."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import READ, Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import version_of
from rivage.law import afis
from rivage.rights import access
from rivage.rights.enums import EndGround
from rivage.rights.models import AfisDecision, AfisEnd
from rivage.rights.models.months import END_SAID

HEARD_ARTICLES = "CASF R121-12-13-2 ; CRPA L121-1 et L122-1"
AT_ONCE = "Les observations sont demandées le jour même de la décision : la personne doit avoir pu les présenter avant"


@dataclass(frozen=True, slots=True)
class EndTold:
    """What the signed decision says, and how it is known. `invited_on`: the day she was invited to present
    observations; `same_day`: it was read again that this is the day of the decision.
    """

    ground: str
    decided_on: date
    invited_on: date | None
    reasons: str
    signed_name: str
    source: str = Source.SIGNED_PAPER
    same_day: bool = False

    @property
    def at_once(self) -> bool:
        """Whether she was invited and it was decided the same day."""
        return self.invited_on == self.decided_on

    def said(self) -> dict[str, object]:
        """The same, as `AfisEnd` holds it."""
        return {name: getattr(self, name) for name in END_SAID} | {"signed_name": self.signed_name.strip()}


def check_end(decision: AfisDecision, told: EndTold, on: date) -> None:
    """Raises `Refused` before the aid was granted, after today; without observations invited since, reasons or who
    signed, but for what is read on the signed paper, noted as it is (`aid.marks`).
    """
    if told.ground not in EndGround.values:
        raise no("no_such_ground", "L’aide prend fin pour un des deux motifs que le texte donne.", "CASF R121-12-13-2")
    if told.decided_on > on:
        raise no("decided_future", "Une décision ne peut pas être datée d’après aujourd’hui.")
    if told.decided_on < decision.decided_on:
        raise no("end_before_grant", "L’aide ne peut pas prendre fin avant d’avoir été accordée.")
    if told.source in READ:
        if told.invited_on is not None and told.invited_on > told.decided_on:
            raise no(
                "invited_after", "L’invitation vient avant la décision. Si elle n’a pas été invitée, laissez vide."
            )
        return
    heard = told.invited_on is not None and decision.decided_on <= told.invited_on <= told.decided_on
    require(afis.can_end(told.decided_on, ground=told.ground, observations_invited=heard))
    if not told.reasons.strip():
        raise no("reasons_missing", "La fin de l’aide est motivée, en fait et en droit.", "CRPA L211-2 et L211-5")
    if not told.signed_name.strip():
        raise no("signed_name_missing", "Notez qui a signé la décision.")


@verb
@transaction.atomic
def end_afis(*, actor: Membership, on: date, decision: AfisDecision, told: EndTold, version: str) -> AfisEnd:
    """Write down that the préfet ended the aid: nothing is due from the month after `told.decided_on`.

    `version`: `end_version` as it was read; raises `Stale` when another end was noted since. The same one noted twice
    changes nothing.
    Raises `Refused` for what `check_end` refuses, twice, or when it was decided the day she was invited to present
    observations and nobody read it again.
    """
    AfisDecision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).first()
    end = AfisEnd.objects.standing().filter(decision=decision).first()
    if end is None or not access.can_tell_aid(actor, decision, end):
        require(access.can_end_aid(actor, decision))
    if end is not None and end.said() == told.said():
        return end
    if version != end_version(decision):
        raise Stale
    require(access.can_end_aid(actor, decision))
    check_end(decision, told, on)
    if told.at_once and not told.same_day:
        raise no("same_day", f"{AT_ONCE}. Relisez les deux dates, ou confirmez.", HEARD_ARTICLES)
    row = AfisEnd.beside(
        decision,
        decision=decision,
        ground=told.ground,
        decided_on=told.decided_on,
        invited_on=told.invited_on,
        reasons=told.reasons,
        signed_name=told.signed_name.strip(),
        source=told.source,
        recorded_by=actor,
    )
    row.save(force_insert=True)
    trace.record_about(
        "afis_ended", row, departement=decision.demande.departement, ground=told.ground, source=told.source
    )
    return row


def end_version(decision: AfisDecision) -> str:
    """What the form of its end shows: nothing yet, or the end that was noted."""
    return version_of(*AfisEnd.objects.standing().filter(decision=decision))
