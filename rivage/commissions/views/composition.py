"""The commission as its arrêté composes it: seats, holders, mandates that end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.enums import BodyKind
from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Body, Membership
from rivage.commissions import actions
from rivage.commissions.forms import (
    ArreteForm,
    HolderForm,
    MandateEndForm,
    MemberAccountForm,
    SeatChangeForm,
    SeatForm,
)
from rivage.commissions.models import Commission, Member, Seance, Seat, SeatHolder
from rivage.commissions.views import answers
from rivage.core import clock
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.versions import version_of
from rivage.law import commission as law
from rivage.law.period import ONE_DAY, add_months
from rivage.law.wording import day, of_word

# A mandate that ends within this many months is shown as ending: nominations are long (review I3).
ENDING = 8


def _code(request: ActingRequest) -> str:
    codes = request.membership.departements
    code = request.GET.get("departement") or codes[0]
    if code not in codes:
        raise Http404
    return str(code)


@require_http_methods(["GET", "HEAD", "POST"])
def commission(request: ActingRequest) -> HttpResponse:
    """Seats by number, who holds them, what is vacant, what ends; the arrêté."""
    code = _code(request)
    found = Commission.objects.filter(departement=code).first()
    initial = {"order_reference": found.order_reference, "order_date": found.order_date} if found else {}
    form = ArreteForm(request.POST or None, initial=initial, version=version_of(found))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.set_order(actor=request.membership, on=request.on, departement=code, **form.cleaned_data),
    ):
        messages.success(request, "L’arrêté est noté.")
        return answers.to(request, "commission", f"?departement={code}")
    on = request.on
    seats = Seat.objects.filter(departement=code)
    context = {
        "heading": "Composition de la commission",
        "crumbs": answers.crumbs(request),
        "commission": found,
        "form": form,
        "code": code,
        "codes": request.membership.departements,
        "seats": sorted((_seat(one, on) for one in seats), key=lambda one: (int(one["seat"].kind), one["seat"].label)),
        "chairs": Member.objects.filter(departement=code, chairs=True, ends__gt=on),
        "presiding": law.chairs(code, on),
        "twice": _twice(code, on),
    }
    return render(request, "commissions/commission.html", context, status=422 if form.errors else 200)


def _seat(seat: Seat, on: Any) -> dict[str, Any]:
    holds = SeatHolder.objects.filter(seat=seat, ends__gt=on).select_related("member", "member__body")
    now = next((one for one in holds if one.starts <= on), None)
    held = Membership.objects.filter(seat_id=seat.pk, ends__gt=clock.now()).first()
    return {
        "seat": seat,
        "holder": now,
        "next": next((one for one in holds if one.starts > on), None),
        "last_day": now.ends - ONE_DAY if now else None,
        "ending": bool(now and now.ends <= add_months(on, ENDING)),
        "account": "" if held is None else "compte ouvert" if held.confirmed_by_id else "compte à confirmer",
    }


def _twice(code: str, on: Any) -> list[str]:
    """Who holds several seats: one vote all the same."""
    names: dict[UUID, list[str]] = {}
    for row in SeatHolder.objects.filter(departement=code, starts__lte=on, ends__gt=on).select_related("member"):
        names.setdefault(row.member_id, []).append(row.member.name)
    return [held[0] for held in names.values() if len(held) > 1]


@require_http_methods(["GET", "HEAD", "POST"])
def add_seat(request: ActingRequest) -> HttpResponse:
    """Add a seat of the text."""
    code = _code(request)
    form = SeatForm(request.POST or None, on=request.on)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            actions.add_seat(actor=request.membership, on=request.on, departement=code, **data)

        if answers.attempt(request, act, "Le siège est noté.", form):
            return answers.to(request, "commission", f"?departement={code}")
    return _form(request, form, "Ajouter un siège", "Ajouter le siège", _trail(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: ActingRequest, seat: UUID) -> HttpResponse:
    """One seat: its words, its holder, its past holders."""
    row = _row(request, seat)
    form = SeatChangeForm(
        request.POST or None,
        initial={"label": row.label, "no_such_service": row.no_such_service},
        version=version_of(row),
    )
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_seat(
            actor=request.membership,
            on=request.on,
            seat=row,
            label=form.cleaned_data["label"],
            no_such_service=form.cleaned_data["no_such_service"],
            version=form.shown,
        ),
    ):
        messages.success(request, "Le siège est enregistré.")
        return answers.to(request, "seat", seat=row.pk)
    on = request.on
    holders = SeatHolder.objects.filter(seat=row).select_related("member", "member__body").order_by("-starts")
    context = {
        "heading": f"Siège {row.kind}°, {row.label}",
        "crumbs": _trail(request, row.departement),
        "form": form,
        "seat": row,
        "rows": [{"hold": one, "last_day": one.ends - ONE_DAY, "now": one.ends > on} for one in holders],
        "shown": _seat(row, on),
        "kind": law.seat_kind(int(row.kind), on),
        "today": on,
    }
    return render(request, "commissions/seat.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def holder(request: ActingRequest, seat: UUID) -> HttpResponse:
    """Name who holds a seat; whoever held it leaves it that day."""
    row = _row(request, seat)
    return _name(request, row.departement, row, f"Titulaire du siège {row.kind}°, {row.label}")


@require_http_methods(["GET", "HEAD", "POST"])
def name_chair(request: ActingRequest) -> HttpResponse:
    """Name who presides."""
    return _name(request, _code(request), None, "Présidence de la commission")


def _name(request: ActingRequest, code: str, row: Seat | None, heading: str) -> HttpResponse:
    on = request.on
    members = list(Member.objects.filter(departement=code, ends__gt=on)) if row else []
    bodies = list(Body.objects.filter(kind=BodyKind.ANTENNE, departement=code))
    form = HolderForm(request.POST or None, members=members, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        last = data.pop("ends")
        chosen = next((one for one in members if str(one.pk) == data["member"]), None)
        body = next((one for one in bodies if str(one.pk) == data["body"]), None)
        values = data | {"member": chosen, "body": body, "ends": last + ONE_DAY if last else None}

        def act() -> None:
            actions.name_holder(actor=request.membership, on=request.on, seat=row, departement=code, **values)

        if answers.attempt(request, act, "Le membre est noté.", form):
            return answers.to(request, "commission", f"?departement={code}")
    return _form(request, form, heading, "Noter le membre", _trail(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
def holder_end(request: ActingRequest, seat: UUID) -> HttpResponse:
    """The holder leaves after a last day: read again first."""
    row, on = _row(request, seat), request.on
    holds = SeatHolder.objects.filter(seat=row, starts__lte=on, ends__gt=on)
    held = get_object_or_404(holds.select_related("member", "seat"))
    form = MandateEndForm(bound(request), version=version_of(held))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.end_holder(
            actor=request.membership, on=on, holder=held, ends=form.cleaned_data["last_day"] + ONE_DAY
        ),
    ):
        messages.success(request, "La fin du mandat est notée.")
        return answers.to(request, "seat", seat=row.pk)
    account = _seat(row, on)["account"]
    convened = Seance.objects.filter(departement=row.departement, convened_at__isnull=False, closed_at__isnull=True)
    coming = [day(one.day) for one in convened.order_by("at")]
    asked = Confirming(
        heading=f"Fin du mandat {of_word(held.member.name)}",
        about=f"Siège {row.kind}°, {row.label}. Mandat jusqu’au {day(held.ends - ONE_DAY)}.",
        consequences=(
            "Ce membre ne siège plus par ce siège après ce jour, même à une séance où il est déjà convoqué.",
            *((f"Convoquées et à venir : {', '.join(coming)}.",) if coming else ()),
            *(("Son compte pour ce siège se ferme le même soir : il ne lit plus aucun dossier.",) if account else ()),
            "Son mandat ne se prolonge plus : s’il faut y revenir, nommez-le de nouveau, à partir du lendemain. Les "
            "deux mandats restent écrits.",
        ),
        button="Noter la fin du mandat",
        back=answers.address(request, "seat", seat=row.pk),
    )
    return confirming(request, asked, form, crumbs=_trail(request, row.departement))


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: ActingRequest, seat: UUID) -> HttpResponse:
    """Propose that the holder reads with an account; another person of the préfecture confirms it."""
    row = _row(request, seat)
    on = request.on
    held = SeatHolder.objects.filter(seat=row, starts__lte=on, ends__gt=on).select_related("member", "seat").first()
    if held is None:
        messages.info(request, "Ce siège est vacant : nommez d’abord son titulaire.")
        return answers.to(request, "seat", seat=row.pk)
    form = MemberAccountForm(request.POST or None, initial={"email": held.member.email})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            actions.propose_account(actor=request.membership, on=request.on, holder=held, **data)

        if answers.attempt(request, act, "Le compte est proposé : une autre personne le confirme.", form):
            return answers.to(request, "seat", seat=row.pk)
    return _form(
        request, form, f"Compte {of_word(held.member.name)}", "Proposer ce compte", _trail(request, row.departement)
    )


def _row(request: ActingRequest, seat: UUID) -> Seat:
    return get_object_or_404(Seat, pk=seat, departement__in=request.membership.departements)


def _trail(request: ActingRequest, code: str) -> list[dict[str, str]]:
    url = f"{answers.address(request, 'commission')}?departement={code}"
    return [*answers.crumbs(request), {"label": "Composition", "url": url}]


def _form(request: ActingRequest, form: Form, heading: str, button: str, crumbs: Any) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, "crumbs": crumbs}
    return render(request, "commissions/form.html", context, status=422 if form.errors else 200)
