"""Each page about somebody leads back to her page, for whoever has it; a page of a session, to that session."""

import re
from typing import Any

from django.urls import reverse

from rivage.accounts import policies
from rivage.accounts.roles import roles
from tests.matrix.pages import PERSONAL, Cell, cells, routes
from tests.matrix.scene import Scene
from tests.matrix.test_pages import ask, clients

CRUMBS = re.compile(r'<nav class="rv-fil-ariane".*?</nav>', re.DOTALL)
# Her own pages, which lead to the list that they come from.
HERS = {"people:person": "people:list", "rights:decided": ""}
# Of the pages that the findings named, none is left out.
NAMED = {"rights:afis", "rights:end", "rights:decided", "decisions:decision", "accounts:readers",
         "rights:stay", "rights:months", "rights:changes", "dossiers:demande"}  # fmt: skip


def about_somebody() -> list[str]:
    """The pages whose address names her, or an object of hers."""
    return [page for page, names in routes().items() if set(names) & PERSONAL and not policies.pages()[page].file]


def leads_back(cell: Cell, scene: Scene, text: str) -> bool:
    """Whether the breadcrumb has a way to her, or to where the page comes from."""
    crumbs = CRUMBS.search(text)
    addresses = re.findall(r'href="([^"]+)"', crumbs[0]) if crumbs else []
    membership = scene.world[cell.reader]
    base = {"membership": membership.pk}
    if cell.page in HERS:
        wanted = [reverse(page, kwargs=base) for page in ("people:list", "rights:orders", "rights:lapses")]
    elif cell.page.startswith("commissions:"):
        decision = base | {"demande": scene.objects[cell.person]["demande"]}
        wanted = [reverse("commissions:list", kwargs=base), reverse("decisions:decision", kwargs=decision)]
    else:
        hers = base | {"person": scene.people[cell.person].pk}
        wanted = [reverse(page, kwargs=hers) for page in HERS if policies.allows(page, "GET", membership.role)]
    return not wanted or bool(set(wanted) & set(addresses))


def test_each_page_about_her_leads_back_to_her(scene: Scene, django_db_blocker: Any) -> None:
    seen: dict[tuple[str, str], bool] = {}
    with django_db_blocker.unblock():
        logged = clients(scene)
        for cell in cells(scene, about_somebody()):
            place = cell.page, scene.world[cell.reader].role
            if place in seen or not cell.opens(scene, "GET"):
                continue
            response, text, _ = ask(logged[cell.reader], "GET", cell.url(scene))
            if response.status_code == 200 and "<html" in text:
                seen[place] = leads_back(cell, scene, text)
    lost = sorted(f"{page}, read by {roles()[role].label}" for (page, role), leads in seen.items() if not leads)
    assert not lost, "\n".join(lost)
    assert {page for page, _ in seen} >= NAMED
    assert len({page for page, _ in seen}) > 40
