"""What the MSA pays, beside the scale: one-off aids, a birth in the period, reporting, and what no text settles.

CASF L121-9 II, D121-12-15 to -18; décrets 2020-1803 and 2022-1234.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rivage.law.afis import DueMonth, amount, months
from rivage.law.facts import BadFact, a_count, a_date, an_amount
from rivage.law.parameter import Value
from rivage.law.period import Days, add_months
from rivage.law.values import at, names, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, combine
from rivage.law.wording import euros, listed, month, of_word, told_euros

_ONE_OFF = "afis.aide_exceptionnelle_foyer."


@dataclass(frozen=True, slots=True)
class OneOff:
    """An aid given once to those who had the AFIS of a month: total in euros, and its two values."""

    total: Decimal
    household: Value
    per_child: Value
    verdict: Verdict


def one_off(year: int, held_month: date, children: int) -> OneOff:
    """Return the aid of 2020 or of 2022 for somebody who had the AFIS of `held_month` (its first day).

    Raise NoValue when that month did not open it, BadFact for another year.
    """
    years = [name.rpartition(".")[2] for name in names(_ONE_OFF)]
    if str(year) not in years:
        raise BadFact("year", f"une aide exceptionnelle a été versée en {listed(years)} seulement.")
    on = a_date("held_month", held_month)
    household = at(f"{_ONE_OFF}{year}", on)
    child = at(f"afis.aide_exceptionnelle_enfant.{year}", on)
    total = household.value + child.value * a_count("children", children, most=30)
    values = (household, child) if children else (household,)
    sentence = f"Une aide unique de {euros(total)} s’ajoute à l’AFIS {of_word(month(on))}."
    outcome = Outcome.QUESTION if household.to_confirm else Outcome.YES
    if household.to_confirm:
        sentence += " Le mois qui l’ouvre reste à confirmer."
    verdict = Verdict(outcome, (Reason("one_off", household.article, sentence, values, outcome),))
    return OneOff(total, household, child, verdict)


@dataclass(frozen=True, slots=True)
class Paid:
    """What would be paid for a month, in euros, after the reading on resources."""

    amount: Decimal
    verdict: Verdict


def paid(children: int, resources: Decimal, on: date, code: str, *, chosen: str | None = None) -> Paid:
    """Return the amount paid with those household resources: flat (D121-12-14), or the reading `chosen`.

    A reason names the other amount when resources would change it (afis.differentiel).
    """
    whole = amount(children, on, code)
    had = an_amount("resources", resources)
    setting = reading("afis.differentiel", on, chosen)
    ceiling = at("rsa.montant_forfaitaire", on)
    capped = max(Decimal(0), min(whole.value, ceiling.value - had))
    due = whole.value if setting.value == "forfaitaire" else capped
    flat = Reason(
        "flat", whole.article, f"Le montant est de {told_euros(due, whole.to_confirm)}.", (whole,), Outcome.YES
    )
    if capped == whole.value:
        return Paid(due, allow(flat))
    sentence = (
        f"Selon le texte, le montant forfaitaire est de {told_euros(whole.value, whole.to_confirm)}. Selon une autre "
        f"lecture, il serait de {euros(capped)}, ressources et aide ne pouvant dépasser "
        f"{told_euros(ceiling.value, ceiling.to_confirm)}."
    )
    other = Reason("differential", whole.article, sentence, (whole, ceiling, setting), Outcome.QUESTION)
    return Paid(due, Verdict(Outcome.QUESTION, (other,)))


@dataclass(frozen=True, slots=True)
class WithBirth:
    """The months of a period in which a child is born, and the verdict on when the child counts."""

    months: tuple[DueMonth, ...]
    verdict: Verdict


def months_with_birth(
    period: Days, children: int, born_on: date, code: str, *, born: int = 1, chosen: str | None = None
) -> WithBirth:
    """Return the months of a period in which a child is born on `born_on`, following afis.naissance or `chosen`.

    `children` are those in charge before, `born` those of that day: twins are two. D121-12-17 only says that the right
    is examined again. Raises `BadFact` for a birth of nobody, or outside the period.
    """
    a_count("born", born, least=1)
    if a_date("born_on", born_on) not in period:
        raise BadFact("born_on", "cette naissance n’est pas dans la période.")
    setting = reading("afis.naissance", born_on, chosen)
    birth = born_on.replace(day=1)
    first = {"mois_de_la_naissance": birth, "mois_suivant": add_months(birth, 1)}.get(setting.value)
    counted, before = months(period, children, code)
    _, after = months(period, children + born, code)
    pairs = zip(before, after, strict=True)
    found = tuple(new if first is not None and new.month >= first else old for old, new in pairs)
    sentence = (
        "La naissance est à déclarer, et le droit est réexaminé. Aucun texte ne dit si l’enfant compte le mois de la "
        "naissance, le mois suivant ou au renouvellement."
    )
    birth_asked = ask("birth", sentence, article=setting.article, values=(setting,))
    return WithBirth(found, combine(birth_asked, counted))


@dataclass(frozen=True, slots=True)
class CountsFrom:
    """The first month, by its first day, in which another number of children counts; None: at the renewal."""

    month: date | None
    verdict: Verdict


def counts_from(changed_on: date, before: int, after: int, *, chosen: str | None = None) -> CountsFrom:
    """Return from which month of a period a number of children that changed on `changed_on` counts.

    More children follow afis.naissance, fewer follow afis.enfant_parti, or `chosen`. Raises `BadFact` when nothing
    changes.
    """
    if a_count("after", after, most=30) == a_count("before", before, most=30):
        raise BadFact("after", "ce nombre d’enfants ne change pas.")
    setting = reading("afis.naissance" if after > before else "afis.enfant_parti", changed_on, chosen)
    first = changed_on.replace(day=1)
    months_later = {"mois_suivant": 1, "mois_de_la_naissance": 0, "mois_du_depart": 0}.get(setting.value)
    counted = None if months_later is None else add_months(first, months_later)
    sentence = "Le changement est à déclarer. Aucun texte ne dit de quel mois un autre nombre d’enfants compte."
    return CountsFrom(counted, ask("children_changed", sentence, article=setting.article, values=(setting,)))


def due_on(paid_month: date) -> date:
    """Return the first day a month may be paid: the day after it ends (D121-12-16, in arrears)."""
    stated("afis.versement", a_date("paid_month", paid_month), "mensuel_a_terme_echu")
    return add_months(paid_month.replace(day=1), 1)


def to_report(on: date) -> Verdict:
    """What must she tell the organism? D121-12-17: changes of domicile, family, resources, assets."""
    told, payer = at("afis.declarations", on), at("afis.organisme", on)
    kinds = listed(list(told.value.values()))
    sentence = f"Tout changement qui touche {kinds} se déclare à la {payer.value}."
    return allow(Reason("to_report", told.article, sentence, (told, payer), Outcome.YES))


def recovery(on: date) -> Verdict:
    """Can an aid paid wrongly be claimed back, and for how long? No text: both readings."""
    claim, limit = reading("afis.indu", on), reading("afis.prescription", on)
    sentence = (
        "Aucun texte ne règle l’aide versée à tort. Selon une lecture la caisse peut la réclamer selon le droit "
        "commun, selon l’autre elle ne le peut pas. Le délai serait de deux ans ou de cinq ans."
    )
    return ask(
        "recovery",
        sentence,
        article=claim.article,
        values=(claim, limit, stated("afis.protection", on, "incessible et insaisissable")),
    )


def appeal(on: date) -> Verdict:
    """Who hears a challenge to the decision or to the payment? No text: both readings."""
    setting = reading("afis.recours", on)
    sentence = (
        "La décision du préfet se conteste devant le tribunal administratif. Selon une lecture le paiement aussi, "
        "selon l’autre il se conteste d’abord devant la caisse de MSA."
    )
    return ask("appeal", sentence, article=setting.article, values=(setting,))
