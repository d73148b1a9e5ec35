from django.db import models


class RoundKind(models.TextChoices):
    """How people are met."""

    STREET = "street", "rue"
    ONLINE = "online", "en ligne"
    WALK_IN = "walk_in", "accueil sans rendez-vous"


class Cancelled(models.TextChoices):
    """Why a round did not take place, in words that say nobody."""

    WEATHER = "weather", "météo"
    TEAM = "team", "équipe incomplète"
    SAFETY = "safety", "sécurité de l’équipe"
    OTHER = "other", "autre raison"
