"""What may be asked in a criminal procedure, and until when. Never a condition of the path.

Where no text was read again, the verdict is a question; each last day is the soonest that the texts allow.
"""

from dataclasses import dataclass
from datetime import date

from rivage.law import titles
from rivage.law.facts import BadFact, a_date
from rivage.law.other_rights import OtherRightsFacts, legal_aid
from rivage.law.parameter import Value
from rivage.law.period import Days
from rivage.law.values import NoValue, at, stated
from rivage.law.verdict import Verdict, ask, refuse
from rivage.law.wording import count, day


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """What is known on `on`. `reflection_from`: the first day of the reflection period; `last_facts`: the last day of
    what she suffered; `final_on`: the day on which the decision became final. None means unknown.
    """

    on: date
    reflection_from: date | None = None
    last_facts: date | None = None
    final_on: date | None = None

    def __post_init__(self) -> None:
        a_date("on", self.on)
        for name in ("last_facts", "final_on"):
            known = getattr(self, name)
            if known is not None and a_date(name, known) > self.on:
                raise BadFact(name, "ce jour n’est pas encore venu.")
        if self.last_facts and self.final_on and self.final_on < self.last_facts:
            raise BadFact("final_on", "une décision ne vient pas avant les faits.")


@dataclass(frozen=True, slots=True)
class ProcedureClaim:
    """Something that may be asked, by its code and its French label. `last_day`: None where no text sets one or a date
    is missing; `papers`: what goes with it.
    """

    code: str
    label: str
    verdict: Verdict
    last_day: date | None = None
    papers: tuple[str, ...] = ()


def reflection(facts: ProcedureFacts) -> ProcedureClaim:
    """Until when may she think before a complaint? R425-1 to -3: see `titles.reflection`."""
    label = "délai de rétablissement et de réflexion"
    if facts.reflection_from is None:
        days = at("titres.reflexion_jours", facts.on)
        sentence = f"{count(days.value, 'jour')}, du récépissé que remet la préfecture. Ce jour n’est pas noté."
        return ProcedureClaim(
            "reflection", label, ask("missing_start", sentence, article=days.article, values=(days,))
        )
    found = titles.reflection(facts.reflection_from, facts.on)
    return ProcedureClaim("reflection", label, found.verdict, found.period.last_day if found.period else None)


def compensation(facts: ProcedureFacts) -> ProcedureClaim:
    """Until when is the commission of compensation asked? CPP 706-5: three years from the facts; once a court judged,
    not before one year after what is final.
    """
    years, after = at("procedure.civi_ans", facts.on), at("procedure.civi_decision_ans", facts.on)
    papers = at("procedure.civi_pieces", facts.on)
    known = [
        _last(start, rule.value * 12) for start, rule in ((facts.last_facts, years), (facts.final_on, after)) if start
    ]
    last = max(known, default=None)
    sentence = (
        f"{count(years.value, 'an')} depuis les faits ; si un tribunal a jugé, au moins {count(after.value, 'an')} "
        f"depuis la décision définitive. Sans titre de séjour aussi. {_until(last, facts.on)}"
    )
    code = "compensation"
    if last is not None and last < facts.on:
        code = "compensation_late"
        sentence += " La commission peut relever de ce retard : demandez-le, avec ce qui l’explique."
    verdict = ask(code, sentence, article=years.article, values=(years, after, papers))
    return ProcedureClaim(
        "civi", "indemnisation par la commission (CIVI), payée par le FGTI", verdict, last, _papers(papers)
    )


def seized_goods(facts: ProcedureFacts) -> ProcedureClaim:
    """Until when may she be paid on confiscated goods? CPP 706-164: months from the day the decision is final."""
    months = at("procedure.agrasc_mois", facts.final_on or facts.on)
    papers = at("procedure.agrasc_pieces", facts.on)
    last = _last(facts.final_on, months.value) if facts.final_on else None
    values, label = (months, papers), "paiement sur les biens confisqués (AGRASC)"
    sentence = (
        f"{count(months.value, 'mois', 'mois')} depuis la décision définitive, si la commission n’a pas payé. "
        f"{_until(last, facts.on)}"
    )
    if last is not None and last < facts.on:
        verdict = refuse("too_late", sentence, article=months.article, values=values)
    else:
        verdict = ask("seized_goods", sentence, article=months.article, values=values)
    return ProcedureClaim("agrasc", label, verdict, last, _papers(papers))


def claims(facts: ProcedureFacts) -> tuple[ProcedureClaim, ...]:
    """Return all that may be asked on that day, in the order of the screen, without what no text had opened."""
    found = []
    for rule in (reflection, _evaluation, _protection, _away, _lawyer, _civil_party, compensation, seized_goods):
        try:
            found.append(rule(facts))
        except NoValue:
            continue
    return tuple(found)


def _evaluation(facts: ProcedureFacts) -> ProcedureClaim:
    rule = stated("procedure.evaluation", facts.on, "par_l_enqueteur_puis_approfondie")
    sentence = "Faite à l’audition ; le parquet ou le juge peut la faire approfondir par une association. Aucun délai."
    return _open("evaluation", "évaluation de ses besoins de protection (EVVI)", sentence, rule)


def _protection(facts: ProcedureFacts) -> ProcedureClaim:
    rule = stated("procedure.protection", facts.on, "facultative")
    sentence = (
        "À l’audition, elle peut donner l’adresse du service, de son avocat ou de l’association. Une protection "
        "se demande au parquet. Aucun délai."
    )
    return _open("protection", "adresse protégée, et protection de qui témoigne", sentence, rule)


def _away(facts: ProcedureFacts) -> ProcedureClaim:
    rule = stated("procedure.eloignement_de_l_auteur", facts.on, "violences_du_couple")
    sentence = (
        "Ouverts contre un conjoint ou un ancien conjoint. Contre qui l’exploite, ce n’est pas sûr : demandez-le au "
        "parquet, ou au juge. Aucun délai."
    )
    return _open("away", "téléphone grave danger, ordonnance de protection", sentence, rule)


def _lawyer(facts: ProcedureFacts) -> ProcedureClaim:
    return ProcedureClaim("legal_aid", "aide juridictionnelle", legal_aid(OtherRightsFacts(facts.on)))


def _civil_party(facts: ProcedureFacts) -> ProcedureClaim:
    rule = stated("procedure.partie_civile", facts.on, "avant_les_requisitions")
    sentence = "Pendant l’enquête ou l’instruction, et à l’audience avant les réquisitions du parquet."
    return _open("civil_party", "partie civile", sentence, rule)


def _open(code: str, label: str, sentence: str, rule: Value) -> ProcedureClaim:
    return ProcedureClaim(code, label, ask(code, sentence, article=rule.article, values=(rule,)))


def _last(start: date, months: int) -> date:
    return Days.of_months(start, months).last_day


def _until(last: date | None, on: date) -> str:
    if last is None:
        return "Il manque une date pour dire jusqu’à quand."
    return f"Ce délai a couru jusqu’au {day(last)}." if last < on else f"Au moins jusqu’au {day(last)} inclus."


def _papers(rule: Value) -> tuple[str, ...]:
    return tuple(rule.value.values())
