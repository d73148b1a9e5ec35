"""What the aid asks of each: a decision to note, an order to issue or to answer, an end to hand over."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from rivage.accounts.homes import Found, Item, PanelLine, SidePanel, feminine
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.commissions.enums import AfisAvis
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.core.french import amount, day_in_short, day_in_words, days
from rivage.decisions.enums import Authority, DecisionSense, DecisionStep
from rivage.decisions.lateness import Hand, to_hand
from rivage.dossiers.enums import ParcoursEnd, Step
from rivage.dossiers.models import Aid, Demande, Period
from rivage.law.period import ONE_DAY
from rivage.law.wording import listed, of_word
from rivage.law.wording import month as in_words
from rivage.rights import access
from rivage.rights.aid import departed, hands, orders, undone
from rivage.rights.aid.undone import UndoneAid
from rivage.rights.clocks.aid import days_without, wanted, without_since
from rivage.rights.clocks.facts import LapseFacts, lapse_facts
from rivage.rights.clocks.residence import stopped_words
from rivage.rights.decided import last_ends, opened
from rivage.rights.ended import (
    Ended,
    at_hand,
    delays,
    ends,
    handed,
    last_months,
    not_due,
    noted,
    standing,
    told_on,
    until_of,
)
from rivage.rights.models import AfisDecision, AfisEnd, AfisMonth, AnswerCorrection

# Days during which a payer's home says that somebody else corrected its answer.
CORRECTED = 30

LOST = "Elle pourrait la recevoir : chaque mois qui passe est un mois sans aide."
IT_SAYS = "la décision peut l’attendre, ou le dire."
NO_TITLE = f"Aucun titre n’est noté : {IT_SAYS}"
LACKING = "Une condition manque aujourd’hui : la décision le dit, ou attend qu’elle soit remplie."


def _undecided(membership: Membership, on: date) -> Iterator[tuple[Demande, date | None, int, str, UndoneAid | None]]:
    """Paths authorised whose commission spoke of the aid, and whose decision on it is not noted yet: since when it
    could have been given and is not, how many days that makes, else why it can't be; and what undid a refusal of it.

    It waits from the first day of the rights until it is noted, whatever became of the path's own decision. Whoever
    died is left in peace.
    """
    rows = list(
        without_decision(membership, on)
        .select_related("person", "decision")
        .defer("decision__reasons", "decision__motives_kept")
        .order_by("decision__starts")
    )
    found = lapse_facts(membership, [row.person for row in rows])
    before = _undone(membership, rows)
    for row in rows:
        facts = found[row.person_id]
        asked = facts.aids.get(row.pk)
        possible = asked is None or wanted(facts, asked)
        lost, waits = days_without(facts, on, row.pk), _waits_for(facts, on) if possible else LACKING
        yield row, without_since(facts, on, row.pk), lost, waits, before.get(row.pk)


def _undone(membership: Membership, rows: list[Demande]) -> dict[UUID, UndoneAid]:
    """The refusals of these demandes that hold no more: of nearly all, none."""
    if not any(row.refused_before for row in rows):  # type: ignore[attr-defined]
        return {}
    seen = AfisDecision.objects.visible_to(membership).filter(demande__in=rows, undone_on__isnull=False)
    held = list(seen.defer("reasons", "verdict").order_by("created_at"))
    found = undone.of(membership, held)
    return {row.demande_id: found[row.pk] for row in held}


def _waits_for(facts: LapseFacts, on: date) -> str:
    """What is noted of the permit that the decision waits for, when none is held."""
    last = max(facts.permits, key=lambda one: one.n, default=None)
    if last is None:
        return NO_TITLE
    if last.refusal is not None:
        known = last.known(on)
        open_ = f", {known.words(on)}" if known is not None and known.matters(on) else ""
        return f"Le titre a été refusé le {_day(last.refusal.on, on)}{open_} : la décision sur l’aide le dit."
    if last.valid is not None and last.valid.end <= on:
        return f"Le titre a fini le {_day(last.valid.last_day, on)} : {IT_SAYS}"
    silence = last.silence()
    if silence is not None and silence.refused_on <= on:
        known = last.known(on)
        open_ = f", {known.words(on)}" if known is not None and known.matters(on) else ""
        said = f"Le silence sur la demande de titre vaut refus depuis le {_day(silence.refused_on, on)}{open_}"
        return f"{said} : la décision sur l’aide le dit."
    if last.requested is not None and not last.answered:
        return f"Le titre est demandé depuis le {_day(last.requested.on, on)} : {IT_SAYS}"
    return NO_TITLE


def _day(day: date, on: date) -> str:
    return day_in_words(day, on=on, weekday=False)


def undecided(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: late by the days on which she could have had the aid, and by no other."""
    for row, since, lost, otherwise, before in _undecided(membership, on):
        if (stop := row.stopped_on) is not None:  # type: ignore[attr-defined] # of `without_decision`
            yield Item(
                "En attente du juge : décision sur l’aide",
                link(membership, "rights:afis", demande=row.pk),
                since=stop,
                person=row.person_id,
                reference=row.person.reference,
                consequence=f"{stopped_words(stop)} : rien n’est à décider. Cette ligne attend ce qu’il jugera.",
                action="Voir",
                always=True,
            )
            continue
        starts = row.decision.starts
        coming = starts if starts is not None and starts > on else None
        late = _late_from(since, on) or coming
        waits = _lost(lost) if since or coming else otherwise
        yield Item(
            "Noter la décision sur l’aide",
            link(membership, "rights:afis", demande=row.pk),
            due=min((one for one in (late, before.due if before else None) if one), default=None),
            since=(before.row.undone_on if before else None) or row.decision.decided_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"{before.sentence} {waits}" if before else waits,
        )


def _lost(many: int) -> str:
    return f"{LOST} Déjà {days(many)}." if many > 1 else LOST


def _late_from(since: date | None, on: date) -> date | None:
    """The day before the first that is lost, as what lapses counts them; nothing is lost on the day it comes."""
    if since is None:
        return None
    return since - ONE_DAY if since < on else since


def without_decision(membership: Membership, on: date) -> QuerySet[Demande]:
    """Demandes of those paths; of one that a judgment opened, the commission was not asked: she asks for the aid."""
    asked = Aid.objects.filter(demande=OuterRef("pk"), afis_asked=True)
    spoken = Avis.objects.filter(demande=OuterRef("pk"), signed_at__isnull=False).exclude(afis=AfisAvis.NOT_ASKED)
    seen = Demande.objects.visible_to(membership).exclude(parcours__end_kind=ParcoursEnd.DEATH)
    of_it = AfisDecision.objects.filter(demande=OuterRef("pk"))
    stopped = Period.objects.filter(decision_id=OuterRef("decision")).values("stopped_on")[:1]
    return seen.filter(
        Exists(spoken) | Exists(asked) & Q(decision__authority=Authority.JUDGMENT),
        ~Exists(of_it.standing()),
        step__in=(Step.DECIDED, Step.NOTIFIED),
        decision__step__in=(DecisionStep.SIGNED, DecisionStep.NOTIFIED),
        decision__sense=DecisionSense.AUTHORISE,
    ).annotate(refused_before=Exists(of_it.filter(undone_on__isnull=False)), stopped_on=Subquery(stopped))


def awaited(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For her antenne, which answers her: the aids that nobody decided yet, and what each waits for."""
    lines = tuple(
        PanelLine(
            title=row.person.reference,
            url=link(membership, "rights:months", person=row.person_id),
            person=row.person_id,
            reference=row.person.reference,
            note=_note(row, before) or _awaited(since, lost, otherwise),
            icon="wallet2",
        )
        for row, since, lost, otherwise, before in _undecided(membership, on)
    )
    if lines:
        yield SidePanel("Aides pas encore décidées", lines, "")


def _note(row: Demande, before: UndoneAid | None) -> str:
    """What a judge did to the authorisation, or to a refusal of the aid; "" of nearly all."""
    stop = row.stopped_on  # type: ignore[attr-defined] # of `without_decision`
    return f"{stopped_words(stop)} : l’aide attend." if stop is not None else before.sentence if before else ""


def _awaited(since: date | None, lost: int, otherwise: str) -> str:
    if since is None:
        if otherwise == LACKING:
            return "une condition manque aujourd’hui"
        return "attend un titre" if otherwise == NO_TITLE else otherwise.partition(" : ")[0]
    return f"elle pourrait la recevoir : {days(lost)} sans aide, le préfet décide"


def to_order(membership: Membership, on: date) -> Iterator[Item]:
    """« Émettre l’ordre de décembre 2026 », for each département where months are due and not ordered."""
    this = on.replace(day=1)
    for code in membership.departements:
        found = orders.waiting(membership, code, this, on)
        if found is None:
            continue
        if found.alone:
            yield Item(
                title="Faire émettre un premier mois par quelqu’un d’autre",
                url=f"{link(membership, 'rights:orders')}?departement={code}",
                since=this,
                consequence=f"{hands.HERS} {hands.who_else(membership, code)}",
            )
        if not found.many:
            continue
        due = f"{found.many} mois {'dus' if found.many > 1 else 'dû'}, {amount(found.total)}."
        said = f"{due}{_oldest(found.since, this)}{_of_others(found.of_others)}"
        yield Item(
            title=f"Émettre l’ordre {of_word(in_words(this))}",
            url=f"{link(membership, 'rights:orders')}?departement={code}",
            since=this,
            consequence=f"{said} Sans ordre, rien n’est versé.",
            action="Émettre",
        )


def _oldest(since: date, this: date) -> str:
    """An order of this month holds the months before it that nobody ordered: since which is said."""
    return f" Le plus ancien est celui {of_word(in_words(since))}." if since < this else ""


def _of_others(names: tuple[str, ...]) -> str:
    """Whose months wait for this reader: who noted avis and aid alone doesn't order the first month."""
    return f" Un premier mois noté par {listed(names)} attend que vous l’ordonniez." if names else ""


def _to_answer(membership: Membership) -> Iterator[Item]:
    """« Répondre à l’ordre n° 3 », for each order received that has months without an answer."""
    lines = AfisMonth.objects.visible_to(membership).filter(answer="").order_by()
    waiting = Counter(dict(lines.values_list("order").annotate(Count("pk"))))
    received = list(access.orders(membership).order_by("issued_at"))
    left = departed.months(membership, [order.pk for order in received], unanswered=True)
    waiting.update(row.order_id for row in left)
    for order in received:
        many = waiting[order.pk]
        if not many:
            continue
        yield Item(
            title=f"Répondre à l’ordre n° {order.n}, {in_words(order.month)}",
            url=link(membership, "rights:order", order=order.pk),
            since=clock.local_day(order.issued_at, order.departement),
            consequence=f"Ordre reçu, réponse attendue pour {many} mois.",
            action="Ouvrir",
        )


def ends_to_tell(membership: Membership, on: date) -> Iterator[Item]:
    """An aid that the préfet ended, whose decision was not handed over yet."""
    rows = [row for row in at_hand(membership, on) if told_on(row) is None]
    stop = delays(membership, rows)
    rows = [row for row in rows if not stop[row.pk].stopped]
    over = ends(membership, [row.decision_id for row in rows])
    for row in rows:
        said = (
            over[row.decision_id].last_month,
            "Le délai pour contester ne court qu’à partir de la remise.",
            until_of(row, on),
        )
        url = link(membership, "rights:end", demande=row.decision.demande_id)
        act = Hand(row.person_id, row.person.reference, row.person.departement, row.decided_on, url)
        yield to_hand(act, "Remettre la décision qui met fin à l’aide", " ".join(filter(None, said)), always=True)


def untold_ends(membership: Membership, on: date) -> QuerySet[AfisEnd]:
    """Those ends."""
    return noted(membership).standing().exclude(handed("end"))


def ended_demandes(membership: Membership, on: date) -> "QuerySet[Any, Any]":
    """Their demandes."""
    return untold_ends(membership, on).order_by().values_list("decision__demande", flat=True)


def ends_to_contest(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: an end of the aid handed to her, until the last day on which she may contest it."""
    rows = [row for row in at_hand(membership, on) if told_on(row) is not None]
    over = ends(membership, [row.decision_id for row in rows])
    found = delays(membership, rows)
    for row in rows:
        contest = found[row.pk].day
        if contest is not None and found[row.pk].open(on) and not found[row.pk].pending:
            yield Item(
                title="Fin de l’aide : recours possible",
                url=link(membership, "rights:end", demande=row.decision.demande_id),
                due=contest.due(on),
                person=row.person_id,
                reference=row.person.reference,
                consequence=f"{over[row.decision_id].sentence} {until_of(row, on, found[row.pk])}",
                action="Voir la décision",
                contest=contest,
            )


def told_ends(membership: Membership, on: date) -> QuerySet[AfisEnd]:
    """Those ends."""
    return standing(membership, on).filter(handed("end"))


def ordered_for_nothing(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever orders: a month that is ordered though the aid ended before it, until the payer has answered."""
    rows = list(ordered_of_ended(membership, on).select_related("order", "person"))
    over = ends(membership, {row.decision_id for row in rows})
    for row in rows:
        ended = over.get(row.decision_id)
        if ended is None or not not_due(row, ended):
            continue
        yield Item(
            title=f"Prévenir l’organisme payeur : {in_words(row.month)} n’est plus dû",
            url=link(membership, "rights:order", order=row.order_id),
            since=ended.on,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"Ordonné (ordre n° {row.order.n}). {ended.sentence} Reste ici jusqu’à sa réponse.",
            action="Voir l’ordre",
        )


def ordered_of_ended(membership: Membership, on: date) -> QuerySet[AfisMonth]:
    """The months of ended aids that wait for an answer. Whoever died is left in peace."""
    rows = AfisMonth.objects.visible_to(membership).filter(answer="", decision__ended_on__isnull=False)
    return rows.exclude(decision__demande__parcours__end_kind=ParcoursEnd.DEATH).order_by("month")


def payer(membership: Membership, on: date) -> Iterator[Found]:
    """What was granted and opened to the payer: orders to answer, and a list to read."""
    yield from _to_answer(membership)
    yield from _corrected(membership, on)
    people = opened(membership).order_by("reference")
    last = last_months(membership, [person.pk for person in people])
    ended = last_ends(membership, [person.pk for person in people])
    lines = tuple(
        PanelLine(
            title=person.reference,
            url=link(membership, "rights:decided", person=person.pk),
            person=person.pk,
            reference=person.reference,
            note=_aid_words(ended.get(person.pk), last.get(person.pk), on),
            icon="person-vcard",
        )
        for person in people
    )
    many = len(lines)
    s = "s" if many > 1 else ""
    yield SidePanel(
        "Aides accordées",
        lines,
        "Aucune aide accordée ne vous est ouverte.",
        summary=f"{feminine(many)} aide{s} accordée{s}." if many else "Rien ne vous est ouvert.",
    )


def _corrected(membership: Membership, on: date) -> Iterator[Found]:
    """What another side corrected of its answers in the last days, said to whoever gave them."""
    since = on - timedelta(days=CORRECTED)
    rows = (
        AnswerCorrection.objects.visible_to(membership)
        .filter(corrected_on__gte=since)
        .exclude(recorded_by__role=membership.role)
        .select_related("month", "person", "recorded_by__body")
        .defer("why")
        .order_by("-created_at")
    )
    lines = tuple(
        PanelLine(
            title=row.person.reference,
            url=link(membership, "rights:order", order=row.month.order_id),
            person=row.person_id,
            reference=row.person.reference,
            note=f"{in_words(row.month.month)}, le {day_in_short(row.corrected_on, on=on)}, par {row.recorded_by}",
            icon="pencil-square",
        )
        for row in rows
    )
    if lines:
        yield SidePanel("Vos réponses corrigées par d’autres", lines, "")


def _aid_words(ended: Ended | None, last: date | None, on: date) -> str:
    """The last month due, or that the aid was ended."""
    if ended is not None:
        noted = "" if ended.handed else ", fin notée, pas encore remise"
        return f"fin de l’aide le {day_in_short(ended.on, on=on)}{noted}, dernier mois dû : {in_words(ended.last)}"
    return f"dernier mois dû : {in_words(last)}" if last is not None else ""
