from typing import NamedTuple

from django.db import models


class RightFamily(models.TextChoices):
    """What a subject is: a right that the path opens, one of ordinary law at its end, or a title after it."""

    PATH = "path", "pendant le parcours"
    ORDINARY = "ordinary", "droit commun"
    TITLE = "title", "titre"


class RightStep(models.TextChoices):
    """Where a request stands, or what she says of it. What nobody noted yet is to be seen with her, and is no row."""

    ASKED = "asked", "demandé"
    AWAITED = "awaited", "attendu"
    OPENED = "opened", "ouvert"
    HELD = "held", "détenu"
    REFUSED = "refused", "refusé"
    ENDED = "ended", "fini"
    HAS = "has", "déjà là"
    DECLINED = "declined", "elle n’en veut pas"
    NEEDLESS = "needless", "pas besoin"


class TitleKind(models.TextChoices):
    """The titles whose holding figures may count: the only words of this room that are kept in plain."""

    CARD = "carte-l425-1", "carte « vie privée et familiale » liée à une plainte"
    RESIDENT_CASE = "resident-l425-3", "carte de résident de dix ans après une condamnation"
    EXCEPTIONAL = "admission-l435-1", "admission exceptionnelle au séjour"
    FAMILY = "famille-l423-23", "carte pour liens personnels et familiaux"
    WORK = "salarie-l421-1", "carte de salariée ou de salarié"
    RESIDENT = "resident", "carte de résident"
    NATIONALITY = "nationalite", "nationalité française"
    OTHER = "autre-titre", "autre titre"


# What she says of a right, whatever was asked: on its day, and corrected like the rest. Nothing says it for her.
SAID = (RightStep.HAS, RightStep.DECLINED, RightStep.NEEDLESS)
# In the order in which they may follow each other.
STEPS = {
    RightFamily.PATH: (RightStep.ASKED, RightStep.OPENED, RightStep.REFUSED, RightStep.ENDED, *SAID),
    RightFamily.ORDINARY: (RightStep.ASKED, RightStep.OPENED, RightStep.REFUSED, RightStep.ENDED, *SAID),
    RightFamily.TITLE: (RightStep.ASKED, RightStep.AWAITED, RightStep.HELD, RightStep.REFUSED),
}
# What may have a day on which it is to be taken up again: a request to chase, a right or a title to renew.
WAITING = (RightStep.ASKED, RightStep.AWAITED)
HAD = (RightStep.OPENED, RightStep.HELD, RightStep.HAS)
# Asked by nobody any more, as long as she says nothing else.
SET_ASIDE = (RightStep.DECLINED, RightStep.NEEDLESS)
# What the day kept with a step is, as a form asks it: after an end, none is.
DUE = {
    **dict.fromkeys(WAITING, "À relancer le"),
    **dict.fromkeys(HAD, "Dernier jour du droit ou du titre"),
    RightStep.REFUSED: "Dernier jour pour contester",
}

# Opened for twelve months where nothing else is written on the answer.
YEARLY = ("complementaire", "domiciliation")


class ShownTo(models.TextChoices):
    """To whom an attestation is shown."""

    LANDLORD = "logement", "un bailleur"
    REGISTRAR = "logement-aps", "un bailleur dont le logiciel ne propose pas l’autorisation provisoire de séjour"
    BANK = "banque", "une banque"
    CAF = "caf", "la caisse d’allocations familiales"
    SCHOOL = "ecole", "une école ou une mairie"
    EMPLOYER = "employeur", "un employeur"


class RightKind(NamedTuple):
    """A right or a title. `value`: the parameter of the law that says it; `at_exit`: asked again when a path ends;
    `of_path`: its letter says that a path runs, and is true while one does.
    """

    code: str
    label: str
    family: RightFamily
    value: str
    at_exit: bool = False
    of_path: bool = False

    @property
    def may_come_with_removal(self) -> bool:
        """Whether its refusal may come with an obligation to leave the territory: a permit's, not nationality's."""
        return self.family == RightFamily.TITLE and self.code != TitleKind.NATIONALITY


_RIGHTS = (
    RightKind("sante", "protection maladie", RightFamily.PATH, "droits.sante_documents", True),
    RightKind("complementaire", "complémentaire santé solidaire", RightFamily.PATH, "droits.css_plafond_annuel", True),
    RightKind(
        "logement-social",
        "priorité de logement social",
        RightFamily.PATH,
        "droits.logement_social",
        True,
        of_path=True,
    ),
    RightKind("aide-logement", "aide au logement", RightFamily.PATH, "droits.aide_logement"),
    RightKind("impots", "remise d’impôts", RightFamily.PATH, "droits.remise_impots", of_path=True),
    RightKind("emploi", "service public de l’emploi", RightFamily.PATH, "droits.service_emploi", True),
    RightKind("compte", "compte bancaire", RightFamily.PATH, "droits.compte"),
    RightKind("avocat", "aide juridictionnelle", RightFamily.PATH, "droits.aide_juridictionnelle"),
    RightKind("domiciliation", "domiciliation", RightFamily.PATH, "droits.domiciliation_mois", True),
    RightKind("rsa", "revenu de solidarité active", RightFamily.ORDINARY, "rsa.anciennete_titre_ans", True),
)
_VALUES = {
    TitleKind.CARD: "titres.carte_conditions",
    TitleKind.RESIDENT_CASE: "titres.carte_resident_conditions",
    TitleKind.EXCEPTIONAL: "titres.autres_voies",
    TitleKind.FAMILY: "titres.autres_voies",
    TitleKind.WORK: "titres.autres_voies",
    TitleKind.RESIDENT: "titres.carte_resident_ordinaire",
    TitleKind.NATIONALITY: "titres.nationalite",
    TitleKind.OTHER: "titres.apres_parcours",
}
_TITLES = tuple(RightKind(kind.value, str(kind.label), RightFamily.TITLE, _VALUES[kind]) for kind in TitleKind)
SUBJECTS = {subject.code: subject for subject in (*_RIGHTS, *_TITLES)}
