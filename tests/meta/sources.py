"""The files of the house that the meta-tests read."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "rivage"


def files(*patterns: str, under: Path = PACKAGE) -> list[Path]:
    """Files matching the patterns, without migrations, vendored assets or caches."""
    found = {path for pattern in patterns for path in under.rglob(pattern)}
    left_out = {"migrations", "vendor", "__pycache__"}
    return sorted(path for path in found if path.is_file() and not left_out & set(path.parts))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
