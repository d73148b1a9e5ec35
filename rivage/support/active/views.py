"""Pages of the active file: the list and what it adds up to, how she was met, who waits, what the team can carry."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, posted_id, see_other, to
from rivage.accounts.lists import listed, sent
from rivage.core import french
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.law.wording import day
from rivage.people import names
from rivage.people.models import Person
from rivage.people.panels import answer
from rivage.people.screen import about, private
from rivage.support import access, panels
from rivage.support.active import actions, reading, tables
from rivage.support.active.forms import SAID, FirstContactForm, PostsForm, TurnedAwayForm, WaitForm, WeekForm

NO_MEANS = "En attente d’être présentée : l’antenne n’a pas les moyens"
ONE_WEEK = timedelta(weeks=1)
# The years that an address may ask a week of: those before and after it are counted too.
YEARS = (2000, 2199)
Form = FirstContactForm | WaitForm | PostsForm | WeekForm | TurnedAwayForm


@require_http_methods(["GET", "HEAD", "POST"])
def active(request: ActingRequest) -> HttpResponse:
    """Whoever is accompanied, who came and who left between two days, and what a post carries."""
    membership = request.membership
    listing = tables.active(membership, request.on)
    asked = listing.asked(request.GET, request.POST)
    more = {
        "moved": reading.movement(membership, *asked.days),
        "between": french.between_days(*asked.days),
        "load": reading.load(membership, request.on),
        "whole": bool(access.can_say_posts(membership)),
        "crumbs": [{"label": "Personnes", "url": to(request, "people:list")}],
    }
    return listed(request, listing, "support/active.html", **more)


@require_POST
def active_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.active(request.membership, request.on))


@require_safe
def summary(request: ActingRequest, person: UUID) -> HttpResponse:
    """How her accompaniment began, and whether she waits: a fragment of her page, a page of its own without script."""
    held = private(request, person)
    return answer(request, held, "Son accompagnement", panels.summary(request, held, request.on))


def _page(request: ActingRequest, held: Person, form: Form, heading: str, button: str, **more: Any) -> HttpResponse:
    context = {
        "heading": heading,
        "who": names.shown(request.membership, held.pk),
        "form": form,
        "button": button,
        **about(request, held),
        **more,
    }
    return render(request, "support/of_her.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def first_contact(request: ActingRequest, person: UUID) -> HttpResponse:
    """How her accompaniment began; what was noted wrong is corrected with a reason and stays."""
    membership, held = request.membership, private(request, person)
    suivi = reading.running(held)
    known = reading.contact_of(suivi) if suivi else None
    shown = {name: getattr(known, name) for name in ("origin", "met_on", "word_on")} if known else {}
    form = FirstContactForm(request.POST or None, initial=shown, version=version_of(known), corrects=known is not None)

    def act() -> Any:
        why = form.cleaned_data.get("why", "")
        version = form.cleaned_data["version"]
        return actions.note_contact(
            actor=membership, on=request.on, person=held, told=form.told(), version=version, why=why
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        return see_other(request, "people:person", person=held.pk)
    require(access.can_note(membership, held))
    past = reading.history(suivi)[1:] if suivi else []
    button = "Corriger" if known else "Noter"
    return _page(request, held, form, "Comment vous vous êtes rencontrées", button, past=past, known=known)


@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: ActingRequest, person: UUID) -> HttpResponse:
    """She would be presented, and is not for lack of means: since when; once noted, that it is over."""
    membership, held = request.membership, private(request, person)
    if request.POST.get("geste") == "fini":
        try:
            actions.end_wait(actor=membership, on=request.on, person=held)
        except Refused as refusal:
            messages.warning(request, refusal.verdict.sentence)
        else:
            messages.success(request, "C’est noté : l’attente est finie.")
        return see_other(request, "people:person", person=held.pk)
    form = WaitForm(request.POST or None)

    def act() -> Any:
        return actions.begin_wait(actor=membership, on=request.on, person=held, **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté : elle est dans la liste d’attente de l’antenne.")
        return see_other(request, "people:person", person=held.pk)
    require(access.can_note(membership, held))
    return _page(request, held, form, NO_MEANS, "Noter l’attente", waits=reading.waiting(held))


@require_safe
def team(request: ActingRequest) -> HttpResponse:
    """What the team can carry: posts, hours by phase, those whom the definition leaves out."""
    membership, on = request.membership, request.on
    first = on - timedelta(days=on.weekday(), weeks=12)
    rows = reading.turned_away(membership, on.replace(month=1, day=1), on)
    spent = reading.hours(membership, first, on)
    context = {
        "crumbs": _crumbs(request),
        "load": reading.load(membership, on),
        "posts": reading.posts_on(membership, on),
        "whole": bool(access.can_say_posts(membership)),
        "hours": [(label, spent[name]) for name, label in SAID.items()],
        "since": first,
        "sums": reading.sums_of(rows),
        "rows": rows,
    }
    return render(request, "support/team.html", context)


def _crumbs(request: ActingRequest, *more: tuple[str, str]) -> list[dict[str, str]]:
    steps = (("File active", to(request, "support:active")), *more)
    return [{"label": label, "url": url} for label, url in steps]


def _of_team(request: ActingRequest, form: Form, heading: str, button: str, lead: str, **more: Any) -> HttpResponse:
    crumbs = _crumbs(request, ("Ce que l’équipe peut porter", to(request, "support:team")))
    context = {"heading": heading, "form": form, "button": button, "lead": lead, "crumbs": crumbs, **more}
    return render(request, "support/of_team.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: ActingRequest) -> HttpResponse:
    """How many full-time posts accompany, from a day on."""
    membership = request.membership
    known = reading.posts_on(membership, request.on)
    shown = {"posts": known.posts if known else None, "since": request.on}
    form = PostsForm(request.POST or None, initial=shown, version=version_of(known))

    def act() -> Any:
        return actions.say_posts(actor=membership, on=request.on, **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté.")
        return see_other(request, "support:team")
    require(access.can_say_posts(membership))
    lead = "Ceux qui accompagnent, sans l’accueil ni la direction. La charge par poste se compte d’eux."
    return _of_team(request, form, "Les postes de l’antenne", "Enregistrer", lead)


@require_http_methods(["GET", "HEAD", "POST"])
def week(request: ActingRequest) -> HttpResponse:
    """One's own hours of a week, by phase: this one, or one before."""
    membership, on = request.membership, request.on
    monday = _monday(request)
    known = reading.week_of(membership, monday)
    shown = {f"in_{name}": getattr(known, name) for name in SAID} if known else {}
    form = WeekForm(request.POST or None, initial=shown, version=version_of(known))

    def act() -> Any:
        version = form.cleaned_data["version"]
        return actions.note_week(actor=membership, on=on, week=monday, hours=form.hours(), version=version)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, f"Votre semaine du {day(monday)} est notée.")
        return see_other(request, "support:team")
    lead = "Vos heures, en une fois, à peu près. L’antenne en lit les sommes, par phase."
    # The week is that of the page, were it sent once another has begun.
    near = {
        "to": f"?du={monday.isoformat()}",
        "before": monday - ONE_WEEK,
        "after": monday + ONE_WEEK if monday + ONE_WEEK <= on else None,
    }
    return _of_team(request, form, f"Ma semaine du {day(monday)}", "Enregistrer", lead, **near)


def _monday(request: ActingRequest) -> date:
    """The week asked by the address, by its Monday; this one, where none is."""
    try:
        asked = date.fromisoformat(request.GET.get("du", ""))
    except ValueError:
        asked = request.on
    asked = asked if YEARS[0] <= asked.year <= YEARS[1] else request.on
    return asked - timedelta(days=asked.weekday())


@require_http_methods(["GET", "HEAD", "POST"])
def turned_away(request: ActingRequest) -> HttpResponse:
    """Count somebody who asks for a path and whom the definition leaves out; take a number back."""
    membership = request.membership
    if request.POST.get("geste") == "reprendre":
        try:
            actions.take_back_turned_away(actor=membership, on=request.on, row=posted_id(request, "ligne"))
        except Refused as refusal:
            messages.warning(request, refusal.verdict.sentence)
        else:
            messages.success(request, "Ce nombre est repris. La ligne reste, barrée.")
        return redirect(to(request, "support:team"))
    form = TurnedAwayForm(request.POST or None)

    def act() -> Any:
        return actions.count_turned_away(actor=membership, on=request.on, **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est compté.")
        return see_other(request, "support:team")
    lead = "Un nombre, aucune personne : qui demande un parcours, et que les textes n’y admettent pas."
    return _of_team(request, form, "Hors de la définition", "Compter", lead)
