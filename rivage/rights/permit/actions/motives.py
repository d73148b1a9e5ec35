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
from rivage.rights import access
from rivage.rights.models import ApsFact, PermitMotive
from rivage.rights.permit import told as answers


@dataclass(frozen=True, slots=True)
class MotivesTold:
    """`motives`: codes of `law.aps_motifs`; `reasons`: as they were written; `source`: an `ApsSource`."""

    motives: Sequence[str]
    reasons: str
    source: str


@verb
@transaction.atomic
def say_motives(*, actor: Membership, on: date, fact: ApsFact, told: MotivesTold, version: str) -> PermitMotive:
    """Say why a refusal was made. `version`: of what was shown, `motives_version`; raises `Stale` when another was
    said since. The same said twice by one hand is one row.
    """
    answers.wait_for(fact.person_id)
    require(access.can_say_motives(actor, fact, told.source))
    named = answers.first(fact)
    refused_on = answers.taken_on(named)
    if refused_on is None:
        raise no("no_answer", "Ce refus n’a pas eu lieu, d’après ce qui est noté.")
    _check(told, refused_on)
    rows = list(PermitMotive.objects.filter(fact=named))
    values = (list(told.motives), told.reasons.strip(), told.source)
    if (
        rows
        and rows[-1].recorded_by_id == actor.pk
        and values == (rows[-1].motives, rows[-1].reasons, rows[-1].source)
    ):
        return rows[-1]
    if version != motives_version(fact):
        raise Stale
    motives, reasons, source = values
    row = PermitMotive.beside(named, fact=named, motives=motives, reasons=reasons, source=source, recorded_by=actor)
    row.save(force_insert=True)
    trace.record_about("permit_motives_said", row, departement=named.person.departement, source=source)
    return row


def motives_version(fact: ApsFact) -> str:
    """The version of what is said of why, for the form that shows it."""
    rows = PermitMotive.objects.filter(fact=answers.first(fact))
    return version_of_words(*(str(pk) for pk in rows.values_list("pk", flat=True)))


def _check(told: MotivesTold, refused_on: date) -> None:
    if not told.motives:
        raise no("motives_missing", "Choisissez au moins un motif, ou « sans motif » si le papier n’en dit aucun.")
    if WITHOUT in told.motives:
        require(stands_alone(told.motives, told.reasons))
        return
    if not {each.code for each in motifs(refused_on)}.issuperset(told.motives):
        raise no("motive_unknown", "Ce motif n’existait pas le jour de ce refus.")
