"""The decisions on the aid, as a préfet signs them: granted, refused, ended before its term."""

from dataclasses import dataclass
from datetime import date

from rivage.core.french import capital
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
from rivage.core.paper.sheet import Block, Sheet, Strong, Text
from rivage.law.period import Days
from rivage.law.wording import count, day, month, of_word

AID = "l’aide financière à l’insertion sociale et professionnelle"
TEXTS = (
    "Vu le code de l’action sociale et des familles, notamment ses articles L121-9, R121-12-13-1, R121-12-13-2 et "
    "D121-12-14 à D121-12-18 ;"
)


@dataclass(frozen=True, slots=True)
class AidRuling:
    """What the three decisions share. `number`: "2026-33-4T7KM9-1-A"; `authority`: "Le préfet de la Gironde";
    `commission_opinion`: (sense in full, date), None where it is not known; `path_on`: the day of the decision on the
    path that it goes with, which was taken by `path_by`; `anew`: what undid the refusal that it comes after.
    """

    sender: Sender
    reference: str
    number: str
    on: date
    authority: str
    person: Named
    address: tuple[str, ...]
    association: str
    commission_opinion: tuple[str, date] | None
    path_on: date
    remedies: Remedies
    signing_act: str = ""
    path_by: str = "la décision"
    anew: str = ""


def grant(
    of: AidRuling,
    *,
    considered: tuple[str, ...],
    days: Days,
    first: date | None,
    last: date | None,
    children: int,
    amounts: tuple[str, ...],
) -> Sheet:
    """The aid granted for the period of the path (D121-12-16), whose `days` are those of the path. `first`, `last`:
    the months that it pays, as every page counts them; `amounts`: "665,52 € par mois, de juin à novembre 2026".
    """
    when = _when(first, last) or f"du {day(days.start)} au {day(days.last_day)} inclus"
    plain: Text = (
        "L’aide mensuelle vous est accordée, ",
        Strong(when),
        ". Chaque mois est versé une fois qu’il est fini. Dites à l’association ce qui change chez vous : un enfant, "
        "un travail, une autre aide. Elle peut vous lire cette lettre dans votre langue.",
    )
    much = count(children, "enfant à charge", "enfants à charge") if children else "sans enfant à charge"
    said = f" : {' ; '.join(amounts)}" if amounts else ""
    return _ruled(
        of,
        "Votre demande d’aide est acceptée",
        plain,
        (*_visas(of), *considering(considered)),
        (
            f"{capital(AID)} est accordée {_to(of.person)} pour la période pour laquelle est autorisé "
            f"{PATH}, du {day(days.start)} au {day(days.last_day)} inclus (CASF, art. D121-12-16)"
            f"{_paid(first, last)}.",
            f"Son montant mensuel est celui de l’article D121-12-14 du même code, {much}{said}.",
            "Elle est versée à terme échu par l’organisme désigné à l’article D121-12-15 du même code.",
        ),
    )


def _when(first: date | None, last: date | None) -> str:
    """« de juin 2026 à novembre 2026 », « pour juin 2026 »; "" of no month."""
    if first is None or last is None:
        return ""
    return f"pour {month(first)}" if first == last else f"{of_word(month(first))} à {month(last)}"


def _paid(first: date | None, last: date | None) -> str:
    when = _when(first, last)
    return f". Les mois versés vont {when}" if when and first != last else f". Elle est versée {when}" if when else ""


def refusal(of: AidRuling, grounds: tuple[DecisionGround, ...]) -> Sheet:
    """The aid refused. ValueError without facts and articles (CRPA L211-2, L211-5)."""
    plain: Text = (
        "L’aide mensuelle ne vous est pas accordée. ",
        Strong("Votre parcours continue."),
        " Les raisons sont écrites plus bas. Vous pouvez contester cette réponse. L’association peut vous lire cette "
        "lettre dans votre langue et vous aider à répondre.",
    )
    return _ruled(
        of,
        "Votre demande d’aide n’est pas acceptée",
        plain,
        (*_visas(of), *founded(grounds)),
        (f"{capital(AID)} demandée pour {of.person.identified}{of.person.birth} n’est pas accordée.",),
    )


def end(
    of: AidRuling, grounds: tuple[DecisionGround, ...], *, granted_on: date, invited_on: date, last: date
) -> Sheet:
    """The aid ended before its term, after her observations (R121-12-13-2). `last`: the first day of the last month
    due.
    """
    plain: Text = (
        "L’aide mensuelle s’arrête. ",
        Strong(f"Le dernier mois dû est {month(last)}."),
        " Votre parcours continue. Les raisons sont écrites plus bas. Vous pouvez contester cette réponse. "
        "L’association peut vous lire cette lettre dans votre langue et vous aider à répondre.",
    )
    return _ruled(
        of,
        "Votre aide prend fin",
        plain,
        (
            *_visas(
                of,
                f"Vu la décision du {day(granted_on)} qui accorde {AID} ;",
                f"Vu l’invitation à présenter des observations du {day(invited_on)} ;",
            ),
            *founded(grounds),
        ),
        (
            f"Il est mis fin au versement de {AID} accordée {_to(of.person)} le {day(granted_on)}, à compter du mois "
            f"qui suit la présente décision (CASF, art. R121-12-13-2). Le dernier mois dû est {month(last)}.",
        ),
    )


def _to(person: Named) -> str:
    """« à Madame Awa Corail, née le 12 mars 1994, », after a verb."""
    return f"à {person.identified}{person.birth}"


def _visas(of: AidRuling, *more: str) -> tuple[Block, ...]:
    opinion = ""
    if of.commission_opinion is not None:
        given, session = of.commission_opinion
        opinion = f"Vu l’avis {given} de la commission départementale sur cette aide, du {day(session)} ;"
    return visas(
        of.authority,
        TEXTS,
        signing(of.signing_act),
        f"Vu la demande présentée par l’association {of.association} ;",
        f"Vu {of.path_by} du {day(of.path_on)} qui autorise l’engagement {of_her(of.person)} dans {PATH} ;",
        opinion,
        of.anew,
        *more,
    )


def _ruled(of: AidRuling, title: str, plain: Text, why: tuple[Block, ...], articles: tuple[Text, ...]) -> Sheet:
    told = f"La présente décision est notifiée à {of.person.called}. {TOLD_TO_NOBODY_ELSE}"
    dated = of.sender.dated(of.on)
    head = RulingHead(of.sender, dated, of.reference, of.number, of.person, of.address, of.remedies)
    return ruled(head, title, plain, why, (*articles, told))
