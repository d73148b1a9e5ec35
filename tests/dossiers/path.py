"""A person and her demande, made through the actions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rivage.accounts.models import Membership
from rivage.dossiers import actions
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande, WithoutObject
from rivage.dossiers.situation import SITUATION
from rivage.people import actions as people
from rivage.people.models import Person
from tests.world import World, acting

WHO = "referent:estuaire33"
TEXTS: dict[str, dict[str, Any]] = {
    Part.SITUATION: {
        "answers": {code: next(iter(question.answers)) for code, question in SITUATION.questions.items()},
        "danger": "watch",
    },
    Part.ACCOUNT: {"text": "Elle prépare la suite avec l’association.", "approved_on": None},
    Part.PROJECT: {
        "needs": "Un logement, des cours de français.",
        "expected": "Une place stable, un niveau A2.",
        "months": 6,
        "actions": [
            {"domain": "housing", "text": "Demander une place", "duration": "trois mois", "expected": "une place"}
        ],
    },
    Part.ENGAGEMENTS: {"engagements": "Suivre les cours.", "engagements_signed_on": None},
    Part.OPINION: {"opinion": "favourable", "opinion_text": "Le projet est prêt."},
    Part.AID: {
        "afis_asked": True,
        "rsa": "no",
        "ada": "no",
        "document": "titre",
        "household": 1,
        "children": 0,
        "resources": Decimal("0.00"),
    },
    Part.PIECES: {
        "pieces": {
            kind: {"state": state, "given_on": None, "remark": ""}
            for kind, state in (("engagements", "given"), ("identity", "no_document"), ("agrement", "given"))
        }
    },
}
# What a renewal and a reprise say besides.
AGAIN: dict[str, dict[str, Any]] = TEXTS | {
    Part.RESULTS: {"difficulties": "Aucune place avant mars.", "results": "Un cours commencé.", "respect": "partly"}
}


def new_person(
    world: World, who: str = WHO, name: str = "Awa Corail", *, since: date | None = None, **identity: str
) -> Person:
    with acting(world[who]) as actor:
        return actions.open_suivi(
            actor=actor,
            on=world.today,
            identity={"name_in_use": name, "birth": "1994", "zone": "other", **identity},
            contact={"never": "Ne pas laisser de message."},
            aps_need="yes",
            since=since,
        )


def new_demande(world: World, who: str = WHO, person: Person | None = None, kind: str = "initiale") -> Demande:
    person = person or new_person(world, who)
    with acting(world[who]) as actor:
        return actions.open_demande(actor=actor, on=world.today, person=person, kind=kind)


def values(part: str, on: date) -> dict[str, Any]:
    """Complete values of a part, its dates set on `on`."""
    dated = {"approved_on", "engagements_signed_on"}
    return {name: on if name in dated else value for name, value in AGAIN[part].items()}


def fill(world: World, demande: Demande, who: str = WHO) -> Demande:
    """Write every part that a deposit needs, and her accord."""
    with acting(world[who]) as actor:
        for part in TEXTS if demande.kind == "initiale" else AGAIN:
            actions.save_part(
                actor=actor,
                on=world.today,
                demande=demande,
                part=part,
                values=values(part, world.today),
                version=0,
                ready=True,
            )
        people.give_accord(
            actor=actor,
            on=world.today,
            person=demande.person,
            kind="parcours",
            given_on=world.today,
            language="français",
        )
    return demande


def deposited(world: World, who: str = WHO, person: Person | None = None, kind: str = "initiale") -> Demande:
    """A demande received by the délégation."""
    demande = fill(world, new_demande(world, who, person, kind), who)
    with acting(world[who]) as actor:
        return actions.submit(actor=actor, on=world.today, demande=demande, version=demande.version)


def completed(world: World, who: str = WHO, person: Person | None = None, kind: str = "initiale") -> Demande:
    """A demande that the délégation has declared complete."""
    demande = deposited(world, who, person, kind)
    with acting(world[f"delegate:{demande.departement}"]) as delegate:
        return actions.declare_complete(actor=delegate, on=world.today, demande=demande, version=demande.version)


def in_days(world: World, days: int) -> date:
    return world.today + timedelta(days=days)


def closed_without_object(world: World, delegate: Membership, demande: Demande) -> WithoutObject:
    return actions.without_object(
        actor=delegate,
        on=world.today,
        demande=demande,
        version=demande.version,
        ground="twice",
        since=world.today,
        words="La même demande est au dossier depuis le printemps.",
    )


def reads_again_first(page: str, gravest: str) -> None:
    """What it does, the gravest before the rest, then the way back, then the button."""
    said = page[page.index("Ce que cela fait") :]
    first = said[said.index("<li>") : said.index("</li>")]
    assert gravest in first
    assert said.index("Revenir sans rien faire") < said.index('type="submit"')
