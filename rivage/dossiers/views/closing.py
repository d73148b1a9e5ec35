"""A demande without object: noted, read, contested, upheld, reopened, each with its page."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest
from rivage.core.answers import attempt
from rivage.core.refusal import require
from rivage.dossiers import access, actions
from rivage.dossiers.forms.steps import ClosingContestForm, ClosingUpholdForm, ReopenForm, WithoutObjectForm
from rivage.dossiers.screen import asked
from rivage.dossiers.views.steps import confirm, done


@require_http_methods(["GET", "HEAD", "POST"])
def without_object(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Nothing is left to decide, on one of three grounds."""
    found, on = asked(request, demande), request.on
    form = WithoutObjectForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and attempt(
        form,
        lambda: actions.without_object(actor=request.membership, on=on, demande=found, **form.cleaned_data),
    ):
        return done(request, found, "La demande est notée sans objet. L’association le lit sur son accueil.")
    require(access.can_instruct(request.membership, found))
    return confirm(
        request,
        found,
        form,
        "Noter la demande sans objet",
        "Noter sans objet",
        (
            "La demande se ferme sans décision : ni la commission ni le préfet ne la liront plus.",
            "Ce n’est jamais une façon de dire non : un refus se motive, et revient au préfet.",
            "L’association lit pourquoi sur son accueil. Vous pourrez rouvrir la demande, à sa date de dépôt.",
        ),
    )


@require_POST
def without_object_read(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Her antenne read it."""
    found = asked(request, demande)
    actions.read_without_object(actor=request.membership, on=request.on, demande=found)
    return done(request, found, "C’est noté : cette ligne quitte votre accueil.")


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: ActingRequest, demande: UUID) -> HttpResponse:
    """It was closed wrongly."""
    found, on = asked(request, demande), request.on
    form = ReopenForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and attempt(
        form, lambda: actions.reopen(actor=request.membership, on=on, demande=found, **form.cleaned_data)
    ):
        return done(request, found, "La demande est rouverte, à sa date de dépôt.")
    require(access.can_instruct(request.membership, found))
    return confirm(
        request,
        found,
        form,
        "Rouvrir la demande",
        "Rouvrir la demande",
        (
            "La demande est de nouveau à vérifier, à la date de son dépôt.",
            "Ce qui avait été noté reste, avec ce que vous écrivez ici.",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Her antenne does not agree."""
    found, on = asked(request, demande), request.on
    form = ClosingContestForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: actions.contest_closing(actor=request.membership, on=on, demande=found, **form.cleaned_data)
    ):
        return done(request, found, "C’est contesté. La délégation lit vos mots sur son accueil.")
    require(access.can_submit(request.membership, found))
    return confirm(
        request,
        found,
        form,
        "Contester : il reste à décider",
        "Contester",
        (
            "La délégation rouvre la demande, à sa date de dépôt, ou dit pourquoi elle la maintient sans objet. "
            "Vous lisez sa réponse sur votre accueil.",
            "Cela se dit une fois, et reste écrit. Une nouvelle demande reste possible à tout moment.",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def uphold(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Whoever instructs keeps it closed."""
    found, on = asked(request, demande), request.on
    form = ClosingUpholdForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: actions.uphold_closing(actor=request.membership, on=on, demande=found, **form.cleaned_data)
    ):
        return done(request, found, "La demande reste sans objet. L’association lit pourquoi sur son accueil.")
    require(access.can_instruct(request.membership, found))
    return confirm(
        request,
        found,
        form,
        "Maintenir la demande sans objet",
        "Maintenir sans objet",
        (
            "La demande reste fermée sans décision. Si quelque chose reste à décider, rouvrez-la plutôt.",
            "L’association lit ce que vous écrivez ici. Vous pourrez encore rouvrir la demande ensuite.",
        ),
    )
