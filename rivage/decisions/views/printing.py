"""Papers of a decision, rendered on request and never kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.core.answers import FORMS
from rivage.core.answers import paper as answer
from rivage.core.paper.names import Kind
from rivage.core.refusal import Refused
from rivage.decisions import access, inviting
from rivage.decisions.basis import basis
from rivage.decisions.enums import DecisionStep
from rivage.decisions.models import Decision, Observations
from rivage.decisions.printing import PrintedDecision, fixed, marked, project, sheet
from rivage.decisions.recours import stops

PRINTED = "pdf"
NOT_INVITED = "Notez d’abord l’invitation à présenter des observations : sa lettre en reprend les jours."
NAMES: dict[str, Kind] = {"decision": "document", "lettre": "courrier", "association": "bordereau", "recu": "recu"}


@require_safe
def paper(request: ActingRequest, demande: UUID, kind: str, form: str) -> HttpResponse:
    """A paper as PDF or as an editable draft; back to the decision, with the reason, when it can't be printed."""
    membership = request.membership
    rows = access.opened_to(membership).select_related("person__antenne", "parcours")
    held = get_object_or_404(rows, pk=demande)
    back = redirect(reverse("decisions:decision", kwargs={"membership": membership.pk, "demande": held.pk}))
    decision = Decision.objects.filter(demande=held).select_related("signed_by__user").first()
    if decision is None or form not in FORMS:
        messages.warning(request, "Ce document n’est pas encore prêt.")
        return back
    verdict = access.can_print(membership, decision, kind, editable=form != PRINTED)
    if not verdict:
        messages.warning(request, verdict.sentence)
        return back
    on = request.on
    try:
        # What was signed is printed as it was signed, whatever her file says today.
        made = fixed(decision, kind) or sheet(PrintedDecision(membership, held, decision, basis(held, on), on), kind)
    except Refused as refused:
        messages.warning(request, str(refused))
        return back
    if decision.step == DecisionStep.DRAFT:
        made = project(made, PrintedDecision(membership, held, decision, basis(held, on), on).number)
    stop = stops.words(stops.stopped(decision.recours.all()))
    return answer(marked(made, stop) if stop else made, NAMES[kind], form)


@require_safe
def invitation(request: ActingRequest, demande: UUID, form: str) -> HttpResponse:
    """The letter that invites her to say what she thinks before a decision against her, once its days are noted."""
    membership = request.membership
    rows = access.opened_to(membership).select_related("person__antenne", "parcours")
    held = get_object_or_404(rows, pk=demande)
    back = redirect(reverse("decisions:decision", kwargs={"membership": membership.pk, "demande": held.pk}))
    invited = Observations.objects.filter(demande=held).first()
    if invited is None or form not in FORMS:
        messages.warning(request, NOT_INVITED)
        return back
    try:
        return answer(inviting.invitation(membership, held, invited, request.on), "courrier", form)
    except Refused as refused:
        messages.warning(request, str(refused))
        return back
