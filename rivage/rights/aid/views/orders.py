"""Orders of payment: what a month would hold, each order with its lines, and the answers read back."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, to
from rivage.accounts.lists import SEE_OTHER
from rivage.accounts.models import Membership
from rivage.core.answers import download
from rivage.core.confirm import Confirming, confirming
from rivage.core.french import amount
from rivage.core.lists import LONGEST, matches
from rivage.core.refusal import no, require
from rivage.law.period import add_months
from rivage.law.wording import count, of_word
from rivage.law.wording import month as in_words
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.rights import access
from rivage.rights.aid import actions, departed
from rivage.rights.aid import orders as drawn
from rivage.rights.aid.differing import differs
from rivage.rights.aid.forms.months import AnswersForm, OrderForm
from rivage.rights.aid.ledger import Grant
from rivage.rights.aid.reexamination import ARTICLE, dates
from rivage.rights.aid.sought import in_orders
from rivage.rights.aid.unpaid import left_of
from rivage.rights.aid.views.months import STATES, corrections, paid_in_part
from rivage.rights.ended import Ended, ends, not_due
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisAnswer, AfisMonth, AfisOrder
from rivage.vault import opened

BACK = 3
COUNTED = ("lines", "total", "paid", "waiting", "returned", "suspended", "in_part")


def _departement(membership: Membership, asked: str | None) -> str:
    """The département asked for, if it is one of this function's; else its first."""
    if not membership.departements:
        raise Http404
    return next((code for code in membership.departements if code == asked), membership.departements[0])


def _month(asked: str | None, on: date) -> date:
    """A month that may be ordered: the current one, or one of the few before it."""
    offered = [add_months(on.replace(day=1), -back) for back in range(BACK)]
    return next((month for month in offered if f"{month:%Y-%m}" == asked), offered[0])


@require_http_methods(["GET", "HEAD", "POST"])
def orders(request: ActingRequest) -> HttpResponse:
    """Orders of a département, and for those who order what the next one would hold. Words are posted; they leave of
    each part what is about whoever answers them.
    """
    membership = request.membership
    code = _departement(membership, request.GET.get("departement"))
    on = request.on
    month = _month(request.GET.get("mois"), on)
    may = bool(access.can_order(membership, code))
    words = request.POST.get("q", "").strip()[:LONGEST]
    here = f"{to(request, 'rights:orders')}?departement={code}&mois={month:%Y-%m}"
    if request.method == "POST" and not words:
        return HttpResponseRedirect(here, status=SEE_OTHER)
    context: dict[str, Any] = {
        "code": code,
        "departements": membership.departements,
        "month": month,
        "months": [add_months(on.replace(day=1), -back) for back in range(BACK)],
        "may": may,
        "orders": _counted(membership, code, words),
        "on": on,
        "words": words,
        "here": here,
    }
    if may:
        context |= _proposed(membership, code, month, on, words)
        context["issue"] = f"{to(request, 'rights:order_month')}?departement={code}&mois={month:%Y-%m}"
        context["month_of"] = of_word(in_words(month))
    return render(request, "rights/orders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def order_month(request: ActingRequest) -> HttpResponse:
    """The order read again, then issued."""
    membership, on = request.membership, request.on
    if request.method == "POST":
        sent = OrderForm(request.POST)
        if not sent.is_valid():
            raise no("no_month", "Rouvrez la page de l’ordre : le mois à ordonner n’a pas été reçu.")
        made = actions.order_month(actor=membership, on=on, **sent.cleaned_data)
        messages.success(request, f"L’ordre n° {made.n} est émis. Prenez son fichier pour l’organisme payeur.")
        return redirect(to(request, "rights:order", order=made.pk))
    code, month = _departement(membership, request.GET.get("departement")), _month(request.GET.get("mois"), on)
    require(access.can_order(membership, code))
    context = _proposed(membership, code, month, on)
    found: drawn.Proposal = context["found"]
    back = f"{to(request, 'rights:orders')}?departement={code}&mois={month:%Y-%m}"
    if not found.lines:
        messages.error(request, found.alone or "Rien n’est à ordonner jusqu’à ce mois.")
        return redirect(back)
    form = OrderForm(initial={"departement": code, "month": month, "version": found.version})
    asked = Confirming(
        heading=f"Émettre l’ordre {of_word(in_words(month))}",
        about=f"Département {code}.",
        consequences=_consequences(
            found,
            sum(1 for line in context["lines"] if line["again"]),
            len({line["person"] for line in context["lines"] if line["unpaid"]}),
            sum(1 for line in context["lines"] if line["ended"]),
        ),
        button=f"Émettre l’ordre {of_word(in_words(month))}",
        back=back,
    )
    return confirming(request, asked, form, "rights/order_month.html", **context)


def _consequences(found: drawn.Proposal, again: int, unpaid: int, ended: int) -> tuple[str, ...]:
    """What the order does, the gravest first. `again`: how many of its months are of an aid to examine again;
    `unpaid`: how many people have an earlier month that did not reach them; `ended`: how many months are of an aid
    that the préfet ended.
    """
    whose = len({person for person, _ in found.lines})
    said = [
        "Un ordre émis ne se modifie plus et ne se retire pas. Un mois s’ordonne une seule fois : une erreur se règle "
        "ensuite avec l’organisme payeur, et Rivage montre la différence.",
        f"{count(len(found.lines), 'mois', 'mois')} pour {count(whose, 'personne')}, {amount(found.total)} : "
        "l’organisme payeur les verse sur cet ordre.",
    ]
    if unpaid:
        said.append(
            f"{count(unpaid, 'personne')} avec un mois d’avant suspendu, revenu impayé ou versé en partie : « À "
            "savoir » dit lequel."
        )
    if ended:
        said.append(
            f"{count(ended, 'mois est', 'mois sont')} d’une aide à laquelle le préfet a mis fin : chacun reste dû, "
            "jusqu’au dernier que dit « À savoir »."
        )
    unsure = sum(1 for _, month in found.lines if month.to_confirm)
    if unsure:
        said.append(f"{count(unsure, 'montant repose', 'montants reposent')} sur une valeur à confirmer.")
    if again:
        said.append(f"{count(again, 'mois est', 'mois sont')} d’une aide à réexaminer ({ARTICLE}).")
    if found.left_out:
        said.append(f"{count(len(found.left_out), 'mois reste', 'mois restent')} de côté : ils n’y sont pas.")
    return tuple(said)


def _counted(membership: Membership, code: str, words: str) -> list[dict[str, Any]]:
    """Each order with its total and what was answered, as far as its lines are open to this reader; with words, those
    that hold a month of whoever answers them.
    """
    rows = list(access.orders(membership).filter(departement=code).order_by("-n"))
    sought = in_orders(membership, rows, words) if words else {}
    rows = [row for row in rows if row.pk in sought] if words else rows
    lines = AfisMonth.objects.visible_to(membership).filter(order__in=rows).order_by().values("order")
    # First: `paid` below is a sum, no column any more.
    lines = lines.annotate(in_part=Count("pk", filter=drawn.IN_PART))
    sums: dict[UUID, dict[str, Any]] = {
        found["order"]: dict(found)
        for found in lines.annotate(
            lines=Count("pk"),
            total=Sum("amount"),
            paid=Sum("paid"),
            waiting=Count("pk", filter=Q(answer="")),
            returned=Count("pk", filter=Q(answer=PayerAnswer.RETURNED)),
            suspended=Count("pk", filter=Q(answer=PayerAnswer.SUSPENDED)),
        )
    }
    for line in departed.months(membership, [row.pk for row in rows]):
        _add(sums.setdefault(line.order_id, dict.fromkeys(COUNTED, 0)), line)
    return [{**sums.get(row.pk, {"lines": 0}), "order": row, "sought": sought.get(row.pk, ())} for row in rows]


def _add(sums: dict[str, Any], line: AfisMonth) -> None:
    """Count a month of who left with the others of its order."""
    counted: dict[str, Decimal | int] = {
        "lines": 1,
        "total": line.amount,
        "paid": line.paid or 0,
        "waiting": not line.answer,
        "returned": line.answer == PayerAnswer.RETURNED,
        "suspended": line.answer == PayerAnswer.SUSPENDED,
        "in_part": in_part(line),
    }
    for name, value in counted.items():
        sums[name] = (sums[name] or 0) + value


def _proposed(membership: Membership, code: str, month: date, on: date, words: str = "") -> dict[str, Any]:
    """What an order would hold, and the lines of it that are shown: those that answer the words."""
    found = drawn.propose(membership, code, month, on)
    people, called = _named(membership, found.people, words)
    shown = people.keys() if words else found.people
    again = dates(membership, {person for person, _ in found.lines})
    unpaid = drawn.not_received(membership, {person for person, _ in found.lines})
    left_out = [
        {**_line(people, called, each.person, each.month), "why": each.why}
        for each in found.left_out
        if each.person in shown
    ]
    return {
        "found": found,
        "lines": _by_name(
            {**_line(people, called, person, each, again.get(person)), "unpaid": unpaid.get(person, ())}
            for person, each in found.lines
            if person in shown
        ),
        "left_out": _by_reason(_by_name(left_out)),
        "to_settle": _by_name(
            {**_line(people, called, person, each), "differs": differs(each)}
            for person, each in found.to_settle
            if person in shown
        ),
        "article": ARTICLE,
    }


def _by_name(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """As a French list is ordered, the months of each in order."""
    return sorted(lines, key=lambda line: (names.key(line["who"] or line["reference"]), line["of"].month))


def _by_reason(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One line for the months of somebody that the same reason leaves out: `many`, the first in `of`, the `last`."""
    found: dict[tuple[UUID, str], dict[str, Any]] = {}
    for line in lines:
        kept = found.setdefault((line["person"], line["why"]), {**line, "many": 0})
        kept["many"] += 1
        kept["last"] = line["of"].month
    return list(found.values())


def _line(
    people: dict[UUID, Person], called: dict[UUID, str], person: UUID, month: Any, again: list[date] | None = None
) -> dict[str, Any]:
    held = people.get(person)
    return {
        "person": person,
        "who": called.get(person, ""),
        "reference": held.reference if held else "",
        "of": month,
        "state": STATES[month.state],
        "again": again,
        "ended": _over(month.grant),
    }


def _over(grant: Grant | None) -> Ended | None:
    """The end of a grant, with the last month that it leaves due."""
    if grant is None or grant.ended_on is None:
        return None
    return Ended.of(grant.ended_on, grant.whole, grant.stopped_on)


def _named(membership: Membership, wanted: set[UUID], words: str) -> tuple[dict[UUID, Person], dict[UUID, str]]:
    """The people of a list who answer the words and what they are called; each is traced as shown."""
    people = {each.pk: each for each in Person.objects.visible_to(membership).filter(pk__in=wanted)}
    called = names.to_sort(membership, people)
    if words:
        people = {pk: each for pk, each in people.items() if matches(words, called.get(pk, ""), each.reference)}
    for each in people.values():
        opened.note(each.pk, each.antenne_id, "decision")
        if called.get(each.pk):
            opened.note(each.pk, each.antenne_id, Slice.IDENTITY)
    return people, called


def held_order(membership: Membership, order: UUID) -> AfisOrder:
    """The order, as open to this membership. Raises Http404."""
    return get_object_or_404(access.orders(membership), pk=order)


@require_safe
def order(request: ActingRequest, order: UUID) -> HttpResponse:
    """One order: its lines, its file, its answers."""
    return render(request, "rights/order.html", order_context(request, held_order(request.membership, order)))


def order_context(request: ActingRequest, held: AfisOrder) -> dict[str, Any]:
    """What the page of an order shows; each person in it is traced as shown."""
    membership = request.membership
    lines = drawn.lines(membership, held)
    before = corrections(membership, [line.row.pk for line in lines])
    ended = ends(membership, {line.row.decision_id for line in lines})
    rest = left_of(membership, [line.row for line in lines if in_part(line.row)], request.on)
    for line in lines:
        opened.note(line.person.pk, line.person.antenne_id, "decision")
    over = [line.row.amount for line in lines if not_due(line.row, ended.get(line.row.decision_id))]
    return {
        "order": held,
        "lines": [
            {
                "row": line.row,
                "who": line.identity.called if line.identity else "",
                "month_of": of_word(in_words(line.row.month)),
                "person": line.person,
                "left": line.left,
                "ended": ended.get(line.row.decision_id),
                "not_due": not_due(line.row, ended.get(line.row.decision_id)),
                "state": _state(line.row, rest),
                "corrections": before.get(line.row.pk, ()),
            }
            for line in lines
        ],
        "total": sum(line.row.amount for line in lines),
        "over": sum(over),
        "to_answer": sum(1 for line in lines if not line.whole),
        "kinds": [kind for model, kind in drawn.FORMS.values() if not model],
        "models": [(kind, form) for form, (model, kind) in drawn.FORMS.items() if model],
        "paid": sum(line.row.paid or 0 for line in lines),
        "waiting": sum(1 for line in lines if not line.row.answer),
        "answers": AfisAnswer.objects.filter(order=held).select_related("read_by__user").order_by("-read_at"),
        "form": AnswersForm(),
        "on": request.on,
        "reader": membership.role == "payer",
    }


def _state(row: AfisMonth, rest: dict[UUID, Decimal]) -> tuple[str, str, str]:
    """`rest`: what is left of what is due, as everywhere; of whoever left, what is left of the order."""
    if not in_part(row):
        return STATES[drawn.state_of(row)]
    return paid_in_part(rest.get(row.pk, row.amount - (row.paid or 0)), row)


def in_part(row: AfisMonth) -> bool:
    """Whether the payer says that it paid less than was ordered."""
    return row.answer == PayerAnswer.PAID and (row.paid or 0) < row.amount


@require_POST
def order_file(request: ActingRequest, order: UUID, form: str) -> HttpResponse:
    """The lines of an order as a file, drawn now and kept nowhere."""
    held = held_order(request.membership, order)
    content, name = actions.take_order(actor=request.membership, on=request.on, order=held, form=form)
    return download(content, name)
