"""One engine for all that is notified: noted once, then corrected or handed anew, the former one kept.

A decision on the path, one on the aid, its end, a permit refused: each is an `Act` with a table of notices of its own,
under its own row policies (ADR 0053). Who may note it, and what else a hand-over does, is said by the act's own verbs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.languages import coded
from rivage.core.refusal import Stale, no, require
from rivage.decisions import access
from rivage.decisions.enums import NotificationChannel, NotificationOutcome
from rivage.decisions.models import Notified, Recours
from rivage.decisions.recours import stops
from rivage.law.wording import day
from rivage.people import names
from rivage.people.models.base import PersonRow


@dataclass(frozen=True, slots=True)
class Told:
    """How a notification ended. `her_wish`: she asked to come to the préfecture."""

    recipient: str
    channel: str
    outcome: str
    on: date
    language: str = ""
    interpreter: str = ""
    her_wish: bool = False
    source: str = Source.OWN_DESK


N = TypeVar("N", bound=Notified)


@dataclass(frozen=True, slots=True)
class Act(Generic[N]):
    """What is notified. `row`: about whom; `contested`: the id by which its remedies know it; `named`: the columns by
    which its `notices` say that they are of it; `taken_on`: the day it was taken. `keep` is given each notice about to
    be written, to keep what was handed with it. `elsewhere`: it is notified by the paper of a service that chose how;
    what it did is noted as it was.
    """

    row: PersonRow
    contested: UUID
    notices: type[N]
    named: Mapping[str, Any]
    taken_on: date
    keep: Callable[[N], None]
    elsewhere: bool = False

    def noted(self, recipient: str) -> QuerySet[N]:
        """All that was noted for one of those it is notified to, replaced ones included."""
        rows: QuerySet[Any] = self.notices.objects.filter(**self.named, recipient=recipient)
        return rows

    def remedies(self) -> QuerySet[Recours]:
        """Those made against it."""
        return Recours.objects.filter(Q(decision=self.contested) | Q(act=self.contested))


def check(actor: Membership, on: date, act: Act[N], told: Told) -> None:
    """Whether it may be noted. Raises `Refused` for an act that a judge stopped, a channel she does not allow, a date
    before the act or after today, one already noted.
    """
    require(stops.can_tell(act.remedies()))
    _check_told(act, told, on)
    _check_once(act, told)
    _check_letter(act, told)
    _check_channel(actor, act, told)


def correct(actor: Membership, on: date, act: Act[N], row: N, told: Told, *, why: str, new_letter: bool) -> N:
    """Put what happened in the place of what was noted, for the same recipient. `row`: read under the lock of the act.

    `new_letter`: it was noted right, and another letter was handed since, from which the delays of remedy run anew; a
    correction never shortens them (`remedies.deadline`). Raises `Stale` when it was already replaced.
    """
    if row.replaced_at is not None:
        raise Stale
    told = replace(told, recipient=row.recipient)
    if told.outcome != NotificationOutcome.IMPOSSIBLE:
        require(stops.can_tell(act.remedies(), None if new_letter else told.on))
    _check_told(act, told, on)
    _check_channel(actor, act, told)
    _check_beside(act, row, told)
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste au dossier avec votre raison.")
    names.nameless([row.person_id], why, otherwise=names.SAY_THE_PERSON)
    if new_letter:
        if told.outcome == NotificationOutcome.IMPOSSIBLE:
            raise no("not_handed", "Une nouvelle lettre se note quand elle est remise.")
        _check_letter(act, told)
    row.replaced_at = clock.now()
    row.save(update_fields=["replaced_at"])
    return written(actor, act, told, replaces=row, new_letter=new_letter, why=why)


def written(actor: Membership, act: Act[N], told: Told, **more: Any) -> N:
    """The row of a notification that `check` lets pass, kept under the lock of its act. `more`: what it replaces."""
    row = act.notices.beside(
        act.row,
        **act.named,
        recipient=told.recipient,
        channel=told.channel,
        outcome=told.outcome,
        on=told.on,
        her_wish=told.her_wish,
        language=told.language,
        interpreter=told.interpreter,
        recorded_by=actor,
        source=told.source,
        **more,
    )
    # Kept before the notice is written: after, nobody adds a paper to it.
    if row.outcome != NotificationOutcome.IMPOSSIBLE:
        act.keep(row)
    row.save(force_insert=True)
    return row


def kept_before(row: N, keeps: Callable[[N], bool]) -> N | None:
    """Of a notice about to be written, the one that kept what it hands: the one that it corrects, or that this one
    corrected, and so on. None past a new letter, which hands something else.
    """
    last = None if row.new_letter else row.replaces
    while last is not None and not keeps(last):
        last = None if last.new_letter else last.replaces
    return last


def _check_told(act: Act[N], told: Told, on: date) -> None:
    """What any notification obeys, noted at first or in the place of another."""
    if told.on < act.taken_on:
        raise no("before_decision", "Une notification ne peut pas être datée d’avant la décision.")
    if told.on > on:
        raise no("notified_future", "Une notification ne peut pas être datée d’après aujourd’hui.")
    if told.outcome == NotificationOutcome.NOT_CLAIMED and told.channel != NotificationChannel.POST:
        raise no("not_a_letter", "Seule une lettre peut être présentée et non réclamée.")
    if not coded(told.language, told.interpreter):
        raise no("no_language", "Choisissez la langue, et comment les mots sont passés, parmi ce qui est proposé.")


def _check_channel(actor: Membership, act: Act[N], told: Told) -> None:
    """Whether she allows this channel. What another service did is not refused afterwards."""
    if not act.elsewhere or told.channel == NotificationChannel.SECURE:
        require(access.can_reach(actor, act.row.person_id, told.recipient, told.channel, told.her_wish))


def _check_letter(act: Act[N], told: Told) -> None:
    """A letter comes no sooner than any day noted before, or it would shorten the remedy that she was told of."""
    noted = act.noted(told.recipient).aggregate(last=Max("on"))["last"]
    if told.outcome != NotificationOutcome.IMPOSSIBLE and noted is not None and told.on < noted:
        raise no(
            "letter_before",
            f"Une date plus tardive a déjà été notée : le {day(noted)}. Une nouvelle lettre est remise ce jour-là ou "
            "après. Si c’est cette date qui était fausse, corrigez-la : « elle avait été mal notée ».",
        )


def _check_beside(act: Act[N], row: N, told: Told) -> None:
    """An attempt that failed did not hand the letter that another one handed: one is handed, once."""
    if told.outcome == NotificationOutcome.IMPOSSIBLE:
        return
    done = act.noted(row.recipient).filter(replaced_at__isnull=True)
    other = done.exclude(outcome=NotificationOutcome.IMPOSSIBLE).exclude(pk=row.pk).first()
    if other is not None:
        raise no(
            "handed_beside",
            f"Une autre remise est déjà notée, le {day(other.on)}. Si c’est elle qui est fausse, corrigez-la sur sa "
            "ligne ; sinon, cette tentative reste sans remise.",
        )


def _check_once(act: Act[N], told: Told) -> None:
    done = act.noted(told.recipient).filter(replaced_at__isnull=True)
    if done.exclude(outcome=NotificationOutcome.IMPOSSIBLE).exists():
        raise no(
            "already_notified",
            "Cette notification est déjà notée. Si elle est fausse, prenez « Corriger » sur sa ligne, dans « Où en "
            "est la notification » : ce qui est noté y est rappelé.",
        )
    if told.outcome == NotificationOutcome.IMPOSSIBLE and done.exists():
        raise no(
            "already_impossible",
            "Il est déjà noté que cette notification n’a pas été possible. Si c’est faux, prenez « Corriger » sur sa "
            "ligne.",
        )
