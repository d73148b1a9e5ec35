"""The approval of associations. CASF R121-12-1 to R121-12-5."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from rivage.law.facts import BadFact, a_date, one_of
from rivage.law.period import ONE_DAY, Days, add_days, end_of_term, unsettled
from rivage.law.term import of_years
from rivage.law.values import at, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, combine, conclude, refuse
from rivage.law.wording import day


def old_enough(declared_on: date, requested_on: date) -> Verdict:
    """Has the association been declared long enough at the day of the request? R121-12-1: at least three years."""
    years = at("agrement.existence_minimale_ans", requested_on)
    due = end_of_term(a_date("declared_on", declared_on), 12 * years.value)
    values = (years, *unsettled(declared_on, 12 * years.value))
    if requested_on >= due:
        sentence = f"L’association est déclarée depuis au moins {years.value} ans."
        return allow(Reason("old_enough", years.article, sentence, values, Outcome.YES))
    sentence = f"L’association doit être déclarée depuis {years.value} ans. Elle le sera le {day(due)}."
    return refuse("too_recent", sentence, article=years.article, values=values)


def deemed_complete(
    received_on: date, on: date, *, pieces_asked_on: date | None = None
) -> tuple[Verdict, date | None]:
    """Is a request received on `received_on` deemed complete? R121-12-3: if no piece is asked in two months.

    Beside the verdict, the day it is complete from, hence that of `granted_by_silence`; None when pieces were asked.
    The last day to ask follows agrement.pieces_dernier_jour.
    """
    months = at("agrement.pieces_mois", received_on)
    end = end_of_term(a_date("received_on", received_on), months.value)
    setting = reading("agrement.pieces_dernier_jour", received_on)
    complete_on = end if setting.value == "veille" else add_days(end, 1)
    values = (months, setting, *unsettled(received_on, months.value))
    if pieces_asked_on is not None and a_date("pieces_asked_on", pieces_asked_on) < complete_on:
        sentence = f"Des pièces ont été demandées le {day(pieces_asked_on)}, dans le délai."
        return refuse("pieces_asked", sentence, article=months.article, values=values), None
    last = day(complete_on - ONE_DAY)
    if on >= complete_on:
        sentence = f"Aucune pièce n’a été demandée jusqu’au {last}. Le dossier est réputé complet."
        return allow(Reason("deemed_complete", months.article, sentence, values, Outcome.YES)), complete_on
    sentence = f"Des pièces peuvent être demandées jusqu’au {last} inclus."
    return refuse("pieces_may_be_asked", sentence, article=months.article, values=values), complete_on


def granted_by_silence(complete_on: date, on: date) -> Verdict:
    """Has silence granted the approval on `on`? R121-12-3: four months from a complete file."""
    months = at("agrement.silence_mois", complete_on)
    due = end_of_term(a_date("complete_on", complete_on), months.value)
    values = (months, *unsettled(complete_on, months.value))
    if a_date("on", on) >= due:
        sentence = f"Le silence gardé {months.value} mois sur un dossier complet vaut agrément, depuis le {day(due)}."
        return allow(Reason("granted_by_silence", months.article, sentence, values, Outcome.YES))
    sentence = f"Le silence vaudra agrément le {day(due)}."
    return refuse("still_time", sentence, article=months.article, values=values)


def validity(granted_on: date) -> tuple[Verdict, Days]:
    """Return the period of an approval granted on `granted_on`. R121-12-3: three years, renewable."""
    return of_years(at("agrement.validite_ans", granted_on), granted_on)


def conditions(requested_on: date, *, objects: Collection[str], met: Collection[str]) -> Verdict:
    """Does the association meet R121-12-1 and -2 on the day of the request? Its age apart: see `old_enough`.

    `objects` are the codes of agrement.objets its statutes name (one is enough), `met` those of agrement.conditions.
    """
    statutes, asked = at("agrement.objets", requested_on), at("agrement.conditions", requested_on)
    for name in objects:
        one_of("objects", name, statutes.value)
    for name in met:
        one_of("met", name, asked.value)
    reasons = []
    if not objects:
        sentence = "Les statuts ne prévoient aucune des aides que vise le texte."
        reasons.append(Reason("no_object", statutes.article, sentence, (statutes,), Outcome.NO))
    for code, label in asked.value.items():
        if code not in met:
            reasons.append(Reason(f"missing_{code}", asked.article, f"Il manque {label}.", (asked,), Outcome.NO))
    return conclude(reasons)


def missing_pieces(given: Collection[str], on: date) -> Verdict:
    """Which pieces of the order of 4/11/2016 are missing? Its list is known by an extract: never a plain yes."""
    pieces = at("agrement.pieces", on)
    reasons = [
        Reason(f"missing_{code}", pieces.article, f"Il manque {label}.", (pieces,), Outcome.NO)
        for code, label in pieces.value.items()
        if code not in given
    ]
    if not reasons:
        sentence = "Les pièces connues sont là. L’arrêté du 4 novembre 2016 n’a pas été lu en entier."
        reasons.append(Reason("list_to_check", pieces.article, sentence, (pieces,), Outcome.QUESTION))
    return conclude(reasons)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The period of a renewed approval; a question when the term and the decision give two starts."""

    period: Days
    verdict: Verdict


def renewed(current: Days, decided_on: date, *, chosen: str | None = None) -> Renewed:
    """Return the period of a renewal (R121-12-4: same conditions, same effects).

    It follows agrement.depart_renouvellement.
    """
    rule = stated(
        "agrement.renouvellement", a_date("decided_on", decided_on), "aux mêmes conditions et avec les mêmes effets"
    )
    if decided_on >= current.end:
        sentence = f"L’agrément avait pris fin le {day(current.last_day)}. Le nouveau part de la décision."
        reason = Reason("from_decision", rule.article, sentence, (rule,), Outcome.YES)
        verdict, period = validity(decided_on)
        return Renewed(period, combine(allow(reason), verdict))
    if decided_on < current.start:
        raise BadFact("decided_on", "cette décision précède l’agrément à renouveler.")
    setting = reading("agrement.depart_renouvellement", decided_on, chosen)
    start = current.end if setting.value == "a_la_suite" else decided_on
    sentence = (
        f"Selon une lecture l’agrément renouvelé part du terme, le {day(current.end)}, selon l’autre de la décision, "
        f"le {day(decided_on)}."
    )
    reason = Reason("two_starts", rule.article, sentence, (rule, setting), Outcome.QUESTION)
    verdict, period = validity(start)
    return Renewed(period, combine(conclude([reason]), verdict))


def withdrawal_grounds(on: date) -> Mapping[str, str]:
    """The grounds for which the préfet may withdraw the approval on a day, by code (R121-12-5)."""
    grounds: Mapping[str, str] = at("agrement.motifs_retrait", on).value
    return grounds


def can_withdraw(decided_on: date, *, ground: str, heard: bool) -> Verdict:
    """May the préfet withdraw the approval? R121-12-5: a listed ground, after the association could answer."""
    grounds, first = (
        at("agrement.motifs_retrait", decided_on),
        stated("agrement.retrait_prealable", decided_on, "une procédure contradictoire"),
    )
    one_of("ground", ground, grounds.value)
    if not heard:
        sentence = "Le retrait vient après que l’association a pu présenter ses observations."
        return refuse("not_heard", sentence, article=first.article, values=(first,))
    sentence = f"L’agrément peut être retiré, parce que {grounds.value[ground]}."
    return allow(Reason("may_withdraw", grounds.article, sentence, (grounds, first), Outcome.YES))
