"""Her observations before an aid ends: the invitation, its letter, what she says of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import FORMS, UNPROCESSABLE, attempt
from rivage.core.answers import paper as answer
from rivage.core.refusal import require
from rivage.decisions.access import opened_to
from rivage.decisions.forms import HeardForm
from rivage.decisions.views.screen import heard_form
from rivage.dossiers.models import Demande
from rivage.law.verdict import refuse
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.screen import about
from rivage.rights import access, heard
from rivage.rights.aid import actions, printing
from rivage.rights.aid.forms.hearing import EndInviteForm
from rivage.rights.ended import standing_end
from rivage.rights.models import AfisDecision, AfisEnd, AidHearing, AidReview
from rivage.vault import opened

NOT_GRANTED = refuse("not_granted", "L’aide n’a pas été accordée pour cette demande.")
READ_BY = "Dans ses mots. L’association, la délégation et le secrétariat le lisent."
OVER = "L’aide a pris fin : plus aucune invitation ne s’imprime, et celle qui est partie n’a pas été gardée."
NOT_INVITED = "Notez d’abord l’invitation à présenter des observations : sa lettre en reprend les jours."


def shown(membership: Membership, decision: AfisDecision | None, on: date) -> dict[str, Any]:
    """What the page of the end says of it, and who may still write it."""
    row = heard.last(membership, decision) if decision is not None else None
    end = AfisEnd.objects.visible_to(membership).standing().filter(decision=decision).first()
    late = row is not None and heard.late(row, end)
    return {
        "hearing": row,
        "received": heard.received(row, end) if row is not None else "",
        "may_review": late and heard.unread(membership, on).filter(decision=decision).exists(),
        "reviews": AidReview.objects.visible_to(membership).filter(decision=decision),
        "may_invite": decision is not None and _over(row, on) and bool(access.can_end_aid(membership, decision)),
        "may_hear": row is not None and bool(access.can_hear_end(membership, row)),
        "may_print": row is not None and not membership.is_antenne and (end is None or bool(row.letter)),
    }


def _over(row: AidHearing | None, on: date) -> bool:
    """Whether no invitation waits for its answer."""
    return row is None or row.received_on is not None or row.until < on


@require_http_methods(["GET", "HEAD", "POST"])
def end_heard(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Invite her to answer, or write down what she said: one form, by what is waited for."""
    membership, on = request.membership, request.on
    held = _demande(request, demande)
    decision = AfisDecision.objects.visible_to(membership).filter(demande=held, sense="grant").first()
    if decision is None:
        messages.error(request, NOT_GRANTED.sentence)
        return see_other(request, "rights:end", demande=held.pk)
    opened.note(held.person_id, held.antenne_id, Slice.DECISION)
    row = heard.last(membership, decision)
    inviting = "invite-until" in request.POST or row is None or ("nouvelle" in request.GET and _over(row, on))
    form: EndInviteForm | HeardForm
    if inviting:
        require(access.can_end_aid(membership, decision))
        form = EndInviteForm(request.POST or None)
    else:
        form = heard_form(row, request.POST or None)
        form.fields["text"].help_text = READ_BY
    if request.method == "POST" and attempt(form, lambda: _noted(request, decision, row, form)):
        messages.success(request, "L’invitation est notée." if inviting else "Ses observations sont notées.")
        return see_other(request, "rights:end", demande=held.pk)
    if not inviting and row is not None:
        require(access.can_hear_end(membership, row))
    context = {
        "form": form,
        "inviting": inviting,
        "hearing": row,
        "received": heard.received(row, standing_end(membership, held)) if row is not None else "",
        "demande": held,
        "who": names.shown(membership, held.person_id),
        "back": to(request, "rights:end", demande=held.pk),
        "on": on,
        **about(request, held.person, ("La fin de l’aide", to(request, "rights:end", demande=held.pk))),
    }
    return render(request, "rights/heard.html", context, status=UNPROCESSABLE if form.errors else 200)


def _noted(
    request: ActingRequest, decision: AfisDecision, row: AidHearing | None, form: EndInviteForm | HeardForm
) -> AidHearing:
    actor, on = request.membership, request.on
    if isinstance(form, EndInviteForm):
        return actions.invite_before_end(actor=actor, on=on, decision=decision, invited=form.invited())
    if row is None:
        raise AssertionError("what she says is of an invitation")
    return actions.record_before_end(actor=actor, on=on, hearing=row, heard=form.heard(), version=form.shown)


@require_safe
def end_invitation(request: ActingRequest, demande: UUID, form: str) -> HttpResponse:
    """The letter that invites her, once its days are noted."""
    held = _demande(request, demande)
    decision = AfisDecision.objects.visible_to(request.membership).filter(demande=held, sense="grant").first()
    row = heard.last(request.membership, decision) if decision is not None else None
    if row is None or form not in FORMS:
        messages.warning(request, NOT_INVITED)
        return see_other(request, "rights:end", demande=held.pk)
    sheet = printing.invitation(request.membership, held, row)
    if sheet is None:
        messages.warning(request, OVER)
        return see_other(request, "rights:end", demande=held.pk)
    return answer(sheet, "courrier", form)


def _demande(request: ActingRequest, demande: UUID) -> Demande:
    rows = opened_to(request.membership).select_related("person__antenne", "parcours")
    return get_object_or_404(rows, pk=demande)
