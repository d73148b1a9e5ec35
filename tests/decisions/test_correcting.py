"""A notification noted wrong is corrected, both kept, and never shortens the remedy that she was told of."""

import html
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.decisions import actions, outcome, remedies, todo
from rivage.decisions.models import Decision, Notification
from rivage.decisions.notices import Told
from rivage.dossiers.actions.death import note_death, unnote_death
from rivage.law.wording import day
from rivage.law.wording import day as in_full
from rivage.people.models import Identity
from tests.bad_input.calling import Caller, carried
from tests.decisions.path import REFUSAL, not_renewed, opined, signed, told
from tests.decisions.printed import papers
from tests.dossiers.path import WHO, in_days
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def notified(world: World, outcome: str = "refused") -> Decision:
    decision = signed(world, after(world, opined), **REFUSAL)
    told(world, decision, WHO, "person", "by_hand", outcome=outcome)
    return decision


def correct(world: World, decision: Decision, outcome: str, on: date, new_letter: bool = False) -> Notification:
    with acting(world["delegate:33"]) as delegate:
        row = Notification.objects.get(decision=decision, recipient="person", replaced_at__isnull=True)
        return actions.correct_notification(
            actor=delegate, on=on, notification=row, told=Told("person", "by_hand", outcome, on),
            why="Le reçu disait autre chose.", new_letter=new_letter,
        )  # fmt: skip


def last_day(world: World, decision: Decision) -> date | None:
    with acting(world["delegate:33"]):
        rows = Notification.objects.filter(decision=decision, recipient="person").order_by("created_at")
        found = remedies.deadline(list(rows))
        return found.last_day if found else None


def test_a_correction_keeps_both_and_the_page_shows_them(world: World) -> None:
    decision = notified(world)
    correct(world, decision, "handed", world.today)
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=decision.demande_id)
    assert page.says("À la personne : remise")
    assert page.says("Avant, il était noté : proposée et non acceptée")
    assert page.says(f"({world['delegate:33']})")
    assert page.says("Le reçu disait autre chose.")
    with acting(world["delegate:33"]):
        assert Notification.objects.filter(decision=decision).count() == 2


def test_a_correction_never_shortens_a_remedy_and_a_new_letter_starts_it_anew(world: World) -> None:
    decision = notified(world, "handed")
    announced = last_day(world, decision)
    assert announced
    correct(world, decision, "impossible", world.today)
    assert last_day(world, decision) is None
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=decision.demande_id)
    said = in_full(announced).replace("\u00a0", " ")
    assert page.says(f"Un recours avait été annoncé jusqu’au {said}")
    # Where no delay was said to run, none runs until a new letter is handed.
    correct(world, decision, "handed", world.today)
    assert last_day(world, decision) is None
    correct(world, decision, "handed", world.today, new_letter=True)
    assert last_day(world, decision) == announced


def test_the_later_day_stays() -> None:
    late = Notification(outcome="handed", on=date(2026, 8, 12))
    sooner = Notification(outcome="handed", on=date(2026, 8, 2), replaces_id=late.pk)
    again = Notification(outcome="handed", on=date(2026, 8, 20), replaces_id=sooner.pk, new_letter=True)
    found = [remedies.deadline(rows) for rows in ([late], [late, sooner], [late, sooner, again], [])]
    days = [one.last_day if one else None for one in found]
    assert days == [date(2026, 10, 13), date(2026, 10, 13), date(2026, 10, 21), None]
    both = [remedies.contest(rows) for rows in ([late], [late, sooner], [late, sooner, again], [])]
    assert [one and one.sooner for one in both] == [None, date(2026, 10, 3), None, None], (
        "the day that is safe whichever is right"
    )


def test_the_sooner_day_is_said_beside_the_one_announced_and_the_letter_stays_as_handed(world: World) -> None:
    decision = notified(world, "handed")
    letter = papers(world, decision.demande_id, "lettre")
    correct(world, decision, "handed", in_days(world, 2))
    correct(world, decision, "handed", in_days(world, 1))
    safe, announced = remedies.started("handed", in_days(world, 1)).last_day, last_day(world, decision)
    assert safe is not None
    assert announced is not None
    short = (in_full(one).replace("\u00a0", " ") for one in (safe, announced))
    words = "recours, dernier jour sûr : {}, annoncé : {}".format(*short)
    for who in (WHO, "delegate:33"):
        page = Caller(world[who]).get("decisions:decision", demande=decision.demande_id)
        assert page.says(words), who
        assert page.says(f"{words[1:]} ; agissez au plus tard le"), who
    with acting(world[WHO]) as actor:
        (item,) = todo.to_contest(actor, world.today)
    assert item.due == safe
    with acting(world[WHO]):
        found = outcome.outcome(Decision.objects.get(pk=decision.pk))
    for on in (safe, safe + timedelta(days=1), announced + timedelta(days=1), announced + timedelta(days=30)):
        said = found.state(on).text.replace("\u00a0", " ")
        assert said.index("dernier jour sûr :") < said.index("annoncé :"), "both days stay, the sure one first"
        assert ("(pas encore passé)" in said, said.count("(jour passé)")) == {
            safe: (False, 0), safe + timedelta(days=1): (True, 1),
        }.get(on, (False, 2)), "what is past is not said open"  # fmt: skip
    assert papers(world, decision.demande_id, "lettre") == letter, "a day corrected changes no letter that was handed"


def test_a_hand_over_denied_then_noted_again_keeps_the_letter_that_was_handed(world: World) -> None:
    decision = notified(world, "handed")
    letter = papers(world, decision.demande_id, "lettre")
    correct(world, decision, "impossible", world.today)
    with acting(world[WHO]):
        identity = Identity.objects.get(person=decision.person_id)
        identity.name_in_use, identity.family_name = "Autre", "Nom-Nouveau"
        identity.save()
    correct(world, decision, "handed", world.today)
    assert papers(world, decision.demande_id, "lettre") == letter
    correct(world, decision, "handed", world.today, new_letter=True)
    assert papers(world, decision.demande_id, "lettre") != letter


def test_correcting_an_attempt_beside_a_letter_handed_since_stops_nothing() -> None:
    tried = Notification(outcome="impossible", on=date(2026, 8, 13), replaced_at=clock.now())
    handed = Notification(outcome="handed", on=date(2026, 11, 20))
    again = Notification(outcome="impossible", on=date(2026, 8, 14), replaces_id=tried.pk)
    rows = [tried, handed, again]
    assert remedies.deadline(rows) == remedies.of_one(handed)
    assert remedies.standing(rows) == handed
    denied = Notification(outcome="impossible", on=date(2026, 11, 20), replaces_id=handed.pk)
    found = remedies.deadline([*rows, denied])
    assert found is not None
    assert found.last_day is None, "of the letter itself, a denial is one"


OUTCOMES = st.sampled_from(["handed", "refused", "impossible"])
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(OUTCOMES, DAYS, st.booleans()), min_size=1, max_size=8))
def test_no_sequence_shortens_a_remedy_but_a_letter_later_than_all(noted: list[tuple[str, date, bool]]) -> None:
    rows: list[Notification] = []
    for ended, on, new_letter in noted:
        before, days = remedies.deadline(rows), [row.on for row in rows]
        replaces = rows[-1].pk if rows else None
        rows.append(Notification(outcome=ended, on=on, replaces_id=replaces, new_letter=new_letter))
        after_it = remedies.deadline(rows)
        assert after_it
        if new_letter and ended != "impossible" and days and on >= max(days):
            assert after_it == remedies.of_one(rows[-1])
        elif before and before.last_day is None:
            assert after_it.last_day is None
        elif before and before.last_day and after_it.last_day:
            assert after_it.last_day >= before.last_day


def test_a_new_letter_comes_no_sooner_than_any_day_noted(world: World) -> None:
    """Not even after it was noted, in between, that it had not been possible; and the page names the field."""
    decision = notified(world, "handed")
    correct(world, decision, "handed", in_days(world, 2))
    announced = last_day(world, decision)
    correct(world, decision, "impossible", in_days(world, 1))
    with pytest.raises(Refused, match="Une date plus tardive a déjà été notée"):
        correct(world, decision, "handed", in_days(world, 1), new_letter=True)
    with pytest.raises(Refused, match="Une date plus tardive a déjà été notée"):
        told(world, decision, "delegate:33", "person", "by_hand")
    with acting(world["delegate:33"]):
        row = Notification.objects.get(decision=decision, replaced_at__isnull=True)
    typed = {"channel": "by_hand", "outcome": "handed", "on": str(world.today), "source": "own_desk"}
    page = Caller(world["delegate:33"]).post(
        "decisions:correct", typed | {"new_letter": "oui", "why": "Lettre."}, notification=row.pk
    )
    assert page.status == 422
    assert 'id="id_on_error"' in page.text
    assert last_day(world, decision) is None
    correct(world, decision, "handed", in_days(world, 2), new_letter=True)
    assert last_day(world, decision) == announced


def test_a_correction_says_why_and_happens_once(world: World) -> None:
    decision = notified(world)
    with acting(world["delegate:33"]) as delegate:
        row = Notification.objects.get(decision=decision)
        given = {"actor": delegate, "on": world.today, "notification": row, "new_letter": False}
        handed = Told("person", "by_hand", "handed", world.today)
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.correct_notification(**given, told=handed, why=" ")
        actions.correct_notification(**given, told=handed, why="Le reçu est signé.")
        with pytest.raises(Stale):
            actions.correct_notification(**given, told=handed, why="Le reçu est signé.")


def test_a_hand_over_is_noted_again_only_where_one_was_impossible(world: World) -> None:
    decision = notified(world, "handed")
    told(world, decision, "delegate:33", "association", "secure")
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=decision.demande_id)
    assert not page.says("une remise qui avait été impossible")
    correct(world, decision, "impossible", world.today)
    page = Caller(world["delegate:33"]).get("decisions:decision", demande=decision.demande_id)
    assert page.says("une remise qui avait été impossible")


def test_correcting_shows_what_is_noted_beside_empty_fields_and_is_reached_from_a_second_noting(world: World) -> None:
    decision = notified(world, "handed")
    caller = Caller(world["delegate:33"])
    with acting(world["delegate:33"]):
        row = Notification.objects.get(decision=decision)
    shown = caller.get("decisions:correct", notification=row.pk).text
    noted = {"channel": "by_hand", "outcome": "handed", "source": "own_desk"}
    assert re.findall(r'name="(\w+)" value="(\w+)"[^>]* checked', shown) == []
    assert f'value="{row.on}"' not in shown, "a new letter was handed another day"
    beside = f"le {day(row.on)}, en main propre, à l’association".replace("\u00a0", " ")
    assert beside in html.unescape(shown).replace("\u00a0", " ")
    noted["on"] = str(row.on)
    page = caller.post("decisions:notify", noted | {"recipient": "person"}, demande=decision.demande_id)
    assert page.says("prenez « Corriger » sur sa ligne")
    assert caller.url("decisions:correct", notification=row.pk) in page.text


def test_nobody_and_no_means_are_chosen_beforehand(world: World) -> None:
    decision = signed(world, after(world, opined), **REFUSAL)
    caller = Caller(world["delegate:33"])
    page = caller.get("decisions:notify", demande=decision.demande_id)
    assert "checked" not in page.text
    typed = {"recipient": "association", "channel": "secure", "outcome": "handed", "on": str(world.today)}
    answer = caller.post("decisions:notify", typed | {"source": "own_desk"}, demande=decision.demande_id)
    assert answer.says("Il reste à notifier à la personne.")


def test_a_refusal_handed_to_her_is_read_again_with_the_delay_that_it_starts(world: World) -> None:
    decision = signed(world, after(world, opined), **REFUSAL)
    caller, page = Caller(world["delegate:33"]), {"demande": decision.demande_id}
    assert caller.get("decisions:decision", **page).says(
        "Aucun délai ne court tant que la lettre ne lui est pas remise"
    )
    typed = {"recipient": "person", "channel": "by_hand", "outcome": "handed", "on": f"{world.today:%d/%m/%Y}",
             "language": "edo", "source": "phone"}  # fmt: skip
    read = caller.post("decisions:notify", typed, **page)
    assert read.says(f"court du {day(world.today)}".replace("\xa0", " "))
    assert read.says("Elle peut contester. Recours, dernier jour sûr :")
    with acting(world["delegate:33"]):
        assert not Notification.objects.exists(), "nothing is written before it is read"
    done = caller.post("decisions:notify", carried(read), **page)
    assert done.says("La notification est notée.")
    assert not done.says("Aucun délai ne court")
    # An association has no delay of its own.
    other = typed | {"recipient": "association", "channel": "secure"}
    assert caller.post("decisions:notify", other, **page).says("La notification est notée.")


def test_a_non_renewal_before_the_term_is_read_again_with_what_it_ends(world: World) -> None:
    decision = not_renewed(world, after(world, opined, sense="unfavourable", running=150))
    caller = Caller(world["delegate:33"])
    page = {"demande": decision.demande_id}
    typed = {"recipient": "person", "channel": "by_hand", "outcome": "handed", "on": f"{world.today:%d/%m/%Y}",
             "language": "edo", "source": "phone"}  # fmt: skip
    read = caller.post("decisions:notify", typed, **page)
    for words in (
        f"s’arrêtent le {day(world.today)}",
        "Elle peut contester. Recours, dernier jour sûr :",
        "ne pas en avoir",
    ):
        assert read.says(words.replace("\xa0", " ")), words
    sent = carried(read)
    assert sent["language"] == "edo"
    other = caller.post("decisions:notify", sent | {"outcome": "not_claimed", "channel": "post"}, **page)
    assert other.says("aucune adresse de courrier")
    stale = caller.post("decisions:notify", sent | {"read": "x"}, **page)
    assert stale.says("a changé depuis que vous l’avez ouverte")
    with acting(world["delegate:33"]):
        assert not Notification.objects.exists()
    assert caller.post("decisions:notify", sent, **page).says("La notification est notée.")
    with acting(world["delegate:33"]):
        assert Notification.objects.get().language == "edo"


def test_a_decision_that_never_reached_her_stays_on_each_home_and_among_what_is_to_do(world: World) -> None:
    decision = notified(world, "handed")
    correct(world, decision, "impossible", world.today)
    delegate, referent = Caller(world["delegate:33"]), Caller(world[WHO])
    assert delegate.get("desk:home").says("la personne (remise impossible) et l’association")
    told(world, decision, "delegate:33", "association", "post")
    with acting(world["delegate:33"]):
        assert Decision.objects.get(pk=decision.pk).step == "notified"
    assert delegate.get("desk:home").says("Faire remettre la décision")
    assert referent.get("desk:home").says("Remettre la décision en main propre")
    for who, asked in ((delegate, ""), (delegate, "?etape=a-notifier"), (referent, "?etape=a-remettre")):
        page = who.client.get(f"{who.url('decisions:list')}{asked}").content.decode()
        assert str(decision.demande_id) in page, asked
    with acting(world[WHO]) as actor:
        note_death(actor=actor, on=world.today, person=decision.person, died_on=world.today)
    for who in (delegate, referent):
        assert not who.get("desk:home").says("emettre la décision"), "whoever died is left in peace"
    with acting(world[WHO]) as actor:
        unnote_death(actor=actor, on=world.today, person=decision.person)
    told(world, decision, "delegate:33", "person", "by_hand")
    for who in (delegate, referent):
        home = who.get("desk:home")
        assert not home.says("Faire remettre")
        assert not home.says("Remettre la décision")


def test_a_failed_attempt_beside_a_hand_over_is_not_made_a_second_one(world: World) -> None:
    decision = notified(world, "impossible")
    told(world, decision, "delegate:33", "person", "by_hand")
    caller = Caller(world["delegate:33"])
    with acting(world["delegate:33"]):
        failed = Notification.objects.get(decision=decision, outcome="impossible")
    typed = {"channel": "by_hand", "outcome": "handed", "on": str(world.today), "source": "own_desk"}
    for letter in ("non", "oui"):
        page = caller.post(
            "decisions:correct", typed | {"new_letter": letter, "why": "Mots gardés."}, notification=failed.pk
        )
        assert page.status == 422
        assert page.says("Une autre remise est déjà notée, le"), letter
        assert 'id="id_outcome_error"' in page.text
        assert "Mots gardés." in page.text
