"""Words of what is done with her between two demandes."""

from django.db import models


class Origin(models.TextChoices):
    """How she and the antenne met."""

    STREET = "street", "dans la rue, lors d’une sortie"
    DIGITAL = "digital", "en ligne"
    WALK_IN = "walk_in", "elle est venue d’elle-même"
    PARTNER = "partner", "par un partenaire social"
    POLICE = "police", "par la police ou la gendarmerie"
    HOSPITAL = "hospital", "par l’hôpital ou un lieu de soins"
    EMERGENCY = "115", "par le 115"
    ACSE = "acse", "par le dispositif Ac.Sé"
    ASSOCIATION = "association", "par une autre association"
    OTHER = "other", "autrement"


class Phase(models.TextChoices):
    """Where an accompaniment stands, from today's facts."""

    BEFORE = "before", "avant une demande"
    FILE = "file", "une demande en cours"
    PATH = "path", "en parcours"
    AFTER = "after", "après le parcours"


class Outside(models.TextChoices):
    """Why the definition of the texts closes the path to somebody who asks for it."""

    CAMING = "caming", "par caméra, sans contact"
    FILMED = "filmed", "actes filmés"
    OTHER = "other", "autre situation hors de la définition"


class Moment(models.TextChoices):
    """When she is asked where she stands."""

    ENTRY = "entry", "à l’entrée"
    RENEWAL = "renewal", "au renouvellement"
    EXIT = "exit", "à la sortie"
    SIX = "six", "six mois après"
    TWELVE = "twelve", "douze mois après"
