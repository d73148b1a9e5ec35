"""Verbs about accounts: bodies, users, memberships proposed by one and confirmed by another."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from rivage.accounts import access
from rivage.accounts.enums import AUTHORITY, BodyKind, Role
from rivage.accounts.models import Body, Membership, User
from rivage.audit import trace
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import no, require
from rivage.law.period import add_months
from rivage.vault import keysets

INTERIM_MONTHS = 6
# Bodies whose keyset wraps keys of people: antennes, and the département's préfecture.
WITH_KEYSET = (BodyKind.ANTENNE, BodyKind.PREFECTURE)


def create_body(*, actor: Membership, on: date, kind: str, name: str, **values: Any) -> Body:
    """Create a body, and its keyset when it wraps keys of people."""
    if actor.role != Role.ADMIN:
        raise no("admin_only", "Seule l’équipe technique crée un organisme.")
    return _create_body(kind, name, **values)


def _create_body(kind: str, name: str, **values: Any) -> Body:
    body = Body(kind=kind, name=name, **values)
    body.full_clean()
    body.save(force_insert=True)
    if kind in WITH_KEYSET:
        keysets.create(body.pk)
    trace.record("body_created", object_id=body.pk, departement=body.departement)
    return body


def create_user(*, actor: Membership, on: date, email: str, name: str, password: str) -> User:
    """Create an account. It can do nothing until a membership is confirmed."""
    if actor.role != Role.ADMIN and not any(actor.role in roles for roles in AUTHORITY.values()):
        raise no("no_authority", "Un compte est créé par un responsable ou par l’équipe technique.")
    return _create_user(email, name, password)


def _create_user(email: str, name: str, password: str) -> User:
    user = User(email=email.lower(), name=name)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    trace.record("user_created", object_id=user.pk)
    return user


def propose_membership(
    *,
    actor: Membership,
    on: date,
    user: User,
    body: Body,
    role: str,
    departements: list[str],
    ends: datetime,
    starts: datetime | None = None,
    seat_id: UUID | None = None,
    interim_act: str = "",
) -> Membership:
    """Propose a membership: it counts for nothing until somebody else confirms it. Its end is compulsory."""
    require(access.can_propose(actor, body, role, user))
    start = starts or clock.now()
    if interim_act and ends.date() > add_months(start.date(), INTERIM_MONTHS):
        raise no("interim_long", "Un intérim dure six mois au plus. Il se renouvelle par un nouvel acte.")
    membership = Membership(
        user=user,
        body=body,
        role=role,
        departements=departements,
        seat_id=seat_id,
        starts=start,
        ends=ends,
        interim_act=interim_act,
        proposed_by=actor.user,
    )
    membership.full_clean()
    membership.save(force_insert=True)
    trace.record("membership_proposed", object_id=membership.pk, role=role)
    return membership


def confirm_membership(*, actor: Membership, on: date, membership: Membership) -> Membership:
    """Confirm what another proposed."""
    locked = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=membership.pk)
    if locked.confirmed_by_id:
        raise no("already", "Cette fonction est déjà confirmée.")
    holders = Membership.objects.in_force(clock.now()).filter(
        body=locked.body, role__in=AUTHORITY.get(BodyKind(locked.body.kind), ())
    )
    require(access.can_confirm(actor, locked, first=not holders.exists()))
    locked.confirmed_by = actor.user
    locked.confirmed_at = clock.now()
    locked.full_clean()
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    trace.record("membership_confirmed", object_id=locked.pk, role=locked.role)
    return locked


def end_membership(*, actor: Membership, on: date, membership: Membership) -> None:
    """End a membership now: every request after this one is refused."""
    if not access.has_authority(actor, membership.body) and actor.role != Role.ADMIN:
        raise no("no_authority", "Une fonction est close par un responsable de l’organisme ou par l’équipe technique.")
    now = clock.now()
    if membership.ends > now:
        membership.ends = max(now, membership.starts + timedelta(microseconds=1))
        membership.save(update_fields=["ends"])
    trace.record("membership_ended", object_id=membership.pk, role=membership.role)


def create_first_admins(people: list[tuple[str, str]]) -> list[tuple[User, str]]:
    """Create the two first administrators (email, name), each confirming the other; gives their passwords once.

    Raises `Refused` when there is already one: after that, memberships need two people like any other.
    """
    if len({email.lower() for email, _ in people}) != 2:
        raise no("two_admins", "Il faut deux personnes différentes pour ouvrir Rivage.")
    with transaction.atomic(), perimeter(Perimeter(role=Role.SYSTEM)):
        if Membership.objects.filter(role=Role.ADMIN).exists():
            raise no(
                "admins_exist", "L’équipe technique existe déjà. Elle propose et confirme les fonctions suivantes."
            )
        keysets.create_root()
        body = _create_body(BodyKind.RIVAGE, "Équipe technique")
        accounts = []
        for email, name in people:
            password = secrets.token_urlsafe(16)
            accounts.append((_create_user(email, name, password), password))
        _seat_admins(body, [user for user, _ in accounts])
    return accounts


def _seat_admins(body: Body, users: list[User]) -> None:
    """Each is proposed by the installation (no account) and confirmed by the other."""
    now = clock.now()
    for user, other in zip(users, reversed(users), strict=True):
        Membership(
            user=user,
            body=body,
            role=Role.ADMIN,
            starts=now,
            ends=now + timedelta(days=365),
            confirmed_by=other,
            confirmed_at=now,
        ).save(force_insert=True)
        trace.record("admin_created", object_id=user.pk)
