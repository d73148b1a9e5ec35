"""The three clocks read from facts alone, and the frise drawn from them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from rivage.core import clock
from rivage.dossiers import actions as dossiers
from rivage.dossiers import changes
from rivage.dossiers.models import Parcours
from rivage.dossiers.months import used_months
from rivage.people.models import Person
from rivage.rights.clocks import ClockFacts, clocks, read
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.steps import possible
from rivage.rights.enums import PermitNeed
from rivage.rights.frise.drawing import desk, phone
from rivage.rights.frise.marks import axis, rows
from rivage.rights.permit.pills import pill
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import WHO
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.world import World, acting, away

ON = date(2026, 11, 21)
AT = datetime(2025, 3, 3, tzinfo=UTC)


def person(need: str = "yes") -> Any:
    return SimpleNamespace(aps_need=need)


def period(n: int, starts: date, ends: date, ended_on: date | None = None, path: int = 1) -> Any:
    return SimpleNamespace(
        n=n, starts=starts, ends=ends, ended_on=ended_on, stopped_on=None, decision_id=n, parcours_id=path
    )


def path(pk: int, months_before: int = 0) -> Any:
    return SimpleNamespace(pk=pk, months_before=months_before, ended_on=None)


def aid(asked: bool | None, rsa: str = "no", ada: str = "no") -> Any:
    return SimpleNamespace(afis_asked=asked, rsa=rsa, ada=ada, paid_until=None)


ONE = period(1, date(2025, 6, 3), date(2025, 12, 3))
TWO = period(2, date(2026, 1, 15), date(2026, 7, 15))
THREE = period(3, date(2026, 7, 15), date(2027, 1, 15))


def test_months_gaps_and_the_running_period() -> None:
    found = read(ClockFacts(person("no"), periods=[ONE, TWO, THREE]), ON)
    assert found.header.replace("\u00a0", " ") == "18 mois comptés sur 24, restent 6. 1 rupture, 43 jours."
    assert found.path.stands.replace("\u00a0", " ") == "période 3, finit le 14 janvier 2027"
    assert [(n, days.start, days.last_day) for n, days in [found.next_period]] == [
        (4, date(2027, 1, 15), date(2027, 7, 14))
    ]


def test_a_period_that_was_ended_leaves_no_gap() -> None:
    stopped = period(1, ONE.starts, ONE.ends, ended_on=date(2025, 10, 1))
    assert read(ClockFacts(person("no"), periods=[stopped, TWO]), ON).gaps == ()


def demande(n: int, kind: str, step: str) -> Any:
    return SimpleNamespace(pk=f"d{n}", kind=kind, step=step, departement="33", deposited_at=AT, created_at=AT)


def test_two_paths_were_never_to_touch() -> None:
    """The first was not renewed at its term; the second was asked for a year later."""
    again = period(1, date(2026, 7, 1), date(2027, 1, 1), path=2)
    found = ClockFacts(person("no"), periods=[ONE, again], parcours=path(2))
    assert read(found, ON).past == ()


def test_months_granted_elsewhere_before_any_of_her_paths_are_counted() -> None:
    """As the law counts them when a period is granted: the 24 months are hers, whatever the path."""
    again = period(1, THREE.starts, THREE.ends, path=2)
    found = ClockFacts(person("no"), periods=[ONE, again], parcours=path(2, 3), earlier=[path(1, 9)])
    assert read(found, ON).header.replace("\u00a0", " ").startswith("24 mois comptés sur 24, reste 0.")
    assert read(found, ON).next_period is None
    alone = ClockFacts(person("no"), parcours=path(2), earlier=[path(1, 12)])
    assert read(alone, ON).used == 12


def test_the_first_demande_of_a_path_leaves_no_gap_after_the_one_before() -> None:
    waiting = ClockFacts(person("no"), periods=[ONE], parcours=path(2), demandes=[demande(1, "initiale", "draft")])
    assert read(waiting, ON).past == ()
    renewing = ClockFacts(
        person("no"), periods=[ONE], parcours=path(1), demandes=[demande(1, "renouvellement", "draft")]
    )
    assert [(gap.days.start, gap.days.last_day) for gap in read(renewing, ON).past] == [(ONE.ends, ON)]


@pytest.mark.parametrize(
    ("need", "periods", "words"),
    [
        ("yes", [], "possible après l’autorisation"),
        ("yes", [THREE], "à demander"),
        ("no", [THREE], "un autre document est détenu"),
        ("not_concerned", [THREE], ""),
    ],
)
def test_the_residence_clock_says_its_need_first(need: str, periods: list[Any], words: str) -> None:
    found = read(ClockFacts(person(need), periods=periods), ON)
    assert found.residence.stands == words
    assert found.residence_wanted == (need == "yes")


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ("unknown", "Besoin à dire"),
        ("not_concerned", "Sans objet"),
        ("no", "Sans besoin"),
        ("yes", "Après l’autorisation"),
    ],
)
def test_a_need_that_nobody_said_is_not_shown_as_none(need: str, said: str) -> None:
    assert pill(StayFacts(person(need)), ON).text == said


@pytest.mark.parametrize(
    ("told", "since"),
    [
        (date(2026, 3, 10), "depuis le 15 juillet"),
        (date(2026, 9, 10), "depuis le 10 septembre"),
        (ON, "dès aujourd’hui"),
    ],
)
def test_a_permit_is_possible_since_her_need_and_her_path_both_are(told: date, since: str) -> None:
    need: Any = SimpleNamespace(need=PermitNeed.NEEDED, until="", changed_on=told)
    assert since in possible(StayFacts(person(), periods=[THREE], need=need), ON).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("known", "need"),
    [
        (None, "à voir avec la personne"),
        (aid(None), "à voir avec la personne"),
        (aid(False), "non souhaitée"),
        (aid(True), "demandée"),
        (aid(True, rsa="yes"), "RSA possible à la place"),
        (aid(True, ada="yes"), "ADA possible à la place"),
    ],
)
def test_the_aid_clock_says_its_need_first(known: Any, need: str) -> None:
    assert read(ClockFacts(person(), aid=known), ON).aid.need == need


def test_nothing_asked_draws_nothing() -> None:
    found = read(ClockFacts(person()), ON)
    assert axis(found) is None
    assert desk(found) is None
    assert phone(found) is None
    assert rows(found) == []


def test_the_frise_shows_24_months_and_those_of_the_gaps() -> None:
    found = read(ClockFacts(person("no"), periods=[ONE, TWO, THREE]), ON)
    where = axis(found)
    assert (where.begin, where.months) == (date(2025, 6, 1), 26)
    assert where.pos(date(2025, 6, 16)) == 0.5
    assert where.pos(date(2026, 7, 1)) == 13
    for drawing in (desk(found), phone(found)):
        gaps = [shape for shape in drawing.shapes if ("class", "f-rupture") in shape.attrs]
        assert len(gaps) == 1
        assert ("fill", "url(#hachure)") in gaps[0].attrs
        for shape in drawing.shapes:
            for name, value in shape.attrs:
                if name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2"):
                    assert float(value) >= 0, (shape, name)
    assert [row["state"] for row in rows(found) if row.get("gap")] == ["rupture de 43\u00a0jours"]


@pytest.mark.django_db
def test_the_clocks_of_a_person_are_a_fragment_and_a_page(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    for name in (WHO, "delegate:33"):
        caller = Caller(world[name])
        page = caller.get("rights:clocks", person=demande.person_id)
        assert page.says("6 mois comptés sur 24, restent 18.")
        assert page.says("<svg")
        assert "style=" not in page.text
        url = caller.url("rights:clocks", person=demande.person_id)
        fragment = caller.client.get(url, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in fragment
        assert "Les trois horloges" in fragment
    for name in ("signatory:33", "chair:33", "delegate:75", "referent:amarres33"):
        assert Caller(world[name]).get("rights:clocks", person=demande.person_id).status == 404


@pytest.mark.django_db
def test_a_second_path_keeps_the_months_granted_elsewhere_before_the_first(world: World) -> None:
    begun = after(world, taken_over, months_before=12, months_before_source="arrêté")
    confirmed(world, begun)
    with acting(world[WHO]) as actor:
        dossiers.renounce(
            actor=actor, on=world.today, parcours=begun.parcours, received_on=world.today, received_alone=True
        )
    later = world.today + timedelta(days=20)
    with clock.at(away(20)), acting(world[WHO]) as actor:
        person = Person.objects.get(pk=begun.person_id)
        first = clocks(actor, person, later).used
        dossiers.open_demande(actor=actor, on=later, person=person, kind="initiale")
        second = Parcours.objects.get(ended_on=None)
        assert clocks(actor, person, later).used == first == used_months(second) > 12
        # What a gesture costs is said with them too.
        said = changes.of_stopping(second, later, later)
        assert any(f"{first}\u00a0mois compteront" in point.text for point in said)
