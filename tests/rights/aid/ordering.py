"""An order read, then issued."""

from datetime import date

from rivage.accounts.models import Membership
from rivage.rights.aid import actions
from rivage.rights.aid.orders import propose
from rivage.rights.models import AfisOrder


def issued(actor: Membership, on: date, departement: str, month: date) -> AfisOrder:
    """The order of a month, as its page showed it."""
    read = propose(actor, departement, month, on).version
    return actions.order_month(actor=actor, on=on, departement=departement, month=month, version=read)
