"""Before a session: its date, its agenda, its convocation; and the chair's postponement."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest
from rivage.accounts.sender import undated
from rivage.commissions import access, actions, printing, quorum, standing
from rivage.commissions.enums import Reply
from rivage.commissions.forms import ConveneForm, PostponeForm, SeanceChangeForm, SeanceForm
from rivage.commissions.models import AgendaItem, Convocation, Seance
from rivage.commissions.tables import item_state, seance_state
from rivage.commissions.views import answers
from rivage.core import clock
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.french import capital, hour
from rivage.core.holidays import closed
from rivage.core.versions import version_of
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law import commission as law
from rivage.law.period import ONE_DAY
from rivage.law.values import at
from rivage.law.verdict import Verdict
from rivage.law.wording import count, day
from rivage.vault import opened

# What a member answers, as buttons: code, sign, word.
REPLIES = (
    (Reply.COMING.value, "person-check", "Vient"),
    (Reply.REMOTE.value, "telephone", "À distance"),
    (Reply.AWAY.value, "dash-circle", "Absence"),
    (Reply.REPLACED.value, "people", "Remplacement"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: ActingRequest) -> HttpResponse:
    """Choose the date of a session."""
    code = request.GET.get("departement") or request.membership.departements[0]
    if code not in request.membership.departements:
        raise Http404
    form = SeanceForm(request.POST or None)
    made = request.method == "POST" and attempt(
        form,
        lambda: actions.plan_seance(actor=request.membership, on=request.on, departement=code, **form.typed(code)),
    )
    if made:
        messages.success(request, "La séance est prévue. Inscrivez-y des demandes, puis convoquez.")
        return answers.to(request, "preparation", seance=made.pk)
    return _form(request, form, "Prévoir une séance", "Prévoir la séance", answers.crumbs(request))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Change date or place before the convocation."""
    row = answers.seance_of(request, seance)
    form = SeanceChangeForm(request.POST or None, initial=SeanceChangeForm.starting(row), version=version_of(row))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_seance(
            actor=request.membership,
            on=request.on,
            seance=row,
            version=form.shown,
            **form.typed(row.departement),
        ),
    ):
        messages.success(request, "La séance est changée.")
        return answers.to(request, "preparation", seance=row.pk)
    if elsewhere := _elsewhere(request, access.can_prepare(request.membership, row), "preparation", row):
        return elsewhere
    return _form(request, form, "Changer la séance", "Enregistrer", answers.crumbs(request, row))


@require_http_methods(["GET", "HEAD", "POST"])
def reconvene(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Plan the second convocation, on the same agenda."""
    row = answers.seance_of(request, seance)
    form = SeanceForm(request.POST or None, initial={"place": row.place, "remote": row.remote})
    made = request.method == "POST" and attempt(
        form,
        lambda: actions.reconvene(actor=request.membership, on=request.on, seance=row, **form.typed(row.departement)),
    )
    if made:
        messages.success(request, "La seconde séance est prévue, sur le même ordre du jour.")
        return answers.to(request, "preparation", seance=made.pk)
    if elsewhere := _elsewhere(request, access.can_reconvene(request.membership, row), "preparation", row):
        return elsewhere
    return _form(request, form, "Seconde convocation", "Prévoir la seconde séance", answers.crumbs(request, row))


def _elsewhere(request: ActingRequest, verdict: Verdict, page: str, row: Seance) -> HttpResponse | None:
    """Where it is said what is possible, with why this is not, for a gesture that would be refused once sent."""
    if verdict or request.method == "POST":
        return None
    messages.info(request, verdict.sentence)
    return answers.to(request, page, seance=row.pk)


def _form(request: ActingRequest, form: object, heading: str, button: str, crumbs: object) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, "crumbs": crumbs}
    return render(request, "commissions/form.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def preparation(request: ActingRequest, seance: UUID) -> HttpResponse:
    """What a session needs before its day: files, members, the convocation, papers."""
    row = answers.seance_of(request, seance)
    items = _items(request, row)
    on = row.day
    called = quorum.roll(row)
    limit = on - ONE_DAY * int(at("commission.convocation_jours", on).value)
    complete = Demande.objects.visible_to(request.membership).filter(step=Step.COMPLETE, departement=row.departement)
    ready = list(complete.select_related("person").order_by("completed_at"))
    for one in ready:
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    context = {
        "seance": row,
        "heading": answers.title(row),
        "state": seance_state(row),
        "at": answers.local(row.at, row.departement),
        "crumbs": answers.crumbs(request),
        "items": items,
        "ready": [{"demande": one, "kind": printing.kind_of(one)} for one in ready],
        "cancels": bool(access.can_cancel(request.membership, row)),
        "instead_of": row.instead_of,
        **answers.cancelled(row, "commissions:preparation"),
        "ticked": request.GET.get("cocher") == "toutes",
        "page": answers.address(request, "preparation", seance=row.pk),
        "open": access.can_prepare(request.membership, row),
        "calls": access.can_call(request.membership, row, request.on),
        "missed": row.missed,
        "again": row.missed and bool(access.can_reconvene(request.membership, row)),
        "called": called,
        "undated": undated(row.departement),
        "closed_day": "" if row.closed_at else closed(row.day, row.departement),
        "limit": limit,
        "on": request.on,
        "replies": REPLIES if access.can_note_reply(request.membership, row) else (),
        "convened": Convocation.objects.filter(seance=row).select_related("member").order_by("member__name"),
        "convened_at": answers.local(row.convened_at, row.departement),
    }
    return render(request, "commissions/preparation.html", context)


def _items(request: ActingRequest, row: Seance) -> list[dict[str, Any]]:
    found = AgendaItem.objects.visible_to(request.membership).kept().filter(seance=row)
    rows = list(found.select_related("demande", "person", "avis", "seance"))
    suspended = standing.suspended(row)
    for one in rows:
        opened.note(one.person_id, one.antenne_id, one.SLICE)
    return [
        {
            "item": one,
            "kind": printing.kind_of(one.demande),
            "state": item_state(one, suspended),
            "association": printing.item(one, one.position),
        }
        for one in rows
    ]


@require_POST
def schedule(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Put the demandes ticked on the agenda, each as its line showed it."""
    row = answers.seance_of(request, seance)
    visible = Demande.objects.visible_to(request.membership)
    pairs = [text.partition(" ") for text in request.POST.getlist("demande")]
    shown = {_uuid(who): version for who, _, version in pairs}
    chosen = [(one, _digits(shown[one.pk])) for one in visible.filter(pk__in=shown).order_by("completed_at")]
    if len(chosen) < len(shown):
        raise Http404

    def act() -> None:
        actions.schedule_all(actor=request.membership, on=request.on, seance=row, chosen=chosen)

    done = f"{count(len(chosen), 'demande est inscrite', 'demandes sont inscrites')} à l’ordre du jour."
    answers.attempt(request, act, done)
    return answers.to(request, "preparation", seance=row.pk)


@require_POST
def unschedule(request: ActingRequest, item: UUID) -> HttpResponse:
    """Take a file off the agenda; its line among the complete demandes puts it back."""
    row = answers.item_of(request, item)

    def act() -> None:
        actions.unschedule(actor=request.membership, on=request.on, item=row)

    done = f"Le dossier {row.person.reference} n’est plus à l’ordre du jour : sa demande est de nouveau complète."
    answers.attempt(request, act, done)
    return answers.to(request, "preparation", seance=row.seance_id)


@require_POST
def unschedule_all(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Take the files ticked off the agenda."""
    row = answers.seance_of(request, seance)
    asked = {_uuid(text) for text in request.POST.getlist("item")}
    visible = AgendaItem.objects.visible_to(request.membership).filter(seance=row, pk__in=asked)
    items = list(visible.select_related("seance", "demande", "person"))
    if len(items) < len(asked):
        raise Http404

    def act() -> None:
        actions.unschedule_all(actor=request.membership, on=request.on, items=items)

    off = count(len(items), "dossier n’est plus", "dossiers ne sont plus")
    answers.attempt(request, act, f"{off} à l’ordre du jour. Toute demande retirée est de nouveau complète.")
    return answers.to(request, "preparation", seance=row.pk)


@require_POST
def reorder(request: ActingRequest, item: UUID) -> HttpResponse:
    """Move a file on the agenda."""
    row = answers.item_of(request, item)

    def act() -> None:
        place, shown = _number(request, "position"), _number(request, "shown")
        actions.reorder(actor=request.membership, on=request.on, item=row, position=place, shown=shown)

    answers.attempt(request, act, "L’ordre est changé.")
    return answers.to(request, "preparation", seance=row.seance_id)


@require_http_methods(["GET", "HEAD", "POST"])
def convene(request: ActingRequest, seance: UUID) -> HttpResponse:
    """Convene: who is told, by what, and what it opens, before the button."""
    row = answers.seance_of(request, seance)
    files = [one for one in _items(request, row) if not one["item"].left]
    called, on = quorum.roll(row), request.on
    convened = [*(one["item"].demande for one in files), *(one.member for one in called.members)]
    notice = law.convocation(on, max(row.day, on))
    by_mail = [one.member for one in called.members if one.member.address]
    on_paper = [one.member for one in called.members if not one.member.address]
    mailed = len(by_mail)
    form = ConveneForm(bound(request), version=version_of(row, *convened), mailed=mailed, urgent=not notice)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.convene(
            actor=request.membership,
            on=on,
            seance=row,
            channel=form.cleaned_data["channel"],
            urgent_reason=form.cleaned_data.get("urgent_reason", ""),
        ),
    ):
        messages.success(request, "La commission est convoquée. Les lettres à imprimer sont plus bas.")
        return answers.to(request, "preparation", seance=row.pk)
    verdict = access.can_convene(request.membership, row)
    if not verdict:
        messages.info(request, verdict.sentence)
        return answers.to(request, "preparation", seance=row.pk)
    asked = Confirming(
        heading="Convoquer la commission",
        about=f"{answers.title(row)} à {hour(row.at.astimezone(clock.zone(row.departement)).time())}, {row.place}.",
        consequences=_convening(row, on, len(on_paper), empty=not files),
        button=_leaving(mailed, len(on_paper)),
        back=answers.address(request, "preparation", seance=row.pk),
    )
    return confirming(
        request, asked, form if files else None, "commissions/convene.html", called=called, files=files, mailed=mailed,
        all_paper=_leaving(0, len(called.members)), by_mail=by_mail, on_paper=on_paper,
        notice=notice, crumbs=answers.crumbs(request, row),
    )  # fmt: skip


def _leaving(mails: int, letters: int) -> str:
    """What leaves, on the button: « Envoyer 3 courriels et imprimer 8 lettres »."""
    said = [
        *([f"envoyer {count(mails, 'courriel')}"] if mails else []),
        *([f"imprimer {count(letters, 'lettre')}"] if letters else []),
    ]
    words = " et ".join(said)
    return capital(words)


def _convening(row: Seance, on: date, paper: int, *, empty: bool) -> tuple[str, ...]:
    """What sending the convocations does, the gravest first."""
    if empty:
        return ("L’ordre du jour est vide, et personne n’est convoqué pour rien : inscrivez d’abord une demande.",)
    closed_day = closed(row.day, row.departement)
    return (
        "Chaque siège lit dès maintenant le cœur des dossiers, sans identité, jusqu’à la fin de la séance. "
        "Ce qui est lu ne se reprend pas.",
        "La date, le lieu et l’ordre du jour ne changent plus. Seule la présidence peut ensuite reporter un dossier ; "
        "déplacer la séance demande de l’annuler et de convoquer de nouveau.",
        "Un membre dont l’association a instruit un dossier ne le lit pas et ne vote pas sur lui.",
        *((f"{closed_day} La convocation part quand même.",) if closed_day else ()),
        *(("La convocation dit qu’aucun quorum n’est exigé.",) if row.second_of_id else ()),
        "Le courriel dit une date, un lieu et un lien, rien d’autre.",
        *((_letters(row, on, paper),) if paper else ()),
    )


def _letters(row: Seance, on: date, paper: int) -> str:
    """A letter is not received because it can be printed: how many are to be sent, and by when."""
    held = row.day
    last = held - ONE_DAY * int(at("commission.convocation_jours", held).value)
    letters = count(paper, "lettre s’imprime", "lettres s’impriment")
    if last < on:
        return f"{letters} ensuite : remettez-les aujourd’hui même."
    return f"{letters} ensuite : chacune doit être reçue au plus tard le {day(last)} (CRPA, art. R133-8)."


@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: ActingRequest, item: UUID) -> HttpResponse:
    """The chair postpones, with a reason that the association reads."""
    row = answers.item_of(request, item)
    form = PostponeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]

        def act() -> None:
            actions.postpone(actor=request.membership, on=request.on, item=row, reason=reason)

        if answers.attempt(request, act, "La demande est reportée. L’association lit votre raison.", form):
            return answers.to(request, "seance", seance=row.seance_id)
    if elsewhere := _elsewhere(request, access.can_postpone(request.membership, row), "seance", row.seance):
        return elsewhere
    opened.note(row.person_id, row.antenne_id, row.SLICE)
    return _form(
        request,
        form,
        f"Reporter le dossier {row.person.reference}",
        "Reporter ce dossier",
        answers.crumbs(request, row.seance),
    )


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as error:
        raise Http404 from error


def _number(request: ActingRequest, name: str) -> int:
    return _digits(request.POST.get(name, ""))


def _digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1
