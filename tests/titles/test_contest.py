"""A refused right is contested or asked again, on the home too; what is opened for a year; a title held."""

from datetime import date, timedelta

import pytest

from rivage.accounts.homes import Item
from rivage.law.period import ONE_DAY, add_months
from rivage.law.recours import last_day, with_removal
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.rights.permit import answered
from rivage.titles import todo
from tests.bad_input.calling import Caller
from tests.decisions.test_recours import handed, helped
from tests.dossiers.path import WHO
from tests.rights.permit.path import authorised, note, person_of
from tests.stories import after
from tests.titles.path import noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(world: World) -> Person:
    demande = after(world, authorised, 60, "needed")
    with acting(world[WHO]):
        return person_of(demande)


def items(world: World, on: date) -> list[Item]:
    with acting(world[WHO]) as actor:
        return list(todo.to_take_up(actor, on))


def test_a_refused_right_is_a_duty_until_its_delay_is_over(world: World, person: Person) -> None:
    noted(world, person, "aide-logement", "refused", -10)
    last = last_day(world.today - timedelta(days=10))
    (item,) = items(world, world.today)
    assert (item.title, item.due) == ("Contester ou redemander : aide au logement", last)
    assert "deux mois" in item.consequence
    assert len(items(world, last)) == 1
    assert items(world, last + ONE_DAY) == []
    page = Caller(world[WHO]).get("titles:right", person=person.pk, right="aide-logement")
    assert page.says("Pour contester")
    assert page.says("Commission de recours amiable de la caisse d’allocations familiales")
    assert Caller(world[WHO]).get("desk:home").says("Contester ou redemander")


def test_the_day_that_its_letter_writes_holds(world: World, person: Person) -> None:
    noted(world, person, "avocat", "refused", -1)
    (item,) = items(world, world.today)
    assert item.due is None
    assert "Le délai est court" in item.consequence
    noted(world, person, "avocat", "refused", 0, due=14)
    (item,) = items(world, world.today)
    assert item.due == world.today + timedelta(days=14)


def test_asked_again_it_is_no_more_to_contest(world: World, person: Person) -> None:
    noted(world, person, "compte", "refused", -2)
    (item,) = items(world, world.today)
    assert "Banque de France" in item.consequence
    noted(world, person, "compte", "asked", 0)
    assert items(world, world.today) == []


def test_what_is_opened_for_twelve_months_is_to_renew_by_its_last_day(world: World, person: Person) -> None:
    row = noted(world, person, "domiciliation", "opened", -20)
    last = add_months(world.today - timedelta(days=20), 12) - ONE_DAY
    assert row.due == last
    assert noted(world, person, "domiciliation", "opened", -20).pk == row.pk, "twice is one"
    (item,) = items(world, last - timedelta(days=30))
    assert (item.title, item.due) == ("Renouveler : domiciliation", last)
    assert noted(world, person, "sante", "opened", -20).due is None


def test_a_title_held_answers_the_renewal_that_the_home_asks(world: World) -> None:
    demande = after(world, authorised, 170, "needed")
    note(world, demande, "delivered", -160, until=10)

    def asked() -> list[str]:
        with acting(world[WHO]) as actor:
            return [item.title for item in answered.of_the_antenne(actor, world.today)]

    assert asked() == ["Demander le renouvellement du titre"]
    with acting(world[WHO]):
        who = person_of(demande)
    noted(world, who, "resident-l425-3", "held", -1, due=3650)
    assert asked() == [answered.SAY_SO]
    home = Caller(world[WHO]).get("desk:home")
    assert home.says("carte de résident de dix ans")
    assert not home.says("Demander le renouvellement du titre")


def test_legal_aid_asked_with_a_remedy_is_one_truth_with_her_rights(world: World) -> None:
    decision = handed(world)
    with acting(world[WHO]):
        her = Person.objects.get(pk=decision.person_id)
    antenne, where = Caller(world[WHO]), {"person": her.pk}
    assert antenne.get("titles:summary", **where).says("7 droits à voir avec elle")
    helped(world, decision, helped_by="lawyer", lawyer="Maître Inventée", aid_asked_on=world.today)
    page = antenne.get("titles:summary", **where)
    assert page.says("6 droits à voir avec elle")
    assert page.says("Aide juridictionnelle")
    assert antenne.get("titles:rights", **where).says("Demandée avec un recours le")
    helped(
        world, decision, later=1, helped_by="lawyer", lawyer="Maître Inventée", aid_asked_on=world.today,
        aid_answered_on=world.today,
    )  # fmt: skip
    right = antenne.get("titles:right", right="avocat", **where)
    assert right.says("notez ici si elle est accordée")
    noted(world, her, "avocat", "opened", 0)
    assert antenne.get("titles:right", right="avocat", **where).says("Ouvert depuis le"), "what is noted since holds"
    other = Caller(world["lead:amarres33"])
    assert other.get("titles:summary", **where).status == 404


def test_the_summary_says_the_last_day_of_each(world: World, person: Person) -> None:
    noted(world, person, "aide-logement", "refused", -10)
    noted(world, person, "domiciliation", "opened", -300, due=60)
    noted(world, person, "sante", "asked", -3, due=9)
    noted(world, person, "compte", "opened", -30)
    page = Caller(world[WHO]).get("titles:summary", person=person.pk)
    last = last_day(world.today - timedelta(days=10))
    for words in (
        f"dernier jour du délai usuel : {day(last)}",
        f"Jusqu’au {day(world.today + timedelta(days=60))} inclus",
        f"À relancer le {day(world.today + timedelta(days=9))}",
    ):
        assert page.says(words.replace("\u00a0", " ")), words


def test_a_title_refused_is_said_first_while_an_obligation_to_leave_may_run(world: World, person: Person) -> None:
    noted(world, person, "carte-l425-1", "refused", -2)
    noted(world, person, "nationalite", "refused", -2)
    noted(world, person, "aide-logement", "refused", -2)
    antenne, where = Caller(world[WHO]), {"person": person.pk, "right": "carte-l425-1"}
    mine = [item for item in items(world, world.today) if item.urgent]
    (item,) = mine
    assert item.due == world.today
    assert item.title.startswith("Contester le refus : carte")
    assert item.consequence.index("obligation de quitter") < item.consequence.index("Notez sur sa page")
    home = antenne.get("desk:home").text
    assert home.index("Maintenant") < home.index(item.title) < home.index("Contester ou redemander")
    page = antenne.get("titles:right", **where)
    assert page.text.index("obligation de quitter") < page.text.index("Ce que dit le texte")
    assert antenne.get("people:step", person=person.pk).says("obligation de quitter")
    for other in ("nationalite", "aide-logement"):
        assert not antenne.get("titles:right", person=person.pk, right=other).says("obligation de quitter")
    noted(world, person, "carte-l425-1", "asked", 0)
    assert [one.title for one in items(world, world.today) if one.urgent] == [item.title], "asked again, it still runs"
    last = world.today - timedelta(days=2) + timedelta(days=with_removal(world.today).days)
    assert [one.urgent for one in items(world, last) if "carte" in one.title] == [True]
    assert [one.urgent for one in items(world, last + ONE_DAY) if "carte" in one.title] == []
    noted(world, person, "carte-l425-1", "held", 0)
    assert not any(one.urgent for one in items(world, world.today))


def test_the_day_of_a_title_s_letter_is_said_as_its_letter_s(world: World, person: Person) -> None:
    where = {"person": person.pk, "right": "resident"}
    noted(world, person, "resident", "refused", -2, due=5)
    (item,) = items(world, world.today)
    assert (item.urgent, item.first, item.due) == (True, True, world.today + timedelta(days=5))
    assert "jour écrit sur la lettre" in item.consequence
    page = Caller(world[WHO]).get("titles:right", **where)
    assert page.says("écrit sur sa lettre")
    assert not page.says("dernier jour sûr")
    assert items(world, world.today + timedelta(days=6)) == []
    noted(world, person, "resident", "refused", 0, due=58)
    (item,) = items(world, world.today)
    assert (item.urgent, item.due) == (False, world.today + timedelta(days=58)), "its letter prints the usual delay"
    assert "obligation de quitter" in item.consequence
