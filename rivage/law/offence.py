"""The purchase, its penalties and the course: CP 611-1, 225-12-1, 225-12-2, 132-11, 131-5-1, R131-36."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rivage.law.facts import a_count, a_date, an_amount
from rivage.law.parameter import Value
from rivage.law.period import Days, add_months, end_of_term
from rivage.law.values import at, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, conclude, refuse
from rivage.law.wording import count, day, told_euros


class Offence(StrEnum):
    """What the penal code names, from the least to the most serious."""

    PURCHASE = "achat"
    REPEATED = "recidive"
    PROTECTED = "protege"
    AGGRAVATED = "aggravee"
    UNDER_15 = "moins_de_15_ans"


@dataclass(frozen=True, slots=True)
class Penalty:
    """The most that may be given: a fine, and imprisonment in years (None for a contravention and for recidivism)."""

    offence: Offence
    is_delit: bool
    fine: Value
    prison: Value | None
    verdict: Verdict


def penalty(offence: Offence, committed_on: date) -> Penalty:
    """Return the penalties of acts committed on that day: those of the law of the day. NoValue before 2016-04-15."""
    fine = at(f"infraction.{offence.value}_amende_max", committed_on)
    prison = None
    if offence not in (Offence.PURCHASE, Offence.REPEATED):
        prison = at(f"infraction.{offence.value}_prison_ans", committed_on)
    return Penalty(offence, offence is not Offence.PURCHASE, fine, prison, allow())


def repeats(previous_on: date, committed_on: date) -> Verdict:
    """Do acts committed on `committed_on` repeat a former contravention? CP 132-11: within three years.

    `previous_on` is the day the delay starts from; which day that is follows infraction.recidive_depart.
    """
    years = at("infraction.recidive_ans", committed_on)
    setting = reading("infraction.recidive_depart", committed_on)
    last = add_months(a_date("previous_on", previous_on), 12 * years.value)
    values = (years, setting)
    if previous_on <= committed_on <= last:
        sentence = f"Les faits ont lieu avant la fin du délai de {years.value} ans, le {day(last)}. C’est un délit."
        return allow(Reason("repeated", years.article, sentence, values, Outcome.YES))
    sentence = f"Les faits n’ont pas lieu dans le délai de {years.value} ans, qui va jusqu’au {day(last)}."
    return refuse("not_repeated", sentence, article=years.article, values=values)


def qualify(
    committed_on: date,
    *,
    age: int | None = None,
    vulnerable: bool = False,
    aggravated: bool = False,
    previous_on: date | None = None,
) -> Penalty:
    """Return the offence of acts with that person (`age` in years, None for an adult), and its penalties.

    Information only: prosecutor and judge alone qualify. Aggravation counts only with a minor or vulnerable person.
    """
    if age is not None and a_count("age", age, most=120) < at("infraction.jeune_mineur_ans", committed_on).value:
        return penalty(Offence.UNDER_15, committed_on)
    if vulnerable or (age is not None and age < at("infraction.mineur_ans", committed_on).value):
        return penalty(Offence.AGGRAVATED if aggravated else Offence.PROTECTED, committed_on)
    if previous_on is None:
        return penalty(Offence.PURCHASE, committed_on)
    again = repeats(previous_on, committed_on)
    # The qualification is sure whichever it is: what says why is a ground, and rests on a reading.
    grounds = tuple(replace(reason, outcome=Outcome.YES) for reason in again.reasons)
    found = penalty(Offence.REPEATED if again else Offence.PURCHASE, committed_on)
    return replace(found, verdict=allow(*grounds))


def fixed_fine(on: date) -> Verdict:
    """Is a fixed fine possible? CPP 529: not where recidivism is a délit."""
    rule = stated("infraction.amende_forfaitaire", on, "exclue")
    sentence = "L’amende forfaitaire est exclue, parce que la récidive est un délit."
    return refuse("no_fixed_fine", sentence, article=rule.article, values=(rule,))


def course_deadline(final_on: date) -> date:
    """Return the last day to do the course: six months from the final conviction."""
    return add_months(a_date("final_on", final_on), at("stage.delai_mois", final_on).value)


def course(period: Days, *, final_on: date, hours_a_day: int, cost: Decimal) -> Verdict:
    """Does a course keep the limits of CP 131-5-1 5° and R131-36, one reason for each?

    At most one month, six hours a day, 450 euros, done within six months of the final conviction.
    """
    on = a_date("final_on", final_on)
    months, most = at("stage.duree_max_mois", on), at("stage.cout_max", on)
    hours, delay = at("stage.heures_par_jour_max", on), at("stage.delai_mois", on)
    last = course_deadline(on)
    price = f"Il coûte au plus {told_euros(most.value, most.to_confirm)}."
    span = f"Le stage tient dans {count(months.value, 'mois', 'mois')}."
    return conclude(
        [
            _limit("length", period.end <= end_of_term(period.start, months.value), months, span),
            _limit("hours", a_count("hours_a_day", hours_a_day, most=24) <= hours.value, hours,
                   f"Il compte au plus {hours.value} heures par jour."),
            _limit("cost", an_amount("cost", cost) <= most.value, most, price),
            _limit("delay", on <= period.start and period.last_day <= last, delay,
                   f"Il se fait entre la condamnation définitive et le {day(last)}."),
        ]
    )  # fmt: skip


def _limit(code: str, kept: bool, value: Value, rule: str) -> Reason:
    sentence = rule if kept else f"Limite dépassée. {rule}"
    return Reason(code, value.article, sentence, (value,), Outcome.YES if kept else Outcome.NO)
