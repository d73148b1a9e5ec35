"""Who may note a decision on the aid, and when."""

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.decisions.access import opened_to
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.models import Demande
from rivage.law.verdict import Verdict, allow, refuse
from rivage.rights.models import AfisDecision

INSTRUCTING = (Role.DELEGATE, Role.SECRETARY)


def can_decide(membership: Membership, demande: Demande) -> Verdict:
    """Délégation and secretariat note what the préfet signed, once the path is authorised.

    They alone read what the aid rests on: the signatory is shown neither resources nor household.
    """
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "La décision sur l’aide est notée par la délégation ou le secrétariat.")
    if not opened_to(membership).filter(pk=demande.pk).exists():
        return refuse("demande_unseen", "Cette demande n’est pas ouverte à votre fonction.")
    if AfisDecision.objects.filter(demande=demande).exists():
        return refuse("already_decided", "La décision sur l’aide est déjà notée.")
    decision = Decision.objects.filter(demande=demande).exclude(step=DecisionStep.DRAFT).first()
    if decision is None or decision.sense != DecisionSense.AUTHORISE:
        return refuse(
            "not_authorised",
            "L’aide se décide quand l’engagement dans le parcours est autorisé. Il ne l’est pas.",
            article="CASF L121-9 II",
        )
    return allow()
