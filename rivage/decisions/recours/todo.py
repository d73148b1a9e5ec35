"""What remedies ask of each: a memoir, an answer before silence, to examine again within the days that a judge set."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.decisions.models import ContestHelp, Recours
from rivage.decisions.recours import screen
from rivage.decisions.recours.enums import ADMINISTRATIVE, About, RecoursKind, RecoursOutcome
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.wording import day

PAGE = "decisions:remedies"


def pending(membership: Membership, on: date) -> "QuerySet[Recours]":
    """Remedies that await something: an outcome, or what a judge ordered."""
    again = Exists(Demande.objects.filter(reexamines=OuterRef("demande"), step__in=(Step.DECIDED, Step.NOTIFIED)))
    # An aid is decided anew on the same demande, and says so itself (`rights.aid.todo`).
    of_aid = Q(about__in=(About.AID, About.AID_END))
    waits = Q(outcome=RecoursOutcome.PENDING) | Q(reexamine_days__isnull=False) & ~of_aid & ~again
    return Recours.objects.visible_to(membership).filter(waits)


def memoirs(membership: Membership) -> "QuerySet[Recours]":
    """Those for which a court waits for a memoir."""
    rows = Recours.objects.visible_to(membership).filter(outcome=RecoursOutcome.PENDING, memoir_due__isnull=False)
    return rows.filter(memoir_on__isnull=True).select_related("person").defer("court").order_by("memoir_due")


def of_the_antenne(membership: Membership, on: date) -> Iterator[Item]:
    """For her antenne: a memoir to send, silence to come, an injunction that runs."""
    for row in pending(membership, on).select_related("person").defer("court"):
        yield from _item(membership, row, on, hers=True)
    yield from _legal_aid(membership)


def _legal_aid(membership: Membership) -> Iterator[Item]:
    """Legal aid asked and not answered: the delay begins anew with its answer, which nobody else will note."""
    seized = Recours.objects.filter(Q(act=OuterRef("act")) | Q(decision=OuterRef("act")), kind=RecoursKind.CONTENTIOUS)
    rows = ContestHelp.objects.visible_to(membership).filter(~Exists(seized), aid_asked_on__isnull=False)
    for row in rows.filter(aid_answered_on__isnull=True).select_related("person").defer("lawyer"):
        yield Item(
            "Réponse attendue : aide juridictionnelle",
            link(membership, PAGE, demande=row.demande_id),
            since=row.aid_asked_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence="Le délai pour aller au tribunal repart de cette réponse : notez-la le jour où elle arrive.",
            action="Voir les recours",
        )


def of_the_delegation(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: an answer to give before silence, a memoir to send, a demande to examine again."""
    for row in pending(membership, on).select_related("person").defer("court"):
        yield from _item(membership, row, on, hers=False)


def _item(membership: Membership, row: Recours, on: date, *, hers: bool) -> Iterator[Item]:
    said = _said(row, on, hers=hers)
    if said is None:
        return
    title, due, consequence = said
    yield Item(
        title,
        link(membership, PAGE, demande=row.demande_id),
        due=due,
        since=None if due else row.filed_on,
        person=row.person_id,
        reference=row.person.reference,
        consequence=consequence,
        action="Voir les recours",
    )


def _said(row: Recours, on: date, *, hers: bool) -> tuple[str, date | None, str] | None:
    again = screen.reexamine_by(row)
    if row.outcome != RecoursOutcome.PENDING:
        return None if again is None else _again(again, hers=hers)
    if row.kind in ADMINISTRATIVE:
        return _silence(row, on, hers=hers)
    if row.memoir_due is not None and row.memoir_on is None:
        return "Envoyer le mémoire au juge", row.memoir_due, "Le juge a fixé ce jour."
    # Nothing is to be done until the judge asks or rules: its page says that it is open.
    return None


def _again(due: date, *, hers: bool) -> tuple[str, date | None, str]:
    if hers:
        return "Réexamen ordonné par le juge", due, "La préfecture doit réexaminer sa demande avant ce jour."
    return "Réexaminer la demande : ordre du juge", due, "Le juge a fixé ce délai."


def _silence(row: Recours, on: date, *, hers: bool) -> tuple[str, date | None, str] | None:
    born = law.silence(row.filed_on)
    what = str(row.get_kind_display()).partition(",")[0]
    if on <= born:
        then = "Sans réponse ce jour-là, le silence vaut refus."
        return (f"Réponse attendue : {what}" if hers else f"Répondre au {what}"), born, then
    until = law.last_day(born)
    if not hers or until < on:
        return None
    return "Silence : aller au tribunal", until, f"Le {what} est refusé par le silence depuis le {day(born)}."
