"""A refusal of the aid, or its end, that holds no more: what undid it, and until when the aid is decided anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.decisions.models import Recours
from rivage.decisions.recours import stops
from rivage.decisions.recours.enums import JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.screen import reexamine_by
from rivage.law.wording import day
from rivage.rights.models import AfisDecision, AfisEnd

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


def _undone(row: AfisDecision | AfisEnd, made: list[Recours]) -> UndoneAid:
    due = min((until for one in made if (until := reexamine_by(one)) is not None), default=None)
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
    return f"{what[0].upper()}{what[1:]} ne tient plus depuis le {day(since)}"
