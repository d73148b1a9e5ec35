"""What members read: their agenda by file number, the core of a file."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest
from rivage.commissions import access, printing, quorum
from rivage.commissions.enums import Reply
from rivage.commissions.models import AgendaItem, Convocation
from rivage.commissions.tables import item_state, seance_state
from rivage.commissions.views import answers
from rivage.dossiers.models import Safety
from rivage.vault import opened

# What a member answers of herself: code, sign, words.
OWN_REPLIES = (
    (Reply.COMING.value, "person-check", "Je viens"),
    (Reply.REMOTE.value, "telephone", "À distance"),
    (Reply.AWAY.value, "dash-circle", "Je ne viens pas"),
    (Reply.REPLACED.value, "people", "Je me fais remplacer"),
)


@require_safe
def agenda(request: ActingRequest, seance: UUID) -> HttpResponse:
    """The files of a session that this membership may read, by number."""
    row = answers.seance_of(request, seance)
    if row.convened_at is None and request.membership.role in (Role.SEAT, Role.CHAIR):
        raise Http404
    found = AgendaItem.objects.visible_to(request.membership).filter(seance=row, postponed_at__isnull=True)
    items = [
        one for one in found.select_related("seance", "demande", "person") if access.can_read(request.membership, one)
    ]
    for one in items:
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    own = quorum.own(request.membership, row)
    notice = Convocation.objects.filter(seance=row, member=own).first() if own else None
    context = {
        "notice": notice,
        "replies": OWN_REPLIES if notice and access.can_note_reply(request.membership, row, own) else (),
        "seance": row,
        "heading": answers.title(row),
        "state": seance_state(row),
        "crumbs": answers.crumbs(request)[:1],
        "at": answers.local(row.at, row.departement),
        "items": [{"item": one, "said": printing.item(one, one.position), "state": item_state(one)} for one in items],
        "second": row.second_of,
    }
    return render(request, "commissions/agenda.html", context)


@require_safe
def read(request: ActingRequest, item: UUID) -> HttpResponse:
    """The core of a file: the same for every seat, without identity. The danger, for those to whom she opened it."""
    membership = request.membership
    row = answers.item_of(request, item)
    if not access.can_read(membership, row):
        raise Http404
    safety = Safety.objects.visible_to(membership).filter(demande=row.demande_id).first()
    if membership.role not in (Role.SEAT,):
        safety = None
    context = {
        "item": row,
        "core": printing.core(row.demande),
        "safety": safety.detail if safety else "",
        "heading": f"Dossier {row.person.reference}",
        "crumbs": answers.way_back(request, row),
        "may_leave": membership.role == Role.SEAT,
    }
    return render(request, "commissions/read.html", context)
