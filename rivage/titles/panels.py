"""What the person's page shows of her rights, to her antenne alone."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.template.loader import render_to_string

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.dossiers import left_open as left
from rivage.people.models import Person
from rivage.people.panels import Fragment, register
from rivage.rights.permit import answered
from rivage.titles.enums import WAITING, RightFamily
from rivage.titles.standing import noted_titles, standings, titles_held
from rivage.titles.texts import path_open


def summary(request: ActingRequest, person: Person, on: date) -> str:
    """What is noted, one line each, and of how many rights one may still speak with her: those of a path that runs."""
    known = standings(request.membership, person, on)
    noted = [one for one in known.values() if one.noted and one.subject.family != RightFamily.TITLE]
    silent = [one.subject for one in known.values() if not one.noted and one.subject.family == RightFamily.PATH]
    # Of nearly everybody, one of these is not noted.
    running = path_open(request.membership, person, on) if any(subject.of_path for subject in silent) else True
    to_ask = sum(1 for subject in silent if running or not subject.of_path)
    context = {
        "person": person,
        "noted": [*noted_titles(known), *noted],
        "to_ask": to_ask,
        "later": len(silent) - to_ask,
        "on": on,
    }
    return render_to_string("titles/panel.html", context, request)


def held(membership: Membership, people: Collection[UUID], on: date) -> dict[UUID, str]:
    """Of those people, who holds a title on that day, and which, as her antenne noted it."""
    rows = titles_held(membership, people, on) if people else ()
    return {row.person_id: row.get_kind_display() for row in rows}


def left_open(membership: Membership, person: Person, on: date) -> Iterator[str]:
    """Each right or title whose answer is awaited, or whose refusal may still be contested."""
    for one in standings(membership, person, on).values():
        if one.to_contest or (one.last is not None and one.last.step in WAITING):
            yield f"{one.subject.label}, {one.words}"


left.register(left_open)
answered.register(held)
register(Fragment("titles:summary", "Voir ses droits", "side", 6))
