"""A refusal of the aid, or its end, that holds no more: what undid it, and until when the aid is decided anew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from rivage.accounts.homes import PanelLine, SidePanel
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.french import capital
from rivage.decisions.models import Recours
from rivage.decisions.recours import stops
from rivage.decisions.recours.enums import JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.screen import reexamine_by
from rivage.dossiers.enums import ParcoursEnd
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.rights.ended import delays, noted, told_on, until_of
from rivage.rights.models import AfisDecision, AfisEnd, AfisMonth

BY = {RecoursKind.GRACIOUS: "Le préfet est revenu", RecoursKind.HIERARCHICAL: "Le ministre est revenu"}


@dataclass(frozen=True, slots=True)
class UndoneAid:
    """`row`: the decision, or its end, as it was signed; `words`: what undid it; `due`: the last day that the judge
    sets to decide anew, None where none is noted; `since`: when it no longer holds; `granted`: the préfet or the
    minister took it back.
    """

    row: AfisDecision | AfisEnd
    words: str
    due: date | None
    since: date
    granted: bool = False

    @property
    def visa(self) -> str:
        """The same, for what the letter of the new decision sees."""
        by = "le recours accepté" if self.granted else "la décision du juge"
        return f"Vu {by} du {day(self.since)} sur le refus du {day(self.row.decided_on)} ;"

    @property
    def sentence(self) -> str:
        """The same, with what follows."""
        if isinstance(self.row, AfisEnd):
            return f"{self.words} : l’aide est due de nouveau, mois passés compris."
        anew = "l’aide se décide de nouveau"
        until = f"{anew}, au plus tard le {day(self.due)}" if self.due else anew
        return f"{self.words} : {until}."


def of(membership: Membership, rows: Iterable[AfisDecision | AfisEnd]) -> dict[UUID, UndoneAid]:
    """What undid each of those that hold no more, by id. One query where any."""
    held = {row.pk: row for row in rows if row.undone_on is not None}
    if not held:
        return {}
    made: dict[UUID, list[Recours]] = {pk: [] for pk in held}
    granted = Recours.objects.visible_to(membership).filter(act__in=held, outcome=RecoursOutcome.GRANTED)
    for row in granted.defer("court").order_by("outcome_on", "created_at"):
        if row.act is not None:
            made[row.act].append(row)
    return {pk: _undone(row, made[pk]) for pk, row in held.items()}


def ends_of(membership: Membership, person: Person, on: date) -> list[dict[str, Any]]:
    """The ends of her aid for the pages of her months and clocks: when each reached her, until when it may be
    contested, remedies counted; of one that holds no more, what undid it.
    """
    rows = list(noted(membership).filter(person=person))
    found, over = delays(membership, rows), of(membership, rows)
    return [
        {
            "row": row,
            "told_on": told_on(row),
            "until": until_of(row, on, found[row.pk]),
            "undone": capital(over[row.pk].sentence) if row.pk in over else "",
        }
        for row in rows
    ]


def due_again(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For her antenne: the ends that hold no more, until a month of their aid is ordered since. Whoever died is left
    in peace.
    """
    since = AfisMonth.objects.filter(decision=OuterRef("decision"), created_at__date__gte=OuterRef("undone_on"))
    rows = AfisEnd.objects.visible_to(membership).filter(undone_on__isnull=False, taken_back_on__isnull=True)
    rows = rows.exclude(decision__demande__parcours__end_kind=ParcoursEnd.DEATH).exclude(Exists(since))
    held = list(rows.select_related("person", "decision").order_by("undone_on"))
    found = of(membership, held)
    if held:
        yield SidePanel(
            "Fins de l’aide qui ne tiennent plus", tuple(_line(membership, found[row.pk]) for row in held), ""
        )


def _line(membership: Membership, one: UndoneAid) -> PanelLine:
    person = one.row.person
    return PanelLine(
        title=person.reference,
        url=link(membership, "rights:months", person=person.pk),
        person=person.pk,
        reference=person.reference,
        note=one.sentence,
        icon="stop-circle",
    )


def _undone(row: AfisDecision | AfisEnd, made: list[Recours]) -> UndoneAid:
    held = (one for one in made if not stops.provisional(one, made))
    due = min((until for one in held if (until := reexamine_by(one)) is not None), default=None)
    since = row.undone_on or row.decided_on
    one = next((one for one in made if one.outcome_on == since), None)
    return UndoneAid(row, _words(row, one, since), due, since, one is not None and one.kind in BY)


def _words(row: AfisDecision | AfisEnd, one: Recours | None, since: date) -> str:
    ended = isinstance(row, AfisEnd)
    what = "cette fin" if ended else "le refus de l’aide"
    if one is not None and one.kind in BY:
        return f"{BY[RecoursKind(one.kind)]} sur {what} le {day(since)}"
    if one is not None and one.ordered in stops.STOPPED:
        return f"Un juge a {stops.STOPPED[JudgeOrder(one.ordered)]} {what} le {day(since)}"
    return f"{capital(what)} ne tient plus depuis le {day(since)}"
