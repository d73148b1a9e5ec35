"""Who may do what to a person's file. Each verb's conditions, one a line; the reasons are sentences.

They are asked of a person taken through the gate: `visible_to` in a view, `actions.hold` in a verb.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.law.verdict import Verdict, allow, refuse
from rivage.people import readers
from rivage.people.enums import AccompanimentKind
from rivage.people.models import Accompaniment, Exclusion, Person, Share, Transfer


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
    if not colleagues(person.antenne_id).filter(pk=user.pk).exists():
        return refuse("not_colleague", "Seul quelqu’un de l’antenne peut accompagner cette personne.")
    if is_aside(person, user):
        return refuse("set_aside", "Elle a demandé que cette personne ne lise rien d’elle.")
    return allow()


def colleagues(antenne: UUID) -> QuerySet[User]:
    """Those who have a function in this antenne now, by name."""
    acting = Membership.objects.in_force(clock.now()).filter(body=antenne, role__in=ANTENNE_ROLES)
    return User.objects.filter(pk__in=acting.values("user")).order_by("name")


def leads(antenne: UUID, user: User) -> bool:
    """Whether somebody is a lead of this antenne now, who reads everybody there."""
    acting = Membership.objects.in_force(clock.now()).filter(body=antenne, user=user, role=Role.LEAD)
    return acting.exists()


def is_aside(person: Person, user: User) -> bool:
    """Whether she set this one aside."""
    return (person.pk, user.pk) in aside([person.pk], [user.pk])


def aside(people: Iterable[UUID], users: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """(person, user): who set whom aside, by name or by a seat held now. Asked for who already reads that they did."""
    asked = list(users)
    seats = Membership.objects.filter(user__in=asked, seat_id__isnull=False, ends__gt=clock.now())
    known = {f"user:{user}": user for user in asked}
    known |= {f"seat:{seat}": user for seat, user in seats.values_list("seat_id", "user_id") if user}
    return {(row.person, known[row.holder]) for row in Exclusion.closing(people, known)}


def can_take_off(membership: Membership, person: Person, row: Accompaniment) -> Verdict:
    """The lead, the referent of the person, or whoever leaves: never the last one who accompanies her."""
    now = Accompaniment.objects.in_force().with_here().filter(person=person)
    return can_write(membership, person) and may_leave(membership, row, list(now))


def may_leave(membership: Membership, row: Accompaniment, team: list[Accompaniment]) -> Verdict:
    """The same of somebody in a team that is known, read `with_here`."""
    referents = {one.user_id for one in team if one.kind == AccompanimentKind.REFERENT}
    if not _of(membership, row.user_id) and membership.user_id not in referents:
        return refuse("not_referent", "Seul le référent ou la référente, ou la personne responsable, le fait.")
    if not any(one.here and one.user_id != row.user_id for one in team):
        return refuse("last_one", "Personne d’autre ne l’accompagne : dites d’abord qui prend la suite.")
    return allow()


def can_hand_over(membership: Membership, person: Person, leaving: User, taker: User) -> Verdict:
    """The lead, or whoever leaves, to a colleague whom she did not set aside."""
    if not _of(membership, leaving.pk):
        return refuse("not_hers", "Chacun confie les personnes qu’il accompagne ; la personne responsable, toutes.")
    if taker == leaving:
        return refuse("same_one", "C’est la même personne : choisissez qui prend la suite.")
    return can_assign(membership, person, taker)


def _of(membership: Membership, user: UUID) -> bool:
    return membership.role == Role.LEAD or membership.user_id == user


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
