"""Signing: the letter itself read again, what changed since the project was saved, what the signature does."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from rivage.accounts.enums import Source
from rivage.accounts.http import ActingRequest
from rivage.core.answers import say
from rivage.core.confirm import CHANGED, Confirming, confirming
from rivage.core.paper.kept import come_since, lines, mark
from rivage.core.paper.sheet import Sheet, data
from rivage.core.refusal import Refused, Stale
from rivage.decisions import access, actions, marks, printing
from rivage.decisions.actions.signing import starts_early
from rivage.decisions.basis import Basis
from rivage.decisions.enums import Authority, DecisionSense, DecisionStep
from rivage.decisions.forms import SignForm
from rivage.decisions.models import Decision
from rivage.decisions.views import pages, screen
from rivage.dossiers.models import Demande
from rivage.law import motifs
from rivage.law.no_motive import WITHOUT
from rivage.law.verdict import Outcome
from rivage.law.wording import count, day
from rivage.people import names


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Read the decision again, then sign it, or record the paper that was signed."""
    held = pages.asked(request, demande)
    on = request.on
    current = pages.current_of(held)
    if current is None or current.step != DecisionStep.DRAFT:
        signed = current is not None
        words = "Cette décision est déjà signée." if signed else "Aucun projet n’est enregistré : rien n’est à signer."
        messages.error(request, words)
        return redirect(pages.url(request, "decision", held))
    recorded = screen.records(request.membership)
    judged = current.authority == Authority.JUDGMENT
    form = SignForm(request.POST or None, recorded=recorded, early=_early(request, current), judged=judged)
    stale = False
    if form.is_valid():
        try:
            _sign(request, form, current, on)
        except Stale:
            stale = True
            form.add_error(None, CHANGED)
        except Refused as refused:
            say(form, refused)
        else:
            screen.say_of(current)(request, "La décision est signée. Il reste à la notifier.")
            return redirect(pages.url(request, "decision", held))
    return _page(request, held, current, form, stale=stale)


def _early(request: ActingRequest, current: Decision) -> bool:
    """Whether the page asks to confirm a start before the signature, on the day typed when there is one."""
    recorded = request.method == "POST" and screen.records(request.membership)
    typed = SignForm(request.POST, recorded=True, early=False).day_typed() if recorded else None
    return starts_early(current, typed or request.on)


def _sign(request: ActingRequest, form: SignForm, current: Decision, on: date) -> None:
    typed = form.cleaned_data
    actions.sign_decision(
        actor=request.membership,
        on=on,
        decision=current,
        decided_on=typed.get("decided_on", on),
        version=typed["version"],
        signed_name=typed.get("signed_name", ""),
        signed_quality=typed.get("signed_quality", ""),
        source=typed.get("source", Source.OWN_DESK),
        read=typed["read"],
        early=typed.get("early", False),
    )


def _page(request: ActingRequest, held: Demande, current: Decision, form: SignForm, *, stale: bool) -> HttpResponse:
    """The page as things stand now: after a refusal too, what is signed next is what is shown. `stale`: it isn't what
    was read, and what is no longer the same is said.
    """
    case = printing.of(request.membership, current, request.on)
    on, found = request.on, case.found
    may = access.can_sign(request.membership, current)
    can = found.can_decide(current.sense, on, current.authority) if may and current.sense else may
    recorded = screen.records(request.membership)
    # What a signed paper lacks is said, and stops nobody from noting it.
    lacking = marks.lacking(current, found, on) if recorded and may else []
    blocked = can.sentence if can.outcome is Outcome.NO and not lacking else ""
    letter = None
    try:
        letter = printing.letter(case)
    except Refused as refused:
        blocked = "" if lacking else str(refused)
    if WITHOUT in current.motives and not recorded:
        blocked = "Un refus se signe avec ses motifs : complétez d’abord le projet (CRPA, art. L211-2)."
    shown = printing.shown_to(request.membership, letter) if letter else None
    form.show(current, mark(shown) if shown else "")
    read = form.cleaned_data["read"] if stale else ""
    if stale:
        form.read_again()
    saved = printing.saved(current)
    signer = not recorded
    asked = Confirming(
        heading="Relire et signer" if signer else "Relire et noter la signature",
        about=f"{names.or_reference(request.membership, held.person)}, {held.person.antenne.name}.",
        consequences=consequences(current, found, on),
        button=_button(current, found, signer),
        back=pages.url(request, "decision", held),
    )
    more: dict[str, Any] = {
        **pages.about_decision(request, held),
        "letter": data([shown])["sheets"][0] if shown else None,
        "unsure": printing.unsure(case) if shown else (),
        "since": since(read, shown) if shown and read else None,
        "changed": changed(saved, letter) if saved and letter else None,
        "departs": found.departs(current.sense),
        "blocked": blocked,
        "lacking": [*([marks.WITHOUT_MOTIVE] if WITHOUT in current.motives else []), *lacking],
        "approved": found.approved_then(on) if motifs.NOT_APPROVED in current.motives else "",
        "decision": current,
    }
    return confirming(request, asked, form, "decisions/sign.html", **more)


def since(read: str, now: Sheet) -> dict[str, Any]:
    """What the letter says that the one marked `read` did not, and in words how much of that one is gone."""
    come, gone = come_since(read, now)
    if gone == 1:
        return {"come": come, "gone": "Une ligne que vous aviez lue n’y est plus."}
    return {"come": come, "gone": f"{gone} lignes que vous aviez lues n’y sont plus." if gone else ""}


def changed(before: Sheet, now: Sheet) -> dict[str, list[str]]:
    """The lines of the letter that are no longer those of the project when it was saved."""
    old, new = lines(before), lines(now)
    return {
        "gone": [line for line in old if line not in new],
        "come": [line for line in new if line not in old],
    }


def consequences(current: Decision, found: Basis, on: date) -> tuple[str, ...]:
    """What the signature does, the gravest first."""
    said = [
        "Une décision signée ne se modifie plus : elle s’imprimera toujours telle que vous la lisez ici, au jour de "
        "la signature."
    ]
    starts, months = current.starts, current.months
    if starts is not None and months is not None:
        said.insert(0, f"{count(months, 'mois', 'mois')} de droits s’ouvrent, à partir du {day(starts)}.")
        if starts_early(current, on):
            past = count((on - starts).days, "jour")
            said.insert(
                1,
                f"Ce premier jour est avant la signature, de {past} : ces jours sont déjà passés, ils comptent dans "
                "ses mois, et l’aide ou l’autorisation de séjour qu’elle n’a pas eues ne se rattrapent pas seules.",
            )
    elif found.is_renewal:
        said.insert(0, "Le parcours n’est pas renouvelé : ses droits s’arrêtent le jour où elle en reçoit la lettre.")
    else:
        said.insert(0, "La demande est refusée. La personne peut contester dès que la lettre lui est remise.")
    return (*said, "Il reste ensuite à la notifier à la personne et à l’association.")


def _button(current: Decision, found: Basis, signer: bool) -> str:
    if not signer:
        return "Noter que la décision est signée"
    if current.sense == DecisionSense.AUTHORISE:
        return f"Signer l’autorisation de {current.months} mois"
    return "Signer le non-renouvellement" if found.is_renewal else "Signer le refus"
