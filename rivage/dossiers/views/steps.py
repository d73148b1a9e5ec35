"""The gestures that move a demande, each with its page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.refusal import no, require
from rivage.dossiers import access, actions, asks, changes, parts
from rivage.dossiers.enums import Part, Step
from rivage.dossiers.forms.steps import (
    AnswerForm,
    AskForm,
    ForwardForm,
    VersionForm,
    WithdrawForm,
    until_default,
)
from rivage.dossiers.models import Demande
from rivage.dossiers.screen import asked, gestures, head, requests
from rivage.law.territory import departement
from rivage.law.verdict import Verdict

SENT = "Les compléments sont envoyés. La délégation les voit."
READ_BESIDE = "La délégation lit vos réponses à côté des parties, dès maintenant. Ce qui est envoyé ne se reprend pas."


def done(request: ActingRequest, demande: Demande, words: str, *, tick: bool = True) -> HttpResponse:
    (messages.success if tick else messages.info)(request, words)
    return see_other(request, "dossiers:demande", demande=demande.pk)


@dataclass(frozen=True, slots=True)
class DemandeGesture:
    """What is done to a demande with a form, read again first. `move`: what it is called in `gestures`, at whose steps
    alone its page is drawn; `act`: the verb, which judges it; `may`: for whom; `done`: what is said after it.
    """

    move: str
    act: Callable[..., Any]
    may: Callable[[Membership, Demande], Verdict]
    heading: str
    button: str
    done: str
    consequences: tuple[str, ...]
    # What closes a demande wears no tick.
    tick: bool = True


def try_gesture(request: ActingRequest, demande: Demande, form: Any, gesture: DemandeGesture) -> HttpResponse:
    """The page of a gesture: what is sent is done, or comes back with why not."""
    if request.method == "POST" and attempt(
        form, lambda: gesture.act(actor=request.membership, on=request.on, demande=demande, **form.cleaned_data)
    ):
        return done(request, demande, gesture.done, tick=gesture.tick)
    require(gesture.may(request.membership, demande))
    if request.method != "POST":
        possible_here(request.membership, demande, gesture.move)
    return confirm(request, demande, form, gesture.heading, gesture.button, gesture.consequences)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Ask the antenne to complete."""
    found, on = asked(request, demande), request.on
    form = AskForm(request.POST or None, initial={"version": found.version, "until": until_default(on)})
    offered = [part for part in parts.of(found) if part != Part.SAFETY]
    form.offer("parts", [(part, f"{part.label} ({asks.source(part)})") for part in offered])
    gesture = DemandeGesture(
        move="ask_missing",
        act=actions.ask_missing,
        may=access.can_instruct,
        heading="Demander de compléter",
        button="Demander ces compléments",
        done="C’est demandé à l’association. La date du dépôt ne change pas.",
        consequences=(
            "L’association reçoit ces mots et peut de nouveau écrire. Ce qui est demandé ne se reprend pas.",
            "Si un texte demande une des parties, la demande ne peut être ni déclarée complète ni inscrite à une "
            "séance tant que l’association n’a pas répondu.",
            "Si rien de ce que vous demandez n’est dans un texte, c’est une question : la demande reste déposée, et "
            "avance sans la réponse (CRPA L114-5).",
            "La lettre s’imprime ensuite. La date du dépôt ne change pas.",
        ),
    )
    return try_gesture(request, found, form, gesture)


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Declare the demande complete."""
    found = asked(request, demande)
    if request.method == "POST":
        actions.declare_complete(actor=request.membership, on=request.on, demande=found, version=_version(request))
        return done(request, found, "La demande est complète. Elle peut être inscrite à une séance.")
    waited = ", ".join(part.label for part in asks.parts_of(asks.questions(found)))
    unanswered = f"Votre question reste sans réponse ({waited}). Relisez : l’association a pu y écrire depuis."
    return confirm(
        request,
        found,
        _open(request, found, "declare_complete"),
        "Déclarer la demande complète",
        "Déclarer complète",
        (
            *([unanswered] if waited else []),
            "Vous ne pourrez plus demander de la compléter, et l’association ne pourra plus rien y changer.",
            "Elle peut être inscrite à une séance. Une fois inscrite, seule la présidence l’en retire, par un report "
            "daté et motivé.",
            "La date de son dépôt ne change pas.",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Send back what was completed, with a word on each part; what was left as it was is read again first."""
    found = asked(request, demande)
    wanted, left = asks.parts_of(asks.waiting(found)), asks.left_as_it_was(found)
    form = AnswerForm(request.POST or None, initial={"version": found.version}, asked=wanted, left=left)
    question = found.step == Step.SUBMITTED
    if request.method == "POST" and attempt(
        form,
        lambda: actions.answer_missing(actor=request.membership, on=request.on, demande=found, **form.values()),
    ):
        sent = "La réponse est envoyée. La délégation la lit." if question else SENT
        return done(request, found, sent)
    require(access.can_submit(request.membership, found))
    if request.method != "POST":
        possible_here(request.membership, found, "answer_question" if question else "answer_missing")
    stays = (
        "La demande reste où elle en est : elle n’attendait pas cette réponse."
        if question
        else "Une fois envoyée, la demande ne se modifie plus, sauf si la délégation demande encore de la compléter."
    )
    return confirm(
        request,
        found,
        form,
        "Répondre à la délégation" if question else "Envoyer les compléments",
        "Envoyer la réponse" if question else "Envoyer les compléments",
        (READ_BESIDE, stays),
        template="dossiers/answer.html",
        requests=requests(found, waiting=True),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Open a forwarded demande to the other préfet."""
    found = asked(request, demande)
    if request.method == "POST":
        actions.hand_over(actor=request.membership, on=request.on, demande=found, version=_version(request))
        return done(request, found, "La demande est ouverte au nouveau service. L’ancien ne la lit plus.")
    form = _open(request, found, "hand_over")
    place = departement(found.forwarded_to).name
    return confirm(
        request,
        found,
        form,
        f"Ouvrir le dossier à un autre département : {place}",
        f"Ouvrir au département {found.forwarded_to}",
        (
            "Le service d’arrivée lit le dossier dès maintenant : ce qui est lu ne se reprend pas.",
            "Le service qui l’a transmise ne le lit plus.",
            "La date de son dépôt ne change pas.",
        ),
    )


def possible_here(membership: Membership, demande: Demande, move: str) -> None:
    """Raises `Refused` where the gesture would be refused once sent: nobody fills in its page for nothing."""
    if move not in gestures(membership, demande):
        raise no(
            "wrong_step", f"La demande est « {Step(demande.step).label} » : ce geste n’est pas possible à cette étape."
        )


def _open(request: ActingRequest, demande: Demande, move: str, kind: type[VersionForm] = VersionForm) -> VersionForm:
    """The form of a gesture read again, with the version shown. Raises `Refused` when it is not possible here."""
    possible_here(request.membership, demande, move)
    return kind(initial={"version": demande.version})


def _version(request: ActingRequest) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else -1


@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Forward to the préfet who is competent."""
    found = asked(request, demande)
    form = ForwardForm(request.POST or None, initial={"version": found.version}, departement=found.departement)
    gesture = DemandeGesture(
        move="forward",
        act=actions.forward,
        may=access.can_instruct,
        heading="Transmettre à un autre préfet",
        button="Transmettre la demande",
        done="La demande est transmise. L’association ouvre le dossier au nouveau service.",
        consequences=(
            "La demande quitte votre service. Vous ne la reprenez pas d’ici : choisie par erreur, c’est l’autre "
            "service qui vous la transmet.",
            "L’association ouvre le dossier au service choisi ; d’ici là il n’en lit rien. Vous ne le lisez plus "
            "ensuite.",
            "Une demande adressée au mauvais service se transmet, elle ne se rejette pas (CRPA L114-2). La date du "
            "dépôt ne change pas.",
        ),
    )
    return try_gesture(request, found, form, gesture)


def confirm(
    request: ActingRequest,
    demande: Demande,
    form: Any,
    gesture: str,
    button: str,
    consequences: tuple[str, ...],
    template: str = "core/confirm.html",
    **more: Any,
) -> HttpResponse:
    """A gesture read again before it is done, for whoever may do it."""
    context = head(request, demande)
    asked_for = Confirming(
        heading=gesture,
        about=f"{context['heading']}, {context['name']}.",
        consequences=consequences,
        button=button,
        back=to(request, "dossiers:demande", demande=demande.pk),
    )
    more |= {key: context[key] for key in ("reference", "state", "crumbs", "on")}
    return confirming(request, asked_for, form, template, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActingRequest, demande: UUID) -> HttpResponse:
    """She takes her demande back."""
    found = asked(request, demande)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    gesture = DemandeGesture(
        move="withdraw",
        act=actions.withdraw,
        may=access.can_withdraw,
        heading="Retirer la demande, à sa demande",
        button="Retirer la demande",
        done="La demande est retirée. Plus personne d’autre ne lit ce dossier pour elle.",
        consequences=tuple(changes.of_withdrawing(found)),
        tick=False,
    )
    return try_gesture(request, found, form, gesture)
