"""The rows that each page shows, by ORM: what its floor prints."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.commissions.models import AgendaItem, Avis, Member, Seance, Seat
from rivage.core import clock
from rivage.decisions.models import Decision, Notification, Observations
from rivage.desk.homes import home as of_the_day
from rivage.dossiers.models import Demande, MissingRequest, Parcours, Period, Piece, PlanAction
from rivage.dossiers.models.parts import Account, Aid, Project, Situation
from rivage.people.models import Accompaniment, Accord, Child, Contact, Correspondence, Exclusion, Identity, Person
from rivage.rights.alerts.lapsing import SHOWN
from rivage.rights.alerts.lapsing import lines as lapsing_lines
from rivage.rights.clocks.followed import concerned
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder, ApsFact, NeedSpan
from rivage.vault import keys

A_PAGE = 25
Ids = dict[str, UUID]
Tables = Iterator[Iterable[Any]]
_kept: dict[tuple[str, UUID], Any] = {}


def _once(what: str, membership: Membership, compute: Callable[[], Any]) -> Any:
    """Which rows a page shows: asked of the product once, since only their reading is the floor's."""
    if (what, membership.pk) not in _kept:
        _kept[what, membership.pk] = compute()
    return _kept[what, membership.pk]


def _named(membership: Membership, people: Iterable[UUID]) -> Iterable[Any]:
    ids = list(people)
    keys.load(ids, "shared")
    seen = Identity.objects.visible_to(membership).filter(person__in=ids)
    return seen.only("person_id", "antenne_id", "name_in_use")


def _of(model: Any, membership: Membership, people: Iterable[UUID]) -> Iterable[Any]:
    seen = model.objects.visible_to(membership) if hasattr(model.objects, "visible_to") else model.objects
    return seen.filter(person__in=list(people))


def _people(membership: Membership, most: int) -> list[Person]:
    return list(Person.objects.visible_to(membership).select_related("antenne").order_by("created_at")[:most])


def _asked(membership: Membership, most: int) -> list[Demande]:
    seen = Demande.objects.visible_to(membership).select_related("person", "person__antenne")
    return list(seen.order_by("created_at")[:most])


# What tells a right that lapses, whatever the page then shows of it.
OF_THE_CLOCKS = (Parcours, Period, Demande, Decision, Aid, AfisDecision, NeedSpan, ApsFact)


def _gone_through(membership: Membership) -> None:
    """Read, and not shown: what the lines of the page are chosen from (ADR 0012). Tuples: no reading costs less."""
    on = clock.today(membership.departements[0])
    running = concerned(membership, on).values("person")
    followed = list(Person.objects.visible_to(membership).filter(pk__in=running).values_list("pk", flat=True))
    for model in OF_THE_CLOCKS:
        list(_of(model, membership, followed).values_list())


def home(membership: Membership, ids: Ids) -> Tables:
    """As many demandes, with whom they are about, as the home has lines; and what is gone through to find them."""
    if any(membership.role in roles for roles in SHOWN.values()):
        _gone_through(membership)

    def counted() -> int:
        found = of_the_day(membership, clock.today(membership.departements[0]))
        return sum(len(group.items) for group in found.groups) + sum(len(panel.lines) for panel in found.panels)

    found = _asked(membership, _once("home", membership, counted))
    yield found
    yield _named(membership, {one.person_id for one in found})


def people(membership: Membership, ids: Ids) -> Tables:
    found = _people(membership, A_PAGE)
    yield found
    yield _named(membership, [one.pk for one in found])
    yield _of(Demande, membership, [one.pk for one in found])
    yield _of(Period, membership, [one.pk for one in found])


def followed(membership: Membership, ids: Ids) -> Tables:
    found = _people(membership, A_PAGE)
    shown = [one.pk for one in found]
    yield found
    yield _named(membership, shown)
    for model in (Period, Demande, AfisDecision, ApsFact):
        yield _of(model, membership, shown)


def lapsing(membership: Membership, ids: Ids) -> Tables:
    """Those whose rights are on the first page, and what these rights are read from, of everyone followed."""
    _gone_through(membership)

    def listed() -> set[UUID]:
        found = lapsing_lines(membership, clock.today(membership.departements[0]))
        return {line.person.pk for line in found[:A_PAGE]}

    shown = _once("lapsing", membership, listed)
    yield Person.objects.visible_to(membership).filter(pk__in=shown).select_related("antenne")
    yield _named(membership, shown)
    for model in (Period, AfisDecision, ApsFact):
        yield _of(model, membership, shown)


def demandes(membership: Membership, ids: Ids) -> Tables:
    found = _asked(membership, A_PAGE)
    yield found
    yield _named(membership, [one.person_id for one in found])


def decisions(membership: Membership, ids: Ids) -> Tables:
    seen = Decision.objects.visible_to(membership).select_related("demande", "person").defer("reasons")
    found = list(seen.order_by("-decided_on")[:A_PAGE])
    yield found
    yield _named(membership, [one.person_id for one in found])
    yield Notification.objects.visible_to(membership).filter(decision__in=found)


def seances(membership: Membership, ids: Ids) -> Tables:
    yield Seance.objects.filter(departement__in=membership.departements).order_by("-at")[:A_PAGE]


def orders(membership: Membership, ids: Ids) -> Tables:
    found = list(AfisOrder.objects.filter(departement__in=membership.departements))
    yield found
    yield AfisMonth.objects.visible_to(membership).filter(order__in=found)


def to_order(membership: Membership, ids: Ids) -> Tables:
    """The orders, and the aids that the next one is drawn from, with whom they are about."""
    yield from orders(membership, ids)
    seen = AfisDecision.objects.visible_to(membership).filter(sense="grant", ended_on=None)
    granted = list(seen.select_related("person", "person__antenne").defer("reasons"))
    her = {one.person_id for one in granted}
    yield granted
    yield _named(membership, her)
    for model in (Parcours, Period, AfisMonth):
        yield _of(model, membership, her)


def trace(membership: Membership, ids: Ids) -> Tables:
    yield Event.objects.visible_to(membership).order_by("-at", "-id")[:A_PAGE]


def person(membership: Membership, ids: Ids) -> Tables:
    """What is drawn with the page: its fragments are pages of their own."""
    her = [ids["person"]]
    yield Person.objects.visible_to(membership).filter(pk=her[0]).select_related("antenne")
    shown: tuple[Any, ...] = (Identity, Accord, Demande, Parcours, Period)
    if membership.is_antenne:
        shown += (Contact, Correspondence, Child, Accompaniment, Exclusion)
    for model in shown:
        yield _of(model, membership, her)


def clocks(membership: Membership, ids: Ids) -> Tables:
    her = [ids["person"]]
    yield Person.objects.visible_to(membership).filter(pk=her[0]).select_related("antenne")
    for model in (Identity, Parcours, Period, Demande, AgendaItem, Aid, AfisDecision, AfisMonth, NeedSpan, ApsFact):
        yield _of(model, membership, her)


def demande(membership: Membership, ids: Ids) -> Tables:
    seen = Demande.objects.visible_to(membership).filter(pk=ids["demande"]).select_related("person", "person__antenne")
    held = seen.get()
    yield [held]
    yield _named(membership, [held.person_id])
    shown: tuple[Any, ...] = (Situation, Account, Project, Aid, Piece, MissingRequest, AgendaItem, AfisDecision)
    for model in shown:
        yield model.objects.visible_to(membership).filter(demande=held)
    yield PlanAction.objects.visible_to(membership).filter(project__demande=held)
    yield _of(Period, membership, [held.person_id])
    yield _of(Accord, membership, [held.person_id])


def decision(membership: Membership, ids: Ids) -> Tables:
    held = Demande.objects.visible_to(membership).select_related("person", "person__antenne").get(pk=ids["demande"])
    yield [held]
    yield _named(membership, [held.person_id])
    for model in (Decision, Avis, AgendaItem, AfisDecision, Project, Situation):
        yield model.objects.visible_to(membership).filter(demande=held)
    yield Observations.objects.visible_to(membership).filter(demande=held)
    yield Notification.objects.visible_to(membership).filter(decision__demande=held)
    yield _of(Period, membership, [held.person_id])


def seance(membership: Membership, ids: Ids) -> Tables:
    held = Seance.objects.get(pk=ids["seance"])
    items = list(AgendaItem.objects.visible_to(membership).filter(seance=held).select_related("person", "demande"))
    yield [held]
    yield items
    yield Avis.objects.visible_to(membership).filter(item__in=items)
    yield Seat.objects.filter(departement=held.departement)
    yield Member.objects.filter(departement=held.departement)


def order(membership: Membership, ids: Ids) -> Tables:
    held = AfisOrder.objects.get(pk=ids["order"])
    lines = AfisMonth.objects.visible_to(membership).filter(order=held).select_related("decision", "person")
    found = list(lines.defer("decision__reasons"))
    yield [held]
    yield found
    yield _named(membership, {line.person_id for line in found})
