"""Taking over a running path, and what whoever instructs says of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.forms import VersionedForm
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.dossiers.models import Aid, Period, TakeOver
from rivage.dossiers.views.person import protection
from rivage.people import access as people
from rivage.people import names
from rivage.people.enums import ApsNeed
from rivage.people.models import Person
from rivage.people.screen import crumbs
from rivage.rights import access
from rivage.rights.enums import AfisSense, ApsStep
from rivage.rights.models import AfisDecision, ApsFact, ResidenceNeed
from rivage.rights.takeover import actions
from rivage.rights.takeover.forms import (
    EARLIER,
    NONE_PAID,
    NOT_ASKED,
    ContestForm,
    NewTakeOverForm,
    TakeOverFields,
    TakeOverForm,
)
from rivage.rights.takeover.typed import typed
from rivage.vault import opened

DONE = "Le parcours est repris. Il compte dès maintenant, et reste « à confirmer » par la délégation."


@require_http_methods(["GET", "HEAD", "POST"])
def take_over_new(request: ActingRequest) -> HttpResponse:
    """Take over the path of somebody whom Rivage did not know."""
    on = request.on
    form = NewTakeOverForm(request.POST or None, on=on)
    if request.method == "POST" and form.is_valid():
        if (circuit := protection(request, form)) is not None:
            return circuit
        begun = attempt(
            form,
            lambda: actions.take_over_new(
                actor=request.membership,
                on=on,
                identity=form.identity(),
                contact=form.contact(),
                adult_said=True,
                known=form.known(),
                since=form.cleaned_data["since"],
            ),
        )
        if begun:
            return _taken(request, begun)
    require(people.can_create(request.membership))
    return _page(request, form, to(request, "people:list"))


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: ActingRequest, person: UUID) -> HttpResponse:
    """Take over the path of somebody already accompanied here."""
    held = get_object_or_404(Person.objects.visible_to(request.membership), pk=person)
    opened.note(held.pk, held.antenne_id, "reference")
    form = TakeOverForm(request.POST or None, on=request.on)
    if request.method == "POST":
        begun = attempt(
            form,
            lambda: actions.take_over(actor=request.membership, on=request.on, person=held, known=form.known()),
        )
        if begun:
            return _taken(request, begun)
    require(access.can_take_over(request.membership, held))
    return _page(request, form, to(request, "people:person", person=held.pk), person=held)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActingRequest, takeover: UUID) -> HttpResponse:
    """Type a path again, as long as it is neither confirmed nor built upon."""
    held = _held(request, takeover)
    form = TakeOverForm(request.POST or None, initial=_typed(held), on=request.on)
    if request.method == "POST":
        begun = attempt(
            form,
            lambda: actions.correct_take_over(actor=request.membership, on=request.on, wrong=held, known=form.known()),
        )
        if begun:
            return _taken(request, begun)
    require(access.can_correct(request.membership, held))
    back = to(request, "people:person", person=held.person_id)
    return _page(request, form, back, person=held.person, wrong=held)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: ActingRequest, takeover: UUID) -> HttpResponse:
    """Erase a path that should not have been taken over: read again first."""
    held = _held(request, takeover)
    if request.method == "POST":
        actions.undo_take_over(actor=request.membership, on=request.on, wrong=held, version=_version(request))
        messages.success(request, "La reprise est effacée. La délégation ne la lit plus.")
        return see_other(request, "people:person", person=held.person_id)
    require(access.can_correct(request.membership, held))
    said = (
        "Tout ce qui a été saisi est effacé : les périodes, les décisions, les dates du titre, l’aide. Cela ne se "
        "retrouve pas : il faudra le saisir de nouveau.",
        "La délégation ne lit plus ce parcours, dès maintenant.",
        "La personne reste accompagnée ici, avec ses notes.",
    )
    return _confirming(request, held, "Effacer cette reprise", said, "Effacer cette reprise")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ActingRequest, takeover: UUID) -> HttpResponse:
    """Whoever instructs says that the papers agree: read again first."""
    held = _held(request, takeover)
    if request.method == "POST":
        actions.confirm_take_over(actor=request.membership, on=request.on, take_over=held, version=_version(request))
        messages.success(request, "Le parcours repris est confirmé. L’aide peut être ordonnée.")
        return see_other(request, "people:person", person=held.person_id)
    require(access.can_confirm(request.membership, held))
    said = [
        "Une reprise confirmée ne se corrige plus et ne s’efface plus, ni par l’association ni par vous : comparez "
        "d’abord chaque date à vos papiers.",
    ]
    aid = AfisDecision.objects.visible_to(request.membership).filter(demande__parcours=held.parcours_id)
    if aid.filter(sense=AfisSense.GRANT).exists():
        said.append("L’aide peut être ordonnée : l’organisme payeur lit la décision et verse d’après ces dates.")
    if held.person.aps_need == ApsNeed.YES:
        said.append("Le service du séjour lit son identité, la décision et les dates du titre.")
    said.append(
        "Si une date ou une durée n’est pas celle de vos papiers, dites ce qui diffère : l’association corrige."
    )
    words = ("Confirmer ce parcours repris", tuple(said), "Confirmer ce parcours")
    return _confirming(request, held, *words, may_contest=True)


def _confirming(
    request: ActingRequest, held: TakeOver, heading: str, said: tuple[str, ...], button: str, may_contest: bool = False
) -> HttpResponse:
    """What was taken over, read again, and what is about to be done of it."""
    back = to(request, "people:person", person=held.person_id)
    called = names.or_reference(request.membership, held.person)
    asked = Confirming(heading, said, button, back, f"{called}, {held.person.antenne.name}.")
    more = {"reference": held.person.reference, "crumbs": crumbs(request, held.person), "on": request.on}
    facts = typed(request.membership, held) | {"may_contest": may_contest}
    return confirming(
        request, asked, VersionedForm(version=version_of(held)), "rights/take_over_read.html", **more, **facts
    )


def _version(request: ActingRequest) -> str:
    return str(request.POST.get("version", ""))


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: ActingRequest, takeover: UUID) -> HttpResponse:
    """Whoever instructs says what differs."""
    held = _held(request, takeover)
    form = ContestForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.contest_take_over(
            actor=request.membership, on=request.on, take_over=held, words=form.cleaned_data["words"]
        ),
    ):
        messages.success(request, "C’est dit à l’association, qui corrige.")
        return see_other(request, "people:person", person=held.person_id)
    require(access.can_confirm(request.membership, held))
    context = {
        "form": form,
        "person": held.person,
        "heading": "Dire ce qui diffère",
        "button": "Le dire à l’association",
        "note": "L’association lit ces mots et saisit de nouveau. Le parcours continue de compter ; rien n’est payé.",
        "reference": held.person.reference,
        "back": to(request, "people:person", person=held.person_id),
        "crumbs": crumbs(request, held.person),
    }
    return render(request, "people/form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _held(request: ActingRequest, takeover: UUID) -> TakeOver:
    seen = TakeOver.objects.visible_to(request.membership).select_related("person__antenne", "parcours")
    found = get_object_or_404(seen, pk=takeover)
    opened.note(found.person_id, found.antenne_id, "reference")
    return found


def _taken(request: ActingRequest, begun: TakeOver) -> HttpResponse:
    messages.success(request, DONE)
    return see_other(request, "people:person", person=begun.person_id)


def _page(
    request: ActingRequest,
    form: TakeOverFields,
    back: str,
    person: Person | None = None,
    wrong: TakeOver | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "back": back,
        "person": person,
        "wrong": wrong,
        "reference": person.reference if person else "",
        "heading": "Corriger la reprise" if wrong else "Reprendre un parcours en cours",
        "crumbs": crumbs(request, person),
    }
    return render(request, "rights/take_over.html", context, status=UNPROCESSABLE if form.errors else 200)


def _typed(held: TakeOver) -> dict[str, Any]:
    """The form as it was typed, from what was written."""
    rows = list(
        Period.objects.filter(parcours=held.parcours_id)
        .order_by("starts")
        .values_list("starts", "months", "decision_id")
    )
    decided = dict(held.parcours.demandes.filter(taken_over=True).values_list("decision__pk", "decided_on"))
    need = ResidenceNeed.objects.filter(person=held.person_id).first()
    facts = {one.step: one for one in ApsFact.objects.filter(person=held.person_id, created_at=held.created_at)}
    aid = AfisDecision.objects.filter(demande__parcours=held.parcours_id).first()
    paid = Aid.objects.filter(demande=aid.demande_id).values_list("paid_until", flat=True).first() if aid else None
    given, asked = facts.get(ApsStep.DELIVERED), facts.get(ApsStep.REQUESTED)
    values: dict[str, Any] = {
        "months_before": held.parcours.months_before or None,
        "months_before_source": held.parcours.months_before_source or "",
        "need": need.need if need else ApsNeed.UNKNOWN,
        "aps_until": given.until if given else None,
        "aps_from": given.on if given else None,
        "aps_asked_on": asked.on if asked else None,
        "afis": aid.sense if aid else NOT_ASKED,
        "afis_decided_on": aid.decided_on if aid else None,
        "children": aid.children if aid else None,
        "paid_until": paid or (NONE_PAID if aid and aid.sense == AfisSense.GRANT else ""),
        "source": held.source,
        "next_session": held.next_session,
    }
    for row, (starts, months, decision) in enumerate(rows[-1:] + rows[-1 - EARLIER : -1]):
        end = "" if row == 0 else f"_{row - 1}"
        values |= {f"starts{end}": starts, f"months{end}": months, f"decided_on{end}": decided.get(decision)}
    return values
