"""Papers of a session, as PDF and as editable drafts. Nothing is kept."""

from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.commissions import papers, printing, quorum, recall
from rivage.commissions.models import Avis, Convocation, Extract, Minutes
from rivage.commissions.views import answers
from rivage.core.paper import draft, file_name, pack
from rivage.core.paper import printed as rendered
from rivage.core.paper.sheet import Sheet

Kind = Literal["document", "courrier", "seance", "extrait"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_pdf(made: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, under a name that says nothing."""
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _give(sheet: Sheet, kind: Kind, format: str) -> HttpResponse:
    if format == "pdf":
        return as_pdf(rendered(sheet), file_name(kind, sheet.reference))
    if format != "docx":
        raise Http404
    name = file_name(kind, sheet.reference, "docx")
    return HttpResponse(
        draft(sheet), content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
def agenda(request: ActingRequest, seance: UUID, format: str) -> HttpResponse:
    """The agenda, by file number."""
    row = answers.seance_of(request, seance)
    called = quorum.roll(row)
    by = printing.sender(row.departement, called)
    return _give(papers.agenda(printing.session(row), printing.agenda(row), by), "seance", format)


@require_safe
def attendance(request: ActingRequest, seance: UUID, format: str) -> HttpResponse:
    """The sheet that members sign."""
    row = answers.seance_of(request, seance)
    called = quorum.roll(row)
    by = printing.sender(row.departement, called)
    return _give(papers.attendance_sheet(printing.session(row), printing.attendance(called), by), "seance", format)


@require_safe
def convocations(request: ActingRequest, seance: UUID, format: str) -> HttpResponse:
    """The letters to members, one each; as a draft, the first one, to be adapted."""
    row = answers.seance_of(request, seance)
    sent = (
        Convocation.objects.filter(seance=row).select_related("member", "seance__second_of").order_by("member__name")
    )
    sheets = [printing.convocation(one) for one in sent]
    if not sheets:
        messages.info(request, "Les convocations s’impriment une fois la commission convoquée.")
        return answers.to(request, "preparation", seance=row.pk)
    if format == "pdf":
        return as_pdf(pack(sheets), file_name("courrier", printing.reference(row)))
    return _give(sheets[0], "courrier", format)


@require_safe
def releve(request: ActingRequest, item: UUID, format: str) -> HttpResponse:
    """The relevé of one file, to be signed by hand or kept with the signature."""
    row = answers.item_of(request, item)
    avis = get_object_or_404(Avis.objects.visible_to(request.membership), item=row)
    return _give(printing.releve(avis), "document", format)


@require_safe
def minutes(request: ActingRequest, seance: UUID, format: str) -> HttpResponse:
    """Signed minutes, printed again from what was frozen; before that, the project to be signed."""
    row = answers.seance_of(request, seance)
    found = Minutes.objects.filter(seance=row).first()
    if found is None or (found.signed_at and format != "pdf"):
        messages.info(request, "Le procès-verbal s’imprime une fois écrit ; signé, il ne se modifie plus.")
        return answers.to(request, "minutes", seance=row.pk)
    if found.signed_at is None:
        return _give(recall.project(found), "seance", format)
    made, _same = recall.print_again(found)
    return as_pdf(made, file_name("seance", printing.reference(row)))


@require_safe
def extract(request: ActingRequest, item: UUID) -> HttpResponse:
    """The extract of one file, for the authority that decides."""
    row = answers.item_of(request, item)
    found = Extract.objects.visible_to(request.membership).filter(item=row).first()
    data = recall.read(found) if found else {}
    signed = Minutes.objects.filter(seance=row.seance_id, signed_at__isnull=False).first()
    if signed is None or "path" not in data:
        gone = "erased" in data
        messages.info(request, "Cet extrait est effacé." if gone else "L’extrait vient avec le procès-verbal signé.")
        return answers.to(request, "releve", item=row.pk)
    sheet = papers.extract(recall.session(signed.data), recall.opinion(data), recall.sender(signed.data))
    return _give(sheet, "extrait", "pdf")
