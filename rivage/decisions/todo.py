"""What decisions ask of each: to prepare, to sign, to notify, to hand over."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from rivage.accounts import duties
from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role
from rivage.accounts.homes import Item, Nothing, register, register_nothing
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.decisions import outcome
from rivage.decisions.enums import DecisionSense, DecisionStep, Recipient
from rivage.decisions.invited import invited
from rivage.decisions.lateness import Hand, to_hand
from rivage.decisions.models import Decision, Notification, Observations
from rivage.decisions.recours import stops
from rivage.decisions.recours import todo as recours
from rivage.decisions.recours.delay import Delay, contested
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.dossiers.todo import AtWork, demandes, register_at_work, waiting_at
from rivage.people.models import Person

# Refusals handed over longer ago are not read: no delay of the law is as long (recours.contentieux_mois).
BEHIND = timedelta(days=366)
WORDS = ("decision__reasons", "decision__motives_kept")
# Of a notification, what says whether it reached whom.
TOLD = ("decision", "recipient", "outcome", "replaced_at")
HOW = "La lettre dit comment faire."
UNREACHED = "La remise a été impossible : le délai pour contester ne court pas."


def signatory(membership: Membership, on: date) -> Iterator[Item]:
    """Decisions to sign, oldest avis first."""
    rows = demandes(membership, Step.OPINED).select_related("decision").prefetch_related("avis")
    for row in rows:
        draft = getattr(row, "decision", None)
        yield Item(
            title="Signer la décision" if draft else "Décider",
            url=link(membership, "decisions:decision", demande=row.pk),
            since=_given_on(row),
            person=row.person_id,
            reference=row.person.reference,
            consequence="Un projet est prêt." if draft else "Aucun projet n’est encore préparé.",
        )


def _given_on(row: Demande) -> date | None:
    """The day of its last avis whose relevé is signed."""
    given = max((avis.rendered_at for avis in row.avis.all() if avis.signed_at), default=None)
    return clock.local_day(given, row.departement)


def _with_decision(rows: QuerySet[Demande]) -> QuerySet[Demande]:
    heard = Prefetch("observations", queryset=Observations.objects.defer("text", "letter"))
    told = Prefetch("decision__notifications", queryset=Notification.objects.only(*TOLD))
    rows = rows.annotate(stopped=stops.of_demande())
    return rows.select_related("decision").defer(*WORDS).prefetch_related(told).prefetch_related(heard)


def _to_decide(membership: Membership, row: Demande) -> Iterator[Item]:
    """For whoever instructs: a decision to prepare, to have signed, to notify. Its avis are read by commissions."""
    decision: Decision | None = getattr(row, "decision", None)
    if row.step == Step.OPINED:
        yield _to_prepare(membership, row, decision)
    elif row.step == Step.DECIDED and decision is not None and decision.step != DecisionStep.DRAFT:
        yield from _to_notify(membership, row, decision)


def _to_prepare(membership: Membership, row: Demande, decision: Decision | None) -> Item:
    return Item(
        "Faire signer la décision" if decision else "Préparer la décision",
        link(membership, "decisions:decision", demande=row.pk),
        since=_given_on(row),
        person=row.person_id,
        reference=row.person.reference,
        consequence=_heard(row, decision),
        action="Ouvrir" if decision else "Préparer",
    )


def _heard(row: Demande, decision: Decision | None) -> str:
    """Where the draft is, and whether she answered when she was invited to."""
    said = "Le projet est prêt." if decision else "Le relevé d’avis est signé."
    heard: Observations | None = getattr(row, "observations", None)
    if heard is None:
        return said
    return f"{said} Ses observations sont {'arrivées' if heard.received_on else 'attendues'}."


def _to_notify(membership: Membership, row: Demande, decision: Decision) -> Iterator[Item]:
    if row.stopped:  # type: ignore[attr-defined] # of `_with_decision`
        return
    rows = decision.notifications.all()
    told, reached = ({row.recipient for row in found} for found in (rows, [row for row in rows if row.reached]))
    missing = [_to_tell(who, who in told) for who in Recipient if who not in reached]
    if missing:
        said = f"Reste à notifier : {' et '.join(missing)}."
        yield to_hand(_hand(membership, row.person, decision), "Notifier la décision", said, action="Notifier")


def _hand(membership: Membership, person: Person, row: Decision) -> Hand:
    url = link(membership, outcome.PAGE, demande=row.demande_id)
    return Hand(person.pk, person.reference, row.departement, row.decided_on, url)


def _to_tell(who: Recipient, tried: bool) -> str:
    return f"{who.label} (remise impossible)" if tried else str(who.label)


def to_hand_over(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: decisions signed that the person was not handed yet, or that could not be."""
    rows = _signed(membership, on).select_related("demande", "person").prefetch_related("notifications")
    for row in rows.defer("reasons", "motives_kept"):
        told = {found.recipient for found in row.notifications.all() if found.reached}
        if Recipient.PERSON in told:
            if row.step == DecisionStep.SIGNED:
                yield from _own_copy(membership, row, told)
            continue
        said = "Le délai pour contester ne court qu’à partir de la remise."
        yield to_hand(_hand(membership, row.person, row), "Remettre la décision en main propre", said)


def _signed(membership: Membership, on: date) -> QuerySet[Decision]:
    waits = Q(step=DecisionStep.SIGNED) & ~outcome.died() & ~Q(demande__step=Step.WITHOUT_OBJECT)
    return Decision.objects.visible_to(membership).filter(waits & ~stops.stopping() | outcome.missed())


def to_reach(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: decisions that could not be handed to her, and are handed to nobody since."""
    rows = _unreached(membership, on).select_related("person").defer("reasons", "motives_kept")
    for row in rows.order_by("decided_on"):
        yield to_hand(_hand(membership, row.person, row), "Faire remettre la décision", UNREACHED)


def _unreached(membership: Membership, on: date) -> QuerySet[Decision]:
    return Decision.objects.visible_to(membership).filter(outcome.missed(), demande__taken_over=False)


def to_contest(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: refusals handed to her, until the last day on which she may contest them, or until she does."""
    for row, delay in contestable(membership, on):
        if delay.contest is not None:
            yield Item(
                title="Refus : recours possible",
                url=link(membership, outcome.PAGE, demande=row.demande_id),
                due=delay.contest.due(on),
                person=row.person_id,
                reference=row.person.reference,
                consequence=f"{delay.contest.sentence(on)} {HOW}",
                action="Voir la décision",
                contest=delay.contest,
            )


def contestable(membership: Membership, on: date) -> list[tuple[Decision, Delay]]:
    """The refusals of a path that may still be brought before the court, until a day that is known."""
    asked = _refused(membership, on).filter(_told_since(on - BEHIND), ~contested()).select_related("person")
    rows = list(asked)
    found = zip(rows, outcome.outcomes(membership, rows), strict=True)
    return [(row, one.delay) for row, one in found if one.contestable(on)]


def _told_since(day: date) -> Exists:
    """Whether something was noted to have reached her, or been kept for her, after a day."""
    return Exists(Notification.objects.filter(decision=OuterRef("pk"), recipient=Recipient.PERSON, on__gt=day))


def _refused(membership: Membership, on: date) -> QuerySet[Decision]:
    return outcome.signed(membership).filter(sense=DecisionSense.REFUSE)


def _own_copy(membership: Membership, row: Decision, told: set[str]) -> Iterator[Item]:
    """She holds her decision: what is left is to say that her association received its own."""
    if Recipient.ASSOCIATION not in told:
        yield Item(
            title="Noter que l’association a reçu la décision",
            url=link(membership, "decisions:notify", demande=row.demande_id),
            since=row.decided_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence="La personne a la sienne : il ne manque que l’exemplaire de l’association.",
            action="Noter",
        )


def to_hear(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: whom the préfet invited to speak before a refusal, until she has."""
    for row in _invited(membership, on).select_related("person"):
        yield Item(
            title="Recueillir ses observations",
            url=link(membership, outcome.PAGE, demande=row.demande_id),
            due=row.until,
            person=row.person_id,
            reference=row.person.reference,
            consequence="Un refus est envisagé : ce qu’elle en dit est lu avant la décision.",
            action="Écrire",
        )


def _invited(membership: Membership, on: date) -> QuerySet[Observations]:
    return invited(membership).filter(received_on__isnull=True)


duties.counted(Role.SIGNATORY, waiting_at(Step.OPINED))
register(signatory, roles=(Role.SIGNATORY,), rank=10)
register_at_work(AtWork(_with_decision, _to_decide))
register(to_reach, roles=INSTRUCTING, rank=13, of_people=True, waiting=_unreached)
register(to_hear, roles=ANTENNE_ROLES, rank=29, of_people=True, waiting=_invited)
register(to_hand_over, roles=ANTENNE_ROLES, rank=30, of_people=True, waiting=_signed)
register(to_contest, roles=ANTENNE_ROLES, rank=31, of_people=True, waiting=_refused)
register(recours.of_the_delegation, roles=INSTRUCTING, rank=14, of_people=True, waiting=recours.pending)
register(recours.of_the_antenne, roles=ANTENNE_ROLES, rank=32, of_people=True, waiting=recours.pending)
register_nothing(
    Nothing(
        "Aucune décision à signer",
        "Une décision se prend quand le relevé d’avis de la commission est signé : elle apparaît ici.",
    ),
    roles=(Role.SIGNATORY,),
)
