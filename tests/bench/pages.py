"""Every page that a day is made of, against its floor, and its queries in a small perimeter and in the largest."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rivage.accounts.http import PROVED, STRONG
from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Seance
from rivage.core import clock, logins
from rivage.core.perimeter import perimeter
from rivage.decisions.models import Decision
from rivage.dossiers.models import Demande
from rivage.people.models import Person
from rivage.rights.models import AfisMonth, AfisOrder
from tests.bench import floor, rows
from tests.bench.measure import Measure, Samples, side_by_side
from tests.bench.nation import Reader, readers

# An empty list spares a query or two of those that follow it: that many may differ, whatever the number of people.
TIMES_THE_FLOOR, SPREAD, MORE_QUERIES, ON_THE_CLOCK = 3.0, 2.0, 3.0, 0.5
SMALLER = 12
Ids = dict[str, UUID]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one role. `rows`: what it shows, for its floor; `ids`: the objects that its address names.

    `chooses`: its lines are chosen among everyone followed (ADR 0012). `least`: opened in the smallest perimeter of so
    many people, and not in the largest.
    """

    label: str
    role: str
    name: str
    rows: Callable[[Membership, Ids], Iterable[Iterable[Any]]]
    ids: Callable[[Membership], Ids] = lambda membership: {}
    query: str = ""
    chooses: bool = False
    least: int = 0

    def url(self, membership: Membership, ids: Ids) -> str:
        return reverse(self.name, kwargs={"membership": membership.pk, **ids}) + self.query


def _busiest(membership: Membership) -> Person:
    """The person of the perimeter with the longest story: pages never grow past hers."""
    seen = AfisMonth.objects.visible_to(membership).values("person").annotate(many=Count("pk"))
    found = seen.order_by("-many", "person").first()
    people = Person.objects.visible_to(membership)
    chosen = people.filter(pk=found["person"]) if found else people.order_by("created_at")
    return chosen.get() if found else chosen[0]


def _person(membership: Membership) -> Ids:
    return {"person": _busiest(membership).pk}


def _demande(membership: Membership) -> Ids:
    return {"demande": Demande.objects.visible_to(membership).filter(person=_busiest(membership)).latest("n").pk}


def _decided(membership: Membership) -> Ids:
    seen = Decision.objects.visible_to(membership).filter(person=_busiest(membership))
    return {"demande": seen.latest("decided_on").demande_id}


def _seance(membership: Membership) -> Ids:
    items = AgendaItem.objects.visible_to(membership).values("seance").annotate(many=Count("pk"))
    found = items.order_by("-many", "seance").first()
    mine = Seance.objects.filter(departement__in=membership.departements)
    return {"seance": found["seance"] if found else mine.order_by("at")[0].pk}


def _order(membership: Membership) -> Ids:
    orders = AfisOrder.objects.filter(departement__in=membership.departements)
    return {"order": orders.annotate(many=Count("lines")).latest("many", "n").pk}


PAGES = (
    Page("accueil", "lead", "desk:home", rows.home, chooses=True),
    Page("accueil", "referent", "desk:home", rows.home, chooses=True),
    Page("accueil", "delegate", "desk:home", rows.home, chooses=True),
    Page("accueil", "payer", "desk:home", rows.home),
    Page("accueil", "desk", "desk:home", rows.home, chooses=True),
    Page("personnes", "lead", "people:list", rows.people),
    Page("personnes", "delegate", "people:list", rows.people),
    Page("tableau de suivi", "lead", "desk:follow_up", rows.followed),
    Page("tableau de suivi", "delegate", "desk:follow_up", rows.followed),
    Page("échéances", "lead", "rights:lapses", rows.lapsing, chooses=True),
    Page("échéances", "delegate", "rights:lapses", rows.lapsing, chooses=True),
    Page("demandes", "lead", "dossiers:list", rows.demandes),
    Page("demandes", "delegate", "dossiers:list", rows.demandes),
    Page("décisions", "delegate", "decisions:list", rows.decisions),
    Page("séances", "delegate", "commissions:list", rows.seances),
    Page("ordres", "delegate", "rights:orders", rows.orders),
    Page("ordres", "payer", "rights:orders", rows.orders),
    Page("aides à ordonner", "delegate", "rights:orders", rows.to_order, least=200),
    Page("trace", "lead", "accounts:trace", rows.trace),
    Page("une personne", "lead", "people:person", rows.person, _person),
    Page("une personne", "delegate", "people:person", rows.person, _person),
    Page("ses trois horloges", "lead", "rights:clocks", rows.clocks, _person),
    Page("ses mois d’aide", "lead", "rights:months", rows.clocks, _person),
    Page("son titre de séjour", "lead", "rights:stay", rows.clocks, _person),
    Page("une demande", "lead", "dossiers:demande", rows.demande, _demande),
    Page("une demande", "delegate", "dossiers:demande", rows.demande, _demande),
    Page("une décision", "delegate", "decisions:decision", rows.decision, _decided),
    Page("une séance", "delegate", "commissions:seance", rows.seance, _seance),
    Page("un ordre", "payer", "rights:order", rows.order, _order),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as one reader opens it, and the floor laid under it."""

    client: Client
    url: str
    under: str

    @classmethod
    def of(cls, page: Page, reader: Reader) -> "Visit":
        membership = Membership.objects.select_related("body", "user").get(pk=reader.membership)
        with perimeter(membership.perimeter()), transaction.atomic():
            ids = page.ids(membership)
        rank = floor.lay(lambda acting: page.rows(acting, ids))
        under = reverse(floor.NAME, kwargs={"membership": membership.pk, "rank": rank})
        return cls(signed_in(membership), page.url(membership, ids), under)

    def open(self) -> None:
        got(self.client, self.url)

    def fall(self) -> None:
        got(self.client, self.under)

    def queries(self) -> int:
        with CaptureQueriesContext(connection) as caught:
            self.open()
        return len(caught)


def signed_in(membership: Membership) -> Client:
    client = Client(HTTP_HOST="localhost")
    with logins.login(logins.DOORS):
        client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[STRONG] = session[PROVED] = clock.now().isoformat()
        session.save()
    return client


def got(client: Client, url: str) -> bytes:
    """The page. RuntimeError for any answer but 200: its cost would say nothing."""
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")
    return answer.content


def measures() -> Iterator[Measure]:
    floor.open_to_all()
    for page in PAGES:
        yield from _measured(page)


def _measured(page: Page) -> Iterator[Measure]:
    every = readers(page.role)
    reader = next((one for one in every if page.least and one.people >= page.least), every[-1])
    largest, size = Visit.of(page, reader), reader.people
    for warm in (largest.open, largest.fall) * 2:
        warm()
    shown, under = side_by_side(largest.open, largest.fall)
    what = f"{page.label}, {page.role}, {size} personnes"
    of = {"page": shown.p50, "plancher": under.p50, "page à la montre": shown.wall}
    yield Measure("pages", f"{what} : p50 / plancher", shown.p50 / under.p50, TIMES_THE_FLOOR, "", of=of)
    if page.chooses:
        yield Measure("pages", f"{what} : à la montre", shown.wall / 1e3, ON_THE_CLOCK, "s")
    yield Measure("pages", f"{what} : p95 / p50", _spread(shown), SPREAD, "", of={"p95": shown.p95})
    most = max(Visit.of(page, one).queries() for one in _smaller(every))
    here = largest.queries()
    more, counted = float(max(0, here - most)), {"ici": here, "petit périmètre": most}
    yield Measure("pages", f"{what} : requêtes de plus qu’en petit", more, MORE_QUERIES, "", of=counted)


def _spread(samples: Samples) -> float:
    return samples.p95 / samples.p50


def _smaller(every: list[Reader]) -> list[Reader]:
    """Some perimeters around a quarter of the way: small, but where there is something of everything to read."""
    middle = len(every) // 4
    return every[middle : middle + SMALLER] or every[:1]
