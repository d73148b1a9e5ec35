"""The order to the payer: what a month would hold, what is left out and why, and its lines as a file.

No bank details anywhere, and no file is kept: it is drawn again each time it is asked.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from rivage.accounts.models import Membership
from rivage.core import sheets
from rivage.core.refusal import no
from rivage.law.wording import month as in_words
from rivage.people import birth, names
from rivage.people.models import Correspondence, Identity, Person
from rivage.rights.aid import departed, hands
from rivage.rights.aid.differing import Differences
from rivage.rights.aid.ledger import (
    ANSWERED,
    Books,
    Grant,
    Month,
    MonthState,
    covered,
    in_order,
    read_books,
    read_grants,
    worth,
)
from rivage.rights.ended import Ended, ends
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisMonth, AfisOrder
from rivage.vault import keys
from rivage.vault.enums import KeyKind

UNCONFIRMED = "Parcours repris d’avant Rivage, que la préfecture n’a pas encore confirmé."
DIED = "Le parcours a pris fin. Le mois se règle directement avec l’organisme payeur."
HEADS = (
    "reference", "dossier", "nom", "prenoms", "nom_usage", "naissance", "adresse", "mois", "enfants", "montant",
    "decision", "a_confirmer", "encore_du", "fin_aide", "dernier_mois_du",
)  # fmt: skip
# A file of answers to fill: the first columns say which month of whom, the last four wait.
MODEL = ("reference", "nom", "prenoms", "nom_usage", "mois", "ordonne", "etat", "montant", "date", "verse_le")
STATES = {"etat": [answer.label for answer in PayerAnswer]}
END = "FIN"
TITLE = "Ordre"
# What an order leaves as: its lines, or the model of its answers, as which file.
FORMS = {kind: (False, kind) for kind in sheets.KINDS} | {f"reponses-{kind}": (True, kind) for kind in sheets.KINDS}
# Months that the payer paid less than was ordered.
IN_PART = Q(answer=PayerAnswer.PAID, paid__lt=F("amount"))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A month that is due and that no order may hold yet: the sentence says why."""

    person: UUID
    month: Month
    why: str


@dataclass(slots=True)
class Proposal:
    """What an order for `month` would hold. `to_settle`: months ordered or paid at another amount than is due.

    `alone`: what is said of months that wait for somebody else's order, "" where none does.
    """

    month: date
    lines: list[tuple[UUID, Month]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    to_settle: list[tuple[UUID, Month]] = field(default_factory=list)
    alone: str = ""

    @property
    def total(self) -> Decimal:
        return sum((month.amount or Decimal(0) for _, month in self.lines), Decimal(0))

    @property
    def apart(self) -> Differences:
        """What is left to pay, and what was ordered or paid beyond what is due."""
        return Differences.of(month for _, month in self.to_settle)

    @property
    def version(self) -> str:
        """A word that changes with any line that the order would hold, and says nothing of it. It is kept nowhere."""
        held = [
            (str(person), str(each.month), each.children, str(each.amount), each.to_confirm)
            for person, each in self.lines
        ]
        return salted_hmac("rivage.order", repr(held), algorithm="sha256").hexdigest()[:32]

    @property
    def people(self) -> set[UUID]:
        named = {person for person, _ in (*self.lines, *self.to_settle)}
        return named | {each.person for each in self.left_out}


def propose(membership: Membership, departement: str, month: date, on: date) -> Proposal:
    """What an order of a département for a month would hold today: every month due up to it, not ordered yet."""
    held = own(hands.noted_alone(membership), membership)
    alone = f"{hands.HERS} {hands.who_else(membership, departement)}" if held else ""
    return proposal(read_books(membership, departement=departement), month, on, dict.fromkeys(held, alone))


def own(noted: Mapping[UUID, hands.Noted], membership: Membership) -> set[UUID]:
    """Of the decisions that somebody noted alone, those of this user."""
    return {decision for decision, by in noted.items() if by.user == membership.user_id}


def proposal(books: Books, month: date, on: date, held: Mapping[UUID, str] = MappingProxyType({})) -> Proposal:
    """The same from what was read. No query. `held`: why the months of a decision wait for somebody else's order."""
    found = Proposal(month)
    for person in sorted({*books.grants, *books.ordered}, key=str):
        for each in books.months(person, on):
            if each.to_settle:
                found.to_settle.append((person, each))
            if each.state != MonthState.DUE or each.month > month or each.grant is None:
                continue
            why = _held_back(each.grant) or held.get(each.grant.decision, "")
            if why:
                found.alone = held.get(each.grant.decision, "") or found.alone
                found.left_out.append(LeftOut(person, each, why))
            else:
                found.lines.append((person, each))
    return found


def _held_back(grant: Grant) -> str:
    """Why no order may hold the months of a grant yet, "" when one may."""
    return UNCONFIRMED if not grant.confirmed else DIED if grant.died else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Months that an order would hold, in short: how many, their sum in euros, the first of them.

    `alone`: how many more the reader noted alone, which wait for somebody else; `of_others`: who noted some of `many`
    alone, and waits for the reader.
    """

    many: int
    total: Decimal
    since: date
    alone: int = 0
    of_others: tuple[str, ...] = ()


def waiting(membership: Membership, departement: str, month: date, on: date) -> Waiting | None:
    """The same as `propose`, counted alone: what was ordered before is not read again, but that it was."""
    lines = AfisMonth.objects.visible_to(membership).order_by().values_list("person_id")
    ordered = dict(lines.annotate(months=ArrayAgg("month")))
    due: list[tuple[date, Decimal, UUID]] = []
    for person, grants in read_grants(membership, departement=departement).items():
        seen = set(ordered.get(person, ()))
        for grant in in_order(grants):
            for each in covered(grant):
                due_now = each <= min(month, on) and not grant.paid_before(each)
                if each not in seen and due_now and not _held_back(grant):
                    due.append((each, worth(grant, each)[1].value, grant.decision))
                seen.add(each)
    if not due:
        return None
    noted = hands.noted_alone(membership, {decision for _, _, decision in due})
    mine = own(noted, membership)
    ready = [line for line in due if line[2] not in mine]
    return Waiting(
        len(ready),
        sum((value for _, value, _ in ready), Decimal(0)),
        min(each for each, _, _ in ready or due),
        len(due) - len(ready),
        tuple(sorted({noted[decision].name for _, _, decision in ready if decision in noted})),
    )


def not_received(membership: Membership, people: set[UUID]) -> dict[UUID, list[str]]:
    """« octobre 2026 suspendu »: of each person, the months ordered before that did not reach her, or not whole."""
    not_whole = IN_PART | Q(answer__in=(PayerAnswer.RETURNED, PayerAnswer.SUSPENDED))
    rows = AfisMonth.objects.visible_to(membership).filter(not_whole, person__in=people).order_by("month")
    found: dict[UUID, list[str]] = defaultdict(list)
    for person, month, answer in rows.values_list("person_id", "month", "answer"):
        in_part = " en partie" if answer == PayerAnswer.PAID else ""
        found[person].append(f"{in_words(month)} {PayerAnswer(answer).label}{in_part}")
    return found


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order with whom it is about, as open to the reader.

    `left`: her file is followed elsewhere; of it, this line alone is still open here, without an address. `ended`:
    that the préfet ended the aid, in a line to be filed.
    """

    row: AfisMonth
    person: Person
    identity: Identity | None
    address: str
    left: bool = False
    ended: Ended | None = None

    @property
    def shown(self) -> str:
        """Whom it is about: what she is called, else her number."""
        return (self.identity.called if self.identity else "") or self.person.reference

    @property
    def whole(self) -> bool:
        """Whether the payer says that it paid what was ordered: no answer waits."""
        return self.row.answer == PayerAnswer.PAID and (self.row.paid or 0) >= self.row.amount

    def _names(self) -> tuple[str, str, str]:
        """Her civil names, then the one she uses: each where it is known, and nowhere else."""
        of = self.identity
        return (of.family_name, of.given_names, of.name_in_use) if of else ("", "", "")

    def to_answer(self) -> tuple[Any, ...]:
        """The cells of the model of answers, in the order of MODEL."""
        return (self.row.reference, *self._names(), f"{self.row.month:%Y-%m}", self.row.amount, *(None,) * 4)

    def cells(self) -> tuple[Any, ...]:
        """The cells of the file, in the order of HEADS."""
        return (
            self.row.reference,
            self.person.reference,
            *self._names(),
            birth.cell(self.identity.birth) if self.identity else "",
            self.address,
            f"{self.row.month:%Y-%m}",
            self.row.children,
            self.row.amount,
            self.row.decision.decided_on,
            "oui" if self.row.to_confirm else "non",
            *self._end(),
        )

    def _end(self) -> tuple[Any, Any, Any]:
        """Whether the month is due still; the day of the préfet's decision ending the aid, and the last month due:
        empty where it did not end.
        """
        if self.ended is None:
            return "oui", "", ""
        due = "oui" if self.row.month <= self.ended.last else "non"
        return due, self.ended.on, f"{self.ended.last:%Y-%m}"


def lines(membership: Membership, order: AfisOrder, *, filed: bool = False) -> list[OrderLine]:
    """The lines of an order that this membership may read, with whom they are about, as a French list is ordered, the
    months of each together: a constant number of queries.

    `filed`: with the decision of each, whose day the file says and no page does.
    """
    seen = AfisMonth.objects.visible_to(membership).filter(order=order).order_by("reference")
    rows = list(seen.select_related("decision").defer("decision__reasons") if filed else seen)
    people = {row.person_id for row in rows}
    keys.load(people, KeyKind.SHARED)
    known = {
        each.pk: each for each in Person.objects.visible_to(membership).filter(pk__in=people).select_related("antenne")
    }
    identities = {each.person_id: each for each in Identity.objects.visible_to(membership).filter(person__in=people)}
    addresses = {
        each.person_id: each for each in Correspondence.objects.visible_to(membership).filter(person__in=people)
    }
    over = ends(membership, {row.decision_id for row in rows}) if filed else {}
    found = [
        OrderLine(
            row,
            known[row.person_id],
            identities.get(row.person_id),
            _address(known[row.person_id], addresses),
            ended=over.get(row.decision_id),
        )
        for row in rows
        if row.person_id in known
    ]
    left = departed.months(membership, [order.pk])
    called = departed.identities(left)
    found += [OrderLine(row, row.person, called.get(row.person_id), "", left=True) for row in left]
    return sorted(found, key=lambda line: (*names.rank(line.shown, line.person.reference), line.row.month))


def state_of(row: AfisMonth) -> MonthState:
    return ANSWERED[PayerAnswer(row.answer)] if row.answer else MonthState.ORDERED


def _address(person: Person, addresses: dict[UUID, Correspondence]) -> str:
    """Where letters go, on one line: her association's unless she chose another."""
    chosen = addresses.get(person.pk)
    if chosen is None:
        return ""
    if chosen.at_association:
        return ", ".join((person.antenne.name, *person.antenne.address_lines))
    return ", ".join(part.strip() for part in chosen.address.splitlines() if part.strip())


def draw(found: list[OrderLine], form: str) -> bytes:
    """The file of an order, or the model of its answers, in one of FORMS. The last line counts the others: a cut file
    shows.
    """
    if form not in FORMS:
        raise no("no_such_form", "Le fichier se prend en XLSX, en ODS ou en CSV.")
    model, kind = FORMS[form]
    rows = [line.to_answer() if model else line.cells() for line in found]
    rows.append((END, len(found)))
    heads = MODEL if model else HEADS
    if model and kind == "xlsx":
        return sheets.workbook(TITLE, heads, rows, STATES)
    return sheets.KINDS[kind](TITLE, heads, rows)


def file_name(order: AfisOrder, rank: int, form: str) -> str:
    """A name that says nothing of its content. `rank`: which order of that month it is."""
    again = f"-{rank}" if rank > 1 else ""
    model, kind = FORMS[form]
    return f"{'reponses' if model else 'ordre'}-{order.departement}-{order.month:%Y-%m}{again}.{kind}"
