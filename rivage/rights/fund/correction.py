"""The page where what is noted of an aid of the fund is corrected: another value, or none, with its reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.rights import access
from rivage.rights.enums import FundStep
from rivage.rights.fund import actions, noted
from rivage.rights.fund.forms import FORMS, NotedForm, TakeAwayForm, why
from rivage.rights.fund.reading import aids, said_of
from rivage.rights.models import FundAid

AWAY = "oter"
KEPT = "Ce qui était noté reste, barré, avec votre raison et la date : l’association le lit aussi."
FIRST = {
    FundStep.OPINION: "",
    FundStep.DECISION: "Pour corriger l’avis, ôtez d’abord la décision.",
    FundStep.PAYMENT: "Pour corriger la décision, ôtez d’abord le paiement.",
}


def _form(aid: FundAid, step: FundStep, data: Any, *, away: bool) -> NotedForm | TakeAwayForm:
    version = version_of(aid)
    if away:
        return TakeAwayForm(data, version=version)
    kind = FORMS[step]
    form = kind(data, aid=aid, version=version, initial=kind.of(aid))
    form.add("why", why())
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def fund_correct(request: ActingRequest, fundaid: UUID) -> HttpResponse:
    """Correct the step noted last, or take it away."""
    membership, on = request.membership, request.on
    held = get_object_or_404(aids(membership).select_related("line", "antenne"), pk=fundaid)
    back, step, away = to(request, "rights:fund_aid", fundaid=held.pk), noted.last(held), AWAY in request.GET
    require(access.can_correct_fund(membership, held))
    if step is None:
        return see_other(request, "rights:fund_aid", fundaid=held.pk)
    form = _form(held, step, bound(request), away=away)

    def act() -> FundAid:
        instead = form.said() if isinstance(form, NotedForm) else None
        sent = form.cleaned_data["why"]
        return actions.correct_fund(actor=membership, on=on, aid=held, instead=instead, why=sent, version=form.shown)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "La correction est notée.")
        return see_other(request, "rights:fund_aid", fundaid=held.pk)
    asked = Confirming(
        heading=f"Ôter {step.label}" if away else f"Corriger {step.label}",
        about=f"Aide {held.number}, {held.antenne.name}. Noté : {said_of(held, step)}.",
        consequences=(KEPT, *([FIRST[step]] if FIRST[step] else [])),
        button=f"Ôter {step.label}" if away else "Corriger",
        back=back,
    )
    crumbs = [
        {"label": "Fonds d’action sociale", "url": to(request, "rights:fund")},
        {"label": f"Aide {held.number}", "url": back},
    ]
    more = {"reference": "Fonds", "away": away, "step": step.label, "hide_optional": True}
    return confirming(request, asked, form, "rights/fund_correct.html", crumbs=crumbs, **more)
