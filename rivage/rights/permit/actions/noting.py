"""Why a permit is needed or not, said by her antenne; and what happened to each request, said by whoever knows it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from rivage.accounts.acting import verb
from rivage.accounts.enums import READ, Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import to_write, version_of, version_of_words
from rivage.decisions.models import Decision
from rivage.dossiers.actions import open_where_she_is
from rivage.dossiers.actions.transfers import place_of
from rivage.dossiers.models import Demande, Period
from rivage.law.aps import first_day
from rivage.law.wording import day
from rivage.people import names
from rivage.people.actions import close, hold
from rivage.people.enums import ApsNeed
from rivage.people.models import Person, Share
from rivage.rights import access
from rivage.rights.clocks.permit import PermitRequest, unsigned
from rivage.rights.enums import READ_AS, TELL_REFUSED, ApsSource, ApsStep, PermitNeed, side
from rivage.rights.models import ApsCorrection, ApsFact, NeedSpan, ResidenceNeed
from rivage.rights.permit.notified import hand_over
from rivage.rights.permit.told import can_leave, wait_for

WITH_LAST_DAY = (ApsStep.RECEIPT, ApsStep.DELIVERED)
# An appointment may be to come, a permit may last: further than this is a slip of the pen.
FURTHEST_APPOINTMENT = timedelta(days=366)
FURTHEST_END = timedelta(days=366 * 4)
MOST_REQUESTS = 20
# A step that happens once to a request. An appointment moves, a récépissé is given again.
ONCE = (ApsStep.REQUESTED, ApsStep.DELIVERED, ApsStep.REFUSED)
DONE = {
    ApsStep.APPOINTMENT: "Le rendez-vous",
    ApsStep.RECEIPT: "Le récépissé",
    ApsStep.DELIVERED: "L’autorisation",
    ApsStep.REFUSED: "Le refus",
}


@verb
@transaction.atomic
def set_need(
    *,
    actor: Membership,
    on: date,
    person: Person,
    need: str,
    until: date | None = None,
    since: date | None = None,
    version: str,
) -> ResidenceNeed:
    """Say why a permit is needed or not. Her antenne alone reads it; others read yes, no or not concerned.

    `version`: that of what was shown, `need_version`. Raises `Stale` when somebody said otherwise since.
    `until`: last day of the other document held; `since`: first day of the need when it is not `on`. When a permit
    becomes needed on a path that is authorised, the file opens to the desk; when it no longer is, it closes.
    """
    held = hold(person, actor)
    require(access.can_say_need(actor, held))
    if need not in PermitNeed.values:
        raise no("no_such_need", "Choisissez une des quatre situations.")
    if until is not None and need != PermitNeed.OTHER_TITLE:
        raise no("until_of_nothing", "Un dernier jour se note pour un autre document détenu seulement.")
    if until is not None and until < on:
        raise no("document_over", "Ce document n’est plus valable : dites plutôt ce qu’il faut aujourd’hui.")
    if since is not None and need != PermitNeed.NEEDED:
        raise no("since_of_nothing", "Un premier jour se note quand une autorisation est nécessaire seulement.")
    if since is not None and since > on:
        raise no("since_future", "Le besoin ne peut pas commencer après aujourd’hui.")
    said = _said(held)
    values = {"need": need, "until": until.isoformat() if until else ""}
    if not to_write(version, (said, values)):
        return said
    return _write_need(actor, on, held, PermitNeed(need), until, since)


@verb
@transaction.atomic
def end_asylum(
    *,
    actor: Membership,
    on: date,
    person: Person,
    ended_on: date,
    protected: bool = False,
    until: date | None = None,
) -> ResidenceNeed:
    """The asylum claim is no longer examined: a permit is needed from that day, or another document is held.

    The outcome is not kept. `protected`: another document is held, `until` its last day when it has one.
    """
    held = hold(person, actor)
    require(access.can_say_need(actor, held))
    if ended_on > on:
        raise no("ended_future", "La fin de l’examen ne peut pas être datée d’après aujourd’hui.")
    known = ResidenceNeed.objects.filter(person=held).first()
    if known is None or known.need != PermitNeed.ASYLUM:
        raise no("no_asylum", "Aucune demande d’asile n’est notée pour cette personne.")
    if until is not None and not protected:
        raise no("until_of_nothing", "Un dernier jour se note pour un autre document détenu seulement.")
    if until is not None and until < on:
        raise no("document_over", "Ce document n’est plus valable : dites plutôt ce qu’il faut aujourd’hui.")
    if protected:
        return _write_need(actor, on, held, PermitNeed.OTHER_TITLE, until, None)
    return _write_need(actor, on, held, PermitNeed.NEEDED, None, ended_on)


def need_version(person: Person) -> str:
    """The version of what is said of her need, for the form that shows it."""
    return version_of(_said(person))


def _said(person: Person) -> ResidenceNeed:
    return ResidenceNeed.objects.filter(person=person).first() or ResidenceNeed.beside(person)


def _write_need(
    actor: Membership, on: date, person: Person, need: PermitNeed, until: date | None, since: date | None
) -> ResidenceNeed:
    row = _said(person)
    text = until.isoformat() if until else ""
    if row.changed_on is not None and (row.need, row.until) == (need, text) and since is None:
        return row
    row.need, row.until, row.changed_on = need, text, since or on
    row.save()
    needed, was = need == PermitNeed.NEEDED, person.aps_need == ApsNeed.YES
    if needed != was or (needed and since is not None):
        NeedSpan.beside(person, needed=needed, since=since or on, recorded_by=actor).save(force_insert=True)
    Person.objects.filter(pk=person.pk).update(aps_need=READ_AS[need])
    # The value is content: the trace says that something was said, never what.
    trace.record_on("stay_need_said", person)
    if needed:
        _open_to_desk(actor, on, person)
    elif was:
        # That of another département too, which what was handed over to its préfet opened.
        close(actor=actor, on=on, shares=Share.objects.filter(person=person, holder__startswith="desk:"))
    return row


def _open_to_desk(actor: Membership, on: date, person: Person) -> None:
    """Open the file to the desk while an authorised path runs; nothing when it is open already."""
    demande = _running_demande(person, on)
    if demande is None:
        return
    holder = f"desk:{place_of(demande)}"
    if Share.objects.in_force(clock.now()).filter(person=person, holder=holder).exists():
        return
    open_where_she_is(actor=actor, on=on, demande=demande, kind="desk", opening="authorise_residence")


def _running_demande(person: Person, on: date) -> Demande | None:
    period = Period.objects.filter(person=person, ends__gt=on, ended_on__isnull=True).order_by("starts").first()
    if period is None:
        return None
    decision = Decision.objects.filter(pk=period.decision_id).select_related("demande__parcours").first()
    return decision.demande if decision else None


@dataclass(frozen=True, slots=True)
class StepTold:
    """One fact of a request as it is typed. `n`: rank of the request, a renewal being the next; `until`: last day of
    what was given; `source`: an `ApsSource`; `handed`: what was delivered was handed to her on the same day.
    """

    n: int
    step: str
    on: date
    source: str
    until: date | None = None
    handed: bool = False


@verb
@transaction.atomic
def record_aps(*, actor: Membership, on: date, person: Person, told: StepTold, version: str | None = None) -> ApsFact:
    """Write down one fact of a request: by the desk itself, or on its behalf from what was read or heard.

    `version`: `aps_version` as it was shown, None where nothing was; raises `Stale` when a step was noted since.

    The desk's own word prevails, and what another side wrote stays shown. The same fact twice is one row; another day
    of a step that this side noted already is a correction, which has its reason (`correct_aps`).
    """
    wait_for(person.pk)
    if told.handed and told.step != ApsStep.DELIVERED:
        raise no("handed_of_nothing", "Une remise le même jour se dit d’une autorisation délivrée.")
    row = _noted_already(actor, on, person, told, version) or _written(actor, on, person, told)
    if told.handed:
        hand_over(actor, on, row)
    return row


@verb
def is_noted(*, actor: Membership, on: date, person: Person, told: StepTold, version: str | None = None) -> bool:
    """Whether this side noted the same fact already. Raises what `record_aps` would; nothing is written."""
    return _noted_already(actor, on, person, told, version) is not None


def aps_version(person: Person) -> str:
    """The version of what is noted of her requests, for the form that shows it: each step and each correction."""
    rows = (model.objects.filter(person=person).order_by("created_at", "pk") for model in (ApsFact, ApsCorrection))
    return version_of_words(*(str(pk) for found in rows for pk in found.values_list("pk", flat=True)))


def _noted_already(actor: Membership, on: date, person: Person, told: StepTold, version: str | None) -> ApsFact | None:
    """The row that says the same already; None for a fact that may be noted. Raises `Refused` for any other."""
    require(access.can_record_aps(actor, person, told.source))
    rows = _standing(person)
    mine = _mine(rows, actor, told)
    if mine and (mine[-1].on, mine[-1].until, mine[-1].source) == (told.on, told.until, told.source):
        return mine[-1]
    if version is not None and version != aps_version(person):
        raise Stale
    if mine and told.step in ONCE:
        raise no(
            "noted_already",
            f"Cette étape est déjà notée, le {day(mine[-1].on)}. Si c’est une erreur, corrigez-la sur sa ligne : ce "
            "qui était noté reste, avec votre raison.",
        )
    _check(actor, on, person, rows, told)
    return None


@verb
@transaction.atomic
def correct_aps(*, actor: Membership, on: date, fact: ApsFact, instead: StepTold | None, why: str) -> ApsCorrection:
    """Say that a step was noted wrong, by the side that noted it. `instead`: what took place, None when nothing did.

    What was noted stays, with the reason, and is read no more; a remedy that was announced is not shortened by it
    (`PermitRequest.silence`). Raises `Stale` when it was corrected already.
    """
    wait_for(fact.person_id)
    require(access.can_correct_aps(actor, fact))
    person = fact.person
    if ApsCorrection.objects.filter(fact=fact).exists():
        raise Stale
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste au dossier avec votre raison.")
    names.nameless([person.pk], why, otherwise=names.SAY_THE_PERSON)
    require(can_leave(fact, (instead.n, instead.step, instead.on) if instead is not None else None))
    rows = [row for row in _standing(person) if row.pk != fact.pk]
    if instead is None:
        if not any(row.n == fact.n for row in rows) and any(row.n > fact.n for row in rows):
            raise no(
                "others_after", "Une demande suivante est notée : corrigez-la d’abord, elle porte le rang d’après."
            )
        made = None
    else:
        require(access.can_record_aps(actor, person, instead.source))
        if (fact.n, fact.step, fact.on, fact.until, fact.source) == (
            instead.n, instead.step, instead.on, instead.until, instead.source,
        ):  # fmt: skip
            raise no("same", "C’est ce qui est déjà noté : changez ce qui est faux.")
        if _mine(rows, actor, instead) and instead.step in ONCE:
            raise no("noted_already", "Cette étape est déjà notée à part : dites plutôt que celle-ci n’a pas eu lieu.")
        _check(actor, on, person, rows, instead)
        made = _written(actor, on, person, instead)
    row = ApsCorrection.beside(fact, fact=fact, instead=made, corrected_on=on, why=why, recorded_by=actor)
    row.save(force_insert=True)
    trace.record_about("aps_corrected", row, departement=person.departement, step=fact.step, n=fact.n)
    return row


def _standing(person: Person) -> list[ApsFact]:
    """What is noted and was not corrected, in the order it was written."""
    rows = ApsFact.objects.filter(person=person, correction__isnull=True).select_related("recorded_by")
    return list(rows.order_by("n", "created_at"))


def _check(actor: Membership, on: date, person: Person, rows: list[ApsFact], told: StepTold) -> None:
    """Refuse what does not hold together with `rows`, those that stand."""
    if told.source == ApsSource.WITH_HER and told.step != ApsStep.REQUESTED:
        raise no("not_with_her", "« Déposée avec elle » se dit d’une demande, pas de sa réponse.")
    _check_dates(on, told.step, told.on, told.until)
    if told.source not in READ:
        _check_path(person, told.on)
    known = {one.n: one for one in unsigned(lambda model: model.objects.filter(pk__in=[row.pk for row in rows]))}
    _check_rank(known, told, on)
    if told.step == ApsStep.REQUESTED:
        require(access.can_request_aps(actor, person, on))
    _check_order(known.get(told.n), told.step, told.on)


def _written(actor: Membership, on: date, person: Person, told: StepTold) -> ApsFact:
    row = ApsFact.beside(
        person, n=told.n, step=told.step, on=told.on, until=told.until, source=told.source, recorded_by=actor
    )
    row.save(force_insert=True)
    trace.record_about(
        "aps_recorded", row, departement=person.departement, step=told.step, n=told.n, source=told.source
    )
    if told.step == ApsStep.REFUSED:
        app.configure_task(TELL_REFUSED).defer(membership=str(actor.pk), fact=str(row.pk))
    if told.source != Source.OWN_DESK and person.aps_need == ApsNeed.YES:
        _open_to_desk(actor, on, person)
    return row


def _mine(rows: list[ApsFact], actor: Membership, told: StepTold) -> list[ApsFact]:
    """What this side noted of that step."""
    here = side(told.source, actor.role)
    return [
        row for row in rows if (row.n, row.step, side(row.source, row.recorded_by.role)) == (told.n, told.step, here)
    ]


def _check_dates(on: date, step: str, fact_on: date, until: date | None) -> None:
    if step not in ApsStep.values:
        raise no("no_such_step", "Choisissez ce qui s’est passé dans la liste.")
    if step != ApsStep.APPOINTMENT and fact_on > on:
        raise no("fact_future", "Ce qui est noté s’est déjà passé : la date ne peut pas être après aujourd’hui.")
    if fact_on > on + FURTHEST_APPOINTMENT:
        raise no("appointment_far", "Ce rendez-vous est à plus d’un an : vérifiez l’année.")
    if fact_on < (first := first_day()):
        raise no("before_law", f"Ce titre existe depuis le {day(first)} : vérifiez l’année.")
    if step in WITH_LAST_DAY and until is None:
        raise no("until_missing", "Il manque le dernier jour écrit sur le document.")
    if step not in WITH_LAST_DAY and until is not None:
        raise no("until_of_nothing", "Un dernier jour se note pour un récépissé ou une autorisation seulement.")
    if until is not None and until < fact_on:
        raise no("ends_before", "Le dernier jour vient avant le premier : vérifiez les deux dates.")
    if until is not None and until > fact_on + FURTHEST_END:
        raise no("ends_far", "Ce dernier jour est à plus de quatre ans : vérifiez l’année.")


def _check_path(person: Person, fact_on: date) -> None:
    """It is asked for once the path is authorised; a paper of before is noted as it is, and its page says so."""
    first = path_begins(person)
    if first is None or fact_on < first:
        raise no(
            "before_path",
            "Cette date précède l’autorisation du parcours. L’autorisation provisoire se demande après elle.",
            article="CESEDA L425-4",
        )


def path_begins(person: Person) -> date | None:
    """The day from which a permit may be asked for: that of the first authorisation, or of the first period."""
    decisions = set(Period.objects.filter(person=person).values_list("decision_id", flat=True))
    days = [row.decided_on for row in Decision.objects.filter(pk__in=decisions).only("decided_on") if row.decided_on]
    days += list(Period.objects.filter(person=person).values_list("starts", flat=True))
    return min(days, default=None)


def _check_rank(known: dict[int, PermitRequest], told: StepTold, on: date) -> None:
    n, last = told.n, max(known, default=0)
    if not 1 <= n <= min(last + 1, MOST_REQUESTS):
        raise no("no_such_rank", f"La prochaine demande porte le n° {min(last + 1, MOST_REQUESTS)}.")
    answered = not last or known[last].answered or known[last].silent(on)
    if n == last + 1 and not answered and told.source not in READ:
        raise no(
            "last_unanswered",
            f"La demande n° {last} attend encore sa réponse : notez d’abord ce qu’elle est devenue.",
        )


def _check_order(known: PermitRequest | None, step: str, fact_on: date) -> None:
    """What answers a request does not come before it. Without a request written, the paper alone is enough."""
    if known is None or known.requested is None or step == ApsStep.REQUESTED:
        told = [one.on for one in (known.receipt, known.delivered, known.refused) if one] if known else []
        if step == ApsStep.REQUESTED and told and fact_on > min(told):
            raise no("request_after", "La demande ne peut pas être datée d’après sa réponse.")
        return
    if fact_on < known.requested.on:
        raise no("before_request", f"{DONE[ApsStep(step)]} ne vient pas avant la demande.")
