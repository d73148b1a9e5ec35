"""What the commission brings to the page of a person: its members, as those whom she may set aside; and of a demande
wherever it is shown: the day of its session, then that it was examined.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Avis, Member, Seance, Seat, SeatHolder
from rivage.core import clock
from rivage.core.french import day_in_words, hour
from rivage.core.tables import State
from rivage.dossiers import states
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law import commission as law
from rivage.people import readers
from rivage.people.models import Person, Share
from rivage.people.readers import PossibleReader


def members(person: Person) -> Iterator[PossibleReader]:
    """Each member in office, with an account or without, then each seat whoever holds it."""
    on = clock.today(person.departement)
    holds = SeatHolder.objects.filter(departement=person.departement, starts__lte=on, ends__gt=on)
    held = list(holds.select_related("seat", "member"))
    chairs = Q(chairs=True, starts__lte=on)
    rows = Member.objects.filter(Q(pk__in=[row.member_id for row in held]) | chairs, departement=person.departement)
    seats = {
        member.pk: [row.seat for row in held if row.member_id == member.pk] for member in rows.filter(ends__gt=on)
    }
    for member in rows.filter(pk__in=seats):
        unknown = f"member:{member.pk}"
        holder = f"user:{member.user_id}" if member.user_id else unknown
        sits = [*(["présidence"] if member.chairs else []), *(seat.label for seat in seats[member.pk])]
        yield PossibleReader(
            holder,
            member.name,
            f"commission : {', '.join(sits)}",
            readers.ROOM,
            _named(seats[member.pk]),
            before=(unknown,) if member.user_id else (),
        )
    by_seat = {row.seat_id: row.member for row in held}
    standing = list(Seat.objects.filter(departement=person.departement, no_such_service=False))
    many, rank = Counter(seat.label for seat in standing), Counter[str]()
    for seat in standing:
        rank[seat.label] += 1
        which = f" ({rank[seat.label]} sur {many[seat.label]})" if many[seat.label] > 1 else ""
        now = by_seat.get(seat.pk)
        titular = f", aujourd’hui {now.name}" if now else ""
        words = f"quel qu’en soit le titulaire{titular}"
        named = _named(seats.get(now.pk, []) if now else [])
        yield PossibleReader(f"seat:{seat.pk}", f"Siège « {seat.label} »{which}", words, readers.SEATS, named)


def _named(seats: list[Seat]) -> tuple[str, ...]:
    return tuple(f"seat:{seat.pk}" for seat in seats)


def sessions(membership: Membership, demandes: Sequence[Demande], on: date) -> Mapping[UUID, states.Shown]:
    """Of the demandes on an agenda. Whether an avis is given is said, never which."""
    asked = [row.pk for row in demandes if row.step == Step.SCHEDULED]
    if not asked:
        return {}
    rows = (
        AgendaItem.objects.visible_to(membership)
        .filter(demande__in=asked, postponed_at__isnull=True)
        .order_by("seance__at")
        .values_list(
            "demande_id", "departement", "seance__at", "seance__opened_at", "seance__closed_at", "avis__rendered_at"
        )
    )
    found = {}
    for demande, departement, at, opened, closed, rendered in rows:
        day = day_in_words(clock.local_day(rendered or at, departement), on=on)
        if closed is not None and opened is None:
            day = day_in_words(clock.local_day(at, departement), on=on, weekday=False)
            state = State("attente", "people", f"Sans quorum le {day}, seconde convocation à venir")
        elif rendered is None:
            state = State("inscrit", "calendar-check", f"Inscrite à la séance du {day}")
        else:
            state = State("cours", "check-all", f"Examinée le {day}, relevé à signer")
        found[demande] = states.Shown(state)
    return found


def to_schedule(membership: Membership, demandes: Sequence[Demande], on: date) -> Mapping[UUID, states.Shown]:
    """Of complete demandes, for whoever instructs: the way to the next session that they may join, or to plan one."""
    waiting = [row for row in demandes if row.step == Step.COMPLETE and row.departement in membership.departements]
    if membership.role not in INSTRUCTING or not waiting:
        return {}
    planned = Seance.objects.filter(
        departement__in=membership.departements, convened_at__isnull=True, second_of__isnull=True, at__gt=clock.now()
    )
    # The nearest whose members may still be convened without an urgency; else the nearest.
    soonest = {row.departement: row for row in sorted(planned, key=lambda row: (_late(row, on), row.at), reverse=True)}
    complete = states.STATES[Step.COMPLETE]

    def way(departement: str) -> states.Shown:
        if seance := soonest.get(departement):
            held = seance.at.astimezone(clock.zone(departement))
            words = f"Inscrire à la séance du {day_in_words(held.date(), on=on)} à {hour(held.time())}"
            page = link(membership, "commissions:preparation", seance=seance.pk)
            return states.Shown(complete, page, f"{words}, à convoquer en urgence" if _late(seance, on) else words)
        page = f"{link(membership, 'commissions:plan')}?departement={departement}"
        return states.Shown(complete, page, "Prévoir une séance")

    return {row.pk: way(row.departement) for row in waiting}


def _late(seance: Seance, on: date) -> bool:
    """Whether convening it now takes an urgency."""
    return not law.convocation(on, max(seance.day, on))


def passed(demandes: Sequence[Demande]) -> Mapping[UUID, str]:
    """Of demandes stopped while they were on an agenda, those whose session was held, convened or called again since
    without them: each with why, in a sentence.
    """
    rows = AgendaItem.objects.filter(demande__in=demandes, postponed_at__isnull=True).order_by("seance__at")
    last = {row.demande_id: row.seance for row in rows.select_related("seance")}
    heard = set(Avis.objects.filter(item__in=rows).values_list("demande_id", flat=True))
    again = set(Seance.objects.filter(second_of__in=last.values()).values_list("second_of", flat=True))
    opened = Q(holder__startswith="seat:") | Q(holder__startswith="chair:")
    read = list(Share.objects.filter(opened, demande_id__in=last).values_list("demande_id", "starts"))
    told = {}
    for row in demandes:
        since = [starts for whose, starts in read if whose == row.pk]
        told[row.pk] = "" if row.pk in heard else _without_it(last.get(row.pk), again, since)
    return {demande: words for demande, words in told.items() if words}


def _without_it(seance: Seance | None, again: Container[UUID | None], read: Sequence[datetime]) -> str:
    """Why a demande stopped while it was on this agenda can't come back to it; "" when it can. `read`: since when its
    commission could read it, each time that it was opened.
    """
    if seance is None:
        return "Cette demande n’est plus à l’ordre du jour d’aucune séance."
    day = day_in_words(seance.day, on=date.min, weekday=False)
    if seance.closed_at is not None and not seance.missed:
        return f"La séance du {day} s’est tenue sans cette demande."
    if seance.pk in again:
        return f"Une autre séance est prévue après celle du {day}, close faute de quorum, sans cette demande."
    convened = seance.convened_at
    if convened is not None and not any(starts >= convened for starts in read):
        return f"Les membres sont convoqués à la séance du {day} sans cette demande."
    return ""


readers.register(members)
states.register_passed(passed)
states.register(to_schedule)
states.register(sessions)
