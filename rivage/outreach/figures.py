"""What the rounds and workshops of an antenne add up to between two days."""

from collections import Counter
from datetime import date
from typing import Any

from rivage.accounts.activity import ActivitySection, Figure, FigurePart, register, split
from rivage.accounts.models import Membership
from rivage.core.languages import Language
from rivage.outreach.enums import RoundKind, WorkshopKind
from rivage.outreach.reading import missed, standing, totals
from rivage.outreach.workshops import reading as of_workshops


def rounds(membership: Membership, first: date, last: date) -> ActivitySection:
    """How many were met, and how. Rounds name nobody: somebody met twice counts twice."""
    rows = [row for row in standing(membership).filter(day__range=(first, last)) if not missed(row)]
    found = totals(rows)
    met, languages = Counter[str](), Counter[str]()
    for row in rows:
        met[row.kind] += row.met
        languages.update(row.kept.get("languages", []))
    return ActivitySection("rounds", "Aller vers elles", (*_rounds(found, met, languages), *_said(found)))


def _rounds(found: dict[str, Any], met: Counter[str], languages: Counter[str]) -> tuple[Figure, ...]:
    spoken = tuple(FigurePart(code, label, languages[code]) for code, label in Language.choices if languages[code])
    return (
        Figure(
            code="rounds",
            label="Sorties et permanences",
            definition="Sorties qui ont eu lieu entre les deux jours, celles où il n’y avait personne aussi. Une "
            "langue compte une fois par sortie où elle a été parlée.",
            n=found["done"],
            parts=spoken,
            split="Par langue parlée",
            many=True,
            kind="free",
        ),
        Figure(
            code="met",
            label="Personnes rencontrées",
            definition="Somme des personnes rencontrées à chaque sortie. Qui est rencontrée deux fois compte deux "
            "fois : rien ne la nomme.",
            n=sum(met.values()),
            parts=split(RoundKind.choices, met),
            split="Par façon d’aller vers elles",
            named="FACT-S 2025, « aller-vers », L1099, et accueil, L1107",
        ),
    )


def _said(found: dict[str, Any]) -> tuple[Figure, ...]:
    return (
        Figure(
            code="answered",
            label="Ont répondu, ou parlé",
            definition="Parmi les personnes rencontrées ou à qui un message a été envoyé.",
            n=found["answered"],
            named="FACT-S 2025, aller-vers numérique, L2524",
        ),
        Figure(
            code="first_words",
            label="Premiers mots d’un parcours",
            definition="Personnes qui ont parlé d’un parcours pour la première fois, à une sortie.",
            n=found["first_words"],
        ),
        Figure(
            code="messages",
            label="Messages envoyés",
            definition="Messages envoyés lors de l’aller-vers en ligne.",
            n=found["messages"],
            kind="free",
            named="FACT-S 2025, contacts numériques, L2524",
        ),
        Figure(
            code="given",
            label="Matériel donné",
            definition="Objets donnés lors des sorties, comptés par l’équipe.",
            n=found["given"],
            kind="free",
        ),
    )


def workshops(membership: Membership, first: date, last: date) -> ActivitySection:
    """How many were held, and how many people came. Workshops name nobody: somebody who comes twice counts twice."""
    rows = list(of_workshops.standing(membership).filter(day__range=(first, last)))
    _, whole = of_workshops.sums(rows)
    held, came = Counter[str](), Counter[str]()
    for row in rows:
        if row.came is not None:
            held[row.kind] += 1
            came[row.kind] += row.came
    figures = (
        Figure(
            code="workshops",
            label="Ateliers tenus",
            definition="Ateliers collectifs tenus entre les deux jours, ceux où personne n’est venu aussi.",
            n=whole.held,
            parts=split(WorkshopKind.choices, held),
            split="Par sujet",
            many=True,
            kind="free",
        ),
        Figure(
            code="workshop_came",
            label="Venues aux ateliers",
            definition="Somme des personnes venues à chaque atelier. Qui vient deux fois compte deux fois : rien ne "
            "la nomme.",
            n=whole.came,
            parts=split(WorkshopKind.choices, came),
            split="Par sujet",
        ),
    )
    return ActivitySection("workshops", "Ateliers collectifs", figures)


register(rounds, rank=70)
register(workshops, rank=72)
