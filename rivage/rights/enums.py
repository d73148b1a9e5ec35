from django.db import models

from rivage.accounts.enums import ANTENNE_ROLES, Role, Source
from rivage.people.enums import ApsNeed, Slice


class AfisSense(models.TextChoices):
    GRANT = "grant", "accordée"
    REFUSE = "refuse", "refusée"


class ClockName(models.TextChoices):
    PATH = "path", "parcours"
    RESIDENCE = "residence", "séjour"
    AID = "aid", "aide"


# What a reader outside her antenne must have been opened to be told of a clock, and to see it on the page.
SLICE_OF = {ClockName.PATH: Slice.REFERENCE, ClockName.RESIDENCE: Slice.STAY, ClockName.AID: Slice.DECISION}


class PermitNeed(models.TextChoices):
    """Why a permit is needed or not. Her antenne alone reads it; `Person.aps_need` is what others read."""

    NEEDED = "needed", "une autorisation provisoire est nécessaire"
    OTHER_TITLE = "other_title", "un autre document est détenu"
    NOT_CONCERNED = "not_concerned", "sans objet : nationalité française ou européenne"
    ASYLUM = "asylum", "une demande d’asile est en cours"


# What may be answered where a path is taken over: a need, or that it is not known yet, which is a task until it is.
NEED_KNOWN_OR_NOT = [*PermitNeed.choices, (ApsNeed.UNKNOWN.value, "pas encore su")]
# What others read of the need: a pending asylum claim and another nationality are told apart by her antenne alone.
READ_AS = {
    PermitNeed.NEEDED: ApsNeed.YES,
    PermitNeed.OTHER_TITLE: ApsNeed.NO,
    PermitNeed.NOT_CONCERNED: ApsNeed.NOT_CONCERNED,
    PermitNeed.ASYLUM: ApsNeed.NOT_CONCERNED,
}


class ApsStep(models.TextChoices):
    """What happens to one request (CESEDA L425-4). A renewal is a request of the next rank."""

    REQUESTED = "requested", "demandée"
    APPOINTMENT = "appointment", "rendez-vous"
    RECEIPT = "receipt", "récépissé remis"
    DELIVERED = "delivered", "délivrée"
    REFUSED = "refused", "refusée"


class ApsSource(models.TextChoices):
    """Where a step of a permit is known from: as any fact of another body, or she did it with her association."""

    OWN_DESK = Source.OWN_DESK.value, Source.OWN_DESK.label
    SIGNED_PAPER = Source.SIGNED_PAPER.value, Source.SIGNED_PAPER.label
    PHONE = Source.PHONE.value, Source.PHONE.label
    PAPER_SHE_HOLDS = Source.PAPER_SHE_HOLDS.value, Source.PAPER_SHE_HOLDS.label
    WITH_HER = "with_her", "déposée avec elle par l’association"


# The job that tells the other side of a refusal.
TELL_REFUSED = "rights.tell_refused"
STATE_SIDE, ASSOCIATION, DELEGATION = "la préfecture", "l’association", "la délégation"


def side(source: str, role: str) -> str:
    """Who wrote a step of a permit down, as a sentence names them. `source`: an `ApsSource`; `role`: of the writer."""
    if source == ApsSource.OWN_DESK or role == Role.DESK:
        return STATE_SIDE
    return ASSOCIATION if role in ANTENNE_ROLES else DELEGATION


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


class FundPurpose(models.TextChoices):
    """What an aid of the fund is for. A code: no word of it says anything of anybody."""

    TRANSPORT = "transport", "se déplacer : véhicule, abonnement, permis"
    EQUIPMENT = "equipment", "équipement pour commencer une activité"
    TRAINING = "training", "formation ou examen"
    HOUSING = "housing", "entrer dans un logement"
    CHILDREN = "children", "garde d’un enfant"
    PAPERS = "papers", "papiers, taxes et traductions"
    HEALTH = "health", "soin qui n’est pas remboursé"
    OTHER = "other", "autre objet"


class FundOpinion(models.TextChoices):
    FAVOURABLE = "favourable", "favorable"
    AGAINST = "against", "défavorable"


class FundVoice(models.TextChoices):
    COMMISSION = "commission", "la commission"
    DELEGATION = "delegation", "la délégation"


class FundSense(models.TextChoices):
    GRANT = "grant", "accordée"
    REFUSE = "refuse", "refusée"


class FundGround(models.TextChoices):
    BUDGET = "budget", "le budget de l’année n’y suffit pas"
    PURPOSE = "purpose", "l’objet n’est pas de ceux que le fonds aide"
    OTHER_AID = "other_aid", "une autre aide paie déjà cet objet"
    UNSAID = "unsaid", "un autre motif, que dit le papier"


class FundStep(models.TextChoices):
    """What is noted of an aid of the fund, a step after the other."""

    OPINION = "opinion", "l’avis"
    DECISION = "decision", "la décision"
    PAYMENT = "payment", "le paiement"


class FundMistake(models.TextChoices):
    """Why what was noted of an aid of the fund was not so. A code: no word of it says anything of anybody."""

    TYPING = "typing", "une faute de frappe : montant, date ou numéro"
    OTHER_AID = "other_aid", "c’était une autre demande"
    NOT_YET = "not_yet", "rien n’était encore fait"
    PAPER = "paper", "le papier dit autre chose"


class PermitPaper(models.TextChoices):
    """A paper that a préfecture asks with a request: those that a text names bear the code that the law gives them."""

    CIVIL_STATUS = "etat_civil", "un justificatif d’état civil"
    NATIONALITY = "nationalite", "un justificatif de nationalité"
    HOME = "domicile", "un justificatif de domicile"
    CEASED = "cessation", "ce qui établit la cessation de l’activité"
    PATH = "autorisation", "l’autorisation du parcours"
    PHOTOS = "photos", "des photographies d’identité"
    HOSTED = "hebergement", "une attestation d’hébergement signée par un particulier"
    MEANS = "ressources", "un justificatif de ressources"
    COMPLAINT = "plainte", "une plainte ou un jugement"
    PRESENCE = "presence", "des preuves de présence en France"
    ENTRY = "entree", "une preuve de la date d’entrée"


class IdentityPaper(models.TextChoices):
    """A document of civil status or nationality that a préfecture accepts or not."""

    PASSPORT = "passeport", "un passeport"
    EXTRACT = "extrait", "un extrait d’acte de naissance"
    COPY = "copie", "une copie intégrale d’acte de naissance"
    CERTIFIED = "legalise", "un acte de naissance légalisé ou certifié seulement"
    CONSULATE = "consulat", "une attestation du consulat"
    CARD = "carte", "une carte d’identité"
    PHOTO = "photo", "un autre document avec photographie"


class SameDay(models.TextChoices):
    """How a préfecture hands a permit over."""

    YES = "yes", "sur rendez-vous, et remise le jour même"
    LATER = "later", "sur rendez-vous, et remise un autre jour"
    NO = "no", "sans rendez-vous"


class ConsularPaper(models.TextChoices):
    """What she asks of the authorities of her country. Her antenne alone reads it."""

    PASSPORT = "passeport", "passeport"
    BIRTH = "naissance", "acte de naissance"
    CONSULAR = "consulat", "attestation ou carte consulaire"
    CERTIFIED = "legalisation", "légalisation ou apostille"
    TRANSLATION = "traduction", "traduction assermentée"
    OTHER = "autre", "autre document"


class ConsularOutcome(models.TextChoices):
    TRIED = "tente", "essai sans réponse"
    APPOINTMENT = "rendez_vous", "rendez-vous pris"
    ASKED = "demande", "demande déposée"
    REFUSED = "refus", "refus"
    OBTAINED = "obtenu", "document obtenu"
    DANGER = "danger", "arrêté : la démarche la met en danger"


class AidPaper(models.TextChoices):
    """The papers of a decision on the aid, as they are named in an address."""

    DECISION = "decision", "la décision"
    RECEIPT = "recu", "le reçu de remise en main propre"
