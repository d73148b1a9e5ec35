"""Which identity of ProConnect opens which account: linked by its holder, found by issuer and subject alone."""

from django.db import IntegrityError
from django.db.models import QuerySet

from rivage.accounts.http import PROCONNECT
from rivage.accounts.models import OpenSession, User
from rivage.audit import trace
from rivage.core import clock, logins
from rivage.core.refusal import no
from rivage.doors import notices
from rivage.doors.actions import at_the_door, locked
from rivage.doors.enums import NoticeKind
from rivage.doors.models import LinkedIdentity

TAKEN = (
    "Cette identité ProConnect ouvre déjà un compte de Rivage. Si c’est un autre que celui-ci, entrez par ProConnect "
    "et déliez-la d’abord."
)
UNKNOWN = (
    "Cette identité ProConnect n’est liée à aucun compte ouvert ici, et n’en crée aucun. Si vous avez un compte, "
    "entrez par votre adresse, puis liez-la dans « Mon compte ». Sinon, demandez-en un à la personne qui gère les "
    "comptes chez vous."
)


def held(user: User) -> LinkedIdentity | None:
    """The identity that opens this account."""
    with logins.login(logins.DOORS):
        return LinkedIdentity.objects.filter(user=user, ended_at=None).first()


def link(*, user: User, issuer: str, subject: str) -> None:
    """Let this identity open this account. Raises `Refused` when it opens one, or this one has another."""
    try:
        with at_the_door(user):
            locked(user)
            live = LinkedIdentity.objects.filter(ended_at=None)
            if live.filter(issuer=issuer, subject=subject).exists():
                raise no("taken", TAKEN)
            if live.filter(user=user).exists():
                raise no("one", "Une identité ProConnect ouvre déjà ce compte. Déliez-la d’abord.")
            LinkedIdentity(user=user, issuer=issuer, subject=subject).save(force_insert=True)
            notices.note(user, NoticeKind.LINKED)
            trace.record("identity_linked", object_id=user.pk)
    except IntegrityError as error:
        # Linked to another account at the same moment.
        raise no("taken", TAKEN) from error


def unlink(*, user: User, here: bytes) -> None:
    """Let it open this account no more, now: the sessions that it opened end, but the one of digest `here`."""
    with at_the_door(user):
        locked(user)
        if not LinkedIdentity.objects.filter(user=user, ended_at=None).update(ended_at=clock.now()):
            raise no("gone", "Aucune identité ProConnect n’est liée à ce compte.")
        OpenSession.objects.filter(user=user, opened_by=PROCONNECT).exclude(digest=here).delete()
        notices.note(user, NoticeKind.UNLINKED)
        trace.record("identity_ended", object_id=user.pk)


def found(*, issuer: str, subject: str) -> User:
    """The account that this identity opens. Raises `Refused`, in the same words whoever exists."""
    with logins.login(logins.DOORS):
        one = _live(issuer, subject).select_related("user").first()
    if one is None:
        raise no("unknown", UNKNOWN)
    return one.user


def serve(*, user: User, issuer: str, subject: str) -> None:
    """Note that it opens, under the account's lock, in the transaction at the doors that opens the session. Raises
    `Refused` when it was unlinked meanwhile.
    """
    locked(user)
    if not _live(issuer, subject).filter(user=user).update(used_at=clock.now()):
        raise no("unknown", UNKNOWN)


def _live(issuer: str, subject: str) -> QuerySet[LinkedIdentity]:
    return LinkedIdentity.objects.filter(
        issuer=issuer, subject=subject, ended_at=None, user__is_active=True, user__activated_at__isnull=False
    )
