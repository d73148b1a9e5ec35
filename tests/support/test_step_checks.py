"""What a step can't be: each slip is one sentence, at its field."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from rivage.core.refusal import Refused
from rivage.support.steps.checks import check, check_kind
from rivage.support.steps.forms import ApproachForm
from rivage.support.steps.themes import THEMES, theme
from rivage.support.steps.told import ApproachTold

TODAY = date(2027, 3, 1)
REFLECTION = {
    "domain": "procedure",
    "kind": "reflection",
    "asked_on": 0,
    "answered_on": 0,
    "outcome": "obtained",
    "starts": 0,
}
DAYS = ("asked_on", "answered_on", "due", "starts", "ends")


def told(**values: Any) -> ApproachTold:
    """A step of the first kind of its domain; days are counted from today."""
    found = {"domain": "work", "asked_on": 0} | values
    found.setdefault("kind", next(iter(theme(found["domain"]).kinds), ""))
    return ApproachTold(**found | {name: TODAY + timedelta(days=found[name]) for name in DAYS if name in found})


def checked(said: ApproachTold) -> None:
    check(TODAY, said)
    check_kind(said)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"asked_on": 1}, "asked_future"),
        ({"asked_on": -30_000}, "asked_past"),
        ({"asked_on": -3, "answered_on": -4, "outcome": "refused"}, "answer_before"),
        ({"answered_on": 1, "outcome": "refused"}, "answer_future"),
        ({"outcome": "refused"}, "no_answered"),
        ({"asked_on": -3, "answered_on": 0}, "no_outcome"),
        ({"due": -1}, "due_before"),
        ({"due": 800}, "due_too_far"),
        ({"due_at": time(9)}, "due_missing"),
        ({"domain": "crime"}, "no_domain"),
        ({"barriers": ("weather",)}, "no_barrier"),
        ({"partner": "Agence, 12 bis rue des Lilas"}, "partner_address"),
        ({"result": "Au 33000 Bordeaux"}, "result_address"),
        ({"kind": ""}, "no_kind"),
        ({"kind": "chrs"}, "no_kind"),
        ({"domain": "housing", "kind": "acse", "partner": "Un lieu"}, "partner_named"),
        ({"domain": "housing", "kind": "acse", "result": "Dans une autre ville"}, "no_where"),
        ({"domain": "housing", "kind": "far", "result": "Chez une amie"}, "no_where"),
        ({"domain": "housing", "kind": "siao", "details": {"away": "danger"}}, "no_away"),
        ({"domain": "children", "kind": "school", "partner": "Une école"}, "partner_named"),
        ({"domain": "health", "result": "Un diagnostic"}, "no_words"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "refused", "reason": ""}, "no_reason"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "refused", "reason": "weather"}, "no_refusal"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "listed", "reason": "unsaid"}, "no_refusal"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "listed", "starts": 0}, "not_obtained"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "obtained", "ends": 0}, "no_starts"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "obtained", "starts": -4}, "starts_before"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "obtained", "starts": 0, "ends": -1}, "ends_before"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "obtained", "starts": 0, "ends": 3000}, "ends_too_far"),
        ({"asked_on": -3, "answered_on": 0, "outcome": "obtained", "starts": 800}, "starts_too_far"),
        ({"domain": "health", "answered_on": 0, "outcome": "obtained", "starts": 0}, "not_obtained"),
        ({"details": {"hours": "61"}}, "no_hours"),
        ({"details": {"hours": "³"}}, "no_hours"),
        ({"details": {"contract": "slave"}}, "no_contract"),
        ({"details": {"employer": "x"}}, "no_detail"),
        ({"domain": "procedure", "kind": "civi", "details": {"service": "police"}}, "no_service"),
        ({"domain": "procedure", "partner": "Commissariat"}, "partner_named"),
        ({"domain": "procedure", "result": "Ce qu’elle a dit"}, "no_words"),
        ({"domain": "procedure", "asked_on": -3, "answered_on": 0, "outcome": "offered"}, "no_outcome"),
        (REFLECTION | {"ends": 30}, "ends_too_far"),
    ],
)
def test_what_cannot_be_is_a_sentence_at_its_field(values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(told(**values))
    assert refused.value.verdict.codes == (code,)
    assert code in {*ApproachForm.places, "no_domain", "no_detail", "no_words"}


@pytest.mark.parametrize("domain", THEMES)
def test_each_domain_takes_what_it_declares(domain: str) -> None:
    declared = theme(domain)
    for kind in declared.kinds:
        for reason in declared.reasons:
            check(TODAY, told(domain=domain, kind=kind, outcome="refused", answered_on=0, reason=reason))
    for code, detail in declared.details.items():
        kind = next(one for one in declared.kinds if detail.goes_with(one))
        for said in detail.answers or ("1", str(detail.most)):
            check(TODAY, told(domain=domain, kind=kind, details={code: said}))
            assert detail.words(said)


def test_no_detail_has_the_name_of_another_answer() -> None:
    for declared in THEMES.values():
        assert not set(declared.details) & {*ApproachForm.base_fields, "domain", "once", "why", "happened"}
