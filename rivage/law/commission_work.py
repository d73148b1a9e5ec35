"""How the commission works: meetings a year, preparation, replacement, minutes. CASF R121-12-8, CRPA R133-3 to -13."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rivage.law.facts import BadFact, a_count
from rivage.law.parameter import Value
from rivage.law.period import ONE_DAY
from rivage.law.values import at, parameter, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, conclude, refuse
from rivage.law.wording import count


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission of the commission: code, French label, the value behind it."""

    code: str
    label: str
    value: Value


def missions(on: date) -> tuple[Mission, ...]:
    """Return the missions on that day (R121-12-6): minors are added in 2026, to confirm."""
    value = at("commission.missions", on)
    return tuple(Mission(code, label, value) for code, label in value.value.items())


def enough_meetings(year: int, held: int) -> Verdict:
    """Did the commission meet often enough on departmental policy in a civil year? R121-12-8, the law of 31 December.

    Meetings on files are as many as needed and have no number. Since 2026 the number is to be confirmed.
    """
    a_count("held", held)
    first = parameter("commission.reunions_par_an").values[0].start.year
    if a_count("year", year, most=9999) < first:
        raise BadFact("year", f"la commission existe depuis {first}.")
    least = at("commission.reunions_par_an", date(year, 12, 31))
    files = at("commission.dossiers_individuels", least.start)
    values = (least, files)
    sentence = (
        f"{count(held, 'réunion')} en {year} sur la politique départementale. Il en faut au moins {least.value}, "
        f"et sur les dossiers, {files.value}."
    )
    if held >= least.value:
        return allow(Reason("enough", least.article, sentence, values, Outcome.YES))
    if least.to_confirm and held >= at("commission.reunions_par_an", least.start - ONE_DAY).value:
        sentence += " Ce nombre reste à confirmer. L’ancien texte en demandait une."
        return ask("to_confirm", sentence, article=least.article, values=values)
    return refuse("too_few", sentence, article=least.article, values=values)


def prepare(on: date, *, sets_aside: bool) -> Verdict:
    """May a preparatory examination do that? R121-12-8: preparing is lawful; setting aside is not (R121-12-6)."""
    rule = stated("commission.preparation", on, "préparer l’examen des demandes, sans en écarter aucune")
    if sets_aside:
        sentence = "La commission donne un avis sur chaque demande soumise. Aucune ne peut être écartée avant."
        return refuse("filter", sentence, article=rule.article, values=(rule,))
    sentence = "Les demandes peuvent être préparées avant la séance."
    return allow(Reason("preparation", rule.article, sentence, (rule,), Outcome.YES))


def restricted(on: date) -> Verdict:
    """May a part of the commission give the opinion? The text knows no restricted formation: a question."""
    setting = reading("commission.formation_restreinte", on)
    sentence = (
        "Le texte ne connaît pas de formation restreinte. Selon une lecture son avis est un usage local, selon "
        "l’autre l’avis est celui de la commission entière."
    )
    return ask("restricted", sentence, article=setting.article, values=(setting,))


class MemberCapacity(StrEnum):
    """In what capacity a member sits: ex officio, elected, or chosen for what she or he knows."""

    OFFICE = "fonction"
    ELECTED = "elu"
    QUALIFIED = "qualifie"


def can_replace(standing: MemberCapacity, on: date, *, same_body: bool) -> Verdict:
    """May a member be replaced by that person? R133-3: same service, same assembly; never a qualified person."""
    rule = at("commission.remplacement", on)
    how = rule.value[standing.value]
    if standing is MemberCapacity.QUALIFIED:
        sentence = "Une personnalité qualifiée ne peut pas se faire remplacer."
        return refuse("never", sentence, article=rule.article, values=(rule,))
    if same_body:
        reason = Reason("same_body", rule.article, f"Ce membre est remplacé {how}.", (rule,), Outcome.YES)
        return allow(reason)
    return refuse("other_body", f"Ce membre ne peut être remplacé que {how}.", article=rule.article, values=(rule,))


def outsider(on: date, *, votes: bool) -> Verdict:
    """May somebody who is not a member take part? R133-6: heard, without a vote."""
    rule = stated("commission.personnes_entendues", on, "peuvent être entendues, sans voter")
    if votes:
        sentence = "Une personne extérieure peut être entendue, elle ne vote pas."
        return refuse("no_vote", sentence, article=rule.article, values=(rule,))
    sentence = "La commission peut entendre une personne extérieure."
    return allow(Reason("heard", rule.article, sentence, (rule,), Outcome.YES))


def missing_in_minutes(given: Collection[str], on: date) -> Verdict:
    """Do the minutes say what R133-13 asks? `given` holds codes of commission.proces_verbal."""
    content = at("commission.proces_verbal", on)
    return conclude(
        Reason(f"missing_{code}", content.article, f"Le procès-verbal doit dire {label}.", (content,), Outcome.NO)
        for code, label in content.value.items()
        if code not in given
    )
