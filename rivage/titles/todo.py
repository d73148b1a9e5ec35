"""What her rights ask of her antenne: to renew one before its last day, to chase a request on the day chosen."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import capital
from rivage.law.period import ONE_DAY
from rivage.law.recours import with_removal
from rivage.law.wording import day
from rivage.people import panels
from rivage.people.models import Person
from rivage.rights.alerts import lapsing
from rivage.rights.alerts.lapsing import LapseLine
from rivage.rights.clocks.lapses import ASSOCIATION, Lapse
from rivage.titles.enums import HAD, RightFamily, RightStep
from rivage.titles.models import RightFact
from rivage.titles.standing import AHEAD, RightStanding, of_people

WRITTEN = "C’est le jour écrit sur la lettre."
UNWRITTEN = "Notez sur sa page le jour écrit sur la lettre."
# How far a refusal of which no day is written is looked for.
REFUSED = timedelta(days=70)
# When a title was asked, where silence on it may be contested today: four months, then two.
SILENT = (timedelta(days=190), timedelta(days=118))


def due(membership: Membership, on: date) -> QuerySet[RightFact]:
    """Steps to take up again soon, of people whom the antenne accompanies and who live."""
    lately = Q(due__isnull=True, on__gte=on - REFUSED)
    silent = Q(on__range=tuple(on - ago for ago in SILENT))
    rows = RightFact.objects.visible_to(membership).filter(Q(due__lte=on + AHEAD) | lately | silent)
    rows = rows.filter(replaced_by__isnull=True)
    return rows.exclude(person__in=Person.objects.filter(panels.over()))


def to_take_up(membership: Membership, on: date) -> Iterator[Item]:
    """A right or a title that ends, a request to chase: as long as nothing was noted of it since."""
    references = dict(due(membership, on).values_list("person", "person__reference"))
    for person, known in of_people(membership, references, on).items() if references else ():
        for one in known.values():
            if one.may_come_with_removal:
                yield _first(membership, one, references[person])
            elif one.to_contest:
                yield _refused(membership, one, references[person])
            if one.to_contest:
                continue
            if one.last is not None and one.last.step != RightStep.REFUSED and one.soon:
                yield _item(membership, one, references[person])


def _first(membership: Membership, one: RightStanding, reference: str) -> Item:
    """A title refused while the delay of an obligation to leave may run: before anything else, as of a permit."""
    row = one.refused
    assert row is not None  # noqa: S101 - said for the checker
    written = WRITTEN if row.due else UNWRITTEN
    return Item(
        f"Contester le refus : {one.subject.label}",
        link(membership, "titles:right", person=row.person_id, right=one.subject.code),
        due=row.due or one.on,
        person=row.person_id,
        reference=reference,
        consequence=f"Refusé le {day(row.on)}. {with_removal(one.on).sentence} {written}",
        action="Voir comment",
        contest=Contest(row.due, letter=row.due) if row.due else None,
        urgent=True,
        first=row.due is not None,
        always=True,
    )


def _refused(membership: Membership, one: RightStanding, reference: str) -> Item:
    """To contest or to ask again, until its delay is over."""
    assert one.last is not None  # noqa: S101 - said for the checker
    contest = one.contest
    if one.silence is not None:
        words = "Sans réponse, ce qui vaut refus : quatre mois puis deux pour contester, à confirmer."
    elif contest is None:
        words = one.own_way
    elif one.last.due is not None:
        words = WRITTEN
    else:
        words = "Délai usuel de deux mois, à confirmer : lisez celui de la décision, il peut être plus court."
    words = f"{with_removal(one.on).sentence} {words}" if one.warned else words
    return Item(
        f"Contester ou redemander : {one.subject.label}",
        link(membership, "titles:right", person=one.last.person_id, right=one.subject.code),
        due=contest.due(one.on) if contest else None,
        since=None if contest else one.last.on,
        person=one.last.person_id,
        reference=reference,
        consequence=words if one.silence is not None else f"Refusé le {day(one.last.on)}. {words}",
        action="Voir comment",
        contest=contest,
    )


def _item(membership: Membership, one: RightStanding, reference: str) -> Item:
    assert one.last is not None  # noqa: S101 - said for the checker
    renewed = one.last.step in HAD
    return Item(
        f"{'Renouveler' if renewed else 'Relancer'} : {one.subject.label}",
        link(membership, "titles:right", person=one.last.person_id, right=one.subject.code),
        due=one.last.due,
        person=one.last.person_id,
        reference=reference,
        consequence="Après ce jour, ce droit ou ce titre ne vaut plus." if renewed else "La réponse n’est pas notée.",
        action="Renouveler" if renewed else "Relancer",
    )


def contestable(membership: Membership, on: date) -> Iterator[LapseLine]:
    """What was refused of her rights and titles, until its last day to contest."""
    people = {row.person_id: row.person for row in due(membership, on).select_related("person")}
    for person, known in of_people(membership, people, on).items() if people else ():
        for one in known.values():
            if not one.to_contest or one.contest is None:
                continue
            lapse = Lapse("", one.contest.due(on) + ONE_DAY, ASSOCIATION, "en parle avec elle")
            yield LapseLine(
                people[person],
                lapse,
                on,
                ended=f"{capital(one.subject.label)} : {one.words}.",
                handed=True,
                remedy=True,
                url=link(membership, "titles:right", person=person, right=one.subject.code),
                named="Titre" if one.subject.family == RightFamily.TITLE else "Autre droit",
            )


lapsing.register(contestable)
register(to_take_up, roles=ANTENNE_ROLES, rank=75, of_people=True, waiting=due)
