"""Verbs of the active file: how she was met, who waits for lack of means, posts, hours, those the texts leave out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.core.versions import to_write
from rivage.law.wording import day
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.support import access
from rivage.support.active.reading import contact_of, posts_on, presented, running, wait_over, waiting, week_of
from rivage.support.enums import Origin, Outside
from rivage.support.models import FirstContact, MeansWait, Staffing, TurnedAway, WeekTime
from rivage.support.models.active import HOURS

# Longer before an accompaniment, a first contact is the slip of a year.
FURTHEST = timedelta(days=366 * 20)
# Hours of a week: more is a slip of the hand.
WHOLE_WEEK = 84
LATE_WEEKS = timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class ContactTold:
    """How she was met, as it is typed. `met_on`, `word_on`: None where nobody knows."""

    origin: str
    met_on: date | None = None
    word_on: date | None = None


@verb
@transaction.atomic
def note_contact(
    *, actor: Membership, on: date, person: Person, told: ContactTold, version: str, why: str = ""
) -> FirstContact:
    """Write how the accompaniment in course began; again, with why, it is corrected and the former row stays.

    `version`: of what the page showed. Raises `Stale` when something else was written since.
    """
    held = hold(person, actor)
    require(access.can_note(actor, held))
    suivi = running(held)
    if suivi is None:
        raise no("suivi_ended", "Cet accompagnement est terminé : reprenez-le d’abord.")
    _check(on, told)
    before = contact_of(suivi)
    shown = before or FirstContact.beside(held)
    values = {"origin": told.origin, "met_on": told.met_on, "word_on": told.word_on}
    if not to_write(version, (shown, values)):
        return shown
    why = reasoned(why) if before is not None else why.strip()
    row = FirstContact.beside(held, suivi=suivi, replaces=before, why=why, recorded_by=actor, **values)
    row.save(force_insert=True)
    kind = "first_contact_corrected" if before else "first_contact_noted"
    trace.record_about(kind, row, departement=held.departement)
    return row


def _check(on: date, told: ContactTold) -> None:
    if told.origin not in Origin.values:
        raise no("no_origin", "Choisissez comment vous vous êtes rencontrées.")
    for name in ("met_on", "word_on"):
        said = getattr(told, name)
        if said and said > on:
            raise no(f"{name}_future", "Ce jour n’est pas encore venu.")
        if said and said < on - FURTHEST:
            raise no(f"{name}_past", "Ce jour est trop ancien : vérifiez l’année.")
    if told.met_on and told.word_on and told.word_on < told.met_on:
        raise no("word_before", f"Le premier contact est du {day(told.met_on)} : ce jour ne peut pas venir avant.")


@verb
@transaction.atomic
def begin_wait(*, actor: Membership, on: date, person: Person, since: date) -> MeansWait:
    """She would be presented, and is not for lack of means. The same twice is one row."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    suivi = running(held)
    if suivi is None:
        raise no("suivi_ended", "Cet accompagnement est terminé : reprenez-le d’abord.")
    if since > on:
        raise no("since_future", "Ce jour n’est pas encore venu.")
    if since < suivi.starts:
        raise no("since_past", f"Son accompagnement a commencé le {day(suivi.starts)} : l’attente ne vient pas avant.")
    if presented(held, since):
        raise no("presented", "Une demande a été déposée depuis ce jour : elle n’attend plus d’être présentée.")
    if known := waiting(held):
        if known.since != since:
            raise no("waits", f"Il est déjà noté qu’elle attend, depuis le {day(known.since)}.")
        return known
    # One that a demande, or the end of an accompaniment, ended by itself.
    for over in MeansWait.objects.filter(person=held, ended_on__isnull=True):
        over.ended_on = wait_over(over)
        over.save(update_fields=["ended_on"])
    row = MeansWait.beside(held, since=since, recorded_by=actor)
    row.save(force_insert=True)
    trace.record_about("means_wait_noted", row, departement=held.departement)
    return row


@verb
@transaction.atomic
def end_wait(*, actor: Membership, on: date, person: Person) -> None:
    """She waits no more: somebody can present her, or she no longer asks."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    row = waiting(held)
    if row is None:
        raise no("no_wait", "Rien ne dit qu’elle attende : c’est déjà repris.")
    row.ended_on = max(on, row.since)
    row.save(update_fields=["ended_on"])
    trace.record_about("means_wait_ended", row, departement=held.departement)


@verb
@transaction.atomic
def say_posts(*, actor: Membership, on: date, since: date, posts: Decimal, version: str) -> Staffing:
    """How many full-time posts accompany, from a day on. Raises `Stale` when it was said otherwise since."""
    require(access.can_say_posts(actor))
    if since > on:
        raise no("since_future", "Ce jour n’est pas encore venu : dites les postes d’aujourd’hui.")
    if since < on - FURTHEST:
        raise no("since_past", "Ce jour est trop ancien : vérifiez l’année.")
    shown = posts_on(actor, on) or Staffing(body_id=actor.body_id)
    if not to_write(version, (shown, {"since": since, "posts": posts})):
        return shown
    row = Staffing(body_id=actor.body_id, since=since, posts=posts, recorded_by=actor)
    row.save(force_insert=True)
    trace.record("posts_said", object_id=row.pk, antennes=[actor.body_id])
    return row


@verb
@transaction.atomic
def note_week(*, actor: Membership, on: date, week: date, hours: Mapping[str, Decimal], version: str) -> WeekTime:
    """The hours of one's own week, by phase. Written again, the new row stands and the former stays.

    `week`: any day of it. Raises `Stale` when it was written otherwise since the page.
    """
    require(access.can_count(actor))
    monday = week - timedelta(days=week.weekday())
    if monday > on:
        raise no("week_future", "Cette semaine n’a pas commencé.")
    if monday < on - LATE_WEEKS:
        raise no("week_past", "Cette semaine a plus de six mois : son temps n’est plus compté.")
    spent = sum(hours[name] for name in HOURS if name != "children")
    if spent > WHOLE_WEEK:
        raise no("too_many", f"Plus de {WHOLE_WEEK} heures pour une semaine : vérifiez chaque nombre.")
    if hours["children"] > spent:
        raise no("children_more", "Plus d’heures avec des enfants que d’heures en tout.")
    shown = week_of(actor, monday) or WeekTime(body_id=actor.body_id)
    if not to_write(version, (shown, {"week": monday, **hours})):
        return shown
    row = WeekTime(body_id=actor.body_id, week=monday, recorded_by=actor, **hours)
    row.save(force_insert=True)
    trace.record("week_noted", object_id=row.pk, antennes=[actor.body_id])
    return row


@verb
@transaction.atomic
def count_turned_away(*, actor: Membership, on: date, once: UUID, kind: str, n: int) -> TurnedAway:
    """Who asks for a path and is left out by the definition: a number, today. The same form twice counts once."""
    require(access.can_count(actor))
    if kind not in Outside.values:
        raise no("no_kind", "Choisissez la situation.")
    known = TurnedAway.objects.visible_to(actor).filter(pk=once).first()
    if known is not None:
        if (known.kind, known.n) != (kind, n):
            raise no(
                "once", "Cette page a déjà compté autre chose : reprenez-le sur sa ligne, puis comptez de nouveau."
            )
        return known
    row = TurnedAway(pk=once, body_id=actor.body_id, day=on, kind=kind, n=n, recorded_by=actor)
    row.save(force_insert=True)
    trace.record("turned_away_noted", object_id=row.pk, antennes=[actor.body_id])
    return row


@verb
@transaction.atomic
def take_back_turned_away(*, actor: Membership, on: date, row: UUID) -> None:
    """It was counted by mistake: the line stays, struck."""
    require(access.can_count(actor))
    rows = TurnedAway.objects.visible_to(actor).filter(pk=row, taken_back_on__isnull=True)
    held = rows.select_for_update().first()
    if held is None:
        raise Stale
    held.taken_back_on = on
    held.save(update_fields=["taken_back_on"])
    trace.record("turned_away_taken_back", object_id=held.pk, antennes=[actor.body_id])
