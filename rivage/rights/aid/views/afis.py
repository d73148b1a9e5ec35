"""The préfet's decision on the aid, beside what the law computes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, to
from rivage.core.answers import attempt
from rivage.decisions.access import opened_to
from rivage.people import names
from rivage.rights import access
from rivage.rights.aid import actions
from rivage.rights.aid.examination import examine
from rivage.rights.aid.forms.afis import AfisForm
from rivage.rights.models import AfisDecision


@require_http_methods(["GET", "HEAD", "POST"])
def afis(request: ActingRequest, demande: UUID) -> HttpResponse:
    """What the law computes on the aid, and the préfet's decision beside it."""
    membership = request.membership
    held = get_object_or_404(opened_to(membership).select_related("person__antenne", "parcours"), pk=demande)
    on = request.on
    decided = AfisDecision.objects.filter(demande=held).first()
    form = AfisForm(request.POST or None, initial={"decided_on": on})
    if request.method == "POST" and attempt(
        form, lambda: actions.decide_afis(actor=membership, on=on, demande=held, **form.cleaned_data)
    ):
        messages.success(request, "La décision sur l’aide est notée.")
        return redirect(to(request, "rights:afis", demande=held.pk))
    found = examine(held, decided.decided_on if decided else on, decided.children if decided else None)
    if not form.is_bound:
        form.initial["children"] = found.children
    verdict = access.can_decide(membership, held)
    if not verdict:
        # The page has no form left: why the gesture was refused is said above it.
        for sentence in form.non_field_errors():
            messages.error(request, str(sentence))
    context = {
        "demande": held,
        "reference": held.person.reference,
        "who": names.shown(membership, held.person_id),
        "found": found,
        "decided": decided,
        "form": form,
        "may": bool(verdict),
        "because": "" if verdict else verdict.sentence,
        "on": on,
    }
    return render(request, "rights/afis.html", context, status=422 if form.is_bound else 200)
