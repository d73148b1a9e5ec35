"""Everything that somebody outside her antenne may read while a demande of hers is before the commission."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from rivage.accounts import policies
from tests.commissions.room import one_file_convened
from tests.matrix.pages import routes
from tests.rights.permit.path import with_desk
from tests.world import World

HERS, OTHERS = "referent:amarres33", "lead:estuaire33"
READERS = ("delegate:33", "chair:33", "signatory:33", "desk:33", "seat1:33", "seat3:33", OTHERS)
# What differs between two readings of one page, whatever happened in between.
MOVING = re.compile(
    r'(?:value|content)="[\w-]{20,}"|nonce="[^"]*"|data-[\w-]+="\d[\d.]*"|\d{1,2}\s?h\s?\d{2}|"X-CSRFToken": *"[^"]*"'
)


def before_the_commission(world: World) -> dict[str, Any]:
    """A demande on the agenda of a session that is convened, two seats with an account, a desk: ids by argument."""
    room, seance, item = one_file_convened(world)
    with_desk(world)
    for kind in ("1", "3"):
        room.account(kind)
    return {
        "person": item.person_id,
        "demande": item.demande_id,
        "item": item.pk,
        "seance": seance.pk,
        "departement": "33",
    }


def pages(world: World, ids: dict[str, Any]) -> dict[tuple[str, str], tuple[int, str]]:
    """Status and words of every page that a reader of each kind may open, of her or of nobody; files apart.

    Of another antenne, those of nobody: each page of hers is not found there, as the matrix proves.
    """
    found = {}
    for name in READERS:
        membership, client = world[name], Client(raise_request_exception=False)
        client.force_login(membership.user)
        for page, arguments in routes().items():
            if not set(arguments) <= set(ids) or (arguments and name == OTHERS):
                continue
            if policies.allows(page, "GET", membership.role) and not policies.pages()[page].file:
                url = reverse(page, kwargs={"membership": membership.pk, **{each: ids[each] for each in arguments}})
                answer = client.get(url)
                if not answer.streaming and "text/html" in answer.headers.get("Content-Type", ""):
                    # Some lists of choices have no order.
                    lines = sorted(MOVING.sub("", answer.content.decode()).splitlines())
                    found[name, page] = (answer.status_code, "\n".join(lines))
    return found
