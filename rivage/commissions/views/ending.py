"""Closing a session, and opening again one that was closed too soon: each read again first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest
from rivage.commissions import access, actions, quorum
from rivage.commissions.forms import SeanceReopenForm
from rivage.commissions.models import Seance
from rivage.commissions.views import answers
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.versions import version_of
from rivage.law.wording import count


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Close the session, held or not: no seat reads any more."""
    row = answers.seance_of(request, seance)
    form = ReadAgainForm(bound(request), version=version_of(row))
    if request.method == "POST" and attempt(
        form, lambda: actions.close_seance(actor=request.membership, on=request.on, seance=row)
    ):
        messages.success(request, "La séance est close. Plus aucun membre ne lit les dossiers.")
        if out := _outside(row):
            messages.warning(request, out)
        return answers.to(request, "seance", seance=row.pk)
    verdict = access.can_close(request.membership, row, request.on)
    if not verdict:
        messages.info(request, verdict.sentence)
        return answers.to(request, "seance", seance=row.pk)
    held = row.opened_at is not None
    asked = Confirming(
        heading="Clore la séance" if held else "Clore, faute de quorum",
        about=f"{answers.title(row)}, {row.place}.",
        consequences=_closing(row) if held else _missed(row),
        button="Clore la séance" if held else "Clore, faute de quorum",
        back=answers.address(request, "seance", seance=row.pk),
    )
    return confirming(request, asked, form, crumbs=answers.crumbs(request, row))


def _closing(row: Seance) -> tuple[str, ...]:
    out = _outside(row)
    return (
        "Plus aucun membre ne lit les dossiers, dès maintenant.",
        "Ni présence ni avis ne se note plus.",
        *((out,) if out else ()),
        "Il reste ensuite à signer les relevés, puis à écrire le procès-verbal.",
        "Tant qu’un relevé n’est pas signé, la séance peut se rouvrir, avec une raison reprise au procès-verbal.",
    )


def _missed(row: Seance) -> tuple[str, ...]:
    there, out = quorum.of_session(row), _outside(row)
    return (
        *(("D’après les présences notées, la séance peut s’ouvrir : la clore, c’est y renoncer.",) if there else ()),
        "La séance n’a pas lieu : aucun dossier n’y est examiné.",
        "Plus aucun membre ne lit les dossiers, dès maintenant.",
        *((out,) if out else ()),
        "Une seconde convocation suit, sur le même ordre du jour, sans quorum exigé (CRPA, art. R133-10).",
        "Tant qu’elle n’est pas prévue, cette séance peut se rouvrir, avec une raison.",
    )


def _outside(row: Seance) -> str:
    """Which paper copies are still in somebody's hands, in a sentence; nothing when none is."""
    out = list(row.copies.filter(handed_at__isnull=False, returned_at__isnull=True).values_list("number", flat=True))
    numbers = ", ".join(f"n° {number}" for number in out)
    return f"{count(len(out), 'copie papier', 'copies papier')} à reprendre : {numbers}." if out else ""


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Open again a session that was closed too soon."""
    row = answers.seance_of(request, seance)
    form = SeanceReopenForm(bound(request), version=version_of(row))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.reopen_seance(
            actor=request.membership, on=request.on, seance=row, reason=form.cleaned_data["reason"]
        ),
    ):
        messages.success(request, "La séance est rouverte. L’heure où elle avait été close reste notée.")
        return answers.to(request, "seance", seance=row.pk)
    verdict = access.can_reopen(request.membership, row)
    if not verdict:
        messages.info(request, verdict.sentence)
        return answers.to(request, "seance", seance=row.pk)
    asked = Confirming(
        heading="Rouvrir la séance",
        about=f"{answers.title(row)}, {row.place}.",
        consequences=(
            "Les membres lisent de nouveau les dossiers dont le relevé n’est pas signé, deux jours au plus après "
            "celui de la séance.",
            "Présences et avis peuvent de nouveau changer, sauf ceux d’un relevé signé.",
            "L’heure où elle avait été close reste notée, avec votre raison.",
        ),
        button="Rouvrir la séance",
        back=answers.address(request, "seance", seance=row.pk),
    )
    return confirming(request, asked, form, crumbs=answers.crumbs(request, row))
