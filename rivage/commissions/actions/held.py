"""Rows taken for the length of an act, so that the second of two clicks finds what the first one did."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.commissions.models import AgendaItem, Deport, Member, Seance
from rivage.core.refusal import no
from rivage.people import names


def seance(row: Seance) -> Seance:
    """The session, locked. `Refused` when it is not one of the actor's département."""
    held = Seance.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if held is None:
        raise no("seance_unseen", "Cette séance n’est pas ouverte à votre fonction.")
    return held


def item(row: AgendaItem, actor: Membership) -> AgendaItem:
    """A file of an agenda through the gate, locked, with its session, its demande and its person."""
    seen = AgendaItem.objects.visible_to(actor).select_for_update(of=("self",))
    held = seen.select_related("seance", "demande", "person").filter(pk=row.pk).first()
    if held is None:
        raise no("item_unseen", "Ce dossier n’est pas ouvert à votre fonction.")
    return held


def note_aside(row: AgendaItem, member: Member, ground: str) -> Deport:
    """Note that a member takes no part on a file. Traced where somebody says it, and nowhere else: what the product
    notes by itself is no act of whoever convenes, and would tell that she set somebody aside.
    """
    deport = Deport.beside(row, item=row, member=member, ground=ground)
    deport.save(force_insert=True)
    return deport


def record_on_seance(event: str, row: Seance, /, **details: Any) -> None:
    """Trace an act that concerns no one in particular."""
    trace.record(event, object_id=row.pk, departement=row.departement, **details)


def nameless(people: Iterable[UUID], *texts: str) -> None:
    """Refuse words that members read, on paper too, when they say what somebody is called."""
    names.nameless(
        people,
        *texts,
        otherwise="Ce texte dit le nom d’une personne. Il est lu sans nom : écrivez son numéro de dossier.",
    )
