"""The doors closed by role: every page × method × role asked of the policy, without HTTP."""

from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from rivage.accounts import policies
from rivage.accounts.roles import authority
from tests.matrix.chosen import chosen
from tests.matrix.pages import routes
from tests.matrix.scene import AUTHORITY, EVERYONE, Scene, strangers

METHODS = {"GET": "read", "HEAD": "read", "POST": "act"}
REFUSED = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "")
FILES = sorted(Path(policies.__file__).parent.glob("policy/*.yaml"))

# Cells of each role in the quick walk, a tenth less: a page renamed moves one or two from a role to another. Fewer are
# doors that nobody tries any more.
LEAST = {
    "referent": 151, "lead": 154, "head_office": 13, "delegate": 157, "secretary": 148, "chair": 49, "seat": 32,
    "signatory": 22, "desk": 17, "payer": 19, "region": 10, "ministry": 11, "admin": 11, "auditor": 12,
}  # fmt: skip


def lines() -> dict[str, dict[str, Any]]:
    """The policy as it is written, whatever the code makes of it."""
    return {name: line for f in FILES if f.stem != "slices" for name, line in yaml.safe_load(f.read_text()).items()}


def named(line: dict[str, Any]) -> set[str]:
    """The roles that a line of read or act names, each by its name or by a word for many."""
    beside = {role.code for role in strangers()}
    confirming = {role.code for role in strangers() if role.code in authority(role.body)}
    words = {"everyone": EVERYONE | beside, "authority": AUTHORITY | confirming}
    return set().union(*(words.get(role, {role}) for role in line))


def test_every_page_is_in_the_policy_and_the_policy_names_no_other() -> None:
    assert set(routes()) == set(policies.pages()) == set(lines())


def test_each_door_opens_to_the_roles_its_line_names_and_to_no_other() -> None:
    every = (*EVERYONE, *(role.code for role in strangers()), "system")
    wrong = [
        (page, method, role)
        for (page, line), method, role in product(lines().items(), (*METHODS, *REFUSED), every)
        if policies.allows(page, method, role) != (role in named(line.get(METHODS.get(method, ""), None) or {}))
    ]
    assert wrong == []
    assert not any(policies.allows("desk:nowhere", method, role) for method in METHODS for role in EVERYONE)


def test_no_role_is_walked_less_than_before(scene: Scene) -> None:
    walked = Counter(str(scene.world[cell.reader].role) for cell in chosen(scene, policies.pages()))
    assert {role: n for role, n in LEAST.items() if walked[role] < n} == {}, dict(walked)
    assert set(walked) == {*EVERYONE, *(role.code for role in strangers())}


def test_every_role_meets_a_page_that_is_closed_to_it(scene: Scene) -> None:
    pages = policies.pages()
    closed = {
        scene.world[cell.reader].role
        for cell in chosen(scene, pages)
        if scene.world[cell.reader].role not in {**pages[cell.page].read, **pages[cell.page].act}
    }
    assert closed == EVERYONE
