"""From a person to her papers: the plain values that `papers` prints, as open to her antenne."""

from datetime import date

from rivage.accounts.models import Membership
from rivage.core.french import lines_of
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import no
from rivage.law.afis_facts import Document
from rivage.law.values import NoValue
from rivage.people.models import Correspondence, Identity, Person
from rivage.titles import papers
from rivage.titles.enums import RightKind, ShownTo
from rivage.titles.letters import ASKING
from rivage.titles.models import NeutralSender
from rivage.titles.neutral import SAYS, told_by
from rivage.titles.texts import cited, known_of, path_open

NO_SENDER = (
    "Votre antenne n’a pas écrit son expéditeur neutre : sans lui, une attestation dirait qui vous êtes. La personne "
    "responsable l’écrit une fois."
)

NO_PERMIT = (
    "Cette lettre parle d’une autorisation provisoire de séjour valable ce jour, et aucune n’est notée pour elle : "
    "notez-la d’abord dans ses échéances."
)

NO_PATH = (
    "Se demande pendant le parcours, et aucun ne court ce jour : cette lettre dirait le contraire, et nommerait "
    "l’article du parcours."
)


def sender(membership: Membership) -> NeutralSender | None:
    """The neutral sender of the antenne, None where nobody wrote it."""
    return NeutralSender.objects.visible_to(membership).first()


def _tells(membership: Membership, row: NeutralSender) -> bool:
    return bool(told_by(membership, membership.body, {field: getattr(row, field) for field in SAYS}))


def neutral(row: NeutralSender) -> papers.NeutralHead:
    """As a paper needs it."""
    lines = lines_of(row.address)
    said = any(row.town.casefold() in line.casefold() for line in lines)
    where = lines if said else (*lines, row.town)
    return papers.NeutralHead(row.name, where, row.town, row.phone, row.signatory, lines_of(row.foot))


def civil(membership: Membership, person: Person) -> str:
    """Her civil name, which these papers must carry; what she is called where nobody noted it."""
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    if identity is None:
        return ""
    return f"{identity.given_names} {identity.family_name}".strip() or identity.called


def nickname(membership: Membership, person: Person) -> str:
    """What an attestation would call her where no civil name is noted; "" where one is, or nothing at all."""
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    if identity is None or identity.given_names or identity.family_name:
        return ""
    return civil(membership, person)


def letter(membership: Membership, person: Person, of: papers.OwnLetter, on: date) -> Sheet:
    """Her letter, without her file number. Where letters reach her at the association, an answer comes
    under its neutral sender, or nowhere where it has none or one that tells.
    """
    chosen = Correspondence.objects.visible_to(membership).filter(person=person).first()
    address: tuple[str, ...] = ()
    if chosen is not None and not chosen.at_association:
        address = lines_of(chosen.address)
    elif (row := sender(membership)) is not None and not _tells(membership, row):
        known = neutral(row)
        address = (known.name, *known.address)
    return papers.own_letter(of, papers.OwnWriter(civil(membership, person), address), f"{on:%Y%m%d}")


def asking(membership: Membership, person: Person, subject: RightKind, on: date) -> Sheet:
    """Her letter to ask for a right or a title, of the document that is noted for her. Raises `Refused` where it says
    that a path runs, and none does.
    """
    if subject.of_path and not path_open(membership, person, on):
        raise no("no_path", NO_PATH)
    of = ASKING[subject.code]
    if subject.code == "emploi" and known_of(membership, person, on).document == Document.APS:
        of = papers.EMPLOYMENT_WITH_APS
    return letter(membership, person, of, on)


def attestation(membership: Membership, person: Person, reader: ShownTo, on: date, *, priority: bool) -> Sheet:
    """An attestation for a reader. Raises `Refused` while the antenne has no neutral sender or one that tells, or she
    has no name, or not the permit that it speaks of.
    """
    row = sender(membership)
    if row is None:
        raise no("no_sender", NO_SENDER)
    if _tells(membership, row):
        raise no(
            "sender_tells", "L’expéditeur neutre dit de quoi il s’agit : la personne responsable le change d’abord."
        )
    try:
        cited(reader, on)
    except NoValue as silent:
        raise no("no_text", f"Aucun texte lu n’est écrit pour cette attestation. {silent}") from silent
    if reader == ShownTo.REGISTRAR and known_of(membership, person, on).document != Document.APS:
        raise no("no_permit", NO_PERMIT)
    name = civil(membership, person)
    if not name:
        raise no("no_name", "Une attestation porte un nom : notez d’abord celui de la personne.")
    return papers.attestation(papers.Attestation(reader, name, neutral(row), on, priority))


def preview(row: NeutralSender, on: date) -> Sheet:
    """The same of an invented name, for who writes the neutral sender."""
    return papers.attestation(papers.Attestation(ShownTo.BANK, "Prénom Nom", neutral(row), on))
