"""Who stands aside on a file: a member who knows the person, the room that notes it, and what was noted by mistake."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest
from rivage.commissions import access, actions, quorum
from rivage.commissions.enums import DeportGround
from rivage.commissions.forms import AsideForm, TakeBackForm
from rivage.commissions.models import AgendaItem, Member
from rivage.commissions.views import answers
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.vault import opened

NO_PART = "ni au débat ni au vote sur ce dossier"


@require_http_methods(["GET", "HEAD", "POST"])
def knows(request: ActingRequest, item: UUID) -> HttpResponse:
    """« Je connais cette personne » : the file closes to this member at once."""
    row = answers.item_of(request, item)
    member = quorum.member_of(request.membership, row.seance.day)
    if member is None or not access.can_read(request.membership, row):
        raise Http404
    form = ReadAgainForm(bound(request), version=version_of(row.seance))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.stand_aside(
            actor=request.membership, on=request.on, item=row, member=member, ground=DeportGround.KNOWS
        ),
    ):
        messages.success(request, "Ce dossier vous est fermé. Vous ne prendrez pas part à l’avis.")
        return answers.to(request, "agenda", seance=row.seance_id)
    require(access.can_stand_aside(request.membership, row, member))
    asked = Confirming(
        heading="Je connais cette personne",
        about=f"Dossier {row.person.reference}.",
        consequences=(
            "Ce dossier se ferme pour vous tout de suite, dans toutes vos fonctions de la commission.",
            f"Vous ne prenez part {NO_PART} (CRPA, art. R133-12). Personne ne vous demandera pourquoi.",
            "Si c’est une erreur, dites-le au secrétariat : avant l’avis, il peut vous le rouvrir, et écrit pourquoi.",
        ),
        button="Fermer ce dossier pour moi",
        back=answers.address(request, "read", item=row.pk),
    )
    return _page(request, row, asked, form)


@require_http_methods(["GET", "HEAD", "POST"])
def noted(request: ActingRequest, item: UUID) -> HttpResponse:
    """A member says in session that she knows the person."""
    row = answers.item_of(request, item)
    away = quorum.aside(row)
    form = AsideForm(
        bound(request), members=[one for one in _members(row) if one.pk not in away], version=_version(row)
    )
    if request.method == "POST" and attempt(
        form,
        lambda: actions.stand_aside(
            actor=request.membership, on=request.on, item=row, member=form.chosen, ground=DeportGround.KNOWS
        ),
    ):
        return _done(request, row, f"{form.chosen.name} se retire de ce dossier.")
    require(access.can_stand_aside(request.membership, row, None))
    asked = Confirming(
        heading="Un membre connaît cette personne",
        about=f"Dossier {row.person.reference}.",
        consequences=(
            "Le dossier se ferme tout de suite pour ce membre, dans toutes ses fonctions de la commission.",
            f"Ce membre ne prend part {NO_PART} (CRPA, art. R133-12). Le procès-verbal dit qu’il n’a pas siégé.",
            "Avant l’avis, le secrétariat peut reprendre un retrait noté par erreur, et écrit pourquoi.",
        ),
        button="Noter son retrait",
        back=_back(request, row),
    )
    return _page(request, row, asked, form)


@require_http_methods(["GET", "HEAD", "POST"])
def taken_back(request: ActingRequest, item: UUID) -> HttpResponse:
    """What a member said by mistake. Those whose association instructed the file, which the page of the session names,
    are not offered; all others who stand aside are: a shorter list would tell why.
    """
    row = answers.item_of(request, item)
    form = TakeBackForm(bound(request), members=quorum.to_take_back(row), version=_version(row))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.take_back_aside(
            actor=request.membership,
            on=request.on,
            item=row,
            member=form.chosen,
            reason=form.cleaned_data["reason"],
        ),
    ):
        return _done(request, row, f"{form.chosen.name} prend de nouveau part à ce dossier.")
    require(access.can_take_back_aside(request.membership, row))
    asked = Confirming(
        heading="Un retrait noté par erreur",
        about=f"Dossier {row.person.reference}.",
        consequences=(
            "Ce membre lit de nouveau le dossier, et prend part au débat et au vote.",
            "Seul un retrait qu’il a dit lui-même se reprend. Tout autre est refusé, sans dire pourquoi.",
            "Ce qui était noté reste écrit, avec votre raison.",
        ),
        button="Reprendre ce retrait",
        back=_back(request, row),
    )
    return _page(request, row, asked, form)


def _members(row: AgendaItem) -> list[Member]:
    return [one.member for one in quorum.roll(row.seance).members]


def _version(row: AgendaItem) -> str:
    """That of the session and of who stands aside on this file."""
    return version_of(row.seance, *Member.objects.filter(pk__in=quorum.aside(row)).order_by("pk"))


def _back(request: ActingRequest, row: AgendaItem) -> str:
    return f"{answers.address(request, 'seance', seance=row.seance_id)}?vue=membres&dossier={row.pk}"


def _done(request: ActingRequest, row: AgendaItem, words: str) -> HttpResponse:
    messages.success(request, words)
    return answers.to(request, "seance", f"?vue=membres&dossier={row.pk}", seance=row.seance_id)


def _page(request: ActingRequest, row: AgendaItem, asked: Confirming, form: ReadAgainForm) -> HttpResponse:
    opened.note(row.person_id, row.antenne_id, row.SLICE)
    way = answers.way_back(request, row)
    return confirming(request, asked, form, reference=row.person.reference, crumbs=way)
