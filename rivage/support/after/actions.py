"""Verbs of after: what she answers when asked whether news may be, and that none came."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.core.versions import to_write
from rivage.law.period import add_months
from rivage.law.wording import day
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.support import access
from rivage.support.after.reading import LAST, accord_of, exits, of_her
from rivage.support.models import NewsAccord, NoNews

# Months before an exit in which it is prepared.
MOST_BEFORE = 2


@dataclass(frozen=True, slots=True)
class NewsTold:
    """What she answers. `way`: how she may be reached without danger; `until`: the last day, of a yes alone."""

    asked_on: date
    agreed: bool
    way: str = ""
    until: date | None = None


@verb
@transaction.atomic
def note_accord(*, actor: Membership, on: date, person: Person, told: NewsTold, version: str) -> NewsAccord:
    """Write what she answers; what she answered before stays. Raises `Stale` when it was noted otherwise since."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    left = exits(actor, on, held.pk).get(held.pk)
    if left is None:
        raise no("not_left", "Elle n’est pas sortie, ou depuis plus de dix-huit mois : il n’y a rien à lui demander.")
    _check(on, left, told)
    values = {
        "exit_on": left,
        "asked_on": told.asked_on,
        "agreed": told.agreed,
        "way": told.way.strip(),
        "until": told.until,
    }
    known = accord_of(held)
    shown = known or NewsAccord.beside(held)
    if not to_write(version, (shown, values)):
        return shown
    row = NewsAccord.beside(held, replaces=known, recorded_by=actor, **values)
    row.save(force_insert=True)
    trace.record_about("news_accord_noted", row, departement=held.departement)
    return row


def _check(on: date, left: date, told: NewsTold) -> None:
    if told.asked_on > on:
        raise no("asked_future", "Ce jour n’est pas encore venu.")
    if told.asked_on < add_months(left, -MOST_BEFORE):
        raise no("asked_past", f"Elle est sortie le {day(left)} : cela se demande à la sortie.")
    if not told.agreed:
        if told.until or told.way.strip():
            raise no("no_way", "Elle refuse : ni moyen ni dernier jour ne se note.")
        return
    if not told.way.strip():
        raise no("way_missing", "Notez comment la joindre sans danger.")
    if told.until is None:
        raise no("until_missing", "Demandez-lui jusqu’à quand : sans dernier jour, la réponse est non.")
    if told.until <= told.asked_on:
        raise no("until_before", "Ce dernier jour est déjà passé au jour de la demande.")
    if told.until > add_months(left, LAST):
        raise no("until_too_far", f"Au plus tard le {day(add_months(left, LAST))}, dix-huit mois après sa sortie.")


@verb
@transaction.atomic
def note_no_news(*, actor: Membership, on: date, person: Person, moment: str) -> NoNews:
    """She was asked as she agreed, and nothing came. It counts, and prolongs nothing. Twice the same is one row."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    found = of_her(actor, held, on)
    if found.left and (known := NoNews.objects.filter(person=held, exit_on=found.left, moment=moment).first()):
        return known
    if found.left is None or found.moment != moment:
        raise no("not_due", "Rien n’est à demander aujourd’hui : elle n’a pas dit oui, ou ce moment n’est pas venu.")
    row = NoNews.beside(held, exit_on=found.left, moment=moment, day=on, recorded_by=actor)
    row.save(force_insert=True)
    trace.record_about("no_news_noted", row, departement=held.departement)
    return row
