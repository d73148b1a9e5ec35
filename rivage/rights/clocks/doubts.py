"""Days that a refusal may have ended: of a récépissé or of a permit, neither held nor lost for sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rivage.core.french import day_in_words
from rivage.law.period import Days
from rivage.rights.clocks.permit import PermitRequest, held_days, valid_days
from rivage.rights.clocks.shapes import minus


@dataclass(frozen=True, slots=True)
class Doubt:
    """Days of a récépissé, or of a permit, that the refusal of its request may have ended: neither held for sure, nor
    lost for sure.

    `n`: rank of the request; `refused_on`: first of the days in doubt, or before it where another document was held;
    `until`: the last day of the document as it was noted, which may come after the days in doubt; `permit`: of a
    permit; `prolongs`: of a renewal's récépissé; `undone`: what undid that refusal, in words.
    """

    n: int
    days: Days
    refused_on: date
    until: date
    permit: bool = False
    prolongs: bool = False
    undone: str = ""

    def words(self, on: date) -> str:
        """« récépissé jusqu’au 12 janvier ; à vérifier, le titre a été refusé le 20 novembre »."""
        last, refused = (day_in_words(day, on=on, weekday=False) for day in (self.until, self.refused_on))
        what = "titre" if self.permit else "récépissé"
        since = f", {self.undone}" if self.undone else ""
        return f"{what} jusqu’au {last} ; à vérifier, le titre a été refusé le {refused}{since}"


def doubts(found: Sequence[PermitRequest]) -> list[Doubt]:
    """Each span in doubt, no day twice, none on which something else is held for sure."""
    refused = [(one, one.refused.on) for one in found if one.refused is not None]
    # Of nearly all people, nothing was refused: lists ask this of thousands.
    taken = held_days(found) if refused else []
    unsure: list[Doubt] = []
    for one, day in refused:
        if one.refusal is not None and one.valid is not None and one.valid.end > day:
            left = minus([Days(max(day, one.valid.start), one.valid.end)], taken)
            unsure += [Doubt(one.n, days, day, one.valid.last_day, permit=True, undone=one.undone) for days in left]
            taken += left
        for span in one.receipts:
            if day not in span:
                continue
            left = minus([Days(day, span.end)], taken)
            unsure += [
                Doubt(one.n, days, day, span.last_day, prolongs=one.renewal, undone=one.undone) for days in left
            ]
            taken += left
    return unsure


def doubted_days(found: Sequence[PermitRequest]) -> list[Days]:
    """The days of every doubt."""
    return [doubt.days for doubt in doubts(found)]


def doubt_of(found: Sequence[PermitRequest], on: date) -> Doubt | None:
    """What is in doubt on a day, None when nothing is."""
    return next((doubt for doubt in doubts(found) if on in doubt.days), None)


def maybe_valid_days(found: Sequence[PermitRequest]) -> list[Days]:
    """The same, with the days of a permit, or of a renewal's récépissé, that a refusal may have ended."""
    return [*valid_days(found), *(doubt.days for doubt in doubts(found) if doubt.prolongs or doubt.permit)]


def open_days(found: Sequence[PermitRequest]) -> list[Days]:
    """Days on which the aid may be given as far as is known: those of a renewal's récépissé in doubt are, those of a
    permit that its service refused since are not.
    """
    return [*valid_days(found), *(doubt.days for doubt in doubts(found) if doubt.prolongs)]
