"""What other apps show on a person's page and in the list of people: each registers its own.

What the page is opened for is drawn with it, by a `Panel`. The rest are `Fragment`s: pages of the app that owns the
subject, which htmx brings once the page is there, and which a link opens without script.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from rivage.accounts import homes, policies
from rivage.accounts.http import ActingRequest, link, to
from rivage.accounts.models import Membership
from rivage.core.french import day_in_words
from rivage.core.given_back import asked_by_script
from rivage.core.tables import State
from rivage.people import once
from rivage.people.models import Person

NO_STATE = State("neutre", "person", "accompagnement")


@dataclass(frozen=True, slots=True)
class StepChoice:
    """One of several gestures that a next step leaves to choose from: its words, what it does, where; `press`: there,
    at once.
    """

    action: str
    consequence: str
    url: str
    press: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step in words: one sentence, what happens otherwise, and where it is done; `press`: there, at once.
    `choices`: in place of the one gesture, several of the same weight.
    """

    sentence: str
    otherwise: str = ""
    action: str = ""
    url: str = ""
    press: bool = False
    choices: tuple[StepChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of the person's page. `draw` gives its HTML, "" when it has nothing for this reader."""

    name: str
    draw: Callable[[ActingRequest, Person, date], str]
    column: str = "main"
    rank: int = 50


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of the person's page that is a page by itself, for those to whom the policy opens it.

    `page`: its URL name, with `person`; `link`: what is said until it is there; `wanted`: one question, which spares
    most people a request that would bring nothing; `printed`: with the page.
    """

    page: str
    link: str
    column: str = "main"
    rank: int = 50
    wanted: Callable[[Membership, Person], bool] = lambda membership, person: True
    printed: bool = True

    @property
    def name(self) -> str:
        return self.page

    def draw(self, request: ActingRequest, person: Person, on: date) -> str:
        """Where it will stand."""
        membership = request.membership
        if not policies.allows(self.page, "GET", membership.role) or not self.wanted(membership, person):
            return ""
        url = to(request, self.page, person=person.pk)
        return render_to_string("people/fragment.html", {"url": url, "link": self.link, "printed": self.printed})


@dataclass(frozen=True, slots=True)
class Way:
    """From the list of people to a page, for those to whom the policy opens it. `place`: among what is begun there
    (`begun`), at the foot (`foot`), or beside the end of an agrément (`agrement`).
    """

    page: str
    label: str
    place: str
    icon: str = ""
    rank: int = 50


class Narrowing(NamedTuple):
    """A choice of the list of people: the word of the address, what one reads, and the ids of those who answer it."""

    word: str
    label: str
    people: "Callable[[Membership], QuerySet[Any, Any]]"


narrowings: list[Narrowing] = []
_panels: dict[str, Panel | Fragment] = {}
_ways: list[Way] = []
_word: dict[str, str] = {}
_rest: list[Callable[[], QuerySet[Any]]] = []
_gone: list[Callable[[], QuerySet[Any]]] = []
_states: list[Callable[[Sequence[Person], Membership, date], dict[UUID, State]]] = []
_refused: list[Callable[[Sequence[Person], Membership, date], dict[UUID, str]]] = []
_steps: list[Callable[[Person, Membership, date], NextStep | None]] = []
_counts: list[Callable[[Membership, Person, date], int | None]] = []


def register(panel: Panel | Fragment) -> None:
    """Add a part of the page. Raises ValueError for a name given twice."""
    if panel.name in _panels:
        raise ValueError(f"Le panneau {panel.name} est déclaré deux fois.")
    _panels[panel.name] = panel


def register_way(way: Way) -> None:
    """Add a way out of the list of people."""
    _ways.append(way)


def register_rest(people: Callable[[], QuerySet[Any]]) -> None:
    """Whom their antenne accompanies no more: a query of their ids, for lists and homes to leave them in peace."""
    _rest.append(people)


def register_gone(people: Callable[[], QuerySet[Any]]) -> None:
    """Whose follow-up stopped for good: a query of their ids. Nobody has to take them over."""
    _gone.append(people)


def at_rest() -> Q:
    """Whom their antenne accompanies no more, as a condition on people."""
    return _any_of(_rest)


def over() -> Q:
    """Whom nobody has to accompany: at rest, or gone. As a condition on people."""
    return _any_of([*_rest, *_gone])


def _any_of(sources: "Sequence[Callable[[], QuerySet[Any]]]") -> Q:
    found = Q(pk__in=[])
    for people in sources:
        found |= Q(pk__in=people())
    return found


def resting(membership: Membership, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people whom this antenne accompanies no more."""
    rows = Person.objects.visible_to(membership).filter(at_rest(), pk__in=set(people))
    return set(rows.values_list("pk", flat=True))


def register_word(back: str, restored: str) -> None:
    """The pages where her word is taken back, and where that is corrected: of the app that knows what follows."""
    _word.update(back=back, restored=restored)


def word_page(request: ActingRequest, accord: UUID, which: str) -> str:
    """Its address, for one accord: `back` or `restored`."""
    return to(request, _word[which], accord=accord)


def register_states(states: Callable[[Sequence[Person], Membership, date], dict[UUID, State]]) -> None:
    """Add a source of state pills for the list; the last one that knows a person wins."""
    _states.append(states)


def register_refused(words: Callable[[Sequence[Person], Membership, date], dict[UUID, str]]) -> None:
    """Add what an app knows of a refusal that her state does not say: its words follow her state, on every page."""
    _refused.append(words)


def register_step(step: Callable[[Person, Membership, date], NextStep | None]) -> None:
    """Add a source of next steps; the first one that has something to say is shown."""
    _steps.append(step)


def register_count(count: Callable[[Membership, Person, date], int | None]) -> None:
    """Say how many children of hers are counted elsewhere, None where nothing is counted."""
    _counts.append(count)


def children_counted(membership: Membership, person: Person, on: date) -> int | None:
    """How many children are counted for the aid, as far as this membership may read it."""
    return next((found for count in _counts if (found := count(membership, person, on)) is not None), None)


def drawn(request: ActingRequest, person: Person, on: date, column: str) -> list[str]:
    """The HTML of the panels of a column, in their order."""
    wanted = sorted((panel for panel in _panels.values() if panel.column == column), key=lambda panel: panel.rank)
    return [html for html in (panel.draw(request, person, on) for panel in wanted) if html]


def ways(request: ActingRequest, place: str) -> list[dict[str, str]]:
    """The ways from a place of the list that are open to this role, in their order: label, icon and address."""
    role = request.membership.role
    wanted = sorted((way for way in _ways if way.place == place), key=lambda way: way.rank)
    opened = [way for way in wanted if policies.allows(way.page, "GET", role)]
    return [{"label": way.label, "icon": way.icon, "url": to(request, way.page)} for way in opened]


def answer(request: ActingRequest, person: Person, heading: str, html: str) -> HttpResponse:
    """A fragment as it is asked for: alone for the person's page, a page of its own without script."""
    if asked_by_script(request):
        return HttpResponse(html)
    context = {
        "heading": heading,
        "reference": person.reference,
        "crumbs": [
            {"label": "Personnes", "url": to(request, "people:list")},
            {"label": person.reference, "url": to(request, "people:person", person=person.pk)},
        ],
        "html": html,
    }
    return render(request, "people/panel.html", context)


def states(people: Sequence[Person], membership: Membership, on: date) -> dict[UUID, State]:
    """The state pill of each of these people, with what else is refused to her."""
    found = dict.fromkeys((one.pk for one in people), NO_STATE)
    for source in _states:
        found |= source(people, membership, on)
    said = refused(people, membership, on)
    # Whatever else stands, a refusal is seen.
    return found | {pk: with_refused(found[pk].text, words) for pk, words in said.items()}


def with_refused(text: str, words: str) -> State:
    """A state of hers, and what is refused to her beside it."""
    return State("alerte", "x-circle", f"{text}, {words}")


def refused(people: Sequence[Person], membership: Membership, on: date) -> dict[UUID, str]:
    """Of those to whom something beside the path is refused, what, in words: « titre refusé »."""
    said: dict[UUID, str] = {}
    for source in _refused:
        for pk, words in source(people, membership, on).items():
            said[pk] = f"{said[pk]}, {words}" if pk in said else words
    return said


def next_step(person: Person, membership: Membership, on: date) -> NextStep | None:
    """What the home of this reader puts first of her, with the remedies and hand-overs that it puts after; else what a
    source says when nothing waits for the reader.
    """
    with once.her(membership, person):
        return _next_step(person, membership, on)


def _next_step(person: Person, membership: Membership, on: date) -> NextStep | None:
    found = homes.of_people(membership, on)
    if found and not (membership.is_antenne and resting(membership, [person.pk])):
        first, *others = found
        sentence = f"{first.title}{_when(first, on)}."
        besides = (f"{one.title}{_when(one, on)}." for one in others if one.contest or one.always)
        otherwise = " ".join((first.consequence, *besides)).strip()
        # What is done on her own page is done below: no button leads where one already is.
        if first.url == link(membership, "people:person", person=person.pk):
            return NextStep(sentence, otherwise)
        return NextStep(sentence, otherwise, first.action, first.url)
    steps = [step for source in _steps if (step := source(person, membership, on)) is not None]
    # An outcome is said whatever comes first.
    after = " ".join(one.sentence for one in steps[1:])
    return replace(steps[0], otherwise=f"{steps[0].otherwise} {after}".strip()) if steps else None


def _when(item: homes.Item, on: date) -> str:
    if item.due is None:
        return ""
    if item.contest is not None:
        return f", {item.contest.days(on)}"
    if item.due == on:
        return ", aujourd’hui"
    day = day_in_words(item.due, on=on, weekday=False)
    return f", en retard depuis le {day}" if item.due < on else f", jusqu’au {day} inclus"


register_way(Way("people:relay", "Dire qui prend la suite", "foot", rank=5))
register(Fragment("people:step", "Voir la prochaine étape", "step", 1))
register(Fragment("accounts:readers", "Voir qui a ouvert ce dossier", "side", 99, printed=False))
