"""What sessions ask of each: files to read, relevés to sign, demandes to schedule, seats to fill; the next one."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from rivage.accounts import closing, duties
from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role
from rivage.accounts.homes import Found, Item, Nothing, PanelLine, SidePanel, register, register_nothing
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.commissions import leaving, quorum, standing
from rivage.commissions.access import can_read
from rivage.commissions.ahead import next_session
from rivage.commissions.models import AgendaItem, Avis, Convocation, Member, Seance, Seat, SeatHolder
from rivage.commissions.tables import lacking
from rivage.commissions.views.answers import title
from rivage.core import clock, perimeter
from rivage.core.french import day_in_words, hour
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.dossiers.todo import AtWork, register_at_work, waiting_at
from rivage.law.period import ONE_DAY
from rivage.law.verdict import Verdict

# Closed for want of a quorum, its files still to be examined.
MISSED = Q(
    seance__closed_at__isnull=False, seance__opened_at__isnull=True, demande__step=Step.SCHEDULED, avis__isnull=True
)
MANDATE_AHEAD = timedelta(days=60)


def chair(membership: Membership, on: date) -> Iterator[Found]:
    """Relevés to sign, oldest first; the files of the sessions to come, which the chair alone may postpone."""
    unsigned = (
        Avis.objects.visible_to(membership)
        .filter(signed_at__isnull=True)
        .select_related("demande__person", "item__seance")
        .order_by("rendered_at")
    )
    for row in unsigned:
        if (why := _suspended(row)) is not None:
            yield _to_take_again(membership, row, why)
            continue
        yield Item(
            title="Signer le relevé d’avis",
            url=link(membership, "commissions:releve", item=row.item_id),
            since=clock.local_day(row.rendered_at, row.demande.departement),
            person=row.person_id,
            reference=row.demande.person.reference,
            consequence="La décision ne peut pas se prendre avant.",
            action="Relire",
        )
    lines = tuple(
        PanelLine(
            title=row.person.reference,
            url=link(membership, "commissions:read", item=row.pk),
            person=row.person_id,
            reference=row.person.reference,
            note=_when(row.seance, row.departement),
        )
        for row in _agenda(membership)
    )
    yield SidePanel("À l’ordre du jour", lines, "Aucun dossier n’est inscrit à une séance convoquée.")


def _suspended(avis: Avis) -> Verdict | None:
    """Why an avis lost its quorum, if it did. Its session is read once a request."""
    cache, key = perimeter.current().cache, ("commissions.suspended", avis.item.seance_id)
    if key not in cache:
        cache[key] = standing.suspended(avis.item.seance)
    found: dict[UUID, Verdict] = cache[key]
    return found.get(avis.item_id)


def _to_take_again(membership: Membership, row: Avis, why: Verdict) -> Item:
    """An avis that can't be signed: where it is taken again."""
    return Item(
        title="Reprendre ou ajourner un avis",
        url=f"{link(membership, 'commissions:seance', seance=row.item.seance_id)}?dossier={row.item_id}",
        since=clock.local_day(row.rendered_at, row.item.departement),
        person=row.person_id,
        reference=row.demande.person.reference,
        consequence=f"{why.sentence} Son relevé ne se signe pas.",
        action="Reprendre",
    )


def presided(membership: Membership, on: date) -> Iterator[Item]:
    """The sessions convened that the chair is to hold, until they are closed."""
    rows = Seance.objects.filter(
        departement__in=membership.departements, convened_at__isnull=False, closed_at__isnull=True
    ).order_by("at")
    for row in rows:
        held = row.at.astimezone(clock.zone(row.departement))
        yield Item(
            title="Présider la séance",
            url=link(membership, "commissions:seance", seance=row.pk),
            due=held.date(),
            consequence=f"À {hour(held.time())}, {row.place}." if row.place else f"À {hour(held.time())}.",
            action="Reprendre" if row.opened_at else "Ouvrir",
        )


def to_read(membership: Membership, on: date) -> Iterator[Item]:
    """Files to read before the session, by number: a seat never reads a name."""
    for row in _agenda(membership):
        if can_read(membership, row):
            yield Item(
                title="Lire le dossier",
                url=link(membership, "commissions:read", item=row.pk),
                due=clock.local_day(row.seance.at, row.departement),
                reference=row.person.reference,
                consequence="La lecture se ferme à la fin de la séance.",
                action="Lire",
            )


def to_answer(membership: Membership, on: date) -> Iterator[Item]:
    """For a seat: the convocations of its member that are still without an answer."""
    rows = Convocation.objects.filter(
        member__user=membership.user_id, seance__opened_at__isnull=True, seance__closed_at__isnull=True, reply=""
    )
    for notice in rows.select_related("seance").order_by("seance__at"):
        own = quorum.own(membership, notice.seance) if notice.seance.day >= on else None
        if own is not None and own.pk == notice.member_id:
            yield Item(
                title="Répondre à la convocation",
                url=link(membership, "commissions:agenda", seance=notice.seance_id),
                due=notice.seance.day,
                who=title(notice.seance),
                consequence="Le secrétariat sait alors qui vient, et si le quorum y sera.",
                action="Répondre",
            )


def convened(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For a seat: the sessions to come to which its member is convened, whatever of their files she reads."""
    rows = Seance.objects.filter(
        departement__in=membership.departements, convened_at__isnull=False, closed_at__isnull=True
    ).order_by("at")
    coming = [row for row in rows if row.day >= on and quorum.member_of(membership, row.day)]
    lines = []
    for row in coming:
        held = row.at.astimezone(clock.zone(row.departement))
        said = f"{day_in_words(held.date(), on=on)} à {hour(held.time())}"
        lines.append(PanelLine(said, link(membership, "commissions:agenda", seance=row.pk), note=row.place))
    summary = f"Prochaine séance : {lines[0].title}, {lines[0].note}." if lines else ""
    yield SidePanel(
        "Prochaines séances", tuple(lines), "La commission n’est convoquée à aucune séance.", summary=summary
    )


def _agenda(membership: Membership) -> list[AgendaItem]:
    return list(
        AgendaItem.objects.visible_to(membership)
        .standing()
        .filter(seance__closed_at__isnull=True, avis__isnull=True)
        .select_related("seance", "person", "demande")
        .order_by("seance__at", "position")
    )


def _when(seance: Seance, departement: str) -> str:
    held = seance.at.astimezone(clock.zone(departement))
    return f"séance du {day_in_words(held.date(), on=clock.today(departement))}, {hour(held.time())}"


def dates(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For the antenne: the sessions where its demandes will pass, and those that were closed for want of a quorum."""
    rows = (
        AgendaItem.objects.visible_to(membership)
        .standing()
        .filter(Q(seance__at__gt=clock.now(), seance__closed_at__isnull=True) | MISSED)
        .select_related("seance", "person")
        .order_by("seance__at", "position")
    )
    # The last session of a demande alone: a second convocation takes the place of the one that it follows.
    lines = []
    last = {row.demande_id: row for row in rows}
    for row in sorted(last.values(), key=lambda one: one.seance.at):
        held = row.seance.at.astimezone(clock.zone(row.departement))
        said = day_in_words(held.date(), on=clock.today(row.departement))
        lines.append(
            PanelLine(
                title=f"{said}, {hour(held.time())}",
                url=link(membership, "dossiers:demande", demande=row.demande_id),
                reference=row.person.reference,
                note="close faute de quorum, une seconde convocation suit"
                if row.seance.missed
                else "demande inscrite à l’ordre du jour",
            )
        )
    yield SidePanel("Prochaines séances", tuple(lines), "Aucune de vos demandes n’est inscrite à une séance.")


def _with_avis(rows: QuerySet[Demande]) -> QuerySet[Demande]:
    said = Avis.objects.only("demande", "person", "signed_at", "rendered_at", "item").select_related("item__seance")
    return rows.prefetch_related(Prefetch("avis", queryset=said))


def _unsigned(membership: Membership, row: Demande) -> Iterator[Item]:
    """For whoever instructs: avis that the chair has not signed."""
    for avis in row.avis.all() if row.step == Step.SCHEDULED else ():
        if avis.signed_at is not None:
            continue
        if (why := _suspended(avis)) is not None:
            yield _to_take_again(membership, avis, why)
        else:
            yield Item(
                "Faire signer le relevé d’avis",
                link(membership, "commissions:releve", item=avis.item_id),
                since=clock.local_day(avis.rendered_at, row.departement),
                person=row.person_id,
                reference=row.person.reference,
                consequence="La décision ne peut pas se prendre avant.",
            )


def missing(membership: Membership, on: date) -> Iterator[Item]:
    """Sessions closed for want of a quorum, until they are convened again."""
    waiting = AgendaItem.objects.filter(MISSED, postponed_at__isnull=True, departement__in=membership.departements)
    for row in lacking(Seance.objects.filter(pk__in=waiting.values("seance"))).order_by("at"):
        yield Item(
            "Prévoir la seconde convocation",
            link(membership, "commissions:reconvene", seance=row.pk),
            since=clock.local_day(row.closed_at, row.departement),
            who=title(row),
            consequence="Close faute de quorum : ses dossiers attendent.",
            action="Prévoir",
        )


def mandates(membership: Membership, on: date) -> Iterator[Item]:
    """Mandates that end within two months."""
    members = Member.objects.filter(
        departement__in=membership.departements, ends__gte=on, ends__lte=on + MANDATE_AHEAD
    ).order_by("ends")
    for member in members:
        yield Item(
            "Remplacer ou renommer un membre",
            link(membership, "commissions:commission"),
            due=member.ends,
            who=member.name,
            consequence="Après ce jour, ce membre ne compte plus dans le quorum.",
            action="Voir",
        )


def mandate(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For a seat: its mandate that ends soon, or has ended, and the sessions convened for after it."""
    held = SeatHolder.objects.filter(seat=membership.seat_id, member__user=membership.user_id)
    last = held.select_related("member").order_by("ends").last()
    ends = min(last.ends, last.member.ends) if last else None
    if ends is None or ends > on + MANDATE_AHEAD:
        return
    said = f"{'a fini' if ends <= on else 'finit'} le {day_in_words(ends - ONE_DAY, on=on)}"
    note = (
        "Les dossiers d’une séance tenue après ce jour ne vous sont pas ouverts, même si elle est déjà convoquée. Le "
        "secrétariat de la commission vous dit si votre mandat est renouvelé."
    )
    sessions = [
        PanelLine(title(row), note="Après votre mandat : ses dossiers ne vous sont pas ouverts.")
        for row in Seance.objects.filter(
            departement__in=membership.departements, convened_at__isnull=False, closed_at__isnull=True
        ).order_by("at")
        if clock.local_day(row.at, row.departement) >= ends
    ]
    lines = (PanelLine(f"Il {said}", note=note), *sessions)
    yield SidePanel("Votre mandat", lines, "", summary=f"Votre mandat {said}.")


def vacant(membership: Membership, on: date) -> Iterator[Item]:
    """Seats that nobody holds."""
    held = SeatHolder.objects.filter(starts__lte=on, ends__gte=on)
    seats = (
        Seat.objects.filter(departement__in=membership.departements, no_such_service=False)
        .exclude(pk__in=held.values("seat"))
        .order_by("kind")
    )
    for seat in seats:
        yield Item(
            "Faire désigner un membre",
            link(membership, "commissions:commission"),
            since=clock.local_day(seat.created_at, seat.departement),
            who=seat.label,
            consequence="Ce siège est vacant.",
            action="Voir",
        )


duties.counted(Role.CHAIR, waiting_at(Step.SCHEDULED))
closing.tell(leaving.convened)
register(presided, roles=(Role.CHAIR,), rank=5)
register(chair, roles=(Role.CHAIR,), rank=10)
register(to_answer, roles=(Role.SEAT,), rank=8)
register(to_read, roles=(Role.SEAT,), rank=10)
register(dates, roles=ANTENNE_ROLES, rank=80)
register(next_session, roles=INSTRUCTING, rank=5)
register_at_work(AtWork(_with_avis, _unsigned))
register(missing, roles=INSTRUCTING, rank=6)
register(convened, roles=(Role.SEAT,), rank=15)
register(mandate, roles=(Role.SEAT,), rank=20)
register(mandates, roles=INSTRUCTING, rank=70)
register(vacant, roles=INSTRUCTING, rank=75)
register_nothing(
    Nothing(
        "Aucun relevé à signer",
        "À la fin d’une séance, chaque avis rendu arrive ici pour votre signature.",
    ),
    roles=(Role.CHAIR,),
)
register_nothing(
    Nothing(
        "Aucun dossier à lire",
        "Les dossiers d’une séance s’ouvrent à sa convocation et se ferment à sa fin.",
    ),
    roles=(Role.SEAT,),
)
