from django.db import models


class AfisSense(models.TextChoices):
    GRANT = "grant", "accordée"
    REFUSE = "refuse", "refusée"
