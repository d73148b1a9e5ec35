"""One part of a demande: written as one types, or with a button; two hands at once both kept."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest, see_other
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.forms import whole
from rivage.core.given_back import asked_by_script, kept_at
from rivage.core.refusal import require
from rivage.dossiers import access, afis, asks, parts, reading, tasks
from rivage.dossiers.actions.parts import save_part, say_not_her_name, settle_part
from rivage.dossiers.enums import Part
from rivage.dossiers.forms.parts import FORMS
from rivage.dossiers.models import Demande, PartVersion
from rivage.dossiers.months import used_months
from rivage.dossiers.screen import asked, hands, head, next_part, requests, task_list
from rivage.dossiers.sidenotes import FREE_TEXT, NEVER, NOTES
from rivage.law.wording import day
from rivage.people import actions as people
from rivage.people.enums import AccordKind
from rivage.people.forms import AccordForm
from rivage.people.models import Accord


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: ActingRequest, demande: UUID, part: str) -> HttpResponse:
    """Write one part."""
    found = asked(request, demande)
    if part not in parts.of(found):
        raise Http404
    if part == Part.ACCORD:
        # Her word is the person's, and may be given at any time; this part closes with the others.
        require(access.can_write(request.membership, found, part))
        return _accord(request, found)
    starting = FORMS[part].starting(parts.read(found, part))
    used = used_months(found.parcours)
    known: dict[str, Any] = {"initial": starting, "demande": found, "on": request.on, "used": used}
    form = FORMS[part](request.POST or None, **known)
    if request.method == "POST":
        saved = _save(request, found, part, form, ready="ready" in request.POST)
        rest = _save_the_rest(request, found, part, form, known) if saved is None else None
        return _answer(request, found, part, form, saved, rest)
    require(access.can_write(request.membership, found, part))
    return _page(request, found, part, form)


def _save(request: ActingRequest, demande: Demande, part: str, form: Any, *, ready: bool) -> Any:
    return attempt(
        form,
        lambda: save_part(
            actor=request.membership,
            on=request.on,
            demande=demande,
            part=part,
            values=form.values(),
            version=_version(request),
            ready=ready,
        ),
    )


def _save_the_rest(
    request: ActingRequest, demande: Demande, part: str, form: Any, known: dict[str, Any]
) -> parts.Saved | None:
    """Keep what is right beside answers to correct, each of these left as it stood. None when none was kept there."""
    wrong = set(form.errors)
    if not wrong <= set(form.fields) or _version(request) != parts.version(demande, part):
        return None
    sent = request.POST.copy()
    for name in wrong:
        form.put_back(sent, name)
    rest = FORMS[part](sent, **known)
    saved: parts.Saved | None = _save(request, demande, part, rest, ready=False)
    return saved if saved and not saved.aside else None


def _version(request: ActingRequest) -> int:
    """The version that the form was shown; a broken one is nobody's, hence set aside and never written over."""
    return whole(request.POST.get("version", ""))


def _answer(
    request: ActingRequest, demande: Demande, part: str, form: Any, saved: Any, rest: parts.Saved | None
) -> HttpResponse:
    typing = asked_by_script(request)
    if saved is None:
        require(access.can_write(request.membership, demande, part))
        return _refused(request, demande, part, form, rest) if typing else _page(request, demande, part, form, rest)
    if typing:
        return _saved(request, demande, part, form, saved)
    if saved.aside:
        messages.warning(request, "Quelqu’un a écrit en même temps. Vos mots et les siens sont gardés.")
        return see_other(request, "dossiers:part", demande=demande.pk, part=part)
    if saved.dropped:
        said = (
            f"Le {day(saved.dropped)}, elle avait approuvé d’autres mots : le jour est à noter de nouveau, plus bas."
        )
        messages.warning(request, f"Les mots sont enregistrés. {said}")
        return see_other(request, "dossiers:part", demande=demande.pk, part=part)
    if saved.lacks:
        messages.warning(
            request, f"C’est enregistré. La partie n’est pas prête : {' '.join(saved.lacks)} C’est dit près du bouton."
        )
        there = see_other(request, "dossiers:part", demande=demande.pk, part=part)
        there["Location"] += "#pourquoi"
        return there
    messages.success(request, "C’est enregistré.")
    following = next_part(demande, part) if "ready" in request.POST else part
    if not following:
        return see_other(request, "dossiers:demande", demande=demande.pk)
    return see_other(request, "dossiers:part", demande=demande.pk, part=following)


def _saved(request: ActingRequest, demande: Demande, part: str, form: Any, saved: parts.Saved) -> HttpResponse:
    """The answer to a saving as one types: the version, the task list, and whoever wrote at the same time."""
    listed = task_list(request, demande, part)
    context = {
        **listed,
        **_names(demande, part, listed["lacks"]),
        "on": request.on,
        **_why_not(listed, form, part),
        "demande": demande,
        "version": _version(request) if saved.aside else saved.version,
        "asides": _asides(demande, part),
        "part": part,
        "form": form,
        **_approval(demande, part),
        # A field sent empty stays: a day may be typed meanwhile.
        "emptied": saved.dropped is not None and not saved.aside,
    }
    response = render(request, "dossiers/saved.html", context)
    kept_at(response, demande.departement)
    if saved.aside:
        last = PartVersion.objects.filter(demande=demande, part=part, aside=False).select_related("author").first()
        who = last.author.name if last and last.author else "Quelqu’un"
        response["HX-Trigger"] = json.dumps({"rivage:ensemble": {"texte": f"{who} a écrit en même temps."}})
    return response


def _names(demande: Demande, part: str, lacks: list[tasks.Missing]) -> dict[str, Any]:
    """The words of this part that may be her name, and those of which somebody said that they are not."""
    words = [one.word for lack in lacks if lack.part == part for one in lack.words]
    answered = [row for row in tasks.not_her_name(demande) if row.part == part] if part in tasks.NAMELESS else []
    return {"words": words, "quoted": ", ".join(f"« {word} »" for word in words), "answered": answered}


def _approval(demande: Demande, part: str) -> dict[str, Any]:
    """Where her approval is written, and what is said beside it as long as she approved other words than these."""
    if part not in parts.APPROVED:
        return {}
    before = parts.approved_before(demande, part)
    return {"approval": parts.APPROVED[Part(part)][1], "to_approve": _to_approve(part, before) if before else ""}


def _to_approve(part: str, before: date) -> str:
    if part == Part.ENGAGEMENTS:
        return (
            f"Les engagements ont changé depuis qu’elle les a signés, le {day(before)}. Relisez-les avec elle, puis "
            "notez ici le jour où elle signe ceux-ci."
        )
    return (
        f"Le texte a changé depuis qu’elle l’a approuvé, le {day(before)}. Relisez-le avec elle, puis notez ici le "
        "jour où elle approuve celui-ci."
    )


def _refused(request: ActingRequest, demande: Demande, part: str, form: Any, rest: parts.Saved | None) -> HttpResponse:
    """The answer to a saving as one types that holds an answer to correct. `rest`: what was kept beside it."""
    context = {"form": form, "demande": demande, "version": _shown(request, rest), "rest": rest}
    return render(request, "dossiers/not_saved.html", context, status=UNPROCESSABLE)


def _shown(request: ActingRequest, rest: parts.Saved | None) -> int:
    return rest.version if rest else _version(request)


def _page(
    request: ActingRequest, demande: Demande, part: str, form: Any, rest: parts.Saved | None = None
) -> HttpResponse:
    last = PartVersion.objects.filter(demande=demande, part=part, aside=False).order_by("-version").first()
    listed = task_list(request, demande, part)
    context = head(
        request,
        demande,
        **listed,
        **_names(demande, part, listed["lacks"]),
        **_why_not(listed, form, part),
        **_asked_here(demande, part),
        part=part,
        part_label=Part(part).label,
        form=form,
        version=_shown(request, rest) if form.is_bound else (last.version if last else 0),
        rest=rest,
        saved_at=last.saved_at if last else None,
        asides=_asides(demande, part),
        note=NOTES[part],
        never=NEVER if part in FREE_TEXT else "",
        hands=hands(demande),
        rank=parts.of(demande).index(Part(part)) + 1,
        total=len(parts.of(demande)),
        following=next_part(demande, part),
        **_approval(demande, part),
        **_more(request, demande, part),
    )
    return render(request, "dossiers/part.html", context, status=UNPROCESSABLE if form.errors else 200)


def _why_not(listed: dict[str, Any], form: Any, part: str) -> dict[str, Any]:
    """What the part lacks, each with the id of its field: what keeps it from being ready, then the questions."""

    def aimed(lacks: list[tasks.Missing]) -> list[tuple[tasks.Missing, str]]:
        return [(one, _target(form, one.field)) for one in lacks if one.part == part]

    return {"waits": aimed(listed["lacks"]), "open_questions": aimed(listed["questions"])}


def _target(form: Any, name: str) -> str:
    if name not in form.fields:
        return ""
    bound = form[name]
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else str(bound.auto_id)


def _asked_here(demande: Demande, part: str) -> dict[str, Any]:
    """What whoever instructs asks about this part."""
    return {"requests": requests(demande, part, waiting=True), "source": asks.source(part)}


def _more(request: ActingRequest, demande: Demande, part: str) -> dict[str, Any]:
    """What one part alone shows."""
    if part == Part.AID:
        verdict = afis.verdict(demande, request.on, path_authorised=True)
        reasons = [(reason, any(value.to_confirm for value in reason.values)) for reason in verdict.reasons]
        return {"verdict": verdict, "reasons": reasons}
    if part == Part.SAFETY:
        given = Accord.objects.filter(person=demande.person_id, kind=AccordKind.SAFETY, withdrawn_on__isnull=True)
        return {"safety_accord": given.first()}
    return {}


def _asides(demande: Demande, part: str) -> list[dict[str, Any]]:
    """The words set aside on this part and not settled yet, beside those in force."""
    rows = PartVersion.objects.filter(demande=demande, part=part, aside=True, settled_at__isnull=True)
    here = list(reading.lines(part, parts.read(demande, part))) if rows.exists() else []
    last = PartVersion.objects.filter(demande=demande, part=part, aside=False).order_by("-version").first()
    return [
        {"row": row, "kept": here, "last": last, "words": list(reading.lines(part, parts.load(part, row.values)))}
        for row in rows.select_related("author")
    ]


@require_POST
def not_her_name(request: ActingRequest, demande: UUID, part: str) -> HttpResponse:
    """Say of a word that it is not her name."""
    found = asked(request, demande)
    said = say_not_her_name(
        actor=request.membership, on=request.on, demande=found, part=part, word=request.POST.get("word", "")
    )
    messages.success(request, f"« {said.word} » n’est pas son nom : c’est noté, et n’arrête plus cette partie.")
    return see_other(request, "dossiers:part", demande=found.pk, part=part)


@require_POST
def settle(request: ActingRequest, partversion: UUID) -> HttpResponse:
    """Choose between two writings; both stay among the wordings."""
    rows = PartVersion.objects.visible_to(request.membership).select_related("demande", "demande__person")
    row = get_object_or_404(rows, pk=partversion, aside=True)
    settle_part(
        actor=request.membership,
        on=request.on,
        aside=row,
        mine=request.POST.get("choice") == "aside",
        version=_version(request),
    )
    messages.success(request, "C’est relu. L’autre texte reste gardé.")
    return see_other(request, "dossiers:part", demande=row.demande_id, part=row.part)


def _accord(request: ActingRequest, demande: Demande) -> HttpResponse:
    on = request.on
    form = AccordForm(request.POST or None, initial={"kind": AccordKind.PARCOURS})
    del form.fields["kind"]
    if request.method == "POST" and attempt(
        form,
        lambda: people.give_accord(
            actor=request.membership,
            on=on,
            person=demande.person,
            kind=AccordKind.PARCOURS,
            **form.cleaned_data,
        ),
    ):
        messages.success(request, "Son accord est noté.")
        return see_other(request, "dossiers:part", demande=demande.pk, part=next_part(demande, Part.ACCORD))
    accord = tasks.accord_of(demande)
    context = head(
        request,
        demande,
        **task_list(request, demande, Part.ACCORD),
        **_asked_here(demande, Part.ACCORD),
        rest=False,
        part=Part.ACCORD,
        part_label=Part.ACCORD.label,
        form=form,
        saved_at=None,
        asides=[],
        accord=accord,
        back=tasks.word_back(accord),
        note=NOTES[Part.ACCORD],
        hands=hands(demande),
        rank=parts.of(demande).index(Part.ACCORD) + 1,
        total=len(parts.of(demande)),
    )
    return render(request, "dossiers/part.html", context, status=UNPROCESSABLE if form.errors else 200)
