"""What her page shows of her steps: what waits, and the last one."""

from datetime import date

from django.template.loader import render_to_string

from rivage.accounts.http import ActingRequest
from rivage.people.models import Person
from rivage.support.steps import reading

SHOWN = 4


def summary(request: ActingRequest, person: Person, on: date) -> str:
    """The few that wait; the last one where none does."""
    known = reading.lines(person, on)
    waits = reading.waiting(known)
    shown = waits[:SHOWN] or known[:1]
    context = {"person": person, "shown": shown, "more": len(waits) - SHOWN, "many": len(known)}
    return render_to_string("support/steps_panel.html", context, request)
