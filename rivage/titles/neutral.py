"""What a neutral sender may be: nothing that says who writes, nor why."""

import re
from collections.abc import Mapping

from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body, Membership
from rivage.core.french import folded
from rivage.core.unsaid import refuse, told
from rivage.law.territory import departements

# What a neutral paper says of who signs it, as the page calls it, and what else to write where it tells.
SAYS = {
    "name": ("Nom", "Écrivez un nom qui existe et ne dit rien : « Service d’accompagnement social »."),
    "address": ("Adresse", "Écrivez une boîte postale, ou une adresse que personne ne rattache à l’association."),
    "town": ("Ville", "Écrivez le nom de la commune seul."),
    "phone": ("Téléphone", "Donnez un numéro que l’association ne publie pas : une recherche dirait qui écrit."),
    "signatory": ("Qui signe", "Écrivez une fonction : « La responsable du service »."),
    "foot": ("Pied de page", "Laissez-le vide, ou écrivez ce qui ne dit rien : des horaires, un accueil."),
}
# Domains of mail that say nothing of who has an address there.
ANYBODY_S = frozenset(("free.fr", "gmail.com", "hotmail.com", "laposte.net", "orange.fr", "outlook.com", "yahoo.fr"))
PRODUCT = "Rivage"
ITS_NAME = "est le nom de cet outil"
# A number that one dials: short ones answer to everybody, and say to whom.
DIALLED = re.compile(r"\+?[\d\s.()-]+")
FEWEST, MOST = 8, 15
NO_NUMBER = "n’est pas un numéro de téléphone"


def check_neutral(actor: Membership, body: Body, values: Mapping[str, str]) -> None:
    """Raises `Refused` for a sender that says who writes: the name of an association, its own domain of mail, its own
    telephone, the name of this product; or whose number is none.
    """
    refuse(told_by(actor, body, values), SAYS)


def told_by(actor: Membership, body: Body, values: Mapping[str, str]) -> dict[str, str]:
    """By field, what these values say that they should not, alone or two read together."""
    addresses = [actor.user.email if actor.user else "", *body.contact.split()]
    domains = {address.rpartition("@")[2].casefold() for address in addresses if "@" in address} - ANYBODY_S
    reached = (line for line in body.contact_lines if "@" not in line)
    own = (body.name, body.parent.name if body.parent else "", *domains, *reached)
    found = told(values, SAYS, (*own, *_associations()))
    signed = {field: SAYS[field] for field in ("name", "signatory")}
    for field in told(values, signed, (PRODUCT,)):
        found.setdefault(field, ITS_NAME)
    if not _dialled(values["phone"]):
        found.setdefault("phone", NO_NUMBER)
    return found


def _associations() -> list[str]:
    """The names of every association and antenne: whoever knows one knows what it does, here or elsewhere. One that is
    but the name of a place says nothing.
    """
    places = {folded(each.name) for each in departements()}
    places |= {folded(town) for town in Body.objects.exclude(town="").values_list("town", flat=True)}
    kinds = (BodyKind.ANTENNE, BodyKind.HEAD_OFFICE)
    names = Body.objects.filter(kind__in=kinds).order_by("name").values_list("name", flat=True)
    return [name for name in names if folded(name) not in places]


def _dialled(phone: str) -> bool:
    return bool(DIALLED.fullmatch(phone.strip())) and FEWEST <= sum(map(str.isdigit, phone)) <= MOST
