"""Home of a referent and of the lead of an antenne."""

from collections.abc import Iterator
from datetime import date, timedelta

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem
from rivage.core import clock
from rivage.core.french import day_in_words, hour
from rivage.decisions.enums import DecisionStep, Outcome, Recipient
from rivage.decisions.models import Decision
from rivage.desk.homes.files import demandes, names, running_periods
from rivage.desk.homes.items import Home, Item, Line, Panel, link, merged
from rivage.dossiers.enums import PENDING, Part, Step
from rivage.dossiers.models import Demande, MissingRequest, Period
from rivage.law.period import ONE_DAY
from rivage.people.enums import AccordKind
from rivage.people.models import Accord

# A renewal is prepared this long before the term, so that a session can still be held.
AHEAD = timedelta(days=90)


def antenne(membership: Membership, on: date) -> Home:
    """Drafts to finish, pieces asked, decisions to hand over, terms coming; session dates beside."""
    drafts = list(demandes(membership, Step.DRAFT).order_by("created_at"))
    asked = list(
        MissingRequest.objects.visible_to(membership)
        .filter(answered_at__isnull=True, demande__step=Step.INCOMPLETE)
        .select_related("demande", "person")
    )
    decided = list(
        Decision.objects.visible_to(membership)
        .filter(step=DecisionStep.SIGNED)
        .select_related("demande", "person")
        .prefetch_related("notifications")
    )
    ending = _ending(membership, on)
    rows = [*drafts, *asked, *decided, *ending]
    called = names({row.person_id for row in rows}, membership)
    items = merged(
        _drafts(membership, drafts, called),
        _asked(membership, asked, called),
        _to_hand_over(membership, decided, called),
        _to_renew(membership, ending, called),
    )
    return Home(
        items=items,
        panels=(_sessions(membership),),
        nothing_title="Rien ne vous attend aujourd’hui",
        nothing_text="Les demandes à finir, les pièces demandées et les décisions à remettre se rangeront ici.",
        on=on,
    )


def _drafts(membership: Membership, rows: list[Demande], called: dict) -> Iterator[Item]:
    people = {row.person_id for row in rows}
    agreed = set(
        Accord.objects.visible_to(membership)
        .filter(person_id__in=people, kind=AccordKind.PARCOURS, withdrawn_on__isnull=True)
        .values_list("person_id", flat=True)
    )
    for row in rows:
        missing = "" if row.person_id in agreed else "Il manque son accord. "
        yield Item(
            title="Finir la demande",
            url=link(membership, "dossiers:demande", demande=row.pk),
            since=clock.today(row.departement) if row.wished_on is None else row.wished_on,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence=f"{missing}Rien n’est déposé : la préfecture ne voit encore rien.",
            action="Continuer",
        )


def _asked(membership: Membership, rows: list[MissingRequest], called: dict) -> Iterator[Item]:
    for row in rows:
        wanted = ", ".join(str(Part(part).label) for part in row.parts if part in Part.values)
        yield Item(
            title="Répondre à la demande de pièces",
            url=link(membership, "dossiers:demande", demande=row.demande_id),
            due=row.until,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence=f"Demandé : {wanted}." if wanted else "",
            action="Compléter",
        )


def _to_hand_over(membership: Membership, rows: list[Decision], called: dict) -> Iterator[Item]:
    for row in rows:
        told = {found.recipient for found in row.notifications.all() if found.outcome != Outcome.IMPOSSIBLE}
        if Recipient.PERSON in told:
            continue
        yield Item(
            title="Remettre la décision en main propre",
            url=link(membership, "decisions:decision", demande=row.demande_id),
            since=row.decided_on,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence="Le délai pour contester ne court qu’à partir de la remise.",
            action="Noter la remise",
        )


def _ending(membership: Membership, on: date) -> list[Period]:
    periods = [period for period in running_periods(membership, on) if period.ends <= on + AHEAD]
    waiting = set(
        Demande.objects.visible_to(membership)
        .filter(parcours_id__in=[period.parcours_id for period in periods], step__in=PENDING)
        .values_list("parcours_id", flat=True)
    )
    later = set(
        Period.objects.visible_to(membership)
        .filter(parcours_id__in=[period.parcours_id for period in periods], starts__gt=on)
        .values_list("parcours_id", flat=True)
    )
    return [period for period in periods if period.parcours_id not in waiting | later]


def _to_renew(membership: Membership, rows: list[Period], called: dict) -> Iterator[Item]:
    for row in rows:
        last = row.ends - ONE_DAY
        yield Item(
            title="Préparer la demande de renouvellement",
            url=link(membership, "people:person", person=row.person_id),
            due=last,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence="Sans décision avant ce jour, les droits s’arrêtent au terme.",
            action="Préparer",
        )


def _sessions(membership: Membership) -> Panel:
    now = clock.now()
    rows = (
        AgendaItem.objects.visible_to(membership)
        .filter(seance__at__gt=now, postponed_at__isnull=True)
        .select_related("seance", "person")
        .order_by("seance__at", "position")
    )
    lines = []
    for row in rows:
        at = row.seance.at.astimezone(clock.zone(row.departement))
        said = day_in_words(at.date(), on=clock.today(row.departement))
        lines.append(
            Line(
                title=f"{said}, {hour(at.time())}",
                url=link(membership, "dossiers:demande", demande=row.demande_id),
                reference=row.person.reference,
                note="demande inscrite à l’ordre du jour",
            )
        )
    return Panel("Prochaines séances", tuple(lines), "Aucune de vos demandes n’est inscrite à une séance.")
