"""How a decision reached the person and the association: noted, then corrected with the former one kept."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest
from rivage.core.answers import attempt, say
from rivage.core.confirm import CHANGED, Confirming, confirming
from rivage.core.contest import Contest
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.decisions import access, actions, remedies
from rivage.decisions.basis import Basis, basis
from rivage.decisions.enums import DecisionSense, DecisionStep, Recipient
from rivage.decisions.forms import CorrectForm, NotifyForm
from rivage.decisions.models import Decision, Notification, Observations
from rivage.decisions.notices import Told
from rivage.decisions.recours import stops
from rivage.decisions.views import pages, screen
from rivage.dossiers.models import Demande
from rivage.law.parcours import EndOfRights
from rivage.law.wording import day
from rivage.people import names


@require_http_methods(["GET", "HEAD", "POST"])
def notify(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Note how the decision reached the person, and the association."""
    held = pages.asked(request, demande)
    on = request.on
    current = pages.current_of(held)
    if current is None or current.step == DecisionStep.DRAFT:
        messages.error(request, "La décision n’est pas signée : elle ne se notifie pas encore.")
        return redirect(pages.url(request, "decision", held))
    form = NotifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told, found = form.told(form.cleaned_data["recipient"]), basis(held, on)
        early = form.cleaned_data["read"] == _read(current, found, told)
        try:
            with transaction.atomic():
                actions.notify(actor=request.membership, on=on, decision=current, told=told, early=early)
                if not early and (clock := _clock(current, told, on)):
                    raise _ToReadError(clock)
        except actions.EndsEarly as refused:
            said = _early(refused.ending, found, told, on)
            return _read_again(request, held, form, _read(current, found, told), said)
        except _ToReadError as unread:
            return _read_again(request, held, form, _read(current, found, told), unread.said, ends=False)
        except Refused as refused:
            say(form, refused)
        else:
            left = screen.untold(current)
            more = f" Il reste à notifier à {' et à '.join(left)}." if left else ""
            screen.say_of(current)(request, f"La notification est notée.{more}")
            return redirect(pages.url(request, "decision", held))
    if not form.is_bound and not (verdict := stops.can_tell(current.recours.all())):
        messages.error(request, verdict.sentence)
        return redirect(pages.url(request, "decision", held))
    shown = screen.notification(request.membership, held, current, basis(held, on), on)
    context = shown | {"form": form} | pages.about_decision(request, held)
    return render(request, "decisions/notify.html", context, status=422 if form.is_bound else 200)


def _read(current: Decision, found: Basis, told: Told) -> str:
    """A word that changes with what the page read again says."""
    rows = (row for row in (current, found.running, found.observations) if row is not None)
    return f"{version_of(*rows)}-{told.outcome}-{told.on}"


class _ToReadError(Exception):
    """What was noted is undone: the delay that it starts is to be read first."""

    def __init__(self, said: tuple[str, ...]) -> None:
        super().__init__()
        self.said = said


def _clock(current: Decision, told: Told, on: date) -> tuple[str, ...]:
    """What a refusal that reached her starts, in sentences; nothing where no delay runs."""
    delay = remedies.started(told.outcome, told.on)
    if told.recipient != Recipient.PERSON or current.sense != DecisionSense.REFUSE or delay.last_day is None:
        return ()
    return (
        f"Le délai pour contester court du {day(told.on)} ; ce délai passé, elle ne le pourra plus.",
        f"Elle peut contester. {Contest(delay.last_day).sentence(on)}",
        "Relisez ce jour sur le reçu qu’elle a signé, ou sur l’avis de la poste. Noté faux, il se corrige avec une "
        "raison, et ce délai ne raccourcit pas.",
    )


def _read_again(
    request: ActingRequest,
    held: Demande,
    form: NotifyForm,
    read: str,
    consequences: tuple[str, ...],
    *,
    ends: bool = True,
) -> HttpResponse:
    """What a notification `ends` before its term, or the delay that it starts, read before it is noted. Nothing typed
    is to be retyped.
    """
    if form.cleaned_data["read"]:
        form.add_error(None, CHANGED)
    form.hide(read)
    asked = Confirming(
        heading="Mettre fin à ses droits avant leur terme" if ends else "Noter que le refus lui a été remis",
        about=f"{names.or_reference(request.membership, held.person)}, {held.person.antenne.name}.",
        consequences=consequences,
        button="Noter la notification et mettre fin à ses droits" if ends else "Noter la notification",
        back=pages.url(request, "notify", held),
    )
    return confirming(request, asked, form, **pages.about_decision(request, held))


def _early(ending: EndOfRights, found: Basis, told: Told, on: date) -> tuple[str, ...]:
    """From when her rights end and what that costs, until when she may contest, whether she was heard."""
    delay = remedies.started(told.outcome, told.on)
    contested = f"Elle peut contester. {Contest(delay.last_day).sentence(on)}" if delay.last_day else ""
    said = (
        f"Ses droits s’arrêtent le {day(ending.end or told.on)} : ce jour n’en fait déjà plus partie.",
        *(reason.sentence for reason in ending.verdict.reasons),
        contested,
        _heard(found.observations, told),
        "La notification se corrige ensuite avec une raison ; la fin de ses droits ne change plus.",
    )
    return tuple(sentence for sentence in said if sentence)


def _heard(row: Observations | None, told: Told) -> str:
    if row is None:
        return "Aucune invitation à présenter ses observations n’est notée."
    if row.received_on is not None and row.silent:
        return f"Invitée à présenter ses observations, elle a dit le {day(row.received_on)} ne pas en avoir."
    if row.received_on is not None:
        return f"Ses observations ont été reçues le {day(row.received_on)}."
    if told.on <= row.until:
        return f"Elle peut encore présenter ses observations, jusqu’au {day(row.until)}."
    return f"Elle pouvait présenter ses observations jusqu’au {day(row.until)} : rien n’a été reçu."


def _besides(row: Notification) -> str:
    """How it was noted besides, to be read beside the fields: none of it is filled in for another letter."""
    said = [
        row.get_channel_display(),
        row.language,
        row.interpreter,
        "à sa demande" if row.her_wish else "",
        row.get_source_display(),
    ]
    return "".join(f", {one}" for one in said if one)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActingRequest, notification: UUID) -> HttpResponse:
    """Put what happened in the place of what was noted."""
    rows = Notification.objects.visible_to(request.membership).select_related("decision__demande")
    row = get_object_or_404(rows, pk=notification)
    held = pages.asked(request, row.decision.demande_id)
    form = CorrectForm(request.POST or None)

    def act() -> None:
        actions.correct_notification(
            actor=request.membership, on=request.on, notification=row, **form.corrected(row.recipient)
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est corrigé. Ce qui était noté reste au dossier.")
        return redirect(pages.url(request, "decision", held))
    require(access.can_notify(request.membership, row.decision))
    if row.replaced_at is not None and request.method != "POST":
        messages.error(request, "Cette notification est déjà corrigée : c’est celle qui la remplace qui se corrige.")
        return redirect(pages.url(request, "decision", held))
    asked = Confirming(
        heading="Corriger une notification",
        about=f"{names.or_reference(request.membership, held.person)}. Noté : à "
        f"{row.get_recipient_display()}, {row.get_outcome_display()}, le {day(row.on)}{_besides(row)}.",
        consequences=_consequences(row),
        button="Corriger",
        back=pages.url(request, "decision", held),
    )
    return confirming(request, asked, form, **pages.about_decision(request, held))


def _consequences(row: Notification) -> tuple[str, ...]:
    said = ["Ce qui était noté reste au dossier, avec votre raison et votre fonction. L’association le lit."]
    if row.recipient == Recipient.PERSON:
        said.insert(
            0,
            "Le délai de recours annoncé à la personne ne raccourcit jamais : le jour le plus tardif reste affiché, "
            "jusqu’à ce qu’une nouvelle lettre lui soit remise. Si la remise n’a pas eu lieu, aucun délai ne court, "
            "et le jour annoncé reste écrit à côté.",
        )
        if row.decision.sense == DecisionSense.REFUSE:
            said.append("Si cette notification a mis fin à ses droits, cette fin ne change pas ici.")
    return tuple(said)
