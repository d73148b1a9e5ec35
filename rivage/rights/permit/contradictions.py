"""What nationality, document and need say against each other: read by her antenne alone.

Put side by side anywhere else, in a screen, a count, an export or an alert of the State, they would tell an asylum
claim: « sans objet », another nationality and no document.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.dossiers.enums import PENDING, Held, Step
from rivage.dossiers.models import Aid, Suivi
from rivage.people.enums import ApsNeed, Zone
from rivage.people.models import Identity, Person
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.enums import PermitNeed
from rivage.rights.models import ResidenceNeed
from rivage.vault import keys, opened
from rivage.vault.enums import KeyKind

EUROPE = (Zone.FRENCH, Zone.EUROPEAN)
NOT_SAID_WHY = (
    "Sa nationalité est notée « autre » et le besoin d’une autorisation « sans objet », sans que la raison soit dite. "
    "Dites-la : sans elle, rien ne rappelle le titre."
)
NOT_EUROPEAN = (
    "Le besoin est noté « sans objet : nationalité française ou européenne », et sa nationalité « autre ». "
    "Revoyez l’un ou l’autre."
)
EUROPEAN = "Une autorisation est dite nécessaire, et sa nationalité est notée française ou européenne."
NONE_HELD = "Un autre document est dit détenu, et la demande dit « aucun de ces trois »."
HELD_TITLE = (
    "La demande dit « sans objet : nationalité française ou européenne » de son document, "
    "et sa nationalité est notée « autre »."
)


def against(zone: str, document: str, need: str, aps_need: str) -> tuple[str, ...]:
    """The sentences to her antenne. `need`: a `PermitNeed`, "" when its reason was never said."""
    found = []
    if zone == Zone.OTHER and aps_need == ApsNeed.NOT_CONCERNED:
        found += {"": [NOT_SAID_WHY], PermitNeed.NOT_CONCERNED: [NOT_EUROPEAN]}.get(need, [])
    if zone in EUROPE and aps_need == ApsNeed.YES:
        found.append(EUROPEAN)
    if document == Held.NONE and need == PermitNeed.OTHER_TITLE:
        found.append(NONE_HELD)
    if document == Held.NOT_ASKED and zone == Zone.OTHER:
        found.append(HELD_TITLE)
    return tuple(found)


def of_people(membership: Membership, people: Iterable[Person]) -> dict[UUID, tuple[str, ...]]:
    """What is against each other, of each person who has something. Nothing for whoever is not of the antenne."""
    if not membership.is_antenne:
        return {}
    known = {person.pk: person for person in people}
    needs = list(ResidenceNeed.objects.visible_to(membership).filter(person__in=known))
    keys.load([row.person_id for row in needs], KeyKind.PRIVATE)
    aids = Aid.objects.visible_to(membership).filter(person__in=known).exclude(document="").order_by("demande__n")
    documents = dict(aids.values_list("person_id", "document"))
    with opened.sorting():
        said = {row.person_id: row.need for row in needs}
        zones = {
            row.person_id: row.zone
            for row in Identity.objects.visible_to(membership)
            .filter(person__in=known)
            .only("person_id", "antenne_id", "zone")
        }
    found = {
        pk: against(zones.get(pk, Zone.UNKNOWN), documents.get(pk, ""), said.get(pk, ""), person.aps_need)
        for pk, person in known.items()
    }
    return {pk: sentences for pk, sentences in found.items() if sentences}


def of_her(membership: Membership, found: StayFacts) -> tuple[str, ...]:
    """The same of one person, whose need is read already."""
    if not membership.is_antenne:
        return ()
    said = Aid.objects.visible_to(membership).filter(person=found.person).exclude(document="")
    asked = said.order_by("demande__n").last()
    need = found.need.need if found.need is not None else ""
    return against(found.person.identity.zone, asked.document if asked else "", need, found.person.aps_need)


def to_say(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: a need that is not known yet, or that something else written of her is against.

    Of those accompanied whose demande is prepared or examined, or whose path was decided: before, nothing rests on it.
    Chosen by what is written plain, so that a home decrypts few: a need against a European nationality is said on her
    page alone.
    """
    people = list(unclear(membership, on).order_by("created_at"))
    for person in people:
        if person.aps_need == ApsNeed.UNKNOWN:
            yield _item(membership, person, "Dire si une autorisation provisoire est nécessaire", UNSAID)
    others = [person for person in people if person.aps_need != ApsNeed.UNKNOWN]
    against_her = of_people(membership, others) if others else {}
    for person in others:
        if person.pk in against_her:
            yield _item(membership, person, "Revoir le besoin d’un titre", against_her[person.pk][0])


def unclear(membership: Membership, on: date) -> QuerySet[Person]:
    """Whose need is not known, or whose demande says a document that it may be against."""
    going_on = (*PENDING, Step.NOTIFIED)
    # Of the people whom the gate gives: it is not asked again of what is written of them.
    followed = Suivi.objects.filter(ends__isnull=True).values("person")
    asked = Aid.objects.filter(demande__step__in=going_on).exclude(document="")
    against = asked.filter(
        Q(document=Held.NOT_ASKED)
        | Q(document=Held.NONE, person__aps_need=ApsNeed.NO)
        | Q(person__aps_need=ApsNeed.NOT_CONCERNED)
    )
    seen = Person.objects.visible_to(membership)
    return seen.filter(Q(aps_need=ApsNeed.UNKNOWN) | Q(pk__in=against.values("person")), pk__in=followed)


UNSAID = "Tant que ce n’est pas su, rien ne rappelle le titre une fois le parcours autorisé."


def _item(membership: Membership, person: Person, title: str, words: str) -> Item:
    return Item(
        title,
        link(membership, "rights:need", person=person.pk),
        since=clock.local_day(person.created_at, person.departement),
        person=person.pk,
        reference=person.reference,
        consequence=words,
        action="Dire si un titre est nécessaire",
    )
