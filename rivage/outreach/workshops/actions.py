"""Verbs of collective workshops: plan or note one, say how it went, correct what was noted wrong."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.core.refusal import Stale, no, require
from rivage.outreach import access
from rivage.outreach.actions import OLDEST, keep_row
from rivage.outreach.enums import Amended, Missed, WorkshopKind
from rivage.outreach.models import MOST, Workshop

# Planned further than this, it is a slip of the year.
FURTHEST = timedelta(days=366)
# A day together, and no slip of an hour.
LONGEST = 12 * 60
HOW = "Dites combien de personnes sont venues, ou pourquoi il n’a pas été tenu."
PEOPLE = ("came", "in_path", "outside")


@dataclass(frozen=True, slots=True)
class WorkshopTold:
    """A workshop as it is typed. `at`: its hour, "14:00"; `minutes`: how long; `staff`, `volunteers`, `partners`: who
    held it. `came`: people who came, None while it is to come; `in_path`, `outside`: of them, None where it is not
    known. `missed`: why it counts nobody, "" otherwise.
    """

    day: date
    kind: str
    at: str = ""
    minutes: int = 0
    staff: int = 0
    volunteers: int = 0
    partners: int = 0
    came: int | None = None
    in_path: int | None = None
    outside: int | None = None
    missed: str = ""


@verb
@transaction.atomic
def note_workshop(*, actor: Membership, on: date, told: WorkshopTold, once: UUID) -> Workshop:
    """Plan a workshop, or note one that was held. Sent again, the same form (`once`) writes nothing more."""
    require(access.can_hold(actor))
    _check(on, told)
    known = Workshop.objects.visible_to(actor).filter(pk=once).first()
    if known is not None:
        if told_of(known) != _as_kept(told):
            raise no("once", "Cette page a déjà noté un atelier, autrement : ouvrez-le dans la liste.")
        return known
    return _save("workshop_noted", actor, told, pk=once)


@verb
@transaction.atomic
def follow_workshop(*, actor: Membership, on: date, held: Workshop, told: WorkshopTold) -> Workshop:
    """What became of a workshop that was planned: held, not held, or planned otherwise. What was planned stays.

    Raises `Stale` when something else was noted since; the same twice is one row.
    """
    require(access.can_hold(actor))
    if settled(held):
        raise no("settled", "Cet atelier est déjà noté : il se corrige, avec une raison.")
    _check(on, told)
    if known := Workshop.objects.visible_to(actor).filter(replaces=held).first():
        if told_of(known) == _as_kept(told):
            return known
        raise Stale
    if told_of(held) == _as_kept(told):
        return held
    return _save("workshop_noted", actor, told, replaces=held)


@verb
@transaction.atomic
def correct_workshop(
    *, actor: Membership, on: date, held: Workshop, instead: WorkshopTold | None, why: str
) -> Workshop:
    """A workshop was noted wrong. `instead`: what took place, None when nothing did. Both stay, with the reason.

    Raises `Stale` when it was corrected already.
    """
    require(access.can_hold(actor))
    if not settled(held):
        raise no("planned", "Cet atelier n’est pas encore noté : dites d’abord ce qu’il en a été.")
    if Workshop.objects.visible_to(actor).filter(replaces=held).exists():
        raise Stale
    if why not in Amended.values:
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste avec votre raison.")
    if instead is None:
        return _save("workshop_corrected", actor, WorkshopTold(held.day, held.kind), replaces=held, why=why)
    if not settled(instead):
        raise no("came", HOW)
    _check(on, instead)
    return _save("workshop_corrected", actor, instead, replaces=held, why=why)


def settled(said: Workshop | WorkshopTold) -> bool:
    """Whether it says how it went; a row that says that nothing took place does not."""
    return said.came is not None or bool(said.missed)


def told_of(row: Workshop) -> WorkshopTold:
    """A row as a form would say it."""
    kept = row.kept
    numbers = {name: kept.get(name, 0) for name in ("minutes", "staff", "volunteers", "partners")}
    people = {name: getattr(row, name) for name in PEOPLE}
    return WorkshopTold(row.day, row.kind, kept.get("at", ""), **numbers, **people, missed=row.missed)


def _as_kept(told: WorkshopTold) -> WorkshopTold:
    """Held for nobody, it is kept with that number."""
    if told.missed != Missed.NOBODY:
        return told
    return replace(told, came=0, in_path=None, outside=None)


def _check(on: date, told: WorkshopTold) -> None:
    """Raise `Refused` for what no workshop is."""
    if told.kind not in WorkshopKind.values or told.missed not in ("", *Missed.values):
        raise no("kind", "Dites de quoi parle l’atelier.")
    if told.day < on - OLDEST:
        raise no("day", "Cet atelier a plus d’un an : il est d’un bilan déjà rendu.")
    if told.day > on + FURTHEST:
        raise no("day", "Ce jour est à plus d’un an : vérifiez l’année.")
    if told.day > on and (told.came is not None or told.missed == Missed.NOBODY):
        raise no("day", "Ce jour est à venir : qui est venu se compte une fois l’atelier tenu.")
    if told.day < on and not settled(told):
        raise no(
            "came", "Ce jour est passé : dites combien de personnes sont venues, ou pourquoi il n’a pas été tenu."
        )
    if not 0 <= told.minutes <= LONGEST:
        raise no("minutes", "Un atelier dure douze heures au plus : relisez les deux heures.")
    _counted(told)


def _counted(told: WorkshopTold) -> None:
    """Raise `Refused` for counts that no workshop has."""
    for name in PEOPLE:
        said = getattr(told, name)
        if said is not None and not 0 <= said <= MOST:
            raise no(name, f"Un nombre de 0 à {MOST}.")
    if told.missed:
        if any(getattr(told, name) for name in PEOPLE):
            raise no("missed", "Un atelier sans personne n’a aucun nombre : effacez-les.")
        return
    if told.came == 0:
        raise no("came", "Personne n’est venu ? Dites en bas s’il a été tenu, ou pourquoi il ne l’a pas été.")
    if told.came is None and (told.in_path is not None or told.outside is not None):
        raise no("came", "Dites aussi combien de personnes sont venues en tout.")
    if told.came is not None and (told.in_path or 0) + (told.outside or 0) > told.came:
        raise no("in_path", "Plus de personnes en parcours et hors parcours que de personnes venues.")


def _save(act: str, actor: Membership, told: WorkshopTold, **more: object) -> Workshop:
    kept = _as_kept(told)
    made = Workshop(body=actor.body, departement=actor.body.departement, day=kept.day, kind=kept.kind)
    made.missed, made.recorded_by = kept.missed, actor
    made.detail = {name: getattr(kept, name) for name in ("at", "minutes", "staff", "volunteers", "partners")}
    people = {name: getattr(kept, name) for name in PEOPLE if not kept.missed or name == "came"}
    return keep_row(act, made, **people, **more)
