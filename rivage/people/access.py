"""Who may do what to a person's file. Each verb's conditions, one a line; the reasons are sentences.

They are asked of a person taken through the gate: `visible_to` in a view, `actions.hold` in a verb.
"""

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.law.verdict import Verdict, allow, refuse
from rivage.people import readers
from rivage.people.models import Exclusion, Person, Share, Transfer


def can_create(membership: Membership) -> Verdict:
    """Only an antenne begins to accompany somebody."""
    if not membership.is_antenne:
        return refuse(
            "not_antenne", "Seule une association qui accompagne peut ouvrir un dossier.", article="CASF L121-9"
        )
    return allow()


def can_write(membership: Membership, person: Person) -> Verdict:
    """The antenne that accompanies her writes; others read what is open to them."""
    if not membership.is_antenne or membership.body_id != person.antenne_id:
        return refuse("not_antenne", "Seule l’association qui accompagne cette personne écrit dans son dossier.")
    return allow()


def can_erase(membership: Membership, person: Person) -> Verdict:
    """The lead of her antenne, once nothing of her file is open to anyone else."""
    if membership.role != Role.LEAD or membership.body_id != person.antenne_id:
        return refuse("lead_only", "Seule la personne responsable de l’antenne efface un dossier.")
    if Share.objects.in_force(clock.now()).filter(person=person).exists():
        return refuse(
            "still_open",
            "Ce dossier est ouvert à un autre service. Retirez d’abord la demande, ou attendez la fin du suivi.",
        )
    return allow()


def can_set_aside(membership: Membership, person: Person, holder: str) -> Verdict:
    """At her word, anybody but who accompanies her now: nobody would."""
    verdict = can_write(membership, person)
    if verdict and holder in readers.beside(person):
        return refuse("accompanies", "Cette personne l’accompagne : quelqu’un d’autre doit d’abord prendre le relais.")
    return verdict


def can_assign(membership: Membership, person: Person, user: User) -> Verdict:
    """Whoever accompanies her names a colleague of the same antenne, nobody else."""
    verdict = can_write(membership, person)
    if not verdict:
        return verdict
    colleagues = Membership.objects.in_force(clock.now()).filter(body=person.antenne_id, user=user)
    if not colleagues.exists():
        return refuse("not_colleague", "Seul quelqu’un de l’antenne peut accompagner cette personne.")
    if Exclusion.objects.filter(person=person, holder=f"user:{user.pk}").exists():
        return refuse("set_aside", "Elle a demandé que cette personne ne lise rien d’elle.")
    return allow()


def can_offer(membership: Membership, person: Person) -> Verdict:
    """Whoever accompanies her lets her go, at her word."""
    return can_write(membership, person)


def can_cancel(membership: Membership, transfer: Transfer) -> Verdict:
    """Her antenne takes a code back, as long as nobody used it."""
    if not membership.is_antenne or membership.body_id != transfer.antenne_id:
        return refuse("not_antenne", "Seule l’association qui a remis ce code peut l’annuler.")
    if transfer.closed_at is not None:
        return refuse("transfer_closed", "Ce code a servi : le suivi est clos et ne se rouvre pas ici.")
    if transfer.cancelled_at is not None:
        return refuse("transfer_cancelled", "Ce code est déjà annulé.")
    return allow()


def can_welcome(membership: Membership) -> Verdict:
    """Any antenne welcomes whoever brings it a code."""
    if not membership.is_antenne:
        return refuse("not_antenne", "Seule une association qui accompagne peut accueillir une personne.")
    return allow()
