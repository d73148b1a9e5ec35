"""A procedure and a danger are her antenne's alone, and nothing else in the product depends on them."""

import ast

import pytest

from rivage.accounts.activity import sections
from rivage.dossiers.enums import DangerLevel
from rivage.dossiers.models import Situation
from rivage.people.models import Person
from rivage.report.filtering import leaving
from rivage.support.enums import StepDomain
from rivage.support.models import Approach, DangerAssessment
from rivage.support.steps import reading
from rivage.support.steps.themes import theme
from tests.dossiers.path import new_person
from tests.meta.sources import files, name, tree
from tests.stories import after
from tests.support.apart import HERS, before_the_commission, pages
from tests.support.test_danger import assessed
from tests.support.test_steps import noted
from tests.world import World, acting

OWN = ("rivage/support/", "rivage/demo/")
KNOWING = (
    "rivage.support.steps",
    "rivage.support.danger",
    "rivage.support.models.steps",
    "rivage.support.models.danger",
)
PRIVATE = ("Approach", "DangerAssessment", "support_approach", "support_dangerassessment")


@pytest.mark.django_db
def test_who_is_outside_reads_the_same_pages_with_and_without_a_procedure(world: World) -> None:
    ids = after(world, before_the_commission)
    without = pages(world, ids)
    with acting(world[HERS]):
        person = Person.objects.get(pk=ids["person"])
        told = Situation.objects.get(demande=ids["demande"]).danger
    complaint = {"kind": "complaint", "partner": "", "asked_on": 0, "answered_on": 0, "outcome": "refused"}
    noted(world, person, who=HERS, domain="procedure", reason="abroad", details={"service": "police"}, **complaint)
    noted(world, person, who=HERS, domain="procedure", kind="civi", partner="", due=2)
    assessed(world, person, by=HERS, level="serious", again=1)
    within = pages(world, ids)
    assert len(without) > 80
    assert {of for of, (status, _) in without.items() if status == 200} >= {
        ("delegate:33", "dossiers:demande"),
        ("seat1:33", "commissions:read"),
    }
    assert [of for of, said in without.items() if within[of] != said] == []
    assert told != DangerLevel.SERIOUS
    with acting(world[HERS]):
        assert Situation.objects.get(demande=ids["demande"]).danger == told
        assert (Approach.objects.count(), DangerAssessment.objects.count()) == (2, 1)
        assert reading.lines(person, world.today)


def _reads(path: str) -> set[str]:
    source = next(one for one in files("*.py") if name(one) == path)
    found = set()
    for node in ast.walk(tree(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def test_nothing_outside_the_accompaniment_knows_a_step_or_a_danger() -> None:
    outside = [path for path in files("*.py", "*.html", "*.sql", "*.typ", "*.txt") if not name(path).startswith(OWN)]
    assert len(outside) > 500
    said = {name(path) for path in outside if any(word in path.read_text("utf-8") for word in PRIVATE)}
    assert said == set()
    imports = {name(path): _reads(name(path)) for path in outside if path.suffix == ".py"}
    known = {path: {one for one in found if one.startswith(KNOWING)} for path, found in imports.items()}
    assert {path: found for path, found in known.items() if found} == {}


def test_no_count_and_no_evaluation_reads_a_step() -> None:
    counting = [
        path
        for path in files("*.py")
        if name(path).startswith(("rivage/support/active/", "rivage/support/eval", "rivage/support/tally/"))
    ]
    assert counting
    reading_them = {
        name(path) for path in counting for one in _reads(name(path)) if ".steps" in one or "Approach" in one
    }
    assert reading_them == set()


@pytest.mark.django_db
def test_the_internal_report_alone_counts_a_procedure(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, partner="SIAO")
    noted(world, person, domain="procedure", kind="civi", partner="")
    with acting(world["lead:estuaire33"]) as actor:
        found = sections(actor, world.today, world.today)
    counted = {one.code: one for section in found for one in section.figures}
    assert (counted["steps"].n, counted["answers"].n, counted["procedures"].n) == (1, 1, 1)
    out = {one.code: one for section in leaving(found, least=1) for one in section.figures}
    assert "procedures" not in out
    assert "procédure" not in repr([(one.parts, one.pooled) for one in out.values()])


def test_no_file_takes_a_procedure_out() -> None:
    assert not theme(StepDomain.PROCEDURE).leaves
    assert all(theme(one).leaves for one in StepDomain.values if one != StepDomain.PROCEDURE)
