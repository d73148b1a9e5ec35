"""What the person's page shows of her accompaniment, to her antenne alone; the ways to the active file."""

from datetime import date

from django.template.loader import render_to_string

from rivage.accounts.http import ActingRequest
from rivage.people.models import Person
from rivage.people.panels import Fragment, Way, register, register_way
from rivage.support.active import reading
from rivage.support.after import reading as after
from rivage.support.answered import last_dated
from rivage.support.enums import Origin
from rivage.support.evaluation import reading as evaluation
from rivage.support.models import Evaluation


def summary(request: ActingRequest, person: Person, on: date) -> str:
    """How it began, since when, and whether she waits."""
    suivi = reading.running(person)
    contact = reading.contact_of(suivi) if suivi else None
    context = {
        "person": person,
        "suivi": suivi,
        "contact": contact,
        "origin": Origin(contact.origin).label if contact else "",
        "waits": reading.waiting(person),
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


register(Fragment("support:summary", "Voir son accompagnement", "side", 4))
register(Fragment("support:evaluated", "Voir où elle en est", "side", 5))
register(Fragment("support:steps_summary", "Voir ses démarches", "side", 5))
register_way(Way("support:active", "File active de l’antenne", "foot", rank=3))
register_way(Way("support:before_after", "Avant et après, pour l’antenne", "foot", rank=4))
register_way(Way("support:team_steps", "Démarches de l’antenne", "foot", rank=4))
register_way(Way("support:sums", "Sommes d’une année", "foot", rank=5))
