"""The reference examples that nobody may drop from the cases, each proved by one case that carries its sentence."""

from collections import Counter

from rivage.law.casefile import read_cases
from tests.law.test_law_cases import CASES

GOLDEN = (
    "AFIS, sans enfant, le 15 avril 2017",
    "AFIS, deux enfants, en 2021",
    "AFIS, sans enfant, le 1er juillet 2022",
    "AFIS, cinq enfants, le 1er janvier 2023",
    "AFIS, sans enfant, le 1er décembre 2025",
    "AFIS, 645,00 de ressources, demande de mai 2025",
    "AFIS, ressources égales au plafond, demande de mai 2025",
    "AFIS, les ressources du foyer dépassent le plafond",
    "AFIS, récépissé d’une première demande seulement",
    "AFIS, demande d’asile en cours",
    "AFIS, personne française de 24 ans",
    "AFIS, personne française le jour de ses 25 ans",
    "AFIS, personne française de 30 ans qui n’étudie pas",
    "AFIS, personne française de 22 ans, enceinte",
    "AFIS, fin décidée le 12 mars",
    "AFIS décidée sans l’avis de la commission",
    "Autorisation provisoire, demande d’asile en cours",
    "Autorisation provisoire, taxe au 3 avril 2026",
    "Une directrice sur les sièges 2° et 7° : une voix",
    "Membre du conseil départemental (2026) devant un dossier",
    "Quorum, treize membres, six présents et un mandat",
    "Consultation écrite, douze membres, cinq prennent part",
    "Consultation écrite, douze membres, six prennent part",
    "Agrément, dossier complet, quatre mois de silence",
    "Parcours, sept mois demandés",
    "Parcours, trois mois après vingt et un",
    "Parcours, une cinquième période de six mois",
    "Parcours, dix-huit mois, cinq d’interruption, reprise de six",
    "Non-renouvellement notifié vingt jours avant le terme",
    "Le même, selon l’autre lecture",
    "Non-renouvellement notifié au terme",
    "Le même, selon l’autre lecture",
    "Non-renouvellement notifié vingt jours après le terme",
    "Le même, selon l’autre lecture",
    "Renouvellement sans les difficultés rencontrées",
    "Demande sans l’avis propre de l’association",
    "Premier refus sans observations",
    "Non-renouvellement sans observations",
    "Un jugement accorde le parcours",
)


def test_each_reference_example_is_proved_once() -> None:
    """No example is missing, doubled, or known to the cases alone."""
    carried = Counter(case.golden for path in CASES.glob("*.yaml") for case in read_cases(path) if case.golden)
    assert carried == Counter(GOLDEN)
