"""Every sentence of an article, the day before, of, after: the tables in cases/*.yaml, one test per case."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from rivage.law import afis, agrement, commission, motifs, parcours, recours, territory, values
from rivage.law.facts import BadFact
from rivage.law.period import Period
from rivage.law.verdict import Verdict

CASES = Path(__file__).parent / "cases"


def read_cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for index, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            assert set(case) == {"article", "says", "rule", "given", "expect"}, f"{path.name}: {case}"
            found.append(pytest.param(case, id=f"{path.stem}-{index}-{case['says']}"))
    return found


def told(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome.value,
        "codes": list(verdict.codes),
        "articles": list(verdict.articles),
        "to_confirm": [value.name for value in verdict.to_confirm],
        "reads": " ".join(reason.sentence for reason in verdict.reasons).replace("\u00a0", " "),
    }


def value(given: dict[str, Any]) -> dict[str, Any]:
    found = values.at(**given)
    worth = found.value
    return {
        "value": str(worth) if isinstance(worth, Decimal) else list(worth) if isinstance(worth, tuple) else worth,
        "status": found.status,
        "article": found.article,
    }


def amount(given: dict[str, Any]) -> dict[str, Any]:
    found = afis.amount(**given)
    return {"value": str(found.value), "status": found.status, "article": found.article}


def examine(given: dict[str, Any]) -> dict[str, Any]:
    kinds = {"nationality": afis.Nationality, "document": afis.Document, "rsa": afis.Claim, "ada": afis.Claim}
    facts = {name: kinds[name](worth) if name in kinds and worth else worth for name, worth in given.items()}
    for name in ("resources", "other_resources"):
        if isinstance(facts.get(name), str):
            facts[name] = Decimal(facts[name])
    return told(afis.evaluate(afis.Facts(**facts)))


def paid_months(given: dict[str, Any]) -> dict[str, Any]:
    given = dict(given)
    period = Period(given.pop("start"), given.pop("end"))
    paid = afis.months(period, given.pop("children"), given.pop("code"), **given)
    return {
        "months": [each.month.strftime("%Y-%m") for each in paid],
        "amounts": [str(each.amount.value) for each in paid],
    }


def granted(given: dict[str, Any]) -> dict[str, Any]:
    given = dict(given)
    if "run" in given:
        given["run"] = parcours.Run(**given["run"])
    if "existing" in given:
        given["existing"] = [Period(**each) for each in given["existing"]]
    verdict, period = parcours.grant(**given)
    return told(verdict) | ({"start": period.start, "last_day": period.last_day} if period else {"start": None})


def rights_end(given: dict[str, Any]) -> dict[str, Any]:
    given = dict(given)
    period = Period(given.pop("start"), given.pop("end"))
    found = parcours.end_of_rights(period, **given)
    return told(found.verdict) | {"end": found.end, "days_lost": found.days_lost, "days_kept": found.days_kept}


def late_start(given: dict[str, Any]) -> dict[str, Any]:
    verdict, start = parcours.renewal_start(**given)
    return told(verdict) | {"start": start}


def decision(given: dict[str, Any]) -> dict[str, Any]:
    given = dict(given)
    if "authority" in given:
        given["authority"] = parcours.Authority(given["authority"])
    return told(parcours.can_decide(parcours.Decision(**given)))


def quorum(given: dict[str, Any]) -> dict[str, Any]:
    given = dict(given)
    if "reconvened" in given:
        given["reconvened"] = commission.Reconvened(**given["reconvened"])
    return told(commission.quorum(**given))


def opinion(given: dict[str, Any]) -> dict[str, Any]:
    given = dict(given)
    given["chair_votes"] = [commission.Vote(vote) for vote in given.get("chair_votes", [])]
    return told(commission.opinion(**given))


def seats(given: dict[str, Any]) -> dict[str, Any]:
    found = commission.composition(given["on"])
    return {
        "numbers": [seat.number for seat in found],
        "labels": {seat.number: seat.label for seat in found},
        "not_on_files": [seat.number for seat in found if not seat.on_files],
        "named": [seat.number for seat in found if seat.named],
        "to_confirm": [seat.number for seat in found if seat.value.to_confirm],
    }


def term(period: Period) -> dict[str, Any]:
    return {"start": period.start, "last_day": period.last_day}


def delay(given: dict[str, Any]) -> dict[str, Any]:
    found = recours.deadline(
        recours.Issue(given["issue"]), given["on"], remedies_mentioned=given["remedies_mentioned"]
    )
    return told(found.verdict) | {"last_day": found.last_day}


def motive(given: dict[str, Any]) -> dict[str, Any]:
    found = motifs.motif(**given)
    return {
        "provided": found.provided,
        "printed": found.printed,
        "mention": found.mention,
        "kinds": list(found.kinds),
        "source": found.source,
        "article": found.article,
    }


RULES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "at": value,
    "afis.amount": amount,
    "afis.evaluate": examine,
    "afis.months": paid_months,
    "afis.can_decide": lambda given: told(afis.can_decide(**given)),
    "afis.can_end": lambda given: told(afis.can_end(**given)),
    "afis.last_paid_month": lambda given: {"month": afis.last_paid_month(**given)},
    "parcours.period_months": lambda given: told(parcours.period_months(**given)),
    "parcours.expected_months": lambda given: {"months": parcours.expected_months(**given)},
    "parcours.grant": granted,
    "parcours.months_used": lambda given: {
        "months": parcours.months_used([Period(*each) for each in given["periods"]], *given["rest"])
    },
    "parcours.end_of_rights": rights_end,
    "parcours.renewal_start": late_start,
    "parcours.missing_content": lambda given: told(parcours.missing_content(**given)),
    "parcours.can_decide": decision,
    "commission.composition": seats,
    "commission.chairs": lambda given: {
        "number": len(commission.chairs(**given)),
        "who": commission.chairs(**given)[-1],
    },
    "commission.quorum": quorum,
    "commission.voters": lambda given: {"number": len(commission.voters(given["seats"]))},
    "commission.mandate": lambda given: term(commission.mandate(**given)),
    "commission.can_sit": lambda given: told(commission.can_sit(**given)),
    "commission.convocation": lambda given: told(commission.convocation(**given)),
    "commission.opinion": opinion,
    "commission.written_consultation": lambda given: told(commission.written_consultation(**given)),
    "agrement.old_enough": lambda given: told(agrement.old_enough(**given)),
    "agrement.deemed_complete": lambda given: told(agrement.deemed_complete(**given)),
    "agrement.granted_by_silence": lambda given: told(agrement.granted_by_silence(**given)),
    "agrement.validity": lambda given: term(agrement.validity(**given)),
    "recours.deadline": delay,
    "motifs.motif": motive,
    "motifs.motifs": lambda given: {"codes": [each.code for each in motifs.motifs(**given)]},
    "territory.departement": lambda given: {"timezone": territory.departement(**given).timezone},
}


@pytest.mark.parametrize("case", read_cases())
def test_case(case: dict[str, Any]) -> None:
    """`expect`: codes, articles and words read must be there, `no_codes` must not, all else is equal."""
    expected = dict(case["expect"])
    if "error" in expected:
        kind = {"BadFact": BadFact, "NoValue": values.NoValue, "NotADepartement": territory.NotADepartement}
        with pytest.raises(kind[expected.pop("error")]) as raised:
            RULES[case["rule"]](case["given"])
        for name, wanted in expected.items():
            assert getattr(raised.value, name) == wanted
        return
    found = RULES[case["rule"]](case["given"])
    for absent in expected.pop("no_codes", []):
        assert absent not in found["codes"]
    for name, wanted in expected.items():
        if name in {"codes", "articles"}:
            assert set(wanted) <= set(found[name]), found
        elif name == "reads":
            assert wanted in found[name], found
        elif name == "labels":
            assert wanted.items() <= found[name].items(), found
        else:
            assert found[name] == wanted, found
