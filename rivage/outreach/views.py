"""Pages of rounds: their list and sums, a round, zones; a card left, those to take."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.http import ActingRequest, posted_id, see_other, to
from rivage.accounts.lists import listed, sent
from rivage.audit import trace
from rivage.core import clock, french
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.refusal import Refused
from rivage.outreach import access, actions, reading, tables
from rivage.outreach.forms import CardForm, CorrectRoundForm, RoundForm, ZoneForm, again
from rivage.outreach.models import Card, Round, RoundZone
from rivage.people import access as people

# Until this hour, the night is of the day before.
MORNING = 6
CARD_SAID = {
    "prendre": "C’est vous qui rappelez. La carte reste sur votre accueil jusqu’à ce que ce soit fait.",
    "faite": "C’est noté. La carte est effacée cette nuit.",
    "rendre": "La carte attend de nouveau quelqu’un de l’équipe.",
}
LEFT = "La carte est laissée à l’équipe. Vous ne pouvez plus la rouvrir."
LEFT_ALREADY = (
    "Cette page avait déjà laissé une carte : elle est telle qu’elle est partie. Pour une autre, rouvrez la page."
)


@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request: ActingRequest) -> HttpResponse:
    """The rounds of the last days, what they add up to, and people met week by week."""
    membership = request.membership
    listing = tables.rounds(membership, request.on)
    asked = listing.asked(request.GET, request.POST)
    weeks = reading.by_week(membership, request.on)
    more = {
        "totals": reading.totals(listing.found(asked)[:]),
        "weeks": weeks,
        "between": french.between_days(*asked.days),
        "most": max((met for _, met in weeks), default=0),
        "accompanies": membership.role in ANTENNE_ROLES,
        "received": _received(request),
    }
    return listed(request, listing, "outreach/rounds.html", **more)


@require_POST
def rounds_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.rounds(request.membership, request.on))


def _zones(request: ActingRequest, kept: str = "") -> list[tuple[str, str]]:
    """Where the antenne still goes; the one that a round has, though it was closed."""
    found = RoundZone.objects.visible_to(request.membership)
    offered = [zone for zone in found if zone.closed_on is None or str(zone.pk) == kept]
    return sorted(((str(zone.pk), f"{zone.name} ({zone.get_kind_display()})") for zone in offered), key=lambda z: z[1])


def _crumbs(request: ActingRequest) -> list[dict[str, str]]:
    return [{"label": "Terrain", "url": to(request, "outreach:rounds")}]


@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: ActingRequest) -> HttpResponse:
    """Note a round: how, where and with whom come from one's last, numbers are typed. That of a phone asks them."""
    kept = "telephone" in request.GET
    last = reading.standing(request.membership).filter(recorded_by=request.membership).order_by("-created_at").first()
    here = clock.now().astimezone(clock.zone(request.membership.body.departement))
    # A night's round is of the day it left.
    shown: dict[str, Any] = {"day": request.on - timedelta(days=1) if here.hour < MORNING else request.on}
    if last is not None and not kept:
        shown |= {"kind": last.kind} | {name: last.detail.get(name) for name in ("zone", "staff", "volunteers")}
    form = RoundForm(request.POST or None, zones=_zones(request), kept=kept, initial=shown)

    again: list[Round] = []

    def act() -> Round:
        once, another = form.cleaned_data["once"], "autre" in request.POST
        try:
            return actions.note_round(
                actor=request.membership, on=request.on, told=form.told(), once=once, another=another
            )
        except actions.NotedAlready as refused:
            again.append(refused.held)
            raise

    if made := attempt(form, act):
        messages.success(request, f"Enregistré : {_said(made)}.")
        return redirect(f"{to(request, 'outreach:rounds')}?{_shown(request, made)}")
    twin = reading.told(again, reading.zones(request.membership))
    return _drawn(request, form, "Une sortie", again=twin[0] if twin else None, kept=kept)


def _shown(request: ActingRequest, made: Round) -> str:
    """What the list is asked, for the round just noted to be on it."""
    first, _ = tables.usual_days(request.on)
    asked = {"recue": str(made.pk)}
    return urlencode(asked if made.day >= first else asked | {"du": made.day.isoformat()})


def _received(request: ActingRequest) -> UUID | None:
    """The round just noted, if it is there: a phone that kept it erases it then."""
    try:
        asked = UUID(request.GET.get("recue", ""))
    except ValueError:
        return None
    return asked if Round.objects.visible_to(request.membership).filter(pk=asked).exists() else None


def _said(made: Round) -> str:
    if made.cancelled:
        return f"sortie annulée, {made.get_cancelled_display()}"
    many = "s" if made.met > 1 else ""
    return f"{made.met} personne{many} rencontrée{many}, {made.answered} réponse{'s' if made.answered > 1 else ''}"


def _drawn(request: ActingRequest, form: RoundForm, heading: str, **more: Any) -> HttpResponse:
    context = {"form": form, "heading": heading, "crumbs": _crumbs(request), **more}
    return render(request, "outreach/round.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one_round(request: ActingRequest, round: UUID) -> HttpResponse:
    """A round as it was noted, and its correction with a reason; what it replaced stays beside."""
    membership = request.membership
    held = get_object_or_404(Round.objects.visible_to(membership), pk=round)
    after = Round.objects.visible_to(membership).filter(replaces=held).first()
    shown = again(held)
    form = CorrectRoundForm(request.POST or None, zones=_zones(request, shown["zone"] or ""), initial=shown)

    def act() -> Round:
        sent = form.cleaned_data
        instead = None if sent["nothing"] else form.told()
        return actions.correct_round(actor=membership, on=request.on, held=held, instead=instead, why=sent["why"])

    if made := attempt(form, act):
        messages.success(request, "Corrigé. Ce qui était noté reste, avec votre raison.")
        return see_other(request, "outreach:round", round=made.pk)
    may = bool(access.can_correct(membership, held)) and after is None
    before = held.replaces if held.replaces_id else None
    known = reading.zones(membership)
    told = reading.told([row for row in (held, before) if row], known)
    more = {"told": told[0], "before": told[1] if before else None, "after": after, "may": may, "corrects": True}
    return _drawn(request, form, "Une sortie", **more)


@require_http_methods(["GET", "HEAD", "POST"])
def zones(request: ActingRequest) -> HttpResponse:
    """Where the antenne goes, in its own words."""
    form = ZoneForm(request.POST or None)

    def act() -> RoundZone:
        return actions.open_zone(actor=request.membership, on=request.on, **form.cleaned_data)

    if attempt(form, act):
        messages.success(request, "La zone est ouverte.")
        return see_other(request, "outreach:zones")
    found = sorted(
        RoundZone.objects.visible_to(request.membership), key=lambda zone: (bool(zone.closed_on), zone.name)
    )
    context = {"form": form, "heading": "Zones", "crumbs": _crumbs(request), "zones": found}
    return render(request, "outreach/zones.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def close_zone(request: ActingRequest) -> HttpResponse:
    """Nobody goes there any more."""
    try:
        closed = request.POST.get("geste") != "rouvrir"
        actions.close_zone(actor=request.membership, on=request.on, zone=posted_id(request, "zone"), closed=closed)
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        said = "La zone est fermée. Ses sorties restent." if closed else "La zone est de nouveau ouverte."
        messages.success(request, said)
    return see_other(request, "outreach:zones")


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: ActingRequest) -> HttpResponse:
    """Leave a card to those who accompany; its author can't read it again."""
    form = CardForm(request.POST or None)

    def act() -> str:
        left = actions.leave_card(actor=request.membership, on=request.on, **form.cleaned_data)
        return LEFT if left else LEFT_ALREADY

    if said := attempt(form, act):
        messages.add_message(request, messages.SUCCESS if said == LEFT else messages.INFO, said)
        return see_other(request, "outreach:rounds")
    context = {"form": form, "heading": "Laisser une carte", "crumbs": _crumbs(request)}
    return render(request, "outreach/card.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: ActingRequest) -> HttpResponse:
    """The cards left after a round; each is taken by whoever calls back."""
    membership = request.membership
    if request.method == "POST":
        return _of_card(request, request.POST.get("geste", ""))
    found = list(Card.objects.visible_to(membership).select_related("taken_by__user").order_by("taken_on", "left_on"))
    lines = [(card, bool(access.can_end_card(membership, card))) for card in found if card.done_on is None]
    if found:
        trace.record("cards_read")
    context = {"heading": "Cartes laissées", "crumbs": _crumbs(request), "lines": lines}
    return render(request, "outreach/cards.html", context)


def _of_card(request: ActingRequest, gesture: str) -> HttpResponse:
    """Take a card, say that she was called back, or give it back to the others."""
    card = posted_id(request, "card")
    ended: Card | None = None
    try:
        if gesture == "prendre":
            actions.take_card(actor=request.membership, on=request.on, card=card)
        elif gesture in ("faite", "rendre"):
            ended = actions.end_card(actor=request.membership, on=request.on, card=card, done=gesture == "faite")
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        if ended is not None and gesture == "faite" and people.can_create(request.membership):
            return _called_back(request, ended)
        if gesture in CARD_SAID:
            messages.success(request, CARD_SAID[gesture])
    return see_other(request, "outreach:cards")


def _called_back(request: ActingRequest, card: Card) -> HttpResponse:
    """Once called back, whether she wants to be accompanied: the words of the card go to that form by its sending
    alone, never in an address.
    """
    context = {"heading": "Rappelée", "crumbs": _crumbs(request), "card": card, "said": CARD_SAID["faite"]}
    return render(request, "outreach/called_back.html", context)
