"""Opening again what wrong tries closed of an account: one person asks, another does it; nothing else changes."""

from datetime import date

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership, User
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.doors import recovery, shut
from rivage.doors.models import ASKED, Unlocking
from rivage.law.verdict import Verdict, refuse

# Requests about one account within seven days: each gives who guesses as many tries again.
MOST = 3
OPEN = refuse("open", "Rien n’est fermé de ce compte en ce moment.")


def live_of(user: User) -> Unlocking | None:
    """The request about this account that somebody may confirm, None for most."""
    rows = Unlocking.objects.live().filter(user=user).select_related("membership__body", "membership__user")
    return rows.select_related("asked_by", "user").first()


def can_ask(actor: Membership, membership: Membership) -> Verdict:
    """Whoever may ask that the account be given back, while something of it is closed."""
    allowed = recovery.can_ask(actor, membership)
    if not allowed:
        return allowed
    return allowed if any(one.user.pk == membership.user_id for one in shut.now()) else OPEN


@verb
def ask(*, actor: Membership, on: date, membership: Membership, known_by: str) -> Unlocking:
    """Ask that what is closed be open again. `known_by`: how one knows that its holder asks for it."""
    held = Membership.objects.select_for_update(of=("self",)).select_related("body", "user").get(pk=membership.pk)
    require(can_ask(actor, held))
    if held.user is None or live_of(held.user):
        raise no("twice", "Une demande est déjà en cours pour ce compte.")
    if Unlocking.objects.filter(user=held.user, created_at__gt=clock.now() - ASKED).count() >= MOST:
        raise no("many", "Ce compte a été rouvert trois fois en sept jours. Demandez plutôt qu’il soit rendu.")
    made = Unlocking(membership=held, user=held.user, asked_by=actor.user, known_by=known_by)
    made.full_clean()
    made.save(force_insert=True)
    trace.record("unlocking_asked", object_id=held.user_id)
    return made


@verb
def confirm(*, actor: Membership, on: date, unlocking: Unlocking, known_by: str) -> Unlocking:
    """Do what another asked: wrong tries of this account count no more."""
    rows = Unlocking.objects.live().select_for_update(of=("self",)).select_related("membership__body", "user")
    held = rows.filter(pk=unlocking.pk).first()
    if held is None:
        raise no("over", recovery.OVER)
    require(recovery.can_confirm(actor, held))
    held.known_too, held.confirmed_by, held.confirmed_at = known_by, actor.user, clock.now()
    held.full_clean()
    held.save(update_fields=["known_too", "confirmed_by", "confirmed_at"])
    trace.record("unlocking_done", object_id=held.user_id)
    return held
