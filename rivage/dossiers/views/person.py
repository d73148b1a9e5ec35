"""Beginning to accompany somebody, opening her demande, the notes of the antenne, the gestures of what changes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.given_back import asked_by_script, kept_at
from rivage.core.refusal import require
from rivage.dossiers import access, actions, entry, panels
from rivage.dossiers.enums import DemandeKind
from rivage.dossiers.forms.steps import NoteForm, OpenForm
from rivage.dossiers.models import NoteDraft
from rivage.dossiers.renewal import kinds_for
from rivage.people import access as people_access
from rivage.people.forms import NewPersonForm
from rivage.people.models import Person
from rivage.people.panels import answer
from rivage.people.screen import crumbs

# Sent by who typed a wrong year, from the page of the protection circuit.
MISTAKEN = "mistaken"
# Sent once she was called back: what a card said begins the form, and nothing is written.
CARD, OF_CARD = "carte", ("name_in_use", "when")


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: ActingRequest) -> HttpResponse:
    """Begin to accompany somebody. Under 18, or in doubt, nothing is kept and the protection circuit is shown.

    Who made a slip goes on with what the page alone still holds.
    """
    on = request.on
    of_card = {name: request.POST.get(name, "") for name in OF_CARD} if CARD in request.POST else {}
    form = NewPersonForm(None if of_card else request.POST or None, on=on, initial=of_card)
    questions = [question.name for question in entry.asked()]
    for question in entry.asked():
        form.add(question.name, question.field())
    way = crumbs(request)
    if not of_card and request.method == "POST" and form.is_valid():
        if (circuit := protection(request, form)) is not None:
            return circuit
        person = attempt(
            form,
            lambda: actions.open_suivi(
                actor=request.membership,
                on=on,
                identity=form.identity(),
                contact=form.contact(),
                aps_need=form.cleaned_data["aps_need"],
                adult_said=True,
                typed=True,
                since=form.cleaned_data["since"],
                asked={name: form.cleaned_data[name] for name in questions},
            ),
        )
        if person:
            messages.success(request, "L’accompagnement est ouvert. Seule l’association qui l’accompagne le lit.")
            return see_other(request, "people:person", person=person.pk)
    require(people_access.can_create(request.membership))
    context = {
        "form": form,
        "questions": [form[name] for name in questions],
        "heading": "Commencer un accompagnement",
        "crumbs": way,
        "of_card": bool(of_card),
    }
    return render(request, "dossiers/new_person.html", context, status=UNPROCESSABLE if form.errors else 200)


def protection(request: ActingRequest, form: NewPersonForm) -> HttpResponse | None:
    """The circuit that protects who may be under 18: nothing is kept, but what was typed on the page itself. None when
    nothing says so; the form shows what does to who says that it was a slip.
    """
    if not form.protects():
        return None
    if MISTAKEN in request.POST:
        form.mistaken()
        return None
    form.hide("")
    context = {"heading": "La protéger d’abord", "crumbs": crumbs(request), "form": form, "mistaken": MISTAKEN}
    return render(request, "dossiers/protection.html", context, status=UNPROCESSABLE)


def _person(request: ActingRequest, person: UUID) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.membership).select_related("antenne"), pk=person)


@require_http_methods(["GET", "HEAD", "POST"])
def open_demande(request: ActingRequest, person: UUID) -> HttpResponse:
    """Open a demande."""
    found, on = _person(request, person), request.on
    kinds = kinds_for(found, on)
    form = OpenForm(request.POST or None, initial={"kind": kinds[0]} if len(kinds) == 1 else None)
    form.offer("kind", [(kind.value, kind.label) for kind in kinds])
    if kinds[0] != DemandeKind.INITIALE:
        del form.fields["months_before"], form.fields["months_before_source"]
    if request.method == "POST":
        demande = attempt(
            form,
            lambda: actions.open_demande(actor=request.membership, on=on, person=found, **form.values()),
        )
        if demande:
            return see_other(request, "dossiers:demande", demande=demande.pk)
    require(access.can_open(request.membership, found))
    context = {
        "form": form,
        "person": found,
        "heading": "Préparer une demande",
        "late": len(kinds) > 1 and kinds[0] == DemandeKind.RENOUVELLEMENT,
        "reference": found.reference,
        "crumbs": crumbs(request, found),
    }
    return render(request, "dossiers/open.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def notes(request: ActingRequest, person: UUID) -> HttpResponse:
    """The notes of the antenne: a fragment of her page."""
    found = _person(request, person)
    return answer(request, found, "Notes de l’association", panels.notes(request, found, request.on))


@require_safe
def gestures(request: ActingRequest, person: UUID) -> HttpResponse:
    """What changes, and the way to another antenne: a fragment of her page."""
    found = _person(request, person)
    return answer(request, found, "Ce qui change", panels.gestures(request, found, request.on))


@require_POST
def note(request: ActingRequest, person: UUID) -> HttpResponse:
    """Write a note of the antenne, or keep it as it is typed."""
    found = _person(request, person)
    form = NoteForm(request.POST)
    if asked_by_script(request):
        return _draft(request, found, form)
    if attempt(
        form,
        lambda: actions.add_note(actor=request.membership, on=request.on, person=found, **form.values()),
    ):
        messages.success(
            request,
            "La note est gardée. Seule votre association la lit ; elle suit la personne ailleurs si elle le veut.",
        )
        return see_other(request, "people:person", person=found.pk)
    require(people_access.can_write(request.membership, found))
    context = {
        "form": form,
        "person": found,
        "heading": "Note de l’association",
        "button": "Ajouter cette note",
        "reference": found.reference,
        "back": to(request, "people:person", person=found.pk),
    }
    return render(request, "people/form.html", context, status=UNPROCESSABLE)


def _draft(request: ActingRequest, person: Person, form: NoteForm) -> HttpResponse:
    """The answer to a note kept as one types. An empty one is no mistake: there is nothing to keep."""
    form.fields["text"].required = False
    kept = attempt(
        form,
        lambda: actions.keep_draft(actor=request.membership, on=request.on, person=person, **form.values()),
    )
    if kept is None:
        require(people_access.can_write(request.membership, person))
        return render(request, "dossiers/not_saved.html", {"form": form, "rest": False}, status=UNPROCESSABLE)
    shown = NoteForm(initial=NoteForm.starting(kept if isinstance(kept, NoteDraft) else None))
    return kept_at(render(request, "dossiers/note_kept.html", {"form": shown}), person.departement)
