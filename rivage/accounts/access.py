"""Who may propose and confirm a membership."""

from datetime import datetime, timedelta

from django.conf import settings

from rivage.accounts import roles
from rivage.accounts.enums import INSTRUCTING, BodyKind, Role
from rivage.accounts.models import Body, Membership, User
from rivage.core import clock
from rivage.core.french import moment
from rivage.law import territory
from rivage.law.verdict import Verdict, allow, refuse

# Those whom the technical administration always keeps.
ADMINS = 2
# An account younger than this confirms nobody.
NEW = timedelta(days=1)


def can_open_by_proconnect(body: Body) -> Verdict:
    """Whether ProConnect may be asked of whoever acts for this body."""
    if settings.PROCONNECT is None:
        return refuse("no_proconnect", "ProConnect n’est pas réglé ici : plus personne n’entrerait.")
    if body.kind == BodyKind.RIVAGE:
        return refuse(
            "team",
            "L’équipe technique lève cette exigence quand ProConnect ne répond pas : elle entre par toute porte.",
        )
    return allow()


def has_authority(membership: Membership, body: Body) -> bool:
    """Holds authority in this very body."""
    return membership.body_id == body.pk and membership.role in roles.authority(body.kind)


def can_propose(membership: Membership, body: Body, role: str, user: User) -> Verdict:
    """The technical administration, or somebody with authority in the body, for anyone but oneself."""
    given = roles.role(role)
    if given.automatic or given.body != body.kind:
        return refuse("role_elsewhere", "Cette fonction n’existe pas dans cet organisme.")
    if membership.user_id == user.pk:
        return refuse("oneself", "Personne ne se donne une fonction à soi-même.")
    if membership.role != Role.ADMIN and not has_authority(membership, body):
        return refuse(
            "no_authority", "Une fonction est proposée par un responsable de l’organisme ou par l’équipe technique."
        )
    return allow()


def came_since(proposed: Membership) -> bool:
    """Whether its holder opened her account, and came in since, where it was proposed by an address: an account that
    was there before shows no sooner than a new one (finding L1).
    """
    opened = proposed.user.activated_at if proposed.user else None
    if proposed.user is None or opened is None:
        return False
    return not proposed.said_name or max(opened, proposed.user.last_login or opened) >= proposed.created_at


def was_opened(proposed: Membership) -> Verdict:
    """Whether the account was opened by its holder (finding H4)."""
    if came_since(proposed):
        return allow()
    return refuse(
        "not_activated",
        "Cette personne n’est pas encore entrée dans Rivage depuis cette proposition. Un message envoyé à son adresse "
        "lui dit comment.",
    )


def vouches_from(membership: Membership) -> datetime | None:
    """From when this account says of another whose it is: a day after its holder opened it; None before."""
    opened = membership.user.activated_at if membership.user else None
    return opened + NEW if opened else None


def confirmed_by_proposer(membership: Membership, proposed: Membership) -> bool:
    """Whether who proposes it confirmed this one: the two are then one voice."""
    return bool(membership.proposed_by_id) and membership.confirmed_by_id == proposed.proposed_by_id


def can_vouch(membership: Membership, proposed: Membership) -> Verdict:
    """Whether this membership stands apart enough to say who she is: another than the proposer confirmed it, and its
    own account was opened a day ago at least (finding H4).
    """
    if confirmed_by_proposer(membership, proposed):
        return refuse(
            "confirmed_by_proposer",
            "La personne qui propose cette fonction a confirmé la vôtre : quelqu’un d’autre la confirme.",
        )
    since = vouches_from(membership)
    if since is None or since > clock.now():
        told = f" Vous pourrez la confirmer à partir du {moment(since, proposed.zone)}." if since else ""
        return refuse("new_account", f"Votre compte est ouvert depuis moins d’un jour.{told}")
    return allow()


def stands_above(membership: Membership, body: Body) -> bool:
    """Whether this function confirms the next authority of a body in which nobody is left: its association's head
    office for an antenne, else a kind that relieves it, there or everywhere.
    """
    kind = roles.bodies().get(membership.body.kind)
    if kind is None or membership.role not in kind.authority:
        return False
    if body.parent_id:
        return bool(body.parent_id == membership.body_id)
    return body.kind in kind.relieves and (kind.everywhere or body.departement in membership.departements)


def can_confirm(membership: Membership, proposed: Membership, own: bool, leaderless: bool = False) -> Verdict:
    """Another person than the proposer, with authority in the body.

    `own`: the body itself had its say, or never had anybody to say it; a technical administrator then confirms.
    `leaderless`: nobody has authority in the body, and this function gives it; who stands above confirms.
    """
    if membership.user_id in (proposed.proposed_by_id, proposed.user_id):
        return refuse("same_person", "Celui qui propose, celui qui confirme et celui qui reçoit sont trois personnes.")
    if has_authority(membership, proposed.body):
        return allow()
    if own and membership.role == Role.ADMIN:
        return allow()
    if leaderless and stands_above(membership, proposed.body):
        return allow()
    return refuse("no_authority", "Il faut un responsable de cet organisme pour confirmer cette fonction.")


def can_qualify(membership: Membership, other: Membership) -> Verdict:
    """Who writes in what quality somebody signs: who confirms functions there, or the technical administration."""
    if other.role != Role.SIGNATORY:
        return refuse("not_signing", "Cette fonction ne signe pas de décision : elle n’a pas de qualité à écrire.")
    if membership.user_id == other.user_id:
        return refuse("oneself", "Quelqu’un d’autre écrit votre qualité : un responsable, ou l’équipe technique.")
    if has_authority(membership, other.body) or membership.role == Role.ADMIN:
        return allow()
    return refuse("no_authority", "La qualité s’écrit par un responsable de l’organisme, ou par l’équipe technique.")


def can_write_head(membership: Membership, body: Body) -> Verdict:
    """What stands at the head of a body's letters: a préfecture's own, or any by the technical team."""
    if membership.role == Role.ADMIN or (membership.role in INSTRUCTING and membership.body_id == body.pk):
        return allow()
    return refuse("not_its_head", "L’en-tête s’écrit par le service lui-même, ou par l’équipe technique.")


def can_set_notify_days(membership: Membership, body: Body) -> Verdict:
    """A préfecture sets it for its own decisions: whoever instructs there."""
    if membership.role in INSTRUCTING and membership.body_id == body.pk:
        return allow()
    return refuse("not_its_delay", "Ce délai est fixé par la préfecture, pour ses propres décisions.")


def can_cover(membership: Membership, body: Body, departements: list[str]) -> Verdict:
    """A function reaches no further than its body: one département opens the files of one département."""
    known = {departement.code for departement in territory.departements()}
    if set(departements) - known:
        return refuse("departement", "Un de ces numéros n’est celui d’aucun département.")
    if body.departement and set(departements) - {body.departement}:
        return refuse("too_far", f"{body.name} agit dans un seul département, le {body.departement}.")
    if departements and not body.departement and membership.role != Role.ADMIN:
        return refuse("too_far", "Pour un organisme de plusieurs départements, l’équipe technique les indique.")
    return allow()


def can_end(membership: Membership, other: Membership) -> Verdict:
    """Somebody with authority in the body, or the technical administration; a function is never ended by who holds it.

    A proposal is taken back by whoever has authority, whomever it is for.
    """
    if other.confirmed_by_id and membership.user_id == other.user_id:
        return refuse(
            "oneself",
            "Votre fonction est close par quelqu’un d’autre : un responsable de l’organisme, ou l’équipe technique.",
        )
    if has_authority(membership, other.body) or membership.role == Role.ADMIN:
        return allow()
    return refuse(
        "no_authority", "Une fonction est close par un responsable de l’organisme ou par l’équipe technique."
    )


def can_leave(membership: Membership, ending: Membership, *, locked: bool = False) -> Verdict:
    """Whether its body keeps the people that it needs once this function has ended: somebody who confirms the others
    there, or, for the technical team, somebody above who will confirm the next.
    """
    if not ending.confirmed_by_id or ending.role not in roles.authority(ending.body.kind):
        return allow()
    left = Membership.objects.with_authority(ending.body, clock.now()).exclude(pk=ending.pk)
    many = len({row.user_id for row in (left.select_for_update(of=("self",)) if locked else left)})
    if ending.role == Role.ADMIN and many < ADMINS:
        return refuse("two_admins", "Il reste deux personnes dans l’équipe technique : nommez-en une autre d’abord.")
    if many:
        return allow()
    # The actor's own may have ended since its page was opened.
    if membership.role != Role.ADMIN:
        return refuse(
            "last", "C’est la dernière personne qui confirme les fonctions ici : nommez-en une autre d’abord."
        )
    if not Membership.objects.above(ending.body, clock.now()).exclude(user=ending.user_id).exists():
        where = "au siège de l’association" if ending.body.parent_id else "à la direction régionale ou au ministère"
        return refuse(
            "last_of_all",
            "C’est la dernière personne qui confirme les fonctions ici, et personne au-dessus ne confirmerait la "
            f"suivante : faites d’abord confirmer quelqu’un ici, ou {where}.",
        )
    return allow()
