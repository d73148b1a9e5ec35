"""Who may note a remedy, and what helps her to make one."""

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.models import Membership
from rivage.decisions import access
from rivage.decisions.enums import DecisionSense
from rivage.decisions.models import Decision, Recours
from rivage.decisions.recours import stops
from rivage.decisions.recours.enums import About
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law.verdict import Verdict, allow, refuse


def _undone(membership: Membership, demande: Demande) -> bool:
    """Whether its decision on the path holds no more."""
    return stops.undone(Recours.objects.visible_to(membership).filter(demande=demande, about=About.PATH))


def _holds(membership: Membership, demande: Demande) -> bool:
    """Whether its path is authorised, by a decision that nothing undid."""
    authorised = Decision.objects.filter(demande=demande, sense=DecisionSense.AUTHORISE)
    return authorised.exists() and not _undone(membership, demande)


def can_follow(membership: Membership, demande: Demande, *, taken: bool = False) -> Verdict:
    """Her antenne, or the délégation and the secretariat, to whom a remedy is sent or communicated.

    `taken`: the demande was just read through the gate, which is not asked again to draw a button.
    """
    if membership.role not in INSTRUCTING and not membership.is_antenne:
        return refuse("not_following", "Un recours est noté par l’association ou par la délégation.")
    if not taken and not access.sees(membership, demande):
        return refuse("demande_unseen", "Cette demande n’est pas ouverte à votre fonction.")
    # Of a path taken over, what was decided before is no act here (`decisions.acts`); a permit refused since is.
    return allow()


def can_help(membership: Membership, demande: Demande, *, taken: bool = False) -> Verdict:
    """Her antenne alone knows who helps her, and that she asked for legal aid."""
    if not membership.is_antenne:
        return refuse("not_helping", "Qui aide la personne à contester n’est noté et lu que par son association.")
    return can_follow(membership, demande, taken=taken)


def can_reexamine(membership: Membership, demande: Demande, *, taken: bool = False) -> Verdict:
    """Her antenne opens the demande that examines a decided one again, once."""
    if not membership.is_antenne:
        return refuse("not_hers_to_open", "La nouvelle demande est préparée par son association.")
    verdict = can_follow(membership, demande, taken=taken)
    if not verdict:
        return verdict
    if demande.taken_over:
        return refuse("taken_over", "Cette décision est d’avant Rivage : ses recours sont dans le dossier papier.")
    if demande.step != Step.NOTIFIED and not (demande.step == Step.DECIDED and _undone(membership, demande)):
        return refuse(
            "not_notified", "Une demande se réexamine quand la décision est notifiée, ou qu’un juge l’a arrêtée."
        )
    if _holds(membership, demande):
        return refuse(
            "path_holds",
            "Le parcours est autorisé, et cette décision tient : rien n’est à réexaminer. L’aide et le séjour se "
            "décident de nouveau sur la même demande.",
        )
    if demande.reexaminations.exists():
        return refuse("reexamined", "Une demande qui la réexamine est déjà ouverte.")
    return allow()
