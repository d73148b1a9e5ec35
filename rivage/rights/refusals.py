"""The decisions on the aid with how they reached her, and the refusals that may still be contested."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.tables import State
from rivage.decisions import remedies
from rivage.decisions.outcome import OUT
from rivage.decisions.recours import delay
from rivage.decisions.recours.delay import Delay
from rivage.dossiers import states
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Demande
from rivage.law.wording import day
from rivage.rights.ended import told
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision, AidNotice
from rivage.rights.models.afis import AfisDecisionQuerySet

# Decisions handed over longer ago are not read: no delay of the law is as long (recours.contentieux_mois).
BEHIND = timedelta(days=366)
PAGE = "rights:afis"


def decided(membership: Membership) -> AfisDecisionQuerySet:
    """The decisions that this membership may read, undone ones too, with how they reached her and without their
    reasons: two queries. Whoever died is left in peace; what was decided before Rivage was handed before it.
    """
    return _read(membership).filter(demande__taken_over=False)


def _read(membership: Membership) -> AfisDecisionQuerySet:
    rows = AfisDecision.objects.visible_to(membership).exclude(demande__parcours__end_kind=ParcoursEnd.DEATH)
    rows = rows.select_related("person", "demande").defer("reasons", "verdict").order_by("decided_on")
    return rows.prefetch_related(told(end__isnull=True))


def refused(membership: Membership) -> QuerySet[AfisDecision]:
    """Those that refuse it, and hold."""
    return decided(membership).standing().filter(sense=AfisSense.REFUSE)


def lately(membership: Membership, on: date) -> QuerySet[AfisDecision]:
    """The refusals handed to her so lately that they may still be contested, and that nobody contests now."""
    since = AidNotice.objects.filter(decision=OuterRef("pk"), end__isnull=True, on__gt=on - BEHIND)
    return refused(membership).filter(Exists(since), ~delay.contested("act"))


def delays(membership: Membership, rows: Iterable[AfisDecision]) -> dict[UUID, Delay]:
    """Until when each may be contested, by decision."""
    return delay.of_acts(membership, {row.pk: remedies.contest(row.notices.all()) for row in rows})


def contestable(membership: Membership, on: date) -> list[tuple[AfisDecision, Delay]]:
    """The refusals that may still be brought before the court, until a day that is known."""
    rows = list(lately(membership, on))
    found = delays(membership, rows)
    return [(row, found[row.pk]) for row in rows if found[row.pk].open(on)]


def shown(membership: Membership, demandes: Sequence[Demande], on: date) -> Mapping[UUID, states.Shown]:
    """What was decided on the aid, said under the demande: « Aide : refusée, recours, dernier jour sûr : … »."""
    asked = [row.pk for row in demandes if row.step in OUT]
    rows = list(_read(membership).filter(demande__in=asked)) if asked else []
    # Of one decided anew, what is decided now.
    rows.sort(key=lambda row: row.undone_on is None and row.replaced_on is None)
    found = delays(membership, [row for row in rows if row.sense == AfisSense.REFUSE])
    opens = policies.allows(PAGE, "GET", membership.role)
    return {
        row.demande_id: states.Shown(
            _state(row, found.get(row.pk), on),
            link(membership, PAGE, demande=row.demande_id) if opens else "",
            "Voir la décision sur l’aide",
        )
        for row in rows
    }


def _state(row: AfisDecision, found: Delay | None, on: date) -> State:
    if found is None:
        if row.undone_on is not None:
            return State("neutre", "stop-circle", f"Aide : accordée, arrêtée par le juge le {day(row.undone_on)}")
        if row.ended_on is not None:
            return State("neutre", "stop-circle", "Aide : accordée, puis arrêtée")
        return State("ok", "check-circle", "Aide : accordée")
    if row.undone_on is not None:
        return State("alerte", "arrow-repeat", "Aide : refus arrêté, à décider de nouveau")
    if found.stopped:
        return State("neutre", "stop-circle", f"Aide : refusée, {found.stopped}")
    stands = remedies.standing(row.notices.all())
    if row.demande.taken_over:
        return State("neutre", "x-circle", "Aide : refusée")
    if stands is None:
        return State("alerte", "x-circle", "Aide : refusée, à remettre")
    if not stands.reached:
        return State("alerte", "x-circle", "Aide : refusée, remise impossible")
    over = found.day is not None and not found.left(on)
    return State("neutre" if over else "alerte", "x-circle", f"Aide : refusée, {found.words(on)}")
