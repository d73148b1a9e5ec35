"""Asking a rule by its name, with plain facts in and plain answers out: what a file of cases or a screen can hold.

A rule joins by one line in `_FUNCTIONS`. Its annotations say what its facts are: nothing else is to be written.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from types import MappingProxyType
from typing import Any

from rivage.law import (
    ada,
    afis,
    afis_service,
    agrement,
    aps,
    commission,
    commission_work,
    demande,
    motifs,
    offence,
    other_rights,
    parcours,
    procedure,
    recours,
    references,
    territory,
    titles,
    values,
)
from rivage.law.facts import BadFact
from rivage.law.given import signature
from rivage.law.parameter import Value
from rivage.law.period import Days
from rivage.law.verdict import Verdict
from rivage.law.wording import NBSP, listed, quoted

# One line each, in the order of the chapters. The name of a rule is `module.function`.
_FUNCTIONS: tuple[Callable[..., Any], ...] = (
    agrement.old_enough,
    agrement.deemed_complete,
    agrement.granted_by_silence,
    agrement.validity,
    agrement.conditions,
    agrement.missing_pieces,
    agrement.renewed,
    agrement.can_withdraw,
    commission.composition,
    commission.seat_kind,
    commission.chairs,
    commission.voters,
    commission.mandate,
    commission.can_sit,
    commission.convocation,
    commission.composing,
    commission.quorum,
    commission.opinion,
    commission.written_consultation,
    commission_work.missions,
    commission_work.enough_meetings,
    commission_work.prepare,
    commission_work.restricted,
    commission_work.can_replace,
    commission_work.outsider,
    commission_work.missing_in_minutes,
    demande.may_be_proposed,
    demande.filed_in,
    demande.effects,
    demande.elapsed,
    demande.can_start,
    parcours.expected_months,
    parcours.period_months,
    parcours.grant,
    parcours.months_used,
    parcours.renewal_start,
    parcours.end_of_rights,
    parcours.missing_content,
    parcours.can_decide,
    motifs.motif,
    motifs.motifs,
    recours.remedies,
    recours.deadline,
    recours.extended,
    afis.evaluate,
    afis.amount,
    afis.months,
    afis.last_paid_month,
    afis.can_decide,
    afis.can_end,
    afis_service.one_off,
    afis_service.paid,
    afis_service.months_with_birth,
    afis_service.counts_from,
    afis_service.due_on,
    afis_service.to_report,
    afis_service.recovery,
    afis_service.appeal,
    ada.daily,
    ada.monthly,
    aps.can_deliver,
    aps.need,
    aps.silence,
    aps.fee,
    aps.documents,
    aps.missing_documents,
    aps.minimum_end,
    aps.long_enough,
    aps.covers,
    aps.may_work,
    titles.card,
    titles.card_period,
    titles.can_renew_card,
    titles.resident_card,
    titles.reflection,
    titles.reflection_rights,
    titles.card_rights,
    titles.silence,
    titles.other_routes,
    titles.after_path,
    other_rights.rights,
    other_rights.tax_remission,
    other_rights.social_housing,
    other_rights.shelter,
    other_rights.family_benefits,
    other_rights.housing_benefit,
    other_rights.health,
    other_rights.health_ceiling,
    other_rights.employment_service,
    other_rights.harm_reduction,
    other_rights.account,
    other_rights.legal_aid,
    other_rights.domiciliation,
    other_rights.work_checked,
    other_rights.schooling,
    procedure.reflection,
    procedure.compensation,
    procedure.seized_goods,
    procedure.claims,
    offence.penalty,
    offence.repeats,
    offence.qualify,
    offence.fixed_fine,
    offence.course_deadline,
    offence.course,
    territory.departement,
)


def value(name: str, on: date) -> Value:
    """Return the value of a parameter on a day: the rule named `at`. Raise BadFact for an unknown name."""
    if name not in values.parameters():
        raise BadFact("name", f"aucun paramètre ne porte ce nom.{near(name, values.names())}")
    return values.at(name, on)


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('rivage.law.')}.{function.__name__}"


RULES: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"at": value, **{_name(function): function for function in _FUNCTIONS}}
)

# What a rule computes from several parameters carries a name that no file defines.
COMPUTED = {
    "afis.montant": ("montant mensuel de l’aide", "EUR"),
    "ada.journalier": ("montant journalier de l’ADA", "EUR"),
    "ada.mensuel": ("trente montants journaliers de l’ADA", "EUR"),
}


def near(name: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """Return ` Nom proche : …` for a misspelt name, or nothing."""
    found = get_close_matches(name, list(known), n=3, cutoff=0.6)
    if not found:
        return ""
    return f" {'Nom proche' if len(found) == 1 else 'Noms proches'}{NBSP}: {listed(found)}."


def call(rule: str, given: Mapping[str, Any]) -> Any:
    """Return what the rule returns for plain facts (texts, whole numbers, days, lists, records).

    Raise BadFact for an unknown rule, and for a fact that is missing, unknown or unreadable; NoValue when the law said
    nothing on that day.
    """
    if rule not in RULES:
        raise BadFact("rule", f"aucune règle ne porte ce nom.{near(rule, tuple(RULES))}")
    return RULES[rule](**signature(RULES[rule]).read(rule, given))


def answer(rule: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the rule answers, in plain values ready for JSON. Raise what `call` raises.

    Keys: `outcome` and `reasons` when there is a verdict, `result` when there is anything else, then `articles`,
    `values` (each dated value relied on, once) and `to_confirm` (names of those nobody has confirmed).
    """
    return told(call(rule, given))


def told(found: Any) -> dict[str, Any]:
    """Return the plain form of what a rule returned. See `answer`."""
    verdict, parts = _parts(found)
    # A verdict is false when it says no: it is there all the same.
    used = tuple(dict.fromkeys([*_values_in(verdict), *_values_in(parts)]))
    articles = [*(() if verdict is None else verdict.articles), *(each.article for each in used)]
    line: dict[str, Any] = {}
    if verdict is not None:
        line["outcome"] = verdict.outcome.value
    if parts:
        line["result"] = sheet(parts[0]) if isinstance(parts[0], Value) else plain(parts[0])
    if verdict is not None:
        line["reasons"] = [
            {
                "code": reason.code,
                "article": reason.article,
                "sentence": reason.sentence,
                "outcome": reason.outcome.value,
                "values": [each.name for each in reason.values],
            }
            for reason in verdict.reasons
        ]
    line["articles"] = list(dict.fromkeys(articles))
    line["values"] = [sheet(each) for each in used]
    line["to_confirm"] = list(dict.fromkeys(each.name for each in used if each.to_confirm))
    return line


def _parts(found: Any) -> tuple[Verdict | None, list[Any]]:
    """The verdict of an answer, and what comes beside it (a list of one, or nothing)."""
    if isinstance(found, Verdict):
        return found, []
    if isinstance(found, tuple) and len(found) == 2 and isinstance(found[0], Verdict):
        return found[0], [found[1]]
    if is_dataclass(found) and isinstance(getattr(found, "verdict", None), Verdict):
        beside = {each.name: getattr(found, each.name) for each in fields(found)}
        return beside.pop("verdict"), [beside]
    return None, [found]


def sheet(used: Value) -> dict[str, Any]:
    """Return a dated value with all that says where it comes from and how sure it is."""
    known = values.parameters().get(used.name)
    label, unit = (known.label, known.unit) if known else COMPUTED.get(used.name, (used.name, ""))
    return {
        "name": used.name,
        "label": label,
        "value": plain(used.value),
        "unit": unit,
        "from": used.start.isoformat(),
        "to": used.end.isoformat() if used.end else None,
        "article": used.article,
        "source": used.source,
        "confidence": used.confidence,
        "status": used.status,
        "checked": used.checked.isoformat(),
        "checked_by": used.checked_by,
        "identifiers": list(references.identifiers(used)),
        "reread_on": used.reread_on.isoformat() if used.reread_on else None,
        "note": used.note,
    }


def plain(found: Any) -> Any:
    """Return the JSON form of a value of the law: days as ISO text, amounts as text, records as mappings."""
    if isinstance(found, Enum):
        return found.value
    if found is None or isinstance(found, str | bool | int):
        return found
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Decimal):
        return f"{found:f}"
    if isinstance(found, Days):
        return {"first_day": found.start.isoformat(), "last_day": found.last_day.isoformat()}
    if isinstance(found, Value):
        return plain(found.value)
    if isinstance(found, Verdict):
        return told(found)
    if isinstance(found, Mapping):
        return {str(key): plain(each) for key, each in found.items()}
    if isinstance(found, tuple | list):
        return [plain(each) for each in found]
    if isinstance(found, frozenset | set):
        return sorted(plain(each) for each in found)
    if is_dataclass(found):
        return {name: plain(each) for name, each in _read(found)}
    raise TypeError(f"{quoted(type(found).__name__)} has no plain form")


def _read(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record, then what it computes of itself."""
    for each in fields(record):
        yield each.name, getattr(record, each.name)
    for name, member in vars(type(record)).items():
        if isinstance(member, property):
            yield name, getattr(record, name)


def _values_in(found: Any) -> Iterator[Value]:
    if isinstance(found, Value):
        yield from (found, *found.rests_on)
    elif isinstance(found, Verdict):
        yield from found.values
    elif isinstance(found, Mapping):
        for each in found.values():
            yield from _values_in(each)
    elif isinstance(found, tuple | list):
        for each in found:
            yield from _values_in(each)
    elif is_dataclass(found):
        for each in fields(found):
            yield from _values_in(getattr(found, each.name))
