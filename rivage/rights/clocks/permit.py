"""The requests of a permit, read from the facts that each side wrote down (CESEDA L425-4, R432-2)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from rivage.accounts.enums import Source
from rivage.core.contest import Contest
from rivage.core.french import NUMBERS, capital, day_in_words
from rivage.decisions import remedies
from rivage.decisions.recours.delay import Delay
from rivage.law import aps as law
from rivage.law.parameter import Value
from rivage.law.period import ONE_DAY, Days
from rivage.law.recours import last_day, months_of
from rivage.rights.clocks.letters import LetterRead
from rivage.rights.clocks.rows import PermitRow, read
from rivage.rights.enums import ApsStep, side
from rivage.rights.models import PermitNotice

STEPS = frozenset(ApsStep.values)
# More requests than anybody has.
MANY = 1000
# Of a refusal, wherever it is said that nobody noted its hand-over.
UNTOLD = (
    "Le délai pour contester part du jour où la lettre est remise. Tant que ce jour n’est pas noté, il est compté du "
    "jour du refus, au plus sûr."
)


@dataclass(frozen=True, slots=True)
class Said:
    """One dated fact as it is held: its owner's word when it gave one, else the last one written.

    `others`: what another side wrote down and that differs, (who, day, last day). Both stay. `written`: its place
    among what was written of the same request.
    """

    on: date
    until: date | None
    source: str
    who: str
    others: tuple[tuple[str, date, date | None], ...] = ()
    written: int = 0

    @property
    def own(self) -> bool:
        """Whether its owner wrote it itself."""
        return self.source == Source.OWN_DESK

    def difference(self, on: date) -> str:
        """« La préfecture a noté le 3 mars ; l’association avait noté le 1er mars. », or ""."""
        if not self.others:
            return ""
        first = f"{capital(self.who)} a noté {_dated(self.on, self.until, on)}"
        rest = [f"{who} avait noté {_dated(day, until, on)}" for who, day, until in self.others]
        return " ; ".join([first, *rest]) + "."


def _dated(day: date, until: date | None, on: date) -> str:
    first = f"le {day_in_words(day, on=on, weekday=False)}"
    return f"{first}, jusqu’au {day_in_words(until, on=on, weekday=False)}" if until else first


@dataclass(frozen=True, slots=True)
class SilentRefusal:
    """`refused_on`: the day when silence makes a refusal; `contest`: last day to go before the judge, with the one
    that a corrected request gives when it is sooner. `to_confirm`: values of the law behind them that nobody has
    confirmed.
    """

    refused_on: date
    contest: Contest
    to_confirm: tuple[Value, ...]

    @property
    def contest_by(self) -> date:
        """The last day that was announced."""
        return self.contest.last


@dataclass(frozen=True, slots=True)
class PermitRequest:
    """One request of a permit, the first or a renewal, by rank. `noted`: each day on which it was noted as made, the
    wrong ones included; `refusals`: the same of its refusal. `receipts`: the days of every récépissé given on it,
    since a later one takes no day away from those before; `receipt`: the last one noted. `renewal`: a permit was
    delivered before it; one that follows a refusal or a silence is a first request again. `told`: how its refusal
    reached her, oldest first; `letter`: the last day that the letter of its refusal prints, for her antenne alone, as
    `letter_read` says; `delay`: how remedies and legal aid moved it, as far as is open to who reads.
    """

    n: int
    noted: tuple[date, ...] = ()
    refusals: tuple[date, ...] = ()
    receipts: tuple[Days, ...] = ()
    requested: Said | None = None
    appointment: Said | None = None
    receipt: Said | None = None
    delivered: Said | None = None
    refused: Said | None = None
    renewal: bool = False
    told: tuple[PermitNotice, ...] = ()
    letter: date | None = None
    letter_read: LetterRead = LetterRead.READ
    delay: Delay | None = None

    @property
    def answered(self) -> bool:
        """Whether a delivery or a refusal is written down."""
        return self.delivered is not None or self.refused is not None

    @property
    def refusal(self) -> Said | None:
        """Its refusal, as long as nothing was delivered since: the last answer by day is the one that holds. What its
        owner wrote of a refusal prevails over a delivery that others had noted.
        """
        if self.refused is None or self.delivered is None:
            return self.refused
        known = self.refused.own and not self.delivered.own and self.refused.written > self.delivered.written
        return self.refused if known or self.delivered.on < self.refused.on else None

    @property
    def undone(self) -> str:
        """What undid its refusal, or stopped it, in words; "" as long as it holds."""
        return self.delay.stopped if self.delay is not None else ""

    @property
    def valid(self) -> Days | None:
        """The days of the permit that this request gave, as it was noted."""
        return _span(self.delivered)

    @property
    def sure(self) -> Days | None:
        """The days of its permit, up to its refusal: no text that was read says whether one holds after it."""
        span = self.valid
        if span is None or self.refusal is None:
            return span
        return span.cut(self.refusal.on) if span.start < self.refusal.on else None

    @property
    def against(self) -> str:
        """« plus courte que les six mois de l’article L425-4 » of a permit that is; "" of any other."""
        if self.valid is None or (verdict := law.long_enough(self.valid)):
            return ""
        least = verdict.reasons[0]
        months = NUMBERS[least.values[0].value]
        return f"plus courte que les {months} mois de l’article {least.article.removeprefix('CESEDA ')}"

    def silence(self) -> SilentRefusal | None:
        """What silence makes of it: None when it is answered, or when no rule of its day says."""
        if self.requested is None or self.answered:
            return None
        found = law.silence(self.requested.on, self.requested.on)
        if found.refused_on is None:
            return None
        unsure = tuple(value for value in (*found.verdict.values, months_of(found.refused_on)) if value.to_confirm)
        last = last_day(found.refused_on)
        later = max((day for noted in self.noted if (day := _contested_by(noted))), default=last)
        contest = replace(Contest.of(max(last, later), last), counted="du jour où le silence vaut refus")
        return SilentRefusal(found.refused_on, contest, unsure)

    def contest(self) -> Contest | None:
        """The soonest last day to go before the judge after a refusal that is written: counted from the day on which
        it reached her, else from the day it is of. A correction never brings it nearer: it says the sooner day beside.
        The day that her letter prints goes before, for those who read it; for the others, it may come before. None
        without a refusal, or once the permit was delivered after it.
        """
        counted = self._counted()
        return self.as_printed(counted) if counted is not None else None

    def as_printed(self, counted: Contest) -> Contest:
        """A day to contest its refusal, for who reads the letter or does not."""
        read = self.letter_read
        return replace(counted.printed(self.letter), unread=read == LetterRead.UNREAD, apart=read == LetterRead.APART)

    def _counted(self) -> Contest | None:
        if self.refusal is None:
            return None
        counted = Contest.of(last_day(max(self.refusal.on, *self.refusals)), last_day(self.refusal.on))
        handed, before = remedies.contest(self.told), remedies.announced(self.told)
        if handed is not None:
            return replace(
                Contest.of(max(handed.last, counted.last), handed.sooner or handed.last), counted=handed.counted
            )
        found = Contest.of(max(before or counted.last, counted.last), counted.sooner or counted.last)
        return replace(found, counted="du jour du refus")

    @property
    def told_on(self) -> date | None:
        """The day on which its refusal stands handed to her, None as long as it does not."""
        stands = remedies.standing(self.told)
        return stands.on if stands is not None and stands.reached else None

    def remedy(self, on: date) -> Contest | None:
        """Until when its refusal may be contested, written or of silence; None where nothing is refused."""
        silence = self.silence()
        return silence.contest if silence is not None and silence.refused_on <= on else self.contest()

    def known(self, on: date) -> Delay | None:
        """How the delay to contest its refusal stands, as far as is open to who reads; None where nothing is refused
        or a permit was delivered since.
        """
        contest = self.remedy(on)
        return None if contest is None else self.delay or Delay(contest)

    def until(self, on: date) -> Contest | None:
        """The one day that is said everywhere. None where none is to be said (`Delay.day`)."""
        known = self.known(on)
        return known.day if known is not None else None

    def moved(self, on: date) -> str:
        """What a remedy, legal aid or a judge made of its delay, in a sentence, "" where they changed nothing."""
        known = self.known(on)
        return known.since(on) if known is not None else ""

    @property
    def sure_receipts(self) -> tuple[Days, ...]:
        """The days of its récépissés, up to the day of a refusal for those given by then: no text that was read says
        whether a refusal ends them, so that nothing is sure from that day on.
        """
        if self.refused is None:
            return self.receipts
        refused = self.refused.on
        cut = (span if span.start > refused else span.cut(refused) for span in self.receipts)
        return tuple(span for span in cut if span is not None)

    def receipt_ended(self, on: date) -> date | None:
        """The last day of its last récépissé, once none runs any more and nothing is answered; else None."""
        if self.answered or not self.receipts or any(on in span for span in self.receipts):
            return None
        last = max(span.last_day for span in self.receipts)
        return last if last < on else None

    def silent(self, on: date) -> bool:
        """Whether silence has become a refusal on this day."""
        silence = self.silence()
        return silence is not None and silence.refused_on <= on


def _contested_by(requested: date) -> date | None:
    """The last day to go before the judge after the silence on a request of this day; None when no rule says."""
    refused = law.silence(requested, requested).refused_on
    return refused and last_day(refused)


def _span(said: Said | None) -> Days | None:
    return _between(said.on, said.until) if said and said.until else None


@lru_cache(maxsize=8192)
def _between(first: date, last: date) -> Days:
    """Read of each permit some ten times for one page."""
    return Days.between(first, last)


def requests(
    rows: Iterable[PermitRow], roles: Mapping[UUID, str], notices: Iterable[PermitNotice] = ()
) -> tuple[PermitRequest, ...]:
    """Each request by rank, from facts in the order they were written. `roles`: of the memberships that wrote them;
    `notices`: of its refusals, oldest first.

    What was noted wrong is left out, but for the days on which a request was said to be made, or refused.
    """
    held: dict[int, dict[str, list[PermitRow]]] = {}
    order: dict[int, list[PermitRow]] = {}
    noted: dict[tuple[int, str], list[date]] = {}
    refusals: dict[UUID, int] = {}
    for row in rows:
        noted.setdefault((row.n, row.step), []).append(row.on)
        order.setdefault(row.n, []).append(row)
        if row.step == ApsStep.REFUSED:
            refusals[row.pk] = row.n
        if row.corrected is None:
            held.setdefault(row.n, {}).setdefault(row.step, []).append(row)
    told: dict[int | None, list[PermitNotice]] = {}
    for notice in notices:
        told.setdefault(refusals.get(notice.fact_id), []).append(notice)
    given = min((n for n, steps in held.items() if ApsStep.DELIVERED in steps), default=MANY)
    return tuple(
        PermitRequest(
            n,
            tuple(noted.get((n, ApsStep.REQUESTED), ())),
            tuple(noted.get((n, ApsStep.REFUSED), ())),
            _receipts(steps.get(ApsStep.RECEIPT, ())),
            **_by_step(steps, roles, order[n]),
            renewal=n > given,
            told=tuple(told.get(n, ())),
        )
        for n, steps in sorted(held.items())
    )


def _by_step(
    steps: Mapping[str, Sequence[PermitRow]], roles: Mapping[UUID, str], order: Sequence[PermitRow]
) -> dict[str, Any]:
    return {step: _said(written, roles, order) for step, written in steps.items() if step in STEPS}


def unsigned(within: Callable[[Any], Any]) -> tuple[PermitRequest, ...]:
    """The requests of the facts that `within` gives of their model, without who wrote what. One query."""
    return requests(read(PermitRow, within), {})


def _kept(written: Sequence[PermitRow]) -> Sequence[PermitRow]:
    """The rows that hold: its owner's own when it wrote any, else all."""
    return [row for row in written if row.source == Source.OWN_DESK] or written


def _receipts(written: Sequence[PermitRow]) -> tuple[Days, ...]:
    """The days of each récépissé, by its first day, each once: what its owner wrote, and up to there, the earlier ones
    that others read. What others read of later days is told beside, and counts for nothing.
    """
    kept = _kept(written)
    spans = {Days.between(row.on, row.until) for row in kept if row.until}
    begun = min((row.on for row in kept), default=date.max)
    earlier = (row for row in written if row not in kept and all(_before(row, one) for one in kept))
    spans |= {Days(row.on, min(begun, row.until + ONE_DAY)) for row in earlier if row.until}
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _before(one: PermitRow, other: PermitRow) -> bool:
    """Whether a note is of a récépissé that another one prolonged: given before it, to end before it."""
    days = one.until is not None and other.until is not None and one.until < other.until
    return one.step == ApsStep.RECEIPT and one.on < other.on and days


def _said(written: Sequence[PermitRow], roles: Mapping[UUID, str], order: Sequence[PermitRow]) -> Said:
    """The owner's last word, or the last one of all; beside it, the last word of each other side when it differs."""
    kept = _latest(_kept(written))
    who_kept, place = _side(kept, roles), order.index(kept)
    if len(written) == 1:
        return Said(kept.on, kept.until, kept.source, who_kept, written=place)
    last = {_side(row, roles): row for row in written}
    others = tuple(
        (who, row.on, row.until)
        for who, row in last.items()
        if who != who_kept and (row.on, row.until) != (kept.on, kept.until) and not _before(row, kept)
    )
    return Said(kept.on, kept.until, kept.source, who_kept, others, place)


def _latest(rows: Sequence[PermitRow]) -> PermitRow:
    """The last one written; of récépissés, the one given last, whenever it was noted."""
    return max(reversed(rows), key=lambda row: row.on) if rows[-1].step == ApsStep.RECEIPT else rows[-1]


def _side(row: PermitRow, roles: Mapping[UUID, str]) -> str:
    return side(row.source, roles.get(row.recorded_by_id, ""))


def valid_days(found: Sequence[PermitRequest]) -> list[Days]:
    """Days on which a permit was held for sure. A renewal's récépissé prolongs it, a first request's does not."""
    spans = [one.sure for one in found if one.sure is not None]
    return [*spans, *(span for one in found if one.renewal for span in one.sure_receipts)]


def held_days(found: Sequence[PermitRequest]) -> list[Days]:
    """Days on which any document of the path was held for sure, the first récépissé included."""
    return [span for one in found for span in (one.sure, *one.sure_receipts) if span is not None]
