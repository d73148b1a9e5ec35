"""The aid examined again on a day, for whoever reads what it rests on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rivage.accounts.models import Membership
from rivage.decisions.recours.rereading import RereadPart, guarded, path_over
from rivage.dossiers.models import Aid, Demande
from rivage.law.verdict import Outcome, Reason
from rivage.law.wording import day
from rivage.people.enums import Slice
from rivage.people.models import Identity
from rivage.rights.aid.examination import examine
from rivage.rights.aid.reexamination import ARTICLE, END_ARTICLE, what_of
from rivage.rights.ended import ends
from rivage.rights.models import AfisDecision, AidEvent


def aid(membership: Membership, demande: Demande, on: date) -> Iterator[RereadPart]:
    """The conditions of the aid, where the identity and the part on the aid are open to the reader."""
    named = Identity.objects.visible_to(membership).filter(person=demande.person_id)
    asked = Aid.objects.visible_to(membership).opened_too(membership, Slice.IDENTITY)
    if named.exists() and asked.filter(demande=demande, afis_asked=True).exists():
        yield guarded("L’aide financière", lambda: tuple(_conditions(membership, demande, on)))


def _conditions(membership: Membership, demande: Demande, on: date) -> Iterator[Reason]:
    """Those of that day: the children in charge by then, and a path that is no more authorised once it is over."""
    last = path_over(demande, on)
    for reason in examine(demande, on, _children(membership, demande, on)).verdict.reasons:
        if reason.code == "parcours" and reason.outcome is Outcome.YES and last is not None:
            said = f"Le parcours n’est plus autorisé ce jour-là : ses droits vont jusqu’au {day(last)} inclus."
            yield replace(reason, sentence=said, outcome=Outcome.NO)
        else:
            yield reason
    yield from _noted(membership, demande, on)
    yield from _ended(membership, demande, on)


def _noted(membership: Membership, demande: Demande, on: date) -> Iterator[Reason]:
    """What was noted since the deposit that moves the aid, by that day: what, to her antenne; when, to others."""
    rows = AidEvent.objects.visible_to(membership).filter(person=demande.person_id, on__lte=on)
    if demande.deposited_at is not None:
        rows = rows.filter(created_at__gt=demande.deposited_at)
    for row in rows.filter(correction__isnull=True).order_by("on", "created_at"):
        what = what_of(row) if membership.is_antenne else "un fait nouveau"
        said = f"Noté au {day(row.on)} : {what}. L’aide est à réexaminer."
        yield Reason("event", ARTICLE, said, (), Outcome.QUESTION)


def _ended(membership: Membership, demande: Demande, on: date) -> Iterator[Reason]:
    """That the préfet had ended the aid by that day."""
    rows = AfisDecision.objects.visible_to(membership).filter(demande=demande, ended_on__lte=on)
    for ended in ends(membership, rows.values_list("pk", flat=True)).values():
        yield Reason("ended", END_ARTICLE, ended.sentence, (), Outcome.NO)


def _children(membership: Membership, demande: Demande, on: date) -> int | None:
    """The number that the last change told since the deposit says, by that day; None where none does."""
    held = AidEvent.objects.visible_to(membership).filter(person=demande.person_id, children__isnull=False, on__lte=on)
    if demande.deposited_at is not None:
        held = held.filter(created_at__gt=demande.deposited_at)
    told = held.filter(correction__isnull=True).order_by("on", "created_at")
    return told.values_list("children", flat=True).last()
