"""Languages as one ticks them: a code and its word."""

from django.db import models


class Language(models.TextChoices):
    """What is spoken somewhere, as far as whoever counts or calls knows; in their order on a screen."""

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
