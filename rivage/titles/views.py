"""Pages of what is asked for her: her rights, one of them, its letter; attestations and who signs them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import FORMS, UNPROCESSABLE, attempt, paper
from rivage.core.confirm import Confirming, confirming, typed_before
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.law.afis_facts import Document
from rivage.law.recours import with_removal
from rivage.people import names
from rivage.people.models import Person
from rivage.people.panels import answer
from rivage.people.screen import about, private
from rivage.titles import access, actions, panels, printing, standing, texts
from rivage.titles.enums import SUBJECTS, RightFamily, RightKind, RightStep, ShownTo
from rivage.titles.forms import AttestationForm, CorrectStepForm, NoteStepForm, SenderForm, SenderReadForm
from rivage.titles.letters import ASKING, contesting
from rivage.titles.models import NeutralSender, RightFact
from rivage.titles.neutral import SAYS, known_here
from rivage.titles.words import noted


def _way(request: ActingRequest, person: Person) -> tuple[str, str]:
    return "Ses droits", to(request, "titles:rights", person=person.pk)


@require_safe
def summary(request: ActingRequest, person: UUID) -> HttpResponse:
    """Her rights in a few lines: a fragment of her page, a page of its own without script."""
    held = private(request, person)
    return answer(request, held, "Ses droits", panels.summary(request, held, request.on))


@require_safe
def rights(request: ActingRequest, person: UUID) -> HttpResponse:
    """Every right of hers, one line each: where it stands, the next gesture; her titles; what to ask at the end."""
    held = private(request, person)
    require(access.can_note(request.membership, held))
    known = standing.standings(request.membership, held, request.on)
    facts = texts.known_of(request.membership, held, request.on)
    path = [one for one in known.values() if one.subject.family == RightFamily.PATH]
    at_exit = [one for one in known.values() if one.subject.at_exit and not one.settled]
    context = {
        "person": held,
        "who": names.shown(request.membership, held.pk),
        "path": path,
        "titles": standing.noted_titles(known),
        "others": [
            one.subject for one in known.values() if one.subject.family == RightFamily.TITLE and one.last is None
        ],
        "ordinary": [one for one in known.values() if one.subject.family == RightFamily.ORDINARY],
        "at_exit": at_exit,
        "path_open": facts.path_open,
        "on": request.on,
        **about(request, held),
    }
    return render(request, "titles/rights.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def right(request: ActingRequest, person: UUID, right: str) -> HttpResponse:
    """One right or title: what the text says, its steps, its letter; and the next step in one form."""
    subject = _subject(right)
    membership, on = request.membership, request.on
    held = private(request, person)
    rows = standing.facts_of(held, subject.code)
    form = NoteStepForm(request.POST or None, subject=subject, version=standing.version(rows), auto_id="etape-%s")
    form.stale = "Une autre étape a été notée entre-temps : elle est sur la page. Relisez, puis notez de nouveau."
    if request.method == "POST" and attempt(
        form,
        lambda: actions.note_step(
            actor=membership, on=on, person=held, what=subject.code, told=form.told(), version=form.shown
        ),
    ):
        messages.success(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        return see_other(request, "titles:rights", person=held.pk)
    require(access.can_note(membership, held))
    known = texts.known_of(membership, held, on)
    stands = standing.standing(subject, rows, on, standing.aid_of_remedies(membership, [held.pk]).get(held.pk))
    context = {
        "person": held,
        "who": names.shown(membership, held.pk),
        "subject": subject,
        "stands": stands,
        "law": texts.said(subject, known),
        "steps": _history(rows),
        "letter": subject.code in ASKING,
        "no_path": printing.NO_PATH if subject.of_path and not known.path_open else "",
        "removal": with_removal(on).sentence if stands.warned else "",
        "contesting": contesting(subject.code),
        "way": texts.way_of(subject, on),
        "form": form,
        "on": on,
        **about(request, held, _way(request, held)),
    }
    return render(request, "titles/right.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _subject(code: str) -> RightKind:
    if code not in SUBJECTS:
        raise Http404
    return SUBJECTS[code]


def _history(rows: list[RightFact]) -> list[dict[str, Any]]:
    """Every step, newest first, with what replaces it."""
    by_pk = {row.replaces_id: row for row in rows if row.replaces_id}
    return [
        {
            "row": row,
            "said": noted(row),
            "replaced": by_pk.get(row.pk),
        }
        for row in sorted(rows, key=lambda row: (row.on, row.created_at), reverse=True)
        if row.step
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActingRequest, rightfact: UUID) -> HttpResponse:
    """Put what took place in the place of a step that was noted wrong."""
    membership, on = request.membership, request.on
    rows = RightFact.objects.visible_to(membership).select_related("person__antenne")
    fact = get_object_or_404(rows, pk=rightfact)
    held = fact.person
    subject = _subject(fact.what)
    form = CorrectStepForm(request.POST or None, subject=subject, auto_id="etape-%s")

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.correct_step(actor=membership, on=on, fact=fact, instead=form.instead(), why=why)

    back = to(request, "titles:right", person=held.pk, right=subject.code)
    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "titles:right", person=held.pk, right=subject.code)
    require(access.can_correct(membership, fact))
    done = not fact.step or RightFact.objects.visible_to(membership).filter(replaces=fact).exists()
    if done and request.method != "POST":
        messages.error(request, "Cette étape est déjà corrigée.")
        return see_other(request, "titles:right", person=held.pk, right=subject.code)
    asked = Confirming(
        heading="Corriger une étape",
        about=f"{names.or_reference(membership, held)}. {subject.label}. Noté : {noted(fact)}."
        if fact.step
        else subject.label,
        consequences=(
            "Ce qui est à faire pour ce droit se lit de nouveau, d’après ce que vous écrivez ici.",
            "Ce qui était noté reste, barré, avec votre raison. Seule l’association qui l’accompagne le lit.",
        ),
        button="Corriger",
        back=back,
    )
    more = about(request, held, _way(request, held), (subject.label, back))
    return confirming(request, asked, form, **more, hide_optional=True)


@require_safe
def letter(request: ActingRequest, person: UUID, right: str, form: str) -> HttpResponse:
    """Her letter for a right, that she dates and signs; back to its page, with the reason, where it would be false."""
    subject = _subject(right)
    held = private(request, person)
    require(access.can_note(request.membership, held))
    if subject.code not in ASKING:
        raise Http404
    try:
        sheet = printing.asking(request.membership, held, subject, request.on)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other(request, "titles:right", person=held.pk, right=subject.code)
    return paper(sheet, "courrier", form)


@require_safe
def contest_letter(request: ActingRequest, person: UUID, right: str, form: str) -> HttpResponse:
    """Her letter against a refusal that is noted."""
    held, subject = private(request, person), _subject(right)
    require(access.can_note(request.membership, held))
    stands = standing.standing(subject, standing.facts_of(held, subject.code), request.on)
    written = contesting(subject.code, stands.last.on if stands.last is not None else None)
    if written is None or stands.last is None or stands.last.step != RightStep.REFUSED:
        raise Http404
    return paper(printing.letter(request.membership, held, written, request.on), "courrier", form)


@require_http_methods(["GET", "HEAD", "POST"])
def attestations(request: ActingRequest, person: UUID) -> HttpResponse:
    """To whom she shows an attestation, and whether she may keep it: answered first, then the paper."""
    membership, on = request.membership, request.on
    held = private(request, person)
    require(access.can_note(membership, held))
    known = texts.known_of(membership, held, on)
    nickname = printing.nickname(membership, held)
    form = AttestationForm(request.POST or None, nickname=nickname)
    if request.method == "POST" and form.is_valid():
        wanted = "docx" if "docx" in request.POST else "pdf"
        return see_other(
            request, "titles:attestation", person=held.pk, reader=form.cleaned_data["reader"], form=wanted
        )
    context = {
        "person": held,
        "who": names.shown(membership, held.pk),
        "form": form,
        "nickname": nickname,
        "sender": printing.sender(membership),
        "may_write_sender": bool(access.can_write_sender(membership, membership.body)),
        "no_sender": printing.NO_SENDER,
        "cited": [(reader.label, texts.cited(reader, on)) for reader in ShownTo],
        "path_open": known.path_open,
        "holds_permit": known.document == Document.APS,
        "on": on,
        **about(request, held, _way(request, held)),
    }
    return render(request, "titles/attestations.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
def attestation(request: ActingRequest, person: UUID, reader: str, form: str) -> HttpResponse:
    """The paper itself; back to the question, with the reason, where it can't be printed."""
    if reader not in ShownTo.values or form not in FORMS:
        raise Http404
    membership, on = request.membership, request.on
    held = private(request, person)
    require(access.can_note(membership, held))
    # What is printed to a landlord is true that day.
    priority = reader == ShownTo.LANDLORD and texts.known_of(membership, held, on).path_open
    try:
        sheet = printing.attestation(membership, held, ShownTo(reader), on, priority=priority)
    except Refused as refused:
        messages.warning(request, str(refused))
        return see_other(request, "titles:attestations", person=held.pk)
    return paper(sheet, "document", form)


@require_http_methods(["GET", "HEAD", "POST"])
def sender(request: ActingRequest) -> HttpResponse:
    """The neutral sender of one's antenne, with how a paper looks under it."""
    membership = request.membership
    row = printing.sender(membership) or NeutralSender(body=membership.body)
    initial = {name: getattr(row, name) for name in SAYS}
    form = SenderForm(request.POST or None, initial=initial, version=version_of(row))
    if (before := typed_before(request, SenderForm)) is not None:
        form = SenderForm(initial=before, version=before.get("version", ""))
    elif "read" not in request.POST and form.is_valid() and (known := known_here(membership.body, form.cleaned_data)):
        return _question(request, known)

    def act() -> NeutralSender:
        return actions.write_sender(actor=membership, on=request.on, body=membership.body, **form.cleaned_data)

    if form.is_bound and attempt(form, act):
        messages.success(request, "L’expéditeur neutre est enregistré. Regardez l’aperçu avant de vous en servir.")
        return see_other(request, "titles:sender")
    require(access.can_write_sender(membership, membership.body))
    context = {"form": form, "written": not row._state.adding}
    return render(request, "titles/sender.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _question(request: ActingRequest, known: tuple[str, ...]) -> HttpResponse:
    """What the association is known by is read again before an attestation bears it."""
    require(access.can_write_sender(request.membership, request.membership.body))
    asked = Confirming(
        heading="Relire l’expéditeur neutre",
        consequences=(*known, "Rien n’est encore enregistré."),
        button="Enregistrer ainsi",
        back=to(request, "titles:sender"),
        typed=True,
    )
    form = SenderReadForm(initial=request.POST.dict(), version=request.POST.get("version", ""))
    return confirming(request, asked, form)


@require_safe
def sender_preview(request: ActingRequest) -> HttpResponse:
    """An attestation of an invented name under the neutral sender."""
    membership = request.membership
    require(access.can_write_sender(membership, membership.body))
    row = printing.sender(membership)
    if row is None:
        messages.warning(request, "L’expéditeur neutre n’est pas encore écrit : il n’y a rien à voir.")
        return see_other(request, "titles:sender")
    return paper(printing.preview(row, request.on), "document", "pdf", shown=True)
