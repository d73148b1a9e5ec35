"""Pages of the files of a person: what is kept, one more, one read, one removed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.answers import download as sent
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.paper import file_name
from rivage.core.refusal import require
from rivage.core.versions import version_of_words
from rivage.people import names
from rivage.people.panels import answer
from rivage.people.screen import about, private
from rivage.pieces import access, actions, panels
from rivage.pieces.forms import PieceFileForm
from rivage.pieces.manifest import Manifest
from rivage.pieces.models import PieceFile


@require_safe
def summary(request: ActingRequest, person: UUID) -> HttpResponse:
    """Her files in a few lines: a fragment of her page, a page of its own without script."""
    held = private(request, person)
    return answer(request, held, "Ses pièces", panels.summary(request, held, request.on))


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: ActingRequest, person: UUID) -> HttpResponse:
    """What is kept, and the form of one more."""
    membership, on = request.membership, request.on
    held = private(request, person)
    form = PieceFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.add_file(actor=membership, on=on, person=held, **form.told()),
    ):
        messages.success(request, "Le fichier est gardé, chiffré. Seule l’association qui l’accompagne le lit.")
        return see_other(request, "pieces:files", person=held.pk)
    require(access.can_keep(membership, held))
    rows = PieceFile.objects.visible_to(membership).filter(person=held).select_related("recorded_by__user")
    context = {
        "person": held,
        "who": names.shown(membership, held.pk),
        "found": panels.kept(list(rows)),
        "form": form,
        "on": on,
        **about(request, held),
    }
    return render(request, "pieces/files.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
def download(request: ActingRequest, piecefile: UUID) -> HttpResponse:
    """A file as it was added, never shown in the browser: its name says nothing."""
    row = _held(request, piecefile)
    media = Manifest.read(row.manifest).media
    name = file_name("document", f"{row.person.reference}-{row.pk.hex[:6].upper()}", media.value)
    return sent(actions.content_of(row), name)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: ActingRequest, piecefile: UUID) -> HttpResponse:
    """Take a file away, once its consequence is read."""
    membership, on = request.membership, request.on
    row = _held(request, piecefile)
    said = Manifest.read(row.manifest)
    page = Confirming(
        heading="Retirer ce fichier",
        about=f"{names.or_reference(membership, row.person)}. {said.name or said.kind.label}, {said.weight}.",
        consequences=(
            "Le fichier disparaît de Rivage et ne revient pas : gardez l’original avant de le retirer.",
            "Ce qui a déjà été déposé ou signé n’en est pas changé.",
        ),
        button="Retirer le fichier",
        back=to(request, "pieces:files", person=row.person_id),
    )
    form = ReadAgainForm(bound(request), version=version_of_words(str(row.pk), *page.consequences))
    if request.method == "POST" and attempt(form, lambda: actions.remove_file(actor=membership, on=on, file=row)):
        messages.success(request, "Le fichier est retiré.")
        return see_other(request, "pieces:files", person=row.person_id)
    require(access.can_keep(membership, row.person))
    back = ("Ses pièces", to(request, "pieces:files", person=row.person_id))
    return confirming(request, page, form, **about(request, row.person, back))


def _held(request: ActingRequest, piecefile: UUID) -> PieceFile:
    rows = PieceFile.objects.visible_to(request.membership).select_related("person__antenne")
    return get_object_or_404(rows, pk=piecefile)
