"""What the payer answers: a file, each of its lines shown before any is noted; or one month by itself."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, confirming
from rivage.core.french import amount
from rivage.core.refusal import require
from rivage.law.wording import count, day
from rivage.law.wording import month as in_words
from rivage.rights import access
from rivage.rights.aid import actions
from rivage.rights.aid import orders as drawn
from rivage.rights.aid.actions.answering import answer_version
from rivage.rights.aid.answer_file import AnswerFile, opened, sealed, unsealed
from rivage.rights.aid.answers import CONTRADICTS, PLACES, AnswersReport
from rivage.rights.aid.forms.months import AnswersForm, AnswersReadForm, MonthAnswerForm
from rivage.rights.aid.views.orders import held_order, in_part, order_context
from rivage.rights.ended import ends, not_due
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisAnswer, AfisOrder
from rivage.vault.opened import note

KEPT = "Une réponse notée se corrige ensuite sur sa ligne, avec la raison ; ce qui était noté reste."


@require_POST
def answers(request: ActingRequest, order: UUID) -> HttpResponse:
    """Show what each line of a file would do; note them once they were read."""
    membership, on = request.membership, request.on
    held = held_order(membership, order)
    if "sealed" in request.POST:
        file = unsealed(request.POST["sealed"], held, membership)
        return _noted(request, held, file)
    form = AnswersForm(request.POST, request.FILES)

    def look() -> tuple[AnswerFile, AnswersReport]:
        read = opened(form.cleaned_data["file"].read())
        return read, actions.compare_answers(actor=membership, on=on, order=held, file=read)

    found = attempt(form, look)
    if found is None:
        context = order_context(request, held) | {"form": form}
        return render(request, "rights/order.html", context, status=UNPROCESSABLE)
    file, report = found
    again = AnswersReadForm(version=report.version, initial={"sealed": sealed(file, held, membership)})
    return _page(request, held, report, again)


def _noted(request: ActingRequest, held: AfisOrder, file: AnswerFile) -> HttpResponse:
    """Note the lines that were read, once."""
    membership, on = request.membership, request.on
    if AfisAnswer.objects.filter(order=held, digest=file.digest).exists():
        messages.info(request, "Ce fichier a déjà été lu, une fois. Rien n’a été changé de plus.")
        return see_other(request, "rights:order", order=held.pk)
    asked: dict[str, Any] = {"actor": membership, "on": on, "order": held, "file": file}
    report = actions.compare_answers(**asked)
    form = AnswersReadForm(request.POST, version=report.version)
    done = attempt(form, lambda: actions.read_answers(**asked, version=form.shown))
    if done is None:
        return _page(request, held, report, form)
    many = count(len(done.accepted), "réponse notée", "réponses notées")
    left = count(len(done.wrong), "ligne écartée", "lignes écartées")
    them = "les" if len(done.wrong) > 1 else "la"
    rest = f" {left} : corrigez-{them} dans le fichier et envoyez-le de nouveau." if done.wrong else ""
    messages.success(request, f"{many}.{rest}")
    return see_other(request, "rights:order", order=held.pk)


def _page(request: ActingRequest, held: AfisOrder, report: AnswersReport, form: AnswersReadForm) -> HttpResponse:
    lines = {line.row.reference: line for line in drawn.lines(request.membership, held)}
    apart = {wrong.number: wrong.sentence for wrong in report.apart}
    over = ends(request.membership, {lines[each.reference].row.decision_id for each in report.accepted})
    changes = []
    for each in report.accepted:
        line, known = lines[each.reference], report.known[each.reference]
        note(line.person.pk, line.person.antenne_id, "decision")
        beyond = not_due(line.row, over.get(line.row.decision_id))
        before = (
            said(known.answer, known.paid, known.answered_on, known.paid_on) if known.answer else "réponse attendue"
        )
        changes.append(
            {
                "line": each,
                "who": line.shown,
                "before": before,
                "after": said(each.answer, each.paid, each.on, each.paid_on),
                "apart": " ".join(said for said in (apart.get(each.number, ""), beyond) if said),
            }
        )
    wrong = [(each, PLACES.get(each.code, "")) for each in report.wrong]
    answered = {each.reference for each in report.accepted}
    waiting = sum(1 for reference, line in lines.items() if not line.row.answer and reference not in answered)
    asked = Confirming(
        heading=f"Ordre n° {held.n} : ce que dit le fichier",
        about="Rien n’est encore noté : relisez, puis confirmez en bas de la page.",
        consequences=_consequences(report, waiting, len(lines)),
        button=f"Noter {count(len(report.accepted), 'réponse')}",
        back=to(request, "rights:order", order=held.pk),
    )
    return confirming(
        request, asked, form, "rights/answers.html", report=report, changes=changes, waiting=waiting, many=len(lines),
        against=[(each, column) for each, column in wrong if each.code == CONTRADICTS],
        left=[(each, column) for each, column in wrong if each.code != CONTRADICTS],
    )  # fmt: skip


def said(answer: str, paid: Decimal | None, on: date | None, paid_on: date | None = None) -> str:
    """« versé 559,44 €, le 5 décembre 2026 », or « versé 559,44 € le 3 décembre 2026, répondu le 5 décembre 2026 »."""
    words = PayerAnswer(answer).label
    words = f"{words} {amount(paid)}" if paid else words
    if paid_on and on:
        return f"{words} le {day(paid_on)}, répondu le {day(on)}"
    return f"{words}, le {day(on)}" if on else words


def _consequences(report: AnswersReport, waiting: int, many: int) -> tuple[str, ...]:
    """What noting the file does, the gravest first. `waiting`: of the `many` months of the order, how many are then
    without an answer.
    """
    if not report.accepted:
        return ("Ce fichier ne change rien : il n’y a rien à noter.",)
    of_each = {kind: [line for line in report.accepted if line.answer == kind] for kind in PayerAnswer}
    paid = of_each[PayerAnswer.PAID]
    total = sum((line.paid for line in paid), Decimal(0))
    in_part = sum(1 for line in paid if line.paid < report.known[line.reference].amount)
    told = "l’association et la délégation le lisent dès maintenant, comme une chose à faire"
    unpaid = (of_each[PayerAnswer.SUSPENDED], "suspendu", ""), (of_each[PayerAnswer.RETURNED], "revenu", "impayé")
    return (
        *(f"{_months(len(lines), *words)} : {told}." for lines, *words in unpaid if lines),
        *([f"{_months(in_part, 'versé')} en partie : {told}."] if in_part else []),
        *([f"{_months(len(paid), 'versé')}, {amount(total)} en tout."] if paid else []),
        *([_unanswered(waiting, many)] if waiting else []),
        *([_left_aside(len(report.wrong))] if report.wrong else []),
        KEPT,
    )


def _left_aside(many: int) -> str:
    return "Les lignes écartées ne changent rien." if many > 1 else "La ligne écartée ne change rien."


def _unanswered(waiting: int, many: int) -> str:
    """« Ensuite, 3 mois de l’ordre sur 7 restent sans réponse. »"""
    rest = "restent" if waiting > 1 else "reste"
    return f"Ensuite, {count(waiting, 'mois', 'mois')} de l’ordre sur {many} {rest} sans réponse."


def _months(many: int, *words: str) -> str:
    """« 2 mois revenus impayés »."""
    agreed = " ".join(f"{word}s" if many > 1 else word for word in words if word)
    return f"{count(many, 'mois', 'mois')} {agreed}"


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActingRequest, order: UUID) -> HttpResponse:
    """Answer one month of an order without a file: that of `?ligne=`, else the first that waits."""
    membership, on = request.membership, request.on
    held = held_order(membership, order)
    lines = {line.row.reference: line for line in drawn.lines(membership, held)}
    waiting = [reference for reference, line in lines.items() if not line.row.answer]
    reference = request.GET.get("ligne") or next(iter(waiting), "")
    if not reference:
        messages.info(request, "Toutes les lignes de cet ordre ont une réponse.")
        return see_other(request, "rights:order", order=held.pk)
    if reference not in lines:
        raise Http404
    line = lines[reference]
    note(line.person.pk, line.person.antenne_id, "decision")
    row = line.row
    over = ends(membership, [row.decision_id]).get(row.decision_id)
    form = MonthAnswerForm(
        request.POST or None,
        version=answer_version(row),
        ordered=row.amount,
        so_far=row.paid if in_part(row) else None,
        not_due=bool(not_due(row, over)),
    )

    def act() -> None:
        actions.answer_line(
            actor=membership, on=on, order=held, reference=reference, told=form.told(), version=form.shown
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, f"La réponse est notée pour {line.shown}, {in_words(row.month)}.")
        return see_other(request, "rights:order", order=held.pk)
    require(access.can_answer(membership, held))
    so_far = f" Noté : {said(row.answer, row.paid, row.answered_on, row.paid_on)}." if row.answer else ""
    so_far += f" {over.sentence} {not_due(row, over)}".rstrip() if over else ""
    asked = Confirming(
        heading="Répondre pour un mois",
        about=f"{line.shown}, {in_words(row.month)}, ligne {reference}. Ordonné : {amount(row.amount)}.{so_far}",
        consequences=(
            "L’association et la délégation lisent cette réponse dès maintenant. Un mois revenu impayé ou suspendu "
            "devient pour elles une chose à faire.",
            KEPT,
        ),
        button="Noter la réponse",
        back=to(request, "rights:order", order=held.pk),
    )
    return confirming(request, asked, form, hide_optional=True)
