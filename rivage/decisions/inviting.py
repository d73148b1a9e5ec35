"""The letter that invites her to present observations before a decision on the path, kept with the invitation."""

from datetime import date

from rivage.accounts.models import Membership
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.core.french import lines_of
from rivage.core.paper import hearing
from rivage.core.paper.kept import again, kept
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import no
from rivage.decisions import said
from rivage.decisions.enums import DecisionSense
from rivage.decisions.models import Decision, Observations
from rivage.dossiers.enums import DemandeKind, Step
from rivage.dossiers.models import Demande
from rivage.law import motifs
from rivage.people.models import Correspondence


def invited(actor: Membership, demande: Demande, row: Observations, on: date) -> str | None:
    """The letter of an invitation about to be noted, to be kept with it; None as long as no draft says why."""
    draft = _refusal(actor, demande)
    return kept(_invitation(actor, demande, row, draft, on)) if draft is not None else None


def invitation(membership: Membership, demande: Demande, row: Observations, on: date) -> Sheet:
    """The letter that invites her, as it was kept. Raises `Refused` of one that was not, once the decision is taken:
    nothing new is sent then.
    """
    if row.letter:
        return again(row.letter)
    if demande.step in (Step.DECIDED, Step.NOTIFIED):
        raise no("letter_not_kept", "La décision est prise, et la lettre qui l’invitait n’est pas gardée ici.")
    return _invitation(membership, demande, row, _refusal(membership, demande), on)


def _refusal(membership: Membership, demande: Demande) -> Decision | None:
    """What is meant against her, where it is written."""
    return Decision.objects.visible_to(membership).filter(demande=demande, sense=DecisionSense.REFUSE).first()


def _invitation(
    membership: Membership, demande: Demande, row: Observations, draft: Decision | None, on: date
) -> Sheet:
    """The letter that invites her to say what she thinks: until when, with whom, and why, as the draft says it."""
    renewal = demande.kind == DemandeKind.RENOUVELLEMENT
    coded = motifs.coded(draft.motives, on) if draft else []
    address = Correspondence.objects.visible_to(membership).filter(person=demande.person_id).first()
    association = demande.person.antenne.name
    return hearing.invitation(
        hearing.Invitation(
            sender=sender_of(said.prefecture(demande.departement), FOR_THE_PREFET),
            reference=demande.person.reference,
            on=row.invited_on,
            person=said.named(demande.person_id),
            address=said.home(address, association),
            association=association,
            considered="ne pas renouveler votre parcours" if renewal else "ne pas accepter votre demande",
            why=(*(each.label for each in coded if each.printed), *(lines_of(draft.reasons) if draft else ())),
            until=row.until,
            article="CASF, art. R121-12-10" if renewal else "CRPA, art. L121-1",
        )
    )
