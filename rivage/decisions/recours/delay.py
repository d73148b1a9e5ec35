"""Until when an act may still be contested, all counted: its notification, its remedies, legal aid.

The one answer of every page: of the decision, of its remedies, lists, homes, what lapses.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import capital
from rivage.decisions.recours import stops
from rivage.decisions.recours.enums import JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import ContestHelp, Recours
from rivage.law import recours as law
from rivage.law.verdict import Outcome, Reason
from rivage.law.wording import day

# A remedy taken back moves nothing: to count on it would be less safe.
MOVES = (RecoursOutcome.PENDING, RecoursOutcome.GRANTED, RecoursOutcome.REJECTED)
# Said to the State of any day, whatever her association noted: it then tells nothing.
RESERVE = (
    "Ce jour peut être plus tardif : une aide juridictionnelle ou un recours ignorés de la préfecture le déplacent."
)
# From what a day that moved is counted, by its cause.
COUNTED = {
    "answered": "de la réponse au recours",
    "silence": "du silence sur le recours",
    "aid_answered": "de la décision sur l’aide juridictionnelle",
}
# Between two remedies that wait.
AND = " et un "
AIDED = (
    "L’aide juridictionnelle est demandée : le délai pour aller au tribunal est en attente, et repart en entier le "
    "jour où elle est décidée."
)


@dataclass(frozen=True, slots=True)
class Delay:
    """How the delay of one act stands. `contest`: until when, None where none runs; `awaited`: legal aid, asked, keeps
    it; `seized`: since when the court is, while it has not ruled; `pending`: what waits for its answer, « recours
    gracieux »; `silence`: the day on which silence refuses the remedy that gives its day; `moved`: it is no longer
    that of the notification; `cause`: what alone gives its day, or keeps it, None where the notification does;
    `reasons`: the cause, and what came too late to move it; `stopped`: what a judge or the préfet did to the act, in
    words; `undone`: for good. `partial`: read by who does not know of legal aid.
    """

    contest: Contest | None
    awaited: bool = False
    seized: date | None = None
    pending: str = ""
    silence: date | None = None
    moved: bool = False
    cause: Reason | None = None
    reasons: tuple[Reason, ...] = ()
    stopped: str = ""
    undone: bool = False
    partial: bool = False

    @property
    def day(self) -> Contest | None:
        """The one day that every page says, None where none is to be said: the court is seized, legal aid is awaited,
        nothing is left to contest.
        """
        return None if self.undone or self.seized is not None else self.contest

    def open(self, on: date) -> bool:
        """Whether she may still bring it before the court, before a day that is known."""
        return self.contest is not None and not self.undone and on <= self.contest.last

    def left(self, on: date) -> bool:
        """Whether something is left to do or to wait for, before the court is seized."""
        waits = self.open(on) or bool(self.pending) or self.awaited
        return waits and not self.undone and self.seized is None

    def matters(self, on: date) -> bool:
        """The same, or whether a court is to rule, or a judge or the préfet stopped the act."""
        return self.left(on) or self.seized is not None or bool(self.stopped)

    def words(self, on: date) -> str:
        """For a list: « tribunal saisi le 1er octobre 2026, pas encore jugé », « recours, dernier jour sûr : … »,
        « recours gracieux en attente, tribunal, dernier jour sûr : … »; "" where no delay runs.
        """
        if self.stopped:
            return self.stopped
        if self.seized is not None:
            return f"tribunal saisi le {day(self.seized)}, pas encore jugé"
        waits = f"{self.pending} en attente" if self.pending else ""
        if self.awaited and not self._letter(on):
            return ", ".join(filter(None, (waits, "délai du tribunal en attente de l’aide juridictionnelle")))
        if self.contest is None:
            return waits
        if waits and not self.contest.over(on):
            return f"{waits} ; tribunal, {self.contest.days(on)}"
        unsure = ", sauf aide juridictionnelle" if self.partial and self.contest.over(on) else ""
        return ", ".join(filter(None, (waits, f"{self.contest.words(on)}{unsure}")))

    def short(self, on: date) -> str:
        """On a drawing: the day, or what stands in its place, « tribunal saisi »."""
        if self.stopped:
            return self.stopped.partition(" par ")[0]
        if self.day is not None:
            return self.day.words(on, short=True)
        return "tribunal saisi" if self.seized is not None else "délai du tribunal en attente" if self.awaited else ""

    def sentence(self, on: date) -> str:
        """The same in sentences, where no delay runs too: what is open, until which day, where this day comes from."""
        stop = f"{capital(self.stopped)}." if self.stopped else ""
        if self.undone or (stop and self.contest is None and self.seized is None):
            return stop
        return " ".join(said for said in (stop, *self._sentences(on), self.reserve) if said)

    @property
    def reserve(self) -> str:
        """What is said beside any day to who does not know of legal aid, else ""."""
        return RESERVE if self.partial and self.contest is not None and self.seized is None else ""

    def _sentences(self, on: date) -> Iterator[str]:
        if self.seized is not None:
            yield f"Le tribunal est saisi depuis le {day(self.seized)} : il n’a pas encore jugé."
            return
        if (letter := self._letter(on)) and (self.pending or self.awaited):
            yield f"Le tribunal peut être saisi jusqu’au {day(letter)} : c’est le jour que dit sa lettre."
        waits = self._waits
        asked = "l’aide juridictionnelle est demandée" if self.awaited else ""
        if letter and (waits or asked):
            said = " et ".join(filter(None, (waits, asked)))
            yield f"{capital(said)} : ce jour ne change pas tant que le tribunal n’est pas saisi."
            return
        if waits:
            yield f"{waits}."
        if self.awaited:
            yield AIDED
        elif self.contest is None:
            yield "Aucun délai ne court : la personne peut contester."
        elif self.contest.over(on):
            yield f"Le délai pour contester est fini depuis le {day(self.contest.last)}."
        elif self.silence is not None and self.moved:
            yield self._of_silence(self.silence, self.contest, on)
        else:
            yield self.contest.sentence(on)

    @property
    def _waits(self) -> str:
        """« Un recours gracieux attend sa réponse », "" where none does."""
        how = "attendent leur réponse" if AND in self.pending else "attend sa réponse"
        return f"Un {self.pending} {how}" if self.pending else ""

    def _of_silence(self, born: date, contest: Contest, on: date) -> str:
        until = f"le tribunal peut être saisi, {contest.days(on)}"
        if contest.unread:
            until = f"délai du tribunal, {contest.days(on)}"
        if born <= on:
            return f"Le silence l’a refusé le {day(born)} : {until}{contest.nearer(on)}."
        what = "refuse le premier" if AND in self.pending else "le refuse"
        said = f"Sans réponse le {day(born)}, le silence {what} : {until}{contest.nearer(on)}."
        return f"{said} Une réponse écrite avant avance ce jour."

    def _letter(self, on: date) -> date | None:
        """The day that her letter prints, as long as it is to come."""
        letter = self.contest.letter if self.contest is not None else None
        return letter if letter is not None and on <= letter else None

    def since(self, on: date) -> str:
        """The sentence where a remedy or legal aid changed what the notification said, else ""."""
        return self.sentence(on) if self.moved or self.awaited or self.pending or self.stopped else ""


def of_act(
    contest: Contest | None, rows: Iterable[Recours], help_: ContestHelp | None, *, partial: bool = False
) -> Delay:
    """`contest`: what the notification alone gives; `rows`: its remedies; `help_`: where its reader may read it, None
    else: what legal aid moves is then not known here, and `partial`.
    """
    held = list(rows)
    waiting = [row for row in held if row.outcome == RecoursOutcome.PENDING]
    seized = min((row.filed_on for row in waiting if row.kind == RecoursKind.CONTENTIOUS), default=None)
    stop = stops.ended(held)
    found = Delay(
        contest,
        seized=seized,
        pending=AND.join(dict.fromkeys(str(row.get_kind_display()).partition(",")[0] for row in waiting)),
        stopped=stops.words(stop),
        undone=stop is not None and stop.ordered != JudgeOrder.SUSPENDED,
        partial=partial,
    )
    if contest is None:
        return found
    extended = _extended(contest, held, help_)
    kept = (one for one in extended.verdict.reasons if one == extended.cause or one.outcome is Outcome.NO)
    found = replace(found, reasons=tuple(kept), cause=extended.cause, silence=extended.refused_on)
    if extended.last_day is None:
        # The day that her letter prints is kept until the court is seized.
        letter = contest.letter
        printed = Contest(letter, letter=letter) if letter is not None else None
        return replace(found, contest=printed, awaited=True, moved=True)
    if extended.cause is None:
        return found
    later = replace(contest, last=extended.last_day, sooner=None, counted=COUNTED[extended.cause.code])
    return replace(found, contest=later.printed(contest.letter), moved=True)


def _extended(contest: Contest, rows: list[Recours], help_: ContestHelp | None) -> law.Extended:
    held = [row for row in rows if row.outcome in MOVES]
    gracious, hierarchical = (_first(held, kind) for kind in (RecoursKind.GRACIOUS, RecoursKind.HIERARCHICAL))
    return law.extended(
        contest.last,
        gracious=gracious.filed_on if gracious else None,
        gracious_answered=gracious.outcome_on if gracious else None,
        hierarchical=hierarchical.filed_on if hierarchical else None,
        hierarchical_answered=hierarchical.outcome_on if hierarchical else None,
        aid=help_.aid_asked_on if help_ else None,
        aid_answered=help_.aid_answered_on if help_ else None,
    )


def of_acts(membership: Membership, asked: Mapping[UUID, Contest | None]) -> dict[UUID, Delay]:
    """The same of several acts, by id, each given with what its notification gives. Two queries at most; one where
    none of them runs.
    """
    if not asked:
        return {}
    made: dict[UUID, list[Recours]] = {pk: [] for pk in asked}
    rows = Recours.objects.visible_to(membership).filter(Q(decision__in=made) | Q(act__in=made))
    for row in rows.defer("court"):
        made[row.act or row.decision_id].append(row)  # type: ignore[index]
    helped: dict[UUID, ContestHelp] = {}
    if membership.is_antenne and any(asked.values()):
        helps = ContestHelp.objects.visible_to(membership).filter(act__in=made).defer("lawyer")
        helped = {row.act: row for row in helps}
    partial = not membership.is_antenne
    return {pk: of_act(contest, made[pk], helped.get(pk), partial=partial) for pk, contest in asked.items()}


def contested(act: str = "decision") -> Exists:
    """Whether nothing is left to contest of an act for now: a remedy waits for its answer, was granted, or the court
    was seized. An urgent one beside it keeps no delay; a decision annulled is none. `act`: as remedies name it.
    """
    waits = Q(outcome__in=(RecoursOutcome.PENDING, RecoursOutcome.GRANTED)) & ~Q(kind=RecoursKind.URGENT)
    court = Q(kind=RecoursKind.CONTENTIOUS) & ~Q(outcome=RecoursOutcome.WITHDRAWN)
    court |= Q(ordered__in=stops.UNDOING)
    return Exists(Recours.objects.filter(waits | court, **{act: OuterRef("pk")}))


def _first(rows: Iterable[Recours], kind: str) -> Recours | None:
    """The first of a sort: the delay moves once."""
    return min((row for row in rows if row.kind == kind), key=lambda row: row.filed_on, default=None)
