"""Giving somebody her account back: one person asks, another confirms, each says how she is known."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from rivage.accounts import vouching
from rivage.accounts.forms import ConfirmForm
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.french import moment
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.doors import recovery as recoveries
from rivage.doors.enums import NoticeKind
from rivage.doors.models import HOURS, Notice, Recovery


class ReturnForm(ConfirmForm):
    """How one knows that it is she who asks for her account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_by"].label = "Comment savez-vous que c’est bien elle, ou lui, qui le demande ?"


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: ActingRequest, fonction: UUID) -> HttpResponse:
    """Ask that an account be given back; once it is asked, confirm it; once it is confirmed, what it waits for."""
    found = _found(request, fonction)
    held = recoveries.live_of(found.user) if found.user else None
    if held is None:
        return _ask(request, found)
    if held.confirmed_at is None and request.membership.user_id != held.asked_by_id:
        return _confirm(request, found, held)
    return redirect(to(request, "recovery:end", fonction=found.pk))


def _ask(request: ActingRequest, found: Membership) -> HttpResponse:
    actor, named = request.membership, found.user.name if found.user else ""
    form = ReturnForm(bound(request), version=version_of(found))

    def act() -> Recovery:
        known_by = form.cleaned_data["known_by"]
        return recoveries.ask(actor=actor, on=request.on, membership=found, known_by=known_by)

    if request.method == "POST" and attempt(form, act):
        messages.success(
            request, f"C’est demandé. Un courriel part pour en avertir {named}, et quelqu’un d’autre confirme."
        )
        return see_other(request, "recovery:end", fonction=found.pk)
    require(recoveries.can_ask(actor, found))
    said = (
        f"Une deuxième personne le confirme. {HOURS} heures plus tard, un lien part vers son adresse : "
        f"{found.user.email if found.user else ''}.",
        "Par ce lien, elle choisit un autre mot de passe et ajoute un second facteur. Ses appareils, ses codes de "
        "secours et ses sessions ouvertes s’arrêtent alors.",
        "Un courriel et son accueil l’en avertissent, et elle peut refuser, si ce n’est pas elle qui le demande.",
        "Parlez-lui d’abord, de vive voix : un courriel ou un message ne disent pas qui les écrit.",
    )
    asked = Confirming(
        f"Rendre son compte à {named}",
        said,
        "Demander",
        to(request, "accounts:membership", fonction=found.pk),
        str(found),
    )
    return confirming(request, asked, form)


def _confirm(request: ActingRequest, found: Membership, held: Recovery) -> HttpResponse:
    actor, named = request.membership, held.user.name
    form = ReturnForm(bound(request), version=version_of(held))

    def act() -> Recovery:
        return recoveries.confirm(actor=actor, on=request.on, recovery=held, known_by=form.cleaned_data["known_by"])

    if request.method == "POST" and attempt(form, act):
        messages.success(request, f"C’est confirmé. Le lien part vers son adresse dans {HOURS} heures.")
        return see_other(request, "accounts:membership", fonction=found.pk)
    may = recoveries.can_confirm(actor, held)
    if not may:
        messages.info(request, may.sentence)
        return redirect(to(request, "recovery:end", fonction=found.pk))
    said = (
        _asked(found, held),
        *_untold(recoveries.mails(held)),
        f"{HOURS} heures après votre confirmation, un lien part vers {held.user.email}. Qui l’ouvre agit en son nom.",
        "Parlez-lui d’abord, de vive voix : ne confirmez pas sur la parole de qui le demande.",
    )
    asked = Confirming(
        f"Confirmer que son compte soit rendu à {named}",
        said,
        "Confirmer",
        to(request, "accounts:membership", fonction=found.pk),
        str(found),
    )
    refuse_url = to(request, "recovery:end", fonction=found.pk)
    return confirming(request, asked, form, "doors/confirmer_rendu.html", refuse_url=refuse_url)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActingRequest, fonction: UUID) -> HttpResponse:
    """Where a request stands; refuse it, or take it back."""
    found, actor = _found(request, fonction), request.membership
    held = recoveries.live_of(found.user) if found.user else None
    back = to(request, "accounts:membership", fonction=found.pk)
    if held is None:
        messages.info(request, recoveries.OVER)
        return redirect(back)
    form = ReadAgainForm(bound(request), version=version_of(held))
    if request.method == "POST" and attempt(
        form, lambda: recoveries.end(actor=actor, on=request.on, recovery=held) or True
    ):
        messages.success(request, "C’est refusé : rien ne s’ouvre, et le lien, s’il est parti, n’ouvre plus rien.")
        return redirect(back)
    own = actor.user_id == held.asked_by_id
    heading = f"Le compte à rendre à {held.user.name}"
    said = (
        *_stands(found, held),
        "Si vous doutez que ce soit elle, ou lui : refusez. Une autre demande reste possible.",
    )
    asked = Confirming(heading, said, "Retirer ma demande" if own else "Refuser la demande", back, str(found))
    confirmable = not held.confirmed_at and not own and bool(recoveries.can_confirm(actor, held))
    return confirming(
        request, asked, form, "doors/rendre.html", fonction=found.pk, confirmable=confirmable, named=held.user.name
    )


def _stands(found: Membership, held: Recovery) -> tuple[str, ...]:
    """What was said and done of it, and what it waits for."""
    asked, mails = _asked(found, held), recoveries.mails(held)
    if held.confirmed_by is None or held.opens_at is None or held.confirmed_at is None:
        names = [one.name for one in vouching.confirmers(recoveries.as_proposed(held)) if not one.since]
        who = f"Peut confirmer : {', '.join(names)}." if names else "Personne ne peut encore confirmer ici."
        return (asked, who, *_untold(mails))
    known = held.get_known_too_display()
    return (
        asked,
        f"{held.confirmed_by.name} l’a confirmé le {moment(held.confirmed_at, found.zone)} : « {known} ».",
        _link(found, held, held.opens_at, mails),
        *_untold(mails),
    )


def _link(found: Membership, held: Recovery, opens: datetime, mails: Mapping[str, Notice]) -> str:
    """Where the link is: to leave, gone, or given up."""
    to_, left = held.user.email, mails.get(NoticeKind.LINK)
    if left and left.told_at:
        return f"Le lien est parti le {moment(left.told_at, found.zone)} vers {to_}, et sert pendant trois jours."
    if left and left.given_up_at:
        return f"Le courriel du lien n’a pas pu partir vers {to_}. Retirez cette demande, puis refaites-la."
    if opens <= clock.now():
        return f"Le lien doit partir vers {to_}. Un envoi qui échoue est refait chaque quart d’heure, pendant un jour."
    return f"Le lien part le {moment(opens, found.zone)} vers {to_}, et sert pendant trois jours."


def _untold(mails: Mapping[str, Notice]) -> tuple[str, ...]:
    """That she could not be told of it by mail, as soon as it was tried."""
    said = "Le courriel qui avertit cette personne n’a pas pu partir. Dites-lui de vive voix qu’on rend son compte."
    return (said,) if recoveries.untold(mails) else ()


def _asked(found: Membership, held: Recovery) -> str:
    since = moment(held.created_at, found.zone)
    return f"{held.asked_by.name} le demande depuis le {since} : « {held.get_known_by_display()} »."


def _found(request: ActingRequest, fonction: UUID) -> Membership:
    rows = Membership.objects.governed_by(request.membership)
    return get_object_or_404(rows.select_related("user", "body"), pk=fonction)
