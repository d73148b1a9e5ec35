"""What papers of several acts take from rows alike: whom they are about, which préfecture, why."""

import re
from datetime import date
from uuid import UUID

from rivage.accounts.enums import BodyKind, Role
from rivage.accounts.models import Body, Membership
from rivage.core import clock
from rivage.core.french import lines_of
from rivage.core.paper.letters import Named
from rivage.core.paper.ruled import DecisionGround
from rivage.core.refusal import no
from rivage.people import birth
from rivage.people.enums import Civility
from rivage.people.models import Correspondence, Identity

# "… (CASF, art. R121-12-9)" at the end of a line of the motivation.
_ARTICLE = re.compile(r"^(?P<facts>.+?)\s*\((?P<articles>[^()]+)\)[.;]?\s*$")


def named(person: UUID) -> Named:
    """Whom a decision names, with her civil name and her birth."""
    identity = Identity.objects.get(person=person)
    civility = Civility(identity.civility).label if identity.civility else ""
    civil = f"{identity.given_names} {identity.family_name}".strip()
    return Named(identity.called, civility, civil, birth.told(identity.birth, identity.birth_place))


def prefecture(departement: str) -> Body:
    """The one that decides there."""
    return Body.objects.get(kind=BodyKind.PREFECTURE, departement=departement)


def authority(body: Body) -> str:
    """« Le préfet de la Gironde »."""
    return f"Le préfet{body.name.removeprefix('Préfecture')}"


def signing(body: Body, name: str, on: date) -> Membership | None:
    """The only one who may sign for a préfecture today, who could on that day, and where she bears that name, or where
    none is known yet.
    """
    able = Membership.objects.in_force(clock.now()).filter(body=body, role=Role.SIGNATORY)
    rows = list(able.select_related("user").order_by("starts")[:2])
    row = rows[0] if len(rows) == 1 else None
    if row is not None and clock.local_day(row.starts, body.departement) > on:
        return None
    if row is not None and name and (row.user is None or row.user.name != name):
        return None
    return row


def grounds(kept: list[DecisionGround], typed: str, otherwise: str) -> tuple[DecisionGround, ...]:
    """The motives kept, then what was typed, a line each with the article in brackets at its end; `otherwise`: the one
    of lines that name none, where no motive does. Raises `Refused` when nothing was typed.
    """
    said = [_ground(line, "" if kept else otherwise) for line in lines_of(typed)]
    if not said:
        raise no("reasons_missing", "Un refus est motivé, en fait et en droit.", article="CRPA L211-2 et L211-5")
    return (*kept, *said)


def home(row: Correspondence | None, association: str) -> tuple[str, ...]:
    """The lines under her name on a letter: the address that she chose, or her association's name. `row`: what whoever
    prints may read of it.
    """
    chosen = lines_of(row.address) if row is not None and not row.at_association else ()
    return chosen or (f"chez {association}",)


def _ground(line: str, otherwise: str) -> DecisionGround:
    found = _ARTICLE.match(line)
    return DecisionGround(found["facts"], found["articles"]) if found else DecisionGround(line, otherwise)
