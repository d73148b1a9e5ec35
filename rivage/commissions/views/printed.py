"""Papers of a session, as PDF and as editable drafts. Nothing is kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest
from rivage.commissions import papers, printing, quorum, recall, standing
from rivage.commissions.models import Avis, Convocation, Extract, Minutes
from rivage.commissions.views import answers
from rivage.core.answers import download, paper
from rivage.core.paper import file_name, pack


@require_safe
def agenda(request: ActingRequest, seance: UUID, format: str) -> HttpResponse:
    """The agenda, by file number."""
    row = answers.seance_of(request, seance)
    called = quorum.roll(row)
    by = printing.sender(row.departement, called)
    return paper(papers.agenda(printing.session(row), printing.agenda(row), by), "ordre-du-jour", format, shown=True)


@require_safe
def attendance(request: ActingRequest, seance: UUID, format: str) -> HttpResponse:
    """The sheet that members sign."""
    row = answers.seance_of(request, seance)
    called = quorum.roll(row)
    by = printing.sender(row.departement, called)
    return paper(
        papers.attendance_sheet(printing.session(row), printing.attendance(called), by),
        "emargement",
        format,
        shown=True,
    )


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
        return download(pack(sheets), file_name("courrier", row.reference), shown=True)
    return paper(sheets[0], "courrier", format, shown=True)


@require_safe
def cancellations(request: ActingRequest, seance: UUID) -> HttpResponse:
    """The letters that tell members that their session is cancelled."""
    row = answers.seance_of(request, seance)
    sent = Convocation.objects.filter(seance=row).select_related("member", "seance").order_by("member__name")
    if row.cancelled_at is None:
        messages.info(request, "Cette séance n’est pas annulée : rien à imprimer.")
        return answers.to(request, "preparation", seance=row.pk)
    sheets = [printing.cancellation(one) for one in sent]
    return download(pack(sheets), file_name("courrier", f"{row.reference}-ANNULATION"), shown=True)


@require_safe
def releve(request: ActingRequest, item: UUID, format: str) -> HttpResponse:
    """The relevé of one file, to be signed by hand or kept with the signature."""
    row = answers.item_of(request, item)
    avis = get_object_or_404(Avis.objects.visible_to(request.membership), item=row)
    if not (holds := standing.of_avis(avis)):
        messages.info(request, f"{holds.sentence} Son relevé ne s’imprime pas.")
        return answers.to(request, "releve", item=row.pk)
    return paper(printing.signed_releve(avis), "document", format, shown=True)


@require_safe
def minutes(request: ActingRequest, seance: UUID, format: str) -> HttpResponse:
    """Signed minutes, printed again from what was frozen; before that, the project to be signed."""
    row = answers.seance_of(request, seance)
    found = Minutes.objects.filter(seance=row).first()
    if found is None or (found.signed_at and format != "pdf"):
        messages.info(request, "Le procès-verbal s’imprime une fois écrit ; signé, il ne se modifie plus.")
        return answers.to(request, "minutes", seance=row.pk)
    if (shut := _closed_since(request, found)) is not None:
        messages.info(request, shut)
        return answers.to(request, "minutes", seance=row.pk)
    if found.signed_at is None:
        return paper(recall.project(found), "seance", format, shown=True)
    made, _same = recall.print_again(found)
    return download(made, file_name("seance", row.reference), shown=True)


def _closed_since(request: ActingRequest, found: Minutes) -> str | None:
    """For the chair: minutes are printed whole or not at all, and their project by whoever writes it."""
    if request.membership.role != Role.CHAIR:
        return None
    if found.signed_at is None:
        return "Le procès-verbal se lit ici une fois signé."
    shown = Extract.objects.visible_to(request.membership).filter(item__seance=found.seance_id).count()
    return None if shown == found.data["files"] else "Un dossier de cette séance ne vous est plus ouvert."


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
    return paper(recall.extract(signed.data, data), "extrait", "pdf", shown=True)
