"""What stands beside each part: the rule and its article, and what nobody may ask (review I26, N3)."""

from dataclasses import dataclass

from rivage.core.french import capital
from rivage.dossiers.asks import USAGE
from rivage.dossiers.enums import Part
from rivage.law.duration import LONGEST_EVER, MOST_EVER

CASF = "CASF (code de l’action sociale et des familles)"
# Design §5: kept out of every shared part, whatever the box.
NEVER = (
    "N’y écrivez jamais : d’autres identités, une demande d’asile et sa suite, une mesure d’éloignement, la date ou "
    "la route d’arrivée, les papiers d’un proche, les enfants à l’étranger, le nom de qui l’a exploitée, des lieux ou "
    "des annonces, une dette, un diagnostic, une religion, de faux papiers."
)
FREE_TEXT = (Part.ACCOUNT, Part.PROJECT, Part.ENGAGEMENTS, Part.RESULTS, Part.OPINION, Part.SAFETY, Part.PIECES)


@dataclass(frozen=True, slots=True)
class SideNote:
    """`rule` in one sentence with its `ref`; `not_asked` with `not_ref`, or "" when nothing needs saying."""

    rule: str
    ref: str
    not_asked: str = ""
    not_ref: str = ""


BY_USAGE = capital(USAGE)
NOTES: dict[str, SideNote] = {
    Part.SITUATION: SideNote(
        "La commission lit la situation en quelques réponses. Aucun texte ne les exige : une réponse qui manque ne "
        "retient pas la demande.",
        BY_USAGE,
        "Ni plainte, ni acte de naissance, ni titre de séjour. Aucun niveau de français.",
        f"{CASF}, art. L121-9 ; Conseil d’État, 19 nov. 2021, n° 440802",
    ),
    Part.ACCOUNT: SideNote(
        "Une page, qu’aucun texte n’exige. Si elle est écrite, la personne la relit et l’approuve : elle sait ce que "
        "la commission lira.",
        BY_USAGE,
        "Ni son histoire, ni des preuves. Elle dit ce qu’elle veut dire.",
        "Conseil d’État, 19 nov. 2021, n° 440802",
    ),
    Part.PROJECT: SideNote(
        "La demande présente les actions prévues, leur durée et les résultats attendus. Le parcours est ouvert "
        f"pour {LONGEST_EVER} mois, ou pour ce qui reste des {MOST_EVER}.",
        f"{CASF}, art. R121-12-9 et R121-12-10",
        "Aucun emploi ni aucun logement n’est exigé d’avance.",
        f"{CASF}, art. L121-9",
    ),
    Part.ENGAGEMENTS: SideNote(
        "La demande présente les engagements de la personne.",
        f"{CASF}, art. R121-12-9",
        "Avoir cessé l’activité n’est pas une condition pour entrer : aucune attestation ne se demande à la première "
        "demande. Une commission qui la demande ajoute un critère non prévu par la loi.",
        "Conseil d’État, 19 nov. 2021, n° 440802",
    ),
    Part.RESULTS: SideNote(
        "Au renouvellement, on regarde les actions faites, le respect des engagements et les difficultés rencontrées.",
        f"{CASF}, art. R121-12-9 et L121-9",
        "Une naissance ou un congé de maternité n’est jamais un manquement.",
        f"{CASF}, art. L121-9",
    ),
    Part.ACCORD: SideNote(
        "Le parcours est proposé ; rien ne s’engage sans l’accord de la personne.",
        f"{CASF}, art. L121-9 II",
    ),
    Part.OPINION: SideNote(
        "L’association instruit la demande et donne son propre avis. Sans lui, le préfet ne peut pas décider.",
        f"{CASF}, art. L121-9 II et R121-12-9",
    ),
    Part.AID: SideNote(
        "L’aide financière (AFIS) va à une personne en parcours qui ne peut demander ni le RSA ni l’ADA. Le préfet "
        "décide à part, après la commission ; la MSA verse.",
        f"{CASF}, art. L121-9 et R121-12-13-1",
        "Ni relevé de compte, ni papiers du foyer : la caisse les demande elle-même. Deux personnes en parcours sous "
        "le même toit forment un seul foyer ; les enfants se comptent une fois.",
        f"{CASF}, art. D121-12-17",
    ),
    Part.SAFETY: SideNote(
        "Facultatif. Seuls les sièges qui protègent (police, gendarmerie, magistrat) le lisent, et seulement avec son "
        "accord. Il se ferme à la fin de la séance.",
        "Accord de la personne",
        "Porter plainte n’est pas demandé, coopérer non plus.",
        f"{CASF}, art. L121-9",
    ),
    Part.PIECES: SideNote(
        "Aucun texte n’exige ces pièces : ce sont des questions, et la demande se dépose sans elles. « Aucun "
        "document » est une réponse complète. Le préfet connaît l’agrément : sa copie ne se demande pas.",
        "CRPA (code des relations entre le public et l’administration), art. L114-5",
        "Ni acte de naissance, ni passeport, ni titre de séjour pour entrer.",
        "Conseil d’État, 19 nov. 2021, n° 440802",
    ),
}
