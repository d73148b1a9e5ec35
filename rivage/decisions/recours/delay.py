"""Until when an act may still be contested, all counted: its notification, its remedies, legal aid.

The one answer of every page: of the decision, of its remedies, lists, homes, what lapses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.decisions.recours import stops
from rivage.decisions.recours.enums import JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import ContestHelp, Recours
from rivage.law import recours as law
from rivage.law.verdict import Reason
from rivage.law.wording import day

# A remedy taken back moves nothing: to count on it would be less safe.
MOVES = (RecoursOutcome.PENDING, RecoursOutcome.GRANTED, RecoursOutcome.REJECTED)
# Said to the State of any day, whatever her association noted: it then tells nothing.
RESERVE = (
    "Ce jour peut être plus tardif : une aide juridictionnelle ou un recours ignorés de la préfecture le déplacent."
)


@dataclass(frozen=True, slots=True)
class Delay:
    """How the delay of one act stands. `contest`: until when, None where none runs; `awaited`: legal aid, asked, keeps
    it; `seized`: since when the court is, while it has not ruled; `pending`: a remedy waits for its answer;
    `moved`: it is no longer that of the notification; `reasons`: what moved it; `stopped`: what a judge did to the
    act, in words; `undone`: for good. `partial`: read by who does not know of legal aid.
    """

    contest: Contest | None
    awaited: bool = False
    seized: date | None = None
    pending: bool = False
    moved: bool = False
    reasons: tuple[Reason, ...] = ()
    stopped: str = ""
    undone: bool = False
    partial: bool = False

    def open(self, on: date) -> bool:
        """Whether she may still bring it before the court, before a day that is known."""
        return self.contest is not None and not self.undone and on <= self.contest.last

    def left(self, on: date) -> bool:
        """Whether something is left to do or to wait for."""
        return self.open(on) or self.pending or self.awaited

    def words(self, on: date) -> str:
        """For a list: « tribunal saisi le 1er octobre 2026, pas encore jugé », « recours au moins jusqu’au … »; ""
        where no delay runs.
        """
        if self.stopped:
            return self.stopped
        if self.seized is not None:
            return f"tribunal saisi le {day(self.seized)}, pas encore jugé"
        if self.pending:
            return "recours en cours"
        if self.awaited:
            return "délai du tribunal gardé par l’aide juridictionnelle"
        if self.contest is None:
            return ""
        unsure = ", sauf aide juridictionnelle" if self.partial and self.contest.over(on) else ""
        return f"{self.contest.words(on)}{unsure}"

    def sentence(self, on: date) -> str:
        """The same as a sentence, where no delay runs too."""
        stop = f"{self.stopped[0].upper()}{self.stopped[1:]}." if self.stopped else ""
        if self.undone or (stop and self.contest is None and self.seized is None):
            return stop
        return " ".join(said for said in (stop, self._sentence(on), self.reserve) if said)

    @property
    def reserve(self) -> str:
        """What is said beside any day to who does not know of legal aid, else ""."""
        return RESERVE if self.partial and self.contest is not None and self.seized is None else ""

    def _sentence(self, on: date) -> str:
        if self.seized is not None:
            return f"Le tribunal est saisi depuis le {day(self.seized)} : il n’a pas encore jugé."
        if self.awaited:
            return "L’aide juridictionnelle demandée garde le délai pour aller au tribunal."
        if self.contest is None:
            return "Le délai ne court pas : la personne peut contester."
        if self.contest.over(on):
            return f"Le délai pour contester est fini depuis le {day(self.contest.last)}."
        return self.contest.sentence(on)

    def since(self, on: date) -> str:
        """The sentence where a remedy or legal aid changed what the notification said, else "". A written answer makes
        the delay run from its own day.
        """
        if self.pending and self.moved and self.contest is not None and self.seized is None and not self.stopped:
            return f"Un recours est en cours : sans réponse écrite avant, {self.contest.words(on)}."
        return self.sentence(on) if self.moved or self.pending or self.stopped else ""


def of_act(
    contest: Contest | None, rows: Iterable[Recours], help_: ContestHelp | None, *, partial: bool = False
) -> Delay:
    """`contest`: what the notification alone gives; `rows`: its remedies; `help_`: where its reader may read it, None
    else: what legal aid moves is then not known here, and `partial`.
    """
    held = list(rows)
    waiting = [row for row in held if row.outcome == RecoursOutcome.PENDING]
    seized = min((row.filed_on for row in waiting if row.kind == RecoursKind.CONTENTIOUS), default=None)
    stop = stops.stopped(held)
    found = Delay(
        contest,
        seized=seized,
        pending=bool(waiting),
        stopped=stops.words(stop),
        undone=stop is not None and stop.ordered != JudgeOrder.SUSPENDED,
        partial=partial,
    )
    if contest is None:
        return found
    extended = _extended(contest, held, help_)
    reasons = extended.verdict.reasons
    if extended.last_day is None:
        return replace(found, contest=None, awaited=True, moved=True, reasons=reasons)
    moved, later = extended.last_day != contest.last, Contest(extended.last_day).printed(contest.letter)
    return replace(found, contest=later if moved else contest, moved=moved, reasons=reasons)


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
