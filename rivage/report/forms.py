"""Forms of the report: a year closed again says why."""

from typing import Any

from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import LongText

ROOM = 300


class ClosingForm(ReadAgainForm):
    """What closing a year asks: nothing, or why it is closed again."""

    why = LongText(label="Pourquoi la clore de nouveau", max_length=ROOM, rows=2)

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["why"]
