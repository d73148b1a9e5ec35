"""What a sweep reads of every file of a département: plain columns alone, inside a transaction (design §5).

Nothing here is open to a membership: who is told of it is decided by `warned`, and checked again under its perimeter.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from rivage.core.perimeter import facts
from rivage.dossiers.models import Period
from rivage.people.enums import ApsNeed
from rivage.people.models import Accompaniment, Person, Share
from rivage.rights.clocks.facts import LapseFacts, fill, sign
from rivage.rights.enums import ApsStep
from rivage.rights.models import Alert, ApsFact

# A path that ended longer ago than this may no longer be renewed: what comes is a new demande.
LONGEST_WAIT = timedelta(days=366)


def gather_plain(departement: str, on: date, people: Iterable[UUID] | None = None) -> dict[UUID, LapseFacts]:
    """What lapses is read from, of the paths of a département that run, or ended less than a year before `on`.

    `people`: only those. A constant number of queries. Why a permit is needed is encrypted: `need` stays empty, the
    spans say when it is.
    """
    running = Period.objects.annotate(over=Coalesce("ended_on", "ends")).filter(
        over__gt=on - LONGEST_WAIT, parcours__ended_on__isnull=True
    )
    followed = Person.objects.filter(departement=departement, erased_on__isnull=True, pk__in=running.values("person"))
    with facts():
        known = followed if people is None else followed.filter(pk__in=list(people))
        found = {person.pk: LapseFacts(person) for person in known}
        fill(found, lambda model: model.objects.filter(person__in=list(found)))
    # Accounts are read as the application.
    sign(found)
    return found


def accompanied(people: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """(person, user) of those who accompany each of them now."""
    with facts():
        rows = Accompaniment.objects.in_force().filter(person__in=list(people))
        return set(rows.values_list("person_id", "user_id"))


def opened(people: Iterable[UUID], instant: datetime) -> list[tuple[UUID, str, list[str]]]:
    """(person, holder, slices) of each opening in force of their files."""
    with facts():
        rows = Share.objects.in_force(instant).filter(person__in=list(people))
        return list(rows.values_list("person_id", "holder", "slices"))


def alerts_of(departement: str, people: Iterable[UUID]) -> list[Alert]:
    """Alerts that stand in a département, and every one about these people, ended or raised elsewhere included."""
    with facts():
        return list(Alert.objects.filter(Q(departement=departement, ended_at=None) | Q(person__in=list(people))))


def refusal(fact: UUID) -> ApsFact | None:
    """The refusal of a permit, as long as it was not corrected and a permit is needed."""
    with facts():
        rows = ApsFact.objects.filter(pk=fact, step=ApsStep.REFUSED, correction__isnull=True)
        return rows.filter(person__aps_need=ApsNeed.YES).select_related("person").first()


def places_of(holder: str) -> list[str]:
    """Départements where alerts wait to be sent to a holder."""
    with facts():
        rows = Alert.objects.filter(holder=holder, sent_at=None, ended_at=None)
        return sorted(set(rows.values_list("departement", flat=True)))


def was_told(holder: str, since: datetime) -> bool:
    """Whether a mail left for a holder since an instant."""
    with facts():
        return Alert.objects.filter(holder=holder, sent_at__gt=since).exists()
