"""The encrypted sums of a year, under the keyset of their antenne."""

from typing import Any

from rivage.accounts.fields import BodyText
from rivage.support.tally.cells import Sums, packed, unpacked


class TallySums(BodyText):
    """`Sums`, of one length once encrypted."""

    description = "sommes chiffrées sous la clé de l’antenne"

    def as_text(self, value: Sums) -> str:
        return packed(value)

    def as_value(self, text: str) -> Any:
        return unpacked(text)
