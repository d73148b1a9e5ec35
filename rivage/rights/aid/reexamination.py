"""What moves the aid between two decisions, in words (CASF D121-12-17): told by her antenne, or announced ahead.

Sentences are for her antenne alone. Whoever instructs reads that the aid is to be examined again, since which day and
under which article; never why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from rivage.accounts.models import Membership
from rivage.core.french import capital
from rivage.core.refusal import Refused
from rivage.dossiers.afis import read
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Aid, Demande
from rivage.law import afis
from rivage.law.afis_facts import AfisFacts, Nationality
from rivage.law.facts import BadFact
from rivage.law.parameter import Value
from rivage.law.period import ONE_DAY, add_months
from rivage.law.values import at, parameter, reading
from rivage.law.verdict import Outcome
from rivage.law.wording import count, month, of_word, told_euros
from rivage.people import birth
from rivage.people.enums import ApsNeed
from rivage.people.models import Child, Identity, Person
from rivage.rights.aid.ledger import Grant, children_in, last_covered, read_books
from rivage.rights.clocks.doubts import doubt_of
from rivage.rights.clocks.permit import unsigned, valid_days
from rivage.rights.ended import last_due
from rivage.rights.enums import AfisSense, AidChange
from rivage.rights.models import AfisDecision, AidEvent, AidReview, EventCorrection
from rivage.vault.errors import KeyMissing

ARTICLE = "CASF D121-12-17"
END_ARTICLE = "CASF R121-12-13-2"
CHILD_ARTICLE = "CSS L512-3"
AHEAD_MONTHS = 6
RENEWAL_MONTHS = 2
CHILD_AGE = 18
OF_EUROPE = (Nationality.FRENCH, Nationality.EUROPEAN)


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that moves the aid: its day, what it is, what follows in sentences, the article.

    `to_confirm`: one of the sentences rests on a reading that nobody confirmed. `event`: the one that was told, None
    for what is to come; `taken_back`: it was noted by mistake, and `why`.
    """

    on: date
    what: str
    follows: tuple[str, ...]
    article: str = ARTICLE
    to_confirm: bool = False
    event: UUID | None = None
    taken_back: EventCorrection | None = None
    why: str = ""


def _standing(membership: Membership) -> "QuerySet[Any, Any]":
    """The aids granted that have not ended, each the last of its person; `since`: when somebody who decides looked at
    it last. Whoever died is left in peace.
    """
    looked = AidReview.objects.filter(decision=OuterRef("pk")).order_by("-created_at").values("created_at")[:1]
    later = AfisDecision.objects.filter(person=OuterRef("person"), created_at__gt=OuterRef("created_at"))
    rows = AfisDecision.objects.visible_to(membership).filter(sense=AfisSense.GRANT, ended_on__isnull=True)
    rows = rows.exclude(demande__parcours__end_kind=ParcoursEnd.DEATH).filter(~Exists(later))
    return rows.annotate(since=Greatest("created_at", Coalesce(Subquery(looked), "created_at")))


def moved(membership: Membership, on: date) -> "QuerySet[Any, Any]":
    """Those that something new touches since."""
    new = AidEvent.objects.filter(person=OuterRef("person"), correction__isnull=True, created_at__gt=OuterRef("since"))
    return _standing(membership).filter(Exists(new)).order_by("created_at")


def dates(membership: Membership, people: Iterable[UUID]) -> dict[UUID, list[date]]:
    """Days of what moved the aid of each person, that nobody who decides has looked at since. No reason."""
    since = dict(_standing(membership).filter(person__in=list(people)).values_list("person_id", "since"))
    found: dict[UUID, list[date]] = {}
    events = AidEvent.objects.visible_to(membership).filter(person__in=list(since), correction__isnull=True)
    for person, on, noted in events.order_by("on").values_list("person_id", "on", "created_at"):
        if noted > since[person]:
            found.setdefault(person, []).append(on)
    return found


def told(membership: Membership, person: Person, on: date) -> list[Moved]:
    """What her antenne told, last first, each with what it moves."""
    grants = read_books(membership, [person.pk]).grants.get(person.pk, [])
    facts = _facts(membership, person, on)
    rows = (
        AidEvent.objects.visible_to(membership).filter(person=person).select_related("correction__recorded_by__body")
    )
    last_first = rows.order_by("-on", "-created_at")
    return [replace(_told(row, _grant_on(grants, row.on), facts), **_noted(row)) for row in last_first]


def _noted(row: AidEvent) -> dict[str, Any]:
    """Which event it is; once it was taken back, by whom and why, and nothing follows from it."""
    taken_back: EventCorrection | None = getattr(row, "correction", None)
    if taken_back is None:
        return {"event": row.pk}
    try:
        why = taken_back.why
    except KeyMissing:
        # Written by another antenne, whose private key did not come with her.
        why = ""
    said = {"what": capital(what_of(row)), "taken_back": taken_back, "why": why}
    return said | {"event": row.pk, "follows": (), "to_confirm": False}


def what_of(row: AidEvent) -> str:
    """What changed, as far as its key is here: « naissance d’un enfant, 2 enfants à charge »."""
    try:
        what = str(AidChange(row.kind).label)
    except (KeyMissing, ValueError):
        what = "changement de situation"
    return what if row.children is None else f"{what}, {count(row.children, 'enfant')} à charge"


def _told(row: AidEvent, grant: Grant | None, facts: AfisFacts | None) -> Moved:
    try:
        kind = AidChange(row.kind)
    except (KeyMissing, ValueError):
        # Told to another antenne, whose private key did not come with her.
        return Moved(row.on, "Changement de situation", ("L’aide est à examiner de nouveau.",))
    follows: list[str] = []
    to_confirm = False
    if row.children is not None and grant is not None:
        sentences, to_confirm = _counted(row, grant)
        follows += sentences
    follows += _FOLLOWS.get(kind, ())
    if kind == AidChange.WORK and grant is not None:
        follows += _reference_month(grant, facts)
    if kind == AidChange.HOUSEHOLD:
        home = reading("afis.foyer", max(row.on, parameter("afis.foyer").values[0].start))
        follows.append(dict(parameter("afis.foyer").alternatives)[home.value])
        to_confirm = True
    if kind in (AidChange.BIRTH, AidChange.PREGNANCY) and (facts is None or facts.nationality not in OF_EUROPE):
        follows.append(_lone_parent(row.on))
        to_confirm = True
    changed = _changed(kind, row, facts)
    if changed is not None:
        more, unsure = weighed(changed)
        follows += more
        to_confirm = to_confirm or unsure
    return Moved(
        row.on, capital(str(kind.label)), tuple(dict.fromkeys(follows)), _ARTICLES.get(kind, ARTICLE), to_confirm
    )


_FOLLOWS = {
    AidChange.OTHER_AID: (
        "L’aide ne se cumule pas avec le RSA ou l’ADA. Le préfet peut y mettre fin, il n’y est pas tenu : le dernier "
        "mois dû serait celui de sa décision. Une démarche faite tôt évite un mois sans rien.",
    ),
    AidChange.WORK: ("Le montant ne change pas : il est forfaitaire. Les ressources comptent au renouvellement.",),
    AidChange.HOUSEHOLD: ("Les ressources du foyer sont à regarder de nouveau.",),
}
_ARTICLES = {AidChange.OTHER_AID: f"CASF L121-9 II, {END_ARTICLE}", AidChange.WORK: "CASF R121-12-13-1"}


def _counted(row: AidEvent, grant: Grant) -> tuple[list[str], bool]:
    """From which month another number of children counts, under each reading, and for which amount."""
    held = children_in(replace(grant, changes=tuple(each for each in grant.changes if each[0] < row.on)), _far(grant))
    if row.children == held or grant.knew(row.created_at):
        return ["Le nombre d’enfants de la décision ne change pas."], False
    name = "afis.naissance" if (row.children or 0) > held else "afis.enfant_parti"
    used = reading(name, row.on)
    others = [said for code, said in parameter(name).alternatives if code != used.value]
    value = afis.amount(row.children or 0, row.on, grant.departement)
    words = count(row.children or 0, "enfant")
    return [
        f"Avec {words} à charge, le montant mensuel est de {told_euros(value.value, value.to_confirm)}.",
        f"{dict(parameter(name).alternatives)[used.value]} Autre lecture possible : {' '.join(others)}",
    ], True


def _lone_parent(on: date) -> str:
    """The two readings of the lone parent's RSA, the one in use first (afis.parent_isole)."""
    used = reading("afis.parent_isole", max(on, parameter("afis.parent_isole").values[0].start)).value
    said = dict(parameter("afis.parent_isole").alternatives)
    others = " ".join(sentence for code, sentence in said.items() if code != used)
    return (
        f"Parent isolé avec un document de plus de trois mois, lecture retenue : {said[used]} Autre lecture : {others}"
    )


def _far(grant: Grant) -> date:
    return add_months(grant.whole.end.replace(day=1), 1)


def _reference_month(grant: Grant, facts: AfisFacts | None) -> list[str]:
    """Which month of resources the next renewal looks at, said two months before the term (R121-12-13-1)."""
    asked = add_months(last_covered(grant) + ONE_DAY, -RENEWAL_MONTHS)
    counted = add_months(asked.replace(day=1), -1)
    where = facts.departement if facts else grant.departement
    sentence = (
        f"Une demande de renouvellement déposée en {month(asked)} est examinée sur les ressources "
        f"{of_word(month(counted))}."
    )
    if where == "976":
        return [sentence]
    ceiling = at("rsa.montant_forfaitaire", asked)
    told = told_euros(ceiling.value, ceiling.to_confirm)
    return [sentence, f"Elles doivent être inférieures à {told}, au centime près."]


def _changed(kind: AidChange, row: AidEvent, facts: AfisFacts | None) -> AfisFacts | None:
    """The known facts once this has happened."""
    if facts is None:
        return None
    # What the association answered on the RSA was answered before: the question is put again.
    if kind == AidChange.PREGNANCY:
        return replace(facts, pregnant=True, rsa=None)
    return replace(facts, children=row.children, rsa=None) if row.children is not None else None


def weighed(facts: AfisFacts) -> tuple[list[str], bool]:
    """What the conditions on the other aids then say: the sentences that are no yes, and whether one is unsettled."""
    verdict = afis.evaluate(facts)
    reasons = [each for each in verdict.reasons if each.outcome != Outcome.YES and each.article != "CASF R121-12-13-1"]
    values: list[Value] = [value for each in reasons for value in each.values]
    return [each.sentence for each in reasons], any(value.to_confirm for value in values)


def _facts(membership: Membership, person: Person, on: date) -> AfisFacts | None:
    """What the last demande says of her, on a day; None when it says too little to be read."""
    demande = Demande.objects.visible_to(membership).filter(person=person, aid__isnull=False).order_by("-n").first()
    if demande is None:
        return None
    try:
        return read(demande, on, True)
    except (Aid.DoesNotExist, Identity.DoesNotExist, BadFact, Refused):
        return None


def _grant_on(grants: list[Grant], on: date) -> Grant | None:
    """The grant whose days a day falls in, or the last one before it, or the first: what is told late moves it too."""
    kept = sorted(grants, key=lambda grant: grant.whole.start)
    return next(
        (one for one in kept if on in one.whole),
        next((one for one in reversed(kept) if one.whole.start <= on), kept[0] if kept else None),
    )


def ahead(membership: Membership, person: Person, on: date) -> list[Moved]:
    """What is to move her aid in the coming months: birthdays, a permit that does not come, a renewal that is late."""
    grants = read_books(membership, [person.pk]).grants.get(person.pk, [])
    if not grants or not membership.is_antenne:
        return []
    last = max(grants, key=lambda grant: grant.whole.start)
    found = [
        *_children_grown(person, on),
        *_her_birthday(membership, person, on),
        *_permit_late(membership, person, last, on),
        *_renewal_late(last, on),
        *_work_told(membership, person, last, on),
    ]
    return sorted(found, key=lambda moved: moved.on)


def _children_grown(person: Person, on: date) -> Iterator[Moved]:
    for child in Child.objects.filter(person=person, in_charge=True):
        born = birth.parse(child.birth)
        if born is None:
            continue
        grown = add_months(born[0], 12 * CHILD_AGE)
        if on <= grown <= add_months(on, AHEAD_MONTHS) or (born[0] != born[1] and grown.year == on.year):
            sentence = f"Vérifiez si cet enfant reste à charge ({CHILD_ARTICLE}), puis notez le nombre d’enfants ici."
            yield Moved(grown, f"Un enfant à charge atteint {CHILD_AGE} ans", (sentence,), CHILD_ARTICLE)


def _her_birthday(membership: Membership, person: Person, on: date) -> Iterator[Moved]:
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    born = birth.parse(identity.birth) if identity else None
    years = at("rsa.age_minimal_ans", on)
    if born is None:
        return
    birthday = add_months(born[0], 12 * years.value)
    if not on <= birthday <= add_months(on, AHEAD_MONTHS):
        return
    facts = _facts(membership, person, birthday)
    sentences, unsure = weighed(replace(facts, rsa=None)) if facts else ([], False)
    said = tuple(sentences) or ("Le RSA reste fermé pour une autre raison : rien ne change d’après ce qui est connu.",)
    yield Moved(birthday, f"La personne a {years.value} ans", said, "CASF L262-4", unsure)


def _permit_late(membership: Membership, person: Person, last: Grant, on: date) -> Iterator[Moved]:
    if person.aps_need != ApsNeed.YES or on not in last.whole:
        return
    told = unsigned(lambda model: model.objects.visible_to(membership).filter(person=person))
    if any(on in days for days in valid_days(told)):
        return
    sentence = (
        "Aucun document de séjour valide n’est noté. L’aide demande un titre, une autorisation provisoire ou un "
        "récépissé de renouvellement : notez-le dès qu’il est remis."
    )
    doubt = doubt_of(told, on)
    if doubt is not None:
        sentence = f"{doubt.words(on).capitalize()}. Demandez au service du séjour s’il vaut encore."
    yield Moved(on, "Le document de séjour n’est pas là", (sentence,), "CASF R121-12-13-1")


def _renewal_late(last: Grant, on: date) -> Iterator[Moved]:
    term = last_covered(last)
    if last.stopped_on is not None or last.ended_on is not None or term > add_months(on, RENEWAL_MONTHS):
        return
    final = last_due(last.whole)
    sentence = f"L’aide suit la période : sans renouvellement, le dernier mois dû est {month(final or term)}."
    what = "Le renouvellement n’est pas décidé" if term < on else "La période finit"
    yield Moved(term, what, (sentence,), "CASF D121-12-16")


def _work_told(membership: Membership, person: Person, last: Grant, on: date) -> Iterator[Moved]:
    term = last_covered(last)
    asked = add_months(term + ONE_DAY, -RENEWAL_MONTHS)
    if not on <= term or add_months(asked, -RENEWAL_MONTHS) > on:
        return
    rows = AidEvent.objects.visible_to(membership).filter(
        person=person, on__gte=last.whole.start, correction__isnull=True
    )
    if any(_is_work(row) for row in rows):
        yield Moved(
            asked,
            "Un travail a repris : les ressources du renouvellement",
            tuple(_reference_month(last, None)),
            "CASF R121-12-13-1",
        )


def _is_work(row: AidEvent) -> bool:
    try:
        return bool(row.kind == AidChange.WORK)
    except KeyMissing:
        return False
