"""Gironde, six months ago: five paths whose permits stand at every point, and one asylum claim that is examined."""

from datetime import date

from rivage.demo.stories.telling import Telling
from rivage.rights.enums import ApsStep, PermitNeed
from rivage.rights.permit import actions as rights

# Who accompanies each; the desk answers as the stories below say.
HERS = {
    "Ama Brisant": "jeanne.quai",
    "Fanta Sillage": "yann.bouee",
    "Yara Crique": "jeanne.quai",
    "Selam Rocher": "yann.bouee",
}
DESK = "remi.musoir"


def earlier_session(telling: Telling) -> None:
    """Four people authorised at the same session, all at once; what became of each permit since."""
    for name, login in HERS.items():
        asylum = name == "Selam Rocher"
        telling.meet(-192, login, name, "not_concerned" if asylum else "yes")
        if asylum:
            _need(telling, -191, name, PermitNeed.ASYLUM)
        telling.ask(-188, name, aid={"ada": "yes" if asylum else "no"})
        telling.deposit(-186, name)
        telling.complete(-185, name)
    seance = telling.plan(-184, "33", "claire.digue", at=-172, place="Préfecture, salle des cartes")
    for name in HERS:
        telling.schedule(-183, name, seance)
    telling.convene(-180, seance)
    telling.sit(-172, seance, "claire.digue", {name: {} for name in HERS})
    starts: date = telling.day(-165)
    for name in HERS:
        telling.sign_releve(-171, name)
        telling.draft(-170, name, starts=starts)
        telling.sign(-168, name)
        telling.notify(-166, name)


def permits(telling: Telling) -> None:
    """A silence, a renewal asked too late, a récépissé; then what the paths of the other sessions wait for."""
    _fact(telling, -150, "Ama Brisant", ApsStep.REQUESTED)
    _fact(telling, -158, "Fanta Sillage", ApsStep.REQUESTED)
    _fact(telling, -152, "Fanta Sillage", ApsStep.DELIVERED, until=-30, by=DESK, handed=True)
    _fact(telling, -20, "Fanta Sillage", ApsStep.REQUESTED, n=2)
    _fact(telling, -12, "Fanta Sillage", ApsStep.DELIVERED, n=2, until=172, by=DESK)
    _fact(telling, -80, "Yara Crique", ApsStep.REQUESTED, by=DESK)
    _fact(telling, -78, "Yara Crique", ApsStep.REQUESTED, on=-81)
    _fact(telling, -70, "Yara Crique", ApsStep.RECEIPT, until=45)
    _fact(telling, -98, "Lina Marée", ApsStep.REQUESTED)
    # Some days after the first of her rights, which wait for the first of a month, 89 days ago at the latest.
    _fact(telling, -85, "Lina Marée", ApsStep.DELIVERED, until=36, by=DESK, handed=True)


def _need(telling: Telling, days: int, name: str, need: str) -> None:
    with telling.on(days, telling.who[name]) as (actor, on):
        person = telling.people[name]
        rights.set_need(actor=actor, on=on, person=person, need=need, version=rights.need_version(person))


def _fact(
    telling: Telling, days: int, name: str, step: str, *, n: int = 1, until: int | None = None,
    on: int | None = None, by: str = "", handed: bool = False,
) -> None:  # fmt: skip
    """Written `days` from today, of that day or of `on`; by her association from the paper, or by the desk."""
    with telling.on(days, by or telling.who[name]) as (actor, today):
        told = rights.StepTold(
            n=n,
            step=step,
            on=telling.day(on) if on is not None else today,
            until=telling.day(until) if until is not None else None,
            source="own_desk" if by else "paper_held",
            handed=handed,
        )
        rights.record_aps(actor=actor, on=today, person=telling.people[name], told=told)
