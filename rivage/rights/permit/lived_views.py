"""Pages of a permit as it is lived: what a préfecture asks, the steps at a consulate."""

from decimal import Decimal
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.law import aps as law
from rivage.law import territory
from rivage.law.wording import day
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.screen import about, private
from rivage.rights import access
from rivage.rights.models import ConsularStep, PermitPractice
from rivage.rights.permit import consular as steps
from rivage.rights.permit import practice as practices
from rivage.rights.permit.lived_forms import ConsularForm, MetForm, PracticeForm
from rivage.vault import opened

NOT_YOURS = "Ce département n’est pas celui de votre fonction."


@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: ActingRequest) -> HttpResponse:
    """What the préfecture of a département asks for a permit, accepts, and how it hands it over; of an antenne, what
    it was asked for there.
    """
    membership, on = request.membership, request.on
    here = membership.departements or [membership.body.departement]
    code = request.GET.get("departement", here[0])
    if code not in here:
        messages.error(request, NOT_YOURS)
        return see_other(request, "rights:permit_practice")
    met = membership.is_antenne
    row = practices.met_by(membership, code) if met else practices.said_by_service(code)
    shown = {"asked": row.asked, "accepted": row.accepted, "same_day": row.same_day}
    made = MetForm if met else PracticeForm
    form = made(request.POST or None, version=version_of(row), initial=shown)

    def act() -> PermitPractice:
        given = {"actor": membership, "on": on, "departement": code, "version": form.shown, **form.said()}
        return practices.note_met(**given) if met else practices.say_practice(**given)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté. Les associations du département le lisent sur la page de chaque titre.")
        return see_other(request, "rights:permit_practice")
    require(access.can_note_met(membership, code) if met else access.can_say_practice(membership, code))
    context = {
        "form": form,
        "place": territory.departement(code).name,
        "places": here,
        "code": code,
        "said_on": row.said_on,
        "met": met,
        "required": law.documents(on),
        "on": on,
    }
    return render(request, "rights/practice.html", context, status=UNPROCESSABLE if form.errors else 200)


def _way(request: ActingRequest, person: Person) -> tuple[str, str]:
    return "Titre de séjour", to(request, "rights:stay", person=person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def consular(request: ActingRequest, person: UUID) -> HttpResponse:
    """Her attempts to get a paper of her country, what they cost; and the next one in one form."""
    membership, on = request.membership, request.on
    held = private(request, person)
    form = ConsularForm(request.POST or None, initial={"once": uuid4()}, auto_id="demarche-%s")

    def act() -> ConsularStep:
        once = form.cleaned_data["once"]
        return steps.note_consular(actor=membership, on=on, person=held, told=form.told(), once=once)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté. Seule l’association qui l’accompagne le lit, et rien ne l’attend.")
        return see_other(request, "rights:consular", person=held.pk)
    require(access.can_note_consular(membership, held))
    if form.is_bound:
        # What is sent after its reading is another step.
        form.renew()
    rows = list(ConsularStep.objects.visible_to(membership).filter(person=held).select_related("recorded_by__user"))
    costs = [row.cost for row in rows if row.cost is not None and row.taken_back_on is None]
    context = {
        "person": held,
        "who": names.shown(membership, held.pk),
        "steps": [{"row": row, "said": steps.said(row)} for row in reversed(rows)],
        "total": sum(costs, Decimal(0)),
        "form": form,
        "on": on,
        **about(request, held, _way(request, held)),
    }
    return render(request, "rights/consular.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def consular_end(request: ActingRequest, consularstep: UUID) -> HttpResponse:
    """An attempt was noted by mistake: it stays, struck through."""
    membership = request.membership
    rows = ConsularStep.objects.visible_to(membership).select_related("person__antenne")
    row = get_object_or_404(rows, pk=consularstep)
    opened.note(row.person_id, row.antenne_id, Slice.PRIVATE)
    back = to(request, "rights:consular", person=row.person_id)
    form = ReadAgainForm(bound(request), version=version_of(row))

    def act() -> ConsularStep:
        return steps.take_back_consular(actor=membership, on=request.on, step=row, version=form.shown)

    if request.method == "POST" and attempt(form, act):
        messages.info(request, "La ligne est ôtée. Elle reste, barrée.")
        return see_other(request, "rights:consular", person=row.person_id)
    require(access.can_note_consular(membership, row.person))
    asked = Confirming(
        heading="Ôter une démarche",
        about=f"{steps.said(row)}, le {day(row.on)}.",
        consequences=("La ligne reste, barrée, et son coût ne compte plus.",),
        button="Ôter la ligne",
        back=back,
    )
    return confirming(request, asked, form, **about(request, row.person, ("Papiers de son pays", back)))
