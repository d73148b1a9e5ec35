"""The gestures of « Ce qui change »: each with what it does in words before its button."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import no, require
from rivage.core.versions import version_of
from rivage.dossiers import access, actions, changes, left_open
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.forms.ends import (
    AbsenceForm,
    DeathForm,
    InterruptForm,
    MistakenEndForm,
    RenounceForm,
    SuiviEndForm,
)
from rivage.dossiers.models import Interruption, Parcours, Renunciation, Suivi
from rivage.dossiers.standing import closed_on, ended_today, of_person
from rivage.people import names
from rivage.people.models import Person
from rivage.people.screen import crumbs
from rivage.vault import opened


def _person(request: ActingRequest, person: UUID) -> Person:
    found = get_object_or_404(Person.objects.visible_to(request.membership), pk=person)
    opened.note(found.pk, found.antenne_id, "reference")
    return found


def _path(request: ActingRequest, person: Person) -> Parcours:
    """Her path, which these gestures are about."""
    parcours, _ = of_person(person, request.on)
    if parcours is None:
        raise no("no_path", "Aucun parcours n’est ouvert : il n’y a rien à arrêter.")
    return parcours


def _elsewhere(request: ActingRequest, person: Person, page: str) -> HttpResponse | None:
    """Back to her page, which says where her path stands, for a gesture that would be refused once sent."""
    _, found = of_person(person, request.on)
    offered = {one.page for one in changes.gestures(found)} if closed_on(person) is None else set()
    if request.method == "POST" or page in offered:
        return None
    require(access.can_say(request.membership, person))
    messages.error(request, "Ce geste n’est pas possible où en est son parcours : sa page dit ce qui l’est.")
    return see_other(request, "people:person", person=person.pk)


def gesture_page(
    request: ActingRequest,
    person: Person,
    form: Any,
    heading: str,
    button: str,
    points: list[changes.Point],
    lead: str = "",
) -> HttpResponse:
    """A gesture read again before it is done, for her antenne: what is sent is judged by the action alone."""
    require(access.can_say(request.membership, person))
    who = names.shown(request.membership, person.pk)
    called = f"{who}, {person.antenne.name}." if who else f"{person.antenne.name}."
    asked = Confirming(
        heading=heading,
        about=f"{called} {lead}".strip(),
        consequences=(),
        button=button,
        back=to(request, "people:person", person=person.pk),
    )
    return confirming(
        request,
        asked,
        form,
        "dossiers/end.html",
        points=points,
        reference=person.reference,
        crumbs=crumbs(request, person),
        hide_optional=True,
    )


def done(request: ActingRequest, person: UUID, words: str) -> HttpResponse:
    # What ends, or what she says, wears no tick.
    messages.info(request, words)
    return see_other(request, "people:person", person=person)


@require_http_methods(["GET", "HEAD", "POST"])
def renounce(request: ActingRequest, person: UUID) -> HttpResponse:
    """She wants to stop."""
    found, on = _person(request, person), request.on
    path = _path(request, found)
    form = RenounceForm(request.POST or None)
    if request.method == "POST":
        word = attempt(
            form, lambda: actions.renounce(actor=request.membership, on=on, parcours=path, **form.cleaned_data)
        )
        if word:
            return done(
                request,
                found.pk,
                "Sa parole est notée. Pendant quinze jours à partir de ce jour-là, elle la reprend d’un mot.",
            )
    return _elsewhere(request, found, "dossiers:renounce") or gesture_page(
        request,
        found,
        form,
        "Elle veut arrêter",
        "Noter sa parole",
        changes.of_renouncing(path, on),
        lead="Si l’on est sans nouvelles d’elle, rien ne s’arrête ainsi.",
    )


@require_POST
def renounce_revoke(request: ActingRequest, renunciation: UUID) -> HttpResponse:
    """She takes her word back."""
    rows = Renunciation.objects.visible_to(request.membership).select_related("parcours", "person")
    word = get_object_or_404(rows, pk=renunciation)
    actions.revoke_renunciation(actor=request.membership, on=request.on, word=word)
    return done(request, word.person_id, "Elle a repris sa parole : son parcours continue.")


@require_http_methods(["GET", "HEAD", "POST"])
def interrupt(request: ActingRequest, person: UUID) -> HttpResponse:
    """She wants to stop for a time."""
    found, on = _person(request, person), request.on
    path = _path(request, found)
    form = InterruptForm(request.POST or None)
    if request.method == "POST":
        word = attempt(
            form, lambda: actions.interrupt(actor=request.membership, on=on, parcours=path, **form.cleaned_data)
        )
        if word:
            return done(request, found.pk, "L’interruption est notée. Une reprise se demande quand elle veut.")
    if elsewhere := _elsewhere(request, found, "dossiers:interrupt"):
        return elsewhere
    points = changes.of_interrupting(path, on)
    return gesture_page(request, found, form, "Elle veut s’arrêter un temps", "Noter l’interruption", points)


@require_POST
def interrupt_revoke(request: ActingRequest, interruption: UUID) -> HttpResponse:
    """She changes her mind before the day."""
    rows = Interruption.objects.visible_to(request.membership).select_related("parcours", "person")
    word = get_object_or_404(rows, pk=interruption)
    actions.revoke_interruption(actor=request.membership, on=request.on, word=word)
    return done(request, word.person_id, "Rien ne s’interrompt : son parcours continue.")


@require_http_methods(["GET", "HEAD", "POST"])
def suivi_end(request: ActingRequest, person: UUID) -> HttpResponse:
    """The antenne accompanies her no more, outside a path."""
    found, on = _person(request, person), request.on
    form = SuiviEndForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: actions.end_suivi(actor=request.membership, on=on, person=found, **form.cleaned_data)
    ):
        return done(request, found.pk, "L’accompagnement est terminé. Il reprend quand elle veut.")
    require(access.can_say(request.membership, found))
    if request.method != "POST":
        actions.nothing_runs(found, on)
    points = changes.of_end_of_suivi(left_open.said(request.membership, found, on))
    return _elsewhere(request, found, "dossiers:suivi_end") or gesture_page(
        request, found, form, "L’accompagnement se termine", "Terminer l’accompagnement", points
    )


@require_http_methods(["GET", "HEAD", "POST"])
def suivi_end_mistaken(request: ActingRequest, person: UUID) -> HttpResponse:
    """The end was a slip: the accompaniment goes on as if it had not been said."""
    found, on = _person(request, person), request.on
    suivi = ended_today(found, on)
    if suivi is None:
        messages.error(request, "Une fin se reprend le jour où elle est notée, tant que rien n’a repris depuis.")
        return see_other(request, "people:person", person=found.pk)
    form = MistakenEndForm(bound(request), version=version_of(suivi))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.mistake_end(
            actor=request.membership, on=on, person=found, mistake=form.cleaned_data["mistake"]
        ),
    ):
        return done(request, found.pk, "L’erreur est reprise : l’accompagnement continue comme avant.")
    points = changes.of_mistaken_end(suivi)
    return gesture_page(request, found, form, "La fin était une erreur", "Reprendre cette fin", points)


@require_POST
def suivi_resume(request: ActingRequest, person: UUID) -> HttpResponse:
    """It begins again."""
    found = _person(request, person)
    actions.resume_suivi(actor=request.membership, on=request.on, person=found)
    return done(request, found.pk, "L’accompagnement reprend aujourd’hui.")


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: ActingRequest, person: UUID) -> HttpResponse:
    """Nobody has news of her, or she has left."""
    found, on = _person(request, person), request.on
    path = _path(request, found)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: actions.note_absence(actor=request.membership, on=on, parcours=path, **form.cleaned_data)
    ):
        return done(request, found.pk, "C’est noté. Quand elle revient, un geste suffit.")
    return _elsewhere(request, found, "dossiers:absence") or gesture_page(
        request, found, form, "Sans nouvelles, ou partie", "Noter cette absence", changes.of_absence()
    )


@require_POST
def come_back(request: ActingRequest, person: UUID) -> HttpResponse:
    """She is back."""
    found = _person(request, person)
    path = _path(request, found)
    actions.come_back(actor=request.membership, on=request.on, parcours=path)
    return done(request, found.pk, "Son retour est noté : son parcours continue tel qu’il était.")


@require_http_methods(["GET", "HEAD", "POST"])
def death(request: ActingRequest, person: UUID) -> HttpResponse:
    """A death, in one gesture."""
    found, on = _person(request, person), request.on
    parcours, _ = of_person(found, on)
    form = DeathForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.note_death(
            actor=request.membership, on=on, person=found, died_on=form.cleaned_data["died_on"]
        ),
    ):
        return done(request, found.pk, "C’est noté. Tout s’est arrêté.")
    return _elsewhere(request, found, "dossiers:death") or gesture_page(
        request, found, form, "Décès", "Noter le décès", changes.of_death(parcours)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def death_undo(request: ActingRequest, person: UUID) -> HttpResponse:
    """It was noted by mistake: what comes back, and what can't, is read first."""
    found = _person(request, person)
    suivi = Suivi.objects.filter(person=found, end_kind=ParcoursEnd.DEATH).select_related("person").first()
    if suivi is None:
        messages.error(request, "Aucun décès n’est noté : il n’y a rien à reprendre.")
        return see_other(request, "people:person", person=found.pk)
    form = ReadAgainForm(bound(request), version=version_of(suivi, *actions.stopped(found)))
    if request.method == "POST":
        lost = attempt(form, lambda: actions.unnote_death(actor=request.membership, on=request.on, person=found))
        if lost is not None:
            return done(request, found.pk, " ".join(["L’erreur est reprise : tout reprend comme avant.", *lost]))
    points = changes.of_death_undone(suivi)
    return gesture_page(request, found, form, "Reprendre un décès noté par erreur", "Reprendre cette erreur", points)
