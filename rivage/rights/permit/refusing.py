"""A refusal of the permit, read again before it is noted: the person may contest it, and only until a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.contest import Contest
from rivage.core.versions import version_of
from rivage.law.recours import last_day, months_of
from rivage.law.wording import day
from rivage.people import names
from rivage.people.models import Person
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.clocks.steps import SHORTER
from rivage.rights.models import ApsCorrection, ApsFact
from rivage.rights.permit import actions
from rivage.rights.permit.actions import StepTold
from rivage.rights.permit.forms import FactForm, RefusalForm

CONTESTED = "Si ce qui a eu lieu est un refus, la personne peut le contester : le délai se compte de ce refus."
DONE = "Le refus est noté. Son délai de recours reste affiché sur cette page, et sur l’accueil de l’association."


def read_again(
    request: ActingRequest, held: Person, permits: Sequence[PermitRequest], form: FactForm, asked: dict[str, Any]
) -> HttpResponse | None:
    """The page of a refusal, or what follows once it was read and noted. `form`: as typed; `asked`: what its class
    asks.

    None when it can't be noted: `form` says why.
    """
    membership, on = request.membership, request.on
    noted = attempt(form, lambda: actions.is_noted(actor=membership, on=on, person=held, told=form.told()))
    if noted is None:
        return None
    told = form.told()
    facts = [rows.objects.visible_to(membership).filter(person=held) for rows in (ApsFact, ApsCorrection)]
    sent = request.POST if "version" in request.POST else None
    version = version_of(*(row for rows in facts for row in rows.order_by("created_at")))
    again = RefusalForm(sent, version=version, initial=request.POST.dict(), **asked)
    if noted or (
        sent and attempt(again, lambda: actions.record_aps(actor=membership, on=on, person=held, told=again.told()))
    ):
        messages.success(request, DONE)
        return see_other(request, "rights:stay", person=held.pk)
    page = Confirming(
        heading="Noter le refus du titre",
        about=f"{names.shown(membership, held.pk) or held.reference}. Demande n° {told.n}, refusée le {day(told.on)}.",
        consequences=_consequences(told, permits, on),
        button="Noter ce refus",
        back=to(request, "rights:stay", person=held.pk),
    )
    return confirming(request, page, again, reference=held.reference)


def _consequences(told: StepTold, permits: Sequence[PermitRequest], on: date) -> tuple[str, ...]:
    """What the refusal starts and stops, the gravest first."""
    of_this = next((one for one in permits if one.n == told.n), None)
    running = [span.last_day for span in of_this.receipts if told.on in span] if of_this is not None else []
    doubt = "aucun texte lu ne dit s’il vaut encore, le service du séjour le dit."
    doubted = (f"À partir du refus, le récépissé jusqu’au {day(last)} n’est plus sûr : {doubt}" for last in running)
    return (
        _remedy(told.on, on),
        *doubted,
        "Le service du séjour n’a plus à répondre à cette demande : elle quitte son accueil.",
        "L’aide qui attend ce titre ne commence pas sans lui. Le parcours continue.",
        "Rien ne s’efface : un refus mal noté se corrige sur sa ligne, avec la raison, et le délai annoncé ne "
        "raccourcit pas.",
    )


def _remedy(refused_on: date, on: date) -> str:
    """Until when she may contest, counted as everywhere (`PermitRequest.contest`)."""
    last = last_day(refused_on)
    unsure = " (à confirmer)" if months_of(refused_on).to_confirm else ""
    start = "Le délai part du jour où la lettre lui est remise"
    if last < on:
        return f"Compté du jour du refus, le délai pour le contester a fini le {day(last)}{unsure}. {start}."
    return f"La personne peut le contester. {Contest(last).sentence(on, unsure)} {start}. {SHORTER}"
