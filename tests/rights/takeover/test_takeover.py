"""A running path is taken over whole or not at all, and behaves like any other at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.decisions.models import Decision
from rivage.dossiers import actions as dossiers
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.dossiers.models import Demande, Parcours, Period, Suivi, TakeOver
from rivage.dossiers.months import used_months
from rivage.dossiers.parts import read
from rivage.law.period import add_months
from rivage.people.models import Person, Share
from rivage.rights.clocks import clocks
from rivage.rights.models import AfisDecision, ApsFact
from rivage.rights.takeover import actions as takeover
from tests.dossiers.path import WHO, new_demande, new_person
from tests.rights.takeover.path import confirmed, known, taken_over
from tests.stories import after
from tests.world import World, acting, away


@pytest.mark.django_db
def test_everything_the_papers_say_is_kept_with_where_it_comes_from(world: World) -> None:
    first = add_months(world.today, -8)
    starts = add_months(first, 6)
    begun = taken_over(
        world,
        begun=(world.today - starts).days,
        earlier=(PaperPeriod(first, 6, first),),
        months_before=3,
        months_before_source="décision de 2024, autre département",
        aps_asked_on=world.today,
    )
    with acting(world["delegate:33"]) as delegate:
        path = Parcours.objects.get(pk=begun.parcours_id)
        periods = list(Period.objects.filter(parcours=path))
        assert [(one.n, one.starts, one.months) for one in periods] == [(1, first, 6), (2, starts, 6)]
        assert used_months(path) == 15
        demandes = list(Demande.objects.filter(parcours=path).order_by("n"))
        assert [(one.kind, one.step, one.taken_over) for one in demandes] == [
            ("renouvellement", "notified", True),
            ("renouvellement", "notified", True),
        ]
        decisions = Decision.objects.filter(demande__in=demandes)
        assert {(one.step, one.source, one.signed_by_id) for one in decisions} == {("notified", "paper_held", None)}
        aid = AfisDecision.objects.get()
        assert (aid.sense, aid.children, aid.source) == ("grant", 1, "paper_held")
        facts = {(one.n, one.step, one.until, one.source) for one in ApsFact.objects.all()}
        assert facts == {
            (1, "delivered", world.today + timedelta(days=90), "paper_held"),
            (2, "requested", None, "paper_held"),
        }
        found = clocks(delegate, begun.person, world.today)
        assert (found.used, found.remaining) == (15, 9)
        assert found.path.stands.startswith("période 2, finit le")
        assert found.aid.stands.startswith("accordée")
        past = [gap for gap in found.gaps if not gap.foreseen]
        assert past == [], "nothing is known of the permits before: no gap is made of it"


@pytest.mark.django_db
def test_somebody_new_begins_in_the_same_gesture_and_a_minor_does_not(world: World) -> None:
    contact: dict[str, Any] = {"never": ""}
    with acting(world[WHO]) as actor:
        begun = takeover.take_over_new(
            actor=actor,
            on=world.today,
            identity={"name_in_use": "Mirela Dune", "birth": "1990", "zone": "other"},
            contact=contact,
            adult_said=True,
            known=known(world.today),
        )
        assert Suivi.objects.get(person=begun.person_id).starts == world.today
        assert Person.objects.get(pk=begun.person_id).aps_need == "yes"
        with pytest.raises(Refused, match="moins de 18 ans"):
            takeover.take_over_new(
                actor=actor,
                on=world.today,
                identity={"name_in_use": "Lina Marée", "birth": str(world.today.year - 16), "zone": "other"},
                contact=contact,
                adult_said=True,
                known=known(world.today),
            )
        assert Person.objects.count() == 1


def _span(on: date, begun: int, months: int = 6, decided: int | None = None) -> PaperPeriod:
    starts = on - timedelta(days=begun)
    return PaperPeriod(starts, months, on - timedelta(days=begun if decided is None else decided))


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("après aujourd’hui", {"running": (-3, 6)}),
    ("datée d’après aujourd’hui", {"running": (10, 6, -1)}),
    ("6 mois", {"running": (10, 7)}),
    ("6 mois", {"running": (10, 3)}),
    ("6 mois", {"running": (10, 10_000)}),
    ("6 mois", {"running": (10, 0)}),
    ("avant le 31", {"running": (4500, 6)}),
    ("plus d’un an", {"running": (10, 6, 500)}),
    ("après sa fin", {"running": (300, 6, 10)}),
    ("chevaucheraient", {"running": (10, 6), "earlier": [(100, 6)]}),
    ("antérieure commence après", {"running": (100, 6), "earlier": [(50, 6)]}),
    ("Il en reste 3", {"running": (10, 6), "months_before": 21, "months_before_source": "décision"}),
    ("24 mois", {"running": (10, 6), "earlier": [(200, 6), (400, 6), (600, 6)], "months_before": 6,
                 "months_before_source": "décision"}),
    ("d’où l’on sait", {"months_before": 6}),
    ("sans le nom", {"months_before": 6, "months_before_source": "montré par Awa"}),
    ("de 0 à 23", {"months_before": 24, "months_before_source": "décision"}),
    ("dernier jour écrit", {"aps_until": None}),
    ("dernier jour d’un titre", {"aps_until": date(2020, 1, 1)}),
    ("Une date de titre", {"need": "not_concerned"}),
    ("Il manque la date de la décision sur l’aide", {"afis_decided_on": None}),
    ("après l’autorisation du parcours", {"afis_decided_on": date(2020, 1, 1)}),
    ("de 0 à 20", {"children": 21}),
    ("pas été demandée", {"afis": ""}),
    ("d’après quoi", {"source": "own_desk"}),
    ("prochaine séance", {"next_session": date(2020, 1, 1)}),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("sentence", "changes"), REFUSED)
def test_what_the_law_or_the_calendar_does_not_allow_leaves_nothing(
    world: World, sentence: str, changes: dict[str, Any]
) -> None:
    person = after(world, new_person)
    if "running" in changes:
        changes = {**changes, "running": _span(world.today, *changes["running"]), "afis": "", "afis_decided_on": None}
    if "earlier" in changes:
        changes = {**changes, "earlier": [_span(world.today, *one) for one in changes["earlier"]]}
    with pytest.raises(Refused, match=sentence):
        taken_over(world, person=person, **changes)
    with acting(world[WHO]):
        assert not any(model.objects.exists() for model in (Parcours, TakeOver, Demande, Decision, Period, ApsFact))


@pytest.mark.django_db
def test_a_second_click_writes_nothing_twice(world: World) -> None:
    begun = after(world, taken_over)
    with pytest.raises(Refused, match="déjà dans Rivage"):
        taken_over(world, person=begun.person)
    waiting = new_demande(world, person=new_person(world, name="Thuy Lagon"))
    with pytest.raises(Refused, match="Retirez-la d’abord"):
        taken_over(world, person=waiting.person)
    with acting(world[WHO]) as actor:
        dossiers.withdraw(actor=actor, on=world.today, demande=waiting, version=0, received_alone=True)
    again = taken_over(world, person=waiting.person)
    assert again.parcours_id == waiting.parcours_id


@pytest.mark.django_db
def test_a_path_never_crosses_another_of_hers(world: World) -> None:
    begun = after(world, taken_over)
    with acting(world[WHO]) as actor:
        dossiers.renounce(
            actor=actor, on=world.today, parcours=begun.parcours, received_on=world.today, received_alone=True
        )
    ended = world.today + timedelta(days=15)
    later = world.today + timedelta(days=30)

    def again(starts: date, *earlier: PaperPeriod) -> TakeOver:
        with clock.at(away(30)), acting(world[WHO]) as actor:
            said = known(later, running=PaperPeriod(starts, 6, starts), earlier=earlier, afis_decided_on=starts)
            return takeover.take_over(actor=actor, on=later, person=begun.person, known=said)

    crossing = ended - timedelta(days=1)
    for spans in ((crossing,), (ended, PaperPeriod(add_months(ended, -6), 6, add_months(ended, -6)))):
        with pytest.raises(Refused, match="un autre de ses parcours a couru"):
            again(*spans)
    with acting(world[WHO]) as actor:
        assert Parcours.objects.count() == 1
    beside = again(ended)
    assert beside.parcours_id != begun.parcours_id
    with acting(world["delegate:33"]) as delegate:
        assert clocks(delegate, begun.person, later).path.stands.startswith("période 1")


@pytest.mark.django_db
def test_a_renewal_opens_at_once_on_empty_parts(world: World) -> None:
    begun = after(world, taken_over)
    with acting(world[WHO]) as actor:
        renewal = dossiers.open_demande(actor=actor, on=world.today, person=begun.person, kind="renouvellement")
        assert (renewal.n, renewal.parcours_id) == (2, begun.parcours_id)
        assert read(renewal, "project")["months"] == 6
        assert read(renewal, "project")["actions"] == []
    with acting(world["delegate:33"]) as delegate:
        assert not Demande.objects.visible_to(delegate).filter(pk=renewal.pk).exists()
        assert Demande.objects.visible_to(delegate).filter(taken_over=True).exists()


@pytest.mark.django_db
def test_who_instructs_confirms_once_and_the_permit_and_the_aid_open(world: World) -> None:
    begun = after(world, taken_over)
    with acting(world["delegate:33"]):
        assert {one.holder for one in Share.objects.filter(person=begun.person_id)} == {"delegate:33"}
    for name in (WHO, "delegate:75", "chair:33", "signatory:33"):
        with acting(world[name]) as actor, pytest.raises(Refused):
            takeover.confirm_take_over(actor=actor, on=world.today, take_over=begun, version="")
    confirmed(world, begun)
    with acting(world["secretary:33"]) as actor:
        holders = {one.holder for one in Share.objects.filter(person=begun.person_id)}
        assert holders == {"delegate:33", "desk:33", "payer:33"}
        for verb, more in (
            (takeover.confirm_take_over, {"version": ""}),
            (takeover.contest_take_over, {"words": "Rien."}),
        ):
            with pytest.raises(Refused, match="déjà confirmée"):
                verb(actor=actor, on=world.today, take_over=begun, **more)  # type: ignore[operator]


@pytest.mark.django_db
def test_what_differs_is_said_without_a_name_and_typed_again(world: World) -> None:
    begun = after(world, taken_over)
    with acting(world["delegate:33"]) as delegate:
        shown = version_of(TakeOver.objects.get())
        with pytest.raises(Refused, match="sans le nom"):
            takeover.contest_take_over(
                actor=delegate, on=world.today, take_over=begun, words="Awa a commencé en mars."
            )
        takeover.contest_take_over(actor=delegate, on=world.today, take_over=begun, words="La décision est de mars.")
        with pytest.raises(Stale):
            takeover.confirm_take_over(actor=delegate, on=world.today, take_over=begun, version=shown)
    starts = world.today - timedelta(days=50)
    with acting(world[WHO]) as actor:
        assert TakeOver.objects.get().objection == "La décision est de mars."
        again = takeover.correct_take_over(
            actor=actor, on=world.today, wrong=begun, known=known(world.today, begun=50, afis="", afis_decided_on=None)
        )
        assert Period.objects.get().starts == starts
        assert (Demande.objects.count(), AfisDecision.objects.count(), ApsFact.objects.count()) == (1, 0, 1)
        assert again.contested_on is None
    with acting(world["delegate:33"]) as delegate:
        assert Demande.objects.visible_to(delegate).get().parcours_id == again.parcours_id
        with pytest.raises(Refused, match="effacée"):
            takeover.confirm_take_over(actor=delegate, on=world.today, take_over=begun, version="")


@pytest.mark.django_db
def test_nothing_is_erased_once_confirmed_or_built_upon(world: World) -> None:
    begun = after(world, taken_over)
    with acting(world[WHO]) as actor:
        dossiers.open_demande(actor=actor, on=world.today, person=begun.person, kind="renouvellement")
        with pytest.raises(Refused, match="ne s’efface plus"):
            takeover.undo_take_over(
                actor=actor, on=world.today, wrong=begun, version=version_of(TakeOver.objects.get(pk=begun.pk))
            )
    other = taken_over(world, person=new_person(world, name="Sofia Galet"))
    confirmed(world, other)
    for name in (WHO, "delegate:33", "lead:amarres33"):
        with acting(world[name]) as actor, pytest.raises(Refused, match=r"^(?!Quelqu’un)"):
            takeover.undo_take_over(actor=actor, on=world.today, wrong=other, version="")
