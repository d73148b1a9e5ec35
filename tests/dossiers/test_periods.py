"""Opening a path, and the months that decisions grant."""

from datetime import date
from uuid import uuid4

import pytest

from rivage.core.refusal import Refused
from rivage.dossiers import actions
from rivage.dossiers.actions.takeover import PaperPeriod, checked
from rivage.dossiers.models import Demande, Parcours, Period, Project
from rivage.dossiers.months import used_months
from rivage.dossiers.parts import read
from rivage.law.period import add_months
from tests.dossiers.path import closed_without_object, deposited, fill, new_demande, new_person
from tests.law.test_law_silent import switched
from tests.stories import after
from tests.world import World, acting

WHO = "referent:estuaire33"


def grant(world: World, demande: Demande, starts: date, months: int = 6) -> Period:
    with acting(world["delegate:33"]) as delegate:
        return actions.grant_period(
            actor=delegate, on=world.today, demande=demande, decision_id=uuid4(), starts=starts, months=months
        )


@pytest.mark.django_db
def test_four_periods_make_twenty_four_months_and_no_more(world: World) -> None:
    demande = after(world, deposited)
    starts = date(2026, 8, 31)
    for rank, ends in enumerate((date(2027, 3, 1), date(2027, 9, 1), date(2028, 3, 1), date(2028, 9, 1)), start=1):
        period = grant(world, demande, starts)
        assert (period.n, period.ends) == (rank, ends)
        starts = ends
    with pytest.raises(Refused, match="24 mois de droits ouverts sont atteints"):
        grant(world, demande, starts)


@pytest.mark.django_db
def test_what_was_decided_a_day_shorter_stays_and_costs_no_day_to_the_next(world: World) -> None:
    demande = after(world, deposited)
    with switched("durees.fin_de_terme", "avant_dernier_jour"):
        older = grant(world, demande, date(2026, 8, 31))
    assert older.ends == date(2027, 2, 28)
    following = grant(world, demande, date(2027, 2, 28))
    assert (following.n, following.ends) == (2, date(2027, 8, 31))
    with acting(world["delegate:33"]):
        assert used_months(Parcours.objects.get()) == 12
        assert Period.objects.get(pk=older.pk).ends == date(2027, 2, 28)


@pytest.mark.django_db
def test_papers_that_end_a_period_a_day_sooner_are_believed(world: World) -> None:
    after(world, deposited)
    told = (date(2025, 8, 31), date(2026, 2, 28), date(2026, 8, 31))
    with acting(world[WHO]):
        opened = checked(Parcours.objects.get(), [PaperPeriod(each, 6, each) for each in told], date(2026, 11, 29))
    assert [(each.start, each.last_day) for each in opened] == [
        (date(2025, 8, 31), date(2026, 2, 27)),
        (date(2026, 2, 28), date(2026, 8, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("months", [0, -1, 3, 7, 25])
def test_a_period_is_six_months_or_the_remainder(world: World, months: int) -> None:
    demande = after(world, deposited)
    with pytest.raises(Refused, match="6 mois"):
        grant(world, demande, world.today, months)


@pytest.mark.django_db
def test_two_periods_never_overlap_and_one_decision_opens_one(world: World) -> None:
    demande = after(world, deposited)
    period = grant(world, demande, world.today)
    with pytest.raises(Refused, match="se chevaucheraient"):
        grant(world, demande, add_months(world.today, 3))
    with acting(world["delegate:33"]) as delegate, pytest.raises(Refused, match="déjà ouvert sa période"):
        actions.grant_period(
            actor=delegate,
            on=world.today,
            demande=demande,
            decision_id=period.decision_id,
            starts=period.ends,
            months=6,
        )


@pytest.mark.django_db
def test_who_does_not_decide_opens_no_period(world: World) -> None:
    demande = after(world, deposited)
    for who in (WHO, "delegate:75", "chair:33"):
        with acting(world[who]) as actor, pytest.raises(Refused):
            actions.grant_period(
                actor=actor, on=world.today, demande=demande, decision_id=uuid4(), starts=world.today, months=6
            )


@pytest.mark.django_db
def test_months_granted_elsewhere_count_and_need_a_source(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]) as actor:
        common = {"actor": actor, "on": world.today, "person": person, "months_before": 20}
        with pytest.raises(Refused, match="d’où l’on sait"):
            actions.open_demande(kind="reprise", **common)
        with pytest.raises(Refused, match="renouvellement ou une reprise"):
            actions.open_demande(kind="initiale", months_before_source="décision de 2025", **common)
        demande = actions.open_demande(kind="reprise", months_before_source="décision de 2025", **common)
        assert Project.objects.get(demande=demande).months == 4


@pytest.mark.django_db
def test_a_renewal_takes_over_the_plan_and_not_the_signature(world: World) -> None:
    demande = after(world, deposited)
    other = new_person(world, name="Mirela Dune")
    with acting(world[WHO]) as actor, pytest.raises(Refused, match="première demande"):
        actions.open_demande(actor=actor, on=world.today, person=other, kind="renouvellement")
    grant(world, demande, world.today)
    with acting(world["delegate:33"]) as delegate:
        closed_without_object(world, delegate, demande)
    with acting(world[WHO]) as actor:
        renewal = actions.open_demande(actor=actor, on=world.today, person=demande.person, kind="renouvellement")
        assert renewal.n == 2
        assert read(renewal, "project")["actions"] == read(demande, "project")["actions"]
        assert read(renewal, "engagements")["engagements_signed_on"] is None


@pytest.mark.django_db
def test_the_administration_has_no_early_end_and_her_wish_has(world: World) -> None:
    demande = after(world, deposited)
    period = grant(world, demande, world.today)
    with acting(world["delegate:33"]) as delegate:
        parcours = Parcours.objects.get(pk=demande.parcours_id)
        for kind in ("at_her_wish", "prison", "no_news"):
            with pytest.raises(Refused):
                actions.end_rights(actor=delegate, on=world.today, parcours=parcours, ended_on=world.today, kind=kind)
    with acting(world[WHO]) as actor:
        ended = add_months(world.today, 1)
        actions.end_rights(actor=actor, on=world.today, parcours=parcours, ended_on=ended, kind="at_her_wish")
        assert Period.objects.get(pk=period.pk).ended_on == ended
        with pytest.raises(Refused, match="déjà notée"):
            actions.end_rights(actor=actor, on=world.today, parcours=parcours, ended_on=ended, kind="death")


@pytest.mark.django_db
def test_without_a_prefecture_that_uses_it_nothing_is_deposited(world: World) -> None:
    world.body("estuaire40", "antenne", "Cap Estuaire Landes", "40", parent=world.bodies["estuaire"])
    world.member("referent:estuaire40", "estuaire40", "referent", ["40"])
    demande = fill(world, new_demande(world, "referent:estuaire40"), "referent:estuaire40")
    with acting(world["referent:estuaire40"]) as actor, pytest.raises(Refused, match="Landes"):
        actions.submit(actor=actor, on=world.today, demande=demande, version=0)
    with acting(world["referent:estuaire40"]):
        assert Demande.objects.get().step == "draft"


@pytest.mark.django_db
def test_months_of_a_path_that_ended_count_in_the_next_one(world: World) -> None:
    demande = after(world, deposited)
    grant(world, demande, date(2026, 1, 1))
    with acting(world[WHO]):
        Parcours.objects.filter(pk=demande.parcours_id).update(ended_on=date(2026, 7, 1), end_kind="not_renewed")
        again = Parcours(
            person_id=demande.person_id,
            antenne_id=demande.antenne_id,
            departement="33",
            months_before=3,
            months_before_source="décision montrée",
        )
        again.save(force_insert=True)
        assert used_months(again) == 9
