"""The préfet's decision on the AFIS, written down (CASF L121-9 II, D121-12-15 to -18)."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.dossiers.actions import open_where_she_is
from rivage.dossiers.actions.transfers import place_of
from rivage.dossiers.models import Demande
from rivage.law import afis
from rivage.rights import access
from rivage.rights.aid.examination import Examination, examine
from rivage.rights.aid.scales import MOST_CHILDREN
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision


@verb
@transaction.atomic
def decide_afis(
    *,
    actor: Membership,
    on: date,
    demande: Demande,
    sense: str,
    decided_on: date,
    children: int,
    reasons: str = "",
    signed_name: str,
    source: str = Source.SIGNED_PAPER,
) -> AfisDecision:
    """Write down what the préfet decided on the aid, with what the law computes beside it.

    Raises `Refused` before the commission's avis on the aid, before the path is authorised, twice, or for a refusal
    without reasons. A grant opens the decision and her correspondence address to the payer.
    """
    Demande.objects.select_for_update(of=("self",)).filter(pk=demande.pk).first()
    require(access.can_decide(actor, demande))
    _check(on, sense, decided_on, children, reasons, signed_name)
    found = _examined(demande, decided_on, children)
    row = AfisDecision.beside(
        demande,
        demande=demande,
        sense=sense,
        decided_on=decided_on,
        children=children,
        verdict=found.kept(),
        reasons=reasons,
        recorded_by=actor,
        signed_name=signed_name.strip(),
        source=source,
    )
    row.save(force_insert=True)
    _record(row, place_of(demande))
    if sense == AfisSense.GRANT:
        open_where_she_is(actor=actor, on=on, demande=demande, kind="payer", opening="grant_afis")
    return row


@verb
def examine_afis(
    *,
    actor: Membership,
    on: date,
    demande: Demande,
    sense: str,
    decided_on: date,
    children: int,
    reasons: str = "",
    signed_name: str,
    source: str = Source.SIGNED_PAPER,
) -> Examination:
    """What the law computes beside a decision as it is typed. Raises what `decide_afis` would; nothing is written."""
    require(access.can_decide(actor, demande))
    _check(on, sense, decided_on, children, reasons, signed_name)
    return _examined(demande, decided_on, children)


def _examined(demande: Demande, decided_on: date, children: int) -> Examination:
    found = examine(demande, decided_on, children)
    require(afis.can_decide(decided_on, commission_avis_on=found.avis_on))
    path_on = found.decision.decided_on if found.decision else None
    if path_on is None or decided_on < path_on:
        raise no("before_path", "L’aide se décide après l’autorisation du parcours, ou le même jour.")
    return found


def _record(row: AfisDecision, departement: str) -> None:
    trace.record(
        "afis_decided",
        people=[row.person_id],
        antennes=[row.antenne_id],
        departement=departement,
        object_id=row.demande_id,
        sense=row.sense,
        children=row.children,
        source=row.source,
        verdict=row.verdict["outcome"],
    )


def _check(on: date, sense: str, decided_on: date, children: int, reasons: str, signed_name: str) -> None:
    if sense not in AfisSense.values:
        raise no("no_such_sense", "L’aide est accordée ou refusée.")
    if decided_on > on:
        raise no("decided_future", "Une décision ne peut pas être datée d’après aujourd’hui.")
    if not 0 <= children <= MOST_CHILDREN:
        raise no("children_out", f"Le nombre d’enfants à charge va de 0 à {MOST_CHILDREN}.")
    if not signed_name.strip():
        raise no("signed_name_missing", "Notez qui a signé la décision.")
    if sense == AfisSense.REFUSE and not reasons.strip():
        raise no("reasons_missing", "Un refus est motivé, en fait et en droit.", article="CRPA L211-2 et L211-5")
