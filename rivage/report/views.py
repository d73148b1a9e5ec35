"""Pages of the report: any two days, for the antenne; a year, closed, for whoever funds; its antennes' sums, above."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.activity import beside, sections
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core import french, sheets
from rivage.core.answers import attempt, download
from rivage.core.between import BetweenForm
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.forms import whole
from rivage.core.refusal import Refused
from rivage.law.wording import day
from rivage.report import access, actions, papers, reading
from rivage.report.filtering import leaving
from rivage.report.forms import ClosingForm
from rivage.report.kept import left
from rivage.report.models import FIRST_YEAR

KINDS = (actions.PDF, *sheets.KINDS)
# The anchor of what leaves as a file, at the foot of a report.
FILES = ("fichiers", "Fichiers")


def _days(request: ActingRequest, asked: Any) -> BetweenForm:
    """The days asked; the year so far, where none are."""
    usual = (request.on.replace(month=1, day=1), request.on)
    return BetweenForm({key: asked.get(key) for key in BetweenForm.DAYS}, usual)


def _between(request: ActingRequest, asked: BetweenForm) -> tuple[date, date]:
    """The days asked, none of them to come: a term that is not passed is no end."""
    first, last = asked.days()
    return min(first, request.on), min(last, request.on)


def _kind(request: ActingRequest) -> str:
    kind = request.POST.get("format", "")
    return kind if kind in KINDS else actions.PDF


def _sent(request: ActingRequest, content: bytes, kind: str) -> HttpResponse:
    """A file whose name says nothing."""
    name = f"document-{request.on:%Y%m%d}.pdf" if kind == actions.PDF else f"tableau.{kind}"
    return download(content, name)


@require_safe
def report(request: ActingRequest) -> HttpResponse:
    """The exact figures of one's antenne between two days, and its years."""
    membership, on = request.membership, request.on
    asked = _days(request, request.GET)
    first, last = _between(request, asked)
    ahead = max(asked.days()) > on
    if ahead:
        # The form says what is counted.
        asked = _days(request, {"du": first.isoformat(), "au": last.isoformat()})
    found = sections(membership, first, last)
    context = {
        "form": asked,
        "ahead": ahead,
        "beside": beside(membership),
        "days": (first, last),
        "between": french.between_days(first, last),
        "sections": found,
        "jumps": [*((f"s-{section.code}", section.title) for section in found), FILES],
        "whole": bool(access.can_close(membership)),
        "years": reading.closed_years(membership),
        "to_close": reading.to_close(membership, on) if access.can_close(membership) else None,
        "last_year": on.year - 1 if reading.existed(membership.body, on.year - 1) else None,
        "kinds": KINDS,
        "readable": papers.READABLE,
        "crumbs": [{"label": "Personnes", "url": to(request, "people:list")}],
    }
    return render(request, "report/report.html", context, status=422 if asked.errors else 200)


@require_POST
def report_export(request: ActingRequest) -> HttpResponse:
    """The same on paper or as a file, marked as internal."""
    kind = _kind(request)
    first, last = _between(request, _days(request, request.POST))
    content = actions.export_report(actor=request.membership, on=request.on, first=first, last=last, kind=kind)
    return _sent(request, content, kind)


@require_safe
def year(request: ActingRequest, year: int) -> HttpResponse:
    """What leaves of a year: as it was closed, or as it would be."""
    membership = request.membership
    if not FIRST_YEAR <= year <= request.on.year:
        raise Http404
    closings = reading.history(membership, year)
    stands = closings[0] if closings else None
    found = left(stands.leaving.figures) if stands else leaving(reading.of_year(membership, year))
    context = {
        "year": year,
        "stands": stands,
        "closings": closings[1:],
        "sections": [(section.title, section.figures) for section in found],
        "jumps": [*((f"s-{n}", section.title) for n, section in enumerate(found, 1)), *([FILES] if stands else [])],
        "over": year < request.on.year and reading.existed(membership.body, year),
        "whole": bool(access.can_close(membership)),
        "rule": papers.RULE,
        "readable": papers.READABLE,
        "kinds": KINDS,
        "crumbs": _crumbs(request),
    }
    return render(request, "report/year.html", context)


def _crumbs(request: ActingRequest) -> list[dict[str, str]]:
    return [{"label": "Rapport d’activité", "url": to(request, "report:report")}]


@require_POST
def year_export(request: ActingRequest, year: int) -> HttpResponse:
    """What leaves of a closed year, for whoever funds."""
    kind = _kind(request)
    try:
        content = actions.export_leaving(actor=request.membership, on=request.on, year=year, kind=kind)
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
        return see_other(request, "report:year", year=year)
    return _sent(request, content, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActingRequest, year: int) -> HttpResponse:
    """Close a year, its figures read again before; closed before, with a reason."""
    membership, on = request.membership, request.on
    try:
        actions.require_over(membership.body, year, on)
    except Refused as refusal:
        messages.info(request, refusal.verdict.sentence)
        return see_other(request, "report:report")
    stands, found = reading.standing(membership, year), reading.of_year(membership, year)
    form = ClosingForm(bound(request), version=reading.version(stands, found), again=stands is not None)

    def act() -> Any:
        typed = form.cleaned_data
        return actions.close_year(
            actor=membership, on=on, year=year, version=typed["version"], why=typed.get("why", "")
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, f"L’année {year} est close.")
        return see_other(request, "report:year", year=year)
    asked = Confirming(
        heading=f"Clore l’année {year}" + (" de nouveau" if stands else ""),
        about=f"Du {day(date(year, 1, 1))} au {day(date(year, 12, 31))}, toute l’antenne. {papers.READABLE}",
        consequences=(
            f"Les nombres de {year} sont gardés tels qu’ils sont aujourd’hui : un fait noté ou corrigé ensuite dans "
            "un dossier ne les change plus.",
            "Ce qui en sort, sans aucun nombre de moins de 11, se remet à qui finance ; votre siège le lit, et fait "
            "la somme de ses antennes.",
            "Une erreur se corrige : l’année est close de nouveau, avec une raison, et les nombres d’avant restent à "
            "côté.",
        ),
        button="Clore l’année",
        back=to(request, "report:year", year=year),
    )
    return confirming(
        request,
        asked,
        form,
        "report/close.html",
        sections=found,
        crumbs=[*_crumbs(request), {"label": str(year), "url": asked.back}],
    )


def _year(request: ActingRequest, asked: Any) -> int:
    """The year asked, of those offered; the last that is over, where none is."""
    offered, chosen = reading.years_of(request.membership, request.on), whole(asked.get("annee", ""))
    return chosen if chosen in offered else offered[min(1, len(offered) - 1)]


@require_safe
def together(request: ActingRequest) -> HttpResponse:
    """The sums of a head office's antennes, by closed year."""
    chosen = _year(request, request.GET)
    found = reading.of_head_office(request.membership, chosen)
    context = {
        "year": chosen,
        "years": reading.years_of(request.membership, request.on),
        "found": found,
        "over": chosen < request.on.year,
        "tables": [
            (title, [(one, papers.of_together(one, len(found.closed))) for one in figures])
            for title, figures in found.tables
        ],
        "few": papers.FEW_ANTENNES if len(found.closed) < papers.LEAST_SUMMED else "",
        "rule": papers.RULE,
        "kinds": KINDS,
    }
    return render(request, "report/together.html", context)


@require_POST
def together_export(request: ActingRequest) -> HttpResponse:
    """The same on paper or as a file."""
    kind, chosen = _kind(request), _year(request, request.POST)
    content = actions.export_together(actor=request.membership, on=request.on, year=chosen, kind=kind)
    return _sent(request, content, kind)
