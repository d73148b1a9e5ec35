"""What the law of a day says of a right or of a title: its article, its sentence, what nobody has confirmed."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from rivage.accounts.models import Membership
from rivage.dossiers.afis import NATIONALITY
from rivage.law import other_rights
from rivage.law.afis_facts import Document, Nationality
from rivage.law.other_rights import OtherRightsFacts
from rivage.law.period import Days
from rivage.law.values import NoValue, Value, at
from rivage.law.verdict import Verdict
from rivage.people.enums import Zone
from rivage.people.models import Identity, Person
from rivage.rights.clocks.facts import Rows, StayFacts, gather_all
from rivage.rights.clocks.residence import authorised, until_of
from rivage.rights.clocks.rows import PeriodRow, read
from rivage.rights.enums import PermitNeed
from rivage.titles.enums import RightFamily, RightKind, ShownTo, TitleKind
from rivage.titles.standing import titles_held

RULES: dict[str, Callable[[OtherRightsFacts], Verdict]] = {
    "sante": other_rights.health,
    "complementaire": other_rights.health,
    "logement-social": other_rights.social_housing,
    "aide-logement": other_rights.housing_benefit,
    "impots": other_rights.tax_remission,
    "emploi": other_rights.employment_service,
    "compte": other_rights.account,
    "avocat": other_rights.legal_aid,
    "domiciliation": other_rights.domiciliation,
}


class InTheText(NamedTuple):
    """One right or title in the law of a day."""

    article: str
    sentence: str
    to_confirm: bool


def path_open(membership: Membership, person: Person, on: date) -> bool:
    """Whether a path runs on that day, in one query."""
    found = StayFacts(person, periods=list(read(PeriodRow, _rows_of(membership, person))))
    return any(on in days for days in authorised(found))


def _rows_of(membership: Membership, person: Person) -> Rows:
    return lambda model: model.objects.visible_to(membership).filter(person=person)


def known_of(membership: Membership, person: Person, on: date) -> OtherRightsFacts:
    """What her antenne knows of her for these rules."""
    found = gather_all(membership, [person], StayFacts)[person.pk]
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    kinds = set(titles_held(membership, [person.pk], on).values_list("kind", flat=True))
    valid = [days for one in found.permits if (days := one.sure) is not None and on in days]
    spans = authorised(found)
    known = NATIONALITY.get(Zone(identity.zone)) if identity else None
    return OtherRightsFacts(
        on,
        path_open=any(on in days for days in spans),
        nationality=Nationality.FRENCH if TitleKind.NATIONALITY in kinds else known,
        document=_document(found, kinds, bool(valid), on),
        aps=valid[-1] if valid else None,
        resident_months=_resident(min((days.start for days in spans), default=on), on),
    )


def _document(found: StayFacts, kinds: set[str], aps: bool, on: date) -> Document | None:
    """The paper that she holds on that day: a title, her permit, a récépissé of it, else what her need says."""
    need = found.need.need if found.need is not None else ""
    other = need == PermitNeed.OTHER_TITLE and ((until := until_of(found)) is None or on <= until)
    if kinds - {TitleKind.NATIONALITY}:
        return Document.TITRE
    if aps:
        return Document.APS
    for one in reversed(found.permits):
        if any(on in span for span in one.sure_receipts):
            return Document.RENEWAL_RECEIPT if one.renewal else Document.FIRST_RECEIPT
    if other:
        return Document.TITRE
    return Document.ASYLUM if need == PermitNeed.ASYLUM else None


def _resident(since: date, on: date) -> int | None:
    """The months since her path was first authorised: she was there all along, or longer, so that fewer than the law
    asks for say nothing.
    """
    months = Days(since, on).months if since < on else 0
    try:
        return months if months >= at("droits.sante_mois", on).value else None
    except NoValue:
        return None


def said(subject: RightKind, known: OtherRightsFacts) -> InTheText:
    """What the text says of it; of what no rule is written, its article alone."""
    try:
        value: Value = at(subject.value, known.on)
        rule = RULES.get(subject.code)
        verdict = rule(known) if rule else None
    except NoValue:
        return InTheText("", "Aucun texte lu n’en parle à ce jour.", to_confirm=False)
    if verdict is None:
        sentence = AFTER if subject.family == RightFamily.TITLE else ""
        return InTheText(value.article, sentence, value.to_confirm)
    articles = verdict.articles or (value.article,)
    return InTheText(", ".join(articles), verdict.sentence, bool(verdict.to_confirm) or value.to_confirm)


def way_of(subject: RightKind, on: date) -> Value | None:
    """Before whom a refusal of nationality goes first, as a text says it; None of what goes to who refused, or to the
    court.
    """
    return at("titres.nationalite_recours", on) if subject.code == TitleKind.NATIONALITY else None


AFTER = "Aucun titre n’est délivré de plein droit au terme du parcours : chaque voie a ses conditions."
# The value of the law on which each attestation rests.
CITED = {
    ShownTo.LANDLORD: "droits.logement_social",
    ShownTo.REGISTRAR: "droits.logement_social_titre",
    ShownTo.BANK: "droits.compte",
    ShownTo.CAF: "droits.prestations_familiales_mois",
    ShownTo.SCHOOL: "droits.instruction",
    ShownTo.EMPLOYER: "droits.travail_verifie",
}


def cited(reader: ShownTo, on: date) -> Value:
    """What an attestation for this reader rests on. The paper carries no mark: the page before it does.

    Raises `NoValue` where the law of that day says nothing of it.
    """
    return at(CITED[reader], on)
