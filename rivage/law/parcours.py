"""The path: how long a period lasts, when it starts, when rights end. CASF L121-9 II and R121-12-9 to R121-12-13."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rivage.law.facts import BadFact, a_count, a_date, a_whole_number, one_of
from rivage.law.parameter import Value
from rivage.law.period import Days, add_months, end_of_term, unsettled
from rivage.law.values import at, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, conclude, refuse
from rivage.law.wording import count, day, listed

KINDS = ("initiale", "renouvellement", "reprise")
PERIODS_ARTICLE = "CASF R121-12-10"


class Decider(StrEnum):
    """Who grants or refuses. A judgment needs no opinion: the judge rules in full jurisdiction (CE 440802)."""

    PREFET = "prefet"
    JUGEMENT = "jugement"


def expected_months(months_used: int, on: date) -> int:
    """Return the only duration that may be granted on `on`: 6, or what remains of 24, or 0."""
    used = a_count("months_used", months_used)
    remaining = at("psp.duree_totale_max_mois", on).value - used
    return max(0, min(int(at("psp.periode_mois", on).value), int(remaining)))


def period_months(requested: int, months_used: int, on: date) -> Verdict:
    """May `requested` months be granted on `on` after `months_used` months of open rights, elsewhere included?

    R121-12-10: six months, renewable, 24 in total. Six, or the remainder; nothing else.
    """
    requested = a_whole_number("requested", requested)
    expected = expected_months(months_used, on)
    length, total = at("psp.periode_mois", on), at("psp.duree_totale_max_mois", on)
    values = (length, total)
    if expected == 0:
        sentence = f"Les {total.value} mois de droits ouverts sont atteints."
        return refuse("total_reached", sentence, article=PERIODS_ARTICLE, values=values)
    if requested == expected:
        sentence = f"La période est de {requested} mois, {months_used + requested} au total sur {total.value}."
        return allow(Reason("months_granted", PERIODS_ARTICLE, sentence, values, Outcome.YES))
    if expected < requested <= length.value:
        sentence = f"Le total dépasserait {total.value} mois. Il en reste {expected}."
        return refuse("total_exceeded", sentence, article=PERIODS_ARTICLE, values=values)
    sentence = f"Une période dure {length.value} mois, ou ce qui reste des {total.value}. Ici, {expected} mois."
    return refuse("not_the_period", sentence, article=PERIODS_ARTICLE, values=values)


def grant(
    start: date, months_used: int, requested: int, on: date, *, existing: Sequence[Days] = ()
) -> tuple[Verdict, Days | None]:
    """Return the verdict on a period starting on `start`, decided on `on`, and the period if it may be granted.

    Each period is counted from its own first day. `existing` are the periods already granted.
    """
    a_date("start", start)
    verdict = period_months(requested, months_used, on)
    if not verdict:
        return verdict, None
    before = _stopped_sooner(start, existing)
    if before is None:
        period, settings = Days.of_months(start, requested), unsettled(start, requested)
        code, sentence = "no_such_day", "Le mois d’arrivée n’a pas ce jour."
    else:
        period = Days(start, end_of_term(before.start, before.months + requested))
        settings = unsettled(before.start, before.months)
        code, sentence = "stopped_sooner", "La période précédente s’arrêtait avant le dernier jour du mois."
    if settings:
        sentence += f" La période va jusqu’au {day(period.last_day)} inclus."
        counted = Reason(code, PERIODS_ARTICLE, sentence, settings, Outcome.YES)
        verdict = Verdict(verdict.outcome, (*verdict.reasons, counted))
    for other in existing:
        if period.overlaps(other):
            sentence = (
                f"Une période court déjà jusqu’au {day(other.last_day)} inclus. Deux périodes se chevaucheraient."
            )
            return refuse("overlap", sentence, article=PERIODS_ARTICLE), None
    return verdict, period


def _stopped_sooner(start: date, existing: Sequence[Days]) -> Days | None:
    """The period before, if it was granted when terms stopped a day sooner: it takes no day from this one.

    After 31 August - 27 February, decided so, the next six months still go to 30 August.
    """
    for before in existing:
        stopped = before.end == start == add_months(before.start, before.months)
        if stopped and end_of_term(before.start, before.months) != start:
            return before
    return None


def months_used(periods: Iterable[Days], months_before: int = 0, *, chosen: str | None = None) -> tuple[Verdict, int]:
    """Return the months of open rights, `months_before` (granted elsewhere) plus those of `periods`, and what says so.

    Periods that touch are one run, counted from its start. Only time with open rights counts (R121-12-10). A run cut
    in mid-month follows the setting psp.decompte_interruption, or the reading `chosen`: it is named when it counts.
    """
    total = a_count("months_before", months_before)
    runs: list[Days] = []
    for period in sorted(periods):
        if runs and period.start < runs[-1].end:
            raise BadFact("periods", "deux périodes se chevauchent.")
        if runs and period.start == runs[-1].end:
            runs[-1] = Days(runs[-1].start, period.end)
        else:
            runs.append(period)
    settings: list[Value] = []
    for run in runs:
        setting = reading("psp.decompte_interruption", run.start, chosen)
        total += run.started_months if setting.value == "mois_commences" else run.months
        settings += (setting,) if run.started_months != run.months else ()
    if not settings:
        return allow(), total
    sentence = "Une période s’est arrêtée en cours de mois. Aucun texte ne dit si ce mois compte."
    return allow(Reason("cut_month", PERIODS_ARTICLE, sentence, tuple(settings), Outcome.YES)), total


def renewal_start(term: date, decided_on: date, *, chosen: str | None = None) -> tuple[Verdict, date]:
    """Return the start of a renewal: the term; or, decided later, what psp.renouvellement_tardif says, as a question.

    `term` is the first day after the current period.
    """
    a_date("term", term)
    a_date("decided_on", decided_on)
    if decided_on <= term:
        sentence = f"La nouvelle période suit la précédente, à partir du {day(term)}."
        return allow(Reason("starts_at_term", PERIODS_ARTICLE, sentence, (), Outcome.YES)), term
    setting = reading("psp.renouvellement_tardif", decided_on, chosen)
    start = term if setting.value == "continu_depuis_le_terme" else decided_on
    sentence = (
        f"Le renouvellement est décidé après le terme. Il part du {day(term)} si l’on compte sans interruption, "
        f"du {day(decided_on)} si l’on compte depuis la décision. Le texte ne tranche pas."
    )
    reason = Reason("late_renewal", PERIODS_ARTICLE, sentence, (setting,), Outcome.QUESTION)
    return Verdict(Outcome.QUESTION, (reason,)), start


@dataclass(frozen=True, slots=True)
class EndOfRights:
    """When rights end: `end` is the first day without rights, None while they run until a notification to come.

    `days_lost` are the days a notification takes away before the term; `days_kept` those it leaves after it.
    """

    end: date | None
    days_lost: int
    days_kept: int
    verdict: Verdict


def end_of_rights(
    period: Days,
    on: date,
    *,
    notified_on: date | None = None,
    renewal_pending: bool = False,
    chosen: str | None = None,
) -> EndOfRights:
    """Return the end of the rights of a running period, as known on `on`.

    R121-12-10: a non-renewal ends them on the day it is notified (`notified_on`), which is then the first day without
    them. Between the term and that day the text can be read both ways (psp.attente_apres_terme): a question.
    """
    a_date("on", on)
    if notified_on is not None and a_date("notified_on", notified_on) < period.start:
        sentence = (
            f"La notification, du {day(notified_on)}, précède la période, qui commence le {day(period.start)}. "
            "Elle n’y met pas fin."
        )
        return EndOfRights(period.end, 0, 0, refuse("notified_before", sentence, article=PERIODS_ARTICLE))
    if notified_on is not None and notified_on <= period.end:
        return _ended_by_notification(period, notified_on)
    if notified_on is None and not (renewal_pending and on >= period.end):
        sentence = f"Les droits courent jusqu’au {day(period.last_day)} inclus."
        reason = Reason("term", PERIODS_ARTICLE, sentence, (), Outcome.YES)
        return EndOfRights(period.end, 0, 0, allow(reason))
    setting = reading("psp.attente_apres_terme", max(period.end, period.start), chosen)
    maintained = setting.value == "droits_maintenus_jusqu_a_notification"
    until = "à la notification" if notified_on is None else f"au {day(notified_on)}"
    sentence = (
        f"Les droits ont pris fin le {day(period.last_day)} au soir si le terme les arrête, ou courent jusqu’{until} "
        "si la notification seule les arrête. Le texte se lit des deux façons."
    )
    verdict = Verdict(
        Outcome.QUESTION, (Reason("after_term", PERIODS_ARTICLE, sentence, (setting,), Outcome.QUESTION),)
    )
    if not maintained:
        return EndOfRights(period.end, 0, 0, verdict)
    kept = (notified_on - period.end).days if notified_on is not None else (on - period.end).days + 1
    return EndOfRights(notified_on, 0, kept, verdict)


def _ended_by_notification(period: Days, notified_on: date) -> EndOfRights:
    effect = stated("psp.fin_sur_non_renouvellement", notified_on, "date_de_notification")
    lost = (period.end - notified_on).days
    sentence = (
        f"Notifier ce jour met fin aux droits {count(lost, 'jour')} avant le terme, dont le dernier jour est "
        f"le {day(period.last_day)}. Notifier au terme, le {day(period.end)}, n’en retire aucun."
        if lost
        else f"Le non-renouvellement prend effet au terme. Le dernier jour des droits est le {day(period.last_day)}."
    )
    reason = Reason("non_renewal_notified", PERIODS_ARTICLE, sentence, (effect,), Outcome.YES)
    return EndOfRights(notified_on, lost, 0, allow(reason))


def missing_content(kind: str, given: Collection[str], on: date) -> Verdict:
    """Does a demande of that kind present what R121-12-9 asks? `given` holds the codes of what is filled in.

    The codes are those of psp.contenu_initiale and psp.contenu_renouvellement. Without the association's own opinion
    it cannot be decided (L121-9 II). At renewal, difficulties met and respect of engagements are both required.
    """
    one_of("kind", kind, KINDS)
    content = at("psp.contenu_renouvellement" if kind == "renouvellement" else "psp.contenu_initiale", on)
    reasons = []
    for code, label in content.value.items():
        if code not in given:
            article = "CASF L121-9 II" if code == "avis_association" else content.article
            reasons.append(Reason(f"missing_{code}", article, f"Il manque {label}.", (content,), Outcome.NO))
    return conclude(reasons)


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What a decision on a path rests on. Dates of opinions are None when not given; observations tell if invited."""

    kind: str
    granted: bool
    decided_on: date
    commission_avis_on: date | None
    association_avis_on: date | None
    observations_invited: bool = False
    authority: Decider = Decider.PREFET


def can_decide(decision: DecisionFacts) -> Verdict:
    """May this decision be recorded? L121-9 II: after both opinions; R121-12-10: observations before a non-renewal."""
    one_of("kind", decision.kind, KINDS)
    on = a_date("decided_on", decision.decided_on)
    if decision.authority is Decider.JUGEMENT:
        judge = stated("recours.juge", on, "plein contentieux, au jour du jugement")
        sentence = "Le juge statue lui-même. La période s’ouvre sans décision du préfet."
        return allow(Reason("judgment", judge.article, sentence, (judge,), Outcome.YES))
    reasons = _opinion_reasons(decision)
    if not decision.granted and not decision.observations_invited:
        reasons.append(_observations_reason(decision.kind, on))
    return conclude(reasons)


def _opinion_reasons(decision: DecisionFacts) -> list[Reason]:
    on = decision.decided_on
    required = at("psp.avis_requis", on)
    again = reading("psp.avis_sur_reprise", on) if decision.kind == "reprise" else None
    values: tuple[Value, ...] = (required,) if again is None else (required, again)
    given = {"commission": decision.commission_avis_on, "association": decision.association_avis_on}
    reasons = []
    missing = [f"l’avis de {_BODIES[body]}" for body in required.value if given[body] is None]
    if missing:
        sentence = f"Le préfet décide après deux avis. Il manque {listed(missing)}."
        outcome = Outcome.NO if again is None else Outcome.QUESTION
        reasons.append(Reason("avis_missing", required.article, sentence, values, outcome))
    for body, avis_on in given.items():
        if avis_on is not None and a_date(f"{body}_avis_on", avis_on) > on:
            sentence = f"L’avis de {_BODIES[body]} est du {day(avis_on)}, après la décision."
            reasons.append(Reason("avis_after_decision", required.article, sentence, values, Outcome.NO))
    return reasons


_BODIES = {"commission": "la commission", "association": "l’association"}


def _observations_reason(kind: str, on: date) -> Reason:
    if kind == "renouvellement":
        value = stated("psp.observations", on, ("non_renouvellement",))
        sentence = "Un non-renouvellement vient après que la personne a pu présenter ses observations."
        return Reason("observations_required", value.article, sentence, (value,), Outcome.NO)
    value = stated("psp.observations_premier_refus", on, "bonne_pratique")
    sentence = "Inviter la personne à présenter ses observations avant un refus est une bonne pratique."
    return Reason("observations_advised", value.article, sentence, (value,), Outcome.YES)
