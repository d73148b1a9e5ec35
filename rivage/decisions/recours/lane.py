"""The lane from a decision to the last day on which it may be contested, in percentages of its width."""

from dataclasses import dataclass
from datetime import date

from rivage.decisions.acts import Contestable
from rivage.decisions.recours.delay import Delay

# The last day is drawn a little before the edge, where its word fits.
LAST = 92.0


@dataclass(frozen=True, slots=True)
class Lane:
    """`told`, `today`, `last`: where each stands, as SVG writes it, empty where no day is said; `day`: the last one,
    as the words beside say it; `begins`, `instead`: what is written under its start, or in its place. `past`, `open`:
    widths of what is behind and of the whole delay.
    """

    told: str = ""
    today: str = ""
    last: str = ""
    past: str = ""
    open: str = ""
    anchor: str = "middle"
    day: date | None = None
    begins: str = ""
    instead: str = ""


def lane(act: Contestable, delay: Delay, on: date) -> Lane:
    """Dotted where no day is said: nothing was handed to her, the delay is kept, a court is seized, all is over."""
    contest = delay.day
    if contest is None or act.replaced:
        return Lane(instead=_instead(act, delay))
    last, starts = contest.said(on), act.told_on or act.taken_on
    whole = max((last - act.taken_on).days, 1)
    told = LAST * (starts - act.taken_on).days / whole
    now = min(max(LAST * (on - act.taken_on).days / whole, 0.0), 100.0)
    behind = min(max(now - told, 0.0), LAST - told)
    anchor = "start" if now < 20 else "end" if now > 80 else "middle"
    begins = "silence" if act.silent else "remis" if act.told_on else "refus"
    return Lane(_said(told), _said(now), _said(LAST), _said(behind), _said(LAST - told), anchor, last, begins)


def _instead(act: Contestable, delay: Delay) -> str:
    if act.replaced:
        return "délivrée depuis"
    if delay.undone:
        return "ne tient plus"
    if delay.seized is not None:
        return "tribunal saisi"
    return "délai du tribunal en attente" if delay.awaited else "pas encore remis"


def _said(share: float) -> str:
    return f"{share:.1f}%"
