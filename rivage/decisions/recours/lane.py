"""The lane from a decision to the last day on which it may be contested, in percentages of its width."""

from dataclasses import dataclass
from datetime import date

from rivage.core.contest import Contest
from rivage.decisions.acts import Contestable

# The last day is drawn a little before the edge, where its word fits.
LAST = 92.0


@dataclass(frozen=True, slots=True)
class Lane:
    """`told`, `today`, `last`: where each stands, as SVG writes it; `told` and `last` empty where no delay runs.
    `past`, `open`: widths of what is behind and of the whole delay.
    """

    told: str = ""
    today: str = ""
    last: str = ""
    past: str = ""
    open: str = ""
    anchor: str = "middle"


def lane(act: Contestable, contest: Contest | None, on: date) -> Lane:
    """Dotted where nothing was handed to her, or the delay is kept."""
    if act.told_on is None or contest is None:
        return Lane()
    whole = max((contest.last - act.taken_on).days, 1)
    told = LAST * (act.told_on - act.taken_on).days / whole
    now = min(max(LAST * (on - act.taken_on).days / whole, 0.0), 100.0)
    behind = min(max(now - told, 0.0), LAST - told)
    anchor = "start" if now < 20 else "end" if now > 80 else "middle"
    return Lane(_said(told), _said(now), _said(LAST), _said(behind), _said(LAST - told), anchor)


def _said(share: float) -> str:
    return f"{share:.1f}%"
