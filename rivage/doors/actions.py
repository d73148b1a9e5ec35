"""What is done at the doors, by whoever has a session and no function yet: passwords, second factors, sessions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from rivage.accounts.models import OpenSession, User, door_perimeter
from rivage.audit import trace
from rivage.core import clock, logins
from rivage.core.perimeter import perimeter
from rivage.core.refusal import no
from rivage.doors import codes, notices, once
from rivage.doors.enums import FactorKind, LinkPurpose, NoticeKind
from rivage.doors.models import Factor, LinkedIdentity, OneTimeLink, Recovery, RecoveryCode, WrongCode
from rivage.vault import keysets

# Wrong codes in a quarter of an hour before one waits, and in a month, right ones between or not, before the codes of
# this account close: three codes in a million are right at any time, so that who has the password and guesses all year
# long succeeds about once in a thousand.
SLOW, WAIT, CLOSED, COUNTED = 5, timedelta(minutes=15), 30, timedelta(days=30)
PASSKEYS = 10
WRONG = "Ce code ne va pas. Prenez celui qui s’affiche maintenant, et vérifiez que votre téléphone est à l’heure."


class CodeOutcome(Enum):
    """What became of a code."""

    TAKEN = "taken"
    WRONG = "wrong"
    SLOW = "slow"
    CLOSED = "closed"
    SERVED = "served"


@dataclass(frozen=True)
class Passkey:
    """What a device gave when it made a key: its id, its public key (COSE, with its device's id), its counter; the
    challenge that it answered.
    """

    credential: bytes
    public: bytes
    count: int
    challenge: bytes = b""


@dataclass(frozen=True)
class Signed:
    """What a key signed, once verified: its counter, and the challenge."""

    count: int
    challenge: bytes


@contextmanager
def at_the_door(user: User | None) -> Iterator[None]:
    """One transaction under the login of the doors, traced as this account."""
    with logins.login(logins.DOORS), perimeter(door_perimeter(user.pk if user else None)), logins.atomic():
        yield


def record_door(event: str, *, user: Any = None, email: str = "", **details: Any) -> None:
    """Trace an entry, a refused one or an exit, in a transaction of its own. An unknown address names nobody."""
    with at_the_door(user):
        known = user or User.objects.filter(email__iexact=email).first()
        trace.record(event, object_id=known.pk if known else None, **details)


def choose_password(*, user: User, password: str) -> None:
    """Change one's own password, outside any function; every other session of this account ends."""
    with at_the_door(user):
        _write_password(user, password)
        notices.note(user, NoticeKind.PASSWORD)


def open_account(*, user: User, password: str) -> None:
    """Choose the password of an account that a one-time link opens. It still lacks a second factor."""
    with at_the_door(user):
        _not_opened(user)
        # Whatever somebody else began to add by the same link is hers no more.
        _end_what_opens(user)
        _write_password(user, password)


def choose_anew(*, user: User, password: str) -> None:
    """Choose another password by the link of an account that two people give back. Nothing of the account changes
    before the second factor stands: until then its holder may come in as before, and refuse.
    """
    with at_the_door(user):
        _recovering(user)
        chosen = User(pk=user.pk)
        chosen.set_password(password)
        _links_back(user).update(verifier=chosen.password)
        # Whatever somebody else began by the same link goes no further.
        OpenSession.objects.filter(user=user, strong_at=None).delete()
        trace.record("password_chosen", object_id=user.pk)


def _links_back(user: User) -> QuerySet[OneTimeLink]:
    """The links by which an account is given back, while it is."""
    live = OneTimeLink.objects.filter(user=user, purpose=LinkPurpose.RECOVERY, used_at=None, ends__gt=clock.now())
    return live.filter(user__in=Recovery.objects.opening().values("user"))


def chose_anew(user: User) -> bool:
    """Whether a password was chosen by such a link, and a second factor is waited for."""
    return _links_back(user).exclude(verifier="").exists()


def _recovering(user: User) -> Recovery:
    """The request by which this account is given back now, locked. Raises `Refused`."""
    locked(user)
    held = Recovery.objects.opening().select_for_update(of=("self",)).filter(user=user).first()
    if held is None:
        raise no("opened", "Ce compte est déjà ouvert. Entrez par la page d’entrée.")
    return held


def _given_back(user: User) -> None:
    """Its second factor given, the account is opened anew: nothing that opened it before does any more."""
    held, link = _recovering(user), _links_back(user).exclude(verifier="").first()
    if link is None:
        raise no("no_password", "Choisissez d’abord un mot de passe, par le lien reçu.")
    user.password, user.activated_at = link.verifier, clock.now()
    user.save(update_fields=["password", "activated_at"])
    _end_what_opens(user)
    WrongCode.objects.filter(user=user).delete()
    spend_links(user)
    held.done_at = user.activated_at
    held.save(update_fields=["done_at"])
    OpenSession.objects.filter(user=user).delete()
    notices.forget_browsers(user)
    notices.note(user, NoticeKind.REOPENED)
    trace.record("account_reopened", object_id=user.pk)


def _end_what_opens(user: User) -> None:
    """Factors, recovery codes and the linked identity of an account open nothing more."""
    now = clock.now()
    _held(user).update(ended_at=now)
    _unused(user).update(ended_at=now)
    LinkedIdentity.objects.filter(user=user, ended_at=None).update(ended_at=now)


def _write_password(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    OpenSession.objects.filter(user=user).delete()
    notices.forget_browsers(user)
    trace.record("password_changed", object_id=user.pk)


def _held(user: User) -> QuerySet[Factor]:
    """The second factors of an account that open."""
    return Factor.objects.filter(user=user, ended_at=None)


def _unused(user: User) -> QuerySet[RecoveryCode]:
    """The recovery codes of an account that open."""
    return RecoveryCode.objects.filter(user=user, used_at=None, ended_at=None)


def locked(user: User) -> User:
    """The account, locked: what two sessions of it do at once is done one after the other."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _not_opened(user: User) -> None:
    if locked(user).activated_at:
        raise no("opened", "Ce compte est déjà ouvert. Entrez par la page d’entrée.")


def _opened(user: User) -> None:
    """With its first second factor an account opens, its links and its other sessions no more."""
    if locked(user).activated_at:
        _given_back(user)
        return
    user.activated_at = clock.now()
    user.save(update_fields=["activated_at"])
    spend_links(user)
    OpenSession.objects.filter(user=user).delete()
    trace.record("account_opened", object_id=user.pk)


def spend_links(user: User) -> None:
    """End the links of an account, in the transaction under way at the doors."""
    OneTimeLink.objects.filter(user=user, used_at=None).update(used_at=clock.now())


def factors(user: User) -> list[Factor]:
    """Those of an account that open, the oldest first."""
    with logins.login(logins.DOORS):
        return list(_held(user).order_by("created_at"))


def add_application(*, user: User, secret: bytes, typed: str, label: str, opens: bool = False) -> Factor:
    """Take an application as a second factor, once it has shown a right code. The former one ends. `opens`: it is the
    first of an account, which opens.
    """
    with at_the_door(user):
        step = codes.step_of(secret, typed, clock.now().timestamp(), 0)
        if step is None:
            raise no("wrong_code", WRONG)
        if opens:
            _opened(user)
        else:
            notices.note(user, NoticeKind.APPLICATION)
        _held(user).filter(kind=FactorKind.TOTP).update(ended_at=clock.now())
        factor = application(user, secret, label, step)
        factor.save(force_insert=True)
        WrongCode.objects.filter(user=user).delete()
        trace.record("factor_added", object_id=user.pk, by=factor.kind)
    return factor


def application(user: User, secret: bytes, label: str, step: int = 0) -> Factor:
    """An application that is not written yet. `step`: the last interval whose code was taken."""
    factor = Factor(user=user, kind=FactorKind.TOTP, label=label, last_step=step)
    factor.secret = keysets.wrap(keysets.DOOR, secret, _bound(factor))
    return factor


def add_passkey(*, user: User, passkey: Passkey, label: str, opens: bool = False) -> Factor:
    """Take a passkey as a second factor. `opens`: it is the first of an account, which opens."""
    with at_the_door(user):
        once.spend(passkey.challenge)
        if opens:
            _opened(user)
        else:
            notices.note(user, NoticeKind.PASSKEY)
        if Factor.objects.filter(credential=passkey.credential).exists():
            raise no("known_key", "Cette clé d’accès n’est pas reconnue ici. Essayez un autre appareil.")
        held = _held(user).filter(kind=FactorKind.PASSKEY).count()
        if held >= PASSKEYS:
            raise no("many_keys", f"Vous avez déjà {PASSKEYS} clés d’accès. Retirez d’abord celle qui ne sert plus.")
        factor = Factor(
            user=user,
            kind=FactorKind.PASSKEY,
            label=label,
            credential=passkey.credential,
            public=passkey.public,
            count=passkey.count,
        )
        factor.save(force_insert=True)
        trace.record("factor_added", object_id=user.pk, by=factor.kind)
    return factor


def end_factor(*, user: User, factor: Factor) -> None:
    """Take a second factor away. The last one stays: without any, nobody comes in."""
    with at_the_door(user):
        held = list(_held(user).select_for_update())
        if factor.pk not in {one.pk for one in held}:
            raise no("gone", "Ce second facteur est déjà retiré.")
        if len(held) == 1:
            raise no("last_factor", "C’est votre seul second facteur. Ajoutez-en un autre d’abord.")
        Factor.objects.filter(pk=factor.pk).update(ended_at=clock.now())
        notices.note(user, NoticeKind.REMOVED)
        trace.record("factor_ended", object_id=user.pk, by=factor.kind)


def draw_recovery_codes(*, user: User) -> list[str]:
    """Ten new codes, in clear, once; the former ones no longer open."""
    drawn = codes.new_recovery_codes()
    with at_the_door(user):
        locked(user)
        if RecoveryCode.objects.filter(user=user).exists():
            notices.note(user, NoticeKind.CODES)
        _unused(user).update(ended_at=clock.now())
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, digest=codes.recovery_digest(user.pk, code)) for code in drawn
        )
        trace.record("codes_drawn", object_id=user.pk)
    return drawn


def take_code(*, user: User, typed: str) -> CodeOutcome:
    """Take a code of her application. Each is taken once; a wrong one is counted."""
    digits = "".join(typed.split())

    def take() -> CodeOutcome:
        held = _held(user).filter(kind=FactorKind.TOTP).select_for_update().first()
        if held is None:
            return CodeOutcome.WRONG
        now, secret = clock.now(), _secret(held)
        step = codes.step_of(secret, digits, now.timestamp(), _taken(held))
        if step is None:
            # That of two tabs, or of two clicks: right, and taken.
            served = held.last_step and codes.step_of(secret, digits, now.timestamp(), 0) == held.last_step
            return CodeOutcome.SERVED if served else CodeOutcome.WRONG
        Factor.objects.filter(pk=held.pk).update(last_step=step, used_at=now)
        return CodeOutcome.TAKEN

    return _counted(user, FactorKind.TOTP, take)


def take_recovery_code(*, user: User, typed: str) -> CodeOutcome:
    """Take a recovery code. Each opens once."""
    digest = codes.recovery_digest(user.pk, typed)

    def take() -> CodeOutcome:
        found = _unused(user).filter(digest=digest).update(used_at=clock.now())
        return CodeOutcome.TAKEN if found else CodeOutcome.WRONG

    return _counted(user, "recovery", take)


def used_passkey(*, factor: Factor, signed: Signed) -> None:
    """Note the use of a passkey whose signature was verified. Refuse one whose challenge was taken, or whose counter
    does not move on: a copy.
    """
    count = signed.count
    with at_the_door(factor.user):
        once.spend(signed.challenge)
        held = Factor.objects.select_for_update().get(pk=factor.pk)
        if held.ended_at or ((count or held.count) and count <= held.count):
            raise no("copied_key", "Cette clé d’accès n’est plus acceptée. Prévenez l’équipe technique.")
        Factor.objects.filter(pk=held.pk).update(count=count, used_at=clock.now())


def shown_code(user: User) -> str:
    """The code that her application shows, or will once that of now was taken: for the demonstration and the tests."""
    with logins.login(logins.DOORS):
        held = _held(user).filter(kind=FactorKind.TOTP).first()
    if held is None:
        return ""
    return codes.code_at(_secret(held), max(clock.now().timestamp(), (_taken(held) + 1) * codes.STEP))


def _secret(factor: Factor) -> bytes:
    """That of an application, in clear."""
    return keysets.unwrap(keysets.DOOR, bytes(factor.secret or b""), _bound(factor))


def _taken(factor: Factor) -> int:
    """The last interval whose code was taken. The code that a page shows serves as often as it is shown."""
    return 0 if settings.CODES_SHOWN else factor.last_step


def _bound(factor: Factor) -> str:
    return f"factor:{factor.user_id}:{factor.pk}"


def _counted(user: User, by: str, take: Callable[[], CodeOutcome]) -> CodeOutcome:
    """Try a code under the account's own lock, so that a hundred at once count as a hundred."""
    with at_the_door(user):
        if not locked(user).activated_at:
            return CodeOutcome.WRONG
        now, wrong = clock.now(), WrongCode.objects.filter(user=user)
        # A recovery code has 72 bits: nobody guesses it, hence nothing closes it.
        if by == FactorKind.TOTP:
            wrong.filter(created_at__lt=now - COUNTED).delete()
            if wrong.count() >= CLOSED:
                return CodeOutcome.CLOSED
            served = _held(user).filter(kind=by, used_at__gt=now - WAIT).first()
            since = served.used_at if served and served.used_at else now - WAIT
            if wrong.filter(created_at__gt=since).count() >= SLOW:
                return CodeOutcome.SLOW
        outcome = take()
        if outcome is not CodeOutcome.WRONG:
            return outcome
        trace.record("code_refused", object_id=user.pk, by=by)
        if by == FactorKind.TOTP:
            WrongCode(user=user).save(force_insert=True)
            if wrong.count() == CLOSED:
                trace.record("codes_closed", object_id=user.pk)
    return CodeOutcome.WRONG


def passkey_of(credential: bytes, user: User | None = None) -> Factor:
    """The passkey of this id, of this account when one is named. Raises `Refused`."""
    with logins.login(logins.DOORS):
        held = Factor.objects.select_related("user").filter(
            kind=FactorKind.PASSKEY,
            credential=credential,
            ended_at=None,
            user__is_active=True,
            user__activated_at__isnull=False,
        )
        found = (held.filter(user=user) if user else held).first()
    if found is None:
        raise once.unknown_key()
    return found


def come_in(*, factor: Factor, signed: Signed) -> User:
    """Enter with a passkey whose signature was verified. Raises `Refused`."""
    used_passkey(factor=factor, signed=signed)
    record_door("signed_in", user=factor.user, by=factor.kind)
    return factor.user
