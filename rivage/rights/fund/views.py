"""The pages of the social action fund of a département."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.lists import listed, sent
from rivage.accounts.models import Membership
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.french import amount
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.people.models import Person
from rivage.rights import access
from rivage.rights.enums import FundStep
from rivage.rights.fund import actions, noted, tables
from rivage.rights.fund.forms import FORMS, FundAskForm, LineForm, NotedForm
from rivage.rights.fund.reading import NO_TEXT, aids, left_of, line_of, lines, said_of
from rivage.rights.models import FundAid, FundCorrection, FundLine

NOT_OPEN = "Le fonds n’est pas ouvert cette année dans ce département."


def _place(membership: Membership, asked: str | None = None) -> str:
    """The département asked for; else the first of this function's. "" for one that is none of them."""
    here = membership.departements or [membership.body.departement]
    return here[0] if asked is None else asked if asked in here else ""


@require_http_methods(["GET", "HEAD", "POST"])
def fund(request: ActingRequest) -> HttpResponse:
    """What is asked, decided and paid, and what is left of the line of the year."""
    membership, on = request.membership, request.on
    found = [
        {"of": line, "left": left_of(line), "given": line.amount - left_of(line)}
        for line in lines(membership).filter(year=on.year)
    ]
    more = {
        "lines": found,
        "no_text": NO_TEXT,
        "not_open": NOT_OPEN,
        "year": on.year,
        "may_open": bool(access.can_open_line(membership, _place(membership))),
        "places": membership.departements,
        "may_ask": bool(found) and bool(access.can_ask_fund(membership)),
    }
    return listed(request, tables.fund(membership), "rights/fund.html", **more)


@require_POST
def fund_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.fund(request.membership))


def _crumbs(request: ActingRequest) -> list[dict[str, str]]:
    return [{"label": "Fonds d’action sociale", "url": to(request, "rights:fund")}]


@require_http_methods(["GET", "HEAD", "POST"])
def fund_line(request: ActingRequest) -> HttpResponse:
    """Open the line of the year of a département, or change its budget."""
    membership, on = request.membership, request.on
    code = _place(membership, request.GET.get("departement"))
    if not code:
        messages.error(request, "Ce département n’est pas celui de votre fonction : voici les lignes que vous suivez.")
        return see_other(request, "rights:fund")
    held = FundLine.objects.filter(departement=code, year=on.year).first()
    version = version_of(held) if held else ""
    form = LineForm(request.POST or None, version=version, initial={"amount": held.amount} if held else {})

    def act() -> FundLine:
        said = form.cleaned_data["amount"]
        return actions.set_line(actor=membership, on=on, departement=code, amount=said, version=form.shown)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, f"Le budget de {on.year} est noté.")
        return see_other(request, "rights:fund")
    require(access.can_open_line(membership, code))
    given = (
        f"Budget noté : {amount(held.amount)}. Il en reste {amount(left_of(held))} : le budget ne descend pas sous ce "
        "qui est déjà accordé."
        if held
        else "Rien n’est ouvert cette année : tant qu’il n’y a pas de ligne, aucune association ne demande rien."
    )
    asked = Confirming(
        heading=f"Le budget du fonds en {on.year}",
        about=f"Département {code}.",
        consequences=(NO_TEXT, given),
        button="Changer le budget" if held else "Ouvrir la ligne",
        back=to(request, "rights:fund"),
    )
    return confirming(request, asked, form, crumbs=_crumbs(request), reference="Fonds")


@require_http_methods(["GET", "HEAD", "POST"])
def fund_ask(request: ActingRequest) -> HttpResponse:
    """Ask an aid, under a number and without any identity."""
    membership, on = request.membership, request.on
    line = line_of(membership, on)
    if line is None:
        messages.error(request, NOT_OPEN)
        return see_other(request, "rights:fund")
    form = FundAskForm(request.POST or None, initial={"once": uuid4()})
    made: list[FundAid] = []

    def act() -> None:
        made.append(actions.ask_fund(actor=membership, on=on, line=line, **form.cleaned_data))

    if request.method == "POST" and attempt(form, act):
        messages.success(request, f"La demande {made[0].number} est envoyée à la délégation.")
        return see_other(request, "rights:fund_aid", fundaid=made[0].pk)
    require(access.can_ask_fund(membership))
    context = {
        "form": form,
        "heading": "Demander une aide du fonds",
        "crumbs": _crumbs(request),
        "left": left_of(line),
        "no_text": NO_TEXT,
    }
    return render(request, "rights/fund_ask.html", context, status=UNPROCESSABLE if form.errors else 200)


def _step(aid: FundAid, data: Any) -> NotedForm | None:
    """The form of what comes next; None when nothing does."""
    step = noted.coming(aid)
    return None if step is None else FORMS[step](data, aid=aid, version=version_of(aid))


DONE = {
    FundStep.OPINION: "L’avis est noté.",
    FundStep.DECISION: "La décision est notée.",
    FundStep.PAYMENT: "Le paiement est noté.",
}
NEXT = {
    FundStep.OPINION: "Noter l’avis",
    FundStep.DECISION: "Noter la décision",
    FundStep.PAYMENT: "Noter le paiement",
}
SINCE = "Quelqu’un a noté autre chose entre-temps, ou un autre onglet : relisez ce qui suit."


def _late(aid: FundAid, sent: QueryDict, membership: Membership, on: date) -> str:
    """What is said of a step that is not the next one any more: the second of two clicks, or another tab."""
    kind = FORMS.get(sent.get("step", ""))
    form = kind(sent, aid=aid, version="") if kind else None
    if form is None or not form.is_valid():
        return SINCE
    try:
        same = not noted.differs(aid, noted.READ[form.STEP](aid, form.said(), membership, on))
    except Refused:
        same = False
    return DONE[form.STEP] if same else SINCE


@require_http_methods(["GET", "HEAD", "POST"])
def fund_aid(request: ActingRequest, fundaid: UUID) -> HttpResponse:
    """One aid: what was asked, and what follows, a step after the other."""
    membership, on = request.membership, request.on
    held = get_object_or_404(_asked(membership).select_related("line", "antenne"), pk=fundaid)
    may = bool(access.can_rule_fund(membership, held))
    form = _step(held, bound(request)) if may else None
    if request.method == "POST":
        if form is None or request.POST.get("step", form.STEP) != form.STEP:
            require(access.can_rule_fund(membership, held))
            said = _late(held, request.POST, membership, on)
            (messages.error if said == SINCE else messages.success)(request, said)
            return see_other(request, "rights:fund_aid", fundaid=held.pk)
        if attempt(form, lambda: _act(membership, on, held, form)):
            messages.success(request, DONE[form.STEP])
            return see_other(request, "rights:fund_aid", fundaid=held.pk)
    context = {
        "aid": held,
        "heading": f"Aide {held.number}",
        "state": tables.state_of(held),
        "form": form,
        "gesture": NEXT[form.STEP] if form is not None else "",
        "left": left_of(held.line),
        "file": _file(membership, held),
        "asked_by": _asked_by(membership, held),
        "may_withdraw": bool(access.can_withdraw_fund(membership, held)),
        "noted": [(step.label, said_of(held, step)) for step in FundStep if said_of(held, step)],
        "corrections": [_was(row) for row in held.corrections.order_by("created_at")],
        "may_correct": bool(access.can_correct_fund(membership, held)),
        "last": noted.last(held),
        "no_text": NO_TEXT,
        "crumbs": _crumbs(request),
        "on": on,
    }
    return render(request, "rights/fund_aid.html", context, status=UNPROCESSABLE if form and form.errors else 200)


def _asked(membership: Membership) -> "QuerySet[FundAid]":
    return aids(membership).select_related("asked_by__user", "asked_by__body")


def _asked_by(membership: Membership, aid: FundAid) -> str:
    """Who asked it: by name to the same antenne, by function to the others."""
    by = aid.asked_by
    return f"{by.user.name}, {by.get_role_display()}" if membership.is_antenne and by.user else str(by)


def _file(membership: Membership, aid: FundAid) -> UUID | None:
    """Her file, where it is open to this reader."""
    if not aid.path_number:
        return None
    return Person.objects.visible_to(membership).filter(reference=aid.path_number).values_list("pk", flat=True).first()


def _was(row: FundCorrection) -> dict[str, Any]:
    return {"said": said_of(row, row.step), "why": row.get_why_display(), "on": row.corrected_on}


def _act(membership: Membership, on: date, held: FundAid, form: NotedForm) -> FundAid:
    given: dict[str, Any] = {"actor": membership, "on": on, "aid": held, "version": form.shown}
    if form.STEP == FundStep.OPINION:
        return actions.give_opinion(**given, **form.said())
    if form.STEP == FundStep.DECISION:
        return actions.decide_fund(**given, ruled=form.said())
    return actions.pay_fund(**given, **form.said())


@require_http_methods(["GET", "HEAD", "POST"])
def fund_withdraw(request: ActingRequest, fundaid: UUID) -> HttpResponse:
    """The association takes its demand back."""
    membership = request.membership
    held = get_object_or_404(_asked(membership), pk=fundaid)
    if request.method == "POST":
        actions.withdraw_fund(actor=membership, on=request.on, aid=held)
        messages.info(request, "La demande est retirée.")
        return see_other(request, "rights:fund_aid", fundaid=held.pk)
    require(access.can_withdraw_fund(membership, held))
    another = held.asked_by_id != membership.pk
    asked = Confirming(
        heading="Retirer cette demande",
        about=f"Aide {held.number}, {amount(held.asked)}.",
        consequences=(
            *((f"{_asked_by(membership, held)}, l’a demandée : dites-lui que vous la retirez.",) if another else ()),
            "Elle ne se reprend pas : la délégation ne l’instruit plus, et rien n’en sera payé. Elle reste dans la "
            "liste, retirée. Une autre se demande.",
        ),
        button="Retirer la demande",
        back=to(request, "rights:fund_aid", fundaid=held.pk),
    )
    return confirming(request, asked, None, crumbs=_crumbs(request))
