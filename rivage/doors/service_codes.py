"""Codes of services (ADR 0052): drawn for a month, shown once, ended; what is written by them is nobody's act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.models import Membership, digest_of
from rivage.audit import trace
from rivage.core import clock, ids, logins
from rivage.core.perimeter import Perimeter, WayIn, perimeter
from rivage.core.refusal import no
from rivage.doors.actions import at_the_door
from rivage.doors.models import ServiceCode

LASTS = timedelta(days=31)
# Sixteen signs of twenty-three: the first four tell which, the twelve others are 54 bits, tried by hand alone.
GROUPS, LENGTH = 4, 4
DRAWN = "drawn_already"
DRAWN_ALREADY = (
    "Ce code est déjà donné et vaut toujours : rien n’est refait. Il n’est plus montré. S’il est perdu, donnez-en un "
    "autre ci-dessous."
)


def of(membership: Membership) -> list[ServiceCode]:
    """Those that open, in the départements of whoever instructs."""
    held = ServiceCode.objects.filter(departement__in=membership.departements, ended_at=None, ends__gt=clock.now())
    return list(held.order_by("service", "ends"))


@verb
@transaction.atomic
def draw(*, actor: Membership, on: date, once: UUID, departement: str, service: str, phone: str) -> str:
    """A new code of a service; that of the same name opens nothing any more. Raises `Refused`.

    `once`: of the form that was sent. Sent again, as a page that is reloaded does, it draws nothing and ends nothing.
    """
    if actor.role not in INSTRUCTING or departement not in actor.departements:
        raise no("not_instructing", "Un code de service se donne par la délégation ou le secrétariat du département.")
    if ServiceCode.objects.filter(pk=once).exists():
        raise no(DRAWN, DRAWN_ALREADY)
    code = ids.code(GROUPS, LENGTH)
    ServiceCode.objects.filter(departement=departement, service=service, ended_at=None).update(ended_at=clock.now())
    made = ServiceCode(
        pk=once,
        departement=departement,
        service=service,
        phone=phone,
        prefix=code[:LENGTH],
        digest=digest_of(ids.bare(code)),
        drawn_by=actor,
        ends=clock.now() + LASTS,
    )
    made.save(force_insert=True)
    trace.record("service_code_drawn", object_id=made.pk, departement=departement)
    return code


@verb
def end(*, actor: Membership, on: date, code: UUID) -> None:
    """It opens nothing any more. Raises `Refused`."""
    held = ServiceCode.objects.filter(pk=code, departement__in=actor.departements, ended_at=None)
    if actor.role not in INSTRUCTING or not held.update(ended_at=clock.now()):
        raise no("no_code", "Ce code n’ouvre plus rien.")
    trace.record("service_code_ended", object_id=code)


def found(typed: str) -> ServiceCode | None:
    """The one that was typed, however it is written; None when it opens nothing."""
    with logins.login(logins.DOORS):
        held = ServiceCode.objects.filter(digest=digest_of(ids.bare(typed)), ended_at=None, ends__gt=clock.now())
        return held.first()


@contextmanager
def coming_by(typed: str, code: ServiceCode) -> Iterator[None]:
    """Write what a code lets write, in one transaction. Raises `NotLetIn` when it opens nothing any more."""
    way = WayIn("rivage_enter_code", (ids.bare(typed),))
    with logins.login(logins.DEFAULT), perimeter(Perimeter(role="", way=way)), logins.atomic():
        yield
    with at_the_door(None):
        ServiceCode.objects.filter(pk=code.pk, ended_at=None).update(used_at=clock.now())
