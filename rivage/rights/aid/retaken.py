"""An aid refused for a condition that is met since: the préfet may decide it anew."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.decisions import remedies
from rivage.decisions.models import Decision
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Demande, Period
from rivage.law.afis_motifs import coded
from rivage.law.verdict import Outcome
from rivage.law.wording import day
from rivage.rights.aid.examination import examine
from rivage.rights.ended import told
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision

TITLE = "Aide refusée : ses conditions sont remplies à présent"
ASKS = "Demandez au préfet de décider de nouveau ; la délégation lit aussi cette ligne."
DECIDES = "Le préfet peut décider de nouveau : sa décision se note à côté du refus, qui reste."


def met_since(decision: AfisDecision, on: date) -> bool:
    """Whether all conditions of a refused aid are met today, that were not when it was refused, while rights run.
    Until the refusal reached her, it is handed first: her delay runs from there.
    """
    if decision.sense != AfisSense.REFUSE or decision.verdict.get("outcome") == Outcome.YES.value:
        return False
    stands = remedies.standing(decision.notices.all())
    if stands is None or not _running(on).filter(demande=decision.demande_id).exists():
        return False
    return examine(decision.demande, on).verdict.outcome is Outcome.YES


def _running(on: date) -> QuerySet[Decision]:
    """The decisions on the path whose period is not over."""
    return Decision.objects.filter(pk__in=Period.objects.filter(ends__gt=on).values("decision_id"))


def standing(demande: Demande, on: date) -> tuple[AfisDecision | None, bool]:
    """The decision on the aid that holds, None where none does, and whether it may be decided anew."""
    held = AfisDecision.objects.standing().filter(demande=demande).first()
    return held, held is not None and met_since(held, on)


def shown(membership: Membership, demande: Demande, *, anew: bool) -> dict[str, Any]:
    """For the page of the aid: whether it may be decided `anew`, and the refusals that another decision took the place
    of, the last first, with their motives in words.
    """
    rows = AfisDecision.objects.visible_to(membership).filter(demande=demande, replaced_on__isnull=False)
    before = [
        (row, " ; ".join(each.label for each in coded(row.motives, row.decided_on)))
        for row in rows.order_by("-created_at")
    ]
    return {"anew": anew, "replaced": before}


def for_a_lack(membership: Membership, on: date) -> QuerySet[AfisDecision]:
    """The refusals that hold, of paths that run, whose conditions were not all met."""
    runs = _running(on).filter(demande=OuterRef("demande"))
    rows = AfisDecision.objects.visible_to(membership).standing().filter(Exists(runs), sense=AfisSense.REFUSE)
    return rows.exclude(verdict__outcome=Outcome.YES.value).exclude(demande__parcours__end_kind=ParcoursEnd.DEATH)


def to_decide_again(membership: Membership, on: date) -> Iterator[Item]:
    """For her antenne, and for who instructs: few are refused, and each is looked at with the facts of the day."""
    rows = for_a_lack(membership, on).select_related("person", "demande__person").defer("reasons")
    for row in rows.prefetch_related(told(end__isnull=True)):
        if met_since(row, on):
            yield Item(
                TITLE,
                link(membership, "rights:afis", demande=row.demande_id),
                since=on,
                person=row.person_id,
                reference=row.person.reference,
                consequence=f"Refusée le {day(row.decided_on)}. {ASKS if membership.is_antenne else DECIDES}",
                action="Voir l’aide",
                always=True,
            )
