"""The only place where the step of a demande changes."""

from datetime import date
from typing import Any

from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no
from rivage.dossiers import tasks, workflow
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande

COLUMNS = [column.attname for column in Demande._meta.concrete_fields if not column.is_relation]


def hold(demande: Demande, actor: Membership) -> None:
    """Lock a demande until the end of the transaction, and read its columns again.

    The gate is asked in the same statement: `access` then says who may do what, of a demande that the actor sees.
    Raises `Refused` for whoever does not see it.
    """
    seen = Demande.objects.visible_to(actor).select_for_update(of=("self",))
    try:
        demande.refresh_from_db(fields=COLUMNS, from_queryset=seen)
    except Demande.DoesNotExist as error:
        raise no("demande_unseen", "Cette demande n’est pas ouverte à votre fonction.") from error


def move(demande: Demande, move: str, version: int, **facts: Any) -> Demande:
    """Move a demande that the verb holds, once. `move`: a key of workflow.MOVES; `version`: the one that was shown.

    `facts` are columns written with it (deposited_at, decided_on…). Raises `Stale` when somebody moved it in between,
    `Refused` when the move does not apply from its step.
    """
    if demande.version != version:
        raise Stale
    destination = workflow.target(move, demande.step)
    if destination is None:
        raise no(
            "wrong_step", f"La demande est « {Step(demande.step).label} » : ce geste n’est pas possible à cette étape."
        )
    written = {"step": destination, "version": version + 1, **facts}
    if not Demande.objects.filter(pk=demande.pk, version=version).update(**written):
        raise Stale
    trace.record_about("demande_moved", demande, move=move)
    for name, value in written.items():
        setattr(demande, name, value)
    return demande


def note_readiness(demande: Demande, on: date) -> None:
    """Keep since which day nothing lacks of what a text asks for its deposit, of a demande in preparation."""
    if demande.step != Step.DRAFT:
        return
    since = None if tasks.holding(tasks.missing(demande, on)) else demande.ready_on or on
    if since != demande.ready_on:
        Demande.objects.filter(pk=demande.pk).update(ready_on=since)
        demande.ready_on = since
