"""The pages *Organismes*: the address and the town at the head of each body's letters, and its door."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts import access, actions, tables
from rivage.accounts.forms import LetterheadForm, NotifyDaysForm
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.lists import listed
from rivage.accounts.models import Body
from rivage.accounts.sender import FOR_THE_PREFET, WRITTEN, sender_of
from rivage.core.answers import UNPROCESSABLE, attempt, paper
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.paper.sheet import Paragraph, Sheet, Signature
from rivage.core.refusal import require
from rivage.core.versions import version_of

DEMANDED: tuple[str, ...] = (
    "Dès maintenant, aucune fonction de cet organisme ne s’ouvre à qui est entré autrement que par ProConnect. Ce "
    "qui était en cours d’écriture n’est pas enregistré : la page le rend à qui l’écrivait.",
    "Qui n’a pas lié son identité ProConnect à son compte la lie depuis « Mon compte », puis entre par elle.",
    "Si ProConnect ne répond pas, plus personne n’agit pour cet organisme, tant que vous ne levez pas cette exigence.",
)
DELAY = (
    "Aucun texte ne fixe ce délai : c’est celui que votre préfecture se donne, pour ses décisions sur le parcours, "
    "l’aide et le titre de séjour.",
    "Passé ce délai, une décision qui n’est pas notifiée est en retard sur l’accueil de qui doit la remettre.",
    "Il ne change aucun délai de recours.",
)
# What is written there.
HEAD = tuple(WRITTEN)
ANY_DOOR: tuple[str, ...] = (
    "Dès maintenant, les fonctions de cet organisme s’ouvrent aussi par mot de passe et par clé d’accès.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def listed_bodies(request: ActingRequest) -> HttpResponse:
    """Every body, those without a town apart."""
    return listed(request, tables.bodies(request.membership), "accounts/organismes.html", crumbs=_crumbs(request)[:1])


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ActingRequest, organisme: UUID) -> HttpResponse:
    """What a body's letters are headed with, and from where they are dated."""
    found = get_object_or_404(Body, pk=organisme)
    form = _head(request, found)
    if request.method == "POST" and _write(request, form, found):
        return see_other(request, "accounts:bodies")
    context = {
        "crumbs": _crumbs(request),
        "back": to(request, "accounts:bodies"),
        "doors": True,
        "demands": bool(access.can_open_by_proconnect(found)),
    }
    return _page(request, form, found, context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_head(request: ActingRequest) -> HttpResponse:
    """The same, of the body for which one acts."""
    found = request.membership.body
    form = _head(request, found)
    if request.method == "POST" and _write(request, form, found):
        return see_other(request, "accounts:own_head")
    require(access.can_write_head(request.membership, found))
    more = {"delay": to(request, "accounts:own_delay"), "preview": to(request, "accounts:own_head_preview")}
    return _page(request, form, found, more)


@require_http_methods(["GET", "HEAD", "POST"])
def own_delay(request: ActingRequest) -> HttpResponse:
    """Within how many days one's own préfecture wants a decision notified."""
    found = request.membership.body
    form = NotifyDaysForm(request.POST or None, initial={"days": found.notify_days}, version=version_of(found))

    def write() -> Body:
        typed: dict[str, Any] = form.cleaned_data
        return actions.set_notify_days(actor=request.membership, on=request.on, body=found, **typed)

    if request.method == "POST" and attempt(form, write):
        messages.success(request, "Le délai est enregistré. Les accueils le lisent dès maintenant.")
        return see_other(request, "accounts:own_head")
    require(access.can_set_notify_days(request.membership, found))
    heading, back = "Délai pour notifier une décision", to(request, "accounts:own_head")
    asked = Confirming(heading, DELAY, "Enregistrer", back, found.name, tab="Délai de notification")
    return confirming(request, asked, form, hide_optional=True)


@require_safe
def own_head_preview(request: ActingRequest) -> HttpResponse:
    """A letter about nobody, under the head of one's own body as it is saved."""
    body = request.membership.body
    require(access.can_write_head(request.membership, body))
    sender = sender_of(body, FOR_THE_PREFET, "Nom inventé", quality="qualité de qui signe")
    made = Sheet(
        "Aperçu de vos lettres",
        "R-APERCU",
        (
            Paragraph("Bonjour,"),
            Paragraph("Cette lettre ne dit rien de personne : elle montre l’en-tête, la ville et la signature."),
            Signature(sender.capacity, sender.signatory, sender.quality),
        ),
        sender.letterhead,
        (sender.dated(request.on), "Réf. R-APERCU"),
        ("Personne inventée", "1, rue de l’Exemple"),
    )
    return paper(made, "courrier", "pdf")


def _head(request: ActingRequest, found: Body) -> LetterheadForm:
    initial = {name: getattr(found, name) for name in HEAD}
    return LetterheadForm(request.POST or None, initial=initial, version=version_of(found))


def _write(request: ActingRequest, form: LetterheadForm, found: Body) -> bool:
    def write() -> Body:
        values: dict[str, Any] = form.cleaned_data
        return actions.write_from(actor=request.membership, on=request.on, body=found, **values)

    if not attempt(form, write):
        return False
    messages.success(request, "L’en-tête est enregistré. Les lettres déjà signées ne changent pas.")
    return True


def _page(request: ActingRequest, form: LetterheadForm, found: Body, more: dict[str, Any]) -> HttpResponse:
    context = {"heading": found.name, "form": form, "found": found, **more}
    return render(request, "accounts/organisme.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: ActingRequest, organisme: UUID) -> HttpResponse:
    """Ask ProConnect of whoever acts for a body, or no longer: read again first."""
    found = get_object_or_404(Body, pk=organisme)
    wanted = not found.by_proconnect
    form = ReadAgainForm(bound(request), version=version_of(found))
    if request.method == "POST" and attempt(
        form, lambda: actions.open_by(actor=request.membership, on=request.on, body=found, proconnect=wanted)
    ):
        said = "entrent par ProConnect seul" if wanted else "entrent de nouveau par toute porte"
        messages.success(request, f"C’est enregistré : les fonctions de cet organisme {said}.")
        return see_other(request, "accounts:body", organisme=found.pk)
    if wanted:
        require(access.can_open_by_proconnect(found))
        heading, button, consequences = "Exiger ProConnect", "Exiger ProConnect", DEMANDED
    else:
        heading, button, consequences = "Ne plus exiger ProConnect", "Ne plus l’exiger", ANY_DOOR
    asked = Confirming(heading, consequences, button, to(request, "accounts:body", organisme=found.pk), found.name)
    return confirming(request, asked, form)


def _crumbs(request: ActingRequest) -> list[dict[str, str]]:
    return [
        {"label": "Comptes", "url": to(request, "accounts:memberships")},
        {"label": "Organismes", "url": to(request, "accounts:bodies")},
    ]
