"""Of each act that may be contested, one day on every page of her antenne: remedies, legal aid, her letter counted."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rivage.core.versions import version_of
from rivage.decisions import actions, acts
from rivage.decisions.actions import Helped, RecoursSaid
from rivage.decisions.models import ContestHelp
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.period import add_months
from rivage.law.wording import day as in_full
from rivage.rights.alerts import due_feed
from rivage.rights.models import AfisDecision, AfisEnd, ApsFact
from tests.bad_input.calling import Caller
from tests.decisions.test_recours import handed
from tests.rights.aid.handed import hand
from tests.rights.aid.test_ended import ended
from tests.rights.aid.test_months import aided
from tests.rights.aid.test_notified import refused
from tests.rights.permit.path import REFERENT, authorised, day, note
from tests.rights.permit.test_letter import say
from tests.stories import after
from tests.world import World, acting

__all__ = ["aided", "refused"]
pytestmark = pytest.mark.django_db
PAGES = {
    "path": ("people:person", "rights:clocks", "decisions:decision"),
    "aid": ("people:person", "rights:afis"),
    "aid_end": ("rights:months", "rights:end"),
    "permit": ("rights:permit", "rights:clocks", "rights:stay"),
}
OF_A_DEMANDE = ("decisions:decision", "decisions:remedies", "rights:afis", "rights:end")
OF_ALL = ("people:step", "decisions:remedies", "desk:home")
# A sentence that says until when a court may be seized. What a notification announced, what a reason of the law says
# of one remedy alone, until when an answer is awaited, and how long the path runs are other things.
UNTIL = re.compile(
    r"(?:recours|tribunal)[^.|]*?(?: jusqu’au|dernier jour [^:|]*:) (\d+(?:er)? \w+ \d{4})", re.IGNORECASE
)
ELSEWHERE = re.compile(r"recevable|repart de ce jour|annoncé|Réponse attendue")


def of_path(world: World, _ask: Callable[[str], Any]) -> tuple[Demande, str, date]:
    return handed(world).demande, "path", law.last_day(world.today)


def of_aid(world: World, ask: Callable[[str], Any]) -> tuple[Demande, str, date]:
    row: AfisDecision = ask("refused")
    with acting(world[REFERENT]) as actor:
        hand(actor, row, world.today)
    return row.demande, "aid", law.last_day(world.today)


def of_end(world: World, ask: Callable[[str], Any]) -> tuple[Demande, str, date]:
    ended(world, ask("aided"), world.today)
    with acting(world[REFERENT]) as actor:
        row = AfisEnd.objects.select_related("decision__demande", "person").get()
        hand(actor, row, world.today)
    return row.decision.demande, "aid_end", law.last_day(world.today)


def of_permit(world: World, _ask: Callable[[str], Any]) -> tuple[Demande, str, date]:
    demande = after(world, authorised, 100, "needed")
    note(world, demande, "requested", -50)
    note(world, demande, "refused", -2)
    return demande, "permit", law.last_day(day(world, -2))


def of_silence(world: World, _ask: Callable[[str], Any]) -> tuple[Demande, str, date]:
    demande = after(world, authorised, 170, "needed")
    note(world, demande, "requested", -130)
    return demande, "permit", law.last_day(add_months(day(world, -130), 4))


def of_letter(world: World, ask: Callable[[str], Any]) -> tuple[Demande, str, date]:
    demande, about, _ = of_permit(world, ask)
    with acting(world[REFERENT]) as actor:
        (act,) = [one for one in acts.of(actor, [demande.pk], world.today) if one.about == about]
        fact = ApsFact.objects.get(pk=act.pk)
    say(world, fact, day(world, 20))
    return demande, about, day(world, 20)


def contest(world: World, demande: Demande, about: str, kind: str) -> None:
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [held.pk], world.today) if one.about == about]
        said = RecoursSaid(kind, world.today)
        actions.file_recours(actor=actor, on=world.today, demande=held, act=act.pk, said=said)


def legal_aid(world: World, demande: Demande, about: str, asked: date | None) -> None:
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [held.pk], world.today) if one.about == about]
        row = ContestHelp.objects.visible_to(actor).filter(act=act.pk).first()
        actions.note_help(
            actor=actor, on=world.today, demande=held, act=act.pk, helped=Helped(aid_asked_on=asked),
            version=version_of(row) if row else "",
        )  # fmt: skip


def said(world: World, demande: Demande, about: str) -> dict[str, set[str]]:
    """The days that each page says, by page."""
    caller, found = Caller(world[REFERENT]), {}
    for page in (*PAGES[about], *OF_ALL):
        of = {} if page == "desk:home" else {"person": demande.person_id}
        if page in OF_A_DEMANDE:
            of = {"demande": demande.pk}
        text = re.sub(r"<(script|style|svg)[\s\S]*?</\1>", "|", caller.get(page, **of).text)
        parts = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "|", text).replace("| |", "|")).split("|")
        found[page] = {one for part in parts if not ELSEWHERE.search(part) for one in UNTIL.findall(part)}
    return found


def told(world: World, demande: Demande, about: str, expected: date | None, others: set[date], step: str) -> None:
    days = {in_full(expected).replace("\u00a0", " ")} if expected is not None else set()
    pages = said(world, demande, about)
    assert {page: one for page, one in pages.items() if one - days} == {}, step
    if expected is not None:
        assert pages["decisions:remedies"] == days, step
        assert pages["desk:home"] == days or step in ("gracious", "both"), step
    with acting(world[REFERENT]) as actor:
        feed = {line.starts for line in due_feed._days(actor)}
    assert not feed & (others - {expected}), step


@pytest.mark.parametrize(
    "build",
    [
        of_letter,
        of_path,
        *(pytest.param(one, marks=pytest.mark.deep) for one in (of_aid, of_end, of_permit, of_silence)),
    ],
)
def test_one_day_is_said_on_every_page(
    world: World, request: pytest.FixtureRequest, build: Callable[..., tuple[Demande, str, date]]
) -> None:
    demande, about, first = build(world, request.getfixturevalue)
    moved = law.last_day(law.silence(world.today))
    letter = first if build is of_letter else None
    others = {first, moved, law.last_day(day(world, -2))}
    told(world, demande, about, first, others, "nothing")
    legal_aid(world, demande, about, world.today)
    told(world, demande, about, letter, others, "legal aid")
    legal_aid(world, demande, about, None)
    contest(world, demande, about, "gracious")
    told(world, demande, about, letter or moved, others, "gracious")
    legal_aid(world, demande, about, world.today)
    told(world, demande, about, letter, others, "both")
    contest(world, demande, about, "content")
    told(world, demande, about, None, others, "seized")
