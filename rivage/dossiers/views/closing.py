"""A demande without object: noted, read, contested, upheld, reopened, each with its page."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest
from rivage.dossiers import access, actions
from rivage.dossiers.forms.steps import ClosingContestForm, ClosingUpholdForm, ReopenForm, WithoutObjectForm
from rivage.dossiers.screen import asked
from rivage.dossiers.views.steps import DemandeGesture, done, try_gesture


@require_http_methods(["GET", "HEAD", "POST"])
def without_object(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Nothing is left to decide, on one of three grounds."""
    found = asked(request, demande)
    form = WithoutObjectForm(request.POST or None, initial={"version": found.version})
    gesture = DemandeGesture(
        move="without_object",
        act=actions.without_object,
        may=access.can_instruct,
        heading="Noter la demande sans objet",
        button="Noter sans objet",
        done="La demande est notée sans objet. L’association le lit sur son accueil.",
        consequences=(
            "La demande se ferme sans décision : ni la commission ni le préfet ne la liront plus.",
            "Ce n’est jamais une façon de dire non : un refus se motive, et revient au préfet.",
            "L’association lit pourquoi sur son accueil. Vous pourrez rouvrir la demande, à sa date de dépôt.",
        ),
        tick=False,
    )
    return try_gesture(request, found, form, gesture)


@require_POST
def without_object_read(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Her antenne read it."""
    found = asked(request, demande)
    actions.read_without_object(actor=request.membership, on=request.on, demande=found)
    return done(request, found, "C’est noté : cette ligne quitte votre accueil.")


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: ActingRequest, demande: UUID) -> HttpResponse:
    """It was closed wrongly."""
    found = asked(request, demande)
    form = ReopenForm(request.POST or None, initial={"version": found.version})
    gesture = DemandeGesture(
        move="reopen",
        act=actions.reopen,
        may=access.can_instruct,
        heading="Rouvrir la demande",
        button="Rouvrir la demande",
        done="La demande est rouverte, à sa date de dépôt.",
        consequences=(
            "La demande est de nouveau à vérifier, à la date de son dépôt.",
            "Ce qui avait été noté reste, avec ce que vous écrivez ici.",
        ),
    )
    return try_gesture(request, found, form, gesture)


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Her antenne does not agree."""
    found = asked(request, demande)
    form = ClosingContestForm(request.POST or None)
    gesture = DemandeGesture(
        move="contest",
        act=actions.contest_closing,
        may=access.can_submit,
        heading="Contester : il reste à décider",
        button="Contester",
        done="C’est contesté. La délégation lit vos mots sur son accueil.",
        consequences=(
            "La délégation rouvre la demande, à sa date de dépôt, ou dit pourquoi elle la maintient sans objet. "
            "Vous lisez sa réponse sur votre accueil.",
            "Cela se dit une fois, et reste écrit. Une nouvelle demande reste possible à tout moment.",
        ),
    )
    return try_gesture(request, found, form, gesture)


@require_http_methods(["GET", "HEAD", "POST"])
def uphold(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Whoever instructs keeps it closed."""
    found = asked(request, demande)
    form = ClosingUpholdForm(request.POST or None)
    gesture = DemandeGesture(
        move="uphold",
        act=actions.uphold_closing,
        may=access.can_instruct,
        heading="Maintenir la demande sans objet",
        button="Maintenir sans objet",
        done="La demande reste sans objet. L’association lit pourquoi sur son accueil.",
        consequences=(
            "La demande reste fermée sans décision. Si quelque chose reste à décider, rouvrez-la plutôt.",
            "L’association lit ce que vous écrivez ici. Vous pourrez encore rouvrir la demande ensuite.",
        ),
        tick=False,
    )
    return try_gesture(request, found, form, gesture)
