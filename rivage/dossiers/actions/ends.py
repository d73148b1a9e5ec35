"""Ends that come from her or from her life: never from the administration, which has no gesture here (review I13)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.dossiers import access
from rivage.dossiers.actions.periods import cut, end_rights, hold_path
from rivage.dossiers.enums import PENDING, InterruptionGround, ParcoursEnd
from rivage.dossiers.models import Demande, Interruption, Parcours, Period, Renunciation, Suivi
from rivage.dossiers.standing import ABSENT, renunciation, standing
from rivage.law.wording import day
from rivage.people.models import Person

# The house's own delay, in no text: a word given under pressure is taken back before it does anything (review I14).
REFLECTION = timedelta(days=15)


@verb
@transaction.atomic
def renounce(
    *, actor: Membership, on: date, parcours: Parcours, received_on: date, received_alone: bool
) -> Renunciation:
    """She wants to stop. Her rights end fifteen days after she was received alone; until then one word takes it back.

    The period is cut at once, on the day to come, so that everything that reads periods is right without a sweep; the
    path itself is ended by the first verb that needs it (`settle`). Raises `Refused` when she was not received alone.
    """
    held = _hold(actor, parcours)
    if not received_alone:
        raise no("not_alone", "Recevez la personne seule, avec un interprète si besoin, avant de noter son arrêt.")
    if received_on > on:
        raise no("received_future", "Cette parole ne peut pas être datée d’après aujourd’hui.")
    effective = received_on + REFLECTION
    if effective <= on:
        raise no("received_long_ago", "Cette parole a plus de quinze jours. Recevez la personne de nouveau.")
    _check_running(held, on)
    if not Period.objects.lived(after=effective).filter(parcours=held).exists():
        raise no("ends_before", "Ses droits finissent avant que cet arrêt prenne effet : il n’y a rien à noter.")
    row = Renunciation.beside(
        held,
        parcours=held,
        received_on=received_on,
        effective_on=effective,
        recorded_by=actor,
    )
    row.save(force_insert=True)
    cut(held, effective)
    trace.record_about("renounced", row, departement=held.departement)
    return row


@verb
@transaction.atomic
def revoke_renunciation(*, actor: Membership, on: date, word: Renunciation) -> None:
    """She takes her word back before it has effect: her rights run on to their term."""
    _revoke(actor, on, word, word.effective_on, "renunciation_revoked")


@verb
@transaction.atomic
def interrupt(
    *, actor: Membership, on: date, parcours: Parcours, from_day: date, ground: str, received_alone: bool
) -> Interruption:
    """She stops for a time (R121-12-10): her rights end on `from_day`, and a reprise may be asked up to the total.

    Raises `Refused` for a day past, since rights already open stay counted, or after the term.
    """
    held = _hold(actor, parcours)
    if not received_alone:
        raise no("not_alone", "Recevez la personne seule, avec un interprète si besoin, avant de la noter.")
    if ground not in InterruptionGround.values:
        raise no("no_ground", "Choisissez pourquoi, en un mot qui ne dit rien de sa vie.")
    if from_day < on:
        raise no("from_past", "Une interruption ne remonte pas : les droits déjà ouverts restent comptés.")
    period = _check_running(held, on)
    if not period.starts <= from_day < period.ends:
        raise no("out_of_period", f"La période en cours va du {day(period.starts)} au {day(_last(period))} inclus.")
    if Demande.objects.filter(parcours=held, step__in=PENDING).exists():
        raise no("one_pending", "Une demande est en cours : retirez-la d’abord. Une reprise viendra ensuite.")
    row = Interruption.beside(
        held,
        parcours=held,
        from_day=from_day,
        ground=ground,
        recorded_by=actor,
    )
    row.save(force_insert=True)
    cut(held, from_day)
    trace.record_about("interrupted", row, departement=held.departement, ground=ground)
    return row


@verb
@transaction.atomic
def revoke_interruption(*, actor: Membership, on: date, word: Interruption) -> None:
    """She changes her mind before the day comes: nothing stops."""
    _revoke(actor, on, word, word.from_day, "interruption_revoked")


@verb
@transaction.atomic
def note_absence(*, actor: Membership, on: date, parcours: Parcours, since: date, kind: str) -> None:
    """Nobody has news of her since a day, or she has left. Her rights run to their term: no text ends them."""
    held = _hold(actor, parcours)
    if kind not in ABSENT:
        raise no("no_such_absence", "Dites si l’on est sans nouvelles, ou si elle est partie.")
    if since > on:
        raise no("since_future", "Ce jour ne peut pas être après aujourd’hui.")
    if held.ended_on is not None or renunciation(held) is not None:
        raise no("parcours_ended", "La fin de ce parcours est déjà notée.")
    held.ended_on, held.end_kind = since, kind
    held.save(update_fields=["ended_on", "end_kind"])
    trace.record_about("absence_noted", held, kind=kind)


@verb
@transaction.atomic
def come_back(*, actor: Membership, on: date, parcours: Parcours) -> None:
    """She is back, or the note was wrong: her path goes on as it was."""
    held = _hold(actor, parcours)
    if held.end_kind not in ABSENT:
        raise no("not_absent", "Son absence n’est pas notée : il n’y a rien à reprendre.")
    if Parcours.objects.filter(person=held.person_id, ended_on__isnull=True).exists():
        raise no("other_path", "Un autre parcours est ouvert pour elle : celui-ci ne se rouvre pas.")
    held.ended_on, held.end_kind = None, ""
    held.save(update_fields=["ended_on", "end_kind"])
    trace.record_about("came_back", held)


@verb
def reopen_path(*, actor: Membership, on: date, parcours: Parcours) -> None:
    """What ended her path was stopped: it goes on, and its periods stay as they were cut.

    Raises `Refused` when another path is open, or when it ended otherwise.
    """
    held = _hold(actor, parcours)
    if held.end_kind != ParcoursEnd.NOT_RENEWED:
        raise no("not_ended_so", "Ce parcours n’a pas pris fin par un non-renouvellement.")
    if Parcours.objects.filter(person=held.person_id, ended_on__isnull=True).exists():
        raise no("other_path", "Un autre parcours est ouvert pour elle : celui-ci ne se rouvre pas.")
    held.ended_on, held.end_kind = None, ""
    held.save(update_fields=["ended_on", "end_kind"])
    trace.record_about("path_reopened", held)


@verb
def in_course(*, actor: Membership, on: date, person: Person) -> Parcours | None:
    """Her path in course, None once it has ended. Raises `Refused` while she is away, or about to stop."""
    ended = set(Parcours.objects.filter(person=person).values_list("end_kind", flat=True))
    if ParcoursEnd.DEATH in ended or Suivi.objects.filter(person=person, end_kind=ParcoursEnd.DEATH).exists():
        raise no("parcours_ended", "Le suivi de cette personne est arrêté.")
    if ended & set(ABSENT):
        raise no("absent", "Notez d’abord qu’elle est revenue : son parcours continue alors tel qu’il était.")
    parcours = Parcours.objects.filter(person=person, ended_on__isnull=True).first()
    if parcours is None:
        return None
    if standing(parcours, on).kind == "renouncing":
        raise no("renouncing", "Elle a demandé à arrêter : notez d’abord qu’elle reprend sa parole.")
    return None if settle(actor=actor, on=on, parcours=parcours) else parcours


@verb
def settle(*, actor: Membership, on: date, parcours: Parcours) -> bool:
    """End a path whose renunciation has taken effect. Returns whether it is ended.

    What it is on a day is computed; the row is brought up to date by the verb of her antenne that needs it free.
    """
    found = standing(parcours, on)
    if parcours.ended_on is None and found.kind == ParcoursEnd.AT_HER_WISH and found.since is not None:
        end_rights(actor=actor, on=on, parcours=parcours, ended_on=found.since, kind=ParcoursEnd.AT_HER_WISH)
    return parcours.ended_on is not None


def _hold(actor: Membership, parcours: Parcours) -> Parcours:
    held = hold_path(parcours.pk, actor)
    require(access.can_say(actor, held.person))
    return held


def _check_running(parcours: Parcours, on: date) -> Period:
    """The period whose rights she may stop."""
    found = standing(parcours, on)
    if found.kind in ("renouncing", "interrupting"):
        raise no("already_said", f"C’est déjà noté pour le {day(found.since or on)}.")
    period = Period.objects.lived(after=on).filter(parcours=parcours).order_by("starts").first()
    if found.kind != "running" or period is None:
        raise no("not_running", "Aucun droit ne court : il n’y a rien à arrêter.")
    return period


def _last(period: Period) -> date:
    return period.ends - timedelta(days=1)


def _revoke(actor: Membership, on: date, word: Renunciation | Interruption, effect: date, event: str) -> None:
    """Take a word back before the day `effect`, which nothing changes: what was cut there runs again."""
    held = _hold(actor, word.parcours)
    fresh = type(word).objects.select_for_update(of=("self",)).get(pk=word.pk)
    if fresh.revoked_on is not None:
        raise no("already_revoked", "Elle a déjà repris cette parole.")
    if on >= effect:
        raise no("took_effect", f"Elle a pris effet le {day(effect)}. Une nouvelle demande reste possible.")
    fresh.revoked_on = on
    fresh.save(update_fields=["revoked_on"])
    give_days_back(held, effect)
    trace.record_about(event, fresh, departement=held.departement)


def give_days_back(parcours: Parcours, day_cut: date | None) -> None:
    """Undo a cut: the periods ended on that day, and those that never began, run again up to what she said besides.

    Raises `Refused` once a later decision has opened days that they would take back.
    """
    words = _words(parcours)
    for period in Period.objects.filter(parcours=parcours, ended_on__gte=day_cut):
        until = min((effect for said, effect in words if said >= period.created_at), default=period.ends)
        end = max(period.starts, min(until, period.ends))
        later = _later(period, end)
        if later is not None:
            raise no(
                "later_period",
                f"De nouveaux droits commencent le {day(later.starts)} : ce qui s’arrête avant ne se rouvre plus. "
                "Pour un autre premier jour, voyez avec la délégation.",
                "CASF R121-12-10",
            )
        period.ended_on = end if end < period.ends else None
        period.save(update_fields=["ended_on"])


def _later(period: Period, end: date) -> Period | None:
    """What was decided since on days that this period would have, were it to end on `end`."""
    if end == period.starts:
        return None
    others = Period.objects.lived(after=period.starts).filter(parcours=period.parcours_id, starts__lt=end)
    return others.exclude(pk=period.pk).order_by("starts").first()


def _words(parcours: Parcours) -> list[tuple[datetime, date]]:
    """What she said and has not taken back: when, and its first day. It cuts the periods that were already granted."""
    held = {"parcours": parcours, "revoked_on__isnull": True}
    stops = Renunciation.objects.filter(**held).values_list("created_at", "effective_on")
    return [*stops, *Interruption.objects.filter(**held).values_list("created_at", "from_day")]
