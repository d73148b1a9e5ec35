"""People and what opens their files. Every table here is nominative: see rows.sql."""

from rivage.people.models.aside import Aside, AsideKey, Exclusion
from rivage.people.models.contact import Contact, Correspondence
from rivage.people.models.person import Accompaniment, Child, Identity, Person, RelayCorrection
from rivage.people.models.share import Accord, AccordCorrection, Share
from rivage.people.models.transfer import Arrival, Transfer, TransferKey

__all__ = [
    "Accompaniment",
    "Accord",
    "AccordCorrection",
    "Arrival",
    "Aside",
    "AsideKey",
    "Child",
    "Contact",
    "Correspondence",
    "Exclusion",
    "Identity",
    "Person",
    "RelayCorrection",
    "Share",
    "Transfer",
    "TransferKey",
]
