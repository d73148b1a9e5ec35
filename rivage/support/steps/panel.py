"""What her page shows of her steps: what runs, what waits, and the last one."""

from datetime import date

from django.template.loader import render_to_string

from rivage.accounts.http import ActingRequest
from rivage.people.models import Person
from rivage.support.active.reading import running
from rivage.support.answered import last_dated
from rivage.support.enums import StepDomain
from rivage.support.models import DangerAssessment
from rivage.support.steps import reading

SHOWN = 4


def summary(request: ActingRequest, person: Person, on: date) -> str:
    """What runs, since when she looks for a place to live, the few steps that wait, the last where none does; the last
    danger noted with her.
    """
    known = reading.lines(person, on)
    waits = reading.waiting(known)
    runs = [line for line in known if line.runs and not line.row.due]
    shown = waits[:SHOWN] or ([] if runs else known[:1])
    context = {
        "person": person,
        "runs": runs,
        "home": reading.sought(known, StepDomain.HOUSING, on),
        "shown": shown,
        "more": len(waits) - SHOWN,
        "many": len(known),
        "danger": last_dated(DangerAssessment, person),
        "ended": running(person) is None,
    }
    return render_to_string("support/steps_panel.html", context, request)
