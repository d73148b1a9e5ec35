"""That an aid given once was paid: noted as it is known, taken back when it was noted by mistake."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts.acting import verb
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.db.locks import lock
from rivage.core.forms import DayField, Euros, VersionedForm, whole
from rivage.core.french import amount as euros
from rivage.core.refusal import no, require
from rivage.core.versions import version_of
from rivage.law.wording import day
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.screen import about
from rivage.rights import access
from rivage.rights.aid.ledger import read_books
from rivage.rights.aid.one_off import OneOffLine, one_offs
from rivage.rights.models import OneOffPaid
from rivage.vault import opened


class OneOffForm(VersionedForm):
    places = {"amount": "amount", "paid_on": "paid_on"}
    amount = Euros(label="Montant versé, en euros", per="")
    paid_on = DayField(label="Versé le")


@verb
@transaction.atomic
def note_one_off(
    *, actor: Membership, on: date, person: Person, line: OneOffLine, amount: Decimal, paid_on: date
) -> OneOffPaid:
    """Note that it was paid. Raises `Refused` before the month that opens it, or when it is noted already."""
    require(access.can_note_one_off(actor, person))
    lock(f"rights.one_off:{person.pk}")
    rows = OneOffPaid.objects.visible_to(actor)
    held = rows.filter(person=person, decree=line.decree, taken_back_on__isnull=True).first()
    if held is not None and (held.amount, held.paid_on) == (amount, paid_on):
        return held
    if held is not None:
        raise no("one_off_twice", "Cette aide est déjà notée versée : ôtez d’abord ce versement s’il est faux.")
    if amount <= 0:
        raise no("amount", "Un montant est plus grand que zéro.")
    if not line.month <= paid_on <= on:
        raise no("paid_on", "Elle est versée après le début du mois qui l’ouvre, et au plus tard aujourd’hui.")
    row = OneOffPaid.beside(person, decree=line.decree, amount=amount, paid_on=paid_on, recorded_by=actor)
    row.save(force_insert=True)
    trace.record_about("one_off_noted", row, departement=person.departement, decree=line.decree)
    return row


@verb
@transaction.atomic
def take_back_one_off(*, actor: Membership, on: date, row: OneOffPaid) -> OneOffPaid:
    """It was noted by mistake: it stays, and is read no more."""
    require(access.can_note_one_off(actor, row.person))
    held = OneOffPaid.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=row.pk)
    if held.taken_back_on is None:
        held.taken_back_on = on
        held.save(update_fields=["taken_back_on"])
        trace.record_about("one_off_taken_back", held, departement=row.person.departement, decree=held.decree)
    return held


def paid(membership: Membership, person: Person) -> dict[int, str]:
    """What is noted paid, in words, by the year of its decree."""
    rows = OneOffPaid.objects.visible_to(membership).filter(person=person, taken_back_on__isnull=True)
    return {row.decree: f"Versée le {day(row.paid_on)} : {euros(row.amount)}." for row in rows}


@require_http_methods(["GET", "HEAD", "POST"])
def one_off_page(request: ActingRequest, person: UUID) -> HttpResponse:
    """Note that one was paid; noted, take it back."""
    membership, on = request.membership, request.on
    held = get_object_or_404(
        Person.objects.visible_to(membership, Slice.DECISION).select_related("antenne"), pk=person
    )
    opened.note(held.pk, held.antenne_id, Slice.DECISION)
    decree = whole(request.GET.get("decret", ""))
    found = one_offs(read_books(membership, [held.pk]).months(held.pk, on))
    line = next((one for one in found if one.decree == decree), None)
    if line is None:
        messages.error(request, "Aucune aide unique de cette année ne lui est ouverte.")
        return see_other(request, "rights:months", person=held.pk)
    rows = OneOffPaid.objects.visible_to(membership).filter(person=held, decree=decree, taken_back_on__isnull=True)
    row = rows.select_related("person").first()
    form = _form(request, line, row)

    def act() -> OneOffPaid:
        if row is not None:
            return take_back_one_off(actor=membership, on=on, row=row)
        said = form.cleaned_data
        return note_one_off(
            actor=membership, on=on, person=held, line=line, amount=said["amount"], paid_on=said["paid_on"]
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "Ce versement est ôté." if row is not None else "Le versement est noté.")
        return see_other(request, "rights:months", person=held.pk)
    require(access.can_note_one_off(membership, held))
    back = to(request, "rights:months", person=held.pk)
    noted = f" Noté : versée le {day(row.paid_on)}, {euros(row.amount)}." if row is not None else ""
    asked = Confirming(
        heading="Ôter ce versement" if row is not None else "Noter le versement d’une aide unique",
        about=f"{names.or_reference(membership, held)}. {line.sentence}{noted}",
        consequences=(
            ("Le versement n’est plus lu. Il reste au dossier.",)
            if row is not None
            else ("Rivage ne l’a pas ordonnée : notez ce que dit l’organisme payeur, ou son relevé de compte.",)
        ),
        button="Ôter" if row is not None else "Noter le versement",
        back=back,
    )
    return confirming(request, asked, form, **about(request, held, ("Mois de l’aide", back)))


def _form(request: ActingRequest, line: OneOffLine, row: OneOffPaid | None) -> VersionedForm:
    if row is not None:
        return ReadAgainForm(bound(request), version=version_of(row))
    return OneOffForm(request.POST or None, version="", initial={"amount": line.of.total})
