from importlinter.cli import lint_imports

from tests.meta.sources import ROOT


def test_each_app_imports_only_what_stands_left_of_it() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0
