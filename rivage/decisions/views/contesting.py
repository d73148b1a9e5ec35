"""Remedies: what is open until when, one noted, one followed, who helps her."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.decisions import actions, acts
from rivage.decisions.acts import Contestable
from rivage.decisions.models import ContestHelp, Recours
from rivage.decisions.recours import access, screen
from rivage.decisions.recours.forms import FileForm, FollowForm, HelpForm
from rivage.decisions.views import pages
from rivage.dossiers.models import Demande
from rivage.people import names
from rivage.people.screen import about, way_back

PAGE = "decisions:remedies"
NOTHING = "Aucune décision signée ne se conteste pour cette demande."


@require_safe
def remedies(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Each act of a demande: until when it may be contested, what was made, what it moved."""
    held = pages.asked(request, demande)
    found = screen.of(request.membership, held, request.on)
    context = {
        "demande": held,
        # A refused permit first: its warning is read before anything else.
        "acts": sorted(found, key=lambda one: (not one.warning, not one.act.wrong)),
        "folds": any(one.act.wrong for one in found),
        "who": names.shown(request.membership, held.person_id),
        "reference": held.person.reference,
        "crumbs": way_back(request, held.person, ("Décision", pages.url(request, "decision", held))),
        "may_follow": bool(access.can_follow(request.membership, held, taken=True)),
        "may_help": bool(access.can_help(request.membership, held, taken=True)),
        "may_reexamine": bool(access.can_reexamine(request.membership, held, taken=True)),
        "again": held.reexaminations.visible_to(request.membership).first(),
        "former": held.reexamines_id,
        "on": request.on,
    }
    return render(request, "decisions/remedies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Note a remedy that was made."""
    held = pages.asked(request, demande)
    found = acts.of(request.membership, [held.pk], request.on)
    if not found:
        return _nothing(request, held)
    asked = _asked_act(request, found)
    form = FileForm(request.POST or None, acts=found, departement=held.departement, initial={"act": asked})

    def act() -> Recours:
        return actions.file_recours(
            actor=request.membership, on=request.on, demande=held, act=form.chosen(), said=form.said()
        )

    if request.method == "POST" and (made := attempt(form, act)):
        messages.info(request, _noted(request, held, made, request.on))
        return see_other(request, PAGE, demande=held.pk)
    require(access.can_follow(request.membership, held, taken=True))
    # Where none is named, a refused permit may still be chosen.
    warned = asked if request.GET.get("acte") else next((one.pk for one in found if one.warning), asked)
    return _form(request, held, form, "Noter un recours", "Noter le recours", READ_BY, _warning(found, warned))


READ_BY = (
    "La délégation lit ce recours : il lui est adressé, ou le juge le lui communique. D’un recours gracieux contre un "
    "refus de titre, le service du séjour, qui doit y répondre, lit le jour et rien d’autre. Qui aide la personne, "
    "son avocat et l’aide juridictionnelle ne sont lus que par son association."
)


def _noted(request: ActingRequest, held: Demande, made: Recours, on: date) -> str:
    """That it is noted, and until when the court may be asked now."""
    found = next(one for one in screen.of(request.membership, held, on) if one.act.pk in (made.decision_id, made.act))
    return f"Le recours est noté. {found.sentence}"


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: ActingRequest, recours: UUID) -> HttpResponse:
    """What became of a remedy, and what was noted wrong."""
    rows = Recours.objects.visible_to(request.membership)
    row = get_object_or_404(rows, pk=recours)
    held = pages.asked(request, row.demande_id)
    form = FollowForm(request.POST or None, version=version_of(row), row=row, departement=held.departement)

    def act() -> Recours:
        return actions.follow_recours(
            actor=request.membership,
            on=request.on,
            recours=row,
            said=form.said(),
            version=form.shown,
            why=form.cleaned_data["why"],
        )

    if request.method == "POST" and attempt(form, act):
        messages.info(request, "C’est noté. Ce qui était noté avant, et qui change, reste au dossier.")
        return see_other(request, PAGE, demande=held.pk)
    require(access.can_follow(request.membership, held, taken=True))
    warning = _warning(acts.of(request.membership, [held.pk], request.on), row.act)
    return _form(request, held, form, "Suivre un recours", "Enregistrer", READ_BY, warning)


@require_http_methods(["GET", "HEAD", "POST"])
def help_her(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Who helps her to contest an act, and legal aid. Her antenne alone."""
    held = pages.asked(request, demande)
    found = acts.of(request.membership, [held.pk], request.on)
    if not found:
        return _nothing(request, held)
    act = _asked_act(request, found)
    row = ContestHelp.objects.visible_to(request.membership).filter(demande=held, act=act).first()
    form = HelpForm(request.POST or None, version=version_of(row) if row is not None else "", initial=_of_help(row))

    def note() -> ContestHelp:
        return actions.note_help(
            actor=request.membership, on=request.on, demande=held, act=act, helped=form.helped(), version=form.shown
        )

    if request.method == "POST" and attempt(form, note):
        messages.info(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        return see_other(request, PAGE, demande=held.pk)
    require(access.can_help(request.membership, held, taken=True))
    private = "Seule l’association qui l’accompagne lit cette page. La préfecture ne la lit pas."
    warning = _warning(found, act)
    return _form(request, held, form, "Qui l’aide à contester", "Enregistrer", private, warning)


@require_http_methods(["GET", "HEAD", "POST"])
def reexamine(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Open the demande that examines this one again, once what it does is read."""
    held = pages.asked(request, demande)
    form = ReadAgainForm(bound(request), version=version_of(held))

    def act() -> Demande:
        return actions.reexamine(actor=request.membership, on=request.on, demande=held)

    if request.method == "POST" and (opened := attempt(form, act)):
        messages.info(request, "La demande de réexamen est ouverte : relisez ses parties, puis déposez-la.")
        return see_other(request, "dossiers:demande", demande=opened.pk)
    require(access.can_reexamine(request.membership, held, taken=True))
    asked = Confirming(
        heading="Ouvrir le réexamen",
        about=f"{names.or_reference(request.membership, held.person)}.",
        consequences=(
            "Une nouvelle demande est ouverte, liée à celle qui a été décidée : ce qui peut l’être y est repris.",
            "Elle se relit, se met à jour et se dépose comme une autre. Elle peut être retirée.",
            "Le délai que le juge a fixé à la préfecture court jusqu’à la nouvelle décision.",
        ),
        button="Ouvrir le réexamen",
        back=to(request, PAGE, demande=held.pk),
    )
    return confirming(
        request, asked, form, **about(request, held.person, ("Recours", to(request, PAGE, demande=held.pk)))
    )


def _of_help(row: ContestHelp | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "helped_by": row.helped_by,
        "lawyer": screen.lawyer_of(row)[0],
        "aid_asked_on": row.aid_asked_on,
        "aid_answered_on": row.aid_answered_on,
    }


def _asked_act(request: ActingRequest, found: list[Contestable]) -> UUID:
    """The act that the address names, else the first. Raises Http404 for one that is none of this demande's."""
    named = request.GET.get("acte", "")
    if not named:
        return found[0].pk
    for one in found:
        if str(one.pk) == named:
            return one.pk
    raise Http404


def _nothing(request: ActingRequest, held: Demande) -> HttpResponse:
    messages.error(request, NOTHING)
    return see_other(request, PAGE, demande=held.pk)


def _warning(found: Iterable[Contestable], act: UUID | None) -> str:
    """What is read before anything else where it concerns the act, a refused permit; else ""."""
    return next((one.warning for one in found if one.pk == act), "")


def _form(
    request: ActingRequest, held: Demande, form: Any, heading: str, button: str, read_by: str, warning: str
) -> HttpResponse:
    context = {
        "warning": warning,
        "form": form,
        "heading": heading,
        "button": button,
        "read_by": read_by,
        "back": to(request, PAGE, demande=held.pk),
        "who": names.shown(request.membership, held.person_id),
        "demande": held,
        **about(request, held.person, ("Recours", to(request, PAGE, demande=held.pk))),
    }
    return render(request, "decisions/contest.html", context, status=UNPROCESSABLE if form.errors else 200)
