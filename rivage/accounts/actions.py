"""Verbs about accounts: bodies, users, memberships proposed by one and confirmed by another."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from rivage.accounts import access, newcomers, policies, roles, vouching
from rivage.accounts.acting import verb
from rivage.accounts.enums import BodyKind, Role
from rivage.accounts.models import Body, Membership, User, system_perimeter
from rivage.accounts.sender import SIGNS, WRITTEN
from rivage.audit import trace
from rivage.core import clock, sheets
from rivage.core.db.calls import answer
from rivage.core.french import day_in_words
from rivage.core.lists import Asked, Listing, rows_of
from rivage.core.perimeter import perimeter
from rivage.core.refusal import no, require
from rivage.core.unsaid import keep_unsaid
from rivage.core.versions import to_write
from rivage.law import territory
from rivage.law.period import add_months
from rivage.vault import keysets, opened

INTERIM_MONTHS = 6
MOST_NOTIFY_DAYS = 366
# What Django writes for an account that no password opens.
NO_PASSWORD = "!"  # noqa: S105 - opens nothing


@verb
def create_body(*, actor: Membership, on: date, kind: str, name: str, **values: Any) -> Body:
    """Create a body, and its keyset when it wraps keys of people."""
    if actor.role != Role.ADMIN:
        raise no("admin_only", "Seule l’équipe technique crée un organisme.")
    declared = roles.bodies().get(kind)
    # Files are opened to whoever acts so in a département: a second body there would read them, as new as one likes.
    if declared and declared.alone:
        place = values.get("departement", "")
        if not place:
            raise no("no_place", "Cet organisme agit dans un département : indiquez lequel.")
        if Body.objects.filter(kind=kind, departement=place).exists():
            raise no("body_there", "Un organisme de ce genre agit déjà dans ce département.")
    return _create_body(kind, name, **values)


def _create_body(kind: str, name: str, **values: Any) -> Body:
    body = Body(kind=kind, name=name, **values)
    body.full_clean()
    body.save(force_insert=True)
    if roles.bodies()[kind].keyset:
        keysets.create(body.pk)
    trace.record("body_created", object_id=body.pk, departement=body.departement)
    return body


@verb
def write_from(
    *,
    actor: Membership,
    on: date,
    body: Body,
    version: str,
    **head: str,
) -> Body:
    """Write what stands around a body's letters, those to come: a signed one stays as it was. `head`: by their names
    in `sender.WRITTEN`; what is not given stays.

    `version`: that of the body as shown. Raises `Refused` for words that tell what the letters are about, `Stale` when
    it was changed since, to something else.
    """
    held = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    require(access.can_write_head(actor, held))
    values = {name: getattr(held, name) for name in WRITTEN} | head
    keep_unsaid(values, WRITTEN)
    if not to_write(version, (held, values)):
        return held
    held.address, held.town, held.foot = values["address"], values["town"], values["foot"]
    held.service, held.contact = values["service"], values["contact"]
    held.full_clean()
    held.save(update_fields=list(values))
    trace.record("body_changed", object_id=held.pk, departement=held.departement)
    return held


@verb
@transaction.atomic
def set_notify_days(*, actor: Membership, on: date, body: Body, days: int | None, version: str) -> Body:
    """Set within how many days of a decision its préfecture wants it notified; None: it sets none.

    `version`: that of the body as shown. Raises `Stale` when it was changed since, to something else.
    """
    held = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    require(access.can_set_notify_days(actor, held))
    if days is not None and not 1 <= days <= MOST_NOTIFY_DAYS:
        raise no("notify_days", f"Le délai se compte de 1 à {MOST_NOTIFY_DAYS} jours.")
    if not to_write(version, (held, {"notify_days": days})):
        return held
    held.notify_days = days
    held.save(update_fields=["notify_days"])
    trace.record("notify_days_set", object_id=held.pk, departement=held.departement, days=days or 0)
    return held


@verb
def open_by(*, actor: Membership, on: date, body: Body, proconnect: bool) -> Body:
    """Let the functions of a body be entered by a session that ProConnect opened alone, or by any door again."""
    if actor.role != Role.ADMIN:
        raise no("admin_only", "Seule l’équipe technique change un organisme.")
    held = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if proconnect:
        require(access.can_open_by_proconnect(held))
    if held.by_proconnect != proconnect:
        held.by_proconnect = proconnect
        held.save(update_fields=["by_proconnect"])
        event = "body_by_proconnect" if proconnect else "body_by_any_door"
        trace.record(event, object_id=held.pk, departement=held.departement)
    return held


@verb
def create_user(*, actor: Membership, on: date, email: str, name: str) -> User:
    """Create an account, whose membership is proposed in the same transaction and opens nothing until it is confirmed.

    Its password is chosen by its holder alone, by the link that is sent to her address as a function is proposed.
    """
    if actor.role != Role.ADMIN and not any(actor.role in kind.authority for kind in roles.bodies().values()):
        raise no("no_authority", "Un compte est créé par un responsable ou par l’équipe technique.")
    return _create_user(email, name)


def _create_user(email: str, name: str) -> User:
    user = User(email=email.lower(), name=name, password=NO_PASSWORD)
    user.full_clean()
    user.created_at = answer("SELECT accounts_create_user(%s, %s, %s)", user.pk, user.email, user.name)
    user._state.adding = False
    trace.record("user_created", object_id=user.pk)
    return user


@verb
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
    said_name: str = "",
) -> Membership:
    """Propose a membership: it counts for nothing until somebody else confirms it. Its end is compulsory.

    Who has not opened her account is sent a link, also when another proposal was taken back before. `said_name`: what
    whoever knows her by her address alone calls her; she is then written to, account or not.
    """
    require(access.can_propose(actor, body, role, user))
    require(access.can_cover(actor, body, departements))
    start = starts or clock.now()
    zone = clock.zone(body.departement or territory.PARIS)
    if ends <= clock.now():
        raise no("over", "Cette fonction serait déjà finie. Choisissez un dernier jour à venir.")
    if interim_act and ends.astimezone(zone).date() > add_months(start.astimezone(zone).date(), INTERIM_MONTHS):
        raise no("interim_long", "Un intérim dure six mois au plus. Il se renouvelle par un nouvel acte.")
    same = Membership.objects.filter(user=user, body=body, role=role, seat_id=seat_id, departements=departements)
    if same.filter(starts__lt=ends, ends__gt=start).exists():
        raise no("twice", "Cette fonction est déjà proposée ou déjà en cours, pour cette personne et à ces dates.")
    membership = Membership(
        user=user,
        said_name=said_name,
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
    if not access.came_since(membership):
        newcomers.invite(user)
    return membership


@verb
def confirm_membership(
    *, actor: Membership, on: date, membership: Membership, known_by: str, quality: str = "", signing_act: str = ""
) -> Membership:
    """Confirm what another proposed. `known_by`: how the actor knows that the account is hers (`KnownBy`). `quality`:
    in what quality she signs, compulsory for who signs decisions; `signing_act`: the act that lets her.
    """
    locked = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=membership.pk)
    if locked.confirmed_by_id:
        raise no("already", "Cette fonction est déjà confirmée.")
    if locked.ends <= clock.now():
        raise no("over", "Cette proposition a été retirée, ou sa fin est passée.")
    require(vouching.may_confirm(actor, locked))
    if locked.role == Role.SIGNATORY:
        _check_signs(quality, signing_act)
        locked.quality, locked.signing_act = quality.strip(), signing_act.strip()
    locked.known_by = known_by
    locked.confirmed_by = actor.user
    locked.confirmed_at = clock.now()
    locked.full_clean()
    locked.save(update_fields=["quality", "signing_act", "known_by", "confirmed_by", "confirmed_at"])
    trace.record("membership_confirmed", object_id=locked.pk, role=locked.role)
    if locked.user:
        newcomers.confirmed(locked.user, locked.pk)
    return locked


def _check_signs(quality: str, signing_act: str) -> None:
    """Raises `Refused` without a quality, or for one that tells: both are printed with her name."""
    if not quality.strip():
        raise no("no_quality", "Écrivez en quelle qualité cette personne signe.", article="CRPA L212-1")
    keep_unsaid({"quality": quality, "signing_act": signing_act}, SIGNS)


@verb
def write_quality(
    *, actor: Membership, on: date, membership: Membership, quality: str, version: str, signing_act: str | None = None
) -> Membership:
    """Write in what quality somebody signs decisions, and by which act, those to come: a signed one stays as it was.
    Without an act, hers stays.

    `version`: that of the function as shown. Raises `Stale` when it was changed since, to something else.
    """
    held = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=membership.pk)
    require(access.can_qualify(actor, held))
    act = held.signing_act if signing_act is None else signing_act
    _check_signs(quality, act)
    values = {"quality": quality.strip(), "signing_act": act.strip()}
    if to_write(version, (held, values)):
        held.quality, held.signing_act = values["quality"], values["signing_act"]
        held.full_clean()
        held.save(update_fields=list(values))
        trace.record("membership_qualified", object_id=held.pk, role=held.role)
    return held


@verb
def welcome(*, actor: Membership, on: date) -> None:
    """Whoever acts has read what is hers to do here: her home says it no more."""
    if Membership.objects.filter(pk=actor.pk, welcomed_at=None).update(welcomed_at=clock.now()):
        trace.record("membership_welcomed", object_id=actor.pk)


@verb
def invite_again(*, actor: Membership, on: date, membership: Membership) -> None:
    """Write again to the holder of a proposed function who has not come in yet."""
    require(access.can_end(actor, membership))
    if membership.user is None or access.came_since(membership):
        raise no("activated", "Cette personne est déjà entrée dans Rivage depuis cette proposition.")
    newcomers.invite(membership.user)


@verb
def end_membership(*, actor: Membership, on: date, membership: Membership) -> None:
    """End a membership now: every request after this one is refused. Two administrators always stay.

    The last function with authority in a body is ended by the technical administration alone, and where somebody
    stands above who will confirm the next.
    """
    require(access.can_end(actor, membership))
    now = clock.now()
    if membership.ends <= now:
        raise no("over", "Cette fonction est déjà close.")
    # Locked: two people who end each other's function at once leave nobody.
    require(access.can_leave(actor, membership, locked=True))
    membership.ends = max(now, membership.starts + timedelta(microseconds=1))
    membership.save(update_fields=["ends"])
    trace.record("membership_ended", object_id=membership.pk, role=membership.role)


@verb
def invite(
    *,
    actor: Membership,
    on: date,
    email: str,
    name: str,
    body: Body,
    role: str,
    departements: list[str],
    last_day: date,
    first_day: date | None = None,
    interim_act: str = "",
    interim_on: date | None = None,
) -> Membership:
    """Propose a function to whoever has this address, with a new account when nobody has. All or nothing, and the same
    for who proposes: an address tells nobody whether there is an account, nor whose.
    """
    if not name.strip():
        raise no("name", "Écrivez son nom, tel que vous connaissez cette personne.")
    if interim_act and (interim_on is None or interim_on > (first_day or on)):
        raise no("interim_date", "L’acte d’intérim est daté, au plus tard du premier jour.")
    zone = clock.zone(body.departement or territory.PARIS)
    starts = datetime.combine(first_day, time(), zone) if first_day and first_day > on else None
    act = f"{interim_act} du {day_in_words(interim_on, on=date.min, weekday=False)}" if interim_on else ""
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = create_user(actor=actor, on=on, email=email, name=name)
        return propose_membership(
            actor=actor,
            on=on,
            user=user,
            body=body,
            role=role,
            departements=departements,
            starts=starts,
            ends=datetime.combine(last_day + timedelta(days=1), time(), zone),
            interim_act=act,
            said_name=name.strip(),
        )


def export_of(page: str) -> str:
    """The line of the policy that says who may take a list away, by the URL name of its page."""
    return f"{page}_export"


@verb
def export_list(*, actor: Membership, on: date, listing: Listing, asked: Asked, kind: str) -> bytes:
    """What is asked of a list, as a file of one of `sheets.KINDS`. Each line is traced as shown, then the export."""
    if not policies.allows(export_of(listing.page), "POST", actor.role):
        raise no("no_export", "Cette liste ne s’exporte pas sous votre fonction.")
    heads, rows = rows_of(listing, asked)
    shown = opened.so_far()
    antennes = {one.antenne for one in shown.values()}
    trace.record("list_exported", people=shown, antennes=antennes, list=listing.page, lines=len(rows), format=kind)
    return sheets.KINDS[kind]("Tableau", heads, rows)


def create_first_admins(people: list[tuple[str, str]]) -> list[User]:
    """Create the two first administrators (email, name), each confirming the other. Each still opens her account.

    Raises `Refused` when there is already one: after that, memberships need two people like any other.
    """
    if len({email.lower() for email, _ in people}) != 2:
        raise no("two_admins", "Il faut deux personnes différentes pour ouvrir Rivage.")
    with transaction.atomic(), perimeter(system_perimeter()):
        if Membership.objects.filter(role=Role.ADMIN).exists():
            raise no(
                "admins_exist", "L’équipe technique existe déjà. Elle propose et confirme les fonctions suivantes."
            )
        keysets.create_root()
        body = _create_body(BodyKind.RIVAGE, "Équipe technique")
        users = [_create_user(email, name) for email, name in people]
        _seat_admins(body, users)
    return users


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
