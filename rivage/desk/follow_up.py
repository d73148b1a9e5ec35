"""The tableau de suivi: one line per person, as the delegates' own sheets have it. A constant number of queries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Listing, matches, ranked
from rivage.core.tables import Column, Link
from rivage.decisions.enums import DecisionSense, DecisionStep, NotificationOutcome, Recipient
from rivage.decisions.models import Decision, Notification
from rivage.decisions.outcome import SENSES
from rivage.dossiers import states
from rivage.dossiers.enums import PENDING, Part, Step
from rivage.dossiers.models import Aid, Demande, MissingRequest
from rivage.dossiers.months import days_of, months_used
from rivage.law.duration import MOST_EVER
from rivage.law.period import ONE_DAY
from rivage.people import names, once
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.tables import ANTENNE, REFERENT, SEARCHED, by_antenne, by_referent, of_referent, team
from rivage.rights.clocks import gather_all
from rivage.rights.clocks.facts import WITHOUT_PATH, StayFacts, permits_of, refused_words, stopped_refusals
from rivage.rights.clocks.residence import Stay, standing
from rivage.rights.clocks.rows import PathRow, PeriodRow, read
from rivage.rights.clocks.steps import remedy_words
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision
from rivage.rights.permit.pills import pill


@dataclass(slots=True)
class FollowUpLine:
    """One person, `person` her id. The period is the one that runs, or the last.

    Beyond these four, what the order and the filter don't read is read for the lines shown alone. `before`, `held`:
    what `months` are counted from. `dead`: as that of `StayFacts`.
    """

    person: UUID
    reference: str
    antenne: UUID
    association: str
    name: str = ""
    url: str = ""
    n: int | None = None
    starts: date | None = None
    last_day: date | None = None
    before: Mapping[UUID, int] = field(default_factory=dict)
    held: Sequence[PeriodRow] = ()
    counted: int | None = None
    session: date | None = None
    aps: str = ""
    aps_until: date | None = None
    afis: str = ""
    said: str = ""
    sense: str = ""
    missing: str = ""
    step: str = ""
    dead: str = ""
    team: str = ""

    @property
    def months(self) -> int:
        """Months of open rights, counted when they are shown or sorted by."""
        if self.counted is None:
            spans = ((row.parcours_id, days) for row in self.held if (days := days_of(row)))
            self.counted = months_used(self.before, spans)
        return self.counted


Lines = dict[UUID, FollowUpLine]
# Reads some columns of lines.
Reading = Callable[..., None]
ASKED = {True: "demandée", False: "non demandée", None: "à voir"}
COLUMNS = (
    Column("name", "Personne", lambda line: Link(line.name, line.url), sort=names.BY_NAME, kind="title"),
    Column("reference", "Numéro", lambda line: line.reference, "numero", "ref", lambda line: line.reference),
    Column(
        "association", "Association", lambda line: line.association, "association", by=lambda line: line.association
    ),
    Column("n", "Période", lambda line: line.n, "periode", "number", lambda line: line.n),
    Column("starts", "Début", lambda line: line.starts, "debut", "date", lambda line: line.starts),
    Column("last", "Dernier jour", lambda line: line.last_day, "fin", "date", lambda line: line.last_day),
    Column("used", f"Mois, sur {MOST_EVER}", lambda row: row.months, "mois", "number", lambda row: row.months),
    Column("session", "Séance", lambda line: line.session, "seance", "date", lambda line: line.session),
    Column("aps", "APS (titre provisoire)", lambda line: line.aps, "aps", by=lambda line: line.aps),
    Column(
        "aps_until",
        "APS, dernier jour",
        lambda line: line.aps_until,
        "aps-fin",
        "date",
        lambda line: line.aps_until,
    ),
    Column("afis", "AFIS (aide)", lambda line: line.afis, "afis", by=lambda line: line.afis),
    Column("said", "Dernière demande", lambda line: line.said),
    Column("missing", "Ce qui manque", lambda line: line.missing),
    Column("team", "Accompagnée par", lambda line: line.team, "avec", by=lambda line: line.team),
)
# Who accompanies is the antenne's alone to read; which antenne, the others'.
OF_ONE_ANTENNE = {True: "association", False: "team"}
SHOWN = "filtre"
FILTERS = (
    ("", "Toutes"),
    ("en-cours", "En parcours"),
    ("fin-proche", "Finit dans quatre mois"),
    ("demande", "Demande en cours"),
    *((word, label) for word, label, _ in SENSES),
)
SENSE_OF = {word: sense for word, _, sense in SENSES}
NO_LINE = Empty("Aucune personne ne répond", "Les autres sont sous « Toutes ».")
NO_PERSON = Empty(
    "Aucune personne pour l’instant", "Chaque personne dont la demande vous est ouverte aura sa ligne ici."
)
NEAR = 120


def tableau(membership: Membership, on: date) -> Listing:
    """Every person this membership follows; those of a page alone are completed and named."""
    called = names.Called(membership)
    known: set[Reading] = set()
    return Listing(
        page="desk:follow_up",
        caption="Tableau de suivi",
        columns=tuple(one for one in COLUMNS if one.key != OF_ONE_ANTENNE[membership.is_antenne]),
        sort="fin",
        found=lambda asked: _ordered(_kept(_lines(membership, on, asked, known), asked, called, on), asked, called),
        shown=lambda rows: _show(rows, membership, called, on, known),
        filters=(Filter(SHOWN, "Montrer", FILTERS), *by_antenne(membership), *by_referent(membership, clock.now())),
        searched=SEARCHED,
        empty=NO_PERSON,
        nothing=NO_LINE,
        counted="personne",
        whole=lambda _: _people(membership).count(),
    )


def _people(membership: Membership) -> "QuerySet[Person]":
    return Person.objects.visible_to(membership, Slice.IDENTITY)


def _lines(membership: Membership, on: date, asked: Asked, known: set[Reading]) -> list[FollowUpLine]:
    """Every person, with what this order and this filter read and no more: as many queries, however many people.

    `known`: what was read so, that the lines shown need not be read again.
    """
    known.clear()
    people = _people(membership).values_list("pk", "reference", "antenne_id", "antenne__name")
    made = {row[0]: FollowUpLine(*row) for row in people}
    for part in {READ_BY[name] for name in (asked.order, asked.chosen[SHOWN]) if name in READ_BY}:
        part(membership, made, on, whole=True)
        known.add(part)
    if asked.chosen.get(REFERENT):
        hers = set(of_referent(_people(membership), asked, "pk").values_list("pk", flat=True))
        return [line for line in made.values() if line.person in hers]
    return list(made.values())


def _rows(model: Any, membership: Membership, made: Lines, whole: bool) -> Any:
    """Rows of these people. `whole`: they are all that this membership follows, which needs no list of them."""
    seen = model.objects.visible_to(membership)
    return seen.filter(person__in=made) if not whole else seen


def _permits(membership: Membership, made: Lines, on: date, *, whole: bool = False) -> None:
    """State of the permit and last day of what is held; where none is needed, yes, no or not concerned.

    Of some lines alone, their periods and demandes were read before.
    """
    seen = Person.objects.visible_to(membership)
    if whole:
        facts = gather_all(membership, list(seen), StayFacts)
    else:
        facts = {
            one.pk: StayFacts(one, list(made[one.pk].held), made[one.pk].dead) for one in seen.filter(pk__in=made)
        }
        permits_of(membership, facts)
    for person, found in facts.items():
        stands = standing(found, on)
        said = pill(found, on, stands).text
        label = f"{said[0].lower()}{said[1:]}"
        if words := remedy_words(found, on):
            label = f"{label}, {words}"
        none = stands.code == Stay.NOT_NEEDED
        made[person].aps = found.person.get_aps_need_display() if none else label
        made[person].aps_until = stands.until


def _team(membership: Membership, made: Lines, on: date, *, whole: bool = False) -> None:
    for person, words in team(membership, None if whole else made).items():
        if person in made:
            made[person].team = words


def _periods(membership: Membership, made: Lines, on: date, *, whole: bool = False) -> None:
    def rows(model: Any) -> Any:
        return _rows(model, membership, made, whole)

    before: dict[UUID, dict[UUID, int]] = {}
    for path in read(PathRow, lambda model: rows(model).filter(months_before__gt=0)):
        before.setdefault(path.person_id, {})[path.pk] = path.months_before
    held: dict[UUID, list[PeriodRow]] = {}
    for row in read(PeriodRow, rows):
        if (line := made.get(row.person_id)) is None:
            continue
        held.setdefault(row.person_id, []).append(row)
        days = days_of(row)
        if days is not None and (line.n is None or row.starts <= on):
            line.n, line.starts, line.last_day = row.n, days.start, days.end - ONE_DAY
    for person in made.keys() & (held.keys() | before.keys()):
        made[person].before, made[person].held = before.get(person, {}), held.get(person, ())


def _demandes(membership: Membership, made: Lines, on: date, *, whole: bool = False) -> None:
    def rows(model: Any) -> Any:
        return _rows(model, membership, made, whole)

    last: dict[UUID, Demande] = {}
    # Those of a path taken over are written at one instant.
    for row in rows(Demande).order_by("created_at", "n"):
        last[row.person_id] = row
    aids = rows(Aid).filter(demande__in=last.values())
    asked = dict(aids.values_list("person", "afis_asked"))
    decided = rows(AfisDecision).standing().order_by("decided_on").values_list("person_id", "sense", "ended_on")
    granted = {person: _of_the_aid(sense, ended) for person, sense, ended in decided}
    waiting = (
        rows(AgendaItem)
        .filter(seance__at__gt=clock.now(), seance__closed_at__isnull=True, postponed_at__isnull=True)
        .order_by("-seance__at")
        .values_list("person_id", "seance__at", "departement")
    )
    sessions = {person: clock.local_day(at, departement) for person, at, departement in waiting}
    senses = dict(rows(Decision).exclude(step=DecisionStep.DRAFT).values_list("demande_id", "sense"))
    refused = [row.pk for row in last.values() if senses.get(row.pk) == DecisionSense.REFUSE]
    stopped = stopped_refusals(rows, refused)
    said = {} if whole else states.shown(membership, list(last.values()), on)
    unanswered = rows(MissingRequest).filter(answered_at__isnull=True)
    wanted: dict[UUID, list[str]] = dict(unanswered.values_list("person_id", "parts"))
    told: dict[UUID, set[str]] = {}
    if not whole:
        untold = [row.pk for row in last.values() if row.step == Step.DECIDED]
        standing_ = rows(Notification).filter(decision__demande__in=untold, replaced_at__isnull=True)
        for demande_id, who, how in standing_.values_list("decision__demande_id", "recipient", "outcome"):
            told.setdefault(demande_id, set()).add(UNREACHED if (who, how) == UNREACHED_BY else who)
    for person, line in made.items():
        demande = last.get(person)
        line.session = sessions.get(person)
        line.sense = senses.get(demande.pk, "") if demande else ""
        line.step = demande.step if demande else ""
        refusal = refused_words(stopped.get(demande.pk, "")) if demande else ""
        line.dead = refusal if line.sense == DecisionSense.REFUSE else WITHOUT_PATH.get(line.step, "")
        without = f"sans suite : {line.dead}" if line.dead and asked.get(person) else ""
        line.afis = granted.get(person) or without or ASKED[asked.get(person)]
        line.missing = _missing(demande, wanted.get(person), told.get(demande.pk, set()) if demande else set())
        line.said = said[demande.pk].state.text if demande and demande.pk in said else ""


def _of_the_aid(sense: str, ended_on: date | None) -> str:
    """« accordée », or « accordée, terminée » once the préfet ended it."""
    said = str(AfisSense(sense).label)
    return f"{said}, terminée" if ended_on else said


# She could not be reached: it is to be handed to her still.
UNREACHED = "unreached"
UNREACHED_BY = (Recipient.PERSON.value, NotificationOutcome.IMPOSSIBLE.value)
AGAIN = "la remise à la personne, impossible jusqu’ici"
# What is left of a notification, by who was told.
NOTIFYING = {
    frozenset({UNREACHED}): f"{AGAIN} ; la copie à l’association",
    frozenset({UNREACHED, Recipient.ASSOCIATION.value}): AGAIN,
    frozenset({Recipient.PERSON.value}): "la copie à l’association",
    frozenset({Recipient.ASSOCIATION.value}): "la notification à la personne",
}


def _missing(demande: Demande | None, asked: Sequence[str] | None, told: set[str]) -> str:
    """What the demande waits for. `asked`: the parts asked of it; `told`: to whom its decision was notified, or could
    not be.
    """
    if asked is not None and demande is not None and demande.step == Step.INCOMPLETE:
        labels = [str(Part(part).label) for part in asked if part in Part.values]
        return ", ".join(label[:1].lower() + label[1:] for label in labels)
    waits = {
        Step.DRAFT: "le dépôt",
        Step.SUBMITTED: "la vérification",
        Step.COMPLETE: "une séance",
        Step.SCHEDULED: "l’avis",
        Step.OPINED: "la décision",
        Step.DECIDED: NOTIFYING.get(frozenset(told), "la notification"),
    }
    return waits.get(Step(demande.step), "") if demande else ""


# What each order and each filter is read from; the others from the person alone, or her name.
READ_BY: dict[str, Reading] = {
    **dict.fromkeys(("periode", "debut", "fin", "mois", "en-cours", "fin-proche"), _periods),
    **dict.fromkeys(("seance", "afis", "demande", *SENSE_OF), _demandes),
    **dict.fromkeys(("aps", "aps-fin"), _permits),
    "avec": _team,
}


def _kept(rows: list[FollowUpLine], asked: Asked, called: names.Called, on: date) -> list[FollowUpLine]:
    """The lines of the filters and of the words asked. For words, every name of the perimeter is decrypted."""
    filters: dict[str, Callable[[FollowUpLine], bool]] = {
        "en-cours": lambda line: line.last_day is not None and line.last_day >= on,
        "fin-proche": lambda line: line.last_day is not None and 0 <= (line.last_day - on).days <= NEAR,
        "demande": lambda line: line.step in PENDING,
        **{word: partial(_decided, sense) for word, sense in SENSE_OF.items()},
    }
    if chosen := filters.get(asked.chosen[SHOWN]):
        rows = [line for line in rows if chosen(line)]
    if antenne := asked.chosen.get(ANTENNE):
        rows = [line for line in rows if str(line.antenne) == antenne]
    if not asked.words:
        return rows
    known = called.whole()
    return [line for line in rows if matches(asked.words, known.get(line.person, ""), line.reference)]


def _decided(sense: str, line: FollowUpLine) -> bool:
    return line.sense == sense


def _ordered(rows: list[FollowUpLine], asked: Asked, called: names.Called) -> list[FollowUpLine]:
    """In the order asked. By name, every name of the perimeter is decrypted, and not traced as shown."""
    if asked.order != names.BY_NAME:
        return ranked(rows, COLUMNS, asked, lambda line: line.reference)
    known = called.whole()
    return sorted(rows, key=lambda line: names.rank(known.get(line.person, ""), line.reference), reverse=asked.down)


def _show(
    rows: Sequence[FollowUpLine], membership: Membership, called: names.Called, on: date, known: set[Reading]
) -> Sequence[FollowUpLine]:
    """Complete and name the lines that are shown, and trace each of them as shown."""
    made = {line.person: line for line in rows}
    with once.those(membership, made):
        # What is said of a demande is read for the lines shown alone.
        for part in (_periods, _demandes, _permits, _team):
            if part not in known or part is _demandes:
                part(membership, made, on)
    named = called.of(made)
    for line in rows:
        line.name = named.get(line.person) or line.reference
        line.url = link(membership, "people:person", person=line.person)
        names.note(line.person, line.antenne, named=line.person in named)
    return rows
