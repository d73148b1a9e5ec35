"""A situation read again on a day, on the screen and on paper."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest, to
from rivage.core.answers import UNPROCESSABLE
from rivage.core.answers import paper as answer
from rivage.core.forms import DayField, RivageForm
from rivage.core.paper.sheet import Heading, ListBlock, Paragraph, Sheet, SmallPrint, Stated
from rivage.decisions.recours import rereading
from rivage.decisions.recours.rereading import RereadPart
from rivage.decisions.views import pages
from rivage.dossiers.models import Demande
from rivage.law.verdict import Outcome, Reason
from rivage.law.wording import day
from rivage.people import names
from rivage.people.screen import about

# The texts of the path: nothing is read before.
FIRST = date(2017, 5, 1)
SAID = (
    "Le juge regarde la situation au jour où il juge (CE, 19 novembre 2021, n° 440802). Les règles sont celles de ce "
    "jour-là ; les faits, ceux que le dossier date de ce jour-là au plus tard et que vous pouvez lire. Ce qui n’a pas "
    "de date y est lu tel qu’il est aujourd’hui."
)


class DayForm(RivageForm):
    """The day on which to read again."""

    le = DayField(label="Réexaminer au")

    def clean_le(self) -> date:
        """Within what the rules know. ValidationError carries the sentence."""
        chosen: date = self.cleaned_data["le"]
        if chosen < FIRST:
            raise forms.ValidationError(f"Les règles ne sont lues qu’à partir du {day(FIRST)}.")
        return chosen


# What the page draws as a tick, a cross or a question, in words that any paper keeps.
TICK = {Outcome.YES: "Oui", Outcome.NO: "Non", Outcome.QUESTION: "À vérifier"}


@require_safe
def reread(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Every rule with the law of a day."""
    held = pages.asked(request, demande)
    form = DayForm(request.GET if "le" in request.GET else {"le": request.on})
    chosen = form.cleaned_data["le"] if form.is_valid() else None
    context: dict[str, Any] = {
        "form": form,
        "chosen": chosen,
        "parts": rereading.reread(request.membership, held, chosen) if chosen else (),
        "said": SAID,
        "who": names.shown(request.membership, held.person_id),
        "demande": held,
        **about(request, held.person, ("Recours", to(request, "decisions:remedies", demande=held.pk))),
    }
    return render(request, "decisions/reread.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def reread_paper(request: ActingRequest, demande: UUID, form: str) -> HttpResponse:
    """The same on paper: each body prints what it holds, under its own name."""
    held = pages.asked(request, demande)
    typed = DayForm(request.GET if "le" in request.GET else {"le": request.on})
    if not typed.is_valid():
        return redirect(to(request, "decisions:reread", demande=held.pk))
    chosen = typed.cleaned_data["le"]
    parts = rereading.reread(request.membership, held, chosen)
    return answer(_sheet(request, held, chosen, parts), "document", form)


def _sheet(request: ActingRequest, held: Demande, chosen: date, parts: list[RereadPart]) -> Sheet:
    who = names.shown(request.membership, held.person_id)
    blocks: list[Any] = [
        Paragraph(f"{who or held.person.reference}, situation au {day(chosen)}."),
        Paragraph(SAID),
    ]
    for part in parts:
        blocks += [Heading(part.title), ListBlock(tuple(map(_line, part.reasons)))]
    mine = request.membership
    kept = (
        f"Imprimé par {mine.body.name} pour la personne et son avocat, d’après ce que l’association tient."
        if mine.is_antenne
        else f"Imprimé par {mine.body.name}, d’après ce qui lui est ouvert du dossier."
    )
    return Sheet("Situation réexaminée", held.person.reference, (*blocks, SmallPrint("D’où cela vient", (kept,))))


def _line(reason: Reason) -> Stated:
    said = f"{reason.sentence} ({reason.article})" if reason.article else reason.sentence
    return Stated(f"{TICK[reason.outcome]} : {said}", to_confirm=any(value.to_confirm for value in reason.values))
