"""That a decision on the aid, or its end, was handed to her; and its papers."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import FORMS, attempt
from rivage.core.answers import paper as answer
from rivage.core.confirm import Confirming, confirming
from rivage.core.paper.names import Kind
from rivage.core.refusal import Refused, require
from rivage.decisions import remedies
from rivage.decisions.access import opened_to
from rivage.decisions.enums import NotificationOutcome, Recipient
from rivage.decisions.forms import CorrectForm, OutcomeForm
from rivage.decisions.models import Recours
from rivage.decisions.printing import marked
from rivage.decisions.recours import access as following
from rivage.decisions.recours import delay, stops
from rivage.decisions.shown import told_lines
from rivage.dossiers.models import Demande
from rivage.law import afis_service
from rivage.law.no_motive import WITHOUT
from rivage.law.wording import day
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.screen import about
from rivage.rights import access, heard
from rivage.rights.aid import actions, printing
from rivage.rights.ended import standing_end, undone_ends, until
from rivage.rights.enums import AfisSense, AidPaper
from rivage.rights.models import AfisDecision, AfisEnd, AidNotice
from rivage.vault import opened

Act = TypeVar("Act", AfisDecision, AfisEnd)
NO_DECISION = "Aucune décision sur l’aide n’est notée : rien n’est à remettre."
NO_MOTIVE = (
    "Le papier signé ne dit pas pourquoi l’aide est refusée : Rivage n’en fait pas de lettre. C’est l’original qui se "
    "remet, et un refus sans motif se conteste (CRPA, art. L211-2 et L211-5)."
)
NO_END = "L’aide n’a pas pris fin avant son terme : aucune décision n’est à remettre."
KEPT = "Ce qui était noté reste au dossier, avec votre raison et votre fonction. L’association le lit."
NAMES: dict[AidPaper, Kind] = {AidPaper.DECISION: "document", AidPaper.RECEIPT: "recu"}


def telling(membership: Membership, decision: AfisDecision, end: AfisEnd | None, on: date) -> dict[str, Any]:
    """How it reached her, for the page of the decision or of its end, and its papers."""
    noted = AidNotice.objects.visible_to(membership).filter(decision=decision, end=end)
    rows = list(noted.select_related("recorded_by__body").defer("letter", "receipt").order_by("created_at"))
    done = any(row.reached for row in rows)
    act = end or decision
    found = delay.of_acts(membership, {act.pk: remedies.contest(rows)})[act.pk]
    lacking, unsaid = lacking_of(decision, end), bool(unprinted(membership, decision, end))
    refused = end is not None or decision.sense == AfisSense.REFUSE
    return {
        "notifications": told_lines(rows, membership, "rights:aid_told_correct", "aidnotice", found.since(on)),
        "untold": [] if rows else [Recipient.PERSON.label],
        "no_delay": refused and not rows,
        "may_notify": bool(access.can_tell_aid(membership, decision, end)),
        "handed": done,
        "act": act.pk,
        "appeal": afis_service.appeal(act.decided_on),
        "may_follow": bool(following.can_follow(membership, decision.demande, taken=True)),
        "until": until(rows, act.decided_on, on, found),
        "papers": [(kind, label) for kind, label in AidPaper.choices if kind != AidPaper.DECISION or not unsaid],
        "unsaid": lacking if unsaid else "",
        "lacking": lacking if end is not None else "",
        "editable": not membership.is_antenne,
    }


def lacking_of(decision: AfisDecision, end: AfisEnd | None) -> str:
    """Why Rivage makes no letter of a decision on the aid, or of its end; "" when it does."""
    return heard.lacking(end) if end is not None else NO_MOTIVE if WITHOUT in decision.motives else ""


def unprinted(membership: Membership, decision: AfisDecision, end: AfisEnd | None) -> str:
    """The same, "" too of what was handed: it is printed as it was kept, whatever is noted since."""
    noted = AidNotice.objects.visible_to(membership).filter(decision=decision, end=end, letter__isnull=False)
    return "" if noted.exists() else lacking_of(decision, end)


@require_http_methods(["GET", "HEAD", "POST"])
def aid_told(request: ActingRequest, demande: UUID) -> HttpResponse:
    """The decision on the aid was handed to her: read again, since the day starts the delay to contest it."""
    held = _demande(request, demande)
    decision = AfisDecision.objects.visible_to(request.membership).standing().filter(demande=held).first()
    if decision is None:
        messages.error(request, NO_DECISION)
        return see_other(request, "rights:afis", demande=held.pk)
    return _tell(request, held, decision, None)


@require_http_methods(["GET", "HEAD", "POST"])
def end_told(request: ActingRequest, demande: UUID) -> HttpResponse:
    """The end of the aid was handed to her."""
    held = _demande(request, demande)
    end = standing_end(request.membership, held)
    if end is None:
        messages.error(request, NO_END)
        return see_other(request, "rights:end", demande=held.pk)
    return _tell(request, held, end.decision, end)


def _tell(request: ActingRequest, held: Demande, decision: AfisDecision, end: AfisEnd | None) -> HttpResponse:
    page = "rights:end" if end is not None else "rights:afis"
    form, who = OutcomeForm(request.POST or None), names.or_reference(request.membership, held.person)
    opened.note(held.person_id, held.antenne_id, Slice.DECISION)

    def act() -> AidNotice:
        return actions.tell_aid(
            actor=request.membership, on=request.on, decision=decision, end=end, told=form.told(Recipient.PERSON)
        )

    if request.method == "POST" and attempt(form, act):
        messages.info(request, f"La remise est notée. {_until(decision, end, request.on)}".strip())
        return see_other(request, page, demande=held.pk)
    require(access.can_tell_aid(request.membership, decision, end))
    asked = Confirming(
        heading=f"Noter la remise : {_what(decision, end)}",
        about=f"{who}. Décision du {day((end or decision).decided_on)}.",
        consequences=(*_starts(decision, end), "Noté faux, il se corrige avec une raison."),
        button="Noter la remise",
        back=to(request, page, demande=held.pk),
    )
    return confirming(request, asked, form, **_head(request, held, page), hide_optional=True)


def _starts(decision: AfisDecision, end: AfisEnd | None) -> tuple[str, ...]:
    """What the day starts: the delay of a decision against her; a grant may be contested too, for its amount."""
    if end is None and decision.sense == AfisSense.GRANT:
        return ("Relisez le jour sur le reçu qu’elle a signé : c’est de ce jour qu’elle peut contester le montant.",)
    return (
        "Le délai pour contester court du jour que vous notez ; ce délai passé, elle ne le pourra plus.",
        "Relisez-le sur le reçu qu’elle a signé. Ce délai ne raccourcit pas.",
    )


def _until(decision: AfisDecision, end: AfisEnd | None, on: date) -> str:
    """Until when she may contest what was just noted."""
    rows = list(AidNotice.objects.filter(decision=decision, end=end).order_by("created_at"))
    return until(rows, (end or decision).decided_on, on) or "Aucun délai ne court."


@require_http_methods(["GET", "HEAD", "POST"])
def aid_told_correct(request: ActingRequest, aidnotice: UUID) -> HttpResponse:
    """Put what happened in the place of what was noted."""
    membership = request.membership
    rows = AidNotice.objects.visible_to(membership).select_related("decision__demande", "end")
    row = get_object_or_404(rows.defer("letter", "receipt"), pk=aidnotice)
    held = _demande(request, row.decision.demande_id)
    page = "rights:end" if row.end is not None else "rights:afis"
    form = CorrectForm(request.POST or None)
    opened.note(held.person_id, held.antenne_id, Slice.DECISION)

    def act() -> AidNotice:
        return actions.correct_aid_notice(actor=membership, on=request.on, notice=row, **form.corrected(row.recipient))

    if request.method == "POST" and attempt(form, act):
        messages.info(request, f"C’est corrigé. {_until(row.decision, row.end, request.on)}")
        return see_other(request, page, demande=held.pk)
    require(access.can_tell_aid(membership, row.decision, row.end))
    if row.replaced_at is not None and request.method != "POST":
        messages.error(request, "Cette remise est déjà corrigée : c’est celle qui la remplace qui se corrige.")
        return see_other(request, page, demande=held.pk)
    asked = Confirming(
        heading=f"Corriger la remise : {_what(row.decision, row.end)}",
        about=f"{names.or_reference(membership, held.person)}. Noté : {row.get_outcome_display()}, le {day(row.on)}.",
        consequences=(
            "Le délai de recours annoncé à la personne ne raccourcit jamais : le jour le plus tardif reste affiché, "
            "jusqu’à ce qu’une nouvelle lettre lui soit remise. Si la remise n’a pas eu lieu, aucun délai ne court.",
            KEPT,
        ),
        button="Corriger",
        back=to(request, page, demande=held.pk),
    )
    return confirming(request, asked, form, **_head(request, held, page), hide_optional=True)


@require_safe
def aid_paper(request: ActingRequest, demande: UUID, kind: str, form: str) -> HttpResponse:
    """A paper of the decision on the aid, as it was handed, else as it stands; `acte` names one that holds no more."""
    held = _demande(request, demande)
    rows = AfisDecision.objects.visible_to(request.membership).filter(demande=held)
    decision = _named(request, rows) or rows.standing().first()
    return _paper(request, held, decision, None, (kind, form))


@require_safe
def end_paper(request: ActingRequest, demande: UUID, kind: str, form: str) -> HttpResponse:
    """A paper of the end of the aid."""
    held = _demande(request, demande)
    end = _named(request, undone_ends(request.membership, held)) or standing_end(request.membership, held)
    return _paper(request, held, end.decision if end else None, end, (kind, form))


def _named(request: ActingRequest, rows: Iterable[Act]) -> Act | None:
    """The one that the address names."""
    named = request.GET.get("acte", "")
    return next((row for row in rows if str(row.pk) == named), None) if named else None


def _paper(
    request: ActingRequest,
    held: Demande,
    decision: AfisDecision | None,
    end: AfisEnd | None,
    wanted: tuple[str, str],
) -> HttpResponse:
    membership, (kind, form) = request.membership, wanted
    page = "rights:end" if end is not None else "rights:afis"
    if decision is None or form not in FORMS or kind not in AidPaper.values:
        messages.warning(request, NO_DECISION)
        return see_other(request, page, demande=held.pk)
    if membership.is_antenne and form != "pdf" and kind == AidPaper.DECISION:
        messages.warning(request, "Ce courrier est celui de la préfecture : il s’imprime tel quel.")
        return see_other(request, page, demande=held.pk)
    rows = AidNotice.objects.visible_to(membership).filter(decision=decision, end=end, replaced_at__isnull=True)
    stands = rows.exclude(outcome=NotificationOutcome.IMPOSSIBLE).first()
    try:
        made = printing.handed(stands, kind) or printing.tried(decision, end, kind)
        made = made or printing.sheet(printing.of(membership, decision, end), kind)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other(request, page, demande=held.pk)
    made_against = Recours.objects.visible_to(membership).filter(act=(end or decision).pk).defer("court")
    stop = stops.words(stops.stopped(made_against))
    return answer(marked(made, stop) if stop else made, NAMES[AidPaper(kind)], form)


def _demande(request: ActingRequest, demande: UUID) -> Demande:
    rows = opened_to(request.membership).select_related("person__antenne", "parcours")
    return get_object_or_404(rows, pk=demande)


def _head(request: ActingRequest, held: Demande, page: str) -> dict[str, Any]:
    return about(
        request,
        held.person,
        ("La fin de l’aide" if page == "rights:end" else "L’aide", to(request, page, demande=held.pk)),
    )


def _what(decision: AfisDecision, end: AfisEnd | None) -> str:
    if end is not None:
        return "fin de l’aide"
    return "aide accordée" if decision.sense == AfisSense.GRANT else "aide refusée"
