"""Documents set by the process that asks: a press of its own for each is proven apart, in tests/core/test_press.py."""

import json
from pathlib import Path
from typing import Any

import typst

from rivage.core.paper import press
from rivage.core.paper.typeset import ROOT, NotSet


def set_here(path: Path, data: dict[str, Any]) -> bytes:
    """In the place of `typeset._set`. What typst remembers of it leaves with the worker."""
    try:
        return press.made(str(path), str(ROOT), json.dumps(data))
    except typst.TypstError as error:
        raise NotSet(str(error)) from None
