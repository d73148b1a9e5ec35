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


# What one heard something in, by its name: chosen, so that nobody's name stands where others read it.
SPOKEN = (
    "afar|albanais|allemand|amharique|anglais|arabe|arabe algérien|arabe égyptien|arabe levantin|arabe marocain|"
    "arabe soudanais|arabe tunisien|arménien|azéri|bambara|bengali|berbère|biélorusse|birman|bosnien|bulgare|"
    "cambodgien|catalan|chinois|cinghalais|comorien|coréen|créole cap-verdien|créole guadeloupéen|"
    "créole guyanais|créole haïtien|créole martiniquais|créole mauricien|créole réunionnais|croate|danois|dari|"
    "dioula|edo|espagnol|estonien|éwé|fang|finnois|fon|français|géorgien|grec|guarani|haoussa|hébreu|hindi|"
    "hongrois|igbo|indonésien|italien|japonais|kabyle|kazakh|kikongo|kinyarwanda|kirghize|kirundi|krio|kurde|"
    "langue des signes française|langue des signes internationale|lao|letton|lingala|lituanien|macédonien|malais|"
    "malgache|malinké|mandingue|mina|moldave|mongol|moré|nahuatl|néerlandais|népalais|norvégien|ouïghour|ourdou|"
    "ouzbek|pachto|pendjabi|persan|peul|pidgin|polonais|portugais|portugais du Brésil|pulaar|quechua|romani|"
    "roumain|russe|sango|serbe|shimaoré|slovaque|slovène|somali|soninké|soussou|sranan tongo|suédois|swahili|"
    "tadjik|tagalog|tamazight|tamoul|tatar|tchèque|tchétchène|thaï|tibétain|tigrinya|turc|turkmène|twi|ukrainien|"
    "vietnamien|wolof|yoruba"
).split("|")
ANOTHER = "une autre langue"
# Those that associations hear most, by where the people they meet come from (report of 2019, L1969: France, Nigeria,
# Romania, China; then Latin America, the Balkans, the Maghreb). They come first, and again in their place.
MOST_SPOKEN = (
    "français|anglais|edo|pidgin|yoruba|roumain|bulgare|chinois|espagnol|portugais|portugais du Brésil|albanais|"
    "arabe|russe"
).split("|")
LANGUAGES = (
    ("", "à choisir"),
    ("Les plus parlées", tuple((name, name) for name in MOST_SPOKEN)),
    ("Toutes", tuple((name, name) for name in (*SPOKEN, ANOTHER))),
)
# How the words passed, never who passed them.
INTERPRETING = (
    ("", "à choisir"),
    ("sans interprète", "sans interprète, dans une langue commune"),
    ("interprète présent", "avec un interprète professionnel présent"),
    ("interprète par téléphone", "avec un interprète professionnel par téléphone"),
    ("personne de son choix", "avec une personne choisie par elle"),
)


def interpreted(interpreter: str) -> str:
    """How the words passed, as one reads it after a language: « avec une personne choisie par elle »."""
    return dict(INTERPRETING).get(interpreter, interpreter) if interpreter else ""


def coded(language: str, interpreter: str) -> bool:
    """Whether both are of the lists, or nothing."""
    return language in ("", *SPOKEN, ANOTHER) and interpreter in dict(INTERPRETING)
