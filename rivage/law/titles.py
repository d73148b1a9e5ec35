"""Titles a complaint or a testimony opens, CESEDA L316-1 then L425-1 to L425-3, R425-1 to -10; the other routes."""

from dataclasses import dataclass
from datetime import date

from rivage.law.facts import BadFact, a_date
from rivage.law.parameter import Value
from rivage.law.period import Days, add_days, add_months
from rivage.law.term import of_years
from rivage.law.values import NoValue, at, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, conclude, refuse
from rivage.law.wording import count, day


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of information: a code (an article, for a route), its French label, the value behind it."""

    code: str
    label: str
    value: Value


def card(
    on: date,
    *,
    complaint_or_testimony: bool | None,
    links_broken: bool | None,
    born_on: date | None = None,
) -> Verdict:
    """Must the card of L425-1 (L316-1 before 2021-05-01) be delivered? A complaint or a testimony, links broken.

    Unlike the APS it is due when its conditions are met. Since 2021-05-01 one may ask for it from age 16 (R425-5).
    Raise NoValue before 2016-04-15, when it was only a faculty.
    """
    rule = at("titres.carte_conditions", on)
    reasons = [
        _condition("complaint", complaint_or_testimony, rule.value["plainte"], rule),
        _condition("links", links_broken, rule.value["liens"], rule),
    ]
    if born_on is not None:
        reasons += _age(on, born_on)
    verdict = conclude(reasons)
    if not verdict:
        return verdict
    due = stated("titres.carte_delivrance", on, "se_voit_delivrer")
    sentence = "Les conditions sont réunies. La carte est délivrée, le préfet n’a pas le choix."
    return allow(*reasons, Reason("due", due.article, sentence, (due,), Outcome.YES))


def _condition(code: str, met: bool | None, label: str, rule: Value) -> Reason:
    if met is None:
        return Reason(f"missing_{code}", rule.article, f"Il reste à savoir s’il y a {label}.", (), Outcome.QUESTION)
    sentence = f"Il y a {label}." if met else f"Il manque {label}."
    return Reason(code, rule.article, sentence, (rule,), Outcome.YES if met else Outcome.NO)


def _age(on: date, born_on: date) -> list[Reason]:
    try:
        years = at("titres.carte_age_ans", on)
    except NoValue:
        return []
    if a_date("born_on", born_on) > on:
        raise BadFact("born_on", "cette date est à venir.")
    from_day = add_months(born_on, 12 * years.value)
    if on >= from_day:
        return [Reason("age", years.article, f"La personne a {years.value} ans.", (years,), Outcome.YES)]
    sentence = f"La carte peut être demandée à {years.value} ans, le {day(from_day)}."
    return [Reason("age", years.article, sentence, (years,), Outcome.NO)]


@dataclass(frozen=True, slots=True)
class TitleSilence:
    """`refused_on`: the day on which silence makes a refusal; None where no text that was read says."""

    refused_on: date | None
    verdict: Verdict


def silence(requested_on: date, on: date) -> TitleSilence:
    """Has silence on a title asked after the path become a refusal on `on`? R432-2: four months, to confirm for each.

    Raise BadFact when `on` comes before the request.
    """
    if a_date("on", on) < a_date("requested_on", requested_on):
        raise BadFact("on", "ce jour précède la demande.")
    try:
        months = at("titres.silence_mois", requested_on)
    except NoValue:
        sentence = "Aucun texte lu ne dit quand le silence sur cette demande vaut refus."
        return TitleSilence(None, ask("no_rule", sentence, article="CESEDA R*432-1 et R432-2"))
    due = add_months(requested_on, months.value)
    if on >= due:
        sentence = f"Le silence gardé {months.value} mois vaudrait refus depuis le {day(due)}. Il peut être contesté."
        return TitleSilence(due, ask("implied_refusal", sentence, article=months.article, values=(months,)))
    sentence = f"Sans réponse le {day(due)}, le silence vaudrait refus."
    return TitleSilence(due, refuse("still_time", sentence, article=months.article, values=(months,)))


def card_period(start: date) -> tuple[Verdict, Days]:
    """Return the period of a card delivered on `start`: one year."""
    return of_years(at("titres.carte_ans", start), start)


def can_renew_card(on: date, *, procedure_open: bool | None) -> Verdict:
    """Is the card renewed on `on`? During the whole criminal procedure."""
    rule = stated("titres.carte_renouvellement", on, "pendant_toute_la_procedure_penale")
    if procedure_open is None:
        sentence = "Il reste à savoir si la procédure pénale est en cours."
        return conclude([Reason("missing_procedure", rule.article, sentence, (rule,), Outcome.QUESTION)])
    if procedure_open:
        sentence = "La procédure pénale est en cours. La carte se renouvelle."
        return allow(Reason("procedure_open", rule.article, sentence, (rule,), Outcome.YES))
    sentence = "La procédure pénale est close. La carte ne se renouvelle plus à ce titre."
    return refuse("procedure_closed", sentence, article=rule.article, values=(rule,))


def resident_card(on: date, *, final_conviction: bool | None, regular_stay: bool | None) -> Verdict:
    """Must the ten-year card be delivered? L425-3: a final conviction, and a regular stay."""
    rule, years = at("titres.carte_resident_conditions", on), at("titres.carte_resident_ans", on)
    reasons = [
        _condition("conviction", final_conviction, rule.value["condamnation"], rule),
        _condition("regular_stay", regular_stay, rule.value["sejour"], rule),
    ]
    verdict = conclude(reasons)
    if not verdict:
        return verdict
    sentence = f"Une carte de résident de {years.value} ans est ouverte."
    return allow(*reasons, Reason("resident_card", years.article, sentence, (years,), Outcome.YES))


@dataclass(frozen=True, slots=True)
class Reflection:
    """The thirty days, shortened when withdrawn; the verdict says whether they protect her on the day asked."""

    period: Days | None
    verdict: Verdict


def reflection(started_on: date, on: date, *, withdrawn_on: date | None = None) -> Reflection:
    """Does the reflection period protect on `on`? R425-1 to -3: thirty days with a récépissé, no removal meanwhile.

    `withdrawn_on` is the first day without it. Raise NoValue before 2021-05-01.
    """
    days = at("titres.reflexion_jours", a_date("started_on", started_on))
    shield = stated("titres.reflexion_protection", on, "aucun_eloignement")
    whole = Days(started_on, add_days(started_on, days.value))
    period = whole if withdrawn_on is None else whole.cut(a_date("withdrawn_on", withdrawn_on))
    values = (days, shield)
    if period is not None and on in period:
        sentence = (
            f"Le délai de réflexion court jusqu’au {day(period.last_day)} inclus. Aucun éloignement n’est possible."
        )
        return Reflection(period, allow(Reason("protected", shield.article, sentence, values, Outcome.YES)))
    if withdrawn_on is not None and on >= withdrawn_on:
        sentence = f"Le délai de réflexion a été retiré le {day(withdrawn_on)}."
        return Reflection(period, refuse("withdrawn", sentence, article=shield.article, values=values))
    sentence = f"Le délai de réflexion, de {count(days.value, 'jour')}, ne court pas ce jour."
    return Reflection(period, refuse("not_running", sentence, article=shield.article, values=values))


def reflection_rights(on: date) -> tuple[Entry, ...]:
    """Return what the reflection period opens (R425-4)."""
    return _entries("titres.reflexion_droits", on)


def card_rights(on: date) -> tuple[Entry, ...]:
    """Return what comes with the card (R425-7 to -10)."""
    return _entries("titres.carte_droits", on)


def other_routes(on: date) -> tuple[Entry, ...]:
    """Return the general routes to a title, as information: nobody has a right to them by the path."""
    return _entries("titres.autres_voies", on)


def _entries(name: str, on: date) -> tuple[Entry, ...]:
    value = at(name, on)
    return tuple(Entry(code, label, value) for code, label in value.value.items())


def after_path(on: date) -> Verdict:
    """Does the end of the path give a title? No text says so."""
    rule = stated("titres.apres_parcours", on, "aucun_de_plein_droit")
    sentence = "Aucun titre n’est délivré de plein droit au terme du parcours. Les voies générales restent ouvertes."
    return refuse("no_title", sentence, article=rule.article, values=(rule,))
