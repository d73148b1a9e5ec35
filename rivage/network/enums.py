from django.db import models


class Language(models.TextChoices):
    """What is spoken where somebody is wanted, as far as whoever calls knows."""

    FRENCH = "fr", "français"
    ENGLISH = "en", "anglais"
    SPANISH = "es", "espagnol"
    PORTUGUESE = "pt", "portugais"
    ROMANIAN = "ro", "roumain"
    BULGARIAN = "bg", "bulgare"
    HUNGARIAN = "hu", "hongrois"
    ALBANIAN = "sq", "albanais"
    RUSSIAN = "ru", "russe"
    CHINESE = "zh", "chinois"
    THAI = "th", "thaï"
    ARABIC = "ar", "arabe"
    EDO = "bin", "edo"
    YORUBA = "yo", "yoruba"
    OTHER = "und", "une autre, ou on ne sait pas"


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
