from django.db import models

from rivage.accounts.enums import ANTENNE_ROLES

# Whoever goes out and sees nothing else (roles.yaml); then all who note rounds.
VOLUNTEER = "volunteer"
TEAM = (*ANTENNE_ROLES, VOLUNTEER)


class RoundKind(models.TextChoices):
    """How people are met."""

    STREET = "street", "rue"
    ONLINE = "online", "en ligne"
    WALK_IN = "walk_in", "accueil sans rendez-vous"


class Cancelled(models.TextChoices):
    """Why a round met nobody, in words that say nobody; with `NOBODY` it took place all the same."""

    NOBODY = "nobody", "elle a eu lieu, il n’y avait personne"
    WEATHER = "weather", "météo"
    TEAM = "team", "équipe incomplète"
    SAFETY = "safety", "sécurité de l’équipe"
    OTHER = "other", "autre raison"


class Corrected(models.TextChoices):
    """Why a round is corrected: a code, since words could name somebody."""

    COUNT = "count", "mal comptée"
    DAY = "day", "mauvais jour, heure ou zone"
    TWICE = "twice", "notée deux fois"
    ERROR = "error", "notée par erreur"


class WorkshopKind(models.TextChoices):
    """What a collective workshop is about."""

    FRENCH = "french", "français"
    PARENTING = "parents", "parentalité"
    RIGHTS = "rights", "droits, démarches"
    HEALTH = "health", "santé, prévention"
    WORK = "work", "emploi, formation"
    DIGITAL = "digital", "numérique"
    BUDGET = "budget", "budget, logement"
    COOKING = "cooking", "cuisine, repas"
    BODY = "body", "sport, bien-être"
    ART = "art", "création, culture"
    TALK = "talk", "groupe de parole"
    OTHER = "other", "autre"


class Missed(models.TextChoices):
    """Why a workshop counts nobody; with `NOBODY` it was held all the same."""

    NOBODY = "nobody", "il a été tenu, personne n’est venu"
    TEAM = "team", "équipe incomplète"
    ROOM = "room", "salle indisponible"
    DROPPED = "dropped", "il n’est plus prévu"
    OTHER = "other", "autre raison"


class Amended(models.TextChoices):
    """Why a workshop is corrected: a code, since words could name somebody."""

    COUNT = "count", "mal compté"
    DAY = "day", "mauvais jour, heure ou sujet"
    TWICE = "twice", "noté deux fois"
    ERROR = "error", "noté par erreur"
