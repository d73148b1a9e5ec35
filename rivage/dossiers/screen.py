"""What the pages of a demande share: the demande asked for, its head, its task list."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.http import ActingRequest, to
from rivage.accounts.models import Membership
from rivage.dossiers import access, asks, parts, states, tasks, workflow
from rivage.dossiers.enums import Part, Step
from rivage.dossiers.models import Demande, MissingRequest, PartVersion
from rivage.law.wording import count
from rivage.people import names
from rivage.people.enums import Slice
from rivage.vault import opened

# Each part as it follows a verb.
IN_A_SENTENCE = {
    Part.SITUATION: "sa situation aujourd’hui",
    Part.ACCOUNT: "la présentation de la situation",
    Part.PROJECT: "le projet et les actions prévues",
    Part.ENGAGEMENTS: "les engagements",
    Part.RESULTS: "les difficultés rencontrées et les résultats",
    Part.ACCORD: "son accord",
    Part.OPINION: "l’avis de l’association",
    Part.AID: "l’aide financière",
    Part.SAFETY: "la sécurité",
    Part.PIECES: "les pièces",
}


def asked(request: ActingRequest, demande: UUID) -> Demande:
    """The demande of the address, or 404 for whoever does not see it."""
    seen = Demande.objects.visible_to(request.membership)
    found = get_object_or_404(seen.select_related("person", "person__antenne", "parcours"), pk=demande)
    opened.note(found.person_id, found.antenne_id, Slice.REFERENCE)
    return found


def name_of(request: ActingRequest, demande: Demande) -> str:
    """What she is called, for those who read identities; else her file number."""
    return names.or_reference(request.membership, demande.person)


def head(request: ActingRequest, demande: Demande, **more: Any) -> dict[str, Any]:
    """Context of the page head."""
    name = name_of(request, demande)
    said = states.shown(request.membership, [demande], request.on)[demande.pk]
    return {
        "demande": demande,
        "name": name,
        "on": request.on,
        "heading": states.title(demande),
        "reference": demande.person.reference,
        "state": said.state,
        "shown": said,
        "crumbs": [
            {"label": "Demandes", "url": to(request, "dossiers:list")},
            {"label": name, "url": to(request, "people:person", person=demande.person_id)},
        ],
        **more,
    }


def task_list(request: ActingRequest, demande: Demande, current: str = "") -> dict[str, Any]:
    """Context of the task list, and of the button that it opens."""
    lacks = tasks.missing(demande, request.on)
    wanted, holding = _wanted(demande), tasks.holding(lacks)
    asked = [Part(part) for part, written in wanted.items() if not written]
    listed = [_marked(task, wanted) for task in tasks.tasks(demande, lacks)]
    if demande.step == Step.SUBMITTED:
        listed = [task for task in listed if task.part in wanted]
    return {
        "lacks": holding,
        "questions": [one for one in lacks if not one.holds],
        "usage": asks.USAGE,
        "asked": asked,
        "progress": _progress(listed, bool(holding or asked)),
        "start": _start(request, demande, listed, asked),
        "tasks": [
            {
                "label": task.label,
                "state": "encours" if task.part == current and task.state != "ok" else task.state,
                "note": task.note,
                "url": to(request, "dossiers:part", demande=demande.pk, part=task.part),
                "current": task.part == current,
                "part": task.part,
            }
            for task in listed
        ],
        "drafting": demande.step == Step.DRAFT,
    }


def _needed(listed: list[tasks.Task]) -> list[tasks.Task]:
    """The parts that count: what is optional does once it is written."""
    return [task for task in listed if task.part != Part.SAFETY or task.state != "afaire"]


def _progress(listed: list[tasks.Task], lacks: bool) -> str:
    """How far the parts are: how many are ready, or, once all is written, how many are still to be read again."""
    needed = _needed(listed)
    left = sum(task.state != "ok" for task in needed)
    if lacks:
        ready = len(needed) - left
        return f"{count(ready, 'partie prête', 'parties prêtes')} sur {len(needed)}"
    return f"{count(left, 'partie', 'parties')} à relire" if left else "tout est prêt"


def _start(
    request: ActingRequest, demande: Demande, listed: list[tasks.Task], asked: list[Part]
) -> dict[str, str] | None:
    """Where to begin, or to go on: the first part that is not ready. None once all are."""
    first = next((task for task in _needed(listed) if task.state != "ok"), None)
    if first is None:
        return None
    begun = any(task.state != "afaire" for task in listed if task.part != Part.ACCORD)
    verb = "Revoir" if asked else "Continuer par" if begun else "Commencer par"
    url = to(request, "dossiers:part", demande=demande.pk, part=first.part)
    return {"words": f"{verb} {IN_A_SENTENCE[Part(first.part)]}", "url": url}


def _wanted(demande: Demande) -> dict[str, bool]:
    """The parts about which whoever instructs waits for an answer, each with whether it was written since."""
    left = asks.left_as_it_was(demande)
    return {part: part not in left for part in asks.parts_of(asks.waiting(demande))}


def _marked(task: tasks.Task, wanted: dict[str, bool]) -> tasks.Task:
    """The same, said to be one that the délégation asks about."""
    if task.part not in wanted:
        return task
    if wanted[task.part]:
        return replace(task, note=f"{task.note}, revue depuis la demande de la délégation")
    asked = "à revoir, la délégation le demande"
    if task.state == "ok":
        return replace(task, state="afaire", note=asked)
    return replace(task, note=f"{task.note}, {asked}")


def requests(demande: Demande, part: str = "", *, waiting: bool = False) -> list[dict[str, Any]]:
    """What whoever instructs asked, the last one first: of every part or of one; `waiting`: without an answer only."""
    rows = asks.waiting(demande) if waiting else MissingRequest.objects.filter(demande=demande)
    if part:
        rows = rows.filter(parts__contains=[part])
    return [
        {
            "row": row,
            "by": f"{row.asked_by.holder_name}, {row.asked_by.get_role_display()}" if row.asked_by else "",
            "parts": [(Part(one).label, asks.source(one)) for one in row.parts],
            "left": asks.unwritten_since(demande, row) if row.answered_at is None else (),
            "unwritten": [Part(one).label for one in row.unwritten],
            "answers": [(one, one.label, words) for one, words in asks.said(row).items()],
        }
        for row in rows.select_related("asked_by__user")
    ]


def hands(demande: Demande) -> list[PartVersion]:
    """The last writings, newest first."""
    rows = PartVersion.objects.filter(demande=demande, aside=False).select_related("author").order_by("-saved_at")
    return list(rows.defer("values")[:5])


def next_part(demande: Demande, part: str) -> str:
    """The part after this one, "" after the last."""
    order = parts.of(demande)
    place = order.index(Part(part)) + 1
    return order[place] if place < len(order) else ""


def gestures(membership: Membership, demande: Demande) -> set[str]:
    """The moves that this membership may make from the step where the demande is."""
    possible = {move for move in workflow.MOVES if workflow.target(move, demande.step)} | {"contest", "uphold"}
    closing = demande.closings.filter(reopened_on__isnull=True).first()
    mine: set[str] = set()
    if access.can_submit(membership, demande):
        mine |= {"submit", "answer_missing", "withdraw", "hand_over"}
        if demande.step == Step.SUBMITTED and asks.questions(demande).exists():
            mine.add("answer_question")
        if closing is not None and closing.contested_on is None:
            mine.add("contest")
    if access.can_instruct(membership, demande):
        mine |= {"ask_missing", "declare_complete", "forward", "without_object"}
        if closing is not None:
            mine.add("reopen")
            if closing.contested_on is not None and closing.upheld_on is None:
                mine.add("uphold")
    allowed = possible & mine
    # Of what she took back, the pieces that a receipt lists are no longer open.
    lists = membership.is_antenne or (membership.role in INSTRUCTING and demande.step != Step.WITHDRAWN)
    if demande.deposited_at and lists:
        allowed.add("receipt")
    return allowed
