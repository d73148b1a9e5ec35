"""The form of a line of `rivage law eval`, as a JSON Schema (2020-12)."""

from typing import Any

_DAY = {"type": "string", "format": "date"}
_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_OUTCOME = {"enum": ["yes", "no", "question"]}


def _record(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    names = list(properties) if required is None else required
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


VALUE = _record(
    {
        "name": {**_TEXT, "description": "nom du paramètre"},
        "label": _TEXT,
        "value": {"description": "nombre entier, texte (montants compris), liste ou fiche, selon l’unité"},
        "unit": _TEXT,
        "from": _DAY,
        "to": {"type": ["string", "null"], "format": "date", "description": "dernier jour, null tant qu’elle vaut"},
        "article": _TEXT,
        "source": _TEXT,
        "confidence": {"enum": ["H", "M", "L"], "description": "lu, source secondaire fiable, déduit"},
        "status": {"enum": ["CONFIRMED", "TO_CONFIRM"]},
        "checked": {**_DAY, "description": "dernier jour où quelqu’un a vérifié"},
        "checked_by": {**_TEXT, "description": "qui a vérifié, par fonction"},
        "identifiers": {
            **_NAMES,
            "description": "identifiants des textes cités, vide s’ils restent à relever",
        },
        "reread_on": {
            "type": ["string", "null"],
            "format": "date",
            "description": "jour dès lequel elle est à confirmer sans relecture, null pour ce qu’un texte seul change",
        },
        "note": _TEXT,
    }
)
REASON = _record(
    {
        "code": {**_TEXT, "description": "code stable"},
        "article": {**_TEXT, "description": "vide quand aucun texte n’est en cause"},
        "sentence": {**_TEXT, "description": "phrase en français"},
        "outcome": _OUTCOME,
        "values": {**_NAMES, "description": "noms des valeurs, détaillées dans values"},
    }
)
ERROR = _record(
    {
        "kind": {"enum": ["BadFact", "NotADepartement", "NoValue"]},
        "field": {**_TEXT, "description": "fait en cause, ou paramètre sans valeur ce jour-là"},
        "sentence": {**_TEXT, "description": "phrase en français, avec le fichier et la ligne d’un fait refusé"},
    }
)
LINE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Une ligne de rivage law eval",
    **_record(
        {
            "file": _TEXT,
            "line": {"type": "integer", "description": "ligne de l’exemple dans le fichier"},
            "says": _TEXT,
            "rule": _TEXT,
            "given": {"type": "object", "description": "les faits, avec --given seulement"},
            "outcome": {**_OUTCOME, "description": "absent quand la règle ne rend pas de verdict"},
            "result": {"description": "ce que la règle rend d’autre qu’un verdict; un montant est un texte"},
            "reasons": {"type": "array", "items": REASON},
            "articles": _NAMES,
            "values": {"type": "array", "items": VALUE},
            "to_confirm": {**_NAMES, "description": "noms des valeurs que personne n’a confirmées"},
            "error": ERROR,
            "differences": {**_NAMES, "description": "ce que expect annonçait et qui n’est pas sorti"},
        },
        ["file", "line", "rule"],
    ),
    "oneOf": [{"required": ["error"]}, {"required": ["articles", "values", "to_confirm"]}],
}
