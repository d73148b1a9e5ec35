"""What an antenne writes of its rounds, under its own keyset (ADR 0054)."""

from rivage.accounts.fields import BodyJson, BodyText
from rivage.outreach.enums import VOLUNTEER


class TeamText(BodyText):
    """Opened by whoever goes out too: row policies give her no other body's row."""

    also = (VOLUNTEER,)


class TeamJson(BodyJson):
    """The same of what JSON holds."""

    also = (VOLUNTEER,)
