"""The version that a page shows, to be sent with its form."""

import re
from collections.abc import Mapping
from typing import Any


def version_in(page: str) -> str:
    """That of the one form of a page that carries one."""
    (version,) = re.findall(r'name="version" value="(\w*)"', page)
    return str(version)


def as_read(page: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """The form as it leaves a page on which something was to be read first."""
    found = re.search(r'name="read" value="([^"]+)"', page)
    return {**form, "read": found[1] if found else ""}
