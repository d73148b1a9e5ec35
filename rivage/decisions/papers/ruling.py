"""The decision itself: authorisation, refusal, non-renewal.

A decision prints its grounds, then facts and articles that the administration typed, each a sentence of its own. How a
motive is coded is not known here: whoever builds it gives the words of those that the texts provide for, and no other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rivage.core.paper.french import months, words
from rivage.core.paper.letters import PATH, Named, Remedies, Sender
from rivage.core.paper.ruled import (
    TOLD_TO_NOBODY_ELSE,
    DecisionGround,
    RulingHead,
    considering,
    founded,
    of_her,
    ruled,
    signing,
    visas,
)
from rivage.core.paper.sheet import Block, Sheet, Stated, Strong, Text
from rivage.law.wording import day

Kind = Literal["initiale", "renouvellement", "reprise"]

_ASKED: dict[str, str] = {
    "initiale": "demande",
    "renouvellement": "demande de renouvellement",
    "reprise": "demande de reprise",
}
_DECIDED: dict[str, str] = {"initiale": "autorisé", "renouvellement": "renouvelé", "reprise": "repris"}
_GOES: dict[str, str] = {"initiale": "commence", "renouvellement": "continue", "reprise": "reprend"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the three decisions share.

    `reference`: file number; `number`: of the decision, "2026-33-0041"; `authority`: "Le préfet de la Gironde";
    `approved`: first day of the association's agrément, None when it is not noted;
    `association_opinion`, `commission_opinion`: (sense, date),
    sense in full: "favorable"; `visas`: others, each whole ("Vu …"); `address`: lines under the name, hers to choose;
    `signing_act`: by which one signs for the préfet ("l’arrêté … portant délégation de signature"), "" when unknown.
    """

    sender: Sender
    reference: str
    number: str
    on: date
    authority: str
    person: Named
    address: tuple[str, ...]
    kind: Kind
    association: str
    approved: date | None
    received: date
    association_opinion: tuple[str, date]
    commission_opinion: tuple[str, date]
    remedies: Remedies
    visas: tuple[str, ...] = ()
    code: str = ""
    signing_act: str = ""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """`considering`: facts typed, a sentence each; `start` to `last_day` included; `used`: months of open
    rights once this period is over, of `most` (24).
    """

    ruling: Ruling
    considering: tuple[str, ...]
    start: date
    last_day: date
    months: int
    used: int
    most: int


@dataclass(frozen=True, slots=True)
class ContradictoryStep:
    """The contradictory step: asked on a day, until a day; received on a day, `form` "écrites" or "orales", or not."""

    asked: date
    until: date
    received: date | None = None
    form: Literal["écrites", "orales"] = "écrites"


@dataclass(frozen=True, slots=True)
class NonRenewal:
    """`term`: last day of the period that runs or ran; `between`: what holds between term and notification. The letter
    says it without a mark: it is beside the letter, for whoever signs it.
    """

    ruling: Ruling
    grounds: tuple[DecisionGround, ...]
    observations: ContradictoryStep
    term: date
    between: Stated | None = None


def _visas(of: Ruling, *more: str) -> tuple[Block, ...]:
    asked = _ASKED[of.kind]
    opinion, said = of.association_opinion
    given, session = of.commission_opinion
    approved = f"agréée depuis le {day(of.approved)}, " if of.approved else ""
    return visas(
        of.authority,
        "Vu le code de l’action sociale et des familles, notamment ses articles L121-9 et R121-12-9 à R121-12-13 ;",
        signing(of.signing_act),
        f"Vu la {asked} présentée par l’association {of.association}, {approved}reçue le {day(of.received)} ;",
        f"Vu l’avis {opinion} de l’association du {day(said)} ;",
        f"Vu l’avis {given} de la commission départementale du {day(session)} ;",
        *more,
        *of.visas,
    )


def _decision(of: Ruling, title: str, plain: Text, why: tuple[Block, ...], articles: tuple[Text, ...]) -> Sheet:
    told: Text = (
        f"La présente décision est notifiée à {of.person.called} et à l’association {of.association}. "
        f"{TOLD_TO_NOBODY_ELSE}"
    )
    dated = of.sender.dated(of.on)
    head = RulingHead(of.sender, dated, of.reference, of.number, of.person, of.address, of.remedies, of.code)
    return ruled(head, title, plain, why, (*articles, told))


def authorisation(of: Authorisation) -> Sheet:
    """Engagement, renewal or reprise authorised (CASF R121-12-10): dates, months, rights opened, remedies."""
    ruling = of.ruling
    plain: Text = (
        f"Votre parcours {_GOES[ruling.kind]} pour {months(of.months)}, ",
        Strong(f"du {day(of.start)} au {day(of.last_day)} inclus"),
        ". Vous pouvez demander l’aide mensuelle, et le titre de séjour si vous en avez besoin : ce sont deux autres "
        "réponses, écrites à part. L’association peut vous lire cette lettre dans votre langue.",
    )
    return _decision(
        ruling,
        f"Votre {_ASKED[ruling.kind]} est acceptée",
        plain,
        (*_visas(ruling), *considering(of.considering)),
        (
            f"L’engagement {of_her(ruling.person)} dans {PATH} est {_DECIDED[ruling.kind]} pour "
            f"{months(of.months)}, du {day(of.start)} au {day(of.last_day)} inclus. "
            f"{words(of.used).capitalize()} mois sur {words(of.most)} auront alors été utilisés.",
            "Cette décision ouvre droit, si les conditions en sont remplies, à l’aide financière à l’insertion "
            "sociale et professionnelle, et permet la délivrance d’une autorisation provisoire de séjour d’au moins "
            "six mois avec droit au travail.",
        ),
    )


def refusal(ruling: Ruling, grounds: tuple[DecisionGround, ...]) -> Sheet:
    """A first request or a reprise refused. ValueError without facts and articles, or for a renewal."""
    if ruling.kind == "renouvellement":
        raise ValueError("A renewal isn't refused: it is a non-renewal, with its observations.")
    plain: Text = (
        "Votre demande n’est pas acceptée. Les raisons sont écrites plus bas. Vous pouvez contester cette "
        "réponse, et vous pouvez faire une nouvelle demande. L’association peut vous lire cette lettre "
        "dans votre langue et vous aider à répondre."
    )
    return _decision(
        ruling,
        f"Votre {_ASKED[ruling.kind]} n’est pas acceptée",
        plain,
        (*_visas(ruling), *founded(grounds)),
        (f"L’engagement {of_her(ruling.person)} dans {PATH} n’est pas autorisé.",),
    )


def non_renewal(of: NonRenewal) -> Sheet:
    """A renewal refused (CASF R121-12-10, al. 2): rights end at the notification, after observations."""
    ruling, step = of.ruling, of.observations
    heard = f"Vu l’invitation à présenter des observations du {day(step.asked)}, jusqu’au {day(step.until)} ;"
    answer = (
        f"Vu les observations {step.form} reçues le {day(step.received)} ;"
        if step.received
        else f"Vu l’absence d’observations au {day(step.until)} ;"
    )
    plain: Text = (
        "Votre parcours n’est pas renouvelé. ",
        Strong("Les droits qu’il ouvrait s’arrêtent le jour où cette lettre vous est remise."),
        " Les raisons sont écrites plus bas. Vous pouvez contester cette réponse. L’association peut vous "
        "lire cette lettre dans votre langue et vous aider à répondre.",
    )
    between: tuple[Text, ...] = (of.between.text,) if of.between else ()
    return _decision(
        ruling,
        "Votre demande de renouvellement n’est pas acceptée",
        plain,
        (*_visas(ruling, heard, answer), *founded(of.grounds)),
        (
            f"L’engagement {of_her(ruling.person)} dans {PATH}, dont la période en cours a pour dernier "
            f"jour le {day(of.term)}, n’est pas renouvelé.",
            "Les droits ouverts au titre de ce parcours prennent fin à la date de notification de la présente "
            "décision (CASF, art. R121-12-10).",
            *between,
        ),
    )
