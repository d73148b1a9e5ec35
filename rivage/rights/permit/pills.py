"""The pill that says where a permit stands, on every page and list that shows it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from rivage.accounts import policies
from rivage.accounts.models import Membership
from rivage.core.tables import State
from rivage.people.enums import ApsNeed, Slice
from rivage.people.models import Person
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.clocks.path import stopped
from rivage.rights.clocks.residence import Stay, StayStanding, standing
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact
from rivage.vault import opened

PILLS = {
    Stay.NOT_NEEDED: ("neutre", "dash-lg", "Sans besoin"),
    Stay.AFTER: ("neutre", "calendar3", "Après l’autorisation"),
    Stay.NO_PATH: ("neutre", "dash-lg", "Sans parcours"),
    Stay.TO_REQUEST: ("attente", "hourglass-split", "À demander"),
    Stay.REQUESTED: ("cours", "hourglass-split", "Demandée"),
    Stay.APPOINTMENT: ("cours", "calendar3", "Rendez-vous donné"),
    Stay.RECEIPT: ("cours", "file-text", "Récépissé"),
    Stay.DELIVERED: ("ok", "check-circle", "Délivrée"),
    Stay.TO_RENEW: ("attente", "hourglass-split", "À renouveler"),
    Stay.ENDED: ("alerte", "exclamation-triangle", "Finie"),
    Stay.REFUSED: ("alerte", "x-circle", "Refusée"),
    Stay.SILENCE: ("alerte", "exclamation-triangle", "Sans réponse"),
    Stay.REDO: ("attente", "arrow-repeat", "À réexaminer"),
}


REFUSED = State(*PILLS[Stay.REFUSED])
# What is held runs still, and nothing follows it.
RENEWAL_REFUSED = State("alerte", "x-circle", "Renouvellement refusé")
RENEWAL_SILENT = State("alerte", "exclamation-triangle", "Renouvellement sans réponse")
REDO = State(*PILLS[Stay.REDO])
REFUSED_IN_WORDS = {
    REFUSED: "titre refusé",
    RENEWAL_REFUSED: "renouvellement du titre refusé",
    REDO: "titre à réexaminer",
}
STOPPED = State("attente", "hourglass-split", "En attente du juge")
# Nobody said yet whether she needs one: that is to be done, not an answer.
UNSAID = State("attente", "question-circle", "Besoin à dire")
# Another nationality and a pending asylum claim are told apart by her antenne alone.
WITHOUT_OBJECT = State("neutre", "dash-lg", "Sans objet")


def refused(people: Sequence[Person], membership: Membership, on: date) -> dict[UUID, str]:
    """Of those people to whom a permit is refused, in writing and as open to this reader: « titre refusé »."""
    if not people or not policies.allows("rights:stay", "GET", membership.role):
        return {}
    rows = ApsFact.objects.visible_to(membership).filter(step=ApsStep.REFUSED, correction__isnull=True)
    told = set(rows.filter(person__in=[one.pk for one in people]).values_list("person_id", flat=True))
    hers = [one for one in people if one.pk in told]
    said = {}
    for pk, found in gather_all(membership, hers, StayFacts).items() if hers else ():
        words = REFUSED_IN_WORDS.get(pill(found, on))
        if words:
            said[pk] = words
            opened.note(pk, found.person.antenne_id, Slice.STAY)
    return said


def pill(found: StayFacts, on: date, stands: StayStanding | None = None) -> State:
    """The state of the permit, as a pill. `stands`: where it stands on that day, for whoever asked already."""
    stands = stands or standing(found, on)
    code, last = stands.code, found.permits[-1] if found.permits else None
    if code == Stay.DELIVERED and last is not None and last.n != stands.n:
        if last.undone:
            return REDO
        if last.refusal is not None:
            return RENEWAL_REFUSED
        if last.silent(on):
            return RENEWAL_SILENT
    if code == Stay.AFTER and stopped(found, on) is not None:
        return STOPPED
    if code == Stay.NOT_NEEDED and found.person.aps_need == ApsNeed.UNKNOWN:
        return UNSAID
    if code == Stay.NOT_NEEDED and found.person.aps_need == ApsNeed.NOT_CONCERNED:
        return WITHOUT_OBJECT
    held = found.request(stands.n) if code in (Stay.DELIVERED, Stay.TO_RENEW) else None
    if held is not None and held.against:
        return State("alerte", "exclamation-triangle", f"{PILLS[code][2]}, {held.against}")
    return State(*PILLS[code])
