"""The permit of a person: what happened to each request, and why one is needed or not."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts import policies
from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.refusal import require
from rivage.decisions.courts import court
from rivage.law import aps as law
from rivage.law.recours import with_removal
from rivage.law.wording import day
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.screen import about, way_back
from rivage.rights import access
from rivage.rights.clocks import ClockFacts, PermitRequest, gather
from rivage.rights.clocks.doubts import doubts
from rivage.rights.clocks.permit import UNTOLD, Said
from rivage.rights.clocks.residence import clock as residence_clock
from rivage.rights.clocks.residence import until_of
from rivage.rights.clocks.steps import next_step, possible, remedy_words, warning
from rivage.rights.enums import ApsSource, ApsStep, PermitNeed, side
from rivage.rights.models import ApsCorrection, ApsFact
from rivage.rights.permit import actions, motives, pages, practice, printing, redo, told
from rivage.rights.permit.forms import CorrectFactForm, FactForm, NeedEndedForm, NeedForm
from rivage.rights.permit.pills import pill
from rivage.rights.permit.refusing import CONTESTED, read_again, stale, to_read
from rivage.rights.permit.telling import telling
from rivage.rights.permit.todo import said_at_the_desk
from rivage.vault import opened

CORRECTED_SINCE = (
    "Cette étape a été corrigée pendant que vous écriviez, par quelqu’un d’autre ou dans un autre onglet. Vos mots "
    "sont gardés ici, sans rien changer : ce qui est encore faux se corrige sur sa ligne, à la page du titre."
)
REMEDIES = "decisions:remedies"
LABELS = (
    ("requested", "Demandée"),
    ("appointment", "Rendez-vous"),
    ("receipt", "Récépissé"),
    ("delivered", "Délivrée"),
    ("refused", "Refusée"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: ActingRequest, person: UUID) -> HttpResponse:
    """What happened to each request, who wrote it; and the next gesture in one form."""
    membership = request.membership
    held = _held(membership, person, Slice.STAY)
    on = request.on
    found = gather(membership, held)
    own = membership.role == Role.DESK
    asked: dict[str, Any] = {
        "asked": found.permits,
        "own": own,
        "antenne": membership.is_antenne,
        "auto_id": "fait-%s",
        "version": actions.aps_version(held),
    }
    form = FactForm(request.POST or None, **asked)
    form.stale = stale(found.permits)
    if form.is_bound and to_read(found.permits, form):
        answer = read_again(request, held, found.permits, form, asked)
        if answer is not None:
            return answer
    elif request.method == "POST" and attempt(
        form,
        lambda: actions.record_aps(actor=membership, on=on, person=held, told=form.told(), version=form.shown),
    ):
        messages.success(request, "C’est noté.")
        return see_other(request, "rights:stay", person=held.pk)
    may = access.can_record_aps(membership, held, ApsSource.OWN_DESK if own else ApsSource.PHONE)
    if not may and form.is_bound:
        for sentence in form.non_field_errors():
            messages.error(request, str(sentence))
    context = _shown(membership, held, found, on) | {
        "form": form,
        "may": bool(may),
        "because": "" if may else may.sentence,
        "own": own,
        "crumbs": way_back(request, held),
    }
    return render(request, "rights/stay.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActingRequest, apsfact: UUID) -> HttpResponse:
    """Put what took place in the place of a step that was noted wrong."""
    membership, on = request.membership, request.on
    fact = pages.asked(request, apsfact)
    held = fact.person
    form = CorrectFactForm(
        request.POST or None, asked=gather(membership, held).permits, own=membership.role == Role.DESK,
        antenne=membership.is_antenne, auto_id="fait-%s",
    )  # fmt: skip

    def act() -> None:
        typed = form.cleaned_data
        actions.correct_aps(actor=membership, on=on, fact=fact, instead=form.instead(), why=typed["why"])

    done = ApsCorrection.objects.visible_to(membership).filter(fact=fact).select_related("instead").first()
    if form.is_bound and done is not None:
        form.add_error(None, f"{CORRECTED_SINCE} {_instead(done)}")
    elif request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "rights:stay", person=held.pk)
    require(access.can_correct_aps(membership, fact))
    if done is not None and request.method != "POST":
        messages.error(request, "Cette étape est déjà corrigée : c’est celle qui la remplace qui se corrige.")
        return see_other(request, "rights:stay", person=held.pk)
    stands = f"Avait été noté : {noted(fact)}. {_instead(done)}" if done is not None else f"Noté : {noted(fact)}."
    asked = Confirming(
        heading="Corriger une étape du titre",
        about=f"{names.or_reference(membership, held)}. {stands}",
        consequences=_consequences(fact),
        button="Corriger",
        back=to(request, "rights:stay", person=held.pk),
    )
    more = about(request, held, ("Titre de séjour", asked.back))
    return confirming(request, asked, form, **more, hide_optional=True)


def _instead(done: ApsCorrection) -> str:
    """What stands of a step that was corrected."""
    return f"Noté à présent : {noted(done.instead) if done.instead else 'cette étape n’a pas eu lieu'}."


def _consequences(fact: ApsFact) -> tuple[str, ...]:
    """What a correction does, the gravest first."""
    first = {
        ApsStep.REQUESTED: "Le délai de recours annoncé ne raccourcit jamais : le jour le plus tardif reste affiché.",
        ApsStep.DELIVERED: "L’aide et les échéances se lisent de nouveau, d’après ce que vous écrivez ici.",
        ApsStep.REFUSED: "Le délai de recours annoncé ne raccourcit jamais : le jour le plus tardif reste affiché.",
    }.get(ApsStep(fact.step))
    return (
        *([first] if first else []),
        *([CONTESTED] if fact.step != ApsStep.REFUSED else []),
        "Ce qui était noté reste au dossier, barré, avec votre raison et votre fonction : l’association, la "
        "délégation et le service du séjour les lisent.",
    )


def noted(fact: ApsFact) -> str:
    """« demande n° 1, délivrée le 3 mars 2026, jusqu’au 3 septembre 2026 »."""
    said = f"demande n° {fact.n}, {fact.get_step_display()} le {day(fact.on)}"
    return f"{said}, jusqu’au {day(fact.until)}" if fact.until else said


def _held(membership: Membership, person: UUID, slice_: str) -> Person:
    rows = Person.objects.visible_to(membership, slice_).select_related("antenne")
    held: Person = get_object_or_404(rows, pk=person)
    opened.note(held.pk, held.antenne_id, slice_)
    return held


def _shown(membership: Membership, held: Person, found: ClockFacts, on: date) -> dict[str, Any]:
    asked, here, own = found.permits, side("", membership.role), membership.role == Role.DESK
    mine = {
        (row.n, row.step): row.pk
        for row in found.aps
        if row.corrected is None and side(row.source, found.roles.get(row.recorded_by_id, "")) == here
    }
    facts = {(row.n, row.step): row.pk for row in reversed(found.aps)}
    first = actions.path_begins(held) if asked else None
    handed = telling(membership, held, asked, facts)
    why = motives.of_requests(membership, found)
    removal = warning(found, on, hers=membership.is_antenne)
    unsaid = "" if removal else with_removal(on).said_to(hers=membership.is_antenne)
    kept = printing.with_letter(membership, [held.pk]) if why else set()
    contested = told.demandes_of(membership, found) if policies.allows(REMEDIES, "GET", membership.role) else {}
    return {
        "person": held,
        "reference": held.reference,
        "who": names.shown(membership, held.pk),
        "state": pill(found, on),
        "clock": residence_clock(found, on),
        "remedy": remedy_words(found, on),
        "removal": removal,
        "step": (own and said_at_the_desk(membership, found, on)) or next_step(found, on, unsaid),
        "court": court(held.departement),
        "requests": [
            _request(one, before, on, first, mine)
            | {"told": handed.get(one.n, []), "named": facts.get((one.n, ApsStep.REFUSED))}
            | {"demande": contested.get(one.n) if one.refused or one.silent(on) else None}
            | {"paper": found.named(one) if one.remedy(on) is not None else None}
            | {"letter": one.letter, "undone": redo.words(found, one.n), "judged": _judged(membership, one, on)}
            | _refusal(membership, one, why.get(one.n, []), held, kept & {facts.get((one.n, ApsStep.REFUSED))})
            for one, before in zip(asked, (None, *asked), strict=False)
        ][::-1],
        "corrections": [
            {"row": row, "noted": noted(row.fact), "instead": noted(row.instead) if row.instead else ""}
            for row in ApsCorrection.objects.visible_to(membership)
            .filter(person=held)
            .select_related("fact", "instead", "recorded_by__body")
        ],
        "may_say": bool(access.can_say_need(membership, held)),
        "untold": UNTOLD,
        "required": law.documents(on),
        "practice": practice.shown(membership, held.departement, asked, on),
        "fee": law.fee(on, law.Kind.RENEWAL if any(one.valid for one in asked) else law.Kind.DELIVERY),
        "on": on,
    }


def _judged(membership: Membership, one: PermitRequest, on: date) -> str:
    """By whom its refusal was undone, to who reads remedies."""
    return one.moved(on) if policies.allows(REMEDIES, "GET", membership.role) else ""


def _refusal(
    membership: Membership, one: PermitRequest, said: list[motives.WhyRefused], person: Person, kept: set[UUID]
) -> dict[str, Any]:
    """Why it was refused, and its letter: `kept` once handed, by the fact that names it; before, what it takes around
    it, for who signs.
    """
    here = side("", membership.role)
    own = next((each for each in said if each.own and each.reasoned), None)
    to_sign = own is not None and membership.role == Role.DESK and one.told_on is None and not one.undone
    return {
        "why": said,
        "mine_said": any(each.who == here and each.row.motives for each in said),
        "kept": bool(kept),
        "letter_says": next((printing.letter_says(membership, fact, said) for fact in kept), ""),
        "letters": printing.around(person, own) if own is not None and to_sign else None,
    }


def _request(
    one: PermitRequest, before: PermitRequest | None, on: date, first: date | None, mine: dict[tuple[int, str], UUID]
) -> dict[str, Any]:
    """One request for the page: its facts with who wrote them, what differs, the questions it raises.

    `first`: the day from which her path lets one be asked; `mine`: what the reader's side noted last of each step,
    which it may correct.
    """
    told = [(step, label, getattr(one, step)) for step, label in LABELS if getattr(one, step) is not None]
    told.sort(key=lambda fact: fact[2].on)
    silence = one.silence()
    return {
        "n": one.n,
        "moved": one.moved(on),
        "reserve": one.delay.reserve if one.delay is not None else "",
        "renewal": one.renewal,
        "facts": [
            {
                "label": label,
                "said": said,
                # Who did it with her is said already.
                "source": ApsSource(said.source).label.removesuffix(f" par {said.who}"),
                "difference": said.difference(on),
                "mine": mine.get((one.n, step)),
            }
            for step, label, said in told
        ],
        "silence": silence,
        "refused": one.contest(),
        "told_on": one.told_on,
        "silent": silence is not None and silence.refused_on <= on,
        "against": one.against,
        "questions": [*_out_of_order(one, before, first, on), *_questions(one, before)],
    }


def _out_of_order(one: PermitRequest, before: PermitRequest | None, first: date | None, on: date) -> Iterator[str]:
    """What was noted from a paper as it is, and comes before what it follows."""
    said = (one.requested, one.receipt, one.delivered, one.refused)
    days = [each.on for each in said if each is not None]
    if days and first is not None and min(days) < first:
        yield f"Daté du {day(min(days))}, avant l’autorisation du parcours, le {day(first)} (CESEDA L425-4)."
    if before is not None and not before.answered and not before.silent(on):
        yield f"La demande n° {before.n} n’a pas de réponse notée."


def _questions(one: PermitRequest, before: PermitRequest | None) -> list[str]:
    """What a reader should look at again. Nothing here is refused."""
    asked = []
    if one.valid is not None:
        verdict = law.long_enough(one.valid)
        if not verdict:
            article = verdict.reasons[0].article
            asked.append(
                f"{verdict.sentence[:-1]} ({article}). Vérifiez le dernier jour écrit sur le document : s’il est "
                "juste, demandez au service du séjour de la corriger, ou contestez sa durée."
            )
    if one.requested is not None and before is not None and before.valid is not None:
        late = (one.requested.on - before.valid.end).days + 1
        if late > 0:
            asked.append(
                f"Renouvellement demandé {late} jour{'s' if late > 1 else ''} après la fin du titre précédent."
            )
        else:
            asked.append("Renouvellement demandé pendant que le titre précédent valait encore.")
    for doubt in (one for one in doubts([one]) if not one.permit):
        last, refused = day(doubt.until), day(doubt.refused_on)
        asked.append(
            f"Récépissé jusqu’au {last}, titre refusé le {refused} : aucun texte lu ne dit s’il vaut encore. Le "
            "service du séjour le dit : un autre récépissé se note, ou le dernier jour de celui-ci se corrige."
        )
    if one.refusal is not None and one.delivered is not None:
        asked.append(
            f"{_both(one.delivered, one.refusal)} : aucun texte lu ne dit s’il vaut encore. Le service "
            "du séjour le dit : ce qui est faux se corrige sur sa ligne."
        )
    if one.delivered is not None and one.requested is None:
        asked.append("La demande n’est pas notée : le papier suffit.")
    return asked


def _both(given: Said, refusal: Said) -> str:
    """A delivery and a refusal that holds, in the order of their days; else who noted which."""
    if given.on < refusal.on:
        return f"Titre délivré le {day(given.on)}, puis refusé le {day(refusal.on)}"
    return f"Titre refusé le {day(refusal.on)} par le service, noté délivré le {day(given.on)} par {given.who}"


@require_http_methods(["GET", "HEAD", "POST"])
def need(request: ActingRequest, person: UUID) -> HttpResponse:
    """Why a permit is needed or not: her antenne alone."""
    membership = request.membership
    held = _held(membership, person, Slice.PRIVATE)
    on = request.on
    found = gather(membership, held)
    form = _need_form(held, found, request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: actions.set_need(actor=membership, on=on, person=held, **form.cleaned_data)
    ):
        messages.success(request, "Le besoin est noté. Les autres lisent oui, non ou sans objet, jamais pourquoi.")
        return see_other(request, "rights:stay", person=held.pk)
    ended = NeedEndedForm(auto_id="fin-%s") if _examined(found) else None
    return _need_page(request, held, form, ended)


def _known(found: ClockFacts) -> dict[str, Any]:
    if found.need is None:
        return {}
    return {"need": found.need.need, "until": until_of(found)}


def _examined(found: ClockFacts) -> bool:
    return found.need is not None and found.need.need == PermitNeed.ASYLUM


@require_POST
def need_ended(request: ActingRequest, person: UUID) -> HttpResponse:
    """The claim is no longer examined: from that day a permit is needed, or another document is held."""
    membership = request.membership
    held = _held(membership, person, Slice.PRIVATE)
    on = request.on
    form = NeedEndedForm(request.POST, auto_id="fin-%s")
    if attempt(form, lambda: actions.end_asylum(actor=membership, on=on, person=held, **form.values())):
        found = gather(membership, held)
        messages.success(request, possible(found, on) or "C’est noté.")
        return see_other(request, "rights:stay", person=held.pk)
    return _need_page(request, held, _need_form(held, gather(membership, held)), form)


def _need_form(held: Person, found: ClockFacts, sent: Any = None) -> NeedForm:
    return NeedForm(sent, initial=_known(found), version=actions.need_version(held), auto_id="besoin-%s")


def _need_page(request: ActingRequest, held: Person, form: NeedForm, ended: NeedEndedForm | None) -> HttpResponse:
    """The page of the need, drawn for her antenne: what is sent is judged by the action alone."""
    require(access.can_say_need(request.membership, held))
    wrong = form.is_bound or bool(ended and ended.is_bound)
    context = {
        "person": held,
        "reference": held.reference,
        "crumbs": way_back(request, held),
        "need_form": form,
        "ended_form": ended,
        "form": ended if ended and ended.is_bound else form,
    }
    return render(request, "rights/need.html", context, status=UNPROCESSABLE if wrong else 200)
