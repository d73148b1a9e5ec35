"""Until when an act may still be brought before the court, from its notification, its remedies and legal aid."""

from collections.abc import Iterable

from rivage.core.contest import Contest
from rivage.decisions.acts import Contestable
from rivage.decisions.recours.enums import RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import ContestHelp, Recours
from rivage.law import recours as law

# A remedy taken back moves nothing: to count on it would be less safe.
MOVES = (RecoursOutcome.PENDING, RecoursOutcome.GRANTED, RecoursOutcome.REJECTED)


def extended(act: Contestable, rows: Iterable[Recours], help_: ContestHelp | None) -> law.Extended | None:
    """The delay of an act once its remedies are counted; None where none runs. `help_`: where its reader may read it,
    None else: what legal aid moves is then not known here.
    """
    if act.contest is None:
        return None
    held = [row for row in rows if row.outcome in MOVES]
    gracious, hierarchical = (_first(held, kind) for kind in (RecoursKind.GRACIOUS, RecoursKind.HIERARCHICAL))
    return law.extended(
        act.contest.last,
        gracious=gracious.filed_on if gracious else None,
        gracious_answered=gracious.outcome_on if gracious else None,
        hierarchical=hierarchical.filed_on if hierarchical else None,
        hierarchical_answered=hierarchical.outcome_on if hierarchical else None,
        aid=help_.aid_asked_on if help_ else None,
        aid_answered=help_.aid_answered_on if help_ else None,
    )


def contest(act: Contestable, found: law.Extended | None) -> Contest | None:
    """The days to be said: those of the notification where nothing moved them."""
    if found is None or found.last_day is None or act.contest is None:
        return None
    return act.contest if found.last_day == act.contest.last else Contest(found.last_day)


def _first(rows: Iterable[Recours], kind: str) -> Recours | None:
    """The first of a sort: the delay moves once."""
    return min((row for row in rows if row.kind == kind), key=lambda row: row.filed_on, default=None)
