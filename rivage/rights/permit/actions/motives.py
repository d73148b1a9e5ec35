"""Why a request of a permit was refused: said by its service, or as its paper says it; none is said too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import version_of_words
from rivage.law.aps_motifs import motifs
from rivage.law.no_motive import WITHOUT, stands_alone
from rivage.people import names
from rivage.rights import access
from rivage.rights.enums import side
from rivage.rights.models import ApsFact, PermitMotive
from rivage.rights.permit import told as answers


@dataclass(frozen=True, slots=True)
class MotivesTold:
    """`motives`: codes of `law.aps_motifs`, none where what was noted is to be read no more; `reasons`: as they were
    written; `source`: an `ApsSource`; `why`: what was wrong in what the same side noted, in whose place it comes.
    """

    motives: Sequence[str]
    reasons: str
    source: str
    why: str = ""


@verb
@transaction.atomic
def say_motives(*, actor: Membership, on: date, fact: ApsFact, told: MotivesTold, version: str) -> PermitMotive:
    """Say why a refusal was made, or correct with a reason what the same side said of it. `version`: of what was
    shown, `motives_version`; raises `Stale` when another was said since. The same said twice by one hand is one row.
    """
    answers.wait_for(fact.person_id)
    require(access.can_say_motives(actor, fact, told.source))
    named = answers.first(fact)
    refused_on = answers.taken_on(named)
    if refused_on is None:
        raise no("no_answer", "Ce refus n’a pas eu lieu, d’après ce qui est noté.")
    before = noted_by(actor, fact)
    motives, reasons = list(told.motives), told.reasons.strip()
    if before is not None and before.recorded_by_id == actor.pk and _same(before, motives, reasons, told.source):
        return before
    if version != motives_version(fact):
        raise Stale
    _check(told, refused_on, before)
    row = PermitMotive.beside(
        named,
        fact=named,
        motives=motives,
        reasons=reasons,
        source=told.source,
        recorded_by=actor,
        replaces=before,
        why=told.why.strip() if before is not None else None,
    )
    row.save(force_insert=True)
    event = "permit_motives_said" if before is None else "permit_motives_corrected"
    trace.record_about(event, row, departement=named.person.departement, source=told.source)
    return row


def motives_version(fact: ApsFact) -> str:
    """The version of what is said of why, for the form that shows it."""
    rows = PermitMotive.objects.filter(fact=answers.first(fact))
    return version_of_words(*(str(pk) for pk in rows.values_list("pk", flat=True)))


def noted_by(membership: Membership, fact: ApsFact) -> PermitMotive | None:
    """What the side of this membership said last of why; without motive, it says nothing any more."""
    rows = PermitMotive.objects.filter(fact=answers.first(fact)).select_related("recorded_by").order_by("created_at")
    mine = [row for row in rows if side(row.source, row.recorded_by.role) == side("", membership.role)]
    return mine[-1] if mine else None


def _same(row: PermitMotive, motives: list[str], reasons: str, source: str) -> bool:
    return (row.motives, row.reasons, row.source) == (motives, reasons, source)


def _check(told: MotivesTold, refused_on: date, before: PermitMotive | None) -> None:
    """`before`: what is corrected, None where nothing was said yet."""
    if before is not None and before.motives:
        if not told.why.strip():
            raise no("no_reasons", "Dites pourquoi : ce qui était noté reste au dossier avec votre raison.")
        names.nameless([before.person_id], told.why, otherwise=names.SAY_THE_PERSON)
        if not told.motives and not told.reasons.strip():
            return
    if not told.motives:
        raise no("motives_missing", "Choisissez au moins un motif, ou « sans motif » si le papier n’en dit aucun.")
    require(stands_alone(told.motives, told.reasons))
    if WITHOUT not in told.motives and not {each.code for each in motifs(refused_on)}.issuperset(told.motives):
        raise no("motive_unknown", "Ce motif n’existait pas le jour de ce refus.")
