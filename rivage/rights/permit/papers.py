"""The antenne's sheet for her, of a permit refused: what to read first, what is refused, how to contest it."""

from dataclasses import dataclass, replace
from datetime import date

from rivage.core.contest import Contest
from rivage.core.paper.letters import Named, Remedies
from rivage.core.paper.sheet import Paragraph, Plain, Sheet, Strong
from rivage.law.wording import day


@dataclass(frozen=True, slots=True)
class RefusedSheet:
    """`warning`: what is read first of a refusal that is written, "" of silence; `refused_on`: the day of the refusal;
    `told_on`: that on which it reached her, None as long as nobody says; `contest`: None where no day is to be said,
    which `moved` says why; `letter`: the last day that her letter prints, None once it is past or where her antenne
    wrote none; `moved`: what alone gives or keeps the day, where the refusal does not, in sentences; else "".
    """

    reference: str
    person: Named
    on: date
    n: int
    warning: str
    refused_on: date
    told_on: date | None
    contest: Contest | None
    letter: date | None
    remedies: Remedies
    silent: bool = False
    moved: str = ""


def refused_sheet(of: RefusedSheet) -> Sheet:
    """Nothing at its head says who writes, nor what the path is: a sheet is read by whoever finds it."""
    first = (Plain((Strong(f"La réponse est non. {of.warning}"),)),) if of.warning else ()
    until = _until(of) if of.letter is None else _letter(of.letter)
    return Sheet(
        "Une réponse pour vous",
        of.reference,
        (*first, Paragraph(_what(of)), Paragraph(until), of.remedies.block()),
        None,
        (day(of.on), f"Réf. {of.reference}"),
        (of.person.called,),
    )


def _what(of: RefusedSheet) -> str:
    if of.silent:
        return (
            "Vous avez demandé une autorisation provisoire de séjour. La préfecture n’a pas répondu : depuis le "
            f"{day(of.refused_on)}, son silence vaut refus. Aucune lettre ne vous le dira."
        )
    return f"La préfecture a refusé votre demande d’autorisation provisoire de séjour le {day(of.refused_on)}."


def _letter(last: date) -> tuple[Strong, ...]:
    """One day for her: what moves the ordinary delay may not move that of her letter."""
    said = f"Votre lettre dit un dernier jour : le {day(last)}. Le tribunal doit avoir votre recours ce jour au plus"
    whatever = "même si vous avez écrit au préfet, au ministre ou demandé l’aide juridictionnelle"
    return (Strong(f"{said} tard, {whatever}."),)


def _until(of: RefusedSheet) -> str:
    if of.moved:
        start = of.moved
    elif of.silent:
        start = "Le délai court de ce jour."
    elif of.told_on is not None:
        start = f"La lettre vous a été remise le {day(of.told_on)} : le délai court de ce jour."
    else:
        start = "Le délai court du jour où la lettre vous est remise. Il est compté ici du refus, au plus sûr."
    until = replace(of.contest, counted="").sentence(of.on) if of.contest is not None else ""
    return " ".join(filter(None, (start, until)))
