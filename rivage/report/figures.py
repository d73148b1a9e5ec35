"""What demandes, decisions, paths, permits and aids of an antenne add up to between two days."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from statistics import median
from uuid import UUID

from django.db.models import Q

from rivage.accounts.activity import ActivitySection, AddedUp, Figure, FigurePart, moved, register, split, split_acts
from rivage.accounts.models import Membership
from rivage.commissions.enums import AvisSense
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.enums import DemandeKind, ParcoursEnd
from rivage.dossiers.models import Demande, Parcours, Period
from rivage.law.motifs import coded
from rivage.people.models import Arrival
from rivage.rights.enums import AfisSense, ApsStep
from rivage.rights.models import AfisDecision, AfisEnd, ApsFact

NO_END = "no_end"
BEGUN = [("authorised", "autorisés"), ("came", "arrivées d’une autre association, leur parcours en cours")]
ENDED = [*ParcoursEnd.choices, (NO_END, "terme passé, aucune suite notée ce jour-là")]
SENSES = [(DecisionSense.AUTHORISE, "accordées"), (DecisionSense.REFUSE, "refusées")]


def demandes(membership: Membership, first: date, last: date) -> ActivitySection:
    """What was asked, what the commission said, what was decided."""
    args = membership, first, last
    return ActivitySection("demandes", "Demandes et décisions", (_asked(*args), _avis(*args), *_decided(*args)))


def _asked(membership: Membership, first: date, last: date) -> Figure:
    rows = Demande.objects.visible_to(membership).filter(presented_by=membership.body_id, deposited_at__isnull=False)
    kept = [
        (kind, person)
        for kind, person, instant, code in rows.values_list("kind", "person", "deposited_at", "deposited_in")
        if instant and first <= clock.local_day(instant, code) <= last
    ]
    return Figure(
        code="demandes",
        label="Demandes déposées",
        definition="Demandes que l’antenne a déposées entre les deux jours, celles retirées ou transmises depuis "
        "aussi.",
        n=len(kept),
        people=_people(kept),
        parts=split_acts(DemandeKind.choices, kept),
        split="Par nature",
        named="FACT-S 2025, « demandes d’entrée », L1309-1319",
    )


def _people(acts: list[tuple[str, UUID]]) -> int:
    return len({person for _, person in acts})


def _avis(membership: Membership, first: date, last: date) -> Figure:
    rows = Avis.objects.visible_to(membership).filter(_presented(membership), signed_at__isnull=False)
    kept = [
        (sense, person)
        for sense, person, instant, code in rows.values_list("sense", "person", "rendered_at", "item__departement")
        if first <= clock.local_day(instant, code) <= last
    ]
    return Figure(
        code="avis",
        label="Avis de la commission",
        definition="Avis rendus entre les deux jours sur ces demandes, dont le relevé est signé.",
        n=len(kept),
        people=_people(kept),
        parts=split_acts(AvisSense.choices, kept),
        split="Par sens",
    )


def _decided(membership: Membership, first: date, last: date) -> list[Figure]:
    rows = Decision.objects.visible_to(membership).exclude(step=DecisionStep.DRAFT)
    rows = rows.filter(_presented(membership), decided_on__range=(first, last))
    found = list(rows.values_list("sense", "person", "demande__kind", "motives", "decided_on"))
    senses = [(sense, person) for sense, person, *_ in found]
    refused = [(kind, person) for sense, person, kind, *_ in found if sense == DecisionSense.REFUSE]
    granted = [(kind, person) for sense, person, kind, *_ in found if sense == DecisionSense.AUTHORISE]
    reasons = [one for *_, codes, on in found if on for one in coded(codes, on)]
    by_kind = _by_kind(granted, refused)
    return [_senses(senses), *by_kind, _motives([(one.code, one.label) for one in reasons])]


def _senses(senses: list[tuple[str, UUID]]) -> Figure:
    return Figure(
        code="decisions",
        label="Décisions du préfet ou d’un juge",
        definition="Décisions signées dont le jour est entre les deux jours, telles qu’elles ont été prises, une "
        "décision annulée depuis aussi.",
        n=len(senses),
        people=_people(senses),
        parts=split_acts(SENSES, senses),
        split="Par sens",
        named="FACT-S 2025, demandes et refus, L1303-1307",
    )


def _by_kind(granted: list[tuple[str, UUID]], refused: list[tuple[str, UUID]]) -> list[Figure]:
    told = (
        (
            "granted",
            "Accordées, par nature",
            "Les mêmes, accordées : l’entrée, chaque renouvellement, chaque reprise.",
        ),
        ("refused", "Refusées, par nature", "Les mêmes, refusées."),
    )
    return [
        Figure(
            code=code,
            label=label,
            definition=definition,
            n=len(acts),
            people=_people(acts),
            parts=split_acts(DemandeKind.choices, acts),
            split="Par nature",
            inside=True,
        )
        for (code, label, definition), acts in zip(told, (granted, refused), strict=True)
    ]


def _motives(reasons: list[tuple[str, str]]) -> Figure:
    labels = dict(reasons)
    many = Counter(code for code, _ in reasons)
    return Figure(
        code="motives",
        label="Motifs des refus",
        definition="Motifs codés de ces refus, comme le papier les dit. Un refus peut en avoir plusieurs.",
        n=sum(many.values()),
        parts=tuple(FigurePart(code, labels[code], n) for code, n in many.most_common()),
        split="Par motif",
        many=True,
        inside=True,
    )


def paths(membership: Membership, first: date, last: date) -> ActivitySection:
    """Paths from their first authorised day, or her arrival here, to the last one."""
    whole, whose = dict[UUID, tuple[date, date]](), dict[UUID, UUID]()
    rows = Period.objects.visible_to(membership).lived().filter(starts__lte=last)
    for row in rows:
        pk, person, starts, over = row.parcours_id, row.person_id, row.starts, row.ended_on or row.ends
        known = whole.get(pk, (starts, over))
        whole[pk], whose[pk] = (min(known[0], starts), max(known[1], over)), person
    here, came = _here(membership, whole, whose)
    sums = moved(list(here.values()), first, last)
    ended = {pk for pk, (starts, over) in here.items() if first <= over <= last}
    begun = Counter("came" if pk in came else "authorised" for pk, (starts, _) in here.items() if first <= starts)
    said = dict(
        Parcours.objects.visible_to(membership)
        .filter(pk__in=ended, ended_on__lte=last)
        .values_list("pk", "end_kind")
    )  # fmt: skip
    ends = Counter(said.get(pk) or NO_END for pk in ended)
    return ActivitySection("paths", "Parcours", _path_figures(sums, begun, ends))


def _here(
    membership: Membership, whole: dict[UUID, tuple[date, date]], whose: dict[UUID, UUID]
) -> tuple[dict[UUID, tuple[date, date]], set[UUID]]:
    """What of each path was of this antenne; and those that came with somebody."""
    arrivals = Arrival.objects.visible_to(membership).order_by("accepted_at").values_list("person", "accepted_at")
    arrived = {person: clock.local_day(at, membership.body.departement) for person, at in arrivals}
    here, came = dict[UUID, tuple[date, date]](), set[UUID]()
    for pk, (starts, over) in whole.items():
        on = arrived.get(whose[pk], starts)
        if over <= on:
            continue
        here[pk] = (max(starts, on), over)
        if starts < on:
            came.add(pk)
    return here, came


def _path_figures(sums: AddedUp, begun: Counter[str], ends: Counter[str]) -> tuple[Figure, ...]:
    return (
        Figure(
            code="paths_before",
            label="Parcours en cours au début",
            definition="Parcours autorisés dont le premier jour est avant le premier jour, et le dernier pas encore "
            "passé. L’attente entre deux périodes d’un même parcours en fait partie, une fois la suite accordée.",
            n=sums.stock,
            place="start",
            within="stock",
        ),
        Figure(
            code="paths_begun",
            label="Parcours commencés",
            definition="Parcours dont le premier jour autorisé, ou l’arrivée dans l’antenne, est entre les deux "
            "jours.",
            n=sums.entered,
            parts=split(BEGUN, begun),
            split="D’où ils viennent",
            place="entered",
        ),
        Figure(
            code="paths_ended",
            label="Parcours finis",
            definition="Parcours dont les droits ont cessé entre les deux jours, par la fin qui en est notée.",
            n=sums.left,
            parts=split(ENDED, ends),
            split="Par fin",
            place="left",
            named="FACT-S 2025, après le parcours, L1445-1457",
        ),
        Figure(
            code="paths_after",
            label="Parcours en cours à la fin",
            definition="Début, plus commencés, moins finis.",
            n=sums.after,
            place="end",
            within="active",
            named="FACT-S 2025, « PSP en cours », L1276 ; EGACTIV, nombre de parcours",
        ),
    )


def rights(membership: Membership, first: date, last: date) -> ActivitySection:
    """Permits asked, delivered, refused, and how long they took; aids decided."""
    facts = ApsFact.objects.visible_to(membership).filter(correction__isnull=True)
    facts = facts.filter(Q(fact_antenne=membership.body_id) | Q(fact_antenne__isnull=True))
    days = dict[tuple[UUID, int, str], date]()
    for person, n, step, on in facts.values_list("person", "n", "step", "on"):
        days[person, n, step] = min(on, days.get((person, n, step), on))
    found = {
        step: [(person, n) for (person, n, of), on in days.items() if of == step and first <= on <= last]
        for step in (ApsStep.REQUESTED, ApsStep.DELIVERED, ApsStep.REFUSED)
    }
    waited = _waited(membership, {one: days[*one, ApsStep.DELIVERED] for one in found[ApsStep.DELIVERED]})
    return ActivitySection(
        "rights",
        "Séjour et aide financière",
        (*_permits(found), _delay(waited), *_aids(membership, first, last)),
    )


def _permits(found: Mapping[ApsStep, list[tuple[UUID, int]]]) -> list[Figure]:
    labels = {
        ApsStep.REQUESTED: ("permits_asked", "Autorisations de séjour demandées"),
        ApsStep.DELIVERED: ("permits", "Autorisations de séjour délivrées"),
        ApsStep.REFUSED: ("permits_refused", "Autorisations de séjour refusées"),
    }
    return [
        Figure(
            code=code,
            label=label,
            definition="Premières demandes et renouvellements, au premier jour noté entre les deux jours. Une étape "
            "corrigée ne compte pas ; un refus annulé depuis compte.",
            n=len(found[step]),
            people=len({person for person, _ in found[step]}),
            named="FACT-S 2025, avec un titre de séjour, L1449" if step == ApsStep.DELIVERED else "",
        )
        for step, (code, label) in labels.items()
    ]


def _waited(membership: Membership, delivered: Mapping[tuple[UUID, int], date]) -> list[int]:
    """Of each first permit, the days since the path that opened it began."""
    begun = defaultdict[UUID, list[date]](list)
    rows = Period.objects.visible_to(membership).lived().filter(person__in={person for person, _ in delivered}, n=1)
    for person, starts in rows.values_list("person", "starts"):
        begun[person].append(starts)
    found = []
    for (person, n), on in delivered.items():
        before = [starts for starts in begun[person] if starts <= on]
        if n == 1 and before:
            found.append((on - max(before)).days)
    return found


def _delay(waited: list[int]) -> Figure:
    return Figure(
        code="permit_days",
        label="De l’autorisation du parcours à la première autorisation de séjour",
        definition="Délai médian : la moitié des premières autorisations délivrées entre les deux jours a attendu "
        "moins, l’autre moitié plus. Compté du premier jour du parcours.",
        n=int(median(waited)) if waited else None,
        people=len(waited),
        kind="ratio",
        unit="jours",
        inside=True,
        named="FACT-S 2025, délais, L3973",
    )


def _aids(membership: Membership, first: date, last: date) -> list[Figure]:
    own = _presented(membership)
    rows = AfisDecision.objects.visible_to(membership).filter(own, decided_on__range=(first, last))
    senses = list(rows.values_list("sense", "person"))
    ended = AfisEnd.objects.visible_to(membership).filter(taken_back_on__isnull=True, decided_on__range=(first, last))
    people = list(ended.values_list("person", flat=True))
    return [
        Figure(
            code="aids",
            label="Décisions sur l’aide financière",
            definition="Décisions prises entre les deux jours sur l’aide à l’insertion sociale, telles qu’elles ont "
            "été prises.",
            n=len(senses),
            people=_people(senses),
            parts=split_acts(AfisSense.choices, senses),
            split="Par sens",
            named="FACT-S 2025, AFIS, L3987 ; indicateur du projet annuel de performances",
        ),
        Figure(
            code="aids_ended",
            label="Aides auxquelles le préfet a mis fin",
            definition="Fins décidées entre les deux jours. Celle dite notée par erreur ne compte pas.",
            n=len(people),
            people=len(set(people)),
            inside=True,
        ),
    ]


def _presented(membership: Membership) -> Q:
    """Of a demande that this antenne presented, or of which nobody knows who did."""
    return Q(demande__presented_by=membership.body_id) | Q(demande__presented_by__isnull=True)


register(demandes, rank=20)
register(paths, rank=30)
register(rights, rank=40)
