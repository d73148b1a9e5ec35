"""Remedies: made, followed, corrected with the former words kept; who helps her to contest."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.french import capital
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import to_write
from rivage.decisions import acts, courts
from rivage.decisions.acts import Contestable
from rivage.decisions.models import ContestHelp, Recours, RecoursCorrection
from rivage.decisions.recours import access, stops
from rivage.decisions.recours.enums import JUDGED, About, HelpedBy, JudgeOrder, RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import SAID
from rivage.dossiers.actions import hold, move, open_demande, reopen_path
from rivage.dossiers.enums import DemandeKind, ParcoursEnd, Step
from rivage.dossiers.models import Demande
from rivage.law.wording import day
from rivage.people import names

# An injunction that leaves more than a year is a slip of the hand.
MOST_DAYS = 366
NOT_UNDONE = (
    "Ce refus a mis fin au parcours. Notez d’abord dans ses recours ce qui l’annule, le suspend ou le retire : le "
    "parcours se rouvre alors avec le réexamen."
)
NO_COURT = "Choisissez la juridiction dans la liste, et écrivez le numéro comme le greffe : 2601234."
# No court waits longer for a memoir: a slip of the hand.
FAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RecoursSaid:
    """What is known of a remedy. `reexamine_days`: within how many days of the judgment to examine again."""

    kind: str
    filed_on: date
    court: str = ""
    memoir_due: date | None = None
    memoir_on: date | None = None
    outcome: str = RecoursOutcome.PENDING
    outcome_on: date | None = None
    ordered: str = JudgeOrder.NOTHING
    reexamine_days: int | None = None


@dataclass(frozen=True, slots=True)
class Helped:
    """Who helps her to contest, and when she asked for legal aid."""

    helped_by: str = ""
    lawyer: str = ""
    aid_asked_on: date | None = None
    aid_answered_on: date | None = None


@verb
@transaction.atomic
def file_recours(*, actor: Membership, on: date, demande: Demande, act: UUID, said: RecoursSaid) -> Recours:
    """Note a remedy against an act of a demande. It may precede the notification, and come too late: a paper that
    exists is never refused. Raises `Refused` for one dated before the act or after today, `Stale` for one noted twice.
    """
    hold(demande, actor)
    require(access.can_follow(actor, demande))
    found = _act(actor, on, demande, act)
    _check(actor, on, demande, found, said)
    _check_stopped(actor, demande, found, said)
    _check_court(said.court)
    if Recours.objects.filter(demande=demande, about=found.about, kind=said.kind, filed_on=said.filed_on).exists():
        raise no("recours_twice", "Un recours de cette sorte, de ce jour, est déjà noté.")
    of_path = found.about == About.PATH
    row = Recours.beside(
        demande,
        demande=demande,
        about=found.about,
        decision_id=found.pk if of_path else None,
        act=None if of_path else found.pk,
        recorded_by=actor,
        **_values(said),
    )
    row.save(force_insert=True)
    trace.record_about("recours_filed", demande, about=found.about, kind=said.kind)
    return row


@verb
@transaction.atomic
def follow_recours(
    *, actor: Membership, on: date, recours: Recours, said: RecoursSaid, version: str, why: str = ""
) -> Recours:
    """Write what became of a remedy. What was already noted and changes is kept beside, with `why`.

    `version`: of what was shown. Raises `Stale` when somebody wrote something else in between.
    """
    demande = Demande.objects.get(pk=recours.demande_id)
    hold(demande, actor)
    require(access.can_follow(actor, demande))
    row = Recours.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=recours.pk).first()
    if row is None:
        raise no("recours_unseen", "Ce recours n’est pas ouvert à votre fonction.")
    _check(actor, on, demande, _act(actor, on, demande, row.decision_id or row.act), said)
    values = _values(said)
    if values["court"] != row.court:
        _check_court(said.court)
    if not to_write(version, (row, values)):
        return row
    wrong = corrects(row, said)
    if wrong:
        _keep(actor, on, row, why)
    # Sealed anew each time it is written: what did not change is left as it stands.
    written = [name for name in SAID if name != "court" or values["court"] != row.court]
    row.kind, row.filed_on, row.court = said.kind, said.filed_on, values["court"]
    row.memoir_due, row.memoir_on = said.memoir_due, said.memoir_on
    row.outcome, row.outcome_on = said.outcome, said.outcome_on
    row.ordered, row.reexamine_days = said.ordered, said.reexamine_days
    row.save(update_fields=written)
    if wrong:
        trace.record_about("recours_corrected", demande, about=row.about, kind=row.kind)
    else:
        trace.record_about("recours_followed", demande, about=row.about, kind=row.kind, outcome=row.outcome)
    return row


def corrects(row: Recours, said: RecoursSaid) -> bool:
    """Whether something that was noted would change, which asks why; what was awaited and comes asks nothing."""
    closed = row.outcome != RecoursOutcome.PENDING
    held = ["kind", "filed_on", *(name for name in ("memoir_due", "memoir_on", "court") if getattr(row, name))]
    if closed:
        held += ["outcome", "outcome_on", "ordered", "reexamine_days"]
    values = _values(said)
    return any(getattr(row, name) != values[name] for name in held)


@verb
@transaction.atomic
def note_help(
    *, actor: Membership, on: date, demande: Demande, act: UUID, helped: Helped, version: str
) -> ContestHelp:
    """Write who helps her to contest an act, and when she asked for legal aid. Read by her antenne alone.

    Raises `Refused` for a lawyer's name where another answer is chosen, or for legal aid that can't be; `Stale` when
    somebody wrote something else in between.
    """
    hold(demande, actor)
    require(access.can_help(actor, demande))
    found = _act(actor, on, demande, act)
    if helped.helped_by not in ("", *HelpedBy.values):
        raise no("no_such_help", "Cette réponse n’existe pas.")
    helped = replace(helped, lawyer=helped.lawyer.strip())
    if helped.lawyer and helped.helped_by != HelpedBy.LAWYER:
        raise no("lawyer_elsewhere", "Un nom d’avocat est écrit : choisissez « un avocat », ou effacez ce nom.")
    _check_help(on, found, helped)
    rows = ContestHelp.objects.visible_to(actor).select_for_update(of=("self",))
    row = rows.filter(about=found.about, act=found.pk).first()
    values: dict[str, Any] = {**asdict(helped), "lawyer": helped.lawyer or None}
    fresh = row is None
    if row is None:
        if version:
            raise Stale
        row = ContestHelp.beside(demande, demande=demande, about=found.about, act=found.pk, recorded_by=actor)
    elif not to_write(version, (row, values)):
        return row
    row.helped_by, row.lawyer = helped.helped_by, values["lawyer"]
    row.aid_asked_on, row.aid_answered_on = helped.aid_asked_on, helped.aid_answered_on
    row.recorded_by = actor
    row.save(force_insert=fresh)
    trace.record_about("contest_help_noted", demande, about=found.about)
    return row


@verb
@transaction.atomic
def reexamine(*, actor: Membership, on: date, demande: Demande) -> Demande:
    """Open the demande that examines a decided one again, of the same sort, with what may be carried over. Stopped
    before it was handed, the former one is left without object; a path that it did not renew goes on, once undone.

    Raises `Refused` when one is already opened, when another is pending, or when her path allows none of this sort.
    """
    hold(demande, actor)
    require(access.can_reexamine(actor, demande))
    if demande.step == Step.DECIDED:
        move(demande, "stop_by_judge", demande.version, closed_on=on)
    path = demande.parcours
    if path.end_kind == ParcoursEnd.NOT_RENEWED and demande.kind == DemandeKind.RENOUVELLEMENT:
        rows = Recours.objects.visible_to(actor).filter(demande=demande, about=About.PATH)
        if not stops.undone(rows):
            raise no("still_ended", NOT_UNDONE)
        reopen_path(actor=actor, on=on, parcours=path)
    return open_demande(actor=actor, on=on, person=demande.person, kind=demande.kind, reexamines=demande)


def _act(actor: Membership, on: date, demande: Demande, act: UUID | None) -> Contestable:
    found = next((one for one in acts.of(actor, [demande.pk], on) if one.pk == act), None)
    if found is None:
        raise no("no_act", "Aucune décision signée ne se conteste ici.")
    return found


def _values(said: RecoursSaid) -> dict[str, Any]:
    return {**asdict(said), "court": said.court.strip() or None}


def _keep(actor: Membership, on: date, row: Recours, why: str) -> None:
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste au dossier avec votre raison.")
    names.nameless([row.person_id], why, otherwise=names.SAY_THE_PERSON)
    kept = {name: getattr(row, name) for name in SAID}
    RecoursCorrection.beside(row, recours=row, corrected_on=on, why=why, recorded_by=actor, **kept).save(
        force_insert=True
    )


def _check(actor: Membership, on: date, demande: Demande, act: Contestable, said: RecoursSaid) -> None:
    """What any remedy obeys. What is odd on a paper is not refused: what cannot be is."""
    if said.kind not in RecoursKind.values or said.outcome not in RecoursOutcome.values:
        raise no("no_such_recours", "Cette réponse n’existe pas.")
    if said.filed_on < act.taken_on:
        raise no(
            "filed_before",
            f"La décision est du {day(act.taken_on)} : un recours contre elle ne peut pas être daté d’avant.",
        )
    if said.filed_on > on:
        raise no("filed_future", "La date d’un recours ne peut pas être à venir.")
    _check_memoir(on, said)
    _check_outcome(on, said)
    _check_ordered(said)


def _check_court(said: str) -> None:
    """A court of the list and the number of its case, never words."""
    if said.strip() and courts.read(said.strip()) is None:
        raise no("no_court", NO_COURT)


def _check_stopped(actor: Membership, demande: Demande, act: Contestable, said: RecoursSaid) -> None:
    """What holds no more is contested by nobody; a remedy made before is noted all the same."""
    rows = Recours.objects.visible_to(actor).filter(demande=demande).defer("court")
    ended = stops.ended(row for row in rows if act.pk in (row.decision_id, row.act))
    if ended is None or ended.outcome_on is None or ended.ordered == JudgeOrder.SUSPENDED:
        return
    if said.filed_on > ended.outcome_on:
        words = stops.words(ended)
        raise no("filed_after_stop", f"{capital(words)} : un recours fait après ne la vise plus.")


def _check_memoir(on: date, said: RecoursSaid) -> None:
    if said.kind not in JUDGED and (said.memoir_due or said.memoir_on):
        raise no("memoir_elsewhere", "Seul un juge demande un mémoire.")
    if said.memoir_due is not None and said.memoir_due < said.filed_on:
        raise no("memoir_before", "Le mémoire est attendu après le recours.")
    if said.memoir_due is not None and said.memoir_due > max(on, said.filed_on) + FAR:
        raise no(
            "memoir_far",
            f"Le mémoire serait attendu le {day(said.memoir_due)}, dans plus d’un an : relisez l’année de ce jour.",
        )
    if said.memoir_on is not None and not said.filed_on <= said.memoir_on <= on:
        raise no("memoir_sent_out", "Le mémoire est envoyé après le recours, et au plus tard aujourd’hui.")


def _check_outcome(on: date, said: RecoursSaid) -> None:
    pending = said.outcome == RecoursOutcome.PENDING
    if pending and said.outcome_on is not None:
        raise no("outcome_missing", "Un jour est écrit : dites aussi quelle est l’issue.")
    if not pending and said.outcome_on is None:
        raise no("outcome_day_missing", "Dites de quel jour est cette issue.")
    if said.outcome_on is not None and said.outcome_on < said.filed_on:
        raise no("outcome_before", f"Le recours est du {day(said.filed_on)} : son issue vient ce jour-là ou après.")
    if said.outcome_on is not None and said.outcome_on > on:
        raise no("outcome_future", "Une issue ne peut pas être datée d’après aujourd’hui.")


def _check_ordered(said: RecoursSaid) -> None:
    if said.ordered not in JudgeOrder.values:
        raise no("no_such_order", "Cette réponse n’existe pas.")
    granted = said.kind in JUDGED and said.outcome == RecoursOutcome.GRANTED
    if not granted and (said.ordered != JudgeOrder.NOTHING or said.reexamine_days is not None):
        raise no("ordered_elsewhere", "Seul un juge qui accepte le recours ordonne quelque chose.")
    if said.ordered == JudgeOrder.SUSPENDED and said.kind != RecoursKind.URGENT:
        raise no("suspended_elsewhere", "Une suspension est ordonnée par le juge des référés.")
    if said.ordered in (JudgeOrder.ANNULLED, JudgeOrder.REPLACED) and said.kind != RecoursKind.CONTENTIOUS:
        raise no("annulled_elsewhere", "Seul le tribunal annule une décision, ou décide à la place du préfet.")
    if said.reexamine_days is not None and not 1 <= said.reexamine_days <= MOST_DAYS:
        raise no("reexamine_days", f"Le délai pour réexaminer se compte de 1 à {MOST_DAYS} jours.")


def _check_help(on: date, act: Contestable, helped: Helped) -> None:
    asked, answered = helped.aid_asked_on, helped.aid_answered_on
    if answered is not None and asked is None:
        raise no("aid_asked_missing", "Dites quand l’aide juridictionnelle a été demandée.")
    if asked is not None and not act.taken_on <= asked <= on:
        raise no(
            "aid_asked_out",
            f"L’aide juridictionnelle se demande entre la décision, du {day(act.taken_on)}, et aujourd’hui.",
        )
    if asked is not None and answered is not None and not asked <= answered <= on:
        raise no("aid_answered_out", "La décision sur cette aide vient après sa demande, et au plus tard aujourd’hui.")
