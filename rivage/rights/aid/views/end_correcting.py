"""The end of the aid, corrected with its reason, or said noted by mistake: read again first with what it changes."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, carried, confirming, typed_before
from rivage.core.french import capital
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.decisions.access import opened_to
from rivage.law.wording import day
from rivage.law.wording import month as in_words
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.screen import about
from rivage.rights import access
from rivage.rights.aid import actions
from rivage.rights.aid.forms.months import EndCorrectForm, EndCorrectReadForm
from rivage.rights.ended import (
    Ended,
    ends,
    ordered_after,
    standing_end,
    told_on,
    unopposed,
    until_of,
    warning,
    would_end,
)
from rivage.rights.enums import EndGround, PayerAnswer
from rivage.rights.models import AfisEnd, AfisMonth
from rivage.vault import opened

KEPT = "Ce qui était noté reste au dossier, barré, avec votre raison et votre fonction. L’association le lit."
NEW = (
    "Corrigez ce qui a été mal noté d’après la décision signée. Une nouvelle décision du préfet n’est pas une "
    "correction."
)
NOT_ENDED = "L’aide n’a plus de fin notée : les mois suivants redeviennent dus, et pourront être ordonnés."


@require_http_methods(["GET", "HEAD", "POST"])
def correct_end(request: ActingRequest, demande: UUID) -> HttpResponse:
    """The end of the aid was noted wrong: what is right is typed, then read again with what it changes."""
    membership, on = request.membership, request.on
    held = get_object_or_404(opened_to(membership), pk=demande)
    end = standing_end(membership, held)
    if end is None:
        messages.error(request, "Aucune fin de l’aide n’est notée : il n’y a rien à corriger.")
        return see_other(request, "rights:end", demande=demande)
    require(access.can_correct_end(membership, end))
    opened.note(end.person_id, end.antenne_id, Slice.DECISION)
    typed = typed_before(request, EndCorrectForm)
    form = EndCorrectForm(None if typed else request.POST or None, initial=typed or end.said())
    if form.is_bound and attempt(form, lambda: _check(form, end, on)):
        return _read_again(request, end, form)
    asked = Confirming(
        heading="Corriger la fin de l’aide",
        about=_about(request, end),
        consequences=(NEW, KEPT, "Ce que cela change se relit à la page suivante : rien n’est encore écrit."),
        button="Relire la correction",
        back=to(request, "rights:end", demande=demande),
    )
    return confirming(request, asked, form, **_head(request, end), hide_optional=True)


def _head(request: ActingRequest, end: AfisEnd) -> dict[str, Any]:
    """Of a page that comes after that of the end."""
    return about(request, end.person, ("La fin de l’aide", to(request, "rights:end", demande=end.decision.demande_id)))


def _check(form: EndCorrectForm, end: AfisEnd, on: date) -> bool:
    actions.check_instead(end, form.instead(), on)
    return True


def _read_again(request: ActingRequest, end: AfisEnd, form: EndCorrectForm) -> HttpResponse:
    """The correction read again, or what follows once it is noted."""
    shown = version_of(end)
    page = Confirming(
        heading="Relire la correction",
        about=_about(request, end),
        consequences=tuple(_said(request, end, form)),
        button="Corriger",
        back=to(request, "rights:end", demande=end.decision.demande_id),
        typed=True,
    )
    again = carried(request, EndCorrectReadForm, page, form.cleaned_data, shown)

    def act() -> AfisEnd:
        why, instead = again.cleaned_data["why"], again.instead()
        return actions.correct_end(
            actor=request.membership, on=request.on, end=end, instead=instead, why=why, version=shown
        )

    if again.is_bound and attempt(again, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "rights:end", demande=end.decision.demande_id)
    return confirming(request, page, again, **_head(request, end))


def _about(request: ActingRequest, end: AfisEnd) -> str:
    who = names.or_reference(request.membership, end.person)
    handed = told_on(end)
    told = f", remise le {day(handed)}" if handed else ""
    return (
        f"{who}. Noté : fin le {day(end.decided_on)}, {end.get_ground_display()}, "
        f"{_paper(end.invited_on, end.signed_name)}{told}."
    )


def _paper(invited_on: date | None, signed_name: str) -> str:
    asked = f"observations demandées le {day(invited_on)}" if invited_on else "sans observations demandées"
    return f"{asked}, {f'signée par {signed_name}' if signed_name else 'signataire illisible'}"


def _said(request: ActingRequest, end: AfisEnd, form: EndCorrectForm) -> Iterator[str]:
    """What it becomes, and what that changes for her months and for her delay, the gravest first."""
    membership, instead = request.membership, form.instead()
    stands = ends(membership, [end.decision_id])[end.decision_id]
    becomes = None if instead is None else would_end(membership, end.decision, instead.decided_on)
    if instead is None or becomes is None:
        yield NOT_ENDED
    else:
        yield (
            f"Sera noté : fin le {day(instead.decided_on)}, {EndGround(instead.ground).label}, "
            f"{_paper(instead.invited_on, instead.signed_name.strip())}."
        )
        before = f" Avant : {in_words(stands.last)}." if becomes.last != stands.last else ""
        yield f"{becomes.last_month}{before}"
        if told_on(end) is None:
            yield unopposed(becomes, request.on)
        yield from form.to_read_again()
        yield from (warning(row) for row in ordered_after(membership, end.decision_id, becomes))
    yield from (_again_due(row) for row in ordered_after(membership, end.decision_id, stands) if _due(row, becomes))
    if told_on(end) is not None:
        yield f"La remise notée reste. {until_of(end, request.on)} Une correction ne raccourcit pas ce délai."
    yield KEPT


def _due(row: AfisMonth, becomes: Ended | None) -> bool:
    return becomes is None or row.month <= becomes.last


def _again_due(row: AfisMonth) -> str:
    """« Novembre 2026 redevient dû : ordonné (ordre n° 4), versé. »"""
    month = in_words(row.month)
    said = f"{capital(month)} redevient dû : ordonné (ordre n° {row.order.n})"
    if row.answer == PayerAnswer.PAID:
        return f"{said} et versé."
    if row.answer:
        return f"{said}, {row.get_answer_display()} : à faire verser."
    return f"{said} : dites-le à l’organisme payeur."
