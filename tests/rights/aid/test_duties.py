"""What the aid asks of each stands on a home until it is done; a right never opened is among what lapses."""

from datetime import timedelta

import pytest

from rivage.dossiers.models import Demande, Parcours
from rivage.rights.aid import actions, todo
from rivage.rights.permit.actions import need_version, set_need
from tests.bad_input.calling import Caller
from tests.rights.aid.test_months import answer, granted_with_payers, lines, ordered, read
from tests.rights.alerts.test_lapsing import text
from tests.rights.permit.path import DELEGATE, REFERENT, authorised, note, person_of
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
TASK = "Noter la décision sur l’aide"


def late(caller: Caller) -> str:
    """What stands under « En retard » on a home."""
    return text(caller.client.get(caller.url("desk:home"))).partition("En retard")[2].partition("Sans date limite")[0]


def decided(world: World, demande: Demande, sense: str = "refuse", days: int = 0) -> None:
    """`days`: before today."""
    with acting(world[DELEGATE]) as actor:
        actions.decide_afis(
            actor=actor, on=world.today, demande=demande, sense=sense, decided_on=world.today - timedelta(days=days),
            children=0, motives=["ressources"] * (sense == "refuse"), reasons="Au-dessus du plafond.",
            signed_name="Anne Sémaphore",
        )  # fmt: skip


def test_an_undecided_aid_stays_on_the_home_until_decided_and_is_late_once_it_is_possible(world: World) -> None:
    demande = after(world, authorised, 40)
    assert demande.step == "notified"
    delegate = Caller(world[DELEGATE])
    assert delegate.get("desk:home").says(TASK)
    assert TASK not in late(delegate)
    note(world, demande, "delivered", -2, until=180)
    assert TASK in late(delegate)
    decided(world, demande)
    assert not delegate.get("desk:home").says(TASK)


def test_what_came_after_a_decision_is_no_reason_of_it(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "delivered", -2, until=180)
    decided(world, demande, "grant", days=30)
    page = Caller(world[DELEGATE]).get("rights:afis", demande=demande.pk)
    assert page.says("au jour de la décision")
    assert page.says("Au jour de la demande")
    assert not page.says("Le titre a fini")


def test_what_an_aid_waits_for_is_what_is_noted_of_the_permit(world: World) -> None:
    demande = after(world, authorised, 40)

    def said() -> tuple[str, str]:
        with acting(world[DELEGATE]) as actor:
            (waits,) = todo.undecided(actor, world.today)
        with acting(world[REFERENT]) as actor:
            (panel,) = todo.awaited(actor, world.today)
        return waits.consequence, panel.lines[0].note

    assert said() == (todo.NO_TITLE, "attend un titre")
    note(world, demande, "requested", -30)
    for step, words in (("", "Le titre est demandé depuis le"), ("refused", "Le titre a été refusé le")):
        if step:
            note(world, demande, step, -3)
        for sentence in said():
            assert sentence.startswith(words), step
    note(world, demande, "requested", -2, n=2)
    note(world, demande, "delivered", -2, n=2, until=-1)
    for sentence in said():
        assert sentence.startswith("Le titre a fini le"), "the last one noted"


def test_whoever_died_is_left_in_peace(world: World) -> None:
    demande = after(world, authorised, 40)
    with acting(world[REFERENT]):
        Parcours.objects.filter(pk=demande.parcours_id).update(ended_on=world.today, end_kind="death")
    assert not Caller(world[DELEGATE]).get("desk:home").says(TASK)


def lapsing(world: World, who: str = DELEGATE) -> str:
    caller = Caller(world[who])
    return text(caller.client.get(caller.url("rights:lapses")))


def test_a_right_never_opened_is_among_what_lapses(world: World) -> None:
    demande = after(world, authorised, 40)
    with acting(world[REFERENT]) as actor:
        since = world.today - timedelta(days=40)
        person = person_of(demande)
        version = need_version(person)
        set_need(actor=actor, on=world.today, person=person, need="needed", since=since, version=version)
    with acting(world[DELEGATE]) as actor:
        (waits,) = todo.undecided(actor, world.today)
    assert (waits.due, waits.consequence) == (None, todo.NO_TITLE), "nothing is late before the permit"
    with acting(world[REFERENT]) as actor:
        (panel,) = todo.awaited(actor, world.today)
    assert [line.note for line in panel.lines] == ["attend un titre"]
    for who in (REFERENT, DELEGATE):
        said = lapsing(world, who)
        assert "Jamais ouvert 1" in said, who
        assert "41 jours perdus" in said, who
        assert "L’association demande l’autorisation provisoire." in said, who
    note(world, demande, "delivered", -2, until=180)
    said = lapsing(world)
    assert "Le préfet décide de l’aide." in said, "the permit is there, the aid is not"
    assert "3 jours perdus" in said
    assert "en retard 3 jours" in late(Caller(world[DELEGATE])), "the home counts as the list does"
    with acting(world[REFERENT]) as actor:
        (panel,) = todo.awaited(actor, world.today)
    assert "3 jours sans aide" in panel.lines[0].note.replace("\u00a0", " ")
    decided(world, demande)
    assert "Jamais ouvert" not in lapsing(world)


@pytest.mark.parametrize(
    ("state", "reason"), [("suspendu", "Aucun titre valable"), ("revenu", "Le versement est revenu")]
)
def test_a_month_not_paid_is_a_task_with_its_reason(world: World, state: str, reason: str) -> None:
    after(world, granted_with_payers)
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world, etat=state))
    for who in (REFERENT, DELEGATE):
        caller = Caller(world[who])
        home = caller.get("desk:home")
        assert home.says("la rétablir"), who
        assert home.says(reason), who
        assert caller.get("rights:months", person=line.person_id).says(reason), who


def test_the_page_and_the_home_say_the_same_first_thing_and_say_it_once(world: World) -> None:
    demande = after(world, authorised, 40)
    for who, expected in ((REFERENT, "Demander l’autorisation provisoire"), (DELEGATE, TASK)):
        caller = Caller(world[who])
        assert caller.get("desk:home").says(expected), who
        assert caller.get("people:step", person=demande.person_id).says(expected), who
        page = caller.get("people:person", person=demande.person_id).text
        clocks = caller.get("rights:clocks", person=demande.person_id).text
        assert "Prochaine étape" not in page + clocks, who


def test_twenty_aids_that_nobody_decided_for_five_months_are_all_on_the_home(world: World) -> None:
    demandes = [authorised(world, 150) for _ in range(20)]
    home = Caller(world[DELEGATE]).get("desk:home").text
    assert [demande.pk for demande in demandes if f"/droits/aide/{demande.pk}" not in home] == []
