"""The session on one screen: time, quorum, agenda, file, members; and each gesture made there."""

from collections.abc import Callable, Container
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from rivage.accounts.enums import INSTRUCTING, Role
from rivage.accounts.http import ActingRequest, to
from rivage.commissions import access, actions, printing, quorum, standing
from rivage.commissions.avis_forms import AvisForm, avis_initial
from rivage.commissions.enums import AttendanceMode
from rivage.commissions.forms import HourField
from rivage.commissions.models import AgendaItem, Avis, Member, Seance
from rivage.commissions.quorum import Roll, Sitting
from rivage.commissions.tables import item_state, seance_state
from rivage.commissions.views import answers
from rivage.commissions.views.releves import left_to_note
from rivage.core import clock
from rivage.core.tables import State
from rivage.dossiers.enums import OpinionSense, Step
from rivage.dossiers.models import Aid, Project
from rivage.dossiers.months import used_months
from rivage.law.duration import most_months
from rivage.law.verdict import Verdict, allow
from rivage.law.wording import count
from rivage.people.models import Identity
from rivage.vault import opened

STEPS: dict[str, tuple[Callable[..., AgendaItem], str]] = {
    "present": (actions.present, "L’association présente."),
    "leave": (actions.leave, "L’association s’est retirée."),
    "undo": (actions.undo_presentation, "C’est annulé : cette heure n’est plus notée."),
}
NOTED = {
    AttendanceMode.EXPECTED: "présence à noter",
    AttendanceMode.PRESENT: "présence sur place, notée",
    AttendanceMode.REMOTE: "présence à distance, notée",
    AttendanceMode.REPRESENTED: "mandat noté",
    AttendanceMode.ABSENT: "absence notée",
}
# How a member takes part, as buttons: code, sign, word.
PRESENCES = (
    (AttendanceMode.PRESENT.value, "person-check", "Sur place"),
    (AttendanceMode.REMOTE.value, "telephone", "À distance"),
    (AttendanceMode.ABSENT.value, "dash-circle", "Absence"),
)
LACKING = State("attente", "people", "sans quorum, à ajourner")
VIEWS = (("dossier", "Dossier"), ("ordre", "Ordre du jour"), ("membres", "Membres"))


@require_safe
def seance(request: ActingRequest, seance: UUID) -> HttpResponse:
    """The screen of a session."""
    return _screen(request, answers.seance_of(request, seance))


def _screen(request: ActingRequest, row: Seance, form: AvisForm | None = None, view: str = "dossier") -> HttpResponse:
    called = quorum.roll(row)
    items = _agenda(request, row)
    item = form.item if form else _chosen(request, items)
    verdict = quorum.of_session(row, called)
    view = request.GET.get("vue", view)
    away = quorum.aside(item) if item else frozenset()
    suspended = standing.suspended(row, called)
    # Said once the session has its own quorum: without it, every file lacks one.
    lacking = standing.without_quorum(items, called) if verdict and not row.closed_at else {}
    context = _head(request, row, verdict) | {
        "readings": quorum.readings(row, called, sum(one.member.pk in away for one in called.members)),
        "items": [_line(request, one, suspended, lacking) for one in items],
        "lacking": [one.person.reference for one in items if one.pk in lacking],
        "suspended": suspended.get(item.pk) if item else None,
        "left_since": standing.LEFT_SINCE,
        "done": sum(hasattr(one, "avis") for one in items),
        "unsigned": sum(
            hasattr(one, "avis") and one.avis.signed_at is None and not one.left and one.pk not in suspended
            for one in items
        ),
        "following": _following(items, item),
        "held": [one for one in items if not one.left],
        "view": view if view in dict(VIEWS) else "dossier",
        "views": VIEWS,
        "file": f"&dossier={item.pk}" if item else "",
        "page": answers.address(request, "seance", seance=row.pk),
        "names": request.GET.get("noms") == "1",
        "holds": bool(access.can_hold(request.membership, row)),
        "calls": access.can_call(request.membership, row, request.on),
        "presences": PRESENCES,
        "due": access.at_its_hour(row),
        "secretariat": request.membership.role in INSTRUCTING,
        "chair": request.membership.role == "chair",
        "reopens": bool(row.closed_at and access.can_reopen(request.membership, row)),
        "reopened": _reopened(row),
        "late": row.day < request.on,
        "members": _members(called, away),
        "away": away,
        "here": [one for one in called.members if one.here],
        "form": form,
    }
    context |= _at_once(request, row, called) | answers.cancelled(row, "commissions:seance")
    context |= _file(request, row, item, called, away, form) if item else {}
    return render(request, "commissions/seance.html", context, status=422 if form and form.errors else 200)


def _reopened(row: Seance) -> list[dict[str, Any]]:
    return [
        {
            "closed": answers.local(one.closed_at, row.departement),
            "again": answers.local(one.reopened_at, row.departement),
            "reason": one.reason,
        }
        for one in row.reopenings.all()
    ]


def _at_once(request: ActingRequest, row: Seance, called: Roll) -> dict[str, Any]:
    """Until the opening: the button that notes present those who answered that they come, and what it noted."""
    if not access.can_call_coming(request.membership, row, request.on):
        return {"coming": "", "at_once": ""}
    coming = len(quorum.coming(row, called))
    noted = row.attendances.filter(at_once=True).count()
    said = "Noter présent le membre qui a répondu qu’il vient"
    return {
        "coming": (said if coming == 1 else f"Noter présents les {coming} membres qui ont répondu qu’ils viennent")
        if coming
        else "",
        "at_once": count(noted, "présence est notée", "présences sont notées") if noted else "",
    }


def _head(request: ActingRequest, row: Seance, verdict: Verdict) -> dict[str, Any]:
    """What the head of the screen says: the session, its hours, its quorum, and the gestures that fit its moment."""
    over = row.opened_at is not None or row.closed_at is not None
    said = "Quorum atteint" if verdict else "Quorum non atteint" if over else "Quorum pas encore atteint"
    return {
        "seance": row,
        "heading": answers.title(row),
        "state": seance_state(row),
        "at": answers.local(row.at, row.departement),
        "now": answers.local(clock.now(), row.departement),
        "opened_at": answers.local(row.opened_at, row.departement),
        "closed_at": answers.local(row.closed_at, row.departement),
        "closes": row.opened_at is not None or (not verdict and access.can_close(request.membership, row, request.on)),
        "again": row.missed and bool(access.can_reconvene(request.membership, row)),
        "verdict": verdict,
        "quorum": "Quorum non exigé" if row.second_of_id else said,
    }


def _agenda(request: ActingRequest, row: Seance) -> list[AgendaItem]:
    found = AgendaItem.objects.visible_to(request.membership).kept().filter(seance=row)
    unread = ("avis__reasons", "avis__afis_reasons", "avis__dissent")
    items = list(found.select_related("demande", "person", "avis").defer(*unread))
    for one in items:
        one.seance = row
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    return items


def _line(
    request: ActingRequest, item: AgendaItem, suspended: Container[UUID], lacking: Container[UUID]
) -> dict[str, Any]:
    """A file of the agenda and where it is read; of one that was closed since, what is left of it."""
    here = answers.address(request, "seance", seance=item.seance_id)
    url = f"{here}?dossier={item.pk}{'&noms=1' if request.GET.get('noms') == '1' else ''}"
    if item.left:
        url = to(request, "dossiers:demande", demande=item.demande_id)
    state = LACKING if item.pk in lacking else item_state(item, suspended)
    return {"item": item, "kind": printing.kind_of(item.demande), "state": state, "url": url}


def _chosen(request: ActingRequest, items: list[AgendaItem]) -> AgendaItem | None:
    """The file asked for, else the first that waits, else the first."""
    asked = request.GET.get("dossier")
    held = [one for one in items if not one.left]
    named = next((one for one in held if str(one.pk) == asked), None)
    waits = (one for one in held if not hasattr(one, "avis") and not one.postponed_at)
    return named or next(waits, next(iter(held), None))


def _following(items: list[AgendaItem], item: AgendaItem | None) -> AgendaItem | None:
    """The next file that waits, but the one shown."""
    waits = [one for one in items if not one.left and not hasattr(one, "avis") and not one.postponed_at]
    return next((one for one in waits if item is None or one.pk != item.pk), None)


def _members(called: Roll, away: frozenset[UUID]) -> list[dict[str, Any]]:
    voting = {one.member.pk for one in quorum.taking_part(called, away)}
    return [
        {
            "sitting": one,
            "aside": one.member.pk in away,
            "votes": one.member.pk in voting,
            "presence": printing.presence(one, called),
        }
        for one in called.members
    ]


def _file(
    request: ActingRequest, row: Seance, item: AgendaItem, called: Roll, away: frozenset[UUID], form: AvisForm | None
) -> dict[str, Any]:
    # Of a file whose relevé she signed, the chair keeps the relevé and no more.
    reads = bool(access.can_read(request.membership, item))
    project = Project.objects.only("opinion", "months").filter(demande=item.demande_id).first() if reads else None
    asked = Aid.objects.filter(demande=item.demande_id, afis_asked=True).exists()
    avis = getattr(item, "avis", None)
    voting = quorum.taking_part(called, away)
    may = access.can_record_avis(request.membership, item, called)
    reached = standing.of_file(item, called, away)
    names = request.GET.get("noms") == "1"
    identity = Identity.objects.visible_to(request.membership).filter(person=item.person_id).first() if names else None
    return {
        "item": item,
        "kind": printing.kind_of(item.demande),
        "association": printing.item(item, item.position).association,
        "called_name": identity.called if identity else "",
        "reads": reads,
        "facts": project
        and {
            "opinion": OpinionSense(project.opinion).label if project.opinion else "non donné",
            "months": project.months,
            # What this demande was to be granted since is none of what the commission had before it.
            "used": used_months(item.demande.parcours, granted=avis.rendered_at if avis else None),
            "elsewhere": item.demande.parcours.months_before,
            "most": most_months(request.on),
            "asked": asked,
        },
        "avis": avis,
        "may": may,
        "unpresided": not may and may.because("nobody_presides") is not None,
        "in_session": item.demande.step == Step.SCHEDULED and item.postponed_at is None,
        "file_quorum": reached,
        "presented": answers.local(item.presented_at, row.departement),
        "left": answers.local(item.left_at, row.departement),
        "form": form or (_form(request, item, avis, voting, asked, reached) if may else None),
        "takes_back": bool(quorum.to_take_back(item, called, away)),
        "voting": len(voting),
    }


def _form(
    request: ActingRequest, item: AgendaItem, avis: Avis | None, voting: list[Sitting], asked: bool, reached: Verdict
) -> AvisForm:
    late, initial = item.seance.day < request.on, avis_initial(item, avis)
    sent = request.POST if request.method == "POST" else None
    return AvisForm(sent, initial=initial, item=item, asked=asked, voting=voting, late=late, reached=reached)


def _of(request: ActingRequest, row: AgendaItem) -> AvisForm:
    """The form of the avis on a file, with those who take part now."""
    called, away = quorum.roll(row.seance), quorum.aside(row)
    asked = Aid.objects.filter(demande=row.demande_id, afis_asked=True).exists()
    found, may = Avis.objects.filter(item=row).first(), access.can_record_avis(request.membership, row, called)
    # What forbids any avis is said first.
    reached = standing.of_file(row, called, away) if may else allow()
    return _form(request, row, found, quorum.taking_part(called, away), asked, reached)


def _typed(request: ActingRequest, seance: UUID) -> AvisForm | None:
    """What was typed of an avis beside the gesture that was pressed, to be shown again as it was."""
    if "version" not in request.POST:
        return None
    row = answers.item_of(request, _uuid(request.POST.get("dossier", "")))
    if row.seance_id != seance:
        raise Http404
    form = _of(request, row)
    return form.given_back() if form.has_changed() else None


@require_POST
def avis(request: ActingRequest, item: UUID) -> HttpResponse:
    """Note the avis, then the next file."""
    row = answers.item_of(request, item)
    form = _of(request, row)
    if form.is_valid():
        values = form.values()

        def act() -> None:
            actions.record_avis(actor=request.membership, on=request.on, item=row, **values)

        done = f"L’avis sur le dossier {row.person.reference} est noté.{form.missing_votes()}"
        if answers.attempt(request, act, done, form):
            return _after(request, row)
        noted = Avis.objects.filter(item=row, signed_at__isnull=True).first()
        if noted and noted.version != values["version"]:
            if form.says(noted):
                messages.info(request, "Cet avis est déjà noté.")
                return answers.to(request, "seance", f"?dossier={row.pk}", seance=row.seance_id)
            form = form.beside(noted)
    return _screen(request, row.seance, form)


def _after(request: ActingRequest, noted: AgendaItem) -> HttpResponse:
    """The next file, whose association comes in if it was asked; after the last, who presides reads the relevés."""
    row = noted.seance
    following = _following(_agenda(request, row), noted)
    if request.POST.get("then") == "enter" and following:
        shown = following

        def enter() -> None:
            actions.present(actor=request.membership, on=request.on, item=shown)

        answers.attempt(request, enter, f"L’association du dossier {shown.person.reference} entre et présente.")
        return answers.to(request, "seance", f"?dossier={shown.pk}", seance=row.pk)
    if request.membership.role == Role.CHAIR and not left_to_note(row):
        return answers.to(request, "releves", seance=row.pk)
    return answers.to(request, "seance", seance=row.pk)


@require_POST
def open_seance(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Open now, or at the hour written on the sheet."""
    row = answers.seance_of(request, seance)
    hour = request.POST.get("hour", "")

    def act() -> None:
        actions.open_seance(actor=request.membership, on=request.on, seance=row, at=_hour(row, hour))

    answers.attempt(request, act, "La séance est ouverte.")
    return answers.to(request, "seance", seance=row.pk)


def _hour(row: Seance, text: str) -> datetime | None:
    """The instant of an hour typed, on the day of the session; None for now."""
    if not text:
        return None
    try:
        at = HourField().clean(text)
    except ValidationError as error:
        raise Http404 from error
    return datetime.combine(row.day, at, clock.zone(row.departement))


@require_POST
def attendance(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Note how a member takes part."""
    row = answers.seance_of(request, seance)
    # Pressed beside an avis being typed, one value says who and how: `mode` is then that of the avis.
    who, _, noted = request.POST.get("noted", "").rpartition(" ")
    member = member_of(row, who or request.POST.get("member", ""))
    mode = noted or request.POST.get("mode", "")
    if mode not in AttendanceMode.values:
        raise Http404
    carrier = member_of(row, request.POST.get("mandate_to", "")) if mode == AttendanceMode.REPRESENTED else None

    def act() -> None:
        actions.set_attendance(
            actor=request.membership, on=request.on, seance=row, member=member, mode=mode, mandate_to=carrier
        )

    # The button says it where it was pressed; a sentence above would move the list under the hand.
    done = "" if "HX-Request" in request.headers else f"{member.name} : {NOTED[AttendanceMode(mode)]}."
    answers.attempt(request, act, done)
    if typed := _typed(request, row.pk):
        return _screen(request, row, typed, "membres")
    return answers.to(request, "seance", kept(request, "membres"), seance=row.pk)


def kept(request: ActingRequest, view: str) -> str:
    """The same file and the same tab after a gesture."""
    asked = request.POST.get("dossier", "")
    try:
        return f"?vue={view}&dossier={UUID(asked)}"
    except ValueError:
        return f"?vue={view}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def member_of(row: Seance, text: str) -> Member:
    """The member named by a form, of the département of the session."""
    return get_object_or_404(Member, pk=_uuid(text), departement=row.departement)


@require_POST
def presentation(request: ActingRequest, item: UUID) -> HttpResponse:
    """The association comes in, then leaves; the hour noted last is undone at once."""
    row = answers.item_of(request, item)
    verb, done = STEPS.get(request.POST.get("step", ""), STEPS["present"])
    answers.attempt(request, lambda: verb(actor=request.membership, on=request.on, item=row), done)
    if typed := _typed(request, row.seance_id):
        return _screen(request, row.seance, typed)
    return answers.to(request, "seance", f"?dossier={row.pk}", seance=row.seance_id)
