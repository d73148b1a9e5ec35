"""How long each part of a file is kept: a line for a table, carried by its model (docs/data-protection.md, §1).

No text settles these durations: the delegates of each controller and the archives do. Of a person, nothing applies
them yet.
"""

from rivage.core.models import Retention

_ASSOCIATION = "délégué de l’association"
_PREFET = "délégué du préfet et archives départementales"

ACCOMPANIMENT = Retention(
    "accompagnement, notes et fichiers de l’antenne",
    active="deux ans après le dernier contact",
    then="effacement",
    to_confirm=_ASSOCIATION,
    months=24,
)
NOT_DEPOSITED = Retention(
    "demande non déposée",
    active="deux ans après le dernier contact",
    then="effacement",
    to_confirm=_ASSOCIATION,
    months=24,
)
PROCEDURE = Retention(
    "demande, avis, décision, notification, recours",
    active="fin du parcours et des recours",
    then="durée d’utilité administrative convenue avec les archives (code du patrimoine, L212-3), puis visa",
    to_confirm=_PREFET,
)
AID = Retention(
    "décision et ordre d’AFIS",
    active="fin des droits",
    then="durée comptable",
    to_confirm="délégués du préfet et de la MSA",
)
PERMIT = Retention(
    "dates d’APS",
    active="fin du parcours",
    then="avec la décision",
    to_confirm=_PREFET,
)
# A part of a demande: the association's until it is deposited, the préfet's from then on.
PART_OF_A_DEMANDE = (NOT_DEPOSITED, PROCEDURE)
