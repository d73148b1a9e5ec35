"""Verbs of a demande: open, deposit, complete, forward, withdraw."""

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from rivage.accounts.acting import verb
from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body, Membership
from rivage.associations import access as associations
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Refused, no, require
from rivage.dossiers import access, asks, parts, tasks
from rivage.dossiers.actions.ends import in_course
from rivage.dossiers.actions.periods import check_before
from rivage.dossiers.actions.steps import hold, move
from rivage.dossiers.enums import PENDING, Competence, DemandeKind, Part, Step
from rivage.dossiers.models import Demande, MissingRequest, Parcours, Period, Project
from rivage.dossiers.months import used_months
from rivage.dossiers.standing import at_rest, standing
from rivage.law import parcours as law
from rivage.law import territory
from rivage.law.duration import period_length
from rivage.law.verdict import Outcome, Reason, Verdict
from rivage.people import actions as people
from rivage.people.enums import Purpose
from rivage.people.models import Person, Share
from rivage.vault import keys

OF_ONE_SESSION = (Purpose.SESSION, Purpose.PRESIDENCY, Purpose.PROTECTION, Purpose.DECISION)
# What a demande takes over from the one before, to be brought up to date.
CARRIED = (Part.SITUATION, Part.PROJECT, Part.ENGAGEMENTS)


@verb
def open_demande(
    *,
    actor: Membership,
    on: date,
    person: Person,
    kind: str,
    months_before: int = 0,
    months_before_source: str = "",
    wished_on: date | None = None,
    reexamines: Demande | None = None,
) -> Demande:
    """Open a demande with its empty parts, and the path with the first one.

    `months_before`: months granted elsewhere, with their source. `wished_on`: the day of her first word.
    `reexamines`: the decided one that this one examines again. Raises `Refused` when one is pending, or when the path
    of the person does not allow this kind.
    """
    held = people.hold(person, actor)
    require(access.can_open(actor, held))
    require(associations.can_ask(actor.body, on))
    _accompanied(held.pk)
    if kind not in DemandeKind.values:
        raise no("no_such_kind", "Cette sorte de demande n’existe pas.")
    if wished_on is not None and wished_on > on:
        raise no("wish_future", "Le premier mot de la personne ne peut pas être daté d’après aujourd’hui.")
    parcours = _parcours(actor, on, held, kind, months_before, months_before_source)
    if Demande.objects.filter(parcours=parcours, step__in=PENDING).exists():
        raise no("one_pending", "Une demande est déjà en cours pour ce parcours.")
    before = Demande.objects.filter(parcours=parcours).order_by("-n").first()
    last = Demande.objects.filter(parcours=parcours).aggregate(n=Max("n"))["n"] or 0
    demande = Demande.beside(
        held,
        parcours=parcours,
        departement=parcours.departement,
        kind=kind,
        n=last + 1,
        wished_on=wished_on,
        reexamines=reexamines,
    )
    demande.save(force_insert=True)
    parts.create_empty(demande)
    if before is not None:
        _carry(before, demande)
        if kind != DemandeKind.INITIALE:
            parts.carry_actions(before, demande)
    months = law.expected_months(used_months(parcours), on)
    Project.objects.filter(demande=demande).update(months=months or period_length(on))
    trace.record_about("demande_opened", demande, kind=kind)
    return demande


def _accompanied(person: UUID) -> None:
    if at_rest().filter(person=person).exists():
        raise no("suivi_ended", "Son accompagnement est terminé : reprenez-le d’abord.")


def _parcours(actor: Membership, on: date, person: Person, kind: str, months: int, source: str) -> Parcours:
    """The path in course, or a new one."""
    check_before(person, months, source, on)
    parcours = in_course(actor=actor, on=on, person=person)
    begun = bool(months) or (
        parcours is not None and (parcours.months_before > 0 or Period.objects.filter(parcours=parcours).exists())
    )
    if kind == DemandeKind.INITIALE and begun:
        raise no("already_begun", "Des mois ont déjà été accordés : la demande est un renouvellement ou une reprise.")
    if kind != DemandeKind.INITIALE and not begun:
        raise no("not_begun", "Aucun mois n’a encore été accordé : commencez par une première demande.")
    stands = standing(parcours, on).kind
    if kind == DemandeKind.REPRISE and stands == "running":
        raise no("still_running", "Des droits courent : la demande est un renouvellement.")
    if kind == DemandeKind.RENOUVELLEMENT and stands in ("interrupting", "interrupted"):
        raise no("interrupted", "Après une interruption, la demande est une reprise.", "CASF R121-12-10")
    if parcours is None:
        parcours = Parcours.beside(
            person,
            departement=person.departement,
            months_before=months,
            months_before_source=source,
        )
        parcours.save(force_insert=True)
    return parcours


def _carry(before: Demande, demande: Demande) -> None:
    for part in CARRIED:
        values = parts.read(before, part)
        if "engagements_signed_on" in values:
            values["engagements_signed_on"] = None
        parts.write(demande, part, values)


@verb
def submit(*, actor: Membership, on: date, demande: Demande, version: int) -> Demande:
    """Deposit: the file opens to the délégation of the département, and the receipt can be printed (CRPA L112-3).

    Raises `Refused` with one reason for each thing that is missing. What usage alone asks never holds it.
    """
    hold(demande, actor)
    require(access.can_submit(actor, demande))
    require(associations.can_ask(actor.body, on))
    _accompanied(demande.person_id)
    lacks = tasks.holding(tasks.missing(demande, on))
    if lacks and demande.step == Step.DRAFT:
        reasons = tuple(Reason("missing", one.article, one.sentence) for one in lacks)
        raise Refused(Verdict(Outcome.NO, reasons))
    desk = prefecture(demande.departement).name
    ready_on = demande.ready_on or on
    move(demande, "submit", version, deposited_at=clock.now(), desk=desk, ready_on=ready_on)
    open_to_prefecture(actor, on, demande, demande.departement)
    return demande


def prefecture(departement: str) -> Body:
    """The préfecture of a département. Raises `Refused` where none is open."""
    found = Body.objects.filter(kind=BodyKind.PREFECTURE, departement=departement).first()
    if found is None:
        name = territory.departement(departement).name
        raise no("no_prefecture", f"Aucun service de la préfecture n’est encore ouvert ici pour : {name}.")
    return found


def open_to_prefecture(
    actor: Membership, on: date, demande: Demande, departement: str, opening: str = "deposit"
) -> None:
    """Open a demande to a délégation, with the key it needs."""
    person = demande.person
    keys.open_to(person.pk, person.antenne_id, prefecture(departement).pk)
    people.open_file(
        actor=actor,
        on=on,
        person=person,
        holder=f"delegate:{departement}",
        opening=opening,
        demande=demande.pk,
        departement=departement,
    )


@verb
def ask_missing(
    *, actor: Membership, on: date, demande: Demande, parts: list[str], text: str, until: date, version: int
) -> MissingRequest:
    """Ask the antenne to complete (CRPA L114-5): which parts, what, until which day. The date of deposit stays.

    Where no text asks for any of these parts it is a question: the demande goes on meanwhile.
    """
    hold(demande, actor)
    require(access.can_instruct(actor, demande))
    if not parts or not set(parts) <= set(Part.values):
        raise no("no_part", "Choisissez au moins une partie à compléter.")
    if not text.strip():
        raise no("no_text", "Dites ce qui manque, en une phrase.")
    if until <= on:
        raise no("until_past", "Le dernier jour pour répondre vient après aujourd’hui.")
    holds = asks.by_law(parts)
    move(demande, "ask_missing" if holds else "ask_question", version)
    request = MissingRequest.beside(
        demande,
        demande=demande,
        parts=list(parts),
        text=text,
        holds=holds,
        asked_by=actor,
        asked_at=clock.now(),
        until=until,
    )
    request.save(force_insert=True)
    trace.record_about("missing_asked", demande, parts=sorted(parts))
    return request


@verb
def answer_missing(
    *,
    actor: Membership,
    on: date,
    demande: Demande,
    version: int,
    words: Mapping[str, str] | None = None,
    as_it_is: bool = False,
) -> Demande:
    """The antenne has completed, or answered in words (`words`, by part): it goes back to whoever instructs.

    `as_it_is`: a part that was asked is sent back as it was, without a word, and that was read; refused otherwise.
    """
    hold(demande, actor)
    require(access.can_submit(actor, demande))
    said, waiting = words or {}, list(asks.waiting(demande))
    left = [part.label for part in asks.left_as_it_was(demande) if not said.get(part, "").strip()]
    if left and not as_it_is:
        raise no(
            "as_it_was",
            f"Rien n’a été écrit depuis la demande de la délégation dans : {', '.join(left)}. Répondez en quelques "
            "mots, complétez la partie, ou dites que vous la renvoyez ainsi.",
        )
    if told := [one.sentence for one in tasks.named(demande)]:
        raise no("name_said", told[0])
    if demande.step == Step.SUBMITTED and not any(not request.holds for request in waiting):
        raise no("no_question", "La délégation n’attend pas de réponse.")
    move(demande, "answer_missing" if demande.step == Step.INCOMPLETE else "answer_question", version)
    _answer(demande, waiting, said)
    trace.record_about("missing_answered", demande)
    return demande


@verb
def declare_complete(*, actor: Membership, on: date, demande: Demande, version: int) -> Demande:
    """Whoever instructs says that nothing is missing: the demande can be put on a session. A question that waits for
    its answer does not hold it.
    """
    hold(demande, actor)
    require(access.can_instruct(actor, demande))
    return move(demande, "declare_complete", version, completed_at=clock.now())


@verb
def withdraw(*, actor: Membership, on: date, demande: Demande, version: int, received_alone: bool) -> Demande:
    """She takes her demande back, before any decision. Every opening of the file for this demande ends now. Of what
    was deposited, the délégation keeps a number and dates, so that it knows why nothing is left to do.

    `received_alone`: she was received alone and told what it changes (review I14); without it nothing is withdrawn.
    """
    hold(demande, actor)
    require(access.can_withdraw(actor, demande))
    if not received_alone:
        raise no("not_alone", "Recevez la personne seule, avec un interprète si besoin, avant de retirer sa demande.")
    move(demande, "withdraw", version, closed_on=on)
    _close(actor, on, demande)
    if demande.deposited_at is not None:
        people.open_file(
            actor=actor,
            on=on,
            person=demande.person,
            holder=f"delegate:{demande.departement}",
            opening="withdrawn",
            demande=demande.pk,
            departement=demande.departement,
        )
    return demande


@verb
def forward(*, actor: Membership, on: date, demande: Demande, to: str, competence: str, version: int) -> Demande:
    """Forward to the préfet who is competent (CRPA L114-2): a recorded choice, never a rejection.

    The antenne then opens the file there by `hand_over`; the date of deposit stays.
    """
    hold(demande, actor)
    require(access.can_instruct(actor, demande))
    if competence not in Competence.values:
        raise no("no_competence", "Dites pourquoi l’autre préfet est compétent.")
    if to == demande.departement:
        raise no("same_place", "La demande est déjà dans ce département.")
    prefecture(to)
    move(demande, "forward", version, forwarded_to=to, competence=competence)
    people.close(actor=actor, on=on, shares=of_commission(demande))
    return demande


@verb
def hand_over(*, actor: Membership, on: date, demande: Demande, version: int) -> Demande:
    """The antenne opens a forwarded demande to the other préfet; the first one reads it no more."""
    hold(demande, actor)
    require(access.can_submit(actor, demande))
    if Demande.objects.filter(parcours=demande.parcours_id, step__in=PENDING).exists():
        raise no("one_pending", "Une autre demande est en cours pour ce parcours.")
    to = demande.forwarded_to
    if not to:
        raise no("not_forwarded", "Cette demande n’a été transmise à aucun autre préfet.")
    if not tasks.agreed(demande):
        raise no("no_accord", "Elle a repris son accord : rien ne part sans lui.", "CASF L121-9 II")
    move(demande, "hand_over", version, departement=to, desk=prefecture(to).name)
    _close(actor, on, demande)
    Parcours.objects.filter(pk=demande.parcours_id).update(departement=to)
    open_to_prefecture(actor, on, demande, to)
    return demande


def _answer(demande: Demande, waiting: list[MissingRequest], words: Mapping[str, str]) -> None:
    """Whoever asked reads no earlier wording: what was left as it was is said here."""
    instant = clock.now()
    for asked in waiting:
        said = {part: words[part].strip() for part in asked.parts if words.get(part, "").strip()}
        asked.answered_at, asked.answers = instant, json.dumps(said, ensure_ascii=False, sort_keys=True)
        asked.unwritten = [part for part in asks.unwritten_since(demande, asked) if part not in said]
        asked.save(update_fields=["answered_at", "unwritten", "answers"])


def of_commission(demande: Demande) -> QuerySet[Share]:
    """What seats, chair and signatory read for an opinion and a decision: neither comes once a demande is over."""
    return Share.objects.filter(person=demande.person_id, demande_id=demande.pk, purpose__in=OF_ONE_SESSION)


def _close(actor: Membership, on: date, demande: Demande) -> None:
    of_it = Q(demande_id=demande.pk) | Q(demande_id__isnull=True, purpose__in=OF_ONE_SESSION)
    people.close(actor=actor, on=on, shares=Share.objects.filter(of_it, person=demande.person_id))
