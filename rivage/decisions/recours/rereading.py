"""A situation read again on a day: every rule, with the law of that day and what each reader holds of the file.

A judge rules on what is at the day of the judgment (CE 440802). Apps that come after register what they read again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rivage.accounts.models import Membership
from rivage.decisions.basis import basis
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.enums import DemandeKind
from rivage.dossiers.models import Demande, Period
from rivage.dossiers.months import days_of, used_months
from rivage.law import motifs
from rivage.law import parcours as law
from rivage.law.facts import BadFact
from rivage.law.no_motive import given
from rivage.law.values import NoValue, at
from rivage.law.verdict import Outcome, Reason
from rivage.law.wording import count, day


@dataclass(frozen=True, slots=True)
class RereadPart:
    """One act read again: its title, and the reasons that the rules give on that day."""

    title: str
    reasons: tuple[Reason, ...]


Source = Callable[[Membership, Demande, date], Iterator[RereadPart]]
_sources: list[Source] = []
IF_JUDGED = "Si le juge statue lui-même, la période s’ouvre sans décision du préfet."
UNKNOWN = "La loi de ce jour n’est pas dans Rivage, ou le dossier n’en dit pas assez : rien n’est conclu."


def register(source: Source) -> None:
    """Add what an app reads again, from the slices that this reader holds alone."""
    _sources.append(source)


def reread(membership: Membership, demande: Demande, on: date) -> list[RereadPart]:
    """All that may be read again by this membership."""
    return [part for source in _sources for part in source(membership, demande, on)]


def guarded(title: str, reasons: Callable[[], tuple[Reason, ...]]) -> RereadPart:
    """A part, or that nothing can be concluded of that day."""
    try:
        return RereadPart(title, reasons())
    except (NoValue, BadFact):
        return RereadPart(title, (Reason("unknown", "", UNKNOWN, (), Outcome.QUESTION),))


def path(membership: Membership, demande: Demande, on: date) -> Iterator[RereadPart]:
    """The path: what the judge may do, the months left, the motives of the refusal under the law of that day."""
    yield guarded("Le parcours", lambda: tuple(_path(demande, on)))


def _path(demande: Demande, on: date) -> Iterator[Reason]:
    found = basis(demande, on)
    used = used_months(demande.parcours, through=on)
    facts = law.DecisionFacts(
        kind=demande.kind,
        granted=True,
        decided_on=on,
        commission_avis_on=found.avis_on,
        association_avis_on=found.opinion_on,
        observations_invited=found.observations is not None,
        authority=law.Decider.JUGEMENT,
    )
    for reason in law.can_decide(facts).reasons:
        yield replace(reason, sentence=IF_JUDGED) if reason.code == "judgment" else reason
    yield from _over(demande, on)
    months = law.expected_months(used, on)
    total = at("psp.duree_totale_max_mois", on)
    if months:
        said = (
            f"{count(months, 'mois', 'mois')} peuvent être ouverts : {used} sur {total.value} sont comptés ce jour-là."
        )
        yield Reason("months_left", total.article, said, (total,), Outcome.YES)
    else:
        yield from law.period_months(1, used, on).reasons
    if demande.kind == DemandeKind.RENOUVELLEMENT and found.term is not None:
        yield from law.renewal_start(found.term, on)[0].reasons
    refusal = Decision.objects.filter(demande=demande, sense=DecisionSense.REFUSE).exclude(step=DecisionStep.DRAFT)
    row = refusal.first()
    for code in given(row.motives) if row is not None else ():
        yield _motive(code, on, used=used, most=found.most, approved=found.approved_then(on))


def _over(demande: Demande, on: date) -> Iterator[Reason]:
    """That her path is over that day, of what is decided now."""
    last = path_over(demande, on)
    if last is not None:
        said = f"Ce jour-là, le parcours est fini : le dernier jour de ses droits est le {day(last)}, sauf décision."
        yield Reason("path_over", law.PERIODS_ARTICLE, said, (), Outcome.NO)


def path_over(demande: Demande, on: date) -> date | None:
    """The last day of the rights of her path, where it comes before a day. None while some run, or without any."""
    rows = Period.objects.lived().filter(parcours=demande.parcours_id)
    last = max((days.last_day for row in rows if (days := days_of(row)) is not None), default=None)
    return last if last is not None and last < on else None


def _motive(code: str, on: date, *, used: int, most: int, approved: str) -> Reason:
    found = motifs.motif(code, on)
    label = found.label.rstrip(".")
    if not found.provided:
        return Reason(
            "unprovided", "", f"Motif du refus non prévu par les textes : {label}.", (found.value,), Outcome.YES
        )
    if code == motifs.WHOLE_LENGTH and used < most:
        said = f"Motif du refus : {label}. Le dossier compte {used} mois sur {most} : ils ne sont pas atteints."
        return Reason("contradicted", found.article, said, (found.value,), Outcome.YES)
    if code == motifs.NOT_APPROVED and approved:
        return Reason(
            "contradicted", found.article, f"Motif du refus : {label}. {approved}", (found.value,), Outcome.YES
        )
    said = f"Motif du refus, prévu par les textes ce jour-là : {label}. Il se juge sur les faits."
    return Reason("motive", found.article, said, (found.value,), Outcome.QUESTION)


register(path)
