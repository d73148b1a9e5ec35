"""Closing a session, and opening again one that was closed too soon: each read again first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest
from rivage.commissions import access, actions, quorum
from rivage.commissions.enums import AttendanceMode
from rivage.commissions.forms import SeanceReopenForm
from rivage.commissions.models import Avis, Seance
from rivage.commissions.views import answers
from rivage.core import clock
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.french import hour
from rivage.core.versions import version_of
from rivage.law.period import ONE_DAY
from rivage.law.wording import count, day, listed


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
    out, there = _outside(row), quorum.of_session(row)
    signed = Avis.objects.filter(item__seance=row, signed_at__isnull=False).count()
    return (
        *((_without(signed, there.reasons[0].sentence),) if signed and not there else ()),
        *((left,) if (left := _unnoted(row)) else ()),
        "Plus aucun membre ne lit les dossiers, dès maintenant.",
        "Ni présence ni avis ne se note plus.",
        *((out,) if out else ()),
        "Il reste ensuite à signer les relevés, puis à écrire le procès-verbal.",
        "Tant qu’un relevé n’est pas signé, la séance peut se rouvrir, avec une raison reprise au procès-verbal.",
    )


def _unnoted(row: Seance) -> str:
    """Members of whom nobody said whether they were there, in a sentence; nothing when each was noted."""
    names = [one.member.name for one in quorum.roll(row).members if one.mode == AttendanceMode.EXPECTED]
    if not names:
        return ""
    one, many = "membre n’est noté ni présent ni absent", "membres ne sont notés ni présents ni absents"
    return (
        f"{count(len(names), one, many)} ({listed(names)}) : le procès-verbal les dira absents. Notez-les d’abord "
        "d’après la feuille signée."
    )


def _without(signed: int, counted: str) -> str:
    """Relevés were signed, and presences corrected since: the minutes would say both."""
    return (
        f"{count(signed, 'relevé signé', 'relevés signés')}, sans quorum d’après les présences notées. {counted} "
        "Corrigez d’abord les présences : le procès-verbal les reprend."
    )


def _missed(row: Seance) -> tuple[str, ...]:
    there, out = quorum.of_session(row), _outside(row)
    now = clock.now().astimezone(clock.zone(row.departement))
    return (
        f"Il est {hour(now.time())}, toutes les présences sont notées. {there.reasons[0].sentence}",
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
    form = SeanceReopenForm(bound(request), version=version_of(row), minutes=row.opened_at is not None)
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
        consequences=_reopening(row),
        button="Rouvrir la séance",
        back=answers.address(request, "seance", seance=row.pk),
    )
    return confirming(request, asked, form, crumbs=answers.crumbs(request, row))


def _reopening(row: Seance) -> tuple[str, ...]:
    held = row.opened_at is not None
    last = (access.reading_ends(row).astimezone(clock.zone(row.departement)) - ONE_DAY).date()
    whose = "les dossiers dont le relevé n’est pas signé" if held else "ses dossiers"
    read = (
        f"Les membres lisent de nouveau {whose}, jusqu’au {day(last)} au plus."
        if access.reading_ends(row) > clock.now()
        else f"Les membres ne lisent plus les dossiers : leur lecture a pris fin le {day(last)}."
    )
    change = (
        "Présences et avis peuvent de nouveau changer. Un relevé signé reste tel qu’il est signé."
        if held
        else "Les présences peuvent de nouveau changer, et la séance s’ouvre si le quorum est là."
    )
    return read, change, "L’heure où elle avait été close reste notée, avec votre raison."
