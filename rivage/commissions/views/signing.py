"""After the vote: the relevé of a file, signed; the minutes, written then signed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest
from rivage.commissions import access, actions, printing
from rivage.commissions.forms import MinutesForm, ReadForm, ReleveForm, SignedForm
from rivage.commissions.models import AgendaItem, Avis, Extract, Minutes, Seance
from rivage.commissions.views import answers
from rivage.core.paper.kept import mark
from rivage.core.paper.sheet import data
from rivage.vault import opened


@require_http_methods(["GET", "HEAD", "POST"])
def releve(request: ActingRequest, item: UUID) -> HttpResponse:
    """One sheet a file: what was said, and its signature."""
    row = answers.item_of(request, item)
    avis = get_object_or_404(
        Avis.objects.visible_to(request.membership).select_related("item", "dissent_by"),
        item=row,
    )
    chair = request.membership.role == Role.CHAIR
    shown = printing.releve(avis)
    form = (ReadForm if chair else ReleveForm)(request.POST or None, initial={"read": mark(shown)})
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.sign_releve(actor=request.membership, on=request.on, avis=avis, **form.cleaned_data)

        done = f"Le relevé du dossier {row.person.reference} est signé."
        if answers.attempt(request, act, done, form):
            return answers.to(request, "seance" if chair else "releve", **_next(row, chair))
    opened.note(row.person_id, row.antenne_id, row.SLICE)
    signatory = request.membership.role == Role.SIGNATORY
    context = {
        "item": row,
        "avis": avis,
        "opinion": printing.opinion(avis),
        "releve": data([shown])["sheets"][0],
        "form": form,
        "chair": chair,
        "may": access.can_sign_releve(request.membership, avis),
        "signed_at": answers.local(avis.signed_at, row.departement),
        "extract": Extract.objects.visible_to(request.membership).filter(item=row).exists(),
        "heading": f"Relevé d’avis {row.person.reference}",
        "crumbs": [] if signatory else answers.crumbs(request, row.seance),
    }
    return render(request, "commissions/releve.html", context, status=422 if form.errors else 200)


def _next(row: AgendaItem, chair: bool) -> dict[str, Any]:
    """A chair reads no longer what she signed: back to the session."""
    return {"seance": row.seance_id} if chair else {"item": row.pk}


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Minutes write themselves; what is typed here is the rest."""
    row = answers.seance_of(request, seance)
    found = Minutes.objects.filter(seance=row).first()
    initial = {"text": found.text if found else "", "version": found.version if found else 0}
    form = MinutesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            actions.write_minutes(actor=request.membership, on=request.on, seance=row, **data)

        if answers.attempt(request, act, "Le procès-verbal est enregistré.", form):
            return answers.to(request, "minutes", seance=row.pk)
    return _minutes(request, row, found, form, SignedForm(initial={"version": found.version if found else 0}))


def _minutes(
    request: ActingRequest, row: Seance, found: Minutes | None, form: MinutesForm, signed: SignedForm
) -> HttpResponse:
    items = AgendaItem.objects.visible_to(request.membership).filter(seance=row)
    rows = list(items.select_related("demande", "person", "avis"))
    for one in rows:
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    context = {
        "seance": row,
        "minutes": found,
        "form": form,
        "signed": signed,
        "may": access.can_write_minutes(request.membership, row),
        "items": [{"item": one, "avis": getattr(one, "avis", None)} for one in rows],
        "unsigned": [one for one in rows if hasattr(one, "avis") and not one.avis.signed_at],
        "signed_at": answers.local(found.signed_at, found.departement) if found else None,
        "heading": "Procès-verbal",
        "crumbs": answers.crumbs(request, row),
    }
    bad = bool(form.errors or signed.errors)
    return render(request, "commissions/minutes.html", context, status=422 if bad else 200)


@require_POST
def minutes_signed(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Note that who presided signed the minutes."""
    row = answers.seance_of(request, seance)
    found = get_object_or_404(Minutes, seance=row)
    signed = SignedForm(request.POST)
    if signed.is_valid():
        data = signed.cleaned_data

        def act() -> None:
            actions.sign_minutes(
                actor=request.membership,
                on=request.on,
                minutes=found,
                signed_name=data["signed_name"],
                version=data["version"] or 0,
            )

        if answers.attempt(request, act, "Le procès-verbal est signé et figé.", signed):
            return answers.to(request, "minutes", seance=row.pk)
    form = MinutesForm(initial={"text": found.text, "version": found.version})
    return _minutes(request, row, found, form, signed)
