"""What a value of the law says, in French, for a screen or a command: `6 mois`, `559,44 €`, a sentence a line."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rivage.law.parameter import Parameter, Value
from rivage.law.territory import departements
from rivage.law.wording import NBSP, count, euros, listed

__all__ = ["CONFIDENCE", "confidence", "lines", "phrase", "unsaid"]

CONFIDENCE = {
    "H": "lu dans le texte",
    "M": "lu dans une source secondaire fiable",
    "L": "déduit, aucun texte lu ne le dit",
}

_CODE = re.compile(r"[a-z0-9_]+")
_UNITS = {"mois": ("mois", "mois"), "jours": ("jour", "jours"), "ans": ("an", "ans")}

# The codes of lists, texts and sheets. One that is not here is shown with spaces for its underscores.
_SAID = {
    "a_defaut_de_protection_maladie": "à défaut de protection maladie",
    "ada": "l’ADA",
    "age": "l’âge",
    "aps": "une autorisation provisoire de séjour",
    "association": "l’association",
    "ata": "l’ATA",
    "attestation_asile": "une attestation de demande d’asile",
    "aucun": "aucun",
    "aucun_de_plein_droit": "aucun de plein droit",
    "aucun_eloignement": "aucun éloignement",
    "autorise": "l’autorise",
    "avant_les_requisitions": "avant les réquisitions",
    "bonne_pratique": "une bonne pratique, sans obligation",
    "commission": "la commission",
    "date_de_notification": "le jour de la notification",
    "document": "le document de séjour",
    "exclue": "exclue",
    "exoneree": "exonérée",
    "impossible": "impossible",
    "initiale": "une première demande",
    "jour_de_la_presentation": "du jour de la présentation du pli",
    "jour_de_la_remise": "du jour de la remise",
    "jour_du_refus": "du jour du refus du pli",
    "mensuel_a_terme_echu": "chaque mois, à terme échu",
    "mois_suivant_la_decision": "le mois qui suit la décision",
    "ne_siege_pas": "ne siège pas",
    "non_autorise": "non autorisé",
    "non_delivree_avant_la_fin_de_l_examen": "non délivrée avant la fin de l’examen",
    "non_exige": "non exigé",
    "non_renouvellement": "un non-renouvellement",
    "obligatoire": "obligatoire",
    "du_rejet": "du rejet, écrit ou né du silence",
    "de_la_decision": "de la décision sur l’aide juridictionnelle",
    "rien_sans_refere": "rien, sauf si le juge des référés suspend",
    "opposable": "opposable",
    "ouverte": "ouverte",
    "par_l_enqueteur_puis_approfondie": "par l’enquêteur, puis approfondie",
    "violences_du_couple": "contre les violences du couple",
    "ouverte_sans_condition": "ouverte sans condition",
    "parcours": "un parcours autorisé",
    "pas_de_plein_droit": "pas de plein droit",
    "pendant_le_parcours_si_les_conditions_tiennent": "pendant tout le parcours, si les conditions restent réunies",
    "pendant_toute_la_procedure_penale": "pendant toute la procédure pénale",
    "personne": "la personne",
    "peut_etre_delivree": "elle «\u00a0peut être délivrée\u00a0»",
    "peut_se_voir_delivrer": "la personne «\u00a0peut se voir délivrer\u00a0»",
    "possible_pour_une_duree_determinee": "possible, pour une durée déterminée",
    "presentee_non_reclamee": "présentée, non réclamée",
    "ouvert_a_qui_n_a_pas_de_compte": "ouvert à qui n’a pas de compte",
    "sous_condition_de_ressources": "sous condition de ressources",
    "l_employeur_aupres_de_la_prefecture": "par l’employeur, auprès de la préfecture",
    "ouverte_a_tout_enfant": "ouverte à tout enfant",
    "sous_conditions": "sous conditions",
    "presomption": "présumée",
    "refusee": "refusée",
    "remise": "remise",
    "renouvellement": "un renouvellement",
    "reprise": "une reprise",
    "ressources": "les ressources du foyer",
    "rsa": "le RSA",
    "rsa_ada": "ni RSA ni ADA",
    "se_voit_delivrer": "la personne «\u00a0se voit délivrer\u00a0»",
    "siege": "un siège se dit",
    "titre": "un titre de séjour",
}
# Entries of a sheet that are yes or no, and what each answer says.
_TICKS = {
    "arrete": ("nommé par l’arrêté du préfet", "membre par sa fonction"),
    "dossiers": ("siège pour les demandes", "ne siège pas pour les demandes"),
    "prevu": ("prévu par les textes", "non prévu par les textes"),
}
_NUMBERED = {"rang"}
# What an entry is called, where the same word as a value would say something else.
_ENTRIES = {"defaut": "partout ailleurs", "impossible": "notification impossible"}


def lines(parameter: Parameter, value: Value) -> tuple[str, ...]:
    """Return what `value` says: one line, or one for each entry of a list, a scale or a sheet."""
    content = value.value
    reading = dict(parameter.alternatives).get(content) if isinstance(content, str) else None
    if reading is not None:
        return (reading,)
    if parameter.unit == "EUR":
        return _amounts(parameter.name, content)
    if parameter.unit in _UNITS:
        return (count(content, *_UNITS[parameter.unit]),)
    if parameter.unit == "fraction":
        return (_share(content),)
    if isinstance(content, Mapping):
        return _sheet(content)
    if isinstance(content, tuple):
        return tuple(_said(item) for item in content)
    return (_said(content),)


def phrase(parameter: Parameter, value: Value) -> str:
    """Return what `value` says on one line."""
    said = lines(parameter, value)
    return f"{NBSP}; ".join([*(line.removesuffix(".") for line in said[:-1]), said[-1]])


def confidence(value: Value) -> str:
    """Return how sure the value is, in words."""
    return CONFIDENCE[value.confidence]


def unsaid(text: str) -> bool:
    """Is it a code of several words that nobody has written in French yet?"""
    return "_" in text and _is_code(text) and text not in _SAID


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def _amounts(name: str, content: Decimal | tuple[Decimal, ...]) -> tuple[str, ...]:
    if isinstance(content, Decimal):
        return (euros(content),)
    if name.startswith("afis."):
        heads = ["sans enfant", *(count(number, "enfant") for number in range(1, len(content)))]
    else:
        heads = [count(number, "personne") for number in range(1, len(content) + 1)]
    return tuple(f"{head}{NBSP}: {euros(each)}" for head, each in zip(heads, content, strict=True))


def _share(part: Decimal) -> str:
    if part == Decimal("0.5"):
        return "la moitié"
    return f"{part * 100:f}".rstrip("0").rstrip(".").replace(".", ",") + f"{NBSP}%"


def _said(item: Any) -> str:
    if isinstance(item, bool):
        return "oui" if item else "non"
    text = str(item)
    return _SAID.get(text, text.replace("_", " ") if _is_code(text) else text)


def _sheet(sheet: Mapping[str, Any]) -> tuple[str, ...]:
    """A sheet is one thing with its traits (`libelle` first), or a list of things under their codes."""
    if "libelle" in sheet:
        return (str(sheet["libelle"]), *(_trait(key, item) for key, item in sheet.items() if _told(key)))
    return tuple(_entry(key, item) for key, item in sheet.items())


def _told(key: str) -> bool:
    return key != "libelle" and key not in _NUMBERED


def _trait(key: str, item: Any) -> str:
    if isinstance(item, bool) and key in _TICKS:
        return _TICKS[key][0 if item else 1]
    if key == "demandes":
        return f"pour {listed([_said(each) for each in item])}"
    return f"{_said(key)}{NBSP}: {_content(item)}"


def _entry(key: str, item: Any) -> str:
    content = _content(item)
    if isinstance(item, str) and not _is_code(item):
        return content
    return f"{_place(key)}{NBSP}: {content}"


def _place(key: str) -> str:
    if key in _ENTRIES:
        return _ENTRIES[key]
    named = next((place.name for place in departements() if place.code == key), None)
    return f"{named} ({key})" if named else _said(key)


def _content(item: Any) -> str:
    if isinstance(item, Mapping):
        return ", ".join(_sheet(item))
    if isinstance(item, tuple):
        return listed([_said(each) for each in item])
    return _said(item)
