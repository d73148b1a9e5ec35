"""What a neutral sender may be: nothing that says who writes, nor why."""

import re
from collections.abc import Mapping

from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body, Membership
from rivage.core.french import folded, lines_of
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
TOWN_LINE = re.compile(r"\s*\d{5}\b")
LOOKED_UP = "Une recherche mène à l’association, et l’attestation dit alors ce que la personne ne veut pas dire."
NO_NUMBER = "n’est pas un numéro de téléphone"


def check_neutral(actor: Membership, body: Body, values: Mapping[str, str]) -> None:
    """Raises `Refused` for a sender that says who writes: the name of an association, its own domain of mail, the name
    of this product, its own telephone elsewhere than where one is asked; or whose number is none.
    """
    refuse(told_by(actor, body, values), SAYS)


def told_by(actor: Membership, body: Body, values: Mapping[str, str]) -> dict[str, str]:
    """By field, what these values say that they should not, alone or two read together."""
    addresses = [actor.user.email if actor.user else "", *body.contact.split()]
    domains = {address.rpartition("@")[2].casefold() for address in addresses if "@" in address} - ANYBODY_S
    reached = tuple(line for line in body.contact_lines if "@" not in line)
    own = (body.name, body.parent.name if body.parent else "", *domains)
    found = told(values, SAYS, (*own, *_associations()))
    # Its own number, where a number is asked, is questioned before it is written (`known_here`).
    elsewhere = {field: said for field, said in SAYS.items() if field != "phone"}
    found = told(values, elsewhere, reached) | found
    signed = {field: SAYS[field] for field in ("name", "signatory")}
    for field in told(values, signed, (PRODUCT,)):
        found.setdefault(field, ITS_NAME)
    if not _dialled(values["phone"]):
        found.setdefault("phone", NO_NUMBER)
    return found


def known_here(body: Body, values: Mapping[str, str]) -> tuple[str, ...]:
    """What of these values Rivage knows to be the association's own, each with what it would tell: read before it is
    written.
    """
    own = {_plain(line) for line in (*lines_of(body.address), *(lines_of(body.parent.address) if body.parent else ()))}
    streets = [line for line in lines_of(values["address"]) if _plain(line) in own and not TOWN_LINE.match(line)]
    found = [f"L’adresse « {line} » est celle que Rivage connaît à votre association. {LOOKED_UP}" for line in streets]
    numbers = {_digits(line) for line in body.contact_lines} - {""}
    if _digits(values["phone"]) in numbers:
        found.append(f"Ce téléphone est celui que Rivage connaît à votre association. {LOOKED_UP}")
    return tuple(found)


def _plain(line: str) -> str:
    return " ".join(folded(line).split())


def _digits(text: str) -> str:
    """A number as it is dialled here, "" for what is none."""
    if not _dialled(text):
        return ""
    digits = "".join(filter(str.isdigit, text))
    return f"0{digits[2:]}" if text.strip().startswith("+33") else digits


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
