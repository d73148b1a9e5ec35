"""Pages of the sums of a year: read them, let them go, make them again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.support import access
from rivage.support.models import Tally
from rivage.support.tally import actions, reading


def _tally(request: ActingRequest, tally: UUID) -> Tally:
    return get_object_or_404(Tally.objects.visible_to(request.membership), pk=tally)


@require_safe
def sums(request: ActingRequest) -> HttpResponse:
    """The sums of each year that the antenne still has: exact, for it alone."""
    require(access.can_let_go(request.membership))
    crumbs = [{"label": "File active", "url": to(request, "support:active")}]
    context = {"years": reading.years(request.membership, request.on), "crumbs": crumbs}
    return render(request, "support/sums.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: ActingRequest, tally: UUID) -> HttpResponse:
    """Let the sums of a year go to the figures, read again before."""
    membership, on, row = request.membership, request.on, _tally(request, tally)
    try:
        actions.require_due(row, on)
        known = reading.sums_of(row, reading.noted(reading.files(membership)))
    except Refused as refusal:
        messages.info(request, refusal.verdict.sentence)
        return see_other(request, "support:sums")
    if row.let_go_on is not None or known is None:
        return see_other(request, "support:sums")
    form = ReadAgainForm(bound(request), version=version_of(row))
    if request.method == "POST" and attempt(
        form, lambda: actions.let_go(actor=membership, on=on, tally=row, version=form.cleaned_data["version"])
    ):
        messages.success(request, f"Les sommes de {row.year} sont remises.")
        return see_other(request, "support:sums")
    asked = Confirming(
        heading=f"Remettre les sommes de {row.year}",
        about=f"{known.people} personnes comptées, aucune nommée.",
        consequences=(
            f"Ces sommes ne changent plus : une évaluation de {row.year} notée ou corrigée ensuite n’y sera pas.",
            "Elles partent chiffrées. Le pays en fait une seule somme par région, après le 31 mars.",
            "Personne n’y lit votre antenne, et aucun nombre de moins de 11 personnes n’en sort.",
        ),
        button="Remettre",
        back=to(request, "support:sums"),
    )
    return confirming(request, asked, form, crumbs=[{"label": "Sommes d’une année", "url": asked.back}])


@require_POST
def recount(request: ActingRequest, tally: UUID) -> HttpResponse:
    """Make the sums of a year again from the files."""
    try:
        row = actions.recount(actor=request.membership, on=request.on, tally=_tally(request, tally))
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        messages.success(request, f"Les sommes de {row.year} sont refaites depuis les dossiers.")
    return see_other(request, "support:sums")
