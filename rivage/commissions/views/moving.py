"""A session convened, cancelled or moved: what it costs is read again first."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest
from rivage.commissions import access, actions
from rivage.commissions.actions import convening
from rivage.commissions.forms import CancelForm
from rivage.commissions.models import Convocation, Seance
from rivage.commissions.views import answers
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.versions import version_of
from rivage.law.values import at
from rivage.law.wording import count
from rivage.vault import opened


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Cancel a session that was convened, and plan another in its place if there is one."""
    row = answers.seance_of(request, seance)
    items = convening.open_items(row)
    version = version_of(row, *(one.demande for one in items))
    form = CancelForm(bound(request), version=version, initial={"place": row.place, "remote": row.remote})
    if request.method == "POST" and (made := attempt(form, lambda: _cancelled(request, row, form))):
        stays = cast(Seance, made)
        if stays.pk == row.pk:
            messages.success(request, "La séance est annulée. Ses demandes sont de nouveau complètes.")
        else:
            messages.success(
                request, "La séance est annulée, une autre est prévue à sa place : il reste à la convoquer."
            )
        return answers.to(request, "preparation", seance=stays.pk)
    verdict = access.can_cancel(request.membership, row)
    if not verdict:
        messages.info(request, verdict.sentence)
        return answers.to(request, "preparation", seance=row.pk)
    for one in items:
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    asked = Confirming(
        heading="Annuler ou déplacer la séance",
        about=f"{answers.title(row)}, {row.place}.",
        consequences=_costs(row, len(items)),
        button="Annuler cette séance",
        back=answers.address(request, "preparation", seance=row.pk),
    )
    return confirming(request, asked, form, crumbs=answers.crumbs(request, row))


def _cancelled(request: ActingRequest, row: Seance, form: CancelForm) -> Seance:
    return actions.cancel_seance(
        actor=request.membership,
        on=request.on,
        seance=row,
        reason=form.cleaned_data["reason"],
        instead=form.instead(row.departement),
    )


def _costs(row: Seance, files: int) -> tuple[str, ...]:
    """What cancelling does, the gravest first."""
    sent = list(Convocation.objects.filter(seance=row).values_list("channel", flat=True))
    mails, letters = sent.count("mail"), sent.count("paper")
    told = [
        *([count(mails, "courriel le dit", "courriels le disent")] if mails else []),
        *([f"{count(letters, 'lettre s’imprime', 'lettres s’impriment')} ensuite"] if letters else []),
    ]
    days = count(int(at("commission.convocation_jours", row.day).value), "jour")
    out = row.copies.filter(handed_at__isnull=False, returned_at__isnull=True).count()
    return (
        f"{count(files, 'dossier quitte', 'dossiers quittent')} cette séance. Avec un nouveau jour, ils passent à son "
        "ordre du jour ; sans lui, leurs demandes sont de nouveau complètes et attendent une séance.",
        "Plus aucun membre ne les lit, dès maintenant.",
        f"Les {count(len(sent), 'membre convoqué', 'membres convoqués')} : {', '.join(told)}.",
        f"Une autre date demande d’autres convocations, reçues au moins {days} avant elle (CRPA, art. R133-8).",
        *((f"{count(out, 'copie papier est', 'copies papier sont')} à reprendre.",) if out else ()),
        "Cette séance, sa convocation et votre raison restent notées. Rien de cela ne se reprend.",
    )
