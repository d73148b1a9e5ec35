"""What the person's page shows of her accompaniment, to her antenne alone; the ways to the active file."""

from collections.abc import Iterator
from datetime import date

from django.template.loader import render_to_string

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.dossiers import entry
from rivage.dossiers import left_open as left
from rivage.dossiers.models import MistakenEnd, Suivi
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.people.panels import Fragment, Way, register, register_way
from rivage.support.active import entry as origin
from rivage.support.active import reading
from rivage.support.active.met import met
from rivage.support.after import reading as after
from rivage.support.answered import last_dated
from rivage.support.evaluation import reading as evaluation
from rivage.support.models import DangerAssessment, Evaluation
from rivage.support.steps import reading as steps


def summary(request: ActingRequest, person: Person, on: date) -> str:
    """How it began, since when, and whether she waits."""
    suivi = reading.running(person)
    ended = None if suivi else Suivi.objects.filter(person=person, ends__isnull=False).order_by("ends").last()
    began = met(request.membership, [person.pk]).get(suivi.pk) if suivi else None
    context = {
        "person": person,
        "suivi": suivi,
        "ended": ended,
        "began": began,
        "waits": reading.waiting(person),
        "mistaken": MistakenEnd.objects.filter(person=person),
        "on": on,
    }
    return render_to_string("support/panel.html", context, request)


def evaluated(request: ActingRequest, person: Person, on: date) -> str:
    """Her last evaluation, the moment that is due; once out, whether news may be asked of her."""
    last = last_dated(Evaluation, person)
    due = evaluation.due_of(evaluation.due(request.membership, on).filter(person=person), on).get(person.pk)
    context = {
        "person": person,
        "last": last,
        "due": due,
        "after": after.of_her(request.membership, person, on),
    }
    return render_to_string("support/evaluated.html", context, request)


def left_open(membership: Membership, person: Person, on: date) -> Iterator[str]:
    """A danger to see again, and each step of which nothing came yet or that is to be taken up again."""
    danger = last_dated(DangerAssessment, person)
    if danger and danger.again_on:
        yield f"danger à revoir le {day(danger.again_on)}"
    for line in steps.lines(person, on):
        if line.row.due:
            yield f"{line.title}, à reprendre le {day(line.row.due)}"
        elif line.open and not line.refused:
            yield f"{line.title}, sans réponse encore"


def met_in_danger(person: Person) -> Iterator[left.NotedWithHer]:
    """The last danger noted with her."""
    danger = last_dated(DangerAssessment, person)
    if danger:
        yield left.NotedWithHer(danger.day, "un danger est noté avec elle")


entry.register(entry.AtEntry(origin.NAME, origin.field, origin.note))
left.register(left_open)
left.register_met(met_in_danger)
register(Fragment("support:summary", "Voir son accompagnement", "side", 4))
register(Fragment("support:evaluated", "Voir où elle en est", "side", 5))
register(Fragment("support:steps_summary", "Voir ses démarches", "side", 5))
register_way(Way("support:active", "File active de l’antenne", "foot", rank=3))
register_way(Way("support:before_after", "Avant et après, pour l’antenne", "foot", rank=4))
register_way(Way("support:team_steps", "Démarches de l’antenne", "foot", rank=4))
register_way(Way("support:sums", "Sommes d’une année", "foot", rank=5))
