"""Who may do what to a demande. Each verb's conditions; the reasons are sentences one can act on.

They are asked of a row taken through the gate: `visible_to` in a view, a `hold` in a verb.
"""

from rivage.accounts.enums import DECIDING, INSTRUCTING
from rivage.accounts.models import Membership
from rivage.dossiers import asks
from rivage.dossiers.enums import DemandeKind, ParcoursEnd, Step
from rivage.dossiers.models import Demande, Parcours
from rivage.law.verdict import Verdict, allow, refuse
from rivage.people import access as people
from rivage.people.models import Person

# Ends that the person, or her antenne, makes known; the others are written by whoever notifies.
HER_ENDS = (
    ParcoursEnd.AT_HER_WISH,
    ParcoursEnd.NO_NEWS,
    ParcoursEnd.DEATH,
    ParcoursEnd.MOVED,
    ParcoursEnd.ORDINARY_LAW,
)


def can_open(membership: Membership, person: Person) -> Verdict:
    """The antenne that accompanies her opens her demande."""
    return people.can_write(membership, person)


def can_write(membership: Membership, demande: Demande, part: str = "") -> Verdict:
    """The antenne writes the parts while it prepares, or when it is asked to complete; while a question waits, the
    parts that it is about.
    """
    verdict = people.can_write(membership, demande.person)
    if not verdict:
        return verdict
    if demande.step == Step.SUBMITTED and part in asks.parts_of(asks.questions(demande)):
        return allow()
    if demande.step not in (Step.DRAFT, Step.INCOMPLETE):
        return refuse(
            "closed_to_writing",
            f"La demande est « {Step(demande.step).label} » : ses parties ne se modifient plus. "
            "La délégation peut la rouvrir en demandant de la compléter.",
        )
    return allow()


def can_submit(membership: Membership, demande: Demande) -> Verdict:
    """The antenne deposits for her (CASF R121-12-9)."""
    return people.can_write(membership, demande.person)


def can_withdraw(membership: Membership, demande: Demande) -> Verdict:
    """Her word, brought by her antenne; never a gesture of the administration."""
    return people.can_write(membership, demande.person)


def can_say(membership: Membership, person: Person) -> Verdict:
    """Her word, or what happens in her life, is brought by her antenne alone."""
    return people.can_write(membership, person)


def can_instruct(membership: Membership, demande: Demande) -> Verdict:
    """The délégation and the secretariat of the département, once the demande is deposited to them."""
    if membership.role not in INSTRUCTING:
        return refuse("not_instructing", "Ce geste revient à la délégation ou au secrétariat de la commission.")
    if demande.departement not in membership.departements:
        return refuse("not_deposited", "Cette demande n’est pas déposée auprès de votre service.")
    return allow()


def can_grant(membership: Membership) -> Verdict:
    """A period opens with the decision: signed by the signatory, or recorded by délégation or secretariat."""
    if membership.role not in DECIDING:
        return refuse("not_deciding", "Une période s’ouvre par la décision du préfet.", article="CASF R121-12-10")
    return allow()


def can_end_rights(membership: Membership, parcours: Parcours, kind: str) -> Verdict:
    """Her antenne writes the ends that come from her; whoever decides, those of the text. There is no other."""
    if kind not in ParcoursEnd.values:
        return refuse("no_such_end", "Cette fin n’est prévue par aucun texte.", article="CASF R121-12-10")
    if membership.is_antenne:
        if kind not in HER_ENDS and not _hands_over(parcours, kind):
            return refuse("not_her_end", "Cette fin est notée par ceux qui notifient la décision.")
        return people.can_write(membership, parcours.person)
    if membership.role not in DECIDING or kind in HER_ENDS:
        return refuse("not_deciding", "L’administration n’arrête pas un parcours : la personne ou le terme le font.")
    return allow()


def _hands_over(parcours: Parcours, kind: str) -> bool:
    """The antenne hands a non-renewal over: the day it does so ends the rights (R121-12-10)."""
    decided = Demande.objects.filter(parcours=parcours, kind=DemandeKind.RENOUVELLEMENT, step=Step.DECIDED)
    return kind == ParcoursEnd.NOT_RENEWED and decided.exists()
