"""Steps at a consulate, as a log of attempts, costs and dates: her antenne's alone, and a lock of nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock, french
from rivage.core.refusal import no, require
from rivage.core.versions import version_of
from rivage.law.wording import day
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.rights import access
from rivage.rights.enums import ConsularOutcome, ConsularPaper
from rivage.rights.models import ConsularStep

# Further than this is a slip of the pen.
FURTHEST_BEHIND, FURTHEST_AHEAD = timedelta(days=366 * 12), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ConsularTold:
    """An attempt as it is typed. `words`: where, and what else; `cost`: in euros, None where it is not known."""

    what: str
    outcome: str
    on: date
    words: str = ""
    cost: Decimal | None = None


@verb
@transaction.atomic
def note_consular(
    *, actor: Membership, on: date, person: Person, told: ConsularTold, once: UUID | None = None
) -> ConsularStep:
    """Note an attempt. `once`: of the form that notes it, which notes it once however often it is sent.

    Raises `Refused` for a day to come, but of an appointment. The trace says that something was noted, never what.
    """
    held = hold(person, actor)
    require(access.can_note_consular(actor, held))
    if told.what not in ConsularPaper.values or told.outcome not in ConsularOutcome.values:
        raise no("no_such_step", "Choisissez une des réponses de la page.")
    if told.on > on and told.outcome != ConsularOutcome.APPOINTMENT:
        raise no("on", "Une démarche se note le jour où elle a lieu, ou après ; un rendez-vous peut être à venir.")
    if not on - FURTHEST_BEHIND <= told.on <= on + FURTHEST_AHEAD:
        raise no("on", "Ce jour est à plus de douze ans, ou un rendez-vous à plus d’un an : vérifiez l’année.")
    if once is not None and (made := ConsularStep.objects.filter(pk=once, person=held).first()):
        return _same(made, told)
    row = ConsularStep.beside(
        held,
        **({"pk": once} if once is not None else {}),
        what=told.what,
        outcome=told.outcome,
        words=told.words.strip(),
        on=told.on,
        cost=told.cost,
        recorded_by=actor,
    )
    row.save(force_insert=True)
    trace.record_about("consular_noted", row, departement=held.departement)
    return row


def _same(made: ConsularStep, told: ConsularTold) -> ConsularStep:
    """What this form noted already. Raises `Refused` where it was sent again with other words."""
    typed = (told.what, told.outcome, told.words.strip(), told.on, told.cost)
    if (made.what, made.outcome, made.words, made.on, made.cost) == typed:
        return made
    noted = french.moment(made.created_at, clock.zone(made.person.departement))
    raise no(
        "noted_already",
        f"Déjà noté {noted}, depuis ce même formulaire : « {said(made)} », le {day(made.on)}. Vos mots d’après "
        "n’ont pas été gardés : ils sont ici. Pour corriger, ôtez la ligne notée, puis envoyez ceci de nouveau.",
    )


@verb
@transaction.atomic
def take_back_consular(*, actor: Membership, on: date, step: ConsularStep, version: str) -> ConsularStep:
    """It was noted by mistake: it stays, struck through. `version`: of what was shown."""
    held = hold(step.person, actor)
    require(access.can_note_consular(actor, held))
    row = ConsularStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if row.taken_back_on is not None or version != version_of(row):
        return row
    row.taken_back_on = on
    row.save(update_fields=["taken_back_on"])
    trace.record_about("consular_taken_back", row, departement=held.departement)
    return row


def said(row: ConsularStep) -> str:
    """« passeport : rendez-vous pris »."""
    what = dict(ConsularPaper.choices).get(row.what, row.what)
    return f"{what} : {dict(ConsularOutcome.choices).get(row.outcome, row.outcome)}"
