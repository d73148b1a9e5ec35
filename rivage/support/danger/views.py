"""Pages of a danger: what was noted with her, a new one, its correction."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core import questions
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.people import names
from rivage.people.models import Person
from rivage.people.screen import about, private
from rivage.support import access, answered
from rivage.support.active.reading import running
from rivage.support.danger import actions, reading
from rivage.support.danger.forms import DangerForm
from rivage.support.models import DangerAssessment
from rivage.vault import opened


@require_safe
def dangers(request: ActingRequest, person: UUID) -> HttpResponse:
    """What was noted of a danger with her, the last first; what a demande in preparation says otherwise."""
    held = private(request, person)
    rows = reading.standing(held)
    context = {
        "who": names.shown(request.membership, held.pk),
        "held": held,
        "rows": rows,
        "past": reading.replaced(held),
        "ended": running(held) is None,
        "otherwise": reading.told_otherwise(held, rows[0][0] if rows else None),
        **about(request, held),
    }
    return render(request, "support/dangers.html", context)


def _page(request: ActingRequest, held: Person, form: DangerForm, heading: str, button: str) -> HttpResponse:
    require(access.can_note(request.membership, held))
    context = {
        "heading": heading,
        "who": names.shown(request.membership, held.pk),
        "form": form,
        "button": button,
        **about(request, held, ("Danger", to(request, "support:dangers", person=held.pk))),
    }
    return render(request, "support/of_her.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: ActingRequest, person: UUID) -> HttpResponse:
    """Note a danger, with her."""
    held = private(request, person)
    form = DangerForm(request.POST or None, version=version_of(answered.last_written(DangerAssessment, held)))

    def act() -> Any:
        return actions.assess(
            actor=request.membership, on=request.on, person=held, told=form.told(), version=form.shown
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        return see_other(request, "support:dangers", person=held.pk)
    return _page(request, held, form, "Noter un danger, avec elle", "Noter")


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActingRequest, dangerassessment: UUID) -> HttpResponse:
    """Put what is right in the place of what was noted wrong, which stays with why."""
    rows = DangerAssessment.objects.visible_to(request.membership).select_related("person__antenne")
    row = answered.stands(get_object_or_404(rows, pk=dangerassessment))
    held = row.person
    opened.note(held.pk, held.antenne_id, DangerAssessment.SLICE)
    shown = {"day": row.day, "level": row.level, "again_on": row.again_on, **questions.read(row.answers)}
    form = DangerForm(request.POST or None, initial=shown, version=version_of(row), corrects=True)

    def act() -> Any:
        why = form.cleaned_data["why"]
        return actions.correct(
            actor=request.membership, on=request.on, assessment=row, told=form.told(), version=form.shown, why=why
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "support:dangers", person=held.pk)
    return _page(request, held, form, "Corriger ce qui était noté", "Corriger")
