"""Periods of open rights: opened by a decision, ended by what a text allows."""

from datetime import date
from uuid import UUID

from django.db.models import Max

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.dossiers import access
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Demande, Parcours, Period
from rivage.dossiers.months import days_of, used_months
from rivage.dossiers.standing import ABSENT, standing
from rivage.law import parcours as law
from rivage.law.duration import most_months
from rivage.law.period import Days
from rivage.people import names
from rivage.people.models import Person


@verb
def grant_period(
    *, actor: Membership, on: date, demande: Demande, decision_id: UUID, starts: date, months: int
) -> Period:
    """Open the months that a decision grants: six or the remainder of 24, counted from the run's own start.

    `starts`: first day of rights; `on`: day of the decision. Raises `Refused` for another duration, an overlap, or a
    decision that already opened its period.
    """
    parcours = hold_path(demande.parcours_id, actor)
    require(access.can_grant(actor))
    # Without news of her, no text ends her rights: a decision still opens some.
    found = standing(parcours, on)
    if found.kind in ParcoursEnd.values and found.kind not in ABSENT:
        raise no("parcours_ended", "Ce parcours est fini : une nouvelle demande est nécessaire.")
    if found.kind == "renouncing":
        raise no(
            "renouncing", "La personne a demandé à arrêter : rien ne s’ouvre tant qu’elle ne reprend pas sa parole."
        )
    if Period.objects.filter(decision_id=decision_id).exists():
        raise no("period_open", "Cette décision a déjà ouvert sa période.")
    existing = held_days(parcours)
    verdict, granted = law.grant(starts, used_months(parcours), months, on, existing=existing)
    require(verdict)
    assert granted is not None, "a yes comes with its period"  # noqa: S101 - said for the reader and the checker
    last = Period.objects.filter(parcours=parcours).aggregate(n=Max("n"))["n"] or 0
    period = Period.beside(
        demande,
        parcours=parcours,
        run=parcours.number,
        n=last + 1,
        starts=granted.start,
        months=months,
        ends=granted.end,
        decision_id=decision_id,
    )
    period.save(force_insert=True)
    trace.record_about("period_granted", parcours, months=months)
    return period


@verb
def end_rights(*, actor: Membership, on: date, parcours: Parcours, ended_on: date, kind: str) -> None:
    """Write that the rights end: `ended_on` is the first day without them, `kind` a `ParcoursEnd`.

    A period in force is cut there, later ones have no day left; a period already over is left as it was. A non-renewal
    takes the place of an absence, which ended no right.
    """
    held = hold_path(parcours.pk, actor)
    require(access.can_end_rights(actor, held, kind))
    away = held.end_kind in ABSENT and kind == ParcoursEnd.NOT_RENEWED
    if held.ended_on is not None and not away:
        raise no("parcours_ended", "La fin de ce parcours est déjà notée.")
    # The path first: the database lets the administration cut a period only for an end that a text allows.
    parcours.ended_on, parcours.end_kind = ended_on, ParcoursEnd(kind)
    parcours.save(update_fields=["ended_on", "end_kind"])
    cut(parcours, ended_on)
    trace.record_about("rights_ended", parcours, kind=kind)


def hold_path(parcours: UUID, actor: Membership) -> Parcours:
    """A path, by its id, through the gate: read again with her and locked until the transaction ends.

    Raises `Refused` for whoever does not see it.
    """
    seen = Parcours.objects.visible_to(actor).select_for_update(of=("self",)).select_related("person")
    held = seen.filter(pk=parcours).first()
    if held is None:
        raise no("parcours_unseen", "Ce parcours n’est pas ouvert à votre fonction.")
    return held


def cut(parcours: Parcours, day: date) -> None:
    """End on `day`, the first day without rights, what runs after it. A period already cut earlier stays as it is."""
    for period in Period.objects.filter(parcours=parcours, ends__gt=day).exclude(ended_on__lte=day):
        period.ended_on = max(day, period.starts)
        period.save(update_fields=["ended_on"])


def check_before(person: Person, months: int, source: str, on: date) -> None:
    """Refuse months granted elsewhere that leave none to ask for, or that nobody knows from where."""
    most = most_months(on) - 1
    if not 0 <= months <= most:
        raise no("months_before", f"Les mois accordés ailleurs vont de 0 à {most}.", "CASF R121-12-10")
    if months and not source.strip():
        raise no("months_source", "Dites d’où l’on sait les mois accordés ailleurs.")
    # Not under her key, and read by whoever instructs.
    names.nameless([person.pk], source, otherwise="Dites d’où l’on sait ces mois, sans le nom de la personne.")


def held_days(parcours: Parcours) -> list[Days]:
    """The days of rights of a path, each period cut where it was ended."""
    return [days for row in parcours.periods.all() if (days := days_of(row)) is not None]
