"""After the vote: the relevé of a file, signed; the minutes, written then signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.enums import INSTRUCTING, Role
from rivage.accounts.http import ActingRequest
from rivage.accounts.leads import lead
from rivage.commissions import access, actions, printing, recall, standing
from rivage.commissions.forms import MinutesForm, ReadForm, ReleveForm, SignedForm
from rivage.commissions.models import AgendaItem, Avis, Extract, Minutes
from rivage.commissions.views import answers
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, bound, confirming
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
    shown = printing.signed_releve(avis)
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
        "said": printing.item(row, row.position),
        "holds": standing.of_avis(avis),
        "left_since": standing.LEFT_SINCE,
        "releve": data([shown])["sheets"][0],
        "form": form,
        "chair": chair,
        "may": access.can_sign_releve(request.membership, avis),
        "signed_at": answers.local(avis.signed_at, row.departement),
        "extract": Extract.objects.visible_to(request.membership).filter(item=row).exists(),
        "heading": f"Relevé d’avis {row.person.reference}",
        "crumbs": _from_the_decision(request, row) if signatory else answers.crumbs(request, row.seance),
    }
    return render(request, "commissions/releve.html", context, status=422 if form.errors else 200)


def _from_the_decision(request: ActingRequest, row: AgendaItem) -> list[dict[str, str]]:
    """The way back of who signs the decision, and has no page of the session."""
    page = lead(request.membership, "decision", demande=row.demande_id)
    return [{"label": "Décision", "url": page}] if page else []


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
        values = form.cleaned_data

        def act() -> None:
            actions.write_minutes(actor=request.membership, on=request.on, seance=row, **values)

        if answers.attempt(request, act, "Le procès-verbal est enregistré.", form):
            return answers.to(request, "minutes", seance=row.pk)
    items = AgendaItem.objects.visible_to(request.membership).kept().filter(seance=row)
    rows = list(items.select_related("demande", "person", "avis"))
    for one in rows:
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    context = {
        "seance": row,
        "minutes": found,
        "secretariat": request.membership.role in INSTRUCTING,
        "form": form,
        "may": access.can_write_minutes(request.membership, row),
        "items": [{"item": one, "avis": getattr(one, "avis", None)} for one in rows],
        "unsigned": [one for one in rows if hasattr(one, "avis") and not one.avis.signed_at],
        "signed_at": answers.local(found.signed_at, found.departement) if found else None,
        "heading": "Procès-verbal",
        "crumbs": answers.crumbs(request, row),
    }
    return render(request, "commissions/minutes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_signed(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Note that who presided signed the minutes: read again first, as they will be frozen."""
    row = answers.seance_of(request, seance)
    found = Minutes.objects.filter(seance=row).first()
    if found is None:
        messages.info(request, "Écrivez d’abord le procès-verbal.")
        return answers.to(request, "minutes", seance=row.pk)
    shown = recall.project(found)
    form = SignedForm(bound(request), version=mark(shown))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.sign_minutes(
            actor=request.membership,
            on=request.on,
            minutes=found,
            signed_name=form.cleaned_data["signed_name"],
            version=found.version,
        ),
    ):
        messages.success(request, "Le procès-verbal est signé et figé.")
        return answers.to(request, "minutes", seance=row.pk)
    verdict = access.can_write_minutes(request.membership, row)
    if not verdict:
        messages.info(request, verdict.sentence)
        return answers.to(request, "minutes", seance=row.pk)
    for one in AgendaItem.objects.visible_to(request.membership).filter(seance=row):
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    asked = Confirming(
        heading="Relire et noter la signature",
        about=f"{answers.title(row)}, {row.place}.",
        consequences=(
            "Le procès-verbal ne change plus : il s’imprimera toujours tel que vous le lisez ici.",
            "La séance ne se rouvre plus, et ses présences ne se corrigent plus.",
            "Chaque dossier a son extrait, figé avec lui.",
        ),
        button="Noter la signature et figer",
        back=answers.address(request, "minutes", seance=row.pk),
    )
    return confirming(
        request, asked, form, "commissions/minutes_sign.html", minutes=data([shown])["sheets"][0],
        crumbs=answers.crumbs(request, row),
    )  # fmt: skip
