"""Which cells the quick walk tries: at most twelve a page, so that it grows with the pages, not with the product.

A page is opened once for each role that its policy names, and refused once to that role on an object out of its
reach: *same role, other perimeter* is the refusal that counts. A door closed by role is one pure function, asked of
every page × method × role without HTTP (`test_doors.py`); here each page is tried by one role that it is closed to.
`make deep` walks the whole product.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain
from zlib import crc32

from rivage.accounts import policies
from tests.matrix.pages import Cell, cells
from tests.matrix.scene import EVERYONE, Scene

MOST = 12
METHODS = ("GET", "POST")


def apps() -> list[str]:
    """The apps that own a page, as URL names call them."""
    return sorted({page.split(":")[0] for page in policies.pages()})


def of_app(app: str) -> list[str]:
    return [page for page in policies.pages() if page.split(":")[0] == app]


def chosen(scene: Scene, pages: Iterable[str], most: int = MOST) -> list[Cell]:
    """At most so many cells of each page."""
    return [cell for page in pages for cell in _of_page(scene, page)[:most]]


@cache
def _of_page(scene: Scene, page: str) -> list[Cell]:
    known = list(cells(scene, [page]))
    # Another start for each page, the same at each run, so that no role is always the one left out.
    start = crc32(page.encode())
    opened, refused = [], []
    for method, role, _ in _named(page, start):
        mine = [cell for cell in known if scene.world[cell.reader].role == role]
        opened.append(_one([cell for cell in mine if cell.opens(scene, method)], start))
        refused.append(_one([cell for cell in mine if not cell.opens(scene, method)], start))
        start += 1
    named = {role for method in METHODS for role in policies.pages()[page].roles(method)}
    closed = [cell for cell in known if scene.world[cell.reader].role in EVERYONE - named]
    wanted = chain(_one(closed, start), *chain(*zip(opened, refused, strict=True)))
    return list(dict.fromkeys(wanted))


def _named(page: str, start: int) -> list[tuple[str, str, str]]:
    """(method, role, relation) of this page's line, every relation met once before any is met twice."""
    line = policies.pages()[page]
    named = [(method, role, relation) for method in METHODS for role, relation in line.roles(method).items()]
    # Strangers last: the house is walked no less for them.
    house = [one for one in named if one[1] in EVERYONE]
    turned = start % len(house) if house else 0
    named = house[turned:] + house[:turned] + [one for one in named if one[1] not in EVERYONE]
    met: Counter[tuple[str, str]] = Counter()
    turn = {}
    for method, role, relation in named:
        turn[method, role, relation] = met[method, relation]
        met[method, relation] += 1
    return sorted(named, key=turn.__getitem__)


def _one(among: list[Cell], n: int) -> tuple[Cell, ...]:
    """One of these, another for another number."""
    return (among[n % len(among)],) if among else ()
