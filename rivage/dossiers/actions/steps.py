"""The only place where the step of a demande changes."""

from typing import Any

from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no
from rivage.dossiers import workflow
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande


def move(demande: Demande, move: str, version: int, actor: Membership, **facts: Any) -> Demande:
    """Move a demande, once. `move`: a key of workflow.MOVES; `version`: the one that the form was shown.

    `facts` are columns written with it (deposited_at, decided_on…). The row is locked until the end of the
    transaction, so that of two clicks the second finds another version. Raises `Stale` when somebody moved it in
    between, `Refused` when the move does not apply from its step or the actor does not see it.
    """
    held = Demande.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=demande.pk).first()
    if held is None:
        raise no("demande_unseen", "Cette demande n’est pas ouverte à votre fonction.")
    if held.version != version:
        raise Stale
    destination = workflow.target(move, held.step)
    if destination is None:
        raise no(
            "wrong_step", f"La demande est « {Step(held.step).label} » : ce geste n’est pas possible à cette étape."
        )
    written = {"step": destination, "version": held.version + 1, **facts}
    for name, value in written.items():
        setattr(demande, name, value)
    demande.save(update_fields=list(written))
    trace.record(
        "demande_moved",
        people=[held.person_id],
        antennes=[held.antenne_id],
        departement=held.departement,
        object_id=held.pk,
        move=move,
    )
    return demande
