from django.db import models


class MeetingPlace(models.TextChoices):
    """Where one is expected: a word that says no address and nobody."""

    SERVICE = "service", "au service qui appelle"
    HOSPITAL = "hospital", "à l’hôpital"
    COURT = "court", "au tribunal"
    ELSEWHERE = "elsewhere", "ailleurs, dit au téléphone"


class CallReason(models.TextChoices):
    """Why somebody is told of a call."""

    WAITS = "waits", "une association est attendue"
    NOBODY = "nobody", "aucune n’y va"
