"""The renewal of a running path: the fifth month, the session in time, both readings of a late one."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from rivage.accounts.homes import Item
from rivage.commissions.models import Seance
from rivage.core import clock
from rivage.desk.homes import home as home_of
from rivage.dossiers import actions
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.dossiers.models import Parcours
from rivage.dossiers.renewal import point_from
from rivage.law.period import ONE_DAY, Days, add_months
from rivage.law.wording import day
from rivage.rights.clocks.renewal import Renewal, late, notice, renewal
from rivage.rights.clocks.todo import to_renew
from tests.associations.test_agrements import noted
from tests.decisions.path import opined
from tests.dossiers.path import WHO, deposited, new_person
from tests.rights.takeover.path import confirmed, taken_over
from tests.rights.takeover.test_takeover_pages import Reader
from tests.stories import after
from tests.world import World, acting

NO_AID: dict[str, Any] = {"afis": "", "afis_decided_on": None}


def begun(world: World, starts: date, **changes: Any) -> Any:
    """A path of six months begun on a day."""
    return taken_over(world, **({"running": PaperPeriod(starts, 6, starts), "aps_from": starts} | NO_AID | changes))


def session(world: World, held: date) -> None:
    with acting(world["delegate:33"]):
        at = datetime.combine(held, time(10), clock.zone("33"))
        Seance(departement="33", at=at, place="Salle des cartes").save(force_insert=True)


def found(world: World, path: Parcours, who: str = WHO) -> Renewal:
    with acting(world[who]):
        read = renewal(path, world.today)
        assert read is not None
        return read


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (1, True)])
def test_the_point_is_prepared_from_the_first_day_of_the_fifth_month(world: World, days: int, shown: bool) -> None:
    starts = world.today - timedelta(days=60)
    path = after(world, begun, starts).parcours
    point = found(world, path).point
    assert point == add_months(starts, 4)
    world.today = point + timedelta(days=days)
    with clock.at(datetime.combine(world.today, time(12), clock.zone("33"))):
        home = Reader(world, WHO).get("desk:home").content.decode()
    assert ("Renouvellement à préparer" in home) is shown


@pytest.mark.django_db
def test_what_comes_before_the_last_session_in_time_is_on_the_home_by_then(world: World) -> None:
    term = add_months(add_months(world.today, -5), 6)
    after(world, begun, add_months(world.today, -5))

    def told() -> Item:
        with acting(world[WHO]) as actor:
            (item,) = to_renew(actor, world.today)
        return item

    assert told().due == world.today, "no session comes before the term: nothing waits"
    assert "Aucune séance n’est prévue à temps" in told().consequence
    session(world, term)
    assert told().due == world.today, "on the first day without rights is too late"
    session(world, held := term - timedelta(days=4))
    assert told().due == held - notice(world.today)
    page = Reader(world, WHO).get("people:step", person=told().person).content.decode()
    assert "Préparer" in page


@pytest.mark.django_db
def test_an_association_without_agrement_is_told_to_pass_it_on(world: World) -> None:
    begun(world, add_months(world.today, -5))
    noted(world, -400, -1)
    home = Reader(world, WHO).get("desk:home").content.decode()
    assert "Renouvellement à faire déposer par une association agréée" in home
    assert "Renouvellement à préparer" not in home


@pytest.mark.django_db
def test_a_draft_or_the_last_months_leave_nothing_to_renew(world: World) -> None:
    starts = add_months(world.today, -5)
    held = after(world, begun, starts)
    whole = begun(
        world, starts, person=new_person(world, name="Lina Marée"), months_before=18, months_before_source="décision"
    )
    home = Reader(world, WHO).get("desk:home").content.decode()
    assert held.person.reference in home
    with acting(world[WHO]) as actor:
        items = [item for group in home_of(actor, world.today).groups for item in group.items]
    assert {item.person for item in items if item.title.startswith("Renouvellement")} == {held.person_id}
    assert found(world, whole.parcours).remaining == 0
    page = Reader(world, WHO).get("rights:going_on", person=whole.person_id).content.decode()
    assert "Les mois du parcours seront alors tous utilisés" in page
    with acting(world[WHO]) as actor:
        actions.open_demande(actor=actor, on=world.today, person=held.person, kind="renouvellement")
    assert "Renouvellement à préparer" not in Reader(world, WHO).get("desk:home").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("left", "told"), [(46, False), (45, True), (10, True)])
def test_whoever_instructs_is_told_forty_five_days_before(world: World, left: int, told: bool) -> None:
    starts = next(
        first
        for first in (world.today - timedelta(days=back) for back in range(200))
        if add_months(first, 6) <= world.today + timedelta(days=left)
    )
    after(world, begun, starts)
    home = Reader(world, "delegate:33").get("desk:home").content.decode()
    assert ("Renouvellement attendu" in home) is told


@pytest.mark.django_db
def test_the_session_proposed_is_the_latest_in_time(world: World) -> None:
    starts = add_months(world.today, -5)
    term = add_months(starts, 6)
    path = after(world, begun, starts).parcours
    for held in (world.today + timedelta(days=4), term - timedelta(days=9), term - ONE_DAY, term, term + ONE_DAY):
        session(world, held)
    read = found(world, path)
    assert read.in_time == (term - timedelta(days=9), term - ONE_DAY)
    assert (read.last_session, read.late) == (term - ONE_DAY, None)
    confirmed(world, path.take_over)
    for who in (WHO, "delegate:33"):
        page = Reader(world, who).get("rights:going_on", person=path.person_id).content.decode()
        assert "Dernière séance qui arrive avant le terme" in page, who
        assert "Il restera ensuite 18 mois sur 24 : le renouvellement en ouvre 6." in " ".join(page.split()), who


@pytest.mark.django_db
def test_without_a_session_in_time_both_readings_are_said_with_their_days(world: World) -> None:
    starts = add_months(world.today, -6) + timedelta(days=10)
    term = add_months(starts, 6)
    path = after(world, begun, starts).parcours
    assert found(world, path).late is not None
    session(world, term + timedelta(days=20))
    read = found(world, path)
    assert read.late is not None
    assert (read.late.session, read.late.gap) == (term + timedelta(days=20), 20)
    page = Reader(world, WHO).get("rights:going_on", person=path.person_id).content.decode()
    for words in (
        "20\u00a0jours après le terme",
        day(term),
        "Le texte ne tranche pas",
        "valeur à confirmer",
        "En retard",
    ):
        assert words in page, words
    deposited(world, person=path.person, kind="renouvellement")
    page = Reader(world, WHO).get("rights:going_on", person=path.person_id).content.decode()
    assert "20\u00a0jours après le terme" in page
    assert "En retard" not in page, "her antenne did what it could"


def test_a_late_renewal_costs_the_days_between_in_one_reading() -> None:
    told = late(Days(date(2026, 1, 10), date(2026, 7, 10)), date(2026, 7, 30), date(2026, 7, 1))
    assert told.gap == 20
    assert any("30\u00a0juillet" in sentence and "ne comptent pas" in sentence for sentence in told.sentences)
    assert any("10\u00a0juillet" in sentence and "comptent, même" in sentence for sentence in told.sentences)


def test_a_session_on_the_first_day_without_rights_is_not_said_to_cost_zero_days() -> None:
    told = late(Days(date(2026, 1, 10), date(2026, 7, 10)), date(2026, 7, 10), date(2026, 7, 1))
    (sentence,) = told.sentences
    assert told.gap == 0
    assert "le premier jour sans droits" in sentence
    assert "0\u00a0jour" not in sentence


def test_a_term_that_is_over_is_told_as_past() -> None:
    period = Days(date(2026, 1, 10), date(2026, 7, 10))
    (before,), (after_it,) = (late(period, None, date(2026, *on)).sentences for on in ((7, 9), (7, 10)))
    assert before.startswith("Aucune séance n’est prévue avant le 10")
    assert after_it.startswith("Aucune séance n’est prévue. Depuis le 10")


@pytest.mark.django_db
def test_after_the_term_a_renewal_or_a_reprise_is_proposed(world: World) -> None:
    held = after(world, begun, add_months(world.today, -7), aps_until=None, aps_from=None)
    reader = Reader(world, WHO)
    page = reader.get("dossiers:open", person=held.person_id).content.decode()
    assert "La dernière période est finie" in page
    for kind in ("renouvellement", "reprise"):
        assert f'value="{kind}"' in page
    assert 'value="initiale"' not in page
    assert reader.post("dossiers:open", {"kind": "renouvellement"}, person=held.person_id).status_code == 303


@pytest.mark.django_db
def test_a_remainder_has_its_point_two_months_before_its_end(world: World) -> None:
    starts = add_months(world.today, -1)
    held = after(
        world, taken_over, running=PaperPeriod(starts, 3, starts), months_before=21, months_before_source="décision",
        aps_from=starts, **NO_AID,
    )  # fmt: skip
    with acting(world[WHO]):
        assert point_from(held.parcours.periods.get()) == add_months(starts, 1)


@pytest.mark.django_db
def test_a_renewal_examined_is_not_said_inscribed_any_more(world: World) -> None:
    demande = after(world, opined, running=150)
    page = " ".join(Reader(world, WHO).get("rights:going_on", person=demande.person_id).content.decode().split())
    assert "Examinée à la séance du" in page
    assert "Inscrite à la séance" not in page
