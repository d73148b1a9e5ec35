"""What is said of the remedies against each act of a demande: what is open until when, what was made, what moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import days
from rivage.core.tables import State
from rivage.decisions import acts
from rivage.decisions.acts import Contestable
from rivage.decisions.models import ContestHelp, Recours, RecoursCorrection
from rivage.decisions.recours import delay, stops
from rivage.decisions.recours.delay import Delay
from rivage.decisions.recours.enums import ADMINISTRATIVE, About, JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.lane import Lane, lane
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.values import at
from rivage.law.verdict import Reason
from rivage.law.wording import day
from rivage.vault.errors import KeyMissing

TITLES = {
    About.PATH: "Parcours",
    About.AID: "Aide financière",
    About.AID_END: "Fin de l’aide financière",
    About.PERMIT: "Séjour",
}
WAYS = {
    RecoursKind.GRACIOUS: "Écrire au préfet (recours gracieux)",
    RecoursKind.HIERARCHICAL: "Écrire au ministre (recours hiérarchique)",
    RecoursKind.CONTENTIOUS: "Tribunal administratif",
    RecoursKind.URGENT: "Juge des référés, en urgence",
}
# Décret 2020-1717, art. 43, speaks of courts alone: for the others, to confirm.
AIDED = " L’aide juridictionnelle garde le délai du tribunal, pas celui-ci (à confirmer)."
# Of a remedy that nobody has to answer any more.
NO_OBJECT = State("neutre", "dash-circle", "sans objet : la décision ne tient plus")
ORDERED = {
    JudgeOrder.SUSPENDED: "La décision est suspendue.",
    JudgeOrder.ANNULLED: "La décision est annulée.",
    JudgeOrder.REPLACED: "Le jugement décide à la place du préfet.",
}


@dataclass(frozen=True, slots=True)
class RemedyWay:
    """A remedy that may be made: until when, and what it moves and doesn't stop."""

    label: str
    state: State
    note: str


@dataclass(frozen=True, slots=True)
class MadeRemedy:
    """One that was made, in words. `sentences`: what follows from it; `before`: what was noted wrong, in words."""

    row: Recours
    state: State
    sentences: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActRemedies:
    """All that is said of one act. `contest`: the one day, remedies and legal aid counted; None where none is said;
    `over`: nothing is left to contest of it; `warning`: what is read first of it.
    """

    act: Contestable
    title: str
    state: State
    sentence: str
    contest: Contest | None
    reasons: tuple[Reason, ...]
    ways: tuple[RemedyWay, ...]
    made: tuple[MadeRemedy, ...]
    help: ContestHelp | None
    lawyer: str
    unread: bool
    lane: Lane
    over: bool
    warning: str


def of(membership: Membership, demande: Demande, on: date) -> list[ActRemedies]:
    """The acts of a demande, each with its remedies."""
    found = acts.of(membership, [demande.pk], on)
    corrections = RecoursCorrection.objects.select_related("recorded_by__body")
    rows = Recours.objects.visible_to(membership).filter(demande=demande)
    made = list(rows.select_related("recorded_by__body").prefetch_related(Prefetch("corrections", corrections)))
    helped: list[ContestHelp] = []
    if membership.is_antenne:
        helped = list(ContestHelp.objects.visible_to(membership).filter(demande=demande))
    return [
        _of_act(
            act,
            [row for row in made if act.pk in (row.decision_id, row.act)],
            next((row for row in helped if row.act == act.pk), None),
            on,
            partial=not membership.is_antenne,
        )
        for act in found
    ]


def _of_act(
    act: Contestable, rows: list[Recours], help_: ContestHelp | None, on: date, *, partial: bool
) -> ActRemedies:
    found = delay.of_act(act.contest, rows, help_, partial=partial)
    lawyer, unread = lawyer_of(help_)
    over = found.undone or bool(act.replaced)
    return ActRemedies(
        act,
        TITLES[About(act.about)],
        _state(act, rows),
        f"{act.label} {act.replaced or found.sentence(on)}",
        None if over else found.day,
        () if over else _reasons(found, on),
        () if over else tuple(_ways(act, rows, found, on)),
        tuple(_made(row, act, over=over or bool(found.stopped)) for row in rows),
        help_,
        lawyer,
        unread,
        lane(act, found, on),
        over,
        "" if over or found.stopped or found.seized is not None else act.warning,
    )


def _reasons(found: Delay, on: date) -> tuple[Reason, ...]:
    """Those of the one day that is said: that of her letter has none, and legal aid that is awaited has its own."""
    if found.day is not None and found.day.letter is not None and on <= found.day.letter:
        return ()
    if found.awaited:
        return tuple(one for one in found.reasons if one.code == "aid_awaited")
    # To who doesn't read her letter, no reason promises a day.
    unread = found.contest is not None and found.contest.unread
    return tuple(one for one in found.reasons if not unread or one != found.cause)


def lawyer_of(row: ContestHelp | None) -> tuple[str, bool]:
    """The name of her lawyer, and whether it was written by another antenne, whose key did not come with her."""
    try:
        return (row.lawyer or "" if row is not None else ""), False
    except KeyMissing:
        return "", True


def _state(act: Contestable, rows: list[Recours]) -> State:
    ended = stops.ended(rows)
    if ended is not None:
        words = "retirée" if stops.taken_back(ended) else f"{stops.STOPPED[JudgeOrder(ended.ordered)]}e"
        return State("neutre", "stop-circle", f"Décision {words}")
    if act.about == About.AID_END:
        return State("neutre", "stop-circle", "Fin")
    if act.replaced:
        return State("ok", "check-circle", "Délivrée depuis")
    return State("neutre", "x-circle", "Refus") if act.wrong else State("ok", "check-circle", "Accordé")


def _ways(act: Contestable, rows: list[Recours], found: Delay, on: date) -> Iterator[RemedyWay]:
    filed = {row.kind: row for row in rows if row.outcome == RecoursOutcome.PENDING}
    first, contest, awaited = act.contest, found.contest, found.awaited
    letter = contest is not None and contest.letter is not None and on <= contest.letter
    # The court alone keeps the day that her letter prints.
    kinds = [RecoursKind.CONTENTIOUS, RecoursKind.URGENT, *ADMINISTRATIVE] if letter else WAYS
    for kind in kinds:
        if kind in filed:
            state = State("inscrit", "send", f"fait le {day(filed[kind].filed_on)}")
        elif kind == RecoursKind.URGENT:
            state = _urgent(filed, contest, stops.stopped(rows), on)
        else:
            # Past the first delay, a gracious or hierarchical remedy is open and moves nothing; legal aid keeps that
            # of a court alone (décret 2020-1717, art. 43).
            court = kind == RecoursKind.CONTENTIOUS
            state = _open(contest if court else first, awaited=awaited and court and contest is None, on=on)
        said = note(kind, on, permit=act.about == About.PERMIT, letter=letter)
        yield RemedyWay(WAYS[kind], state, said + (AIDED if awaited and kind in ADMINISTRATIVE else ""))


def _urgent(filed: dict[str, Recours], contest: Contest | None, stopped: Recours | None, on: date) -> State:
    if stopped is not None and stopped.outcome_on is not None:
        return State("neutre", "check-lg", f"suspension obtenue le {day(stopped.outcome_on)}")
    if RecoursKind.CONTENTIOUS in filed:
        return State("cours", "unlock", "possible maintenant")
    over = contest is not None and contest.over(on)
    return State("neutre", "lock", "délai passé") if over else State("cours", "unlock", "avec un recours au tribunal")


def _open(contest: Contest | None, *, awaited: bool, on: date) -> State:
    if awaited:
        return State("cours", "unlock", "délai en attente de l’aide juridictionnelle")
    if contest is None:
        return State("cours", "unlock", "ouvert, sans terme")
    if contest.over(on):
        return State("neutre", "lock", "délai passé")
    left = (contest.due(on) - on).days
    if left < 0:
        return State("neutre", "hourglass", "jour passé, à vérifier")
    return State("cours", "unlock", "aujourd’hui encore" if left == 0 else days(left))


def note(kind: str, on: date, *, permit: bool, letter: bool) -> str:
    """What a remedy moves, and what it doesn't stop. `permit`: it is against a refusal of one, whose letter may give a
    shorter day; `letter`: that day is read, and to come.
    """
    wait = at("recours.silence_mois", on).value
    if kind in ADMINISTRATIVE and letter:
        return "Il ne change pas le jour que dit sa lettre : le tribunal se saisit avant. Il n’arrête pas la décision."
    if kind in ADMINISTRATIVE:
        kept = ", et le jour que sa lettre donne ne change pas" if permit else ""
        return (
            f"Le premier, fait à temps, fait repartir le délai du tribunal de sa réponse, ou de {wait} mois de "
            f"silence. Un second ne le fait pas{kept}. Il n’arrête pas la décision."
        )
    if kind == RecoursKind.CONTENTIOUS:
        return (
            "Avec ou sans avocat. Le juge regarde sa situation au jour où il juge (CE, 440802). Le recours n’arrête "
            "pas la décision."
        )
    return "Seul le juge des référés peut suspendre la décision, s’il y a urgence et un recours au tribunal."


def _made(row: Recours, act: Contestable, *, over: bool) -> MadeRemedy:
    """`over`: the act holds no more: nothing is waited for of a remedy before the administration."""
    idle = over and row.kind in ADMINISTRATIVE and row.outcome == RecoursOutcome.PENDING
    state = NO_OBJECT if idle else state_of(row)
    return MadeRemedy(row, state, tuple(_follows(row, act, idle=idle)), tuple(map(_was, row.corrections.all())))


def state_of(row: Recours) -> State:
    """How a remedy stands; a rejection is ink and a cross."""
    if row.outcome == RecoursOutcome.PENDING:
        return State("attente", "hourglass-split", "en attente")
    said = f"{row.get_outcome_display()}, le {day(row.outcome_on)}" if row.outcome_on else row.get_outcome_display()
    if row.outcome == RecoursOutcome.GRANTED:
        return State("ok", "check-circle", said)
    return State("neutre", "x-circle" if row.outcome == RecoursOutcome.REJECTED else "dash-circle", said)


def _follows(row: Recours, act: Contestable, *, idle: bool) -> Iterator[str]:
    if act.silent and row.filed_on < act.taken_on:
        yield "Il est fait avant que le silence vaille refus : rien ne l’interdit."
    elif act.told_on is None or row.filed_on < act.told_on:
        yield "Il est fait avant que la décision lui soit remise : rien ne l’interdit."
    if row.outcome == RecoursOutcome.PENDING and row.kind in ADMINISTRATIVE and not idle:
        yield f"Sans réponse, le silence vaudra refus le {day(law.silence(row.filed_on))}."
    if row.memoir_on is not None:
        yield f"Mémoire de la préfecture envoyé le {day(row.memoir_on)}."
    elif row.memoir_due is not None:
        yield f"Mémoire de la préfecture attendu le {day(row.memoir_due)}."
    if row.ordered in ORDERED:
        yield ORDERED[JudgeOrder(row.ordered)]
    if (due := reexamine_by(row)) is not None:
        yield f"Le juge ordonne de réexaminer sa demande, jusqu’au {day(due)} inclus."


def reexamine_by(row: Recours) -> date | None:
    """The last day to examine again, where a judge ordered it."""
    if row.reexamine_days is None or row.outcome_on is None:
        return None
    return row.outcome_on + timedelta(days=row.reexamine_days)


def _was(row: RecoursCorrection) -> str:
    said = f"{row.get_kind_display()}, fait le {day(row.filed_on)}, {row.get_outcome_display()}"
    if row.outcome_on is not None:
        said += f" le {day(row.outcome_on)}"
    if row.memoir_due is not None:
        said += f", mémoire de la préfecture attendu le {day(row.memoir_due)}"
    if row.memoir_on is not None:
        said += f", mémoire de la préfecture envoyé le {day(row.memoir_on)}"
    return f"{said}. Corrigé le {day(row.corrected_on)} ({row.recorded_by}) : {row.why}"
