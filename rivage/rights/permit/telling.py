"""That the answer to a request of a permit was handed to her, noted then corrected."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.enums import Role, Source
from rivage.accounts.http import ActingRequest, link, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import FORMS, attempt, paper
from rivage.core.confirm import Confirming, confirming
from rivage.core.refusal import Refused, no, require
from rivage.decisions.enums import Recipient
from rivage.decisions.printing import marked
from rivage.decisions.shown import told_lines
from rivage.law.recours import with_removal
from rivage.law.wording import day
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.screen import about
from rivage.rights import access
from rivage.rights.clocks import PermitRequest, gather, letters
from rivage.rights.clocks.undone import ANSWERS
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact, LetterDay, PermitNotice
from rivage.rights.permit import actions, pages, printing, told
from rivage.rights.permit.forms import LetterDayForm, PermitCorrectForm, PermitToldForm
from rivage.vault import opened

PAGE = "rights:stay"
HEADINGS = {ApsStep.DELIVERED: "Remise de l’autorisation", ApsStep.REFUSED: "Remise du refus"}
HER_PAPER = "Notez ce que dit son papier, si elle veut bien le montrer."
OWN_PAPER = "Notez le jour où votre service l’a remise, ou celui que dit l’avis de la poste."
KEPT = (
    "Ce qui était noté reste au dossier, avec votre raison et votre fonction : l’association, la délégation et le "
    "service du séjour les lisent."
)


def telling(
    membership: Membership, held: Person, asked: Iterable[PermitRequest], facts: dict[tuple[int, str], UUID]
) -> dict[int, list[dict[str, Any]]]:
    """Of each request by rank, how its answers reached her, for its page. `facts`: the first noted of each step."""
    rows = PermitNotice.objects.visible_to(membership).filter(person=held).select_related("recorded_by__body")
    noted: dict[UUID, list[PermitNotice]] = {}
    for row in rows.order_by("created_at"):
        noted.setdefault(row.fact_id, []).append(row)
    found: dict[int, list[dict[str, Any]]] = {}
    for one in asked:
        for step in ANSWERS:
            if getattr(one, step.value) is None:
                continue
            of_this = noted.get(facts[one.n, step], [])
            found.setdefault(one.n, []).append(
                {
                    "title": HEADINGS[step],
                    "notifications": told_lines(
                        of_this, membership, "rights:stay_told_correct", "permitnotice", printed=one.as_printed
                    ),
                    "untold": [] if of_this else [Recipient.PERSON.label],
                    "handed": any(row.reached for row in of_this),
                    "tell": link(membership, "rights:stay_told", apsfact=facts[one.n, step]),
                }
            )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def stay_told(request: ActingRequest, apsfact: UUID) -> HttpResponse:
    """An answer was handed to her: read again, since the day of a refusal starts the delay to contest it."""
    membership = request.membership
    fact = pages.asked(request, apsfact)
    form = PermitToldForm(request.POST or None, own=membership.role == Role.DESK)

    def act() -> PermitNotice:
        return actions.tell_permit(actor=membership, on=request.on, fact=fact, told=form.told(Recipient.PERSON))

    if request.method == "POST" and attempt(form, act):
        messages.info(request, f"La remise est notée. {_until(request, fact)}".strip())
        return see_other(request, PAGE, person=fact.person_id)
    require(access.can_tell_permit(membership, fact, Source.OWN_DESK))
    asked = Confirming(
        heading=f"Noter la remise : {_what(fact)}",
        about=_about(request, fact, f"Demande n° {fact.n}, {fact.get_step_display()} le {day(fact.on)}."),
        consequences=(
            *_first(request, fact),
            OWN_PAPER if membership.role == Role.DESK else HER_PAPER,
            "Noté faux, il se corrige avec une raison.",
        ),
        button="Noter la remise",
        back=to(request, PAGE, person=fact.person_id),
    )
    return confirming(request, asked, form, **_head(request, fact), hide_optional=True)


@require_http_methods(["GET", "HEAD", "POST"])
def stay_told_correct(request: ActingRequest, permitnotice: UUID) -> HttpResponse:
    """Put what happened in the place of what was noted."""
    membership = request.membership
    rows = PermitNotice.objects.visible_to(membership)
    row = get_object_or_404(rows, pk=permitnotice)
    fact = pages.asked(request, row.fact_id)
    form = PermitCorrectForm(request.POST or None, own=membership.role == Role.DESK)

    def act() -> PermitNotice:
        return actions.correct_permit_notice(
            actor=membership, on=request.on, notice=row, **form.corrected(row.recipient)
        )

    if request.method == "POST" and attempt(form, act):
        messages.info(request, f"C’est corrigé. {_until(request, fact)}".strip())
        return see_other(request, PAGE, person=fact.person_id)
    require(access.can_tell_permit(membership, fact, Source.OWN_DESK))
    if row.replaced_at is not None and request.method != "POST":
        messages.error(request, "Cette remise est déjà corrigée : c’est celle qui la remplace qui se corrige.")
        return see_other(request, PAGE, person=fact.person_id)
    asked = Confirming(
        heading=f"Corriger la remise : {_what(fact)}",
        about=_about(request, fact, f"Noté : {row.get_outcome_display()}, le {day(row.on)}."),
        consequences=(
            *_first(request, fact)[:1],
            "Le délai de recours annoncé ne raccourcit jamais : le jour le plus tardif reste affiché, le plus sûr à "
            "côté.",
            KEPT,
        ),
        button="Corriger",
        back=to(request, PAGE, person=fact.person_id),
    )
    return confirming(request, asked, form, **_head(request, fact), hide_optional=True)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_day(request: ActingRequest, apsfact: UUID) -> HttpResponse:
    """The last day that her letter prints: her antenne alone."""
    membership = request.membership
    fact = pages.asked(request, apsfact)
    opened.note(fact.person_id, fact.antenne_id, Slice.PRIVATE)
    known = letters.days(membership, [fact.person_id]).get(told.first(fact).pk)
    form = LetterDayForm(
        request.POST or None, initial={"last_day": known}, version=actions.letter_version(fact), auto_id="lettre-%s"
    )

    def act() -> LetterDay:
        typed = form.cleaned_data
        return actions.say_letter_day(
            actor=membership, on=request.on, fact=fact, last_day=typed["last_day"], version=typed["version"]
        )

    if request.method == "POST" and attempt(form, act):
        messages.info(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        return see_other(request, PAGE, person=fact.person_id)
    require(access.can_say_need(membership, fact.person))
    asked = Confirming(
        heading="Le dernier jour que dit sa lettre",
        about=_about(request, fact, f"Demande n° {fact.n}, refusée le {day(fact.on)}."),
        consequences=(
            with_removal(request.on).sentence,
            "Ce jour devient la première chose à faire de votre accueil, jusqu’à ce qu’il soit passé ou le tribunal "
            "saisi.",
            "Seule l’association qui l’accompagne le lit : ni la préfecture, ni un export, ni le journal ne le disent."
            " Rien n’est demandé de ce que la lettre décide d’autre.",
        ),
        button="Noter ce jour",
        back=to(request, PAGE, person=fact.person_id),
    )
    return confirming(request, asked, form, **_head(request, fact), hide_optional=True)


@require_safe
def stay_sheet(request: ActingRequest, apsfact: UUID, form: str) -> HttpResponse:
    """Her antenne's sheet for her, of the request that this fact is of."""
    fact = pages.asked(request, apsfact)
    opened.note(fact.person_id, fact.antenne_id, Slice.PRIVATE)
    found = gather(request.membership, fact.person)
    try:
        if form not in FORMS:
            raise no("no_paper", "Ce document n’existe pas.")
        one = found.request(fact.n)
        made = printing.sheet(request.membership, found, one, request.on)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other(request, PAGE, person=fact.person_id)
    stop = one.delay.stopped if one is not None and one.delay is not None else ""
    return paper(marked(made, stop) if stop else made, "document", form)


def _first(request: ActingRequest, fact: ApsFact) -> tuple[str, ...]:
    """What is read first of a refusal; a delivery starts nothing."""
    if fact.step != ApsStep.REFUSED:
        return ()
    return (
        with_removal(request.on).said_to(hers=request.membership.is_antenne),
        "Le délai pour contester court du jour que vous notez ; ce délai passé, elle ne le pourra plus.",
    )


def _until(request: ActingRequest, fact: ApsFact) -> str:
    """Until when she may contest what was just noted."""
    if fact.step != ApsStep.REFUSED:
        return ""
    one = gather(request.membership, fact.person).request(fact.n)
    contest = one.contest() if one is not None else None
    return contest.sentence(request.on) if contest is not None else ""


def _what(fact: ApsFact) -> str:
    return "refus du titre" if fact.step == ApsStep.REFUSED else "titre délivré"


def _about(request: ActingRequest, fact: ApsFact, said: str) -> str:
    return f"{names.or_reference(request.membership, fact.person)}. {said}"


def _head(request: ActingRequest, fact: ApsFact) -> dict[str, Any]:
    return about(request, fact.person, ("Titre de séjour", to(request, PAGE, person=fact.person_id)))
