"""Pages of an evaluation: note one, correct one, her before and after, those of the antenne."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core import questions, sheets
from rivage.core.answers import UNPROCESSABLE, attempt, download
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.people import names
from rivage.people.models import Person
from rivage.people.panels import answer
from rivage.people.screen import about, private
from rivage.support import access, answered, panels
from rivage.support.after import reading as after
from rivage.support.enums import Moment
from rivage.support.evaluation import actions, reading
from rivage.support.evaluation.forms import EvaluationForm, MomentsForm, compared, day_typed, in_words
from rivage.support.models import Evaluation
from rivage.support.tally.counting import is_open
from rivage.vault import opened


@require_safe
def evaluated(request: ActingRequest, person: UUID) -> HttpResponse:
    """Her last evaluation and the one that is due: a fragment of her page, a page of its own without script."""
    held = private(request, person)
    return answer(request, held, "Où elle en est", panels.evaluated(request, held, request.on))


@require_safe
def evaluations(request: ActingRequest, person: UUID) -> HttpResponse:
    """Each question at each moment, what changed said in words; it prints."""
    held = private(request, person)
    rows = reading.standing(held)
    context = {
        "who": names.shown(request.membership, held.pk),
        "held": held,
        "rows": rows,
        "lines": reading.picture(rows),
        "past": reading.replaced(held),
        **about(request, held),
    }
    return render(request, "support/evaluations.html", context)


def _page(request: ActingRequest, held: Person, form: EvaluationForm, heading: str, button: str) -> HttpResponse:
    context = {
        "heading": heading,
        "who": names.shown(request.membership, held.pk),
        "form": form,
        "button": button,
        "hide_optional": True,
        **about(request, held, ("Où elle en est", to(request, "support:evaluations", person=held.pk))),
    }
    return render(request, "support/of_her.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: ActingRequest, person: UUID) -> HttpResponse:
    """Note where she stands: a few seconds, nothing chosen for her."""
    membership, on = request.membership, request.on
    held = private(request, person)
    form = EvaluationForm(
        request.POST or None,
        initial={"moment": _moment(request, held)},
        version=version_of(answered.last_written(Evaluation, held)),
        outside=not reading.in_path(held, day_typed(request.POST, on)),
        stays=_stays(request, held),
    )

    def act() -> Any:
        version = form.cleaned_data["version"]
        return actions.note_evaluation(actor=membership, on=on, person=held, told=form.told(), version=version)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        _counted(request, form.told().day.year)
        return see_other(request, "support:evaluations", person=held.pk)
    require(access.can_note(membership, held))
    return _page(request, held, form, "Noter où elle en est", "Noter")


def _stays(request: ActingRequest, held: Person) -> bool:
    """Whether what is sent says an exit that nothing else says."""
    said = request.POST.get("moment") == Moment.EXIT
    return said and not reading.going_out(held, day_typed(request.POST, request.on))


def _counted(request: ActingRequest, year: int) -> None:
    """Says where an evaluation comes after the sums of its year."""
    if not is_open(request.membership, request.on, year):
        messages.info(request, f"Les sommes de {year} sont remises ou closes : elles ne changent plus.")


def _moment(request: ActingRequest, held: Person) -> str:
    """The moment that is due, which is a fact of her path; none where none is."""
    due = reading.due_of(reading.due(request.membership, request.on).filter(person=held), request.on)
    if held.pk in due:
        return due[held.pk].moment
    return after.of_her(request.membership, held, request.on).moment or ""


@require_http_methods(["GET", "HEAD", "POST"])
def correct_evaluation(request: ActingRequest, evaluation: UUID) -> HttpResponse:
    """Put what is right in the place of an evaluation noted wrong; what was noted stays, with why."""
    membership, on = request.membership, request.on
    rows = Evaluation.objects.visible_to(membership).select_related("person__antenne")
    row = answered.stands(get_object_or_404(rows, pk=evaluation))
    held = row.person
    opened.note(held.pk, held.antenne_id, Evaluation.SLICE)
    shown = {"moment": row.moment, "day": row.day, "agreed": bool(row.agreed), **questions.read(row.answers)}
    form = EvaluationForm(
        request.POST or None,
        initial=shown,
        version=version_of(row),
        outside=not reading.in_path(held, day_typed(request.POST, row.day)),
        stays=_stays(request, held),
        corrects=True,
    )

    def act() -> Any:
        typed = form.cleaned_data
        return actions.correct_evaluation(
            actor=membership, on=on, evaluation=row, told=form.told(), version=typed["version"], why=typed["why"]
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        _counted(request, form.told().day.year)
        return see_other(request, "support:evaluations", person=held.pk)
    require(access.can_note(membership, held))
    return _page(request, held, form, "Corriger une évaluation", "Corriger")


@require_safe
def before_after(request: ActingRequest) -> HttpResponse:
    """Of those evaluated at two moments, how many gave each answer before and after: exact, for the antenne alone."""
    first, last = compared(request.GET)
    context = {
        "form": MomentsForm(initial={"du": first, "au": last}),
        "found": reading.between(request.membership, first, last),
        "first": in_words(first),
        "last": in_words(last),
        "du": first,
        "au": last,
        "after": after.sums(request.membership, request.on),
        "kinds": sheets.KINDS,
        "crumbs": [{"label": "File active", "url": to(request, "support:active")}],
    }
    return render(request, "support/before_after.html", context)


@require_POST
def before_after_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    kind = request.POST.get("format", "")
    kind = kind if kind in sheets.KINDS else "xlsx"
    first, last = compared(request.POST)
    content = actions.export_between(actor=request.membership, on=request.on, first=first, last=last, kind=kind)
    return download(content, f"tableau.{kind}")
