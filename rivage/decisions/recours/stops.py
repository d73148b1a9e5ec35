"""What a judgment stopped: a decision suspended or annulled is not brought to anybody any more."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.decisions.recours.enums import ADMINISTRATIVE, About, JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import Recours
from rivage.law.verdict import Verdict, allow, refuse
from rivage.law.wording import day

RULED = (RecoursOutcome.GRANTED, RecoursOutcome.REJECTED)
STOPPED = {
    JudgeOrder.SUSPENDED: "suspendu",
    JudgeOrder.ANNULLED: "annulé",
    JudgeOrder.REPLACED: "remplacé",
}
UNDOING = (JudgeOrder.ANNULLED, JudgeOrder.REPLACED)
TAKEN_BACK = {RecoursKind.GRACIOUS: "le préfet", RecoursKind.HIERARCHICAL: "le ministre"}


def stopped(rows: Iterable[Recours]) -> Recours | None:
    """The judgment that stopped an act, None where none does: a suspension ends with what the court then rules."""
    held = list(rows)
    ruled = [row.outcome_on for row in held if row.kind == RecoursKind.CONTENTIOUS and row.outcome in RULED]
    for row in held:
        if row.ordered in UNDOING:
            return row
        after = [one for one in ruled if one and row.outcome_on and one >= row.outcome_on]
        if row.ordered == JudgeOrder.SUSPENDED and not after:
            return row
    return None


def stands(act: str = "decision") -> Q:
    """The same of remedies that are sought: those that stop their act now. `act`: the column that names it."""
    return Q(ordered__in=UNDOING) | Q(ordered=JudgeOrder.SUSPENDED) & ~_ruled_since(act)


def in_days(act: str = "decision") -> Q:
    """Remedies that are sought, whose judge set days to examine again that run: those of a judge of the urgent end
    with what the court then rules (CJA L521-1).
    """
    return Q(reexamine_days__isnull=False) & (~Q(kind=RecoursKind.URGENT) | ~_ruled_since(act))


def _ruled_since(act: str) -> Q:
    ruled = Recours.objects.filter(
        kind=RecoursKind.CONTENTIOUS, outcome__in=RULED, outcome_on__gte=OuterRef("outcome_on"), **{act: OuterRef(act)}
    )
    return Q(Exists(ruled))


def provisional(row: Recours, made: Iterable[Recours]) -> bool:
    """Whether a judge of the urgent ruled on it, and a court since, of the remedies made against the same act."""
    court = (one for one in made if one.kind == RecoursKind.CONTENTIOUS and one.outcome in RULED)
    return row.kind == RecoursKind.URGENT and any(
        one.outcome_on and row.outcome_on and one.outcome_on >= row.outcome_on for one in court
    )


def stopping(act: str = "decision", named: str = "pk") -> Exists:
    """Whether a judgment stops an act that is sought. `named`: its id there."""
    return Exists(Recours.objects.filter(stands(act), **{act: OuterRef(named)}))


def of_demande() -> Exists:
    """The same of the decision of a demande that is sought, without reading decisions."""
    return Exists(Recours.objects.filter(stands(), about=About.PATH, demande=OuterRef("pk")))


def words(row: Recours | None) -> str:
    """« décision suspendue par le juge le 12 novembre 2026 », « retirée par le préfet »; "" where none stops it."""
    if row is None or row.outcome_on is None:
        return ""
    if row.kind in TAKEN_BACK:
        return f"décision retirée par {TAKEN_BACK[RecoursKind(row.kind)]} le {day(row.outcome_on)}"
    return f"décision {STOPPED[JudgeOrder(row.ordered)]}e par le juge le {day(row.outcome_on)}"


def of_refusals(rows: "QuerySet[Recours]") -> dict[UUID, str]:
    """By demande, what a judge, the préfet or the minister did to the refusal of its path, in words; those that hold
    are left out. `rows`: the remedies against these decisions that may be read. One query.
    """
    held: dict[UUID, list[Recours]] = {}
    for row in rows.filter(about=About.PATH, outcome__in=RULED).defer("court"):
        held.setdefault(row.demande_id, []).append(row)
    return {demande: said for demande, made in held.items() if (said := words(ended(made)))}


def undone(rows: Iterable[Recours]) -> bool:
    """Whether a decision holds no more: a judge stopped it, or the préfet or the minister took it back."""
    return ended(rows) is not None


def taken_back(row: Recours) -> bool:
    """Whether the préfet or the minister went back on an act."""
    return row.kind in ADMINISTRATIVE and row.outcome == RecoursOutcome.GRANTED


def ended(rows: Iterable[Recours]) -> Recours | None:
    """What made an act hold no more, None where nothing does: a suspension comes after what undoes for good."""
    held = list(rows)
    back = next((row for row in held if taken_back(row)), None)
    stop = stopped(held)
    return stop if stop is not None and (back is None or stop.ordered in UNDOING) else back


def can_tell(rows: Iterable[Recours], handed_on: date | None = None) -> Verdict:
    """Whether an act may be notified, of the remedies made against it: any more, or, where something is corrected, on
    the day it had been handed.
    """
    row = stopped(rows)
    if row is None or row.outcome_on is None or (handed_on is not None and handed_on < row.outcome_on):
        return allow()
    return refuse(
        "stopped_by_judge",
        f"Un juge a {STOPPED[JudgeOrder(row.ordered)]} cette décision le {day(row.outcome_on)} : elle ne se notifie "
        "plus. Si ce jugement est mal noté, corrigez-le dans ses recours.",
        article="CJA L521-1",
    )
