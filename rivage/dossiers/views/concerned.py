"""Whom the end of an agrément concerns: they keep their accompaniment, some need somebody to ask for them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.enums import BodyKind
from rivage.accounts.http import ActingRequest, to
from rivage.accounts.models import Body
from rivage.associations.models import Agrement, AgrementStanding
from rivage.core.tables import Column, Link, Table
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.models import Demande, Period
from rivage.law.wording import day
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.vault import opened

# Six months before its end (review I17): the length of a period, hence of a renewal to come.
SOON = 183


@require_safe
def concerned(request: ActingRequest) -> HttpResponse:
    """By antenne whose agrément ended or soon ends: who is accompanied there, and what changes for each."""
    membership, on = request.membership, request.on
    antennes = Body.objects.filter(kind=BodyKind.ANTENNE).select_related("parent")
    mine = antennes.filter(pk=membership.body_id) if membership.is_antenne else antennes.filter(
        departement__in=membership.departements
    )  # fmt: skip
    groups = []
    for antenne in mine.order_by("name"):
        standing = Agrement.objects.standing(antenne, on)
        if standing.soon(on, SOON):
            groups.append({"antenne": antenne, "standing": standing, "table": _table(request, antenne, standing, on)})
    context = {"heading": "Fin d’un agrément", "groups": groups, "on": on}
    return render(request, "dossiers/concerned.html", context)


def _table(request: ActingRequest, antenne: Body, standing: AgrementStanding, on: date) -> Table:
    people = list(Person.objects.visible_to(request.membership, Slice.IDENTITY).filter(antenne=antenne))
    called = names.to_sort(request.membership, [one.pk for one in people])
    people.sort(key=lambda one: (names.key(called.get(one.pk, "")), one.reference))
    for one in people:
        opened.note(one.pk, one.antenne_id, Slice.IDENTITY)
    steps = _steps(request, people, standing, on)
    columns = (
        Column("person", "Personne", lambda one: Link(_shown(called, one), _page(request, one)), kind="title"),
        Column("ref", "Numéro", lambda one: one.reference, kind="ref"),
        Column("next", "Pour elle", lambda one: steps[one.pk]),
    )
    return Table(columns, people, f"Personnes accompagnées, {antenne.name}", "", request.get_full_path())


def _shown(called: dict[UUID, str], person: Person) -> str:
    return called.get(person.pk) or "Sans nom pour l’instant"


def _page(request: ActingRequest, person: Person) -> str:
    return to(request, "people:person", person=person.pk)


def _steps(request: ActingRequest, people: Iterable[Person], standing: AgrementStanding, on: date) -> dict[UUID, str]:
    """One sentence for each: what to do so that nothing stops."""
    ids = [one.pk for one in people]
    pending: dict[UUID, Any] = {
        row.person_id: row
        for row in Demande.objects.visible_to(request.membership).filter(person__in=ids, step__in=PENDING)
    }
    ends = {
        row.person_id: row.ends
        for row in Period.objects.visible_to(request.membership)
        .filter(person__in=ids, starts__lte=on, ends__gt=on, ended_on__isnull=True)
        .order_by("ends")
    }
    return {pk: _step(pending.get(pk), ends.get(pk), standing, on) for pk in ids}


def _step(demande: Demande | None, ends: date | None, standing: AgrementStanding, on: date) -> str:
    if demande is not None and demande.step == Step.DRAFT:
        if standing.ended or standing.last_day is None:
            return "Sa demande n’est pas déposée : une association agréée la dépose, avec le code qu’elle lui apporte."
        return f"Déposer sa demande avant le {day(standing.last_day)} au soir."
    if demande is not None:
        return "Sa demande suit son cours."
    if ends is not None and (standing.ended or standing.until is None or ends > standing.until):
        last = day(ends - timedelta(days=1))
        return f"Ses droits courent jusqu’au {last}. Son renouvellement est à déposer par une association agréée."
    if ends is not None:
        return f"Déposer son renouvellement : ses droits courent jusqu’au {day(ends - timedelta(days=1))}."
    return "Rien ne change pour elle."
