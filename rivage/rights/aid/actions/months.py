"""Ordering the months of the aid to the payer (CASF D121-12-15 and -16)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock, ids
from rivage.core.db.locks import lock
from rivage.core.refusal import Stale, no, require
from rivage.law.wording import month as in_words
from rivage.people.actions import open_file
from rivage.people.enums import Purpose, Slice
from rivage.people.models import Person, Share
from rivage.rights import access
from rivage.rights.aid.orders import FORMS, OrderLine, Proposal, draw, file_name, lines, propose
from rivage.rights.models import AfisMonth, AfisOrder


@verb
@transaction.atomic
def order_month(*, actor: Membership, on: date, departement: str, month: date, version: str) -> AfisOrder:
    """Order every month due up to `month` (its first day) and not ordered yet; a month is never ordered twice.

    `version`: that of the proposal that was read (`Proposal.version`); raises `Stale` when it would hold other lines.
    Raises `Refused` for a month that has not begun (D121-12-16: paid in arrears), when nothing new is due, or when all
    that is due waits for somebody else's order (`hands`).
    """
    require(access.can_order(actor, departement))
    month = month.replace(day=1)
    if month > on:
        raise no(
            "month_to_come",
            "Un mois s’ordonne quand il a commencé : l’aide est versée à terme échu.",
            "CASF D121-12-16",
        )
    # Two orders of a département wait for each other, its first one included.
    lock(f"rights.order:{departement}")
    found = propose(actor, departement, month, on)
    if not found.lines and found.alone:
        raise no("alone", found.alone)
    if not found.lines:
        before = AfisOrder.objects.filter(departement=departement).order_by("-n").first()
        lately = f" Le dernier ordre est le n° {before.n}." if before else ""
        raise no(
            "nothing_new",
            f"Rien de nouveau à ordonner jusqu’à {in_words(month)} : tout ce qui est dû l’est déjà.{lately}",
        )
    if version != found.version:
        raise Stale
    last = AfisOrder.objects.filter(departement=departement).aggregate(n=Max("n"))["n"] or 0
    order = AfisOrder(departement=departement, n=last + 1, month=month, issued_at=clock.now(), issued_by=actor)
    order.save(force_insert=True)
    AfisMonth.objects.bulk_create(_lines(order, found))
    _open_to_payer(actor, on, departement, {person for person, _ in found.lines})
    trace.record(
        "months_ordered",
        people={person for person, _ in found.lines},
        antennes={month.grant.antenne for _, month in found.lines if month.grant},
        departement=departement,
        object_id=order.pk,
        month=f"{month:%Y-%m}",
        lines=len(found.lines),
        left_out=len(found.left_out),
    )
    return order


def _open_to_payer(actor: Membership, on: date, departement: str, people: set[UUID]) -> None:
    """Who pays here reads what it is asked to pay, of those too who came from another département with their aid."""
    holder = f"payer:{departement}"
    # What is kept of who left and came back opens the months of before alone.
    known = Share.objects.in_force(clock.now()).filter(
        holder=holder, person__in=people, purpose=Purpose.PAYMENT, slices__contains=[Slice.DECISION]
    )
    arrived = people - set(known.values_list("person_id", flat=True))
    for person in Person.objects.filter(pk__in=arrived, departement=departement):
        open_file(actor=actor, on=on, person=person, holder=holder, opening="grant_afis")


def _lines(order: AfisOrder, found: Proposal) -> list[AfisMonth]:
    return [
        AfisMonth(
            person_id=person,
            antenne_id=each.grant.antenne,
            decision_id=each.grant.decision,
            order=order,
            reference=ids.line_number(),
            month=each.month,
            children=each.children,
            amount=each.amount,
            to_confirm=each.to_confirm,
        )
        for person, each in found.lines
        if each.grant is not None and each.amount is not None
    ]


@verb
def take_order(*, actor: Membership, on: date, order: AfisOrder, form: str) -> tuple[bytes, str]:
    """The file of an order and its name, drawn for whoever asks; each person in it is traced as shown. A model of
    answers holds the months that wait for one.
    """
    require(access.can_read_order(actor, order))
    found: list[OrderLine] = lines(actor, order, filed=True)
    if FORMS.get(form, (False, ""))[0]:
        found = [line for line in found if not line.whole]
    content = draw(found, form)
    trace.record(
        "order_taken",
        people={line.person.pk for line in found},
        antennes={line.person.antenne_id for line in found if not line.left},
        departement=order.departement,
        object_id=order.pk,
        form=form,
        lines=len(found),
    )
    rank = AfisOrder.objects.filter(departement=order.departement, month=order.month, n__lte=order.n).count()
    return content, file_name(order, rank, form)
