"""What is read again before it is noted of a permit: a refusal, contested only until a day; a delivery after one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from rivage.accounts.enums import Source
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.contest import Contest
from rivage.law.recours import last_day, months_of, with_removal
from rivage.law.wording import day
from rivage.people import names
from rivage.people.models import Person
from rivage.people.screen import about
from rivage.rights.clocks.permit import UNTOLD, PermitRequest
from rivage.rights.enums import ApsStep
from rivage.rights.permit import actions
from rivage.rights.permit.actions import StepTold
from rivage.rights.permit.forms import FactForm, ReadFactForm

CONTESTED = "Si ce qui a eu lieu est un refus, la personne peut le contester : le délai se compte de ce refus."
DONE = {
    ApsStep.REFUSED: "Le refus est noté. Son délai de recours reste affiché sur cette page, et sur l’accueil de "
    "l’association.",
    ApsStep.DELIVERED: "La délivrance est notée. Cette page dit le refus, puis la délivrance.",
}


def to_read(permits: Sequence[PermitRequest], form: FactForm) -> bool:
    """Whether what is typed is read again first: a refusal, or the delivery of what is noted as refused."""
    step, n = form["step"].data, form["n"].data
    refused = any(one.refused is not None and str(one.n) == n for one in permits)
    return bool(step == ApsStep.REFUSED or (step == ApsStep.DELIVERED and refused))


def stale(permits: Sequence[PermitRequest]) -> str:
    """What is told to whoever noted a step beside one that came meanwhile: what stands, by request."""
    noted = " ; ".join(_stands(one) for one in permits)
    return (
        "Une étape a été notée ou corrigée pendant que vous écriviez, par quelqu’un d’autre ou dans un autre onglet. "
        f"Ce qui est noté à présent : {noted or 'rien'}. Relisez, puis notez de nouveau ce qui est juste."
    )


def _stands(one: PermitRequest) -> str:
    """« demande n° 1, demandée le 3 mars 2026, refusée le 10 mars 2026 »."""
    told = [(said.on, step.label) for step in ApsStep if (said := getattr(one, step.value)) is not None]
    return ", ".join([f"demande n° {one.n}", *(f"{label} le {day(on)}" for on, label in sorted(told))])


def read_again(
    request: ActingRequest, held: Person, permits: Sequence[PermitRequest], form: FactForm, asked: dict[str, Any]
) -> HttpResponse | None:
    """The page of a refusal, or of a delivery after one; or what follows once it was read and noted. `form`: as typed;
    `asked`: what its class asks.

    None when it can't be noted: `form` says why.
    """
    membership, on = request.membership, request.on
    sent = request.POST if "read" in request.POST else None

    def checked() -> bool:
        # Once it was read, the page that was read says what it was read from.
        shown = None if sent else form.shown
        return actions.is_noted(actor=membership, on=on, person=held, told=form.told(), version=shown)

    noted = attempt(form, checked)
    if noted is None:
        return None
    told = form.told()
    refusal = told.step == ApsStep.REFUSED
    again = ReadFactForm(sent, initial=request.POST.dict(), **asked)

    def act() -> None:
        actions.record_aps(actor=membership, on=on, person=held, told=again.told(), version=again.shown)

    if noted or (sent and attempt(again, act)):
        # A refusal wears no tick.
        (messages.info if refusal else messages.success)(request, DONE[ApsStep(told.step)])
        return see_other(request, "rights:stay", person=held.pk)
    page = Confirming(
        heading="Noter le refus du titre" if refusal else "Noter la délivrance d’un titre refusé",
        about=f"{names.or_reference(membership, held)}. Demande n° {told.n}, "
        f"{ApsStep(told.step).label} le {day(told.on)}{f', jusqu’au {day(told.until)}' if told.until else ''}.",
        consequences=_consequences(told, permits, on, hers=membership.is_antenne)
        if refusal
        else _delivering(told, permits),
        button="Noter ce refus" if refusal else "Noter cette délivrance",
        back=to(request, "rights:stay", person=held.pk),
    )
    return confirming(request, page, again, **about(request, held, ("Titre de séjour", page.back)))


def _delivering(told: StepTold, permits: Sequence[PermitRequest]) -> tuple[str, ...]:
    """What the delivery of a permit that is noted as refused changes, the gravest first."""
    (refused,) = (one.refused for one in permits if one.n == told.n and one.refused is not None)
    if refused.own and told.source != Source.OWN_DESK and told.on >= refused.on:
        first = (
            f"Le service du séjour a noté lui-même le refus, le {day(refused.on)} : cette délivrance se lira "
            "« refusée, puis délivrée », et le recours contre le refus n’est plus rappelé. Relisez le document."
        )
    elif told.on < refused.on:
        first = (
            f"Cette demande est notée refusée le {day(refused.on)}, après le jour que vous notez : le refus reste ce "
            "qui est arrivé en dernier, et le recours reste rappelé."
        )
    else:
        first = (
            f"Cette demande est notée refusée le {day(refused.on)} : elle se lira « refusée, puis délivrée », et le "
            "recours contre le refus n’est plus rappelé."
        )
    mine = refused.own == (told.source == Source.OWN_DESK)
    mended = "corrigez-le sur sa ligne" if mine else "qui l’a noté le corrige, sur sa ligne"
    return (
        first,
        "L’aide et les échéances se lisent d’après le titre délivré.",
        f"Si le refus n’a pas eu lieu, revenez sans rien faire : {mended}.",
        "Rien ne s’efface : une délivrance mal notée se corrige sur sa ligne, avec la raison.",
    )


def _consequences(told: StepTold, permits: Sequence[PermitRequest], on: date, *, hers: bool) -> tuple[str, ...]:
    """What the refusal starts and stops, the gravest first. `hers`: to her antenne."""
    desk = told.source == Source.OWN_DESK
    of_this = next((one for one in permits if one.n == told.n), None)
    running = [span.last_day for span in of_this.receipts if told.on in span] if of_this is not None else []
    doubt = "aucun texte lu ne dit s’il vaut encore, le service du séjour le dit."
    doubted = (f"À partir du refus, le récépissé jusqu’au {day(last)} n’est plus sûr : {doubt}" for last in running)
    before = [span.last_day for one in permits if one.n < told.n and (span := one.sure) and on in span]
    return (
        with_removal(told.on).said_to(hers=hers),
        *_delivered_too(told, of_this),
        _remedy(told.on, on),
        *(f"Le titre en cours vaut jusqu’au {day(last)} : ce refus est celui de sa suite." for last in before),
        *doubted,
        f"{'Vous n’avez' if desk else 'Le service du séjour n’a'} plus à répondre à cette demande : elle quitte "
        f"{'votre' if desk else 'son'} accueil une fois la remise notée.",
        "L’aide se lit sans titre nouveau. Le parcours continue."
        if before
        else "L’aide qui attend ce titre ne commence pas sans lui. Le parcours continue.",
        "Rien ne s’efface : un refus mal noté se corrige sur sa ligne, avec la raison, et le délai annoncé ne "
        "raccourcit pas.",
    )


def _delivered_too(told: StepTold, of_this: PermitRequest | None) -> list[str]:
    """Of a request that is noted as delivered too: which of the two holds."""
    given = of_this.delivered if of_this is not None else None
    if given is None:
        return []
    noted = f"Cette demande est notée délivrée le {day(given.on)}"
    if told.source == Source.OWN_DESK and not given.own:
        return [f"{noted} par {given.who} : ce que le service note lui-même prévaut, elle se lira refusée."]
    return [f"{noted} : elle se lira dans l’ordre des deux jours."]


def _remedy(refused_on: date, on: date) -> str:
    """Until when she may contest, counted as everywhere (`PermitRequest.contest`)."""
    last = last_day(refused_on)
    unsure = " (à confirmer)" if months_of(refused_on).to_confirm else ""
    if last < on:
        return f"Compté du jour du refus, le délai pour le contester a fini le {day(last)}{unsure}. {UNTOLD}"
    return f"La personne peut le contester. {Contest(last).sentence(on, unsure)} {UNTOLD}"
