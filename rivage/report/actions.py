"""Verbs of a year: closed once it is over, again with a reason; figures that leave as files."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.activity import ActivitySection, sections
from rivage.accounts.models import Body, Membership
from rivage.audit import trace
from rivage.core import sheets
from rivage.core.db.locks import lock
from rivage.core.paper import printed
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.report import access, papers, reading
from rivage.report.filtering import leaving
from rivage.report.kept import left, written
from rivage.report.models import FIRST_YEAR, YearClosing, YearLeaving, YearTotal

PDF = "pdf"


def require_over(body: Body, year: int, on: date) -> None:
    """Raises `Refused` for a year that is not over, before the law, or before the antenne was there."""
    if year >= on.year:
        raise no("year_not_over", f"L’année {year} n’est pas finie : elle se clôt en janvier.")
    if year < FIRST_YEAR:
        raise no("year_too_old", f"La loi est de {FIRST_YEAR} : aucune année ne se clôt avant.")
    if not reading.existed(body, year):
        raise no("year_before", f"Votre antenne n’existait pas encore en {year} : il n’y a rien à clore.")


@verb
@transaction.atomic
def close_year(*, actor: Membership, on: date, year: int, version: str, why: str = "") -> YearClosing:
    """Keep the figures of a year that is over, as the files are now, and what leaves of them. Closed before, it is
    closed again with `why`, and the former stays; the same figures twice are one.

    `version`: of what the page showed (`reading.version`). Raises `Stale` when a file or a closing changed since.
    """
    require(access.can_close(actor))
    require_over(actor.body, year, on)
    lock(f"report.close:{actor.body_id}:{year}")
    stands, found = reading.standing(actor, year), reading.of_year(actor, year)
    figures = written(found)
    if stands is not None and stands.figures == figures:
        return stands
    if version != reading.version(stands, found):
        raise Stale
    own = {"body_id": actor.body_id, "recorded_by": actor}
    said = reasoned(why) if stands is not None else ""
    row = YearClosing(**own, year=year, closed_on=on, figures=figures, replaces=stands, why=said)
    row.save(force_insert=True)
    _keep_leaving(row, stands, found)
    kind = "year_closed_again" if stands else "year_closed"
    trace.record(kind, antennes=[actor.body_id], object_id=row.pk)
    return row


def _keep_leaving(row: YearClosing, stands: YearClosing | None, found: list[ActivitySection]) -> None:
    before = stands.leaving if stands is not None else None
    goes = leaving(found, left(before.figures) if before is not None else ())
    own = {"body_id": row.body_id, "recorded_by": row.recorded_by}
    out = YearLeaving(**own, closing=row, year=row.year, n=before.n + 1 if before else 1, figures=written(goes))
    out.save(force_insert=True)
    said = {figure.code: figure.said for section in goes for figure in section.figures}
    YearTotal.objects.bulk_create(
        YearTotal(**own, leaving=out, code=figure.code, n=int(figure.n or 0), said=said[figure.code])
        for section in found
        for figure in section.figures
        if figure.kind == "of_people" and figure.code in said
    )


@verb
def export_report(*, actor: Membership, on: date, first: date, last: date, kind: str) -> bytes:
    """Exact figures between two days, as a PDF or one of `sheets.KINDS`: the antenne's own, marked so, traced."""
    found = sections(actor, first, last)
    trace.record("list_exported", antennes=[actor.body_id], list="report:report", lines=len(found), format=kind)
    if kind == PDF:
        return printed(papers.internal(actor, found, (first, last), on))
    return sheets.KINDS[kind]("Tableau", papers.HEADS, papers.exact_rows(found, (first, last)))


@verb
def export_leaving(*, actor: Membership, on: date, year: int, kind: str) -> bytes:
    """What leaves of a closed year, for whoever funds. Raises `Refused` for one that is not closed."""
    row = reading.standing(actor, year)
    if row is None:
        raise no("year_open", f"L’année {year} n’est pas close : ses nombres ne sortent pas encore.")
    found = left(row.leaving.figures)
    trace.record("list_exported", antennes=[actor.body_id], list="report:year", lines=len(found), format=kind)
    if kind == PDF:
        return printed(papers.outside(actor.body, found, row, on))
    return sheets.KINDS[kind]("Tableau", papers.HEADS, papers.leaving_rows(found, row))


@verb
def export_together(*, actor: Membership, on: date, year: int, kind: str) -> bytes:
    """The sums of a head office's antennes in a year."""
    found = reading.of_head_office(actor, year)
    trace.record("list_exported", list="report:together", lines=len(found.tables), format=kind)
    if kind == PDF:
        return printed(papers.summed(actor.body, found, year, on))
    return sheets.KINDS[kind]("Tableau", papers.HEADS, papers.together_rows(found, year))
