from django.db import models


class KeyKind(models.TextChoices):
    PRIVATE = "private", "part de l’antenne"
    SHARED = "shared", "part partageable"
