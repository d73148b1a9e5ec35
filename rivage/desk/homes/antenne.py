"""Home of a referent and of the lead of an antenne."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem
from rivage.core import clock
from rivage.core.french import day_in_words, hour
from rivage.decisions.enums import DecisionStep, NotificationOutcome, Recipient
from rivage.decisions.models import Decision
from rivage.desk.homes.files import demandes, running_periods
from rivage.desk.homes.house import confirmations
from rivage.desk.homes.items import Home, Item, PanelLine, SidePanel, link, merged
from rivage.desk.homes.months import ends_to_tell
from rivage.desk.homes.running import at_the_point, to_confirm, to_renew, unrenewed
from rivage.desk.homes.stay import of_the_antenne
from rivage.dossiers import parts
from rivage.dossiers.enums import Part, Step
from rivage.dossiers.models import Demande, MissingRequest, PartVersion, Period
from rivage.people import names
from rivage.people.enums import AccordKind
from rivage.people.models import Accord


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
    called = names.called(membership, {row.person_id for row in rows})
    items = merged(
        _drafts(membership, drafts, called),
        _asked(membership, asked, called),
        _to_hand_over(membership, decided, called),
        ends_to_tell(membership),
        to_renew(membership, ending, called),
        to_confirm(membership, on),
        of_the_antenne(membership, on),
        confirmations(membership) if membership.role == Role.LEAD else (),
    )
    return Home(
        items=items,
        panels=(_sessions(membership),),
        nothing_title="Rien ne vous attend aujourd’hui",
        nothing_text="Les demandes à finir, les pièces demandées et les décisions à remettre se rangeront ici.",
        on=on,
    )


def _drafts(membership: Membership, rows: list[Demande], called: dict[UUID, str]) -> Iterator[Item]:
    people = {row.person_id for row in rows}
    agreed = set(
        Accord.objects.visible_to(membership)
        .filter(person_id__in=people, kind=AccordKind.PARCOURS, withdrawn_on__isnull=True)
        .values_list("person_id", flat=True)
    )
    ready = _ready(rows)
    for row in rows:
        lacks = [_low(part) for part in parts.of(row) if part != Part.ACCORD and part not in ready[row.pk]]
        lacks = lacks if row.person_id in agreed else [_low(Part.ACCORD), *lacks]
        yield Item(
            title="Finir la demande",
            url=link(membership, "dossiers:demande", demande=row.pk),
            since=clock.today(row.departement) if row.wished_on is None else row.wished_on,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence=_lacking(lacks),
            action="Continuer",
        )


def _ready(rows: list[Demande]) -> dict[UUID, set[str]]:
    """Parts whose last accepted wording is said ready, by demande: one query for all."""
    last: dict[tuple[UUID, str], bool] = {}
    written = PartVersion.objects.filter(demande__in=rows, aside=False).order_by("version")
    for demande, part, ready in written.values_list("demande_id", "part", "ready"):
        last[demande, part] = ready
    return {row.pk: {part for (demande, part), ready in last.items() if demande == row.pk and ready} for row in rows}


def _low(part: Part) -> str:
    """The name of a part inside a sentence."""
    label = str(part.label)
    return label[:1].lower() + label[1:]


def _lacking(lacks: list[str]) -> str:
    if not lacks:
        return "Tout est prêt : la demande peut être déposée."
    shown = ", ".join(lacks[:3])
    more = len(lacks) - 3
    return f"Reste : {shown} et {more} autre{'s' if more > 1 else ''}." if more > 0 else f"Reste : {shown}."


def _asked(membership: Membership, rows: list[MissingRequest], called: dict[UUID, str]) -> Iterator[Item]:
    for row in rows:
        wanted = ", ".join(_low(Part(part)) for part in row.parts if part in Part.values)
        yield Item(
            title="Répondre à la demande de pièces",
            url=link(membership, "dossiers:demande", demande=row.demande_id),
            due=row.until,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence=f"Demandé : {wanted}. Sans réponse, la demande n’avance pas." if wanted else "",
            action="Compléter",
        )


def _to_hand_over(membership: Membership, rows: list[Decision], called: dict[UUID, str]) -> Iterator[Item]:
    for row in rows:
        told = {
            found.recipient for found in row.notifications.all() if found.outcome != NotificationOutcome.IMPOSSIBLE
        }
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
    """Periods whose fifth month has begun, with months left after them and no demande yet."""
    return unrenewed(membership, at_the_point(running_periods(membership, on), on), on, drafts=True)


def _sessions(membership: Membership) -> SidePanel:
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
            PanelLine(
                title=f"{said}, {hour(at.time())}",
                url=link(membership, "dossiers:demande", demande=row.demande_id),
                reference=row.person.reference,
                note="demande inscrite à l’ordre du jour",
            )
        )
    return SidePanel("Prochaines séances", tuple(lines), "Aucune de vos demandes n’est inscrite à une séance.")
