"""The AFIS: who may have it, how much, which months. CASF L121-9 II, R121-12-13-1 and -2, D121-12-14 to -18, D541-2-1.

The préfet decides, after the commission's opinion; a caisse of MSA instructs and pays. Nothing here decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from types import MappingProxyType

from rivage.law.afis_facts import BY_JUDGMENT, NO_AVIS, AfisFacts, Claim, Document, Nationality
from rivage.law.facts import a_count, a_date, one_of
from rivage.law.parameter import TO_CONFIRM, Value
from rivage.law.period import ONE_DAY, Days, add_months
from rivage.law.rsa import rsa_reasons
from rivage.law.territory import MAYOTTE, departement
from rivage.law.values import at, parameter, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, conclude, refuse
from rivage.law.wording import day, euros, month, told_euros

__all__ = [
    "AfisFacts",
    "Claim",
    "Document",
    "DueMonth",
    "Nationality",
    "amount",
    "by_condition",
    "can_decide",
    "can_end",
    "evaluate",
    "last_paid_month",
    "months",
]

CONDITIONS_ARTICLE = "CASF R121-12-13-1"
CENT = Decimal("0.01")


def evaluate(facts: AfisFacts) -> Verdict:
    """Return whether the conditions of the AFIS are met on the day of the decision, one reason each.

    Unknown facts give reasons `missing_<field>` and a question. Raise NoValue before 2017-04-15. From then to
    2017-12-01 only L121-9 applies: no other aid, and a path.
    """
    conditions = at("afis.conditions", facts.decided_on)
    reasons: list[Reason] = []
    for condition in conditions.value:
        reasons += _CONDITIONS[condition](facts)
    verdict = conclude(reasons)
    if not verdict or facts.children is None:
        return verdict
    reasons.append(_amount_reason(facts.children, facts.decided_on, facts.departement == MAYOTTE))
    return Verdict(verdict.outcome, tuple(reasons))


def by_condition(facts: AfisFacts) -> dict[str, Verdict]:
    """The same, condition by condition, by the code of each."""
    return {code: conclude(_CONDITIONS[code](facts)) for code in at("afis.conditions", facts.decided_on).value}


def _missing(field: str, what: str, article: str = CONDITIONS_ARTICLE) -> list[Reason]:
    return [Reason(f"missing_{field}", article, f"Il manque {what}.", (), Outcome.QUESTION)]


def _age(facts: AfisFacts) -> list[Reason]:
    years = at("afis.age_ans", facts.decided_on)
    passed = facts.age_passed(years.value)
    if passed is None:
        return _missing("born_on", "la date de naissance")
    return [_age_reason(passed, facts.born_on is None, facts.decided_on)]


@lru_cache(maxsize=4096)
def _age_reason(passed: Outcome, year_only: bool, on: date) -> Reason:
    years = at("afis.age_ans", on)
    values: tuple[Value, ...] = (years,)
    code = "age"
    if passed is Outcome.YES:
        sentence = f"La personne a plus de {years.value} ans."
    elif passed is Outcome.NO:
        sentence = f"La personne n’a pas plus de {years.value} ans."
    elif year_only:
        code, sentence = "age_unsure", "L’année de naissance seule ne permet pas de dire si l’âge est atteint."
    else:
        code, sentence = (
            "age_birthday",
            "C’est le jour anniversaire. Le texte dit plus de dix-huit ans et ne tranche pas.",
        )
        values = (years, at("afis.dix_huit_ans", on))
    return Reason(code, CONDITIONS_ARTICLE, sentence, values, passed)


def _document(facts: AfisFacts) -> list[Reason]:
    return [_document_reason(facts.nationality, facts.document, facts.decided_on)]


@lru_cache(maxsize=4096)
def _document_reason(nationality: Nationality | None, document: Document | None, on: date) -> Reason:
    accepted = at("afis.documents", on)
    if nationality in (Nationality.FRENCH, Nationality.EUROPEAN):
        sentence = "La nationalité suffit, aucun document de séjour n’est demandé."
        return Reason("document", CONDITIONS_ARTICLE, sentence, (accepted,), Outcome.YES)
    if document is not None and document.value in accepted.value:
        sentence = f"La personne a {accepted.value[document.value]}."
        return Reason("document", CONDITIONS_ARTICLE, sentence, (accepted,), Outcome.YES)
    if nationality is None:
        return _missing("nationality", "la nationalité")[0]
    if document is None:
        return _missing("document", "le document de séjour")[0]
    if document is Document.ONLINE:
        setting = reading("afis.recepisses", on)
        sentence = (
            "Attestation délivrée en ligne. Selon une lecture elle remplace le récépissé de renouvellement, selon "
            "l’autre le texte ne l’admet pas."
        )
        return Reason("document_reading", CONDITIONS_ARTICLE, sentence, (accepted, setting), Outcome.QUESTION)
    sentence = f"{_NOT_ACCEPTED[document]} n’est pas un des documents admis."
    return Reason("document", CONDITIONS_ARTICLE, sentence, (accepted,), Outcome.NO)


_NOT_ACCEPTED = {
    Document.FIRST_RECEIPT: "Le récépissé d’une première demande",
    Document.ASYLUM: "L’attestation de demande d’asile",
    Document.NONE: "L’absence de document",
}


def _resources(facts: AfisFacts) -> list[Reason]:
    if facts.resources is None:
        return _missing("resources", "les ressources du foyer du mois précédant la demande")
    if facts.requested_on is None:
        return _missing("requested_on", "la date de la demande")
    bare = facts.resources + facts.other_resources
    household = bare + facts.benefits
    ceilings = _ceilings(facts.requested_on, facts.decided_on, facts.departement == MAYOTTE)
    counts = (household, bare) if facts.benefits else (household,)
    below = {counted < ceiling for counted in counts for ceiling, _ in ceilings}
    used, values = ceilings[0]
    # The amount itself may be unsure, apart from the readings: its sentence says so.
    unsure = any(value.to_confirm for value in values if value.name.startswith("rsa."))
    if facts.benefits or facts.other_resources:
        values += _settings(facts, used)
    if (bare < used) is not (household < used):
        sentence = (
            f"Les ressources sont de {euros(household)} avec les prestations familiales et les aides au logement, de "
            f"{euros(bare)} sans elles, et le plafond de {told_euros(used, unsure)}. Le texte ne dit pas si elles "
            "comptent."
        )
        return [Reason("benefits_reading", CONDITIONS_ARTICLE, sentence, values, Outcome.QUESTION)]
    if len(below) > 1:
        readings = " ou ".join(euros(ceiling) for ceiling in sorted({ceiling for ceiling, _ in ceilings}))
        doubt = ", à confirmer," if unsure else ""
        sentence = (
            f"Les ressources sont de {euros(household)} et le plafond de {readings}{doubt} selon la lecture du texte."
        )
        return [Reason("ressources_reading", CONDITIONS_ARTICLE, sentence, values, Outcome.QUESTION)]
    met = below.pop()
    sense = "inférieures" if met else "égales ou supérieures"
    sentence = f"Les ressources du foyer, {euros(household)}, sont {sense} au plafond de {told_euros(used, unsure)}."
    return [Reason("ressources", CONDITIONS_ARTICLE, sentence, values, Outcome.YES if met else Outcome.NO)]


def _settings(facts: AfisFacts, ceiling: Decimal) -> tuple[Value, ...]:
    """The readings on what and who counts, named only when they change on which side of the ceiling she is."""
    found = []
    bare = (facts.resources or Decimal(0)) + facts.other_resources
    if (bare < ceiling) is not (bare + facts.benefits < ceiling):
        found.append(reading("afis.ressources", facts.decided_on))
    if (bare - facts.other_resources < ceiling) is not (bare < ceiling):
        found.append(reading("afis.foyer", facts.decided_on))
    return tuple(found)


@lru_cache(maxsize=4096)
def _ceilings(requested_on: date, decided_on: date, mayotte: bool) -> tuple[tuple[Decimal, tuple[Value, ...]], ...]:
    """Return the ceilings under every reading, the one in use first, each with the values it rests on."""
    when = reading("afis.date_du_plafond", decided_on)
    asked, decided = at("rsa.montant_forfaitaire", requested_on), at("rsa.montant_forfaitaire", decided_on)
    first, second = (asked, decided) if when.value == "jour_de_la_demande" else (decided, asked)
    amounts = [first] if first == second else [first, second]
    settings: tuple[Value, ...] = (when,) if len(amounts) > 1 else ()
    if not mayotte:
        return tuple((value.value, (*amounts, *settings)) for value in amounts)
    where, part = reading("afis.plafond_mayotte", decided_on), at("rsa.mayotte_part", decided_on)
    factors = [part.value, Decimal(1)] if where.value == "rsa_mayotte" else [Decimal(1), part.value]
    values = (*amounts, *settings, where, part)
    return tuple((_to_the_cent(value.value * factor), values) for factor in factors for value in amounts)


def _to_the_cent(amount: Decimal) -> Decimal:
    """Half a cent goes up, as the amount served in Mayotte in 2024 shows: 317.86 for half of 635.71."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def _other_aids(facts: AfisFacts) -> list[Reason]:
    excluded = at("afis.aides_exclues", facts.decided_on)
    european = facts.nationality in (Nationality.FRENCH, Nationality.EUROPEAN)
    ada = facts.ada
    if ada is not Claim.NO and facts.document is Document.ASYLUM:
        ada = Claim.YES
    reasons = [*rsa_reasons(facts), _asylum_aid("ada", ada, european, facts.decided_on)]
    if "ata" in excluded.value:
        reasons.append(_asylum_aid("ata", facts.ata, european, facts.decided_on))
    return reasons


@lru_cache(maxsize=4096)
def _asylum_aid(code: str, claim: Claim | None, european: bool, on: date) -> Reason:
    excluded = at("afis.aides_exclues", on)
    name = code.upper()
    if claim is Claim.YES:
        sentence = f"L’{name} est perçue ou peut l’être."
        return Reason(code, excluded.article, sentence, (excluded,), Outcome.NO)
    if claim is Claim.NO or european:
        sentence = f"L’{name} ne peut pas être demandée."
        return Reason(code, excluded.article, sentence, (excluded,), Outcome.YES)
    if claim is Claim.TO_CHECK:
        sentence = f"Le droit à l’{name} reste à vérifier."
        return Reason(f"{code}_to_check", excluded.article, sentence, (excluded,), Outcome.QUESTION)
    return _missing(code, f"la réponse sur l’{name}", excluded.article)[0]


def _path(facts: AfisFacts) -> list[Reason]:
    if facts.path_authorised is None:
        return _missing("path_authorised", "la décision du préfet sur le parcours", "CASF L121-9 II")
    return [_AUTHORISED if facts.path_authorised else _NOT_AUTHORISED]


_AUTHORISED = Reason("parcours", "CASF L121-9 II", "Le parcours est autorisé.", (), Outcome.YES)
_NOT_AUTHORISED = Reason("parcours", "CASF L121-9 II", "Le parcours n’est pas autorisé.", (), Outcome.NO)


_CONDITIONS: Mapping[str, Callable[[AfisFacts], list[Reason]]] = MappingProxyType(
    {
        "age": _age,
        "document": _document,
        "ressources": _resources,
        "rsa_ada": _other_aids,
        "parcours": _path,
    }
)


def amount(children: int, on: date, code: str, *, chosen: str | None = None) -> Value:
    """Return the monthly amount in euros on `on` in département `code` for `children` in charge (CSS L512-3).

    The Value holds for as long as both the scale and the supplement do. Since December 2025 the national one follows
    afis.bareme_2025 or `chosen`. Raise NoValue before 2017-04-15, NotADepartement elsewhere, BadFact for a negative
    count.
    """
    counted = a_count("children", children, most=30)
    return _amount(counted, a_date("on", on), departement(code).code == MAYOTTE, chosen)


@lru_cache(maxsize=8192)
def _amount(children: int, on: date, mayotte: bool, chosen: str | None = None) -> Value:
    where = "mayotte" if mayotte else "national"
    now = (at(f"afis.bareme_{where}", on), at(f"afis.supplement_{where}", on))
    settings = () if mayotte else _scale_reading(on, chosen)
    last_sure = any(setting.value == "dernier_confirme" for setting in settings)
    day_before = settings[0].start - ONE_DAY if last_sure else on
    scale, extra = at(f"afis.bareme_{where}", day_before), at(f"afis.supplement_{where}", day_before)
    listed = len(scale.value) - 1
    total = scale.value[min(children, listed)] + extra.value * max(0, children - listed)
    beyond = children > listed
    used, dated = ((scale, extra), now) if beyond else ((scale,), now[:1])
    return Value(
        name="afis.montant",
        value=total,
        start=max(value.start for value in dated),
        end=min((value.end for value in dated if value.end is not None), default=None),
        article=scale.article,
        source=scale.source,
        confidence=max((value.confidence for value in (*used, *settings)), key="HML".index),
        status=TO_CONFIRM if any(value.to_confirm for value in (*used, *settings)) else scale.status,
        checked=min(value.checked for value in used),
        checked_by=min(used, key=lambda value: value.checked).checked_by,
        note=settings[0].note if last_sure else scale.note,
        reread_on=min((value.reread_on for value in dated if value.reread_on is not None), default=None),
        rests_on=settings,
    )


def _scale_reading(on: date, chosen: str | None) -> tuple[Value, ...]:
    """The reading of the national scale on a day, since no decree was read for it; nothing on the other days."""
    held = parameter("afis.bareme_2025").values
    last = held[-1].end
    if on < held[0].start or (last is not None and on > last):
        return ()
    return (reading("afis.bareme_2025", on, chosen),)


_OTHER_SCALE = {"deduit": "déduite du barème de Mayotte", "dernier_confirme": "celle du dernier montant confirmé"}


@lru_cache(maxsize=8192)
def _amount_reason(children: int, on: date, mayotte: bool) -> Reason:
    sheet = _amount(children, on, mayotte)
    sentence = f"Le montant mensuel serait de {told_euros(sheet.value, sheet.to_confirm)}."
    before = _amount(children, sheet.start - ONE_DAY, mayotte) if sheet.to_confirm else sheet
    for setting in sheet.rests_on:
        for code in _OTHER_SCALE.keys() - {setting.value}:
            other = _amount(children, on, mayotte, code).value
            sentence += f" Selon l’autre lecture, {_OTHER_SCALE[code]}, il serait de {euros(other)}."
    if not sheet.rests_on and not before.to_confirm and before is not sheet:
        sentence += f" Le dernier montant confirmé est de {euros(before.value)}."
    return Reason("montant", sheet.article, sentence, (sheet, *sheet.rests_on), Outcome.YES)


@dataclass(frozen=True, slots=True)
class DueMonth:
    """A month to pay, by its first day, and its amount."""

    month: date
    amount: Value


@lru_cache(maxsize=8192)
def months(
    period: Days, children: int, code: str, *, ended_on: date | None = None, stopped_on: date | None = None
) -> tuple[Verdict, tuple[DueMonth, ...]]:
    """Return the months of a period, in order. D121-12-16: the aid is granted for the same period as the path.

    The first month follows afis.debut_versement, a remainder afis.mois_partiel: both to be confirmed. A period that
    begins on a day its last month lacks goes to the end of that month: its months are the whole ones, so that the
    next period leaves none out. A path that comes by 29 February then has no month for the August after it, and one
    more at its end: part of what is to be confirmed. `ended_on` is the day the préfet ended the aid: nothing from the
    month after (R121-12-13-2). `stopped_on` is the first day without rights. A path that began before the aid existed
    has the months since. Raise NoValue for one that ended before.
    """
    opens = _first_day(code)
    if period.end <= opens:
        opens = period.start
    on = max(period.start, opens)
    start, partial = reading("afis.debut_versement", on), reading("afis.mois_partiel", on)
    held = period if stopped_on is None else period.cut(stopped_on)
    number = 0
    if held is not None:
        number = held.started_months if partial.value == "mois_commence_du" else held.months
    to_month_end = period.start.day > 28 and period.end.day == 1
    first = add_months(period.start.replace(day=1), 0 if start.value == "mois_du_debut" and not to_month_end else 1)
    # The aid had its own first month, as the first day of a period has.
    since = add_months(on.replace(day=1), 0 if start.value == "mois_du_debut" else 1) if on > period.start else first
    paid = []
    for index in range(number):
        current = add_months(first, index)
        if ended_on is not None and current > last_paid_month(ended_on):
            break
        if current >= since:
            paid.append(DueMonth(current, amount(children, max(current, on), code)))
    values = (start, partial) if held is not None and held.months != held.started_months else (start,)
    sentence = "Aucun texte ne dit quel est le premier mois versé, ni si un mois commencé est dû en entier."
    article = "CASF D121-12-16"
    reasons = [Reason("months", article, sentence, values, Outcome.YES)]
    if on > period.start:
        before = f"L’aide existe depuis le {day(on)}\u00a0: les mois d’avant n’en ouvrent aucune."
        reasons.append(Reason("before_the_aid", "CASF D121-12-14", before, (), Outcome.YES))
    return allow(*reasons), tuple(paid)


def _first_day(code: str) -> date:
    """The first day of the aid in a département: a path may be older than it."""
    scale = "mayotte" if departement(code).code == MAYOTTE else "national"
    return parameter(f"afis.bareme_{scale}").values[0].start


def last_paid_month(ended_on: date) -> date:
    """Return the first day of the last month paid when the préfet ends the aid on `ended_on` (R121-12-13-2)."""
    stated("afis.fin_de_versement", ended_on, "mois_suivant_la_decision")
    return ended_on.replace(day=1)


def can_decide(decided_on: date, *, commission_avis_on: date | None, path_by_judgment: bool = False) -> Verdict:
    """May the préfet decide on the AFIS? L121-9 II: after the commission's opinion, or on a path opened by a judge."""
    required = stated("afis.avis_requis", decided_on, ("commission",))
    if commission_avis_on is None and path_by_judgment:
        return ask("judgment", BY_JUDGMENT, article=required.article, values=(required,))
    if commission_avis_on is None:
        return refuse("avis_missing", NO_AVIS, article=required.article, values=(required,))
    if a_date("commission_avis_on", commission_avis_on) > decided_on:
        sentence = f"L’avis de la commission est du {day(commission_avis_on)}, après la décision."
        return refuse("avis_after_decision", sentence, article=required.article, values=(required,))
    return allow()


def can_end(decided_on: date, *, ground: str, observations_invited: bool) -> Verdict:
    """May the préfet end the AFIS? R121-12-13-2: engagements not respected (`engagements`) or a condition lost
    (`condition`); the person is invited to present observations first (CRPA L121-1, L122-1).
    """
    one_of("ground", ground, ("engagements", "condition"))
    rule = stated("afis.fin_de_versement", decided_on, "mois_suivant_la_decision")
    if not observations_invited:
        sentence = "La fin de l’AFIS vient après que la personne a pu présenter ses observations."
        return refuse("observations_required", sentence, article="CRPA L121-1 et L122-1", values=(rule,))
    last = month(last_paid_month(decided_on))
    sentence = f"Le préfet peut mettre fin à l’aide, sans y être tenu. Le dernier mois payé serait {last}."
    return allow(Reason("may_end", rule.article, sentence, (rule,), Outcome.YES))
