from django.db import models


class FactorKind(models.TextChoices):
    """By what one proves, beside a password, that it is she."""

    PASSKEY = "passkey", "clé d’accès"
    TOTP = "totp", "code d’une application"


class LinkPurpose(models.TextChoices):
    """What a one-time link opens."""

    ACTIVATION = "activation", "ouvrir son compte"
    RECOVERY = "recovery", "rouvrir son compte"
    # Opens nothing, and counts among those that leave for an address: her account is open already.
    NOTICE = "notice", "savoir qu’une fonction est proposée"


class StandingPurpose(models.TextChoices):
    """What an address without an account opens, for as long as it stands."""

    AGENDA = "agenda", "les dates des séances"
    DUE = "due", "les jours de ses échéances"


class NoticeKind(models.TextChoices):
    """What the holder of an account is told by mail, in the words of the mail where it says several at once."""

    PASSKEY = "passkey", "une clé d’accès a été ajoutée"
    APPLICATION = "totp", "une application de codes a été ajoutée"
    REMOVED = "removed", "un second facteur a été retiré"
    CODES = "codes", "de nouveaux codes de secours ont été tirés ; les anciens n’ouvrent plus"
    PASSWORD = "password", "le mot de passe a changé"
    LINKED = "linked", "une identité ProConnect a été liée"
    UNLINKED = "unlinked", "l’identité ProConnect a été déliée"
    REOPENED = "reopened", "le compte a été rouvert, avec un autre mot de passe"
    DEVICE = "device", "une entrée par un autre navigateur"
    ASKED = "asked", "une demande que le compte soit rendu"
    CONFIRMED = "confirmed", "cette demande est confirmée"
    LINK = "link", "le lien qui rend le compte"
    REFUSED = "refused", "cette demande est refusée"
