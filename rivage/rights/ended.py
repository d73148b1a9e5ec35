"""An aid that the préfet ended: its last month due, until when she may contest. Never why, which some may not read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.contest import Contest, announced
from rivage.core.french import capital
from rivage.core.logins import connection
from rivage.decisions import remedies
from rivage.decisions.enums import DecisionStep, NotificationOutcome
from rivage.decisions.models import Decision
from rivage.decisions.recours import delay
from rivage.decisions.recours.delay import Delay
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Demande, Parcours, Period
from rivage.law import afis
from rivage.law.period import Days
from rivage.law.recours import months_of
from rivage.law.wording import day, listed
from rivage.law.wording import month as in_words
from rivage.people.models.base import narrowed_to
from rivage.rights.enums import AfisSense, PayerAnswer
from rivage.rights.models import AfisDecision, AfisEnd, AfisMonth, AidNotice, EndCorrection
from rivage.rights.models.months import EndQuerySet

# The months of an aid are the same everywhere, their amount is not.
ANYWHERE = "75"
TO_SETTLE = "Aucun texte ne dit comment ce qui a été versé se règle : convenez-en avec la délégation."
BEFORE_IT = "L’aide a pris fin avant ce mois : il n’est plus dû"
NOT_HANDED = (
    "La décision n’est pas encore remise à la personne. Le dernier mois dû est compté du jour où elle est prise "
    "(CASF, art. R121-12-13-2) ; contre la personne, elle ne vaut que du jour où elle lui est remise (CRPA, "
    "art. L221-8) : un mois commencé d’ici là peut lui rester dû, à confirmer."
)
# Ends handed over longer ago are not read: no delay of the law is as long (recours.contentieux_mois).
BEHIND = timedelta(days=366)
_STANDING = "rights.ended.standing"


def last_due(period: Days, *, ended_on: date | None = None, stopped_on: date | None = None) -> date | None:
    """The last month due of an aid granted for a period, by its first day: what every page says of its end."""
    due = afis.months(period, 0, ANYWHERE, ended_on=ended_on, stopped_on=stopped_on)[1]
    return due[-1].month if due else None


@dataclass(frozen=True, slots=True)
class Ended:
    """`on`: the day of the préfet's decision ending the aid; `last`: the last month due, by its first day: that of the
    decision, or of rights that stopped before it. `granted`: the months of the aid, whatever its end; `handed`: the
    payer alone reads that she does not have that decision yet.
    """

    on: date
    last: date
    granted: tuple[date, ...] = ()
    handed: bool = True

    @classmethod
    def of(cls, on: date, rights: Days | None = None, stopped_on: date | None = None) -> "Ended":
        """`rights`: the days it was granted for; `stopped_on`: first day without rights, when they ended before."""
        last = afis.last_paid_month(on)
        due = afis.months(rights, 0, ANYWHERE, stopped_on=stopped_on)[1] if rights else ()
        until = last_due(rights, stopped_on=stopped_on) if rights else None
        return cls(on, min(last, until) if until else last, tuple(each.month for each in due))

    @property
    def last_month(self) -> str:
        return f"Dernier mois dû : {in_words(self.last)}."

    @property
    def sentence(self) -> str:
        """« Le préfet a mis fin à l’aide le 29 novembre 2026. Dernier mois dû : novembre 2026. »"""
        return f"Le préfet a mis fin à l’aide le {day(self.on)}. {self.last_month}"


def ends(membership: Membership, decisions: Iterable[UUID]) -> dict[UUID, Ended]:
    """Of the decisions on the aid, those that the préfet ended, as open to this membership. Three queries at most."""
    asked = list(decisions)
    if not asked:
        return {}
    rows = AfisDecision.objects.visible_to(membership).filter(pk__in=asked, ended_on__isnull=False)
    known = list(rows.values_list("pk", "demande_id", "ended_on"))
    periods = _periods(membership, [demande for _, demande, _ in known]) if known else {}
    return {pk: Ended.of(on, *periods.get(demande, (None, None))) for pk, demande, on in known if on is not None}


def ended_aids(membership: Membership, person: UUID) -> list[Ended]:
    """The aids of somebody that the préfet ended, in order: for the desk, which reads nothing else of an aid."""
    with connection().cursor() as cursor:
        cursor.execute("SELECT demande, ended_on FROM rights_ended_aids(%s)", [person])
        known = cursor.fetchall()
    periods = _periods(membership, [demande for demande, _ in known]) if known else {}
    return [Ended.of(on, *periods.get(demande, (None, None))) for demande, on in known]


def with_handed(found: dict[UUID, Ended]) -> dict[UUID, Ended]:
    """The same for the payer, by decision, each saying whether she was handed that decision. One query where any."""
    if not found:
        return found
    with connection().cursor() as cursor:
        cursor.execute("SELECT decision FROM rights_ends_to_hand(%s)", [list(found)])
        waits = {decision for (decision,) in cursor.fetchall()}
    return {pk: replace(one, handed=pk not in waits) for pk, one in found.items()}


def standing_end(membership: Membership, demande: Demande) -> AfisEnd | None:
    """The end of its aid, not said noted by mistake, as open to this membership."""
    rows = AfisEnd.objects.visible_to(membership).standing().filter(decision__demande=demande)
    return rows.select_related("person", "decision__demande").first()


def undone_ends(membership: Membership, demande: Demande) -> list[AfisEnd]:
    """The ends of its aid that hold no more, by a judgment or by what the préfet granted."""
    rows = AfisEnd.objects.visible_to(membership).filter(decision__demande=demande, undone_on__isnull=False)
    return list(rows.filter(taken_back_on__isnull=True).select_related("person", "decision").order_by("decided_on"))


def taken_back(membership: Membership, demande: Demande, on: date) -> list[tuple[EndCorrection, str]]:
    """The ends of its aid that were noted by mistake, each with the day to contest that had been announced, "" if none
    was.
    """
    rows = EndCorrection.objects.visible_to(membership).filter(
        end__decision__demande=demande, end__taken_back_on__isnull=False
    )
    # The one that took it back is the last.
    last = {row.end_id: row for row in rows.select_related("recorded_by", "end")}
    return [(row, until_of(row.end, on)) for row in last.values()]


def would_end(membership: Membership, decision: AfisDecision, on: date) -> Ended:
    """What a decision of that day would leave due."""
    periods = _periods(membership, [decision.demande_id])
    return Ended.of(on, *periods.get(decision.demande_id, (None, None)))


def _periods(membership: Membership, demandes: list[UUID]) -> dict[UUID, tuple[Days, date | None]]:
    """Of each demande, the days of its period, and the first one without rights when they ended before."""
    decided = Decision.objects.visible_to(membership).filter(demande__in=demandes).exclude(step=DecisionStep.DRAFT)
    of_decision = dict(decided.values_list("pk", "demande_id"))
    rows = Period.objects.visible_to(membership).filter(decision_id__in=list(of_decision))
    found = rows.values_list("decision_id", "starts", "ends", "ended_on")
    return {of_decision[pk]: (Days(starts, ends), ended_on) for pk, starts, ends, ended_on in found}


def last_months(membership: Membership, people: Iterable[UUID]) -> dict[UUID, date]:
    """Of each person whose aid was granted, its last month due, by its first day. Three queries."""
    rows = AfisDecision.objects.visible_to(membership).filter(person__in=list(people), sense=AfisSense.GRANT)
    known = list(rows.order_by("decided_on").values_list("person_id", "demande_id", "ended_on"))
    periods = _periods(membership, [demande for _, demande, _ in known])
    found = {
        person: last_due(periods[demande][0], ended_on=ended_on, stopped_on=periods[demande][1])
        for person, demande, ended_on in known
        if demande in periods
    }
    return {person: month for person, month in found.items() if month is not None}


def unopposed(ended: Ended, on: date) -> str:
    """Of an end that is not handed to her, in the words of every page: from which day its last month due is counted,
    from which it holds against her, and the months, begun already, that it takes away before. Nobody confirmed how the
    two texts go together.
    """
    taken = [in_words(month) for month in ended.granted if ended.last < month <= on]
    months = f" Mois en cause : {listed(taken)}." if taken else ""
    return f"{NOT_HANDED}{months}"


def ordered_after(membership: Membership, decision: UUID, ended: Ended) -> list[AfisMonth]:
    """The months of an aid that are ordered though it ended before them."""
    rows = AfisMonth.objects.visible_to(membership).filter(decision=decision, month__gt=ended.last)
    return list(rows.select_related("order").order_by("month"))


def warning(row: AfisMonth) -> str:
    """« Novembre 2026 est déjà ordonné (ordre n° 4) : prévenez l’organisme payeur. »"""
    month = in_words(row.month)
    said = f"{capital(month)} est déjà ordonné (ordre n° {row.order.n})"
    if row.answer == PayerAnswer.PAID:
        return f"{said} et versé : convenez avec l’organisme payeur de ce qui se règle, aucun texte ne le dit."
    return f"{said} : prévenez l’organisme payeur."


def not_due(row: AfisMonth, ended: Ended | None) -> str:
    """What is said of an ordered month, once the aid ended before it: not to be paid, or to be taken back; else ""."""
    if ended is None or row.month <= ended.last:
        return ""
    if row.answer == PayerAnswer.PAID:
        return f"{BEFORE_IT}. {TO_SETTLE}"
    return f"{BEFORE_IT}, et n’est pas à verser."


def noted(membership: Membership) -> EndQuerySet:
    """The ends that this membership may read, undone ones too, with how they were handed to her and without why.
    Whoever died is left in peace. Two queries.
    """
    rows = AfisEnd.objects.visible_to(membership).filter(taken_back_on__isnull=True)
    rows = rows.exclude(decision__demande__parcours__end_kind=ParcoursEnd.DEATH)
    rows = rows.select_related("decision", "person").defer("reasons", "decision__reasons")
    return rows.prefetch_related(told()).order_by("decided_on")


def told(**of: Any) -> "Prefetch[Any]":
    """How a decision on the aid, or its end, reached her: all that was noted, oldest first, without its words."""
    rows = AidNotice.objects.filter(**of).defer("why", "language", "interpreter", "letter", "receipt")
    return Prefetch("notices", queryset=rows.order_by("created_at"))


def standing(membership: Membership, on: date) -> QuerySet[AfisEnd]:
    """Those of which something may be left: to be handed to her, or handed so lately that it may be contested."""
    lately = Exists(AidNotice.objects.filter(end=OuterRef("pk"), on__gt=on - BEHIND))
    return noted(membership).standing().filter(Q(lately) | ~Q(handed("end")))


def handed(column: str) -> Exists:
    """Whether an act was handed to her, as it stands. `column`: by which its notices name it."""
    rows = AidNotice.objects.filter(**{column: OuterRef("pk")}, replaced_at__isnull=True)
    rows = rows.filter(end__isnull=True) if column == "decision" else rows
    return Exists(rows.exclude(outcome=NotificationOutcome.IMPOSSIBLE))


def at_hand(membership: Membership, on: date) -> list[AfisEnd]:
    """The same, read once a request."""
    cache, key = perimeter.current().cache, (_STANDING, membership.pk, on, narrowed_to())
    if key not in cache:
        cache[key] = list(standing(membership, on))
    found: list[AfisEnd] = cache[key]
    return found


def told_on(end: AfisEnd) -> date | None:
    """The day on which it stands handed to her, None as long as it does not."""
    stands = remedies.standing(end.notices.all())
    return stands.on if stands is not None and stands.reached else None


def contest_of(end: AfisEnd) -> Contest | None:
    """Until when she may contest it (`remedies.contest`). None as long as it is not handed."""
    return remedies.contest(end.notices.all())


def delays(membership: Membership, rows: Iterable[AfisEnd]) -> dict[UUID, Delay]:
    """Until when each may be contested, remedies counted, by end."""
    return delay.of_acts(membership, {row.pk: contest_of(row) for row in rows})


def until_of(end: AfisEnd, on: date, found: Delay | None = None) -> str:
    """Until when she may contest it; where it is said not to have been handed, the day that was announced before, ""
    where none was. `found`: where its remedies were read.
    """
    return until(list(end.notices.all()), end.decided_on, on, found)


def until(notices: list[AidNotice], decided_on: date, on: date, found: Delay | None = None) -> str:
    """The same of any decision on the aid, from its notices."""
    if found is not None and (moved := found.since(on)):
        return moved
    contest, before = remedies.contest(notices), remedies.announced(notices)
    if contest is not None:
        said = contest.sentence(on, unsure=" (à confirmer)" if months_of(decided_on).to_confirm else "")
        return f"{said} {found.reserve}".strip() if found is not None else said
    return announced(before) if before is not None else ""


def aid_over(parcours: Parcours) -> bool:
    """Whether the last aid granted for a path was ended, as far as is open to who acts."""
    last = AfisDecision.objects.filter(demande__parcours=parcours, sense=AfisSense.GRANT).order_by("decided_on").last()
    return last is not None and last.ended_on is not None
