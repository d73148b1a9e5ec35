"""Whom the clocks may have something to say of: thousands of others have no right to lose, nor to contest."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.db.lookups import AnyOf, Written
from rivage.dossiers.enums import PENDING
from rivage.dossiers.models import Demande, Parcours, Period
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.models.base import narrowed_to, of_her
from rivage.rights.clocks.lapses import AFTER
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact

# Periods that ended longer ago are not read: their path may no longer be renewed.
BEHIND = timedelta(days=366)
# Of what a remedy comes, and how far back it is looked for: months of silence, then those to contest it, well counted.
CONTESTED = (ApsStep.REQUESTED, ApsStep.REFUSED)
CONTESTABLE = timedelta(days=366)
_FOLLOWED = "rights.clocks.followed"


def followed(membership: Membership, on: date) -> list[Person]:
    """Those people, as open to this membership; read once a request.

    The antenne reads also of whom a permit may be asked for or contested, path or no path; the desk, of each one who
    is opened to it.
    """
    cache, key = perimeter.current().cache, (_FOLLOWED, membership.pk, on, narrowed_to())
    if key not in cache:
        cache[key] = list(_read(membership, on))
    found: list[Person] = cache[key]
    return found


def _read(membership: Membership, on: date) -> QuerySet[Person]:
    if membership.role == Role.DESK:
        return Person.objects.visible_to(membership, Slice.STAY)
    asked = _any_of(concerned(membership, on))
    asked |= _in_need(membership, on) if membership.is_antenne else Q()
    return Person.objects.visible_to(membership).filter(asked)


def concerned(membership: Membership, on: date) -> "QuerySet[Period]":
    """The periods of those who may have a right to lose: a path goes on, and a term is near, to come, or waits for a
    demande.
    """
    hers = {"person": OuterRef("person")}
    path_on = Exists(Parcours.objects.filter(**hers, ended_on__isnull=True))
    asked = Exists(Demande.objects.filter(**hers, step__in=PENDING))
    held = Period.objects.visible_to(membership).filter(ends__gt=on - BEHIND)
    return held.filter(path_on, Q(ends__gt=on - AFTER) | asked)


def in_need(membership: Membership, on: date) -> QuerySet[Person]:
    """Of an antenne: whose rights run or are to run, whatever their need, which is read of each; and those whose
    request of a permit may still be contested, path or no path.
    """
    return Person.objects.visible_to(membership).filter(_in_need(membership, on))


def _in_need(membership: Membership, on: date) -> Q:
    """Of the people whom the gate gives to their antenne: it is not asked again of what is written of them there."""
    facts = ApsFact.objects.filter(antenne_id=membership.body_id, **of_her())
    given = facts.filter(person=OuterRef("person"), n=OuterRef("n"), step=ApsStep.DELIVERED)
    # A refusal may be contested beside a delivery noted before it, or by others than the service (`permit.refusal`).
    open_ = Q(step=ApsStep.REFUSED) | ~Exists(given)
    contested = facts.filter(open_, step__in=CONTESTED, on__gt=on - CONTESTABLE)
    periods = Period.objects.filter(antenne_id=membership.body_id, ends__gt=on, **of_her())
    return _any_of(periods) | _any_of(contested)


def _any_of(rows: "QuerySet[Period] | QuerySet[ApsFact]") -> Q:
    """Whom these rows are about."""
    return Q(AnyOf("pk", Written(rows.order_by().values("person"))))
