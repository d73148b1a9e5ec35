"""Who composes the commission on the day of a session, who takes part, who votes on a file (CRPA R133-3 to -12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from rivage.accounts.enums import Role
from rivage.accounts.models import Body, Membership
from rivage.commissions.enums import AttendanceMode, Reply
from rivage.commissions.models import (
    AgendaItem,
    Attendance,
    Avis,
    Convocation,
    Deport,
    Member,
    Seance,
    Seat,
    SeatHolder,
)
from rivage.core import clock
from rivage.core.db.calls import answer
from rivage.law import commission as law
from rivage.law.values import parameter
from rivage.law.verdict import Verdict, allow, refuse
from rivage.law.wording import of_word

HERE = (AttendanceMode.PRESENT, AttendanceMode.REMOTE)
# The answers by which a member says that she comes, and how she is there then.
COMING = {Reply.COMING: AttendanceMode.PRESENT, Reply.REMOTE: AttendanceMode.REMOTE}


@dataclass(frozen=True)
class Sitting:
    """A person of the arrêté on the day: one vote, however many seats. `mandate_to` votes for her when represented."""

    member: Member
    seats: tuple[Seat, ...]
    mode: str = AttendanceMode.EXPECTED
    mandate_to: UUID | None = None

    @property
    def here(self) -> bool:
        return self.mode in HERE

    @property
    def capacity(self) -> str:
        """What she sits as, in words: "présidence", "magistrat"…"""
        chair = ["présidence"] if self.member.chairs else []
        return ", ".join(dict.fromkeys([*chair, *(seat.label for seat in self.seats)]))


@dataclass(frozen=True)
class Roll:
    """The commission of a session: its members, each once, and how many of its seats nobody holds."""

    members: tuple[Sitting, ...]
    vacant: int

    def of(self, member: UUID) -> Sitting | None:
        return next((sitting for sitting in self.members if sitting.member.pk == member), None)


def file_seats(departement: str, on: date) -> list[Seat]:
    """Seats that take part when a person's file is examined: not those of 2026, not a service absent here."""
    kinds = {str(kind.number) for kind in law.composition(on) if kind.on_files}
    return list(Seat.objects.filter(departement=departement, kind__in=kinds, no_such_service=False))


def holders(departement: str, on: date) -> list[SeatHolder]:
    """Who holds a seat on that day: neither her mandate nor her hold of the seat is over."""
    return list(
        SeatHolder.objects.filter(
            departement=departement, starts__lte=on, ends__gt=on, member__starts__lte=on, member__ends__gt=on
        ).select_related("seat", "member__body", "member__user")
    )


def roll(seance: Seance) -> Roll:
    """The commission of this session, with the attendance noted so far."""
    on = seance.day
    seats = {seat.pk for seat in file_seats(seance.departement, on)}
    held = sorted(
        (row for row in holders(seance.departement, on) if row.seat_id in seats),
        key=lambda row: (int(row.seat.kind), row.seat.label),
    )
    people = {row.member_id: row.member for row in held}
    chairs = Member.objects.filter(departement=seance.departement, chairs=True, starts__lte=on, ends__gt=on)
    people |= {member.pk: member for member in chairs.select_related("body", "user")}
    noted = {row.member_id: row for row in Attendance.objects.filter(seance=seance)}
    members = []
    for pk, member in people.items():
        row = noted.get(pk)
        members.append(
            Sitting(
                member,
                tuple(hold.seat for hold in held if hold.member_id == pk),
                row.mode if row else AttendanceMode.EXPECTED,
                row.mandate_to_id if row else None,
            )
        )
    return Roll(tuple(sorted(members, key=_order)), len(seats - {row.seat_id for row in held}))


def _order(sitting: Sitting) -> tuple[bool, int, str]:
    """The chair first, then by number of seat."""
    first = min((int(seat.kind) for seat in sitting.seats), default=0)
    return (not sitting.member.chairs, first, sitting.member.name)


def of_session(seance: Seance, called: Roll | None = None) -> Verdict:
    """Is the quorum of the session reached (CRPA R133-10)?"""
    return _quorum(seance, called or roll(seance), frozenset())


def of_file(item: AgendaItem, called: Roll | None = None, away: frozenset[UUID] | None = None) -> Verdict:
    """The same for one file: those who stand aside (`away`, when it was read already) are neither present nor
    represented.
    """
    return _quorum(item.seance, called or roll(item.seance), aside(item) if away is None else away)


def _quorum(seance: Seance, called: Roll, away: frozenset[UUID]) -> Verdict:
    members = {sitting.member.pk for sitting in called.members}
    if not members:
        return refuse("no_member", "Aucun membre n’est nommé à la date de cette séance : complétez la composition.")
    voting = taking_part(called, away)
    present = sum(sitting.here for sitting in voting)
    second = law.Reconvened(same_agenda=True, says_no_quorum=True) if seance.second_of_id else None
    return law.quorum(
        len(members),
        present,
        [sitting.mandate_to for sitting in voting if not sitting.here],
        on=seance.day,
        vacant=called.vacant,
        stood_aside=len(members & away),
        reconvened=second,
    )


def presided(called: Roll) -> Verdict:
    """Is somebody there who presides: the préfet, or whoever represents her (CASF R121-12-7)?"""
    chairs = [sitting for sitting in called.members if sitting.member.chairs]
    if any(sitting.here for sitting in chairs):
        return allow()
    way = "Notez dans la composition qui préside, puis sa présence."
    if chairs:
        names = " ou ".join(of_word(sitting.member.name) for sitting in chairs)
        way = f"Notez la présence {names}, ou dans la composition qui représente le préfet ce jour, puis sa présence."
    return refuse("nobody_presides", f"Personne ne préside : aucun avis ne se rend. {way}", article="CASF R121-12-7")


def presided_on_file(called: Roll, away: frozenset[UUID]) -> Verdict:
    """The same on one file: who presides may stand aside on it."""
    chairs = [sitting for sitting in called.members if sitting.member.chairs and sitting.here]
    if not chairs or any(sitting.member.pk not in away for sitting in chairs):
        return presided(called)
    names = " et ".join(sitting.member.name for sitting in chairs)
    sentence = (
        f"Personne ne préside sur ce dossier, où {names} ne siège pas : notez dans la composition qui représente "
    )
    return refuse("nobody_presides", f"{sentence}alors le préfet, puis sa présence.", article="CASF R121-12-7")


def to_note(seance: Seance, called: Roll | None = None) -> int:
    """How many members nobody has said are there, or not."""
    return sum(sitting.mode == AttendanceMode.EXPECTED for sitting in (called or roll(seance)).members)


def coming(seance: Seance, called: Roll) -> list[tuple[Member, str]]:
    """Who answered that she comes, and how, whose presence nobody has noted."""
    replies = Convocation.objects.filter(seance=seance, reply__in=list(COMING))
    said = dict(replies.values_list("member_id", "reply"))
    return [
        (one.member, said[one.member.pk])
        for one in called.members
        if one.mode == AttendanceMode.EXPECTED and one.member.pk in said
    ]


def readings(seance: Seance, called: Roll, stood_aside: int = 0) -> list[tuple[str, bool]]:
    """How the silent text was read to count this quorum: sentences, and whether each is still to confirm."""
    counting = law.composing(max(len(called.members), 1), on=seance.day, vacant=called.vacant, stood_aside=stood_aside)
    return [(dict(parameter(value.name).alternatives)[value.value], value.to_confirm) for value in counting.settings]


def noted_aside(item: AgendaItem) -> frozenset[UUID]:
    """Members whose standing aside on this file is noted."""
    return frozenset(Deport.objects.standing().filter(item=item).values_list("member_id", flat=True))


def aside(item: AgendaItem) -> frozenset[UUID]:
    """Members who take no part on this file: those noted, and those whom she set aside since the convocation.

    The avis notes the latter with it: what comes after it changes nothing of a vote that was held.
    """
    noted = noted_aside(item)
    return noted if Avis.objects.filter(item=item).exists() else noted | set_aside([item.person_id])[item.person_id]


def whole(seance: Seance) -> bool:
    """Whether every file of the session is open to whoever acts, as far as those go who set somebody aside."""
    return bool(answer("SELECT commissions_whole(%s)", seance.pk))


def set_aside(people: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The members whom each of these people does not want to read her file, of those that the acting role reads."""
    found: dict[UUID, set[UUID]] = {person: set() for person in people}
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, member_id FROM commissions_set_aside(%s)", [list(found)])
        for person, member in cursor.fetchall():
            found[person].add(member)
    return {person: frozenset(members) for person, members in found.items()}


def taking_part(called: Roll, away: frozenset[UUID] = frozenset()) -> list[Sitting]:
    """Members whose vote counts: present or remote, or represented by one who is; neither stands aside."""
    here = {sitting.member.pk for sitting in called.members if sitting.here} - away
    return [
        sitting
        for sitting in called.members
        if sitting.member.pk in here
        or (
            sitting.mode == AttendanceMode.REPRESENTED and sitting.member.pk not in away and sitting.mandate_to in here
        )
    ]


def instructed(member: Member, antenne: Body) -> bool:
    """Whether this member comes from the association that instructed a file, by her body or by another function."""
    association = antenne.parent_id or antenne.pk
    bodies = Body.objects.filter(Q(pk=association) | Q(parent=association) | Q(pk=antenne.pk))
    if member.body_id and bodies.filter(pk=member.body_id).exists():
        return True
    if member.user_id is None:
        return False
    return Membership.objects.in_force(clock.now()).filter(user=member.user_id, body__in=bodies).exists()


def to_take_back(item: AgendaItem, called: Roll | None = None, away: frozenset[UUID] | None = None) -> list[Member]:
    """Who stands aside on a file, but those whose association instructed it: they can't do otherwise.

    `called`, `away`: as in `of_file`.
    """
    away = aside(item) if away is None else away
    if not away:
        return []
    antenne = Body.objects.get(pk=item.antenne_id)
    members = [sitting.member for sitting in (called or roll(item.seance)).members if sitting.member.pk in away]
    return [member for member in members if not instructed(member, antenne)]


def member_of(membership: Membership, on: date) -> Member | None:
    """The member for whom a seat's membership acts: never whoever took the seat after her."""
    found = (row.member for row in holders_of(membership.seat_id, on))
    return next((member for member in found if member.user_id == membership.user_id), None)


def own(membership: Membership, seance: Seance) -> Member | None:
    """The member convened to this session for whom a membership acts: that of her seat, or who presides."""
    if membership.role == Role.SEAT:
        return member_of(membership, seance.day)
    if membership.role != Role.CHAIR or membership.user_id is None:
        return None
    chairs = Member.objects.filter(departement=seance.departement, chairs=True, user=membership.user_id)
    return chairs.filter(starts__lte=seance.day, ends__gt=seance.day).first()


def holders_of(seat: UUID | None, on: date) -> Iterable[SeatHolder]:
    return SeatHolder.objects.filter(seat=seat, starts__lte=on, ends__gt=on).select_related("member")
