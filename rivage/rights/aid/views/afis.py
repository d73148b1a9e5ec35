"""The préfet's decision on the aid, beside what the law computes."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.commissions.enums import AfisAvis
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, carried, confirming, typed_before
from rivage.core.french import amount
from rivage.core.versions import version_of
from rivage.decisions.access import opened_to
from rivage.dossiers.actions.transfers import place_of
from rivage.dossiers.models import Demande
from rivage.law import recours
from rivage.law.afis_motifs import CodedMotif, coded, motifs
from rivage.law.no_motive import WITHOUT
from rivage.law.verdict import Outcome, refuse
from rivage.law.wording import count, day, of_word
from rivage.law.wording import month as in_words
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.screen import about
from rivage.rights import access
from rivage.rights.aid import actions, hands, marks, retaken, undone
from rivage.rights.aid.examination import Examination, examine
from rivage.rights.aid.forms.afis import SAID, AfisCorrectForm, AfisCorrectReadForm, AfisForm, AfisReadForm
from rivage.rights.aid.undone import UndoneAid
from rivage.rights.aid.views.telling import telling, unprinted
from rivage.rights.ended import NOT_HANDED, ends, standing_end, told_on
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisCorrection, AfisDecision
from rivage.vault import opened

FINAL = (
    "Relisez la date, la signature et le nombre d’enfants. Notée fausse, la décision se corrige avec une raison, tant "
    "qu’aucun mois n’est ordonné."
)
FINAL_REFUSED = "Relisez la date, la signature et le motif. Noté faux, le refus se corrige avec une raison."
NO_MOTIVE = "Sans motif : le papier ne dit pas pourquoi"
NOT_REASONED = (
    "Ce refus est sans motif, alors qu’un refus se motive en fait et en droit (CRPA, art. L211-2 et L211-5) : il est "
    "noté comme il est, et la page le dit."
)
UNMET = {
    Outcome.NO: "une condition du texte manque",
    Outcome.QUESTION: "une condition du texte reste à vérifier",
}
NOTHING_NOTED = refuse("not_noted", "La décision sur l’aide n’est pas notée : il n’y a rien à corriger.")
CORRECTED = "Ce qui était noté reste au dossier, barré, avec votre raison et votre fonction. L’association le lit."
REMEDY = (
    "Si ce qui était noté lui a été dit ou remis, dites-lui ce qui est juste : aucun délai pour contester n’en est "
    "raccourci."
)


@require_http_methods(["GET", "HEAD", "POST"])
def afis(request: ActingRequest, demande: UUID) -> HttpResponse:
    """What the law computes on the aid, and the préfet's decision beside it."""
    membership = request.membership
    held = get_object_or_404(opened_to(membership).select_related("person__antenne", "parcours"), pk=demande)
    on = request.on
    decided, anew = retaken.standing(held, on)
    typed = typed_before(request, AfisForm)
    form = AfisForm(None if typed else request.POST or None, initial=typed)
    if form.is_bound and (answer := _read_again(request, held, form)) is not None:
        return answer
    shown = None if anew else decided
    found = examine(held, shown.decided_on if shown else on, shown.children if shown else None)
    if not form.is_bound and typed is None:
        # None counted is typed: it sets the amount.
        form.initial["children"] = found.children or None
    over = ends(membership, [decided.pk]).get(decided.pk) if decided else None
    verdict = access.can_decide(membership, held, anew=anew)
    if not verdict:
        # The page has no form left: why the gesture was refused is said above it.
        stands = f" Noté : {_in_words(decided)}." if decided and form.is_bound else ""
        for sentence in form.non_field_errors():
            messages.error(request, f"{sentence}{stands}")
    _offer_motives(form, found, on)
    context = {
        "demande": held,
        "not_handed": NOT_HANDED if over and (end := standing_end(membership, held)) and not told_on(end) else "",
        **about(request, held.person),
        "who": names.shown(membership, held.person_id),
        "found": found,
        "months": [each for each in found.months if over is None or each.month <= over.last],
        "decided": decided,
        "over": over,
        "form": form,
        "may": bool(verdict),
        "second": decided is not None and form.is_bound and not anew,
        **retaken.shown(membership, held, anew=anew),
        "refused": decided is not None and decided.sense == AfisSense.REFUSE,
        "motives": coded(decided.motives, decided.decided_on) if decided else (),
        "marks": marks.of(decided, found) if decided else (),
        "without": decided is not None and WITHOUT in decided.motives,
        "remedies": (ways := recours.remedies(on, recours.ContestedAct.AID)),
        "reading": recours.followed(ways),
        "alone": f"{_judged(found, on)} {_alone(request, held)}".strip() if verdict else "",
        "because": "" if verdict else verdict.sentence,
        "undone": _undone(request, held),
        "on": on,
        **_corrections(request, decided),
        **(telling(membership, decided, None, on) if decided else {}),
    }
    return render(request, "rights/afis.html", context, status=422 if form.is_bound else 200)


# Beside a motive, whether the file bears it out.
STANDS = {
    Outcome.NO: "ce motif est le bon : la condition manque",
    Outcome.QUESTION: "ce motif reste à vérifier",
    Outcome.YES: "ce motif ne tient pas : la condition est remplie",
}


def _offer_motives(form: AfisForm, found: Examination, on: date) -> None:
    """The motives, those that the file bears out first, each with how its condition stands; none is ticked."""
    rank = list(STANDS)

    def standing(code: str) -> int:
        return rank.index(found.standing[code]) if code in found.standing else len(rank)

    offered = []
    for each in sorted(motifs(on), key=lambda each: (not each.provided, standing(each.code))):
        known = found.standing.get(each.code)
        stands = f" D’après ce qui est noté, {STANDS[known]}." if known else ""
        offered.append((each.code, f"{each.label}{stands}"))
    form.offer("motives", [*offered, (WITHOUT, NO_MOTIVE)])


def _undone(request: ActingRequest, held: Demande) -> list[tuple[UndoneAid, list[CodedMotif], str]]:
    """The refusals that hold no more, last first, with what undid each, the motives that it gave, and why it is not
    printed.
    """
    rows = AfisDecision.objects.visible_to(request.membership).filter(demande=held, undone_on__isnull=False)
    found = undone.of(request.membership, before := list(rows.order_by("-created_at")))
    return [
        (found[row.pk], coded(row.motives, row.decided_on), unprinted(request.membership, row, None)) for row in before
    ]


def _head(request: ActingRequest, held: Demande) -> dict[str, Any]:
    """Of a page that comes after that of the aid."""
    return about(request, held.person, ("L’aide", to(request, "rights:afis", demande=held.pk)))


def _corrections(request: ActingRequest, decided: AfisDecision | None) -> dict[str, Any]:
    """What had been noted, and whether it may still be corrected; to whoever notes it, why not."""
    if decided is None:
        return {}
    rows = AfisCorrection.objects.visible_to(request.membership).filter(decision=decided)
    may = access.can_correct_afis(request.membership, decided)
    tells = request.membership.role in INSTRUCTING
    return {
        "corrections": [
            (row, " ".join(each.label for each in coded(row.motives, row.decided_on)))
            for row in rows.select_related("recorded_by").order_by("-created_at")
        ],
        "may_correct": bool(may),
        "settled": may.sentence if tells and not may else "",
    }


def _judged(found: Examination, on: date) -> str:
    """What is said of the avis where a judgment opened the path without it."""
    verdict = found.can_decide(on)
    return verdict.sentence if verdict.outcome is Outcome.QUESTION else ""


def _alone(request: ActingRequest, held: Demande) -> str:
    """Who will order the first month, to whoever noted the relevé too; "" to the others."""
    if not hands.noted_releve(request.membership, held.pk):
        return ""
    later = hands.who_else(request.membership, place_of(held))
    return f"Vous avez noté le relevé d’avis d’après le papier. Si vous notez aussi l’aide accordée : {later}"


def _read_again(request: ActingRequest, held: Demande, form: AfisForm) -> HttpResponse | None:
    """The page of the decision read again, or what follows once it was noted. None when it can't be: `form` says."""
    actor, on = request.membership, request.on
    found = attempt(form, lambda: actions.examine_afis(actor=actor, on=on, demande=held, **form.said()))
    if found is None:
        return None
    page = _page(request, held, form.cleaned_data, found)
    again = carried(request, AfisReadForm, page, form.cleaned_data)
    if again.is_bound and attempt(again, lambda: _noted(request, held, again)):
        # A refusal wears no tick.
        say = messages.success if form.cleaned_data["sense"] == AfisSense.GRANT else messages.info
        say(request, "La décision sur l’aide est notée.")
        return see_other(request, "rights:afis", demande=held.pk)
    return confirming(request, page, again, **_head(request, held))


def _page(request: ActingRequest, held: Demande, typed: dict[str, Any], found: Examination) -> Confirming:
    who = names.or_reference(request.membership, held.person)
    granted = typed["sense"] == AfisSense.GRANT
    return Confirming(
        heading="Noter l’aide accordée" if granted else "Noter le refus de l’aide",
        about=f"{who}. Décision du {day(typed['decided_on'])}, {_signed(typed['signed_name'])}.",
        consequences=(
            *(mark.words for mark in marks.lacking(found, typed["decided_on"], typed["signed_name"], typed["source"])),
            *(_granted(found, _alone(request, held)) if granted else _refused(found, typed)),
        ),
        button="Noter cette décision",
        back=to(request, "rights:afis", demande=held.pk),
        typed=True,
    )


def _noted(request: ActingRequest, held: Demande, again: AfisReadForm) -> AfisDecision:
    return actions.decide_afis(actor=request.membership, on=request.on, demande=held, **again.said())


def _refused(found: Examination, typed: dict[str, Any]) -> Iterator[str]:
    """What a refusal changes, the gravest first; what it departs from."""
    yield "Aucun mois d’aide ne sera versé pour cette période. Le parcours continue."
    if WITHOUT in typed["motives"]:
        yield NOT_REASONED
    for each in coded(typed["motives"], typed["decided_on"]):
        met = found.standing.get(each.code) is Outcome.YES
        doubt = " D’après ce qui est noté, ce motif ne tient pas ce jour-là : la condition est remplie." if met else ""
        aside = "" if each.provided else " Aucun texte ne le prévoit."
        yield f"Motif : {each.label} ({each.article}).{aside}{doubt}"
    if typed["reasons"]:
        yield f"Motivation : « {typed['reasons'].strip()} »"
    if found.avis is not None and found.avis.afis == AfisAvis.FAVOURABLE:
        said = "le papier ne dit pas" if WITHOUT in typed["motives"] else "la motivation dit"
        yield f"La commission avait rendu un avis favorable sur l’aide : {said} pourquoi s’en écarter."
    if found.verdict.outcome is Outcome.YES:
        yield "D’après ce qui est noté, toutes les conditions du texte sont remplies ce jour-là."
    yield "La personne peut contester ce refus, du jour où la décision lui est remise : il reste à la lui remettre."
    yield FINAL_REFUSED


def _counted(found: Examination) -> str:
    """« 1 enfant à charge : 665,52 € par mois, de juin 2026 à novembre 2026, 6 mois. »"""
    children = _in_charge(found.children or 0)
    if not found.months:
        return f"{children.capitalize()}. La période n’est pas encore ouverte : ses mois se liront alors."
    spans = []
    for value, run in groupby(found.months, key=lambda month: (month.amount.value, month.amount.to_confirm)):
        months = [month.month for month in run]
        unsure = " (à confirmer)" if value[1] else ""
        last = f" à {in_words(months[-1])}" if len(months) > 1 else ""
        spans.append(f"{amount(value[0])} par mois{unsure}, {of_word(in_words(months[0]))}{last}")
    return f"{children.capitalize()} : {' ; '.join(spans)} ; {len(found.months)} mois en tout."


def _in_charge(children: int) -> str:
    return count(children, "enfant à charge", "enfants à charge")


def _granted(found: Examination, alone: str) -> Iterator[str]:
    """What a grant opens, with children, months and amounts; what it departs from. `alone`: that somebody else will
    order the first month.
    """
    for outcome, words in UNMET.items():
        of_it = [reason for reason in found.verdict.reasons if reason.outcome is outcome]
        if of_it:
            yield f"D’après ce qui est noté, {words} ce jour-là : {' '.join(each.sentence for each in of_it)}"
    if found.avis is not None and found.avis.afis == AfisAvis.UNFAVOURABLE:
        yield "La commission avait rendu un avis défavorable sur l’aide."
    yield _counted(found)
    if found.said is not None and found.said != found.children:
        hers = f"compte {_in_charge(found.said)}" if found.said else "ne compte aucun enfant à charge"
        yield f"La demande {hers} : le montant suit le nombre que vous avez écrit."
    yield "L’organisme payeur lira son nom, son adresse de courrier et les mois accordés."
    yield alone or "Ses mois pourront être ordonnés dès que la décision est notée."
    yield FINAL


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActingRequest, demande: UUID) -> HttpResponse:
    """The decision on the aid was noted wrong: what is right is typed, then read again with what it changes."""
    membership = request.membership
    held = get_object_or_404(opened_to(membership).select_related("person__antenne", "parcours"), pk=demande)
    decided = (
        AfisDecision.objects.visible_to(membership)
        .standing()
        .select_related("demande__person")
        .filter(demande=held)
        .first()
    )
    verdict = access.can_correct_afis(membership, decided) if decided else NOTHING_NOTED
    if decided is None or (not verdict and request.method != "POST"):
        messages.error(request, verdict.sentence)
        return see_other(request, "rights:afis", demande=held.pk)
    opened.note(held.person_id, held.antenne_id, Slice.DECISION)
    typed = typed_before(request, AfisCorrectForm)
    form = AfisCorrectForm(None if typed else request.POST or None, initial=typed or _noted_of(decided))
    _offer_motives(form, examine(held, decided.decided_on, decided.children), request.on)
    if form.is_bound and (answer := _correct_read_again(request, decided, form)) is not None:
        return answer
    asked = Confirming(
        heading="Corriger la décision sur l’aide",
        about=f"{names.or_reference(request.membership, held.person)}. Noté : {_in_words(decided)}.",
        consequences=(
            "Corrigez ce qui a été mal noté d’après la décision signée. Une nouvelle décision du préfet n’est pas une "
            "correction.",
            CORRECTED,
            "Ce que cela change se relit à la page suivante : rien n’est encore écrit.",
        ),
        button="Relire la correction",
        back=to(request, "rights:afis", demande=held.pk),
    )
    return confirming(request, asked, form, **_head(request, held), hide_optional=True)


def _correct_read_again(request: ActingRequest, decided: AfisDecision, form: AfisCorrectForm) -> HttpResponse | None:
    """The correction read again, or what follows once it is noted. None when it can't be: `form` says."""
    actor, on, held = request.membership, request.on, decided.demande
    found = attempt(
        form,
        lambda: actions.examine_afis(actor=actor, on=on, demande=held, instead_of=decided, **form.said()),
    )
    if found is None:
        return None
    shown = version_of(decided)
    page = Confirming(
        heading="Relire la correction",
        about=f"{names.or_reference(request.membership, held.person)}. Noté : {_in_words(decided)}.",
        consequences=tuple(_correcting(request, decided, form.said(), found)),
        button="Corriger",
        back=to(request, "rights:afis", demande=held.pk),
        typed=True,
    )
    again = carried(request, AfisCorrectReadForm, page, form.cleaned_data, shown)

    def act() -> AfisDecision:
        instead, why = again.said(), again.cleaned_data["why"]
        return actions.correct_afis(actor=actor, on=on, decision=decided, instead=instead, why=why, version=shown)

    if again.is_bound and attempt(again, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "rights:afis", demande=held.pk)
    return confirming(request, page, again, **_head(request, held))


def _correcting(
    request: ActingRequest, decided: AfisDecision, instead: dict[str, Any], found: Examination
) -> Iterator[str]:
    """What it becomes, and what that changes, the gravest first."""
    granted = instead["sense"] == AfisSense.GRANT
    yield (
        f"Sera noté : aide {AfisSense(instead['sense']).label} le {day(instead['decided_on'])}, "
        f"{_signed(instead['signed_name'])}{_children(instead['sense'], instead['children'])}."
    )
    if instead["sense"] != decided.sense:
        yield from _granted(found, _alone(request, decided.demande)) if granted else _refused(found, instead)
        if not granted:
            yield "L’organisme payeur ne lit plus ni son nom ni son adresse pour cette aide."
    elif not granted:
        yield from _refused(found, instead)
    else:
        yield "Ses mois et leurs montants se comptent d’après ce que vous écrivez. Aucun n’est encore ordonné."
    yield REMEDY
    yield CORRECTED


def _signed(name: str) -> str:
    return f"signée par {name}" if name else "signataire illisible"


def _in_words(decided: AfisDecision) -> str:
    signed = f", {_signed(decided.signed_name)}" if decided.signed_name else ""
    children = _children(decided.sense, decided.children)
    return f"aide {decided.get_sense_display()} le {day(decided.decided_on)}{signed}{children}"


def _children(sense: str, children: int | None) -> str:
    """« , 2 enfants à charge » of a grant, whose amount they set."""
    return f", {count(children or 0, 'enfant à charge', 'enfants à charge')}" if sense == AfisSense.GRANT else ""


def _noted_of(decided: AfisDecision) -> dict[str, Any]:
    return {name: getattr(decided, name) for name in SAID} | {"as_it_is": not decided.signed_name}
