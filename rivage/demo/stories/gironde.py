"""Gironde: a file at every step, a refusal, two sessions held and one to come."""

from decimal import Decimal
from typing import Any

from rivage.decisions import actions as decisions
from rivage.decisions import courts
from rivage.demo.stories.telling import Telling
from rivage.rights.aid import actions as rights

# A motive that no text provides for: the house shows it as such to those who decide, and never prints it.
REFUSAL: dict[str, Any] = {
    "sense": "refuse",
    "starts": None,
    "months": None,
    "motives": ("francais",),
    "motives_read": True,
    "motives_kept": "La formation demandée commence par un test de français.",
    "reasons": "La formation prévue suppose un niveau de français que la personne n’a pas encore "
    "(article L121-9 du code de l’action sociale et des familles).",
}
FIRST = ("Lina Marée", "Inès Corniche", "Sofia Galet", "Rita Lagune")
NO_DOCUMENT = {"state": "no_document", "given_on": None, "remark": ""}


def first_session(telling: Telling) -> None:
    """Four months ago: two authorisations with their aid, one of a French person without aid, a refusal."""
    _ask_all(telling)
    seance = telling.plan(-150, "33", "claire.digue", at=-120, place="Préfecture, salle des cartes")
    for name in FIRST:
        telling.deposit(-158, name)
        telling.complete(-152, name)
        telling.schedule(-150, name, seance)
    telling.convene(-130, seance)
    telling.sit(
        -120,
        seance,
        "claire.digue",
        {
            "Lina Marée": {},
            "Inès Corniche": {},
            "Sofia Galet": {"afis": "unfavourable", "afis_reasons": "Elle peut demander le RSA."},
            "Rita Lagune": {
                "sense": "unfavourable",
                "afis": "unfavourable",
                "mode": "counts",
                "votes_for": 3,
                "votes_against": 6,
                "abstentions": 0,
                "reasons": "Le plan n’est pas assez précis.",
                "afis_reasons": "L’aide suit le parcours.",
            },
        },
    )
    for name in FIRST:
        telling.sign_releve(-119, name)
    _decide_first(telling)


def _ask_all(telling: Telling) -> None:
    telling.meet(-175, "jeanne.quai", "Lina Marée", birth="1997-04-02")
    telling.ask(-165, "Lina Marée", aid={"children": 2, "household": 3})
    telling.meet(-175, "paul.embrun", "Inès Corniche", "no", birth="2003-05-14")
    telling.ask(-165, "Inès Corniche", aid={"document": "titre"})
    telling.meet(-175, "yann.bouee", "Sofia Galet", "not_concerned", birth="1991", zone="french", nationality="France")
    telling.ask(-165, "Sofia Galet", aid={"rsa": "yes", "document": "sans_objet"})
    telling.meet(-175, "jeanne.quai", "Rita Lagune")
    telling.ask(-165, "Rita Lagune")


def _decide_first(telling: Telling) -> None:
    # The aid of a first month is paid with the first order, whatever the day of the month it is.
    starts = max(telling.day(-112), telling.month(-3))
    for name in FIRST[:3]:
        telling.draft(-115, name, starts=starts)
        telling.sign(-113, name)
        telling.notify(-110, name)
    telling.draft(-115, "Rita Lagune", **REFUSAL)
    telling.sign(-113, "Rita Lagune")
    telling.notify(-108, "Rita Lagune")
    for name, sense, children, reasons in (
        ("Lina Marée", "grant", 2, ""),
        ("Inès Corniche", "grant", 0, ""),
        ("Sofia Galet", "refuse", 0, "Le revenu de solidarité active peut être demandé."),
    ):
        with telling.on(-112, "claire.digue") as (actor, on):
            rights.decide_afis(
                actor=actor,
                on=on,
                demande=telling.fresh(name),
                sense=sense,
                decided_on=on,
                children=children,
                motives=["rsa_ada"] if reasons else [],
                reasons=reasons,
                signed_name="Anne Sémaphore",
                source="signed_paper",
            )
    # The refusal was handed late; one grant still waits on the home of its antenne.
    for name, days in (("Lina Marée", -108), ("Sofia Galet", -14)):
        telling.hand_aid(days, name)
    _contest(telling, "Rita Lagune")


def _contest(telling: Telling, name: str) -> None:
    """The refusal is contested: by then the judge of urgent matters has rejected, the court has not ruled."""
    lawyer = decisions.Helped("lawyer", "Maître Alma Balise", telling.day(-100), telling.day(-80))
    telling.helped(-80, name, lawyer)
    for days, kind, case in ((-60, "content", "2600417"), (-58, "urgent", "2600431")):
        court = courts.written(courts.court("33"), case)
        telling.contest(days, name, decisions.RecoursSaid(kind, telling.day(days), court))
    telling.follow(-45, name, "urgent", outcome="rejected", outcome_on=telling.day(-45))
    telling.follow(-20, name, "content", memoir_due=telling.day(12))


def second_session(telling: Telling) -> None:
    """Last week: one decision to notify, one to sign, one relevé still before the chair."""
    names = ("Malika Jusant", "Doina Houle", "Grace Anse")
    for name, login in zip(names, ("jeanne.quai", "paul.embrun", "yann.bouee"), strict=True):
        telling.meet(-80, login, name)
        telling.ask(-70, name)
        telling.deposit(-60, name)
        telling.complete(-55, name)
    seance = telling.plan(-40, "33", "claire.digue", at=-9, place="Préfecture, salle des cartes")
    for name in names:
        telling.schedule(-38, name, seance)
    telling.convene(-20, seance)
    counts = {"mode": "counts", "votes_for": 7, "votes_against": 1, "abstentions": 1}
    telling.sit(-9, seance, "claire.digue", {"Malika Jusant": {}, "Doina Houle": counts, "Grace Anse": {}})
    for name in ("Malika Jusant", "Doina Houle"):
        telling.sign_releve(-8, name)
    telling.draft(-7, "Malika Jusant", starts=telling.day(-5))
    telling.sign(-5, "Malika Jusant")
    telling.draft(-3, "Doina Houle")


def coming_session(telling: Telling) -> None:
    """In eighteen days: two files on the agenda, convocations to send; behind them, files at every earlier step."""
    telling.meet(-45, "jeanne.quai", "Nour Récif", "unknown")
    telling.ask(-40, "Nour Récif", aid={"ada": "yes"})
    telling.meet(-45, "yann.bouee", "Irina Goéland", "no")
    telling.ask(-40, "Irina Goéland", aid={"document": "titre"})
    seance = telling.plan(-15, "33", "claire.digue", at=18, place="Préfecture, salle des cartes")
    for name in ("Nour Récif", "Irina Goéland"):
        telling.deposit(-30, name)
        telling.complete(-25, name)
        telling.schedule(-14, name, seance)
    telling.meet(-35, "jeanne.quai", "Sam Estran", given_names="Philibert", family_name="Estran-Vague")
    telling.ask(-30, "Sam Estran")
    telling.deposit(-20, "Sam Estran")
    telling.complete(-6, "Sam Estran")
    telling.meet(-30, "jeanne.quai", "Elena Algue")
    telling.ask(-25, "Elena Algue")
    telling.deposit(-18, "Elena Algue")
    telling.lack(-10, "Elena Algue", "Il manque la date sur les engagements signés.")
    telling.meet(-20, "paul.embrun", "Thuy Lagon", birth="")
    telling.ask(-12, "Thuy Lagon", pieces=_without_document(telling))
    telling.deposit(-4, "Thuy Lagon")
    telling.meet(-12, "jeanne.quai", "Mirela Dune")
    telling.ask(-2, "Mirela Dune", aid={"children": 1, "household": 2, "resources": Decimal("120.00")})
    telling.meet(-10, "jeanne.quai", "Awa Corail")
    telling.ask(-1, "Awa Corail", parts=("situation", "account", "accord"))
    telling.meet(-5, "jeanne.quai", "Mouette", "unknown", birth="", zone="unknown", nationality="")


def _without_document(telling: Telling) -> dict[str, object]:
    given = {"state": "given", "given_on": telling.day(-12), "remark": ""}
    return {"pieces": {"engagements": given, "identity": NO_DOCUMENT, "agrement": given}}
