"""From one day to another: what narrows a list."""

import datetime
from collections.abc import Mapping
from typing import Any

from rivage.core.forms import DayField, RivageForm


class BetweenForm(RivageForm):
    """From one day to another, both included; the usual ones when none is asked, or when they mean nothing."""

    DAYS = ("du", "au")

    du = DayField(label="Du", required=False)
    au = DayField(label="Au, inclus", required=False)

    def __init__(self, data: Mapping[str, Any], usual: tuple[datetime.date, datetime.date]) -> None:
        super().__init__(data)
        self.usual = usual

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("du") and data.get("au") and data["au"] < data["du"]:
            self.add_error("au", "Le dernier jour vient avant le premier.")
        return data

    def days(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day. A last day alone keeps as many days before it as is usual."""
        data = self.cleaned_data if self.is_valid() else {}
        first, last = self.usual
        until = data.get("au") or last
        return data.get("du") or until - (last - first), until

    def kept(self) -> dict[str, str]:
        """What an address keeps of them: the days asked, none when they mean nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        return {key: data[key].isoformat() for key in self.DAYS if data.get(key)}
