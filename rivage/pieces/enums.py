"""What a file of a piece may be."""

from django.db import models


class FileKind(models.TextChoices):
    """What a file is, as her antenne names it; kept encrypted with its name. The most often asked first."""

    IDENTITY = "identity", "identité ou état civil"
    STAY = "stay", "séjour : titre, récépissé, convocation"
    HOME = "home", "domicile ou hébergement"
    MEANS = "means", "ressources"
    WORK = "work", "travail ou formation"
    RIGHTS = "rights", "droits ouverts : santé, CAF, impôts"
    JUSTICE = "justice", "justice ou police"
    SIGNED = "signed", "papier signé avec elle"
    OTHER = "other", "autre pièce"


class Media(models.TextChoices):
    """The three formats that are taken; the value is the suffix of a file."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"


SUFFIXES = {"pdf": Media.PDF, "jpg": Media.JPEG, "jpeg": Media.JPEG, "png": Media.PNG}
