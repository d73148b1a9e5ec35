"""The relevés of a session, read one after the other, then signed once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest
from rivage.commissions import access, actions, printing, quorum, standing
from rivage.commissions.forms import ReadForm, ReleveForm
from rivage.commissions.models import Avis, Seance
from rivage.commissions.tables import item_state
from rivage.commissions.views import answers
from rivage.core.paper.kept import mark
from rivage.core.paper.sheet import data
from rivage.dossiers.enums import Step
from rivage.vault import opened


@require_http_methods(["GET", "HEAD", "POST"])
def releves(request: ActingRequest, seance: UUID) -> HttpResponse:
    """The next relevé that was not read yet, or that changed since; with the last one, the signature of all."""
    return _page(request, answers.seance_of(request, seance))


@require_POST
def signed(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Sign those that were read."""
    row = answers.seance_of(request, seance)
    form = _form(request, signs=True)
    if not form.is_valid():
        return _page(request, row, form)
    read, name = _read(request), form.cleaned_data.get("signed_name", "")
    many = len(read)

    def act() -> None:
        actions.sign_releves(actor=request.membership, on=request.on, seance=row, read=read, signed_name=name)

    done = "Le relevé lu est signé." if many == 1 else f"Les {many} relevés lus sont signés."
    if answers.attempt(request, act, done):
        return answers.to(request, "seance", seance=row.pk)
    return answers.to(request, "releves", seance=row.pk)


def _form(request: ActingRequest, *, signs: bool) -> ReadForm:
    kind = ReadForm if request.membership.role == Role.CHAIR else ReleveForm
    return kind(request.POST if signs else None)


def _read(request: ActingRequest) -> dict[str, str]:
    """The mark of each relevé shown, by its avis: those of the pages before, then that of this one."""
    pairs = (text.partition(":") for text in request.POST.getlist("seen"))
    return {avis: shown for avis, _, shown in pairs}


def _page(request: ActingRequest, row: Seance, form: ReadForm | None = None) -> HttpResponse:
    waiting = standing.to_sign(request.membership, row)
    if not waiting or not access.can_sign_releve(request.membership, waiting[0]):
        messages.info(request, "Aucun relevé de cette séance n’est à signer.")
        return answers.to(request, "seance", seance=row.pk)
    before = _read(request)
    called = quorum.roll(row)
    marks = {str(one.pk): mark(printing.releve(one, called)) for one in waiting if str(one.pk) in before}
    read = {avis: shown for avis, shown in before.items() if marks.get(avis) == shown}
    # The last one stays in front of who signs: it is read on the page of the signature.
    unread = [one for one in waiting if str(one.pk) not in read]
    shown = unread[0] if unread else waiting[-1]
    read.pop(str(shown.pk), None)
    sheet = printing.releve(shown, called)
    opened.note(shown.person_id, shown.antenne_id, shown.SLICE)
    context: dict[str, Any] = {
        "seance": row,
        "heading": "Lire et signer les relevés d’avis",
        "crumbs": answers.crumbs(request, row),
        "avis": shown,
        "item": shown.item,
        "state": item_state(shown.item),
        "releve": data([sheet])["sheets"][0],
        "seen": [f"{avis}:{kept}" for avis, kept in read.items()],
        "this": f"{shown.pk}:{mark(sheet)}",
        "rank": len(read) + 1,
        "many": len(waiting),
        "last": len(unread) <= 1,
        "chair": request.membership.role == Role.CHAIR,
        "form": form or _form(request, signs=False),
    }
    return render(request, "commissions/releves.html", context, status=422 if form else 200)


def left_to_note(seance: Seance) -> int:
    """How many files of a session have no avis yet."""
    items = seance.items.filter(postponed_at__isnull=True, demande__step=Step.SCHEDULED)
    return items.exclude(pk__in=Avis.objects.filter(item__seance=seance).values("item")).count()
