"""Verbs about the arrêté: its seats, who holds them, until when (CASF R121-12-7)."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from rivage.accounts import actions as accounts
from rivage.accounts.acting import verb
from rivage.accounts.enums import BodyKind, Role
from rivage.accounts.models import Body, Membership, User
from rivage.audit import trace
from rivage.commissions import access
from rivage.commissions.models import Commission, Member, Seat, SeatHolder
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.core.versions import to_write
from rivage.law import commission as law
from rivage.law.facts import BadFact


@verb
def set_order(
    *, actor: Membership, on: date, departement: str, order_reference: str, order_date: date, version: str
) -> Commission:
    """Write down the arrêté that composes the commission. `version`: that of what was shown. Raises `Stale`."""
    require(access.can_compose(actor, departement))
    if order_date > on:
        raise no("order_future", "Un arrêté ne peut pas être daté d’après aujourd’hui.")
    held = Commission.objects.select_for_update().filter(departement=departement).first()
    commission = held or Commission(departement=departement)
    if not to_write(version, (commission, {"order_reference": order_reference, "order_date": order_date})):
        return commission
    commission.order_reference, commission.order_date = order_reference, order_date
    commission.save()
    trace.record("commission_changed", object_id=commission.pk, departement=departement)
    return commission


@verb
def add_seat(*, actor: Membership, on: date, departement: str, kind: str, label: str) -> Seat:
    """Add a seat of a category of the text. 10° and 11° may have several; the others have one."""
    require(access.can_compose(actor, departement))
    _known_kind(kind, on)
    same = Seat.objects.filter(departement=departement, kind=kind)
    if same.filter(label__iexact=label).exists() or (kind not in ("10", "11") and same.exists()):
        raise no("seat_there", f"Le siège {kind}° est déjà noté.", "CASF R121-12-7")
    seat = Seat(departement=departement, kind=kind, label=label)
    seat.save(force_insert=True)
    _record("seat_changed", seat)
    return seat


@verb
def change_seat(*, actor: Membership, on: date, seat: Seat, label: str, no_such_service: bool, version: str) -> Seat:
    """Change the words of a seat, or note that this service does not exist here.

    `version`: that of the seat as shown. Raises `Stale` when it was changed since, to something else.
    """
    require(access.can_compose(actor, seat.departement))
    held = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    values = {"label": label, "no_such_service": no_such_service}
    if not to_write(version, (held, values)):
        return held
    if no_such_service and SeatHolder.objects.filter(seat=seat, ends__gt=on).exists():
        raise no("seat_held", "Ce siège a un titulaire : notez d’abord la fin de son mandat.")
    held.label, held.no_such_service = label, no_such_service
    held.save(update_fields=list(values))
    _record("seat_changed", held)
    return held


@verb
def name_holder(
    *,
    actor: Membership,
    on: date,
    seat: Seat | None,
    starts: date,
    departement: str = "",
    member: Member | None = None,
    name: str = "",
    body: Body | None = None,
    email: str = "",
    ends: date | None = None,
    user: User | None = None,
) -> Member:
    """Write who holds a seat from `starts`, for three years unless the arrêté says less (`ends`: first day without).

    `member`: somebody already there, for a second seat (one vote however many). `seat` None: who presides. Whoever
    held the seat before leaves it that day.
    """
    code = seat.departement if seat else departement
    require(access.can_compose(actor, code))
    last = law.mandate(starts)[1].end
    until = min(ends or last, last)
    if until <= starts:
        raise no("mandate_order", "La fin d’un mandat vient après son début.")
    if seat and seat.no_such_service:
        raise no("no_service", "Il est noté que ce service n’existe pas ici : changez d’abord le siège.")
    if seat is None and member is None:
        _not_presiding_yet(code, name, starts)
    if member is None:
        member = Member(
            departement=code, name=name, body=body, email=email, user=user, chairs=seat is None,
            starts=starts, ends=until,
        )  # fmt: skip
        member.save(force_insert=True)
    elif member.ends < until or member.starts > starts:
        member.starts, member.ends = min(member.starts, starts), max(member.ends, until)
        member.save(update_fields=["starts", "ends"])
    if seat:
        _take(seat, member, starts, until)
    trace.record("member_named", object_id=member.pk, departement=code, seat_kind=seat.kind if seat else "0")
    return member


def _not_presiding_yet(code: str, name: str, starts: date) -> None:
    """The same name twice would be two members, hence two in the quorum. Two clicks wait for each other."""
    Body.objects.select_for_update(no_key=True).filter(kind=BodyKind.PREFECTURE, departement=code).first()
    if Member.objects.filter(departement=code, chairs=True, name__iexact=name, ends__gt=starts).exists():
        raise no("presides", f"{name} est déjà noté à la présidence à cette date.")


def _take(seat: Seat, member: Member, starts: date, ends: date) -> None:
    held = SeatHolder.objects.filter(seat=seat, ends__gt=starts)
    if held.filter(member=member, starts__lte=starts).exists():
        raise no("holds", f"{member.name} tient déjà ce siège.")
    if held.filter(starts__gte=starts).exists():
        raise no("holder_later", "Ce siège a déjà un titulaire à partir de cette date ou d’une date suivante.")
    held.update(ends=starts)
    _end_accounts(seat, starts)
    SeatHolder(
        departement=seat.departement, seat=seat, member=member, starts=starts, ends=ends
    ).save(force_insert=True)  # fmt: skip


@verb
def end_holder(*, actor: Membership, on: date, holder: SeatHolder, ends: date) -> None:
    """Note that somebody leaves a seat: `ends` is the first day without her. Her readings by that seat end with it."""
    require(access.can_compose(actor, holder.departement))
    if not holder.starts < ends <= holder.ends:
        raise no("mandate_order", "Cette date n’est pas dans le mandat en cours.")
    holder.ends = ends
    holder.save(update_fields=["ends"])
    _end_accounts(holder.seat, ends)
    others = SeatHolder.objects.filter(member=holder.member, ends__gt=ends).exists()
    if not others and not holder.member.chairs:
        Member.objects.filter(pk=holder.member_id).update(ends=ends)
    trace.record(
        "holder_ended", object_id=holder.member_id, departement=holder.departement, seat_kind=holder.seat.kind
    )


def _end_accounts(seat: Seat, day: date) -> None:
    """Whoever read by this seat reads no more from `day`: openings name the seat, whoever holds it. An end that is
    noted late is now.
    """
    limit = max(clock.now(), datetime.combine(day, time(), clock.zone(seat.departement)))
    for account in Membership.objects.filter(seat_id=seat.pk, ends__gt=limit):
        account.ends = max(limit, account.starts + timedelta(microseconds=1))
        account.save(update_fields=["ends"])
        trace.record("membership_ended", object_id=account.pk, departement=seat.departement, role=account.role)


@verb
def propose_account(*, actor: Membership, on: date, holder: SeatHolder, email: str) -> Membership:
    """Propose that a member reads with an account of her own. Somebody else with authority confirms it."""
    require(access.can_compose(actor, holder.departement))
    member, seat = holder.member, holder.seat
    if has_account(seat.pk, None):
        raise no("account_there", "Un compte est déjà proposé ou ouvert pour ce siège.")
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = accounts.create_user(actor=actor, on=on, email=email, name=member.name)
    proposed = accounts.propose_membership(
        actor=actor,
        on=on,
        user=user,
        body=Body.objects.get(kind=BodyKind.PREFECTURE, departement=seat.departement),
        role=Role.SEAT,
        departements=[seat.departement],
        ends=datetime.combine(holder.ends, time(), clock.zone(seat.departement)),
        seat_id=seat.pk,
        said_name=member.name,
    )
    member.user = user
    member.save(update_fields=["user"])
    return proposed


def has_account(seat: UUID, user: UUID | None) -> bool:
    """Whether a membership not yet over holds this seat (for `user`, or for anybody)."""
    found = Membership.objects.filter(seat_id=seat, ends__gt=clock.now())
    return (found.filter(user=user) if user else found).exists()


def _known_kind(kind: str, on: date) -> None:
    try:
        law.seat_kind(int(kind), on)
    except (BadFact, ValueError) as error:
        raise no("no_such_kind", "Cette catégorie n’est pas dans le texte.", "CASF R121-12-7") from error


def _record(event: str, seat: Seat) -> None:
    trace.record(event, object_id=seat.pk, departement=seat.departement, seat_kind=seat.kind)
