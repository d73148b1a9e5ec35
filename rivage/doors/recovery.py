"""Giving an account back to its holder: what two people do under their functions, never by mail alone."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import UTC, date, datetime

from rivage.accounts import access, vouching
from rivage.accounts.acting import verb
from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Membership, User
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.doors.actions import at_the_door
from rivage.doors.enums import NoticeKind
from rivage.doors.models import ASKED, DELAY, Notice, Recovery, Unlocking
from rivage.law.verdict import Verdict, allow, refuse

# Requests about one account within seven days.
MOST = 3
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
OVER = "Cette demande n’est plus en cours."


def functions(user: User) -> list[Membership]:
    """Those of an account that are in force: that of the technical team first, then the oldest."""
    return oldest_first(Membership.objects.in_force(clock.now()).filter(user=user).select_related("body", "user"))


def oldest_first(held: Iterable[Membership]) -> list[Membership]:
    """Functions of one account in the order in which it is given back under them."""
    return sorted(held, key=lambda one: (one.body.kind != BodyKind.RIVAGE, one.confirmed_at or LONG_AGO, one.pk))


def can_ask(actor: Membership, membership: Membership) -> Verdict:
    """Somebody with authority in her body, or the technical team, for anyone but oneself; in the body where she has
    acted for longest, so that no function made for the purpose opens her account.
    """
    if actor.user_id == membership.user_id:
        return refuse("oneself", "Personne ne se rend un accès à soi-même : deux autres personnes le font.")
    if not membership.user or not membership.user.activated_at or not membership.counts_at(clock.now()):
        return refuse("no_access", "Cette fonction n’ouvre rien aujourd’hui : il n’y a pas d’accès à rendre.")
    first = functions(membership.user)[0]
    if first.pk != membership.pk:
        return refuse(
            "elsewhere",
            "Cette personne a un autre organisme depuis plus longtemps, ou l’équipe technique : la demande s’y fait. "
            f"C’est {first.body.name}.",
        )
    return access.can_end(actor, membership)


def can_confirm(actor: Membership, recovery: Recovery | Unlocking) -> Verdict:
    """Another person, who would confirm a function that the first one proposes to her there, while all three act."""
    if recovery.confirmed_at:
        return refuse("already", "Cette demande est déjà confirmée.")
    hers = recovery.membership
    asking = Membership.objects.in_force(clock.now()).filter(user=recovery.asked_by).select_related("body")
    if not hers.counts_at(clock.now()) or not any(access.can_end(one, hers) for one in asking):
        return refuse("over", OVER)
    return vouching.may_confirm(actor, as_proposed(recovery))


def can_refuse(actor: Membership, recovery: Recovery) -> Verdict:
    """Whoever has authority in any of her bodies, the technical team, or herself."""
    if actor.user_id == recovery.user_id or any(access.can_end(actor, one) for one in functions(recovery.user)):
        return allow()
    return refuse("no_authority", "Une demande est refusée par un responsable d’un de ses organismes.")


def as_proposed(recovery: Recovery | Unlocking) -> Membership:
    """Her function, as if who asks had proposed it: who confirms one confirms the other."""
    held = copy(recovery.membership)
    held.proposed_by_id = recovery.asked_by_id
    return held


def live_of(user: User) -> Recovery | None:
    """The one of this account that still leads somewhere, None for most."""
    rows = Recovery.objects.live().filter(user=user).select_related("membership__body", "membership__user", "asked_by")
    return rows.select_related("confirmed_by").first()


def _held(membership: Membership) -> Membership:
    """Her function, locked: two requests at once are one after the other."""
    return Membership.objects.select_for_update(of=("self",)).select_related("body", "user").get(pk=membership.pk)


def _locked(recovery: Recovery) -> Recovery:
    rows = Recovery.objects.live().select_for_update(of=("self",)).select_related("membership__body", "user")
    found = rows.filter(pk=recovery.pk).first()
    if found is None:
        raise no("over", OVER)
    return found


@verb
def ask(*, actor: Membership, on: date, membership: Membership, known_by: str) -> Recovery:
    """Ask that its holder be given her account back. `known_by`: how one knows that it is she."""
    held = _held(membership)
    require(can_ask(actor, held))
    if held.user is None or live_of(held.user):
        raise no("twice", "Une demande est déjà en cours pour ce compte.")
    if Recovery.objects.filter(user=held.user, created_at__gt=clock.now() - ASKED).count() >= MOST:
        raise no(
            "many", "Trois demandes ont déjà été faites pour ce compte en sept jours. Parlez-en à l’équipe technique."
        )
    # What is over by its time gives its place.
    Recovery.objects.filter(user=held.user, ended_at=None, done_at=None).update(
        ended_by=actor.user, ended_at=clock.now()
    )
    made = Recovery(membership=held, user=held.user, asked_by=actor.user, known_by=known_by)
    made.full_clean()
    made.save(force_insert=True)
    trace.record("recovery_asked", object_id=held.user_id)
    return made


@verb
def confirm(*, actor: Membership, on: date, recovery: Recovery, known_by: str) -> Recovery:
    """Confirm what another asked: after the delay a link leaves for her address."""
    held = _locked(recovery)
    require(can_confirm(actor, held))
    held.known_too, held.confirmed_by, held.confirmed_at = known_by, actor.user, clock.now()
    held.opens_at = held.confirmed_at + DELAY
    held.full_clean()
    held.save(update_fields=["known_too", "confirmed_by", "confirmed_at", "opens_at"])
    held.refresh_from_db(fields=["confirmed_at", "opens_at"])
    trace.record("recovery_confirmed", object_id=held.user_id)
    return held


@verb
def end(*, actor: Membership, on: date, recovery: Recovery) -> None:
    """Refuse it, or take it back: nothing opens."""
    held = _locked(recovery)
    require(can_refuse(actor, held))
    _end(held, actor.user)


def refuse_own(*, user: User) -> None:
    """Refuse, at the doors, that one's own account be opened anew."""
    with at_the_door(user):
        held = Recovery.objects.live().select_for_update(of=("self",)).filter(user=user).first()
        if held is None:
            raise no("over", OVER)
        _end(held, user)


def _end(held: Recovery, by: User | None) -> None:
    held.ended_by, held.ended_at = by, clock.now()
    held.save(update_fields=["ended_by", "ended_at"])
    trace.record("recovery_ended", object_id=held.user_id)


def mails(recovery: Recovery) -> dict[str, Notice]:
    """Each of its mails, by what it says: the columns that the application reads."""
    rows = Notice.objects.filter(recovery=recovery).only("what", "tried_at", "told_at", "given_up_at")
    return {one.what: one for one in rows}


def untold(mails: Mapping[str, Notice]) -> bool:
    """Whether one of them that warns her was tried, and has not left."""
    warned = (mails.get(what) for what in (NoticeKind.ASKED, NoticeKind.CONFIRMED))
    return any(one is not None and one.tried_at is not None and one.told_at is None for one in warned)
