"""Who may do what of the rounds and workshops of an antenne."""

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Membership
from rivage.law.verdict import Verdict, allow, refuse
from rivage.outreach.enums import TEAM
from rivage.outreach.models import Card, Round


def can_note(membership: Membership) -> Verdict:
    """Whoever goes out, or accompanies."""
    if membership.role not in TEAM:
        return refuse("not_of_the_team", "Votre fonction ne note pas de sortie.")
    return allow()


def can_correct(membership: Membership, held: Round) -> Verdict:
    """Who noted it, and those who accompany."""
    if membership.role not in ANTENNE_ROLES and held.recorded_by_id != membership.pk:
        return refuse("of_another", "Cette sortie a été notée par quelqu’un d’autre : demandez-lui, ou à l’équipe.")
    return can_note(membership)


def can_keep(membership: Membership) -> Verdict:
    """Zones and cards: those who accompany."""
    if membership.role not in ANTENNE_ROLES:
        return refuse("not_of_the_antenne", "Seule l’équipe qui accompagne tient les zones et lit les cartes.")
    return allow()


def can_hold(membership: Membership) -> Verdict:
    """Workshops: those who accompany."""
    if membership.role not in ANTENNE_ROLES:
        return refuse("not_of_the_antenne", "Seule l’équipe qui accompagne note les ateliers.")
    return allow()


def can_end_card(membership: Membership, card: Card) -> Verdict:
    """Who took it, or the lead."""
    if card.taken_by_id is None:
        return refuse("not_taken", "Personne n’a encore pris cette carte.")
    if card.taken_by_id != membership.pk and membership.role != Role.LEAD:
        return refuse("of_another", "Quelqu’un d’autre de l’équipe a pris cette carte.")
    return allow()
