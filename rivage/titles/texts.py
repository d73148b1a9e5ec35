"""What the law of a day says of a right or of a title: its article, its sentence, what nobody has confirmed."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from rivage.accounts.models import Membership
from rivage.dossiers.afis import NATIONALITY
from rivage.law import other_rights
from rivage.law.afis_facts import Document
from rivage.law.other_rights import OtherRightsFacts
from rivage.law.values import NoValue, Value, at
from rivage.law.verdict import Verdict
from rivage.people.enums import Zone
from rivage.people.models import Identity, Person
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.clocks.residence import authorised
from rivage.titles.enums import RightFamily, RightKind, ShownTo

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


def known_of(membership: Membership, person: Person, on: date) -> OtherRightsFacts:
    """What her antenne knows of her for these rules."""
    found = gather_all(membership, [person], StayFacts)[person.pk]
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    valid = [days for one in found.permits if (days := one.sure) is not None and on in days]
    return OtherRightsFacts(
        on,
        path_open=any(on in days for days in authorised(found)),
        nationality=NATIONALITY.get(Zone(identity.zone)) if identity else None,
        document=Document.APS if valid else None,
        aps=valid[-1] if valid else None,
    )


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


AFTER = "Aucun titre n’est délivré de plein droit au terme du parcours : chaque voie a ses conditions."
# The value of the law on which each attestation rests.
CITED = {
    ShownTo.LANDLORD: "droits.logement_social",
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
