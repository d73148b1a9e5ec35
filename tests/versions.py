"""The version that a page shows, to be sent with its form."""

import re


def version_in(page: str) -> str:
    """That of the one form of a page that carries one."""
    (version,) = re.findall(r'name="version" value="(\w*)"', page)
    return str(version)
