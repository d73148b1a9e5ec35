"""Beside the path: rights asked, opened, refused, a title that waits and one that is held; a neutral sender."""

from rivage.core.versions import version_of
from rivage.demo.stories.telling import Telling
from rivage.titles import actions
from rivage.titles.models import NeutralSender
from rivage.titles.standing import facts_of, version

# Days of the step, the right, the step, its last day or the day to chase.
HERS: dict[str, tuple[tuple[int, str, str, int | None], ...]] = {
    "Lina Marée": (
        (-84, "sante", "asked", None),
        (-60, "sante", "opened", 40),
        (-60, "domiciliation", "opened", 305),
        (-41, "compte", "refused", None),
        (-33, "aide-logement", "asked", 6),
        (-20, "logement-social", "asked", None),
    ),
    "Ama Brisant": (
        (-150, "domiciliation", "opened", 215),
        (-120, "sante", "refused", None),
        (-30, "admission-l435-1", "asked", None),
        (-12, "admission-l435-1", "awaited", 50),
    ),
    "Fanta Sillage": ((-90, "carte-l425-1", "asked", None), (-15, "carte-l425-1", "held", 350)),
}
SENDERS = {
    "helene.mole": ("Service d’accompagnement social des Quais", "BP 40\n12 rue des Invités\n33000 Bordeaux"),
    "rose.jetee": ("Accompagnement et logement Garonne", "BP 12\n4 place du Marché\n33000 Bordeaux"),
}


def beside(telling: Telling) -> None:
    """Each step on its day, by whoever accompanies her; the leads write under which name papers are signed."""
    for login, (name, address) in SENDERS.items():
        with telling.on(-150, login) as (actor, on):
            actions.write_sender(
                actor=actor,
                on=on,
                body=actor.body,
                name=name,
                address=address,
                town="Bordeaux",
                phone="05 00 00 00 40",
                version=version_of(NeutralSender(body=actor.body)),
            )
    for called, steps in HERS.items():
        for days, what, step, due in steps:
            with telling.on(days, telling.who[called]) as (actor, on):
                person = telling.people[called]
                told = actions.StepNoted(step, on, telling.day(due) if due is not None else None)
                shown = version(facts_of(person, what))
                actions.note_step(actor=actor, on=on, person=person, what=what, told=told, version=shown)
