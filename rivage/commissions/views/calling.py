"""Replies to a convocation, and those who come noted at once until the opening."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from rivage.accounts.http import ActingRequest
from rivage.commissions import actions, quorum
from rivage.commissions.enums import Reply
from rivage.commissions.views import answers
from rivage.commissions.views.sitting import kept, member_of

SAID = {
    "": "réponse effacée",
    Reply.COMING: "vient, noté",
    Reply.REMOTE: "prend part à distance, noté",
    Reply.AWAY: "ne vient pas, noté",
    Reply.REPLACED: "se fait remplacer, noté",
}
ANSWERED = {
    "": "Votre réponse est effacée.",
    Reply.COMING: "C’est noté : vous venez.",
    Reply.REMOTE: "C’est noté : vous prenez part à distance.",
    Reply.AWAY: "C’est noté : vous ne venez pas.",
    Reply.REPLACED: "C’est noté : vous vous faites remplacer. Dites au secrétariat par qui.",
}


@require_POST
def reply(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Note what a member answered; pressed again, it is taken back."""
    row = answers.seance_of(request, seance)
    who, _, said = request.POST.get("reply", "").rpartition(" ")
    said = "" if said == "none" else said
    if said not in SAID:
        raise Http404
    member = member_of(row, who)

    def act() -> None:
        actions.note_reply(actor=request.membership, on=request.on, seance=row, member=member, reply=said)

    answers.attempt(request, act, f"{member.name} : {SAID[said]}.")
    return answers.to(request, "preparation", "#t-convened", seance=row.pk)


@require_POST
def answer(request: ActingRequest, seance: UUID) -> HttpResponse:
    """A member answers her own convocation; pressed again, her answer is taken back."""
    row = answers.seance_of(request, seance)
    said, member = request.POST.get("reply", ""), quorum.own(request.membership, row)
    said = "" if said == "none" else said
    if said not in ANSWERED or member is None:
        raise Http404

    def act() -> None:
        actions.note_reply(actor=request.membership, on=request.on, seance=row, member=member, reply=said)

    answers.attempt(request, act, ANSWERED[said])
    return answers.to(request, "agenda", seance=row.pk)


@require_POST
def coming(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Note present all those who answered that they come, or take it back."""
    row = answers.seance_of(request, seance)
    if request.POST.get("step") == "undo":

        def undo() -> None:
            actions.undo_coming(actor=request.membership, on=request.on, seance=row)

        answers.attempt(request, undo, "C’est annulé : ces présences sont de nouveau à noter.")
    else:

        def act() -> None:
            actions.call_coming(actor=request.membership, on=request.on, seance=row)

        answers.attempt(request, act, "Les présences sont notées. La feuille signée l’emporte : corrigez qui manque.")
    return answers.to(request, "seance", kept(request, "membres"), seance=row.pk)
