"""The end of the aid noted wrong: what is right takes its place, or nothing; what was noted stays, with the reason."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.db.locks import lock
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.core.versions import version_of
from rivage.dossiers.actions.transfers import place_of
from rivage.people import names
from rivage.rights import access
from rivage.rights.aid.actions.ending import EndTold, check_end
from rivage.rights.ended import told_on
from rivage.rights.models import AfisDecision, AfisEnd, EndCorrection
from rivage.rights.models.months import END_SAID


@verb
@transaction.atomic
def correct_end(
    *, actor: Membership, on: date, end: AfisEnd, instead: EndTold | None, why: str, version: str
) -> AfisEnd:
    """Put what the signed decision says in the place of what was noted; `instead`: None when no decision ended the
    aid. What was ordered or answered since stays as it is, and the day it was handed too.

    `version`: `version_of` the end that was read. Raises `Stale` when something else was noted of it since, `Refused`
    for what `check_instead` refuses, and without a reason.
    """
    here = place_of(end.decision.demande)
    # An order waits for it, and it for an order: the months that it orders are due.
    lock(f"rights.order:{here}")
    AfisDecision.objects.select_for_update(of=("self",)).filter(pk=end.decision_id).first()
    held = AfisEnd.objects.select_for_update(of=("self",)).select_related("decision").get(pk=end.pk)
    require(access.can_correct_end(actor, held))
    if version != version_of(held):
        raise Stale
    check_instead(held, instead, on)
    why = reasoned(why)
    names.nameless([held.person_id], why, otherwise=names.SAY_THE_PERSON)
    kept = {"known_from" if name == "source" else name: value for name, value in held.said().items()}
    EndCorrection.beside(held, end=held, **kept, corrected_on=on, why=why, recorded_by=actor).save(force_insert=True)
    if instead is None:
        held.taken_back_on = on
    else:
        for name, value in instead.said().items():
            setattr(held, name, value)
    held.save(update_fields=[*END_SAID, "taken_back_on"])
    trace.record_about(
        "afis_end_corrected",
        held,
        departement=here,
        ground=held.ground,
        source=held.source,
        ended=instead is not None,
    )
    return held


def check_instead(end: AfisEnd, instead: EndTold | None, on: date) -> None:
    """Raises `Refused` for what `check_end` refuses, when nothing differs, when it comes after the day it was handed,
    or when one that was handed is said never decided.
    """
    handed = told_on(end)
    if instead is None:
        if handed is not None:
            raise no(
                "told",
                "La remise de cette décision est notée, et son délai pour contester court. Si rien ne lui a été "
                "remis, corrigez d’abord le jour de la remise.",
            )
        return
    check_end(end.decision, instead, on)
    if handed is not None and instead.decided_on > handed:
        raise no(
            "after_told",
            "La remise est notée avant cette date : relisez-la, ou corrigez d’abord le jour de la remise.",
        )
    if instead.said() == end.said():
        raise no("same", "C’est ce qui est déjà noté : changez ce qui est faux.")
