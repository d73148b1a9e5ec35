"""What the documents say of the house is what the house is."""

import re
import tomllib

from django.conf import settings
from grimp import Layer, build_graph

from rivage.config.settings.base import BESIDE
from tests.meta.sources import ROOT


def table_of_apps() -> list[str]:
    """The apps in the order of the table of docs/architecture.md."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("## The apps and their order", 1)[1].split("\n\n", 2)[1]
    return [app for line in table.splitlines()[2:] for app in re.findall(r"`(\w+)`", line.split("|")[1])]


def contract() -> list[set[str]]:
    """The floors of the import contract, lowest first, of those rooms that are built."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = declared["tool"]["importlinter"]["contracts"][0]["layers"]
    named = [set(re.findall(r"rivage\.(\w+)", floor)) for floor in reversed(floors)]
    return [{app for app in floor if (ROOT / "rivage" / app).is_dir()} for floor in named]


def test_the_table_of_apps_names_each_folder_and_no_other() -> None:
    """But those that stand beside, which say what they hold in their policy."""
    folders = {path.parent.name for path in (ROOT / "rivage").glob("*/__init__.py")}
    beside = {app.removeprefix("rivage.") for app in BESIDE}
    assert set(table_of_apps()) == folders - beside


def test_the_table_of_apps_goes_in_the_order_of_the_contract() -> None:
    floors = contract()
    assert [app for floor in floors for app in table_of_apps() if app in floor] == table_of_apps()
    assert set().union(*floors) == set(table_of_apps())


def test_installed_apps_go_in_the_order_of_the_table() -> None:
    installed = [app.split(".")[1] for app in settings.INSTALLED_APPS if app.startswith("rivage.")]
    standing = [app for app in installed if f"rivage.{app}" not in BESIDE]
    assert standing == [app for app in table_of_apps() if app in standing]


def test_what_stands_beside_is_imported_by_homes_alone_and_knows_no_other() -> None:
    """The contract of pyproject.toml names nobody who stands beside."""
    floors = [Layer(*(f"rivage.{app}" for app in floor)) for floor in reversed(contract())]
    if BESIDE:
        floors.insert(2, Layer(*BESIDE, independent=True))
    graph = build_graph("rivage", cache_dir=None)
    broken = graph.find_illegal_dependencies_for_layers(floors)
    assert {(wrong.importer, wrong.imported) for wrong in broken} == set()
