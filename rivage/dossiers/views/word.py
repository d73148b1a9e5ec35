"""Her accord taken back, read again before it is noted; and the correction of what was noted by mistake."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest
from rivage.core.answers import attempt
from rivage.core.refusal import no
from rivage.dossiers import actions, changes
from rivage.dossiers.actions.word import WordStops, pending_stop, stopped_by
from rivage.dossiers.forms.ends import WordBackForm, WordRestoredForm
from rivage.dossiers.views.ends import done, gesture_page
from rivage.people.models import Accord
from rivage.vault import opened


def _accord(request: ActingRequest, accord: UUID) -> Accord:
    rows = Accord.objects.visible_to(request.membership).select_related("person", "person__antenne")
    found = get_object_or_404(rows, pk=accord)
    opened.note(found.person_id, found.antenne_id, "reference")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def word_back(request: ActingRequest, accord: UUID) -> HttpResponse:
    """She takes her accord back: what stops is said first."""
    found, on = _accord(request, accord), request.on
    if found.withdrawn_on is not None:
        raise no("accord_back", "Cet accord est déjà repris.")
    stops = stopped_by(found, on)
    form = WordBackForm(request.POST or None, alone=stops.alone)
    if request.method == "POST":
        noted = attempt(
            form,
            lambda: actions.take_word_back(actor=request.membership, on=on, accord=found, **form.values()),
        )
        if noted:
            return done(request, found.person_id, _said(noted))
    points = changes.of_word_back(found, stops, on)
    return gesture_page(
        request, found.person, form, "Elle reprend son accord", "Noter qu’elle le reprend", points,
        lead=f"Son accord {found.get_kind_display()}.",
    )  # fmt: skip


def _said(stops: WordStops) -> str:
    if stops.running is not None:
        return (
            "C’est noté. Ses droits s’arrêtent quinze jours après le jour où elle l’a dit ; jusque-là, un mot d’elle "
            "suffit pour tout garder."
        )
    if stops.deposited is not None:
        return "C’est noté, et sa demande est retirée : la préfecture ne la lit plus."
    return "C’est noté. Rien ne part sans son accord."


@require_http_methods(["GET", "HEAD", "POST"])
def word_restored(request: ActingRequest, accord: UUID) -> HttpResponse:
    """It was noted by mistake."""
    found, on = _accord(request, accord), request.on
    if found.withdrawn_on is None and request.method != "POST":
        raise no("accord_stands", "Cet accord n’est pas repris : il n’y a rien à corriger.")
    form = WordRestoredForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.restore_word(actor=request.membership, on=on, accord=found, **form.cleaned_data),
    ):
        return done(request, found.person_id, "C’est corrigé. Ce qui était noté reste écrit à côté.")
    points = changes.of_word_restored(pending_stop(found, on))
    return gesture_page(request, found.person, form, "Corriger : elle n’a pas repris son accord", "Corriger", points)
