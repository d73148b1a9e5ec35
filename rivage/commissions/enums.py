from django.db import models


class AttendanceMode(models.TextChoices):
    EXPECTED = "expected", "attendu"
    PRESENT = "present", "présent"
    REMOTE = "remote", "à distance"
    REPRESENTED = "represented", "représenté par un mandat"
    ABSENT = "absent", "absent"


class Reply(models.TextChoices):
    """What a member answered to her convocation."""

    COMING = "coming", "vient"
    REMOTE = "remote", "prend part à distance"
    AWAY = "away", "ne vient pas"
    REPLACED = "replaced", "se fait remplacer"


class DeportGround(models.TextChoices):
    INSTRUCTED = "instructed", "son association a instruit la demande (CASF R121-12-7)"
    KNOWS = "knows", "connaît cette personne (CRPA R133-12)"
    NOT_OPEN = "not_open", "ce dossier ne lui est pas ouvert"


class AvisSense(models.TextChoices):
    FAVOURABLE = "favourable", "favorable"
    UNFAVOURABLE = "unfavourable", "défavorable"
    ADJOURNED = "adjourned", "ajourné"


class AfisAvis(models.TextChoices):
    NOT_ASKED = "not_asked", "non demandée"
    FAVOURABLE = "favourable", "favorable"
    UNFAVOURABLE = "unfavourable", "défavorable"


class VoteMode(models.TextChoices):
    CONSENSUS = "consensus", "par consensus"
    COUNTS = "counts", "par un vote"
