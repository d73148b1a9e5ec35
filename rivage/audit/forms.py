from datetime import date, timedelta
from typing import Any

from rivage.core.forms import DayField, RivageForm

SHOWN = timedelta(days=30)


class BetweenForm(RivageForm):
    """From one day to another, both included; the last thirty days when nothing is asked."""

    du = DayField(label="Du", required=False)
    au = DayField(label="Au, inclus", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("du") and data.get("au") and data["au"] < data["du"]:
            self.add_error("au", "Le dernier jour vient avant le premier.")
        return data

    def days(self, on: date) -> tuple[date, date]:
        """The days asked, or the usual ones around `on` when none is, or when they mean nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        last = data.get("au") or on
        return data.get("du") or last - SHOWN, last
