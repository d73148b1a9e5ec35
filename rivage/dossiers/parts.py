"""What each part of a demande holds, and where: read as plain values, written back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Max

from rivage.core import questions
from rivage.dossiers.enums import DemandeKind, Part, Step
from rivage.dossiers.models import (
    Account,
    ActionResult,
    Aid,
    Demande,
    MissingRequest,
    PartVersion,
    Piece,
    PlanAction,
    Project,
    Safety,
    Situation,
)
from rivage.vault import keys
from rivage.vault.enums import KeyKind

# The tables have the way to their demande in common and no base that says so.
FIELDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    Part.SITUATION: (Situation, ("answers", "danger")),
    Part.ACCOUNT: (Account, ("text", "approved_on")),
    Part.PROJECT: (Project, ("needs", "expected", "months")),
    Part.ENGAGEMENTS: (Project, ("engagements", "engagements_signed_on")),
    Part.RESULTS: (Project, ("difficulties", "results", "respect")),
    Part.OPINION: (Project, ("opinion", "opinion_text")),
    Part.AID: (Aid, ("afis_asked", "rsa", "ada", "document", "household", "children", "resources")),
    Part.SAFETY: (Safety, ("detail",)),
}
# Rows beside the main one, replaced together: the actions of a plan, the pieces.
LAID = (Situation, Account, Project, Aid, PlanAction, ActionResult)
# Words that she approves, and the day she did.
APPROVED = {Part.ACCOUNT: ("text", "approved_on"), Part.ENGAGEMENTS: ("engagements", "engagements_signed_on")}
ACTION_FIELDS = ("domain", "text", "duration", "expected")
OUTCOME_FIELDS = ("rank", "domain", "text", "outcome", "cause")
PIECE_FIELDS = ("state", "given_on", "remark")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saving gave: the version now in force, and the words set aside when somebody wrote at the same time.

    `dropped`: the day of her approval that came with these words and was that of others: it is to be asked again.
    `lacks`: why the part is not ready, when it was said to be.
    """

    version: int
    aside: PartVersion | None = None
    dropped: date | None = None
    lacks: tuple[str, ...] = ()


def of(demande: Demande) -> list[Part]:
    """The parts of this demande, in the order of its task list."""
    first = demande.kind == DemandeKind.INITIALE
    return [part for part in Part if not (first and part is Part.RESULTS)]


def create_empty(demande: Demande) -> None:
    """One empty row for each table of parts."""
    for model in (Situation, Account, Project, Aid, Safety):
        model.beside(demande, demande=demande).save(force_insert=True)


def version(demande: Demande, part: str) -> int:
    """How many times the part was written; 0 when never."""
    accepted = PartVersion.objects.filter(demande=demande, part=part, aside=False)
    return accepted.aggregate(last=Max("version"))["last"] or 0


def approved_before(demande: Demande, part: str) -> date | None:
    """The last day on which she approved other words than those in force, as long as these wait for hers."""
    if part not in APPROVED:
        return None
    words, approved = APPROVED[Part(part)]
    now = read(demande, part)
    if now[approved] is not None or not now[words].strip():
        return None
    accepted = PartVersion.objects.filter(demande=demande, part=part, aside=False)
    for row in accepted.order_by("-version"):
        then = load(part, row.values)
        if then[approved] is not None:
            day: date = then[approved]
            return None if then[words] == now[words] else day
    return None


def lay(demandes: Iterable[Demande]) -> None:
    """Read the parts of several demandes for `read` to find: a query for each table, whatever their number."""
    by_id = {demande.pk: demande for demande in demandes}
    keys.load({demande.person_id for demande in by_id.values()}, KeyKind.SHARED)
    projects: dict[UUID, Demande] = {}
    for demande in by_id.values():
        demande.laid = {model: [] for model in LAID}  # type: ignore[attr-defined]
    for model in (Situation, Account, Project, Aid):
        for row in model.objects.filter(demande__in=by_id):
            by_id[row.demande_id].laid[model].append(row)  # type: ignore[attr-defined]
            if model is Project:
                projects[row.pk] = by_id[row.demande_id]
    for beside in (PlanAction, ActionResult):
        for line in beside.objects.filter(project__in=projects).order_by("rank"):
            projects[line.project_id].laid[beside].append(line)  # type: ignore[attr-defined]


def _row(demande: Demande, model: type[Any]) -> Any:
    """The one row of a part, already laid or not. Raises `DoesNotExist`."""
    laid = getattr(demande, "laid", {}).get(model)
    return laid[0] if laid else model.objects.get(demande=demande)


def _lines(demande: Demande, model: type[Any], project: Project) -> Iterable[Any]:
    """The rows beside it, by rank."""
    laid: list[Any] | None = getattr(demande, "laid", {}).get(model)
    return model.objects.filter(project=project).order_by("rank") if laid is None else laid


def read(demande: Demande, part: str, rows: dict[type[Any], Any] | None = None) -> dict[str, Any]:
    """The values of a part: columns by name; `actions` a list of dicts; `pieces` a dict by kind.

    `rows`: where to find and to leave the row that several parts have in common, for whoever reads them together.
    """
    if part == Part.PIECES:
        pieces = Piece.objects.filter(demande=demande)
        return {"pieces": {row.kind: {name: getattr(row, name) for name in PIECE_FIELDS} for row in pieces}}
    model, fields = FIELDS[part]
    known = {} if rows is None else rows
    if model not in known:
        known[model] = _row(demande, model)
    row = known[model]
    values = {name: getattr(row, name) for name in fields}
    if part == Part.SITUATION:
        values["answers"] = questions.read(values["answers"])
    if part == Part.PROJECT:
        values["actions"] = [
            {name: getattr(action, name) for name in ACTION_FIELDS} for action in _lines(demande, PlanAction, row)
        ]
    if part == Part.RESULTS:
        outcomes = _lines(demande, ActionResult, row)
        values["outcomes"] = [{name: getattr(one, name) for name in OUTCOME_FIELDS} for one in outcomes]
    return values


def sent_at(demande: Demande) -> datetime | None:
    """When her antenne last sent its words, at the deposit or to complete; None while nothing left."""
    answered = MissingRequest.objects.filter(demande=demande).aggregate(last=Max("answered_at"))["last"]
    return max(filter(None, (demande.deposited_at, answered)), default=None)


def as_sent(demande: Demande, part: str) -> dict[str, Any]:
    """The values of a part as they were last sent, as `read` gives them; those in force while nothing left, where a
    question waits and they are read as they are written, or where no wording of then is kept.
    """
    if demande.step not in (Step.DRAFT, Step.SUBMITTED) and (sent := sent_at(demande)) is not None:
        accepted = PartVersion.objects.filter(demande=demande, part=part, aside=False, saved_at__lte=sent)
        if (row := accepted.order_by("version").last()) is not None:
            return read(demande, part) | load(part, row.values)
    return read(demande, part)


def write(demande: Demande, part: str, values: dict[str, Any]) -> None:
    """Write the values of a part as `read` gives them; a name that the part has not raises KeyError."""
    if part == Part.PIECES:
        _write_pieces(demande, values["pieces"])
        return
    model, fields = FIELDS[part]
    row = model.objects.get(demande=demande)
    for name in fields:
        value = values[name]
        setattr(row, name, questions.written(value) if name == "answers" else value)
    row.save(update_fields=list(fields))
    if part == Part.PROJECT:
        _write_actions(row, values["actions"])
    for said in values.get("outcomes", ()) if part == Part.RESULTS else ():
        ActionResult.objects.filter(project=row, rank=said["rank"]).update(
            outcome=said["outcome"], cause=said["cause"]
        )


def carry_actions(before: Demande, demande: Demande) -> None:
    """Lay the actions of the plan before in the report of a renewal, for her antenne to say what became of each."""
    project = Project.objects.get(demande=demande)
    kept = [action for action in read(before, Part.PROJECT)["actions"] if action["text"].strip()]
    for rank, action in enumerate(kept, start=1):
        ActionResult.beside(
            demande,
            project=project,
            rank=rank,
            domain=action["domain"],
            text=action["text"],
        ).save(force_insert=True)


def _write_actions(project: Project, actions: list[dict[str, str]]) -> None:
    PlanAction.objects.filter(project=project).delete()
    for rank, values in enumerate(actions, start=1):
        PlanAction.beside(project, project=project, rank=rank, **values).save(force_insert=True)


def _write_pieces(demande: Demande, pieces: dict[str, dict[str, Any]]) -> None:
    known = {row.kind: row for row in Piece.objects.filter(demande=demande)}
    for kind, values in pieces.items():
        row = known.pop(kind, None) or Piece.beside(demande, demande=demande, kind=kind)
        for name in PIECE_FIELDS:
            setattr(row, name, values[name])
        row.save()
    Piece.objects.filter(pk__in=[row.pk for row in known.values()]).delete()


def dump(values: dict[str, Any]) -> str:
    """The values of a part as JSON text."""
    return json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)


def load(part: str, text: str) -> dict[str, Any]:
    """What `dump` wrote, as `read` gives it."""
    values: dict[str, Any] = json.loads(text)
    if part == Part.PIECES:
        for piece in values["pieces"].values():
            piece["given_on"] = Piece._meta.get_field("given_on").to_python(piece["given_on"])
        return values
    model, fields = FIELDS[part]
    # A wording kept before a field was added says nothing of it.
    values = dict.fromkeys(fields) | values
    for name in fields:
        field = model._meta.get_field(name)
        if isinstance(field, models.DateField | models.DecimalField) and values[name] is not None:
            values[name] = field.to_python(values[name])
    return values
