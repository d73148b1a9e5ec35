"""Three months of the aid of two people: ordered, answered, one returned, one suspended; then a child is born."""

from datetime import date, timedelta

from rivage.demo.stories.telling import Telling
from rivage.rights.aid import actions as rights
from rivage.rights.aid.answer_file import opened
from rivage.rights.aid.orders import propose
from rivage.rights.models import AfisMonth, AfisOrder

ORDERED, ANSWERED, BORN = 20, 27, 5
# How long before its answer the payer sends the money.
LEFT = timedelta(days=2)
# What the payer answers of each month: of Lina Marée, then of Inès Corniche.
ANSWERS = (("versé", "versé"), ("versé", "revenu"), ("suspendu", "versé"))


def paid(telling: Telling) -> None:
    """The current month stays to be ordered."""
    for back, said in zip((3, 2, 1), ANSWERS, strict=True):
        month = telling.month(-back)
        with telling.on(_ago(telling, month.replace(day=ORDERED)), "claire.digue") as (actor, on):
            read = propose(actor, "33", month, on).version
            order = rights.order_month(actor=actor, on=on, departement="33", month=month, version=read)
        with telling.on(_ago(telling, month.replace(day=ANSWERED)), "yves.balise") as (actor, on):
            content = _file(telling, order, dict(zip(("Lina Marée", "Inès Corniche"), said, strict=True)), on)
            file = opened(content)
            read = rights.compare_answers(actor=actor, on=on, order=order, file=file).version
            rights.read_answers(actor=actor, on=on, order=order, file=file, version=read)
    _born(telling, telling.month(-2).replace(day=BORN))


def _ago(telling: Telling, day: date) -> int:
    return (day - telling.day(0)).days


def _file(telling: Telling, order: AfisOrder, said: dict[str, str], on: date) -> bytes:
    """What the payer sends back."""
    states = {telling.people[name].pk: state for name, state in said.items()}
    rows = [
        f"{line.reference};{line.month:%Y-%m};{states.get(line.person_id, 'versé')};{line.amount};{on};{on - LEFT}"
        for line in AfisMonth.objects.filter(order=order)
    ]
    return "\r\n".join(["reference;mois;etat;montant;date;verse_le", *rows, f"FIN;{len(rows)}", ""]).encode()


def _born(telling: Telling, day: date) -> None:
    """Told late: the months already ordered without this child are to settle, and the aid to be examined again."""
    with telling.on(-6, telling.who["Inès Corniche"]) as (actor, on):
        rights.record_event(
            actor=actor, on=on, person=telling.people["Inès Corniche"], kind="birth", event_on=min(day, on), children=1
        )
