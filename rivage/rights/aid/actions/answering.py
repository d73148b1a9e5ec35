"""What the payer answers of an order: by a file, shown line by line before it is noted, or of one month by itself."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.crypto import salted_hmac

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Stale, no, require
from rivage.core.sheets_in import Wrong
from rivage.rights import access
from rivage.rights.aid import departed
from rivage.rights.aid.actions.correcting import Answered, check_answer
from rivage.rights.aid.answer_file import AnswerFile
from rivage.rights.aid.answers import UNKNOWN, AnswersReport, Elsewhere, against, reconcile
from rivage.rights.aid.ordered import as_ordered
from rivage.rights.ended import BEFORE_IT, ends, not_due
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisAnswer, AfisMonth, AfisOrder

CLOSED = "Cette ligne n’est plus ouverte à votre fonction."


def _lines_of(reader: Membership, order: AfisOrder) -> dict[str, AfisMonth]:
    """The lines of an order that may be answered, by reference: those of whoever left too."""
    seen = AfisMonth.objects.visible_to(reader).filter(order=order)
    return {row.reference: row for row in (*seen, *departed.months(reader, [order.pk]))}


@verb
def compare_answers(*, actor: Membership, on: date, order: AfisOrder, file: AnswerFile) -> AnswersReport:
    """What a file of answers would change of an order; nothing is written.

    Raises `Refused` for one that was noted already.
    """
    require(access.can_answer(actor, order))
    return _compared(actor, on, order, file)[0]


def _compared(
    actor: Membership, on: date, order: AfisOrder, file: AnswerFile
) -> tuple[AnswersReport, dict[str, AfisMonth]]:
    """The report of a file, with the lines of the order by reference."""
    if AfisAnswer.objects.filter(departement=order.departement, digest=file.digest).exists():
        raise no("read_already", "Ce fichier a déjà été lu. Rien n’a été changé.")
    rows = _lines_of(actor, order)
    others = (
        AfisMonth.objects.visible_to(actor)
        .filter(reference__in={line.reference for line in file.read.lines} - rows.keys())
        .values_list("reference", "order__n", "order__departement")
    )
    report = reconcile(
        file.read,
        {reference: as_ordered(row, order.n) for reference, row in rows.items()},
        issued_on=clock.local_day(order.issued_at, order.departement),
        on=on,
        departement=order.departement,
        elsewhere={reference: Elsewhere(n, code) for reference, n, code in others},
    )
    return report, rows


@verb
@transaction.atomic
def read_answers(*, actor: Membership, on: date, order: AfisOrder, file: AnswerFile, version: str) -> AnswersReport:
    """Note what a file of answers says of an order: the good lines are kept, the others are in the report with their
    number. `version`: that of the report that was read, `AnswersReport.version`.

    Raises `Refused` for a file that was noted already, `Stale` when it would change something else than was read:
    nothing is changed.
    """
    held = AfisOrder.objects.select_for_update(of=("self",)).filter(pk=order.pk).first()
    require(access.can_answer(actor, held or order))
    report, rows = _compared(actor, on, order, file)
    if version != report.version:
        raise Stale
    _keep(report, rows)
    if report.accepted or report.already:
        AfisAnswer(
            departement=order.departement,
            order=order,
            digest=file.digest,
            read_at=clock.now(),
            read_by=actor,
            lines=file.read.count,
            refused=len(report.wrong),
        ).save(force_insert=True)
    trace.record(
        "answers_read",
        people={rows[line.reference].person_id for line in report.accepted},
        antennes={rows[line.reference].antenne_id for line in report.accepted} - {departed.NOWHERE},
        departement=order.departement,
        object_id=order.pk,
        lines=file.read.count,
        accepted=len(report.accepted),
        already=len(report.already),
        refused=len(report.wrong),
    )
    return report


def _keep(report: AnswersReport, rows: dict[str, AfisMonth]) -> None:
    """Write what is accepted. A line that closed to the reader in between is left aside, with its number."""
    kept = []
    for line in report.accepted:
        if _write(rows[line.reference], line.answer, line.on, line.paid, line.paid_on):
            kept.append(line)
        else:
            report.wrong.append(Wrong(line.number, CLOSED, "closed"))
    report.accepted = kept
    report.wrong.sort()


def _write(line: AfisMonth, said: str, on: date, paid: Decimal, paid_on: date | None) -> bool:
    """False when the line is not, or no longer, open to this reader."""
    written = AfisMonth.objects.filter(pk=line.pk).update(answer=said, answered_on=on, paid=paid, paid_on=paid_on)
    return bool(written) or departed.answer(line.pk, said, on, paid, paid_on)


def answer_version(line: AfisMonth) -> str:
    """A word that changes with what is noted of a month. It is kept nowhere."""
    said = repr((line.pk, line.answer, line.answered_on, line.paid, line.paid_on))
    return salted_hmac("rivage.answer_of", said, algorithm="sha256").hexdigest()[:32]


@verb
@transaction.atomic
def answer_line(
    *, actor: Membership, on: date, order: AfisOrder, reference: str, told: Answered, version: str
) -> None:
    """Note what the payer answers of one month of an order, as a file of one line would.

    `version`: `answer_version` of the line that was read. The same answer twice is one; raises `Stale` when another
    was noted since, `Refused` for what a file would leave aside.
    """
    held = AfisOrder.objects.select_for_update(of=("self",)).filter(pk=order.pk).first() or order
    require(access.can_answer(actor, held))
    line = _lines_of(actor, held).get(reference)
    if line is None:
        require(UNKNOWN)
        return
    if version != answer_version(line):
        if told.is_said_of(line):
            return
        raise Stale
    line.order = held
    check_answer(line, told, on)
    over = ends(actor, [line.decision_id]).get(line.decision_id)
    if told.answer == PayerAnswer.PAID and not told.after_end and not_due(line, over):
        raise no("after_end", f"{BEFORE_IT}. Relisez la réponse, ou confirmez qu’il a été versé.")
    require(against(as_ordered(line, held.n), told.answer, told.on, told.paid, whole=told.whole))
    if not _write(line, told.answer, told.on, told.paid, told.paid_on):
        raise no("closed", CLOSED)
    trace.record(
        "answer_noted",
        people={line.person_id},
        antennes={line.antenne_id} - {departed.NOWHERE},
        departement=held.departement,
        object_id=held.pk,
        answer=told.answer,
    )
