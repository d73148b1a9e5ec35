"""What the person's page shows of her accompaniment, to her antenne alone; the ways to the active file."""

from datetime import date

from django.template.loader import render_to_string

from rivage.accounts.http import ActingRequest
from rivage.people.models import Person
from rivage.people.panels import Fragment, Way, register, register_way
from rivage.support.active import reading
from rivage.support.enums import Origin


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


register(Fragment("support:summary", "Voir son accompagnement", "side", 4))
register_way(Way("support:active", "File active de l’antenne", "foot", rank=3))
