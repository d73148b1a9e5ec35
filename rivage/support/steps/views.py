"""Pages of her steps: all of them, a new one, what came of one, its correction."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.lists import listed, sent
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.french import capital
from rivage.core.refusal import require
from rivage.law import procedure
from rivage.law.facts import BadFact
from rivage.people import names
from rivage.people.models import Person
from rivage.people.panels import answer
from rivage.people.screen import about, private
from rivage.support import access
from rivage.support.enums import StepDomain
from rivage.support.models import Approach
from rivage.support.steps import actions, panel, reading, tables, wording
from rivage.support.steps.forms import NOTHING, ClaimsForm, CorrectApproachForm, FollowApproachForm, NewApproachForm
from rivage.support.steps.themes import theme

# Where the fields of a kind differ so much that it is chosen before any of them is shown.
KIND_FIRST = (StepDomain.PROCEDURE,)


@require_safe
def steps_summary(request: ActingRequest, person: UUID) -> HttpResponse:
    """What waits and what was done last: a fragment of her page, a page of its own without script."""
    held = private(request, person)
    return answer(request, held, "Ses démarches", panel.summary(request, held, request.on))


@require_safe
def steps(request: ActingRequest, person: UUID) -> HttpResponse:
    """Her steps of a domain or of all, what waits on top, then the newest first."""
    held = private(request, person)
    require(access.can_note(request.membership, held))
    whole = reading.lines(held, request.on)
    domain = asked if (asked := request.GET.get("domaine", "")) in StepDomain.values else ""
    known = [line for line in whole if domain in ("", line.row.domain)]
    context = {
        "person": held,
        "who": names.shown(request.membership, held.pk),
        "domains": reading.domains(whole),
        "domain": domain,
        "many": len(whole),
        "sought": [(StepDomain(code).label, one) for (_, code), one in reading.searches(known, request.on).items()],
        "waits": reading.waiting(known),
        "runs": [line for line in known if line.runs and not line.row.due],
        "done": [line for line in known if not line.row.due and not line.runs],
        "taken_back": reading.taken_back(held),
        **about(request, held),
    }
    return render(request, "support/steps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def team_steps(request: ActingRequest) -> HttpResponse:
    """The steps of whoever the antenne accompanies: what has no issue, since when, how many times refused."""
    crumbs = [{"label": "Personnes", "url": to(request, "people:list")}]
    return listed(request, tables.steps(request.membership, request.on), "support/team_steps.html", crumbs=crumbs)


@require_POST
def team_steps_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.steps(request.membership, request.on, leaving=True))


@require_safe
def claims(request: ActingRequest, person: UUID) -> HttpResponse:
    """What may be asked in a procedure, and until when: from what is noted, and two days that are kept nowhere."""
    held = private(request, person)
    require(access.can_note(request.membership, held))
    form = ClaimsForm(request.GET or None)
    typed = form.cleaned_data if form.is_valid() else {}
    try:
        found = _claims(request, held, typed)
    except BadFact as wrong:
        form.add_error("decision" if wrong.field == "final_on" else "depuis", capital(wrong.sentence))
        found = _claims(request, held, {})
    context = {
        "person": held,
        "who": names.shown(request.membership, held.pk),
        "form": form,
        "claims": found,
        **about(request, held, _way(request, held)),
    }
    return render(request, "support/claims.html", context, status=UNPROCESSABLE if form.errors else 200)


def _claims(request: ActingRequest, held: Person, typed: dict[str, Any]) -> tuple[procedure.ProcedureClaim, ...]:
    begun = reading.reflection_from(reading.lines(held, request.on))
    return procedure.claims(procedure.ProcedureFacts(request.on, begun, typed.get("depuis"), typed.get("decision")))


def _way(request: ActingRequest, person: Person) -> tuple[str, str]:
    return "Ses démarches", to(request, "support:steps", person=person.pk)


def _page(request: ActingRequest, held: Person, form: Any, heading: str, **more: Any) -> HttpResponse:
    require(access.can_note(request.membership, held))
    context = {
        "person": held,
        "heading": heading,
        "who": names.shown(request.membership, held.pk),
        "form": form,
        "today": request.on,
        **about(request, held, _way(request, held)),
        **more,
    }
    return render(request, "support/step.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def new_step(request: ActingRequest, person: UUID) -> HttpResponse:
    """What one more step is about: each domain asks what it needs."""
    held = private(request, person)
    require(access.can_note(request.membership, held))
    context = {
        "person": held,
        "who": names.shown(request.membership, held.pk),
        "domains": StepDomain.choices,
        **about(request, held, _way(request, held)),
    }
    return render(request, "support/step_domains.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_step_of(request: ActingRequest, person: UUID, domain: str) -> HttpResponse:
    """One more step, in a few fields; what came of it too, where it is known already."""
    held = private(request, person)
    if domain not in StepDomain.values:
        raise Http404
    kinds = _kinds_first(domain)
    of = asked if (asked := request.POST.get("kind") or request.GET.get("nature", "")) in kinds else ""
    if kinds and not of and request.method != "POST":
        return _kinds(request, held, kinds)
    # Its fields are those of the kind that the page showed: of another, they are asked before anything is written.
    if of and request.POST.get("shown", of) != of:
        form = NewApproachForm(domain=domain, of=of).redrawn(request.POST)
        messages.info(request, f"Voici ce qui va avec « {kinds[of]} ». Rien n’est encore noté.")
        return _page(request, held, form, _heading(domain), button="Noter")
    form = NewApproachForm(request.POST or None, domain=domain, of=of)

    def act() -> Any:
        once = form.cleaned_data["once"]
        return actions.note_approach(actor=request.membership, on=request.on, person=held, told=form.told(), once=once)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        return see_other(request, "support:steps", person=held.pk)
    return _page(request, held, form, _heading(domain), button="Noter")


def _kinds_first(domain: str) -> Mapping[str, str]:
    """The kinds of a domain of which it is chosen before any field is shown."""
    return theme(domain).kinds if domain in KIND_FIRST else {}


def _heading(domain: str) -> str:
    return f"Noter une démarche : {StepDomain(domain).label}"


def _kinds(request: ActingRequest, held: Person, kinds: Mapping[str, str]) -> HttpResponse:
    """What is asked, first: each kind has fields of its own."""
    require(access.can_note(request.membership, held))
    context = {
        "person": held,
        "who": names.shown(request.membership, held.pk),
        "kinds": kinds.items(),
        **about(request, held, _way(request, held)),
    }
    return render(request, "support/step_domains.html", context)


def _approach(request: ActingRequest, approach: UUID) -> Approach:
    rows = Approach.objects.visible_to(request.membership).select_related("person__antenne")
    return get_object_or_404(rows, pk=approach)


def _gone(request: ActingRequest, row: Approach) -> HttpResponse | None:
    """Back to her steps where this one was already replaced, or struck."""
    if row.domain and not Approach.objects.filter(replaces=row).exists():
        return None
    messages.warning(request, "Une suite ou une correction est déjà notée : la voici.")
    return see_other(request, "support:steps", person=row.person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_step(request: ActingRequest, approach: UUID) -> HttpResponse:
    """What came of a step: an answer, another day, or nothing more to do."""
    row = _approach(request, approach)
    held = private(request, row.person_id)
    if request.method != "POST" and (gone := _gone(request, row)):
        return gone
    form = FollowApproachForm(request.POST or None, initial=FollowApproachForm.starting(row), approach=row)

    def act() -> Any:
        return actions.follow_approach(actor=request.membership, on=request.on, approach=row, told=form.told())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté.")
        return see_other(request, "support:steps", person=held.pk)
    said = f"{wording.titled(row)}, {wording.words(row)}." if row.domain else ""
    return _page(request, held, form, "La suite d’une démarche", button="Noter la suite", row=row, said=said)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_step(request: ActingRequest, approach: UUID) -> HttpResponse:
    """Put what took place in the place of a step that was noted wrong."""
    row = _approach(request, approach)
    held = private(request, row.person_id)
    if request.method != "POST" and (gone := _gone(request, row)):
        return gone
    kinds, shown = _kinds_first(row.domain), CorrectApproachForm.starting(row)
    of = asked if (asked := request.POST.get("kind") or row.kind or "") in kinds else ""
    form = CorrectApproachForm(request.POST or None, initial=shown, domain=row.domain, of=of)
    other = of and request.POST.get("happened") != NOTHING and request.POST.get("shown", of) != of
    if other:
        form = CorrectApproachForm(initial=shown, domain=row.domain, of=of).redrawn(request.POST)
        messages.info(request, f"Voici ce qui va avec « {kinds[of]} ». Rien n’est encore corrigé.")

    def act() -> Any:
        why = form.cleaned_data["why"]
        return actions.correct_approach(
            actor=request.membership, on=request.on, approach=row, instead=form.instead(), why=why
        )

    if request.method == "POST" and not other and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "support:steps", person=held.pk)
    require(access.can_note(request.membership, held))
    read = Confirming(
        heading="Corriger une démarche",
        about=f"{names.or_reference(request.membership, held)}. {wording.titled(row)}, {wording.words(row)}."
        if row.domain
        else names.or_reference(request.membership, held),
        consequences=(
            "Ce qui était noté reste, barré, avec votre raison. Seule l’association qui l’accompagne le lit.",
        ),
        button="Corriger",
        back=to(request, "support:steps", person=held.pk),
    )
    return confirming(request, read, form, **about(request, held, _way(request, held)))
