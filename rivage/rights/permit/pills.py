"""The pill that says where a permit stands, on every page and list that shows it."""

from datetime import date

from rivage.core.tables import State
from rivage.people.enums import ApsNeed
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.residence import Stay, StayStanding, standing

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
}


# What is held runs still, and nothing follows it.
RENEWAL_REFUSED = State("alerte", "x-circle", "Renouvellement refusé")
RENEWAL_SILENT = State("alerte", "exclamation-triangle", "Renouvellement sans réponse")
# Nobody said yet whether she needs one: that is to be done, not an answer.
UNSAID = State("attente", "question-circle", "Besoin à dire")
# Another nationality and a pending asylum claim are told apart by her antenne alone.
WITHOUT_OBJECT = State("neutre", "dash-lg", "Sans objet")


def pill(found: StayFacts, on: date, stands: StayStanding | None = None) -> State:
    """The state of the permit, as a pill. `stands`: where it stands on that day, for whoever asked already."""
    stands = stands or standing(found, on)
    code, last = stands.code, found.permits[-1] if found.permits else None
    if code == Stay.DELIVERED and last is not None and last.n != stands.n:
        if last.refusal is not None:
            return RENEWAL_REFUSED
        if last.silent(on):
            return RENEWAL_SILENT
    if code == Stay.NOT_NEEDED and found.person.aps_need == ApsNeed.UNKNOWN:
        return UNSAID
    if code == Stay.NOT_NEEDED and found.person.aps_need == ApsNeed.NOT_CONCERNED:
        return WITHOUT_OBJECT
    held = found.request(stands.n) if code in (Stay.DELIVERED, Stay.TO_RENEW) else None
    if held is not None and held.against:
        return State("alerte", "exclamation-triangle", f"{PILLS[code][2]}, {held.against}")
    return State(*PILLS[code])
