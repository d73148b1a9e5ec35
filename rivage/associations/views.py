"""The agréments of a département: what is noted, and noting one."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.associations import access, actions, papers
from rivage.associations.forms import AgrementCorrectionForm, AgrementForm, InvitationForm, WithdrawalForm
from rivage.associations.models import Agrement
from rivage.core.answers import UNPROCESSABLE, attempt, paper
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import require
from rivage.core.tables import Column, Link, State, Table
from rivage.core.versions import version_of
from rivage.law.wording import day

SOON = 183


def _here(request: ActingRequest) -> str:
    return (request.membership.departements or [request.membership.body.departement])[0]


def _state(row: Agrement, on: date) -> State:
    if row.replaced_at is not None:
        return State("neutre", "pencil", "corrigé, ne compte plus")
    if row.until <= on:
        return State("alerte", "calendar-x", "retiré" if row.withdrawn_on else "fini")
    if row.starts > on:
        return State("neutre", "calendar3", "à venir")
    if (row.until - on).days <= SOON:
        return State("attente", "hourglass-split", "finit bientôt")
    return State("ok", "check-circle", "en cours")


@require_safe
def agrements(request: ActingRequest) -> HttpResponse:
    """Which associations are approved here, and until when."""
    on = request.on
    rows = Agrement.objects.visible_to(request.membership).select_related("association")
    columns = (
        Column("association", "Association", lambda row: row.association.name, kind="title"),
        Column("reference", "Arrêté", _reference),
        Column("starts", "Du", lambda row: row.starts, kind="date"),
        Column("last", "Au", lambda row: row.last_day, kind="date"),
        Column("state", "État", lambda row: _state(row, on), kind="state"),
        Column("why", "Correction", lambda row: _correction(request, row), kind="link"),
        Column("invite", "Invitation", lambda row: _invitation(request, row, on), kind="link"),
        Column("withdraw", "Retrait", lambda row: _withdrawal(request, row, on), kind="link"),
    )
    context = {
        "heading": "Agréments",
        "table": Table(columns, list(rows), "Agréments", "", request.get_full_path()),
        "on": on,
    }
    return render(request, "associations/agrements.html", context)


def _correction(request: ActingRequest, row: Agrement) -> Link | str:
    if row.replaced_at is not None or row.withdrawn_on is not None:
        return ""
    return Link("Corriger", to(request, "associations:agrement_correct", agrement=row.pk))


def _reference(row: Agrement) -> str:
    return f"{row.reference} (corrigé : {row.why})" if row.why else row.reference


def _invitation(request: ActingRequest, row: Agrement, on: date) -> Link | str:
    if row.until <= on or row.replaced_at is not None:
        return ""
    return Link("Inviter à répondre", to(request, "associations:agrement_invitation", agrement=row.pk))


def _withdrawal(request: ActingRequest, row: Agrement, on: date) -> Link | str:
    if row.until <= on or row.replaced_at is not None:
        return ""
    return Link("Noter un retrait", to(request, "associations:agrement_withdraw", agrement=row.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def agrement_new(request: ActingRequest) -> HttpResponse:
    """Note an agrément from its order."""
    here = _here(request)
    on = request.on
    form = AgrementForm(request.POST or None, departement=here)
    done = request.method == "POST" and attempt(
        form,
        lambda: actions.note_agrement(actor=request.membership, on=on, departement=here, **form.cleaned_data),
    )
    if done:
        return _back(request, "L’agrément est noté.")
    require(access.can_note(request.membership, here))
    context = {"form": form, "heading": "Noter un agrément", "crumbs": _crumbs(request)}
    return render(request, "associations/form.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def agrement_correct(request: ActingRequest, agrement: UUID) -> HttpResponse:
    """Write what the order says, in place of what was noted wrong."""
    seen = Agrement.objects.visible_to(request.membership).select_related("association")
    row = get_object_or_404(seen, pk=agrement)
    noted = {"association": row.association_id, "reference": row.reference, "starts": row.starts, "source": row.source}
    form = AgrementCorrectionForm(
        bound(request),
        departement=row.departement,
        version=version_of(row),
        initial=noted | {"last_day": row.last_day},
    )

    def correct() -> Agrement:
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.correct_agrement(actor=request.membership, on=request.on, agrement=row, **said)

    if request.method == "POST" and attempt(form, correct):
        return _back(request, "L’agrément est corrigé. Ce qui était noté reste écrit, avec votre raison.")
    require(access.can_note(request.membership, row.departement))
    asked = Confirming(
        heading="Corriger un agrément",
        about=f"{row.association.name}, {row.reference}, jusqu’au {day(row.last_day)}.",
        consequences=(
            "L’association dépose de nouvelles demandes jusqu’au dernier jour que vous écrivez, et plus après. S’il "
            "est passé, c’est fini dès maintenant, et c’est une tâche sur son accueil et sur le vôtre.",
            "Ce qui était noté reste écrit avec la raison. Une lettre déjà signée ne change pas.",
        ),
        button="Corriger cet agrément",
        back=to(request, "associations:agrements"),
    )
    return confirming(request, asked, form, crumbs=_crumbs(request))


@require_http_methods(["GET", "HEAD", "POST"])
def agrement_invitation(request: ActingRequest, agrement: UUID) -> HttpResponse:
    """The letter that invites the association to answer before a withdrawal: nothing of it is kept."""
    seen = Agrement.objects.visible_to(request.membership).select_related("association")
    row = get_object_or_404(seen, pk=agrement)
    require(access.can_note(request.membership, row.departement))
    form = InvitationForm(request.POST or None, on=request.on)

    def made() -> Sheet:
        said = {name: form.cleaned_data[name] for name in ("ground", "facts", "until")}
        return papers.invitation(row, request.on, **said)

    if request.method == "POST" and (letter := attempt(form, made)):
        return paper(letter, "document", form.cleaned_data["form"])
    asked = Confirming(
        heading="Inviter l’association à répondre",
        about=f"{row.association.name}, {row.reference}, jusqu’au {day(row.last_day)}.",
        consequences=(
            "Avant un retrait, l’association présente ses observations : la lettre dit ce qui est envisagé et "
            "pourquoi, jusqu’à quand elle peut répondre, et qu’elle peut se faire assister (CASF R121-12-5, CRPA "
            "L121-1 et L122-1).",
            "La lettre s’ouvre ici, et Rivage n’en garde rien. Le jour de l’invitation se note avec le retrait.",
        ),
        button="Ouvrir la lettre",
        back=to(request, "associations:agrements"),
    )
    return confirming(request, asked, form, crumbs=_crumbs(request))


@require_http_methods(["GET", "HEAD", "POST"])
def agrement_withdraw(request: ActingRequest, agrement: UUID) -> HttpResponse:
    """Note a withdrawal."""
    seen = Agrement.objects.visible_to(request.membership).select_related("association")
    row = get_object_or_404(seen, pk=agrement)
    on = request.on
    form = WithdrawalForm(bound(request), version=version_of(row))
    done = request.method == "POST" and attempt(
        form,
        lambda: actions.withdraw_agrement(
            actor=request.membership,
            on=on,
            agrement=row,
            heard_on=form.cleaned_data["heard_on"],
            withdrawn_on=form.cleaned_data["withdrawn_on"],
        ),
    )
    if done:
        return _back(request, "Le retrait est noté. Les personnes accompagnées gardent leur accompagnement.")
    require(access.can_note(request.membership, row.departement))
    asked = Confirming(
        heading="Noter un retrait d’agrément",
        about=f"{row.association.name}, {row.reference}, jusqu’au {day(row.last_day)}.",
        consequences=(
            "L’association ne prépare et ne dépose plus de nouvelle demande à partir de ce jour (CASF R121-12-9).",
            "Aucun dossier ne se ferme et aucun droit ne s’arrête : les personnes gardent leur accompagnement.",
            "L’association présente d’abord ses observations (CASF R121-12-5, CRPA L122-1) : sa lettre d’invitation "
            "est sur la page des agréments.",
            "Un retrait noté ne s’efface pas. S’il est annulé, notez l’arrêté qui le dit, à partir de son premier "
            "jour : les deux restent écrits.",
        ),
        button="Noter ce retrait",
        back=to(request, "associations:agrements"),
    )
    return confirming(request, asked, form, crumbs=_crumbs(request))


def _back(request: ActingRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return see_other(request, "associations:agrements")


def _crumbs(request: ActingRequest) -> list[dict[str, str]]:
    return [{"label": "Agréments", "url": to(request, "associations:agrements")}]
