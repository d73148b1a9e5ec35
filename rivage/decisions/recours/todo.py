"""What remedies ask of each: a memoir, an answer before silence, to examine again within the days that a judge set."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.french import capital
from rivage.decisions import acts
from rivage.decisions.models import ContestHelp, Recours
from rivage.decisions.recours import delay, screen, stops
from rivage.decisions.recours.delay import Delay
from rivage.decisions.recours.enums import ADMINISTRATIVE, About, JudgeOrder, RecoursKind, RecoursOutcome
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.wording import day

PAGE = "decisions:remedies"
TO_ANSWER = "C’est la préfecture qui l’écrit. Avec son avocat, s’il y en a un, la personne pourra y répondre."
OWED = "C’est la préfecture qui le doit : le juge a fixé ce jour."
AGAINST = {
    About.PATH: "la décision sur le parcours",
    About.AID: "la décision sur l’aide",
    About.AID_END: "la fin de l’aide",
    About.PERMIT: "le refus du titre",
}
ACTS = {About.PATH: "parcours", About.AID: "aide", About.AID_END: "fin de l’aide", About.PERMIT: "titre"}
# Of a path, her association alone writes the demande that examines it again.
ANEW = {
    True: "Ouvrez le réexamen : c’est vous qui préparez la nouvelle demande.",
    False: "Une nouvelle demande de son association est attendue ; il n’y a rien à décider avant elle.",
}
AID_MOVES = "Le délai pour aller au tribunal repart de cette réponse : notez-la le jour où elle arrive."
AID_PAYS = "Le tribunal est saisi : cette réponse dit qui paie l’avocat. Notez-la le jour où elle arrive."
NO_TERM = "Aucun délai du juge n’est noté : s’il en a fixé un, écrivez-le dans ses recours."


def pending(membership: Membership, on: date) -> "QuerySet[Recours]":
    """Remedies that await something: an outcome, or what a judge ordered."""
    again = Exists(Demande.objects.filter(reexamines=OuterRef("demande"), step__in=(Step.DECIDED, Step.NOTIFIED)))
    # An aid is decided anew on the same demande, and says so itself (`rights.aid.todo`), as a permit does
    # (`rights.permit.redo`); of the path alone, a demande is opened whether or not the judge gave days.
    stop = stops.stands() & Q(about=About.PATH) & ~Q(ordered=JudgeOrder.REPLACED)
    waits = Q(outcome=RecoursOutcome.PENDING) | (Q(about=About.PATH) & stops.in_days() | stop) & ~again
    return Recours.objects.visible_to(membership).filter(waits)


def memoirs(membership: Membership) -> "QuerySet[Recours]":
    """Those for which a court waits for a memoir."""
    rows = Recours.objects.visible_to(membership).filter(outcome=RecoursOutcome.PENDING, memoir_due__isnull=False)
    return rows.filter(memoir_on__isnull=True).select_related("person").defer("court").order_by("memoir_due")


def of_the_antenne(membership: Membership, on: date) -> Iterator[Item]:
    """For her antenne: the memoir that the préfecture owes, silence to come, an injunction that runs."""
    rows = list(pending(membership, on).select_related("person").defer("court"))
    known, idle = _unanswered(membership, rows, on)
    for row in rows:
        if row.pk not in idle:
            yield from _item(membership, row, on, hers=True, known=known.get(row.act or row.decision_id))
    yield from _legal_aid(membership)


class Awaited(NamedTuple):
    """A remedy before the administration that nobody answered: until when an answer is waited for, then, its silence
    being a refusal, until when to go to court. `said`: in words.
    """

    row: Recours
    until: date
    silent: bool
    said: str


def awaited(membership: Membership, on: date) -> Iterator[Awaited]:
    """The remedies that await an answer of the préfecture; to her antenne, those that its silence refused too."""
    hers = membership.is_antenne
    rows = [row for row in pending(membership, on).select_related("person").defer("court") if _waits(row)]
    known, idle = _unanswered(membership, rows, on)
    for row in rows:
        if row.pk in idle:
            continue
        said = _silence(row, on, known.get(row.act or row.decision_id), hers=hers)
        if said is None:
            continue
        title, until, words = said
        if until is not None:
            yield Awaited(row, until, law.silence(row.filed_on) < on, f"{title}. {words}")


def _unanswered(
    membership: Membership, rows: list[Recours], on: date
) -> tuple[dict[UUID | None, Delay], frozenset[UUID]]:
    """Of the acts whose remedy is before the administration, how their delay stands, and the remedies that wait for
    nothing more: their act holds no more, or another took its place. Of nearly nobody, one is.
    """
    waiting = [row for row in rows if _waits(row)]
    found = {one.pk: one for one in acts.of(membership, {row.demande_id for row in waiting}, on)}
    known: dict[UUID | None, Delay] = dict(
        delay.of_acts(membership, {pk: one.contest for pk, one in found.items()}).items()
    )
    over = {pk for pk, one in found.items() if one.replaced or known[pk].stopped}
    return known, frozenset(row.pk for row in waiting if (row.act or row.decision_id) in over)


def _waits(row: Recours) -> bool:
    """Whether silence will refuse it, or did."""
    return row.outcome == RecoursOutcome.PENDING and row.kind in ADMINISTRATIVE


def _legal_aid(membership: Membership) -> Iterator[Item]:
    """Legal aid asked and not answered, until a court ruled: its answer, which nobody else will note, moves the delay
    to seize the court, and pays her lawyer before it.
    """
    named = Q(act=OuterRef("act")) | Q(decision=OuterRef("act"))
    court = Recours.objects.filter(named, kind=RecoursKind.CONTENTIOUS)
    seized, ruled = court.filter(outcome=RecoursOutcome.PENDING), court.filter(outcome__in=stops.RULED)
    rows = ContestHelp.objects.visible_to(membership).filter(~Exists(ruled), aid_asked_on__isnull=False)
    waits: QuerySet[Any, Any] = rows.filter(aid_answered_on__isnull=True).annotate(seized=Exists(seized))
    for row in waits.select_related("person").defer("lawyer"):
        yield Item(
            f"Réponse attendue : aide juridictionnelle contre {AGAINST[About(row.about)]}",
            link(membership, PAGE, demande=row.demande_id),
            since=row.aid_asked_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence=AID_PAYS if row.seized else AID_MOVES,
            action="Voir les recours",
        )


def of_the_delegation(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: an answer before silence, its memoir to send, a demande to examine again."""
    rows = list(pending(membership, on).select_related("person").defer("court"))
    _, idle = _unanswered(membership, rows, on)
    for row in rows:
        if row.pk not in idle:
            yield from _item(membership, row, on, hers=False)


def _item(membership: Membership, row: Recours, on: date, *, hers: bool, known: Delay | None = None) -> Iterator[Item]:
    said = _said(row, on, known, hers=hers)
    if said is None:
        return
    title, due, consequence = said
    yield Item(
        title,
        link(membership, PAGE, demande=row.demande_id),
        due=due,
        since=None if due else row.outcome_on or row.filed_on,
        person=row.person_id,
        reference=row.person.reference,
        consequence=consequence,
        action="Voir les recours",
    )


def _said(row: Recours, on: date, known: Delay | None, *, hers: bool) -> tuple[str, date | None, str] | None:
    if row.outcome != RecoursOutcome.PENDING:
        return _again(row, screen.reexamine_by(row), hers=hers)
    if row.kind in ADMINISTRATIVE:
        return _silence(row, on, known, hers=hers)
    if row.memoir_due is not None and row.memoir_on is None:
        act = ACTS[About(row.about)]
        if hers:
            return f"Mémoire de la préfecture attendu par le juge : {act}", row.memoir_due, TO_ANSWER
        return f"Envoyer le mémoire en défense au juge : {act}", row.memoir_due, OWED
    # Nothing is to be done until the judge asks or rules: its page says that it is open.
    return None


def _again(row: Recours, due: date | None, *, hers: bool) -> tuple[str, date | None, str]:
    stop = stops.words(row) if row.ordered in stops.STOPPED else ""
    said = f"{capital(stop)} : elle ne s’applique plus. " if stop else ""
    if due is None:
        title = "Réexamen attendu" if hers else "Réexaminer la demande"
        return title, None, f"{said}{ANEW[hers]} {NO_TERM}"
    if hers:
        owed = "La préfecture doit réexaminer la demande jusqu’à ce jour inclus."
        return "Réexamen ordonné par le juge", due, f"{said}{ANEW[hers]} {owed}"
    return "Réexaminer la demande : ordre du juge", due, f"{said}Le juge a fixé ce délai. {ANEW[hers]}"


def _silence(row: Recours, on: date, known: Delay | None, *, hers: bool) -> tuple[str, date | None, str] | None:
    born = law.silence(row.filed_on)
    what, against = str(row.get_kind_display()).partition(",")[0], AGAINST[About(row.about)]
    refused = "Le titre est refusé. " if row.about == About.PERMIT else ""
    if on <= born:
        then = f"{refused}Sans réponse ce jour-là, le silence vaut refus."
        title = f"Réponse attendue : {what} contre {against}" if hers else f"Répondre au {what} contre {against}"
        return title, born, then
    # Where no delay runs, the one that the silence alone would start is safe.
    until = known.day.due(on) if known is not None and known.day is not None else law.last_day(born)
    if not hers or until < on or (known is not None and (known.awaited or known.seized is not None)):
        return None
    then = f"{refused}Le {what} est refusé par le silence depuis le {day(born)}."
    return f"Silence : aller au tribunal contre {against}", until, then
