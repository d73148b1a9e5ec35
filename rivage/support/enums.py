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


class StepDomain(models.TextChoices):
    """What a step is about."""

    HOUSING = "housing", "logement, hébergement"
    WORK = "work", "emploi"
    TRAINING = "training", "formation"
    FRENCH = "french", "français"
    RIGHTS = "rights", "droits, papiers"
    MONEY = "money", "budget, banque, dettes"
    HEALTH = "health", "santé"
    CHILDREN = "children", "enfants"
    PROCEDURE = "procedure", "plainte, procédure"
    DAILY = "daily", "vie quotidienne, liens"
    OTHER = "other", "autre"


class StepOutcome(models.TextChoices):
    """What a step was answered."""

    OBTAINED = "obtained", "obtenu"
    OFFERED = "offered", "une proposition est faite"
    LISTED = "listed", "sur liste d’attente"
    REDIRECTED = "redirected", "renvoyée vers un autre service"
    REFUSED = "refused", "refusé"
    SILENT = "silent", "sans réponse"
    DROPPED = "dropped", "elle n’y donne pas suite"


class Barrier(models.TextChoices):
    """What stands in the way, as question 74 of the annexes of the report of 2019 codes it."""

    PERMIT = "permit", "l’autorisation provisoire de séjour"
    FRENCH = "french", "le français"
    PLACE = "place", "l’éloignement"
    OTHER = "other", "autre chose"
