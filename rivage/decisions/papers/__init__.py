"""Papers of a decision: the decision itself, and the letters that carry it."""

from rivage.decisions.papers.letters import (
    AssociationLetter,
    HandOver,
    Letter,
    handover_receipt,
    neutral_cover,
    notification_association,
    notification_letter,
)
from rivage.decisions.papers.ruling import (
    Authorisation,
    ContradictoryStep,
    NonRenewal,
    Ruling,
    authorisation,
    non_renewal,
    refusal,
)

__all__ = [
    "AssociationLetter",
    "Authorisation",
    "ContradictoryStep",
    "HandOver",
    "Letter",
    "NonRenewal",
    "Ruling",
    "authorisation",
    "handover_receipt",
    "neutral_cover",
    "non_renewal",
    "notification_association",
    "notification_letter",
    "refusal",
]
