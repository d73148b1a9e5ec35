"""What the documents say of the house is what the house is."""

import re
import tomllib

from django.conf import settings

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
    folders = {path.parent.name for path in (ROOT / "rivage").glob("*/__init__.py")}
    assert set(table_of_apps()) == folders


def test_the_table_of_apps_goes_in_the_order_of_the_contract() -> None:
    floors = contract()
    assert [app for floor in floors for app in table_of_apps() if app in floor] == table_of_apps()
    assert set().union(*floors) == set(table_of_apps())


def test_installed_apps_go_in_the_order_of_the_table() -> None:
    installed = [app.split(".")[1] for app in settings.INSTALLED_APPS if app.startswith("rivage.")]
    assert installed == [app for app in table_of_apps() if app in installed]
