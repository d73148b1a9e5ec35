"""An aid looked at again after something new: it stays as it is, or its end does."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import require
from rivage.core.versions import version_of_words
from rivage.decisions.access import opened_to
from rivage.law.wording import day
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.screen import about
from rivage.rights import access, heard
from rivage.rights.aid import actions
from rivage.rights.aid.reexamination import ARTICLE, dates
from rivage.rights.models import AfisDecision
from rivage.vault import opened

NOTHING = "Rien de nouveau n’est noté depuis la dernière fois : il n’y a rien à réexaminer."
UNCHANGED = (
    "Un nombre d’enfants qui change est déjà compté dans ses mois : ici, vous dites que le reste ne change pas.",
    "La tâche quitte l’accueil de la délégation et du secrétariat. Un fait noté ensuite la fait revenir.",
)
ENDED = (
    "Le préfet a relu la décision avec ce que dit la personne, et la maintient.",
    "S’il y revient, notez dans les recours un recours gracieux, puis qu’il est accepté : la fin ne tient plus.",
    "La tâche quitte l’accueil de la délégation et du secrétariat.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Say that it was looked at again, and does not change."""
    membership, on = request.membership, request.on
    held = get_object_or_404(opened_to(membership).select_related("person__antenne"), pk=demande)
    decision = AfisDecision.objects.visible_to(membership).filter(demande=held, sense="grant").first()
    new = list(_new(membership, decision, on)) if decision is not None else []
    if decision is None or not new:
        messages.info(request, NOTHING)
        return see_other(request, "rights:months", person=held.person_id)
    opened.note(held.person_id, held.antenne_id, Slice.DECISION)
    ended = decision.ended_on is not None
    back = to(request, "rights:end", demande=held.pk) if ended else to(request, "rights:months", person=held.person_id)
    page = Confirming(
        heading="La fin de l’aide est maintenue" if ended else "L’aide ne change pas",
        about=names.or_reference(membership, held.person),
        consequences=(*new, *(ENDED if ended else UNCHANGED)),
        button="Noter qu’elle est maintenue" if ended else "Noter qu’elle ne change pas",
        back=back,
    )
    form = ReadAgainForm(bound(request), version=version_of_words(*page.consequences))
    if request.method == "POST" and attempt(
        form, lambda: actions.review_aid(actor=membership, on=on, decision=decision)
    ):
        messages.success(request, "C’est noté : la tâche quitte l’accueil.")
        return see_other(request, "rights:months", person=held.person_id)
    require(access.can_review_aid(membership, decision))
    return confirming(request, page, form, **about(request, held.person))


def _new(membership: Membership, decision: AfisDecision, on: date) -> Iterator[str]:
    """What nobody has looked at yet, in sentences."""
    for moved in dates(membership, [decision.person_id]).get(decision.person_id, []):
        yield f"Un fait nouveau est signalé le {day(moved)} ({ARTICLE}). Sa raison se lit à l’association."
    for row in heard.unread(membership, on).filter(decision=decision):
        if row.received_on is not None:
            yield f"Ses observations, du {day(row.received_on)}, sont notées après la fin de l’aide."
