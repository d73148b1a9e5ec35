"""What was noted of a payer's answer, or of the day the end of the aid was handed, corrected with its reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.french import amount
from rivage.core.refusal import no, require
from rivage.core.versions import version_of
from rivage.law.wording import day
from rivage.law.wording import month as in_words
from rivage.people import names
from rivage.people.access import can_write
from rivage.people.enums import Slice
from rivage.people.screen import about
from rivage.rights import access
from rivage.rights.aid import actions
from rivage.rights.aid.forms.months import ChangeTakenBackForm, CorrectAnswerForm
from rivage.rights.aid.reexamination import what_of
from rivage.rights.aid.views.answering import said
from rivage.rights.models import AfisMonth, AidEvent, EventCorrection
from rivage.vault import opened


@require_http_methods(["GET", "HEAD", "POST"])
def correct_answer(request: ActingRequest, afismonth: UUID) -> HttpResponse:
    """Put what the payer answered in the place of what was noted of a month."""
    membership, on = request.membership, request.on
    rows = AfisMonth.objects.visible_to(membership).select_related("order", "person")
    line = get_object_or_404(rows, pk=afismonth)
    opened.note(line.person_id, line.antenne_id, Slice.DECISION)
    if line.answered_on is None:
        raise no("not_answered", "Aucune réponse n’est notée pour ce mois : il n’y a rien à corriger.")
    form = CorrectAnswerForm(request.POST or None, version=version_of(line), ordered=line.amount)

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.correct_answer(actor=membership, on=on, line=line, instead=form.instead(), why=why, version=form.shown)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "rights:order", order=line.order_id)
    require(access.can_correct_answer(membership, line))
    asked = Confirming(
        heading="Corriger une réponse",
        about=f"{names.or_reference(membership, line.person)}, {in_words(line.month)}. "
        f"Ordonné : {amount(line.amount)}. Noté : {said(line.answer, line.paid, line.answered_on, line.paid_on)}.",
        consequences=(
            "Le mois et ce qui reste à régulariser se lisent de nouveau, d’après ce que vous écrivez ici.",
            "Ce qui était noté reste au dossier, barré, avec votre raison et votre fonction. L’association le lit.",
        ),
        button="Corriger",
        back=to(request, "rights:order", order=line.order_id),
    )
    order = f"Ordre n° {line.order.n}", to(request, "rights:order", order=line.order_id)
    return confirming(request, asked, form, **about(request, line.person, order), hide_optional=True)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_event(request: ActingRequest, aidevent: UUID) -> HttpResponse:
    """A change was noted by mistake."""
    membership, on = request.membership, request.on
    rows = AidEvent.objects.visible_to(membership).select_related("person__antenne")
    event = get_object_or_404(rows, pk=aidevent)
    held = event.person
    opened.note(held.pk, held.antenne_id, Slice.AID)
    form = ChangeTakenBackForm(request.POST or None)

    def act() -> None:
        actions.take_back_event(actor=membership, on=on, event=event, why=form.cleaned_data["why"])

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "rights:changes", person=held.pk)
    require(can_write(membership, held))
    if EventCorrection.objects.filter(event=event).exists() and request.method != "POST":
        messages.error(request, "Ce changement est déjà dit noté par erreur.")
        return see_other(request, "rights:changes", person=held.pk)
    asked = Confirming(
        heading="Noté par erreur",
        about=f"{names.or_reference(membership, held)}. Noté : {what_of(event)}, le {day(event.on)}.",
        consequences=(
            "Les mois se comptent de nouveau sans ce changement, et la délégation n’en lit plus de réexamen.",
            "Un mois déjà ordonné le reste : ce qui diffère se lit « à régulariser », rien n’est repris de soi-même.",
            "Ce qui était noté reste au dossier, barré, avec votre raison et votre fonction.",
        ),
        button="Dire noté par erreur",
        back=to(request, "rights:changes", person=held.pk),
    )
    changes = "Ce qui a changé", to(request, "rights:changes", person=held.pk)
    return confirming(request, asked, form, **about(request, held, changes))
