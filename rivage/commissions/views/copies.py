"""The register of paper copies, and the numbered copy of one member, rendered when asked and kept nowhere."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest
from rivage.commissions import access, actions, printing, quorum
from rivage.commissions.models import PaperCopy
from rivage.commissions.views import answers
from rivage.core.answers import download
from rivage.core.paper import file_name, pack
from rivage.core.refusal import Refused
from rivage.law.wording import count


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Who received which copy, what is still outside; the secretariat gives numbers."""
    row = answers.seance_of(request, seance)
    called = quorum.roll(row)
    if request.method == "POST":
        chosen = set(request.POST.getlist("member"))
        members = [one.member for one in called.members if str(one.member.pk) in chosen]

        def act() -> None:
            actions.print_copies(actor=request.membership, on=request.on, seance=row, members=members)

        answers.attempt(request, act, "Les copies sont numérotées : imprimez-les en une fois.")
        return answers.to(request, "copies", seance=row.pk)
    copies = list(PaperCopy.objects.filter(seance=row).select_related("member"))
    having = {copy.member_id for copy in copies}
    out = [copy for copy in copies if copy.handed_at and not copy.returned_at]
    context = {
        "seance": row,
        "heading": "Copies papier",
        "crumbs": answers.crumbs(request, row),
        "copies": [
            {
                "copy": copy,
                "handed": answers.local(copy.handed_at, row.departement),
                "returned": answers.local(copy.returned_at, row.departement),
            }
            for copy in copies
        ],
        "without": [one for one in called.members if one.member.pk not in having],
        "prints": access.can_print_copies(request.membership, row),
        "secretary": request.membership.role == Role.SECRETARY,
        "to_hand": sum(copy.handed_at is None for copy in copies),
        "out": out,
        "noted": any(copy.handed_at for copy in copies),
        "ticked": request.GET.get("cocher") == "toutes",
        "page": answers.address(request, "copies", seance=row.pk),
        "missing": out if row.closed_at else [],
    }
    return render(request, "commissions/copies.html", context)


@require_POST
def hand(request: ActingRequest, copy: UUID) -> HttpResponse:
    return _note(request, copy, actions.hand_copy, "La copie est notée comme remise.")


@require_POST
def give_back(request: ActingRequest, copy: UUID) -> HttpResponse:
    return _note(request, copy, actions.return_copy, "La copie est notée comme rendue.")


@require_POST
def undo(request: ActingRequest, copy: UUID) -> HttpResponse:
    """What was noted last of a copy, by mistake."""
    return _note(request, copy, actions.undo_copy, "C’est annulé.")


def _note(request: ActingRequest, copy: UUID, verb: Callable[..., PaperCopy], done: str) -> HttpResponse:
    row = _copy(request, copy)
    answers.attempt(request, lambda: verb(actor=request.membership, on=request.on, copy=row), done)
    return answers.to(request, "copies", seance=row.seance_id)


ALL: dict[str, tuple[Callable[..., int], str, str]] = {
    "hand": (actions.hand_all, "copie est notée comme remise", "copies sont notées comme remises"),
    "return": (actions.return_all, "copie est notée comme rendue", "copies sont notées comme rendues"),
    "undo": (actions.undo_all, "copie est revenue à ce qu’elle était", "copies sont revenues à ce qu’elles étaient"),
}


@require_POST
def all_copies(request: ActingRequest, seance: UUID) -> HttpResponse:
    """All handed, all given back, or what was noted last taken back."""
    row = answers.seance_of(request, seance)
    found = ALL.get(request.POST.get("step", ""))
    if found is None:
        raise Http404
    verb, one, many = found
    try:
        with transaction.atomic():
            noted = verb(actor=request.membership, on=request.on, seance=row)
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, f"{count(noted, one, many)}.")
    return answers.to(request, "copies", seance=row.pk)


@require_safe
def every(request: ActingRequest, seance: UUID) -> HttpResponse:
    """The numbered copies of all, one after the other, in one file to print."""
    row = answers.seance_of(request, seance)
    if not (prints := access.can_print_copies(request.membership, row)):
        messages.error(request, prints.sentence)
        return answers.to(request, "copies", seance=row.pk)
    copies = PaperCopy.objects.filter(seance=row).select_related("seance", "member").order_by("number")
    sheets = [sheet for copy in copies for sheet in printing.copy_of(copy)]
    if not sheets:
        messages.error(request, "Aucun dossier n’est ouvert à ces membres : rien à imprimer.")
        return answers.to(request, "copies", seance=row.pk)
    return download(pack(sheets), file_name("copie", f"{row.reference}-TOUTES"), shown=True)


@require_safe
def core(request: ActingRequest, copy: UUID) -> HttpResponse:
    """The copy of one member, as a PDF shown in the page: nameless, numbered, one sheet a file."""
    row = _copy(request, copy)
    sheets = printing.copy_of(row)
    if not sheets or not access.can_print_copies(request.membership, row.seance):
        messages.error(request, "Aucun dossier n’est ouvert à ce membre : rien à imprimer.")
        return answers.to(request, "copies", seance=row.seance_id)
    name = file_name("copie", f"{row.seance.reference}-EX{row.number:02d}")
    return download(pack(sheets), name, shown=True)


def _copy(request: ActingRequest, copy: UUID) -> PaperCopy:
    codes = request.membership.departements
    found = PaperCopy.objects.filter(departement__in=codes).select_related("seance", "member")
    return get_object_or_404(found, pk=copy)
