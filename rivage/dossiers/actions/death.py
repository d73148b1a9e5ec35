"""A death, in one gesture; noted by mistake, it is taken back, and all that it stopped stands as before."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.dossiers import access, states
from rivage.dossiers.actions.demande import of_commission
from rivage.dossiers.actions.ends import come_back, give_days_back, note_absence
from rivage.dossiers.actions.periods import end_rights
from rivage.dossiers.actions.steps import hold, move
from rivage.dossiers.enums import PENDING, ParcoursEnd, Step
from rivage.dossiers.models import Demande, Parcours, Suivi
from rivage.dossiers.standing import ABSENT
from rivage.dossiers.workflow import back_to
from rivage.people import actions as people
from rivage.people.enums import Purpose
from rivage.people.models import Person, Share

# After a death, whoever instructs closes the file and the payer answers for months already ordered.
STAYS_OPEN = (Purpose.INSTRUCTION, Purpose.PAYMENT)


@verb
@transaction.atomic
def note_death(*, actor: Membership, on: date, person: Person, died_on: date) -> None:
    """One gesture: rights, months, demandes and messages stop; the desk, the seats and the signatory read no more.

    `died_on` is the first day without rights. Whoever instructs keeps what it needs to close its file. What stood
    before is kept beside, for `unnote_death`.
    """
    held = people.hold(person, actor)
    require(access.can_say(actor, held))
    if died_on > on:
        raise no("died_future", "Ce jour ne peut pas être après aujourd’hui.")
    suivi = Suivi.objects.filter(person=held).order_by("-starts").first()
    if suivi is None or suivi.end_kind == ParcoursEnd.DEATH:
        raise no("already_noted", "C’est déjà noté.")
    if suivi.why:
        # What was said of the end of her accompaniment stays written.
        suivi = Suivi.beside(held, starts=died_on)
    suivi.ends, suivi.end_kind = died_on, ParcoursEnd.DEATH
    for parcours in Parcours.objects.filter(person=held, end_kind__in=("", *ABSENT)):
        if parcours.ended_on is not None:
            suivi.away_kind, suivi.away_since = parcours.end_kind, parcours.ended_on
            come_back(actor=actor, on=on, parcours=parcours)
            parcours.refresh_from_db()
        end_rights(actor=actor, on=on, parcours=parcours, ended_on=died_on, kind=ParcoursEnd.DEATH)
        for demande in Demande.objects.filter(parcours=parcours, step__in=(*PENDING, Step.FORWARDED)):
            hold(demande, actor)
            move(demande, "end_by_death", demande.version, closed_on=on, step_before=demande.step)
    suivi.save()
    others = Share.objects.filter(person=held).exclude(purpose__in=STAYS_OPEN)
    people.close(actor=actor, on=on, shares=others, for_now=True)
    trace.record_about("death_noted", suivi, departement=held.departement)


@verb
@transaction.atomic
def unnote_death(*, actor: Membership, on: date, person: Person) -> list[str]:
    """It was noted of the wrong person: rights, demandes and readings stand as before.

    Returns what can't be as before, in sentences: a demande whose session has passed waits for another one.
    """
    held = people.hold(person, actor)
    require(access.can_say(actor, held))
    suivi = Suivi.objects.filter(person=held, end_kind=ParcoursEnd.DEATH).first()
    if suivi is None:
        raise no("not_noted", "Rien n’est noté : il n’y a rien à reprendre.")
    # What the death closed first: the database gives it back only while the path says why.
    lost = _give_demandes_back(actor, on, stopped(held))
    people.give_back(actor=actor, on=on, shares=Share.objects.filter(person=held))
    away_kind, away_since = suivi.away_kind, suivi.away_since
    for parcours in Parcours.objects.filter(person=held, end_kind=ParcoursEnd.DEATH):
        give_days_back(parcours, suivi.ends)
        parcours.ended_on, parcours.end_kind = None, ""
        parcours.save(update_fields=["ended_on", "end_kind"])
        if away_since is not None:
            note_absence(actor=actor, on=on, parcours=parcours, since=away_since, kind=away_kind)
    # Where her accompaniment had ended before, the row was written for the death alone: what was said then stands.
    was_ended = suivi.starts == suivi.ends and Suivi.objects.filter(person=held).exclude(why="").exists()
    suivi.ends, suivi.end_kind = suivi.ends if was_ended else None, ""
    suivi.away_kind, suivi.away_since = "", None
    suivi.save(update_fields=["ends", "end_kind", "away_kind", "away_since"])
    trace.record_about("death_unnoted", suivi, departement=held.departement)
    return lost


def stopped(person: Person) -> list[Demande]:
    """The demandes that a death stopped, and that its taking back gives back."""
    return list(Demande.objects.filter(person=person, step=Step.WITHOUT_OBJECT).exclude(step_before=""))


def _give_demandes_back(actor: Membership, on: date, rows: Sequence[Demande]) -> list[str]:
    """Each at the step where it was, at its date of deposit; complete, where the session that it was on has passed."""
    lost = states.passed(rows)
    for demande in rows:
        hold(demande, actor)
        step = Step.COMPLETE if demande.pk in lost else Step(demande.step_before)
        move(demande, back_to(step), demande.version, closed_on=None, step_before="")
        if demande.pk in lost:
            people.close(actor=actor, on=on, shares=of_commission(demande))
    return list(lost.values())
