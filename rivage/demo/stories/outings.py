"""Gironde goes out: rounds of two months, one that the weather stopped, a card that waits; and it gathers people."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from rivage.demo.stories.telling import Telling
from rivage.outreach import actions
from rivage.outreach.actions import RoundTold
from rivage.outreach.workshops.actions import WorkshopTold, note_workshop

MAUD, JEANNE = "maud.balancelle", "jeanne.quai"
NIGHT, DAY = ("21:40", 130), ("14:00", 180)
# Days ago, who noted it, how, met, answered, first words, messages, things given, languages.
ROUNDS = (
    (-58, MAUD, "street", 19, 2, 0, 0, 33, "es fr"),
    (-51, JEANNE, "online", 58, 5, 1, 58, 0, "es pt"),
    (-44, MAUD, "street", 27, 4, 1, 0, 36, "es ro"),
    (-37, MAUD, "street", 31, 6, 0, 0, 58, "bg ro"),
    (-30, JEANNE, "walk_in", 12, 12, 2, 0, 19, "fr en"),
    (-23, MAUD, "street", 22, 3, 0, 0, 40, "es"),
    (-12, JEANNE, "online", 64, 9, 1, 64, 0, "es pt"),
    (-6, MAUD, "street", 31, 6, 1, 0, 58, "bg ro"),
    (-2, MAUD, "street", 23, 3, 0, 0, 41, "es ro fr"),
)

# Days ago, subject, hour, minutes, came, in a path, not in one; None where nobody said.
WORKSHOPS = (
    (-48, "french", "14:00", 120, 9, 4, 3),
    (-41, "french", "14:00", 120, 11, 5, 4),
    (-35, "parents", "10:00", 90, 5, 3, None),
    (-34, "french", "14:00", 120, 8, 4, 2),
    (-20, "cooking", "11:00", 180, 12, None, None),
    (-13, "french", "14:00", 120, 10, 5, 4),
    (-5, "health", "15:00", 60, 7, 2, 5),
)


def gone(telling: Telling) -> None:
    """What a season of rounds leaves: numbers, zones in the antenne's words, a card."""
    zones = {}
    with telling.on(-60, JEANNE) as (actor, on):
        for kind, name in (("street", "Quais du nord"), ("online", "Trois sites"), ("walk_in", "Local")):
            zones[kind] = actions.open_zone(actor=actor, on=on, kind=kind, name=name).pk
    for days, who, kind, met, answered, first, messages, given, spoken in ROUNDS:
        at, minutes = NIGHT if kind == "street" else DAY
        with telling.on(days, who) as (actor, on):
            told = RoundTold(on, kind, zones[kind], at, minutes, 1, 2, met, answered, first, messages, given)
            told = replace(told, languages=spoken.split())
            actions.note_round(actor=actor, on=on, told=told, once=uuid4())
    with telling.on(-9, MAUD) as (actor, on):
        told = RoundTold(on, "street", zones["street"], "22:00", cancelled="weather")
        actions.note_round(actor=actor, on=on, told=told, once=uuid4())
    _gathered(telling)
    with telling.on(-2, MAUD) as (actor, on):
        way = "En semaine après 14 h, demander Zoé, ne pas dire d’où l’on appelle"
        actions.leave_card(actor=actor, on=on, nickname="Mirabelle", way=way, language="espagnol", once=uuid4())


def _gathered(telling: Telling) -> None:
    """Workshops of two months, one that was not held, one to come."""
    for days, kind, at, minutes, came, in_path, outside in WORKSHOPS:
        with telling.on(days, JEANNE) as (actor, on):
            told = WorkshopTold(on, kind, at, minutes, 1, 1, came=came, in_path=in_path, outside=outside)
            note_workshop(actor=actor, on=on, told=told, once=uuid4())
    with telling.on(-3, JEANNE) as (actor, on):
        note_workshop(actor=actor, on=on, told=WorkshopTold(on, "parents", missed="team"), once=uuid4())
        coming = WorkshopTold(on + timedelta(days=7), "french", "14:00", 120, 1, 1)
        note_workshop(actor=actor, on=on, told=coming, once=uuid4())
