"""What the clocks are read from, as open to one membership: a constant number of queries for one person or for all."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.contest import Contest
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.decisions.outcome import DemandeOutcome, outcomes, signed
from rivage.decisions.recours import stops
from rivage.decisions.recours.delay import Delay
from rivage.decisions.recours.models import Recours
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.people.models import Person
from rivage.rights.clocks import appeals, letters
from rivage.rights.clocks.letters import LetterRead
from rivage.rights.clocks.permit import PermitRequest, requests
from rivage.rights.clocks.rows import (
    AfisRow,
    AidRow,
    DemandeRow,
    ItemRow,
    MonthRow,
    PathRow,
    PeriodRow,
    PermitRow,
    SpanRow,
    read,
)
from rivage.rights.enums import ApsStep
from rivage.rights.models import PermitNotice, ResidenceNeed
from rivage.vault import keys
from rivage.vault.enums import KeyKind


@dataclass(slots=True)
class StayFacts:
    """What the clock of the permit is read from. What is not open to the reader stays empty.

    `dead`: her last demande opens no path and nothing is asked since, in the words of a sentence's end, else "".
    `need`: why a permit is needed or not, for her antenne alone; `need_spans` since when it is, for those who read the
    dates; `roles`: of who wrote the facts of a permit down; `notices`: how its refusals reached her; `delays`: by the
    fact that names it, how the delay to contest a refusal stands, as far as is open to who reads; `letters`: the last
    day that its letter prints, for her antenne alone, None of one that it does not read; `letters_read`: how this
    reader reads them all.
    """

    person: Person
    periods: list[PeriodRow] = field(default_factory=list)
    dead: str = ""
    need: ResidenceNeed | None = None
    need_spans: list[SpanRow] = field(default_factory=list)
    aps: list[PermitRow] = field(default_factory=list)
    roles: dict[UUID, str] = field(default_factory=dict, repr=False)
    notices: list[PermitNotice] = field(default_factory=list, repr=False)
    delays: dict[UUID, Delay] = field(default_factory=dict, repr=False)
    letters: dict[UUID, date | None] = field(default_factory=dict, repr=False)
    letters_read: LetterRead = LetterRead.READ
    _permits: tuple[PermitRequest, ...] | None = field(default=None, repr=False)

    @property
    def permits(self) -> tuple[PermitRequest, ...]:
        """Requests of a permit by rank, put together once all facts are read."""
        if self._permits is None:
            made = requests(self.aps, self.roles, self.notices)
            told = self.letters or self.delays or self.letters_read != LetterRead.READ
            self._permits = tuple(self._with_remedies(one) for one in made) if told else made
        return self._permits

    def _with_remedies(self, one: PermitRequest) -> PermitRequest:
        if one.refused is None and one.requested is None:
            return one
        named = self.named(one)
        if one.refused is None:
            return replace(one, delay=self.delays.get(named))
        missing = named in self.letters and self.letters[named] is None
        return replace(
            one,
            letter=self.letters.get(named),
            letter_read=LetterRead.UNREAD if missing else self.letters_read,
            delay=self.delays.get(named),
        )

    def delayed(self, delays: Mapping[UUID, Delay]) -> None:
        """Read how the delays to contest stand, once its requests are."""
        self.delays.update(delays)
        self._permits = None

    def named(self, one: PermitRequest) -> UUID:
        """The fact by which the refusal of a request is named, or the silence on it: the first one noted."""
        step = ApsStep.REFUSED if one.refused is not None else ApsStep.REQUESTED
        return next(row.pk for row in self.aps if (row.n, row.step) == (one.n, step))

    @property
    def refusals_until(self) -> dict[UUID, Contest | None]:
        """Of each refusal, written or of silence, what its day alone gives to contest it."""
        found: dict[UUID, Contest | None] = {}
        for one in self.permits:
            silence = one.silence()
            if one.refusal is not None or silence is not None:
                found[self.named(one)] = silence.contest if silence is not None else one.contest()
        return found

    def request(self, n: int) -> PermitRequest | None:
        """The request of a permit of a rank, None when nothing is noted of it."""
        return next((one for one in self.permits if one.n == n), None)


@dataclass(slots=True)
class LapseFacts(StayFacts):
    """The same, with what tells the rights that lapse.

    `parcours`: her last path, `earlier` those before it; `aid`: what the last demande says of it, `aids` of each
    demande; `decisions`: demande to decision; `refusals`: the demandes that were refused; `stopped`: of them, what a
    judge or the préfet did to the refusal, in words.
    """

    parcours: PathRow | None = None
    earlier: list[PathRow] = field(default_factory=list)
    demandes: list[DemandeRow] = field(default_factory=list)
    decisions: dict[UUID, UUID] = field(default_factory=dict)
    refusals: set[UUID] = field(default_factory=set)
    stopped: dict[UUID, str] = field(default_factory=dict)
    aid: AidRow | None = None
    aids: dict[UUID, AidRow] = field(default_factory=dict)
    afis: list[AfisRow] = field(default_factory=list)


@dataclass(slots=True)
class ClockFacts(LapseFacts):
    """All that is read. `months`: those ordered to the payer, with its answers; `items`: its places on agendas;
    `outcomes`: of the demandes refused, oldest first.
    """

    items: list[ItemRow] = field(default_factory=list)
    months: list[MonthRow] = field(default_factory=list)
    outcomes: list[DemandeOutcome] = field(default_factory=list)


Held = TypeVar("Held", bound=StayFacts)
_FACTS = "rights.clocks.facts"
# Why the last demande opens no path.
REFUSED = "le parcours est refusé"
WITHOUT_PATH: dict[str, str] = {
    Step.WITHDRAWN: "la demande est retirée",
    Step.WITHOUT_OBJECT: "la demande est sans objet",
}
# Gives the rows of a model that may be read, of the people asked for.
Rows = Callable[[Any], Any]


def gather(membership: Membership, person: Person) -> ClockFacts:
    """The facts of one person."""
    found = gather_all(membership, [person], ClockFacts)[person.pk]
    if found.refusals:
        refused = signed(membership).filter(demande__in=found.refusals).order_by("decided_on")
        found.outcomes = outcomes(membership, refused)
    return found


def gather_all(membership: Membership, people: Sequence[Person], kind: type[Held]) -> dict[UUID, Held]:
    """The facts of each person, as many as `kind` holds: at most fifteen queries, whatever their number."""
    found = {person.pk: kind(person) for person in people}
    ids = list(found)

    def rows(model: Any) -> Any:
        return model.objects.visible_to(membership).filter(person__in=ids)

    fill(found, rows)
    _sign_and_need(membership, found, rows)
    return found


def permits_of(membership: Membership, found: dict[UUID, StayFacts]) -> None:
    """Read into facts that have their periods, and what became of the last demande, what is left to read of them."""
    ids = list(found)

    def rows(model: Any) -> Any:
        return model.objects.visible_to(membership).filter(person__in=ids)

    _permits(found, rows)
    _sign_and_need(membership, found, rows)


def _letters(membership: Membership, found: Mapping[UUID, StayFacts]) -> None:
    """Of nearly nobody, a permit was refused."""
    refused = {row.pk: facts for facts in found.values() for row in facts.aps if row.step == ApsStep.REFUSED}
    if not refused:
        return
    read_by = letters.read_by(membership)
    for facts in refused.values():
        facts.letters_read = read_by
    for fact, last_day in letters.days(membership, {facts.person.pk for facts in refused.values()}).items():
        if fact in refused:
            refused[fact].letters[fact] = last_day


def _sign_and_need(membership: Membership, found: Mapping[UUID, StayFacts], rows: Rows) -> None:
    sign(found)
    _letters(membership, found)
    # Of nearly all people, a permit was delivered, and nothing is contested.
    refusals = {pk: facts for facts in found.values() for pk in facts.refusals_until}
    asked = {pk: facts.refusals_until[pk] for pk, facts in refusals.items()}
    named = {row.pk: row for facts in refusals.values() for row in facts.aps}
    for pk, known in appeals.delays(membership, asked, named).items():
        refusals[pk].delayed({pk: known})
    # By a door without an account, no key opens why (ADR 0040).
    if membership.is_antenne and perimeter.current().keys:
        needs = list(rows(ResidenceNeed))
        keys.load([row.person_id for row in needs], KeyKind.PRIVATE)
        for row in needs:
            found[row.person_id].need = row


def lapse_facts(membership: Membership, people: Iterable[Person]) -> dict[UUID, LapseFacts]:
    """What lapses is read from, of each person; those that this request has read already are not read again."""
    wanted = list(people)
    read_already: dict[UUID, LapseFacts] = perimeter.current().cache.setdefault((_FACTS, membership.pk), {})
    missing = [person for person in wanted if person.pk not in read_already]
    read_already |= gather_all(membership, missing, LapseFacts) if missing else {}
    return {person.pk: read_already[person.pk] for person in wanted}


def stay_facts(membership: Membership, people: Iterable[Person]) -> dict[UUID, StayFacts]:
    """What the clock of the permit is read from, of each person, in their order: of those whose `lapse_facts` this
    request has read, these.
    """
    wanted = list(people)
    known: dict[UUID, StayFacts] = perimeter.current().cache.get((_FACTS, membership.pk), {})
    missing = [person for person in wanted if person.pk not in known]
    found = gather_all(membership, missing, StayFacts) if missing else {}
    return {person.pk: known.get(person.pk) or found[person.pk] for person in wanted}


def fill(found: dict[UUID, Held], rows: Rows) -> None:
    """Read into `found` all that is not her antenne's alone, each model through `rows`: four to twelve queries."""
    for period in read(PeriodRow, rows):
        found[period.person_id].periods.append(period)
    _permits(found, rows)
    kinds = {type(facts) for facts in found.values()}
    if any(issubclass(kind, LapseFacts) for kind in kinds):
        _path(found, rows)
        _aid(found, rows)
    else:
        over = list(_over(rows))
        refused = {demande: person for person, demande, step in over if step not in WITHOUT_PATH}
        stopped = stopped_refusals(rows, refused)
        for person, demande, step in over:
            found[person].dead = WITHOUT_PATH.get(step) or refused_words(stopped.get(demande, ""))
    whole = {person: facts for person, facts in found.items() if isinstance(facts, ClockFacts)}
    if whole:
        for item in read(ItemRow, rows):
            whole[item.person_id].items.append(item)
        for month in read(MonthRow, rows):
            whole[month.person_id].months.append(month)


def _permits(found: Mapping[UUID, StayFacts], rows: Rows) -> None:
    for span in read(SpanRow, rows):
        found[span.person_id].need_spans.append(span)
    refused = False
    for fact in read(PermitRow, rows):
        found[fact.person_id].aps.append(fact)
        refused = refused or fact.step == ApsStep.REFUSED
    # Of nearly all people, nothing was refused.
    if refused:
        told = rows(PermitNotice).filter(fact__step=ApsStep.REFUSED).defer("why", "language", "interpreter", "letter")
        for notice in told.order_by("created_at"):
            found[notice.person_id].notices.append(notice)


def stopped_refusals(rows: Rows, demandes: Collection[UUID]) -> dict[UUID, str]:
    """Of demandes that were refused, what a judge or the préfet did to the refusal, in words; few are refused."""
    return stops.of_refusals(rows(Recours).filter(demande__in=demandes)) if demandes else {}


def refused_words(stop: str) -> str:
    """« le parcours est refusé, décision suspendue par le juge le 12 novembre 2026 »."""
    return ", ".join(filter(None, (REFUSED, stop)))


def _over(rows: Rows) -> "QuerySet[Demande, tuple[UUID, UUID, str]]":
    """Those whose last demande was refused, or closed without a decision, with its step: no path is to come of it."""
    later = Demande.objects.filter(person=OuterRef("person"), created_at__gt=OuterRef("created_at"))
    refused = (
        rows(Decision).filter(demande=OuterRef("pk"), sense=DecisionSense.REFUSE).exclude(step=DecisionStep.DRAFT)
    )
    found = rows(Demande).filter(Exists(refused) | Q(step__in=WITHOUT_PATH)).exclude(Exists(later))
    over: QuerySet[Demande, tuple[UUID, UUID, str]] = found.values_list("person_id", "pk", "step")
    return over


def sign(found: Mapping[UUID, StayFacts]) -> None:
    """Say of which side those are who wrote down the facts of the permits: one query, of accounts."""
    wrote = {row.recorded_by_id for facts in found.values() for row in facts.aps}
    roles = dict(Membership.objects.filter(pk__in=wrote).values_list("pk", "role")) if wrote else {}
    for facts in found.values():
        facts.roles = roles


def _path(found: dict[UUID, Any], rows: Rows) -> None:
    for path in read(PathRow, rows):
        known = found[path.person_id]
        if known.parcours is not None:
            known.earlier.append(known.parcours)
        known.parcours = path
    for demande in read(DemandeRow, rows):
        found[demande.person_id].demandes.append(demande)
    decided = rows(Decision).values_list("person_id", "demande_id", "pk", "sense", "step")
    for person, asked, decision, sense, step in decided:
        found[person].decisions[asked] = decision
        if sense == DecisionSense.REFUSE and step != DecisionStep.DRAFT:
            found[person].refusals.add(asked)
    stopped = stopped_refusals(rows, {demande for facts in found.values() for demande in facts.refusals})
    for facts in found.values():
        facts.stopped = {demande: stopped[demande] for demande in facts.refusals & stopped.keys()}
        last = max(facts.demandes, key=lambda row: row.created_at, default=None)
        if last is not None:
            refused = refused_words(stopped.get(last.pk, ""))
            facts.dead = refused if last.pk in facts.refusals else WITHOUT_PATH.get(last.step, "")


def _aid(found: dict[UUID, Any], rows: Rows) -> None:
    for asked in read(AidRow, rows):
        found[asked.person_id].aids[asked.demande_id] = asked
    for facts in found.values():
        facts.aid = facts.aids.get(facts.demandes[-1].pk) if facts.demandes else None
    for decided in read(AfisRow, rows):
        found[decided.person_id].afis.append(decided)
