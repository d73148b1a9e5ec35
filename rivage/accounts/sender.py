"""Who writes a paper: a body, at the head of its letters."""

from django.db.models import QuerySet

from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body
from rivage.core.french import lines_of
from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import Letterhead
from rivage.law.territory import departement

FOR_THE_PREFET = "Pour le préfet et par délégation,"
# What is written of a body around its letters, as the page calls it, and what else to write where it tells.
WRITTEN = {
    "address": ("Adresse de correspondance", "Écrivez-la sans ce mot : le numéro et la rue, ou une boîte postale."),
    "town": ("Ville", "Écrivez le nom de la commune seul."),
    "service": (
        "Service qui écrit",
        "Écrivez un nom qui ne le dit pas, « Service des décisions individuelles » par exemple.",
    ),
    "contact": ("Pour joindre ce service", "Donnez un numéro, ou une adresse de courriel qui ne le dit pas."),
    "foot": ("Pied de page", "Écrivez-le sans ce mot : un site, un accueil, des horaires."),
}
SIGNS = {
    "quality": ("Qualité", "Écrivez la fonction de qui signe, sans l’objet de ses décisions."),
    "signing_act": ("Délégation de signature", "Citez l’acte par son numéro et sa date."),
}


def sender_of(
    body: Body,
    capacity: str,
    signatory: str = "",
    *,
    quality: str = "",
    authority: str = "",
    service: str = "",
    by: Body | None = None,
) -> Sender:
    """The letterhead of a body that acts in a département, with how one reaches it, the town where it writes, and who
    signs in what capacity.

    `quality`: of who signs, kept with what was signed (CRPA L212-1); `authority`: the name under which it received,
    when it is not the one it has; `service`: the line under it, its own otherwise; `by`: the service of it that
    writes, by its name, reached by its own ways and with its own foot.
    """
    place = body.town or departement(body.departement).name
    writer = by or body
    service = service or writer.service or (by.name if by else "")
    lines = (*body.address_lines, *writer.contact_lines)
    head = Letterhead(authority or body.name, service, lines, lines_of(writer.foot))
    return Sender(head, place, capacity, signatory, quality)


def without_town() -> "QuerySet[Body]":
    """The préfectures whose letters are dated from their département, and the antennes whose address has no town."""
    return Body.objects.filter(kind__in=(BodyKind.PREFECTURE, BodyKind.ANTENNE), town="")


def undated(code: str) -> str:
    """What is said beside the papers of the préfecture of a département while nobody wrote its town; else ""."""
    if not without_town().filter(kind=BodyKind.PREFECTURE, departement=code).exists():
        return ""
    return (
        f"La ville de la préfecture n’est pas notée : ses lettres sont datées de « {departement(code).name} ». "
        "La délégation ou son secrétariat la note, dans l’en-tête de ses lettres."
    )
