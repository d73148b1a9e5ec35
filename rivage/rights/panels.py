"""What the person's page shows of a path taken over."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string

from rivage.dossiers.models import Period, TakeOver
from rivage.law.period import ONE_DAY
from rivage.people.models import Person
from rivage.people.panels import Panel, register
from rivage.rights import access
from rivage.rights.models import AfisDecision


def taken_over(request: HttpRequest, person: Person, on: date) -> str:
    """What was taken over, to confirm for whoever instructs, to correct for her antenne."""
    membership = request.membership
    held = (
        TakeOver.objects.visible_to(membership)
        .filter(person=person, parcours__ended_on__isnull=True)
        .select_related("parcours")
        .first()
    )
    if held is None:
        return ""
    rows = Period.objects.filter(parcours=held.parcours_id, created_at=held.created_at).order_by("starts")
    may_correct = access.can_correct(membership, held)
    context = {
        "held": held,
        "on": on,
        "periods": [(row.n, row.starts, row.ends - ONE_DAY, row.months) for row in rows],
        "aid": AfisDecision.objects.visible_to(membership)
        .filter(demande__parcours=held.parcours_id, created_at=held.created_at)
        .first(),
        "may_confirm": bool(access.can_confirm(membership, held)),
        "may_correct": bool(may_correct),
        "kept_because": may_correct.sentence if membership.is_antenne and held.contested_on else "",
    }
    return render_to_string("rights/panel_take_over.html", context, request)


register(Panel("taken_over", taken_over, "main", 5))
