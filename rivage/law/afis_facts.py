"""The facts the AFIS is examined on, checked when they are given."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rivage.law.facts import BadFact, a_count, a_date, an_amount
from rivage.law.period import add_months
from rivage.law.territory import departement
from rivage.law.verdict import Outcome

NO_AVIS = "Le préfet décide de l’AFIS après l’avis de la commission. Il manque cet avis."
# CE 440802: a judgment may open a path without the commission.
BY_JUDGMENT = (
    "Un jugement a ouvert le parcours sans que la commission se réunisse. Aucun texte ne dit si l’aide attend alors "
    "son avis : à confirmer. Le préfet peut décider."
)


class Nationality(StrEnum):
    FRENCH = "francaise"
    EUROPEAN = "ue_eee_suisse"
    OTHER = "autre"


class Document(StrEnum):
    """The residence document held. The first three are those of R121-12-13-1; ONLINE may stand for the third."""

    TITRE = "titre"
    APS = "aps"
    RENEWAL_RECEIPT = "recepisse_renouvellement"
    FIRST_RECEIPT = "recepisse_premiere_demande"
    ONLINE = "attestation_en_ligne"
    ASYLUM = "attestation_asile"
    NONE = "aucun"


class Claim(StrEnum):
    """Whether another aid is received or may be claimed, as the association found it."""

    YES = "oui"
    NO = "non"
    TO_CHECK = "a_verifier"


_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class AfisFacts:
    """What is known on the day of the decision. None means unknown, and makes a question, never an answer.

    `resources` are hers and `other_resources` those of the rest of the household, in euros, for the month before the
    request; `benefits`, apart from both, are the family and housing benefits that the text does not name. `children`
    are those in charge (CSS L512-3). `permit_years` are complete years of permits allowing work. `right_of_residence`
    concerns European nationals, `protection` refugees and subsidiary protection.
    """

    decided_on: date
    departement: str
    path_authorised: bool | None = None
    born_on: date | None = None
    birth_year: int | None = None
    nationality: Nationality | None = None
    document: Document | None = None
    requested_on: date | None = None
    resources: Decimal | None = None
    other_resources: Decimal = _NOTHING
    benefits: Decimal = _NOTHING
    children: int | None = None
    pregnant: bool = False
    lone_parent: bool | None = None
    student: bool = False
    right_of_residence: bool | None = None
    protection: bool | None = None
    permit_years: int | None = None
    rsa: Claim | None = None
    ada: Claim | None = None
    ata: Claim | None = None

    def __post_init__(self) -> None:
        a_date("decided_on", self.decided_on)
        departement(self.departement)
        for field in ("born_on", "requested_on"):
            value = getattr(self, field)
            if value is not None and a_date(field, value) > self.decided_on:
                raise BadFact(field, "cette date suit celle de la décision.")
        if self.birth_year is not None:
            a_count("birth_year", self.birth_year, least=1900, most=self.decided_on.year)
        if self.resources is not None:
            an_amount("resources", self.resources)
        for field in ("other_resources", "benefits"):
            amount = getattr(self, field)
            if amount is not _NOTHING:
                an_amount(field, amount)
        if self.children is not None:
            a_count("children", self.children, most=30)
        if self.permit_years is not None:
            a_count("permit_years", self.permit_years, most=120)
        self._check_codes()

    def _check_codes(self) -> None:
        for field, kind in _CODES:
            value = getattr(self, field)
            if value is not None and not isinstance(value, kind):
                accepted = ", ".join(kind)
                raise BadFact(field, f"une de ces valeurs est attendue\u00a0: {accepted}.")
        for field, unknown in _YES_OR_NO:
            value = getattr(self, field)
            if value is not True and value is not False and not (unknown and value is None):
                raise BadFact(field, "oui ou non est attendu.")

    def age_passed(self, years: int) -> Outcome | None:
        """Is she older than `years`? A question on the birthday itself; None when her birth is unknown."""
        return self._age(years, birthday_counts=False)

    def age_reached(self, years: int) -> Outcome | None:
        """Has she reached `years`, the birthday included? None when her birth is unknown."""
        return self._age(years, birthday_counts=True)

    def _age(self, years: int, *, birthday_counts: bool) -> Outcome | None:
        if self.born_on is not None:
            return _age(self.born_on, years, self.decided_on, birthday_counts)
        if self.birth_year is None:
            return None
        possible = {
            _age(born, years, self.decided_on, birthday_counts)
            for born in (date(self.birth_year, 1, 1), date(self.birth_year, 12, 31))
        }
        return possible.pop() if len(possible) == 1 else Outcome.QUESTION


_CODES: tuple[tuple[str, type[StrEnum]], ...] = (
    ("nationality", Nationality),
    ("document", Document),
    ("rsa", Claim),
    ("ada", Claim),
    ("ata", Claim),
)
_YES_OR_NO = (
    ("path_authorised", True),
    ("pregnant", False),
    ("lone_parent", True),
    ("student", False),
    ("right_of_residence", True),
    ("protection", True),
)


def _age(born: date, years: int, on: date, birthday_counts: bool) -> Outcome:
    # Most days are in another year than the birthday: no date is to be built.
    if on.year - born.year != years:
        return Outcome.YES if on.year - born.year > years else Outcome.NO
    birthday = add_months(born, 12 * years)
    # Somebody born on 29 February has, most years, a birthday on 28 February or on 1 March: no text says which.
    last = date(birthday.year, 3, 1) if birthday.day != born.day else birthday
    if on < birthday:
        return Outcome.NO
    if on > last or (birthday_counts and on == last):
        return Outcome.YES
    return Outcome.QUESTION
