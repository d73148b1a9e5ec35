"""Verbs of the desk."""

from datetime import date

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no
from rivage.desk import sheet
from rivage.desk.follow_up import COLUMNS, FollowUpLine, lines, ordered, show

READERS = ("delegate", "secretary", "lead", "referent")


@verb
def export_tableau(*, actor: Membership, on: date) -> bytes:
    """The tableau de suivi as XLSX; every line is traced as shown, and the export too."""
    if actor.role not in READERS:
        raise no("no_tableau", "Le tableau de suivi n’est pas ouvert à votre fonction.")
    rows: list[FollowUpLine] = show(ordered(lines(actor, on), "numero", actor), actor, on)
    trace.record(
        "tableau_exported",
        people=[line.person for line in rows],
        antennes=[line.antenne for line in rows],
        lines=len(rows),
    )
    return sheet.workbook(COLUMNS, rows)
