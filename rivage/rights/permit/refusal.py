"""The refusal of a permit as its service signs it: what it changes, why, by which articles, how to contest it."""

from dataclasses import dataclass
from datetime import date

from rivage.core.french import capital
from rivage.core.paper.letters import Named, Remedies, Sender
from rivage.core.paper.ruled import TOLD_TO_NOBODY_ELSE, DecisionGround, RulingHead, founded, ruled, visas
from rivage.core.paper.sheet import Sheet, Strong, Text
from rivage.law.wording import day

TEXTS = (
    "Vu le code de l’entrée et du séjour des étrangers et du droit d’asile, notamment ses articles L412-5, L425-4 et "
    "R431-10 ;"
)


@dataclass(frozen=True, slots=True)
class PermitRuling:
    """`number`: "2026-33-4T7KM9-1-S"; `authority`: "Le préfet de la Gironde"; `asked_on`: None where nobody noted the
    request; `warning`: what is read first of any refusal.
    """

    sender: Sender
    reference: str
    number: str
    on: date
    authority: str
    person: Named
    address: tuple[str, ...]
    asked_on: date | None
    renewal: bool
    warning: str
    remedies: Remedies


def refusal_letter(of: PermitRuling, grounds: tuple[DecisionGround, ...]) -> Sheet:
    """The refusal. ValueError without facts and articles (CRPA L211-2, L211-5)."""
    what = (
        "le renouvellement de l’autorisation provisoire de séjour"
        if of.renewal
        else ("l’autorisation provisoire de séjour")
    )
    plain: Text = (
        Strong(of.warning),
        f" Vous avez demandé {what}. La réponse est non. Les raisons sont écrites plus bas. Vous pouvez contester : "
        "l’association qui vous accompagne peut vous lire cette lettre dans votre langue et vous aider à répondre.",
    )
    asked = f"Vu la demande présentée le {day(of.asked_on)} ;" if of.asked_on is not None else ""
    head = RulingHead(
        of.sender,
        of.sender.dated(of.on),
        of.reference,
        of.number,
        of.person,
        of.address,
        of.remedies,
    )
    return ruled(
        head,
        "Une réponse pour vous",
        plain,
        (*visas(of.authority, TEXTS, asked), *founded(grounds)),
        (
            f"{capital(what)} demandé{'' if of.renewal else 'e'} "
            f"{_by(of.person)} n’est pas {'accordé' if of.renewal else 'délivrée'} (CESEDA, art. L425-4).",
            f"La présente décision est notifiée à {of.person.called}. {TOLD_TO_NOBODY_ELSE}",
        ),
    )


def _by(person: Named) -> str:
    return f"par {person.identified}{person.birth}"
