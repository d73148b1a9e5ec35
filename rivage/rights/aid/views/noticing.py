"""What the payer says of the amount of an aid: noted, shown, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.french import amount
from rivage.core.refusal import require
from rivage.law.period import add_months
from rivage.law.wording import day
from rivage.law.wording import month as in_words
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.screen import about
from rivage.rights import access
from rivage.rights.aid import actions
from rivage.rights.aid.forms.months import NoticeTakenBackForm, PayerNoticeForm
from rivage.rights.models import AfisMonth, PayerNotice
from rivage.vault import opened

YEAR = 12


def shown(membership: Membership, person: Person) -> dict[str, Any]:
    """For a page: what the payer said of her aid, taken back or not, and the ordered month beside which to note it."""
    may = membership.role in access.ORDER_READERS
    said = PayerNotice.objects.visible_to(membership).filter(person=person)
    lines = AfisMonth.objects.visible_to(membership).filter(person=person)
    return {
        "notices": list(said.select_related("recorded_by__body")),
        "may_notice": may,
        "noticed_beside": lines.order_by("month").last() if may else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def payer_notice(request: ActingRequest, afismonth: UUID) -> HttpResponse:
    """Note what the payer says, beside a month that was ordered."""
    membership, on = request.membership, request.on
    rows = AfisMonth.objects.visible_to(membership).select_related("order", "person__antenne")
    line = get_object_or_404(rows, pk=afismonth)
    opened.note(line.person_id, line.antenne_id, Slice.DECISION)
    form = PayerNoticeForm(
        request.POST or None,
        months=[add_months(line.month, step) for step in range(-YEAR, YEAR + 1)],
        own=membership.role == Role.PAYER,
        initial={"since": line.month.isoformat()},
    )
    if request.method == "POST" and attempt(
        form, lambda: actions.note_payer_notice(actor=membership, on=on, line=line, told=form.told())
    ):
        messages.success(request, "C’est noté. Ce qui est dû et ordonné ne change pas : la différence se lit à côté.")
        return see_other(request, "rights:order", order=line.order_id)
    require(access.can_correct_answer(membership, line))
    back = to(request, "rights:order", order=line.order_id)
    asked = Confirming(
        heading="Noter un montant dit par l’organisme payeur",
        about=f"{names.or_reference(membership, line.person)}, {in_words(line.month)}. "
        f"Ordonné : {amount(line.amount)}.",
        consequences=(
            "Ce qui est dû et ordonné ne change pas : l’association et la délégation lisent la différence à côté.",
            "L’aide ne change que par la règle ou par une décision : un montant dit autrement est à éclaircir.",
        ),
        button="Noter",
        back=back,
    )
    order = f"Ordre n° {line.order.n}", back
    more = shown(membership, line.person) | about(request, line.person, order) | {"on": on}
    return confirming(request, asked, form, "rights/payer_notice.html", **more)


@require_http_methods(["GET", "HEAD", "POST"])
def taken_back(request: ActingRequest, payernotice: UUID) -> HttpResponse:
    """It was noted by mistake."""
    membership, on = request.membership, request.on
    rows = PayerNotice.objects.visible_to(membership).select_related("person__antenne")
    notice = get_object_or_404(rows, pk=payernotice)
    opened.note(notice.person_id, notice.antenne_id, Slice.DECISION)
    line = AfisMonth.objects.visible_to(membership).filter(decision=notice.decision_id).order_by("month").last()
    form = NoticeTakenBackForm(request.POST or None)
    back = to(request, "rights:order", order=line.order_id) if line else to(request, "rights:orders")

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.take_back_payer_notice(actor=membership, on=on, notice=notice, why=why)

    done = request.method == "POST" and attempt(form, act)
    if done or (notice.taken_back_on is not None and request.method != "POST"):
        messages.success(request, "C’est dit noté par erreur. Ce qui était noté reste, avec la raison.")
        return see_other(request, "rights:orders")
    require(access.can_take_back_notice(membership, notice))
    asked = Confirming(
        heading="Noté par erreur",
        about=f"{names.or_reference(membership, notice.person)}. Noté : {amount(notice.amount)} par mois depuis "
        f"{in_words(notice.since)}, dit le {day(notice.said_on)}.",
        consequences=(
            "Ce montant ne se lit plus à côté des mois.",
            "Ce qui était noté reste au dossier, barré, avec votre raison. L’association le lit.",
        ),
        button="Dire noté par erreur",
        back=back,
    )
    return confirming(request, asked, form, **about(request, notice.person, ("Ordre", back)))
