from django.db import models


class AfisSense(models.TextChoices):
    GRANT = "grant", "accordée"
    REFUSE = "refuse", "refusée"


class ClockName(models.TextChoices):
    PATH = "path", "parcours"
    RESIDENCE = "residence", "séjour"
    AID = "aid", "aide"


class PermitNeed(models.TextChoices):
    """Why a permit is needed or not. Her antenne alone reads it; `Person.aps_need` is what others read."""

    NEEDED = "needed", "une autorisation provisoire est nécessaire"
    OTHER_TITLE = "other_title", "un autre document est détenu"
    NOT_CONCERNED = "not_concerned", "sans objet : nationalité française ou européenne"
    ASYLUM = "asylum", "une demande d’asile est en cours"


class ApsStep(models.TextChoices):
    """What happens to one request (CESEDA L425-4). A renewal is a request of the next rank."""

    REQUESTED = "requested", "demandée"
    APPOINTMENT = "appointment", "rendez-vous"
    RECEIPT = "receipt", "récépissé remis"
    DELIVERED = "delivered", "délivrée"
    REFUSED = "refused", "refusée"


class PayerAnswer(models.TextChoices):
    """What the payer answers of a month."""

    PAID = "paid", "versé"
    RETURNED = "returned", "revenu impayé"
    SUSPENDED = "suspended", "suspendu"


class EndGround(models.TextChoices):
    ENGAGEMENTS = "engagements", "engagements non tenus"
    CONDITION = "condition", "une condition n’est plus remplie"


class AidChange(models.TextChoices):
    """What moves the aid between two decisions (D121-12-17, review I29). Never why another aid becomes possible."""

    BIRTH = "birth", "naissance d’un enfant"
    CHILD_GROWN = "child_grown", "un enfant n’est plus à charge"
    CHILDREN = "children", "nombre d’enfants à charge"
    PREGNANCY = "pregnancy", "grossesse déclarée"
    OTHER_AID = "other_aid", "le RSA ou l’ADA peut être demandé"
    WORK = "work", "reprise d’un travail"
    HOUSEHOLD = "household", "changement dans le foyer"


# Events that say how many children are in charge from their day on.
COUNTED = (AidChange.BIRTH, AidChange.CHILD_GROWN, AidChange.CHILDREN)
