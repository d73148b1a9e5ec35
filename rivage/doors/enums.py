from django.db import models


class FactorKind(models.TextChoices):
    """By what one proves, beside a password, that it is she."""

    PASSKEY = "passkey", "clé d’accès"
    TOTP = "totp", "code d’une application"


class LinkPurpose(models.TextChoices):
    """What a one-time link opens."""

    ACTIVATION = "activation", "ouvrir son compte"
    RECOVERY = "recovery", "rouvrir son compte"


class StandingPurpose(models.TextChoices):
    """What an address without an account opens, for as long as it stands."""

    AGENDA = "agenda", "les dates des séances"
