"""Who writes a paper: a body, at the head of its letters."""

from rivage.accounts.models import Body
from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import Letterhead
from rivage.law.territory import departement

FOR_THE_PREFET = "Pour le préfet et par délégation,"


def sender_of(body: Body, capacity: str, signatory: str = "", *, authority: str = "", service: str = "") -> Sender:
    """The letterhead of a body that acts in a département, the town where it writes, and who signs in what capacity.

    `authority`: the name under which it received, when it is not the one it has; `service`: the line under it.
    """
    lines = tuple(line for line in body.address.splitlines() if line)
    place = body.town or departement(body.departement).name
    return Sender(Letterhead(authority or body.name, service, lines), place, capacity, signatory)
