"""Around a demande: who may be proposed a path, where it goes, what silence does, when a period may start.

CASF L121-9 II, R121-12-9 to R121-12-13; CE 19/11/2021 n° 440802.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rivage.law.facts import BadFact, a_date, one_of
from rivage.law.parameter import Value
from rivage.law.parcours import KINDS, PERIODS_ARTICLE, Decider
from rivage.law.territory import departement
from rivage.law.values import at, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, conclude, refuse
from rivage.law.wording import count, day, listed


def may_be_proposed(on: date, *, grounds: Collection[str], agrees: bool | None) -> Verdict:
    """May a path be proposed? L121-9 II: one ground of psp.faits is enough, and the person agrees.

    Nothing else is asked: no nationality, paper, complaint, age, nor the activity ceased at first.
    """
    rule = at("psp.faits", on)
    for ground in grounds:
        one_of("grounds", ground, rule.value)
    reasons = []
    if grounds:
        named = listed([rule.value[ground] for ground in dict.fromkeys(grounds)])
        sentence = f"La situation décrite est une de celles que vise le texte, {named}."
        reasons.append(Reason("ground", rule.article, sentence, (rule,), Outcome.YES))
    else:
        sentence = "Aucune des situations que vise le texte n’est décrite."
        reasons.append(Reason("no_ground", rule.article, sentence, (rule,), Outcome.NO))
    if agrees is None:
        reasons.append(
            Reason("missing_agrees", rule.article, "Il manque l’accord de la personne.", (), Outcome.QUESTION)
        )
    else:
        sentence = "La personne est d’accord." if agrees else "La personne n’est pas d’accord."
        reasons.append(Reason("agrees", rule.article, sentence, (), Outcome.YES if agrees else Outcome.NO))
    return conclude(reasons)


def filed_in(on: date, *, association_in: str, facts_in: str) -> Verdict:
    """Does the préfet of `association_in` receive the demande? A question when the facts are elsewhere."""
    setting = reading("psp.departement_de_la_demande", on)
    here, there = departement(association_in), departement(facts_in)
    if here == there:
        sentence = f"La demande va au préfet du département {here.name}."
        return allow(Reason("same_departement", setting.article, sentence, (), Outcome.YES))
    sentence = (
        f"Selon une lecture, la demande va au préfet du département où l’association accompagne ({here.name}). Selon "
        f"l’autre, à celui du département des faits ({there.name})."
    )
    return ask("two_departements", sentence, article=setting.article, values=(setting,))


@dataclass(frozen=True, slots=True)
class Effect:
    """What the préfet's authorisation opens or allows: code, French sentence, the value behind it."""

    code: str
    label: str
    value: Value


def effects(on: date) -> tuple[Effect, ...]:
    """Return what an authorisation opens or allows (R121-12-13): the AFIS, and the APS, each by its own decision."""
    value = at("psp.effets", on)
    return tuple(Effect(code, label, value) for code, label in value.value.items())


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Days since the request, and a verdict that is always a question: no text makes silence a decision."""

    days: int
    verdict: Verdict


def elapsed(requested_on: date, on: date) -> Elapsed:
    """Return the time elapsed since a complete demande. No statutory delay, no implied decision is worked out."""
    days = (a_date("on", on) - a_date("requested_on", requested_on)).days
    if days < 0:
        raise BadFact("on", "ce jour précède la demande.")
    setting = reading("psp.silence_demande", requested_on)
    sentence = (
        f"{count(days, 'jour')} depuis la demande. Aucun texte ne fixe de délai. Selon les lectures, le silence ne "
        "décide rien, vaut acceptation à deux mois ou vaut rejet à deux mois."
    )
    return Elapsed(days, ask("silence", sentence, article=setting.article, values=(setting,)))


def can_start(
    kind: str,
    starts: date,
    decided_on: date,
    *,
    avis_on: date | None,
    term: date | None = None,
    authority: Decider = Decider.PREFET,
) -> Verdict:
    """May a period start on `starts`? R121-12-10: the préfet authorises after the opinion of the commission.

    A first period or a resumption starts no earlier than the opinion; between opinion and decision it is a question
    (psp.depart). A renewal may also follow the `term` of the period before, whatever the day of the opinion: a
    question when decided late (psp.renouvellement_tardif). A judgment fixes its own day.
    """
    one_of("kind", kind, KINDS)
    a_date("decided_on", decided_on)
    if authority is Decider.JUGEMENT:
        judge = stated("recours.juge", decided_on, "plein contentieux, au jour du jugement")
        sentence = "Le juge fixe lui-même le départ de la période."
        return allow(Reason("judgment", judge.article, sentence, (judge,), Outcome.YES))
    if kind == "renouvellement" and term is not None:
        if a_date("starts", starts) < a_date("term", term):
            sentence = f"La période en cours va jusqu’au {day(term)}. La suivante ne part pas avant."
            return refuse("before_term", sentence, article=PERIODS_ARTICLE)
        if starts == term:
            return _at_term(term, decided_on)
    if avis_on is None:
        sentence = "Il manque l’avis de la commission, qui précède le départ de la période."
        return refuse("avis_missing", sentence, article=PERIODS_ARTICLE)
    if a_date("starts", starts) < a_date("avis_on", avis_on):
        sentence = f"La période ne part pas avant l’avis de la commission, du {day(avis_on)}."
        return refuse("before_avis", sentence, article=PERIODS_ARTICLE)
    if starts < decided_on:
        setting = reading("psp.depart", decided_on)
        sentence = (
            f"La période partirait avant la décision du {day(decided_on)}. Selon une lecture le préfet fixe le jour "
            "après l’avis, selon d’autres la période part de la décision ou de sa notification."
        )
        return ask("before_decision", sentence, article=setting.article, values=(setting,))
    sentence = f"La période part le {day(starts)}, après l’avis et la décision."
    return allow(Reason("starts_after_decision", PERIODS_ARTICLE, sentence, (), Outcome.YES))


def _at_term(term: date, decided_on: date) -> Verdict:
    if decided_on <= term:
        sentence = f"La nouvelle période suit la précédente, à partir du {day(term)}."
        return allow(Reason("starts_at_term", PERIODS_ARTICLE, sentence, (), Outcome.YES))
    setting = reading("psp.renouvellement_tardif", decided_on)
    sentence = (
        f"Le renouvellement est décidé après le terme. Partir du {day(term)} est une lecture, partir du "
        f"{day(decided_on)} en est une autre."
    )
    return ask("late_renewal", sentence, article=PERIODS_ARTICLE, values=(setting,))
