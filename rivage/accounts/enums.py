from enum import StrEnum

from django.db import models


class BodyKind(StrEnum):
    """Kinds of body that code names. Which there are, with what each may do: `accounts.roles`."""

    ANTENNE = "antenne"
    HEAD_OFFICE = "head_office"
    PREFECTURE = "prefecture"
    RIVAGE = "rivage"


class Role(StrEnum):
    """Roles that code names. Which there are, with what each may do: `accounts.roles`."""

    REFERENT = "referent"
    LEAD = "lead"
    HEAD_OFFICE = "head_office"
    DELEGATE = "delegate"
    SECRETARY = "secretary"
    CHAIR = "chair"
    SEAT = "seat"
    SIGNATORY = "signatory"
    DESK = "desk"
    PAYER = "payer"
    ADMIN = "admin"
    AUDITOR = "auditor"
    SYSTEM = "system"


ANTENNE_ROLES = (Role.REFERENT, Role.LEAD)
# Those who instruct a file for the State; with the signatory, those who write down what was decided.
INSTRUCTING = (Role.DELEGATE, Role.SECRETARY)
DECIDING = (*INSTRUCTING, Role.SIGNATORY)


class Source(models.TextChoices):
    """Where a fact recorded for another body comes from (design §4, provenance)."""

    OWN_DESK = "own_desk", "par le service lui-même"
    SIGNED_PAPER = "signed_paper", "d’après le papier signé"
    PHONE = "phone", "par téléphone"
    PAPER_SHE_HOLDS = "paper_held", "d’après le papier que la personne détient"


# Read on the paper itself: what it says is noted as it is, whatever it lacks.
READ = (Source.SIGNED_PAPER, Source.PAPER_SHE_HOLDS)


class ReopenedFor(models.TextChoices):
    """Why somebody lets another read on."""

    HAND_OVER = "hand_over", "elle reprend les dossiers de quelqu’un"
    SESSION = "session", "elle prépare ou suit une séance de la commission"
    REVIEW = "review", "elle relit tous ses dossiers, pour un bilan ou un contrôle"
    KNOWN = "known", "une autre raison, que j’ai vérifiée avec elle"


class KnownBy(models.TextChoices):
    """How whoever confirms a function knows that the account is of the person it names."""

    MET = "met", "je l’ai vue en personne, et je la connais"
    CALLED = "called", "je l’ai appelée, à un numéro que je connaissais déjà"
    CARD = "card", "j’ai vu sa carte professionnelle ou sa lettre de mission"
