"""What the months of the aid ask of each: an order to issue, an order to answer, an end to hand over."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import amount
from rivage.desk.homes.items import Item, link
from rivage.law.wording import month as in_words
from rivage.people import names
from rivage.rights import access
from rivage.rights.aid import departed, orders
from rivage.rights.models import AfisEnd, AfisMonth


def to_order(membership: Membership, on: date) -> Iterator[Item]:
    """« Émettre l’ordre de décembre 2026 », for each département where months are due and not ordered."""
    this = on.replace(day=1)
    for code in membership.departements:
        found = orders.waiting(membership, code, this, on)
        if found is None:
            continue
        due = f"{found.many} mois dû{'s' if found.many > 1 else ''}, {amount(found.total)}."
        yield Item(
            title=f"Émettre l’ordre de {in_words(this)}",
            url=f"{link(membership, 'rights:orders')}?departement={code}",
            since=found.since,
            consequence=f"{due} Sans ordre, rien n’est versé.",
            action="Émettre",
        )


def to_answer(membership: Membership, on: date) -> Iterator[Item]:
    """« Répondre à l’ordre n° 3 », for each order received that has months without an answer."""
    lines = AfisMonth.objects.visible_to(membership).filter(answer="").order_by()
    waiting = Counter(dict(lines.values_list("order").annotate(Count("pk"))))
    received = list(access.orders(membership).order_by("issued_at"))
    left = departed.months(membership, [order.pk for order in received])
    waiting.update(row.order_id for row in left if not row.answer)
    for order in received:
        many = waiting[order.pk]
        if not many:
            continue
        yield Item(
            title=f"Répondre à l’ordre n° {order.n}, {in_words(order.month)}",
            url=link(membership, "rights:order", order=order.pk),
            since=clock.local_day(order.issued_at, order.departement),
            consequence=f"Ordre reçu, réponse attendue pour {many} mois.",
            action="Ouvrir",
        )


def ends_to_tell(membership: Membership) -> Iterator[Item]:
    """An aid that the préfet ended, whose decision was not handed over yet."""
    rows = _untold(membership)
    called = names.called(membership, {row.person_id for row in rows})
    for row in rows:
        yield Item(
            title="Remettre la décision qui met fin à l’aide",
            url=link(membership, "rights:end", demande=row.decision.demande_id),
            since=row.decided_on,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence="Le délai pour contester ne court qu’à partir de la remise.",
            action="Noter la remise",
        )


def _untold(membership: Membership) -> list[AfisEnd]:
    rows = AfisEnd.objects.visible_to(membership).filter(told_on__isnull=True)
    return list(rows.select_related("decision", "person").defer("reasons", "decision__reasons").order_by("decided_on"))
