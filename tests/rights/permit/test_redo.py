"""A refusal of a permit that a judge undid: who must execute it reads a day, and nothing of the remedy."""

import io
import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from rivage.accounts.homes import Item
from rivage.core.refusal import Refused
from rivage.decisions import actions as decisions
from rivage.decisions import acts
from rivage.decisions.actions.contesting import RecoursSaid
from rivage.decisions.models import Recours
from rivage.decisions.notices import Told
from rivage.decisions.recours import screen
from rivage.decisions.recours import todo as remedies
from rivage.decisions.recours.delay import Delay
from rivage.desk.homes import home
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.people.models import Person
from rivage.rights.clocks import gather
from rivage.rights.models import ApsFact
from rivage.rights.permit import actions, redo
from tests.bad_input.calling import Caller
from tests.decisions.test_recours import followed
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note, person_of
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
EACH = (REFERENT, DELEGATE, DESK)


@pytest.fixture
def demande(world: World) -> Demande:
    found: Demande = after(world, authorised, 100, "needed")
    note(world, found, "requested", -60)
    return found


def contested(world: World, demande: Demande, kind: str = "content", days: int = 0) -> Recours:
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [held.pk], world.today) if one.about == "permit"]
        return decisions.file_recours(
            actor=actor,
            on=world.today,
            demande=held,
            act=act.pk,
            said=RecoursSaid(kind, world.today + timedelta(days=days)),
        )


def judged(world: World, demande: Demande, kind: str = "content", **said: object) -> Recours:
    row = contested(world, demande, kind)
    return followed(world, row, outcome="granted", outcome_on=world.today, **said)


def lines(world: World, who: str) -> list[Item]:
    with acting(world[who]) as actor:
        items = [item for group in home(actor, world.today).groups for item in group.items]
        return [item for item in items if item.title.startswith(redo.TITLE)]


def titles(world: World, who: str) -> list[str]:
    with acting(world[who]) as actor:
        return [item.title for group in home(actor, world.today).groups for item in group.items]


def test_what_a_judge_of_the_urgent_ordered_ends_with_the_court(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -20)
    judged(world, demande, "urgent", ordered="suspended", reexamine_days=15)
    assert [one.due for one in lines(world, DESK)] == [world.today + timedelta(days=15)]
    judged(world, demande, ordered="annulled")
    for who in EACH:
        (line,) = lines(world, who)
        assert (line.title, line.due) == (redo.TITLE, None), who


def test_an_injunction_is_a_line_of_each_until_the_permit_is_delivered(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -10, DESK)
    assert "Remettre le refus du titre" in titles(world, DESK)
    judged(world, demande, ordered="annulled", reexamine_days=15, court="tribunal administratif de Nîmes, n° 2600001")
    for who in EACH:
        (line,) = lines(world, who)
        assert (line.title, line.due) == (redo.BY_JUDGE, world.today + timedelta(days=15)), who
    with acting(world[DESK]) as desk:
        assert not Recours.objects.visible_to(desk).exists()
    assert "Remettre le refus du titre" not in titles(world, DESK)
    page = Caller(world[DESK]).get("rights:stay", person=demande.person_id)
    assert page.says("Ce refus ne tient plus depuis")
    assert "Nîmes" not in page.text
    with acting(world[DELEGATE]) as actor:
        assert not remedies.pending(actor, world.today).exists(), "said once"
    note(world, demande, "delivered", 0, DESK, until=190)
    assert [lines(world, who) for who in EACH] == [[], [], []]


def test_a_suspension_without_days_is_a_line_without_a_day_until_it_is_answered_anew(
    world: World, demande: Demande
) -> None:
    note(world, demande, "refused", -10, DESK)
    judged(world, demande, "urgent", ordered="suspended")
    (line,) = lines(world, DESK)
    assert (line.title, line.due, line.since) == (redo.TITLE, None, world.today)
    note(world, demande, "requested", 0, n=2)
    assert lines(world, DESK)
    note(world, demande, "refused", 0, DESK, n=2)
    assert [lines(world, who) for who in EACH] == [[], [], []]


def test_a_suspension_that_the_court_then_rejects_asks_nothing_more(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -10, DESK)
    judged(world, demande, "urgent", ordered="suspended", reexamine_days=15)
    assert lines(world, DESK)
    followed(world, contested(world, demande), outcome="rejected", outcome_on=world.today)
    assert lines(world, DESK) == []
    with acting(world[DESK]):
        assert not ApsFact.objects.filter(undone_on__isnull=False).exists()
        assert not ApsFact.objects.filter(redo_by__isnull=False).exists()


def test_the_desk_does_not_hand_a_refusal_that_a_judge_stopped(world: World, demande: Demande) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    judged(world, demande, "urgent", ordered="suspended")
    told = Told("person", "prefecture", "handed", world.today, source="own_desk")
    with acting(world[DESK]) as desk, pytest.raises(Refused, match="ne tient plus depuis") as refusal:
        actions.tell_permit(actor=desk, on=world.today, fact=fact, told=told)
    assert refusal.value.verdict.codes == ("refusal_undone",)


def test_nobody_says_by_hand_that_a_refusal_holds_no_more(world: World, demande: Demande) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    with acting(world[DESK]) as desk:
        person = person_of(demande)
        row = ApsFact.beside(
            person, n=2, step="requested", on=world.today, source="own_desk", recorded_by=desk, undone_on=world.today
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            ApsFact.objects.filter(pk=fact.pk).update(undone_on=world.today)


def text_of(world: World, who: str, page: str, fact: ApsFact) -> str:
    client = Caller(world[who])
    answer = client.client.get(client.url(page, apsfact=fact.pk, form="pdf"))
    assert answer.status_code == 200
    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages).split())


def test_its_papers_say_that_it_was_stopped(world: World, demande: Demande) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    said = actions.MotivesTold(("cessation",), "Aucune attestation n’est jointe.", "own_desk")
    with acting(world[DESK]) as desk:
        actions.say_motives(actor=desk, on=world.today, fact=fact, told=said, version=actions.motives_version(fact))
    assert "REFUS QUI NE TIENT PLUS" not in text_of(world, DESK, "rights:stay_refusal", fact)
    judged(world, demande, "urgent", ordered="suspended")
    assert "REFUS QUI NE TIENT PLUS" in text_of(world, DESK, "rights:stay_refusal", fact)
    assert "DÉCISION SUSPENDUE PAR LE JUGE" in text_of(world, REFERENT, "rights:stay_sheet", fact)


def test_the_service_reads_that_a_gracious_remedy_waits_for_its_answer(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -10, DESK)
    title = "Répondre au recours gracieux contre le refus du titre"
    assert title not in titles(world, DESK)
    row = contested(world, demande, "gracious")
    for who in (DELEGATE, DESK):
        with acting(world[who]) as actor:
            items = [item for group in home(actor, world.today).groups for item in group.items]
            (line,) = [item for item in items if item.title == title]
            assert line.due == law.silence(world.today), who
    with acting(world[DESK]) as desk:
        assert not Recours.objects.visible_to(desk).exists(), "a day, and nothing else of it"
        born = law.silence(world.today) + timedelta(days=1)
        after_it = [item.title for group in home(desk, born).groups for item in group.items]
        assert title not in after_it, "silence answered"
    followed(world, row, outcome="rejected", outcome_on=world.today)
    assert title not in titles(world, DESK)


def said_to(world: World, who: str, fact: ApsFact) -> Delay:
    with acting(world[who]) as actor:
        person = Person.objects.visible_to(actor).get(pk=fact.person_id)
        one = gather(actor, person).request(1)
        assert one is not None
        found = one.known(world.today)
        assert found is not None
        return found


def test_the_service_keeps_the_day_that_an_answered_remedy_moved(world: World, demande: Demande) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    row = contested(world, demande, "gracious")
    waits = {who: said_to(world, who, fact) for who in (REFERENT, DELEGATE, DESK)}
    assert len({known.contest.last for known in waits.values() if known.contest}) == 1
    assert waits[DESK].pending == "recours gracieux"
    for who in (DELEGATE, DESK):
        page = Caller(world[who]).get("rights:stay", person=fact.person_id)
        assert page.says("sa lettre peut dire un jour plus proche"), "whatever was asked since"
    followed(world, row, outcome="rejected", outcome_on=world.today)
    for who in (REFERENT, DELEGATE, DESK):
        known = said_to(world, who, fact)
        assert known.contest is not None, who
        assert known.contest.last == law.last_day(world.today), who
        assert (known.pending, known.moved) == ("", True), who
    page = Caller(world[DESK]).get("rights:stay", person=fact.person_id)
    assert page.says("compté de la réponse au recours")


def test_another_remedy_that_waits_is_answered_and_moves_no_day(world: World, demande: Demande) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    followed(world, contested(world, demande, "gracious", -1), outcome="rejected", outcome_on=world.today)
    contested(world, demande, "gracious")
    title = "Répondre au recours gracieux contre le refus du titre"
    assert title in titles(world, DESK)
    for who in (DELEGATE, DESK):
        known = said_to(world, who, fact)
        assert known.contest is not None, who
        assert known.contest.last == law.last_day(world.today), who


def test_what_the_prefet_granted_leaves_nothing_to_contest(world: World, demande: Demande) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    followed(world, contested(world, demande, "gracious"), outcome="granted", outcome_on=world.today)
    for who in (DELEGATE, DESK):
        known = said_to(world, who, fact)
        assert (known.undone, known.day) == (True, None), who
    assert Caller(world[DESK]).get("rights:stay", person=fact.person_id).says("ne tient plus depuis")


@pytest.mark.parametrize("ordered", ["suspended", "annulled"])
def test_each_page_of_a_permit_says_that_its_refusal_holds_no_more(
    world: World, demande: Demande, ordered: str
) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    contested(world, demande, "gracious", -1)
    judged(world, demande, "urgent" if ordered == "suspended" else "content", ordered=ordered)
    judge = "par le juge"
    for who, says in ((REFERENT, judge), (DELEGATE, judge), (DESK, "qui ne tient plus depuis")):
        page = Caller(world[who]).get("rights:stay", person=fact.person_id)
        for words in ("À réexaminer", "Ce refus ne tient plus depuis", "répond de nouveau à la demande", says):
            assert page.says(words), (who, words)
        for words in ("À lire d’abord.", "recours, dernier jour", "Noter la remise"):
            assert not page.says(words), (who, words)
        assert (judge in page.text) is (who != DESK), "the service reads no remedy"
        assert not [title for title in titles(world, who) if "recours gracieux" in title], who
    person = Caller(world[REFERENT]).get("people:person", person=fact.person_id)
    assert (person.says("titre à réexaminer"), person.says("titre refusé")) == (True, False)
    remedies = Caller(world[REFERENT]).get("decisions:remedies", demande=demande.pk)
    assert remedies.says("Sans objet : la décision ne tient plus")
    assert not remedies.says("le silence vaudra refus")


def test_a_receipt_in_doubt_says_that_the_refusal_holds_no_more(world: World, demande: Demande) -> None:
    note(world, demande, "receipt", -40, until=40)
    note(world, demande, "refused", -10, DESK)
    judged(world, demande, ordered="annulled")
    for who, says in ((REFERENT, "annulée par le juge"), (DELEGATE, "annulée par le juge"), (DESK, "ne tient plus")):
        page = Caller(world[who]).get("desk:home")
        told = re.search(r"le titre a été refusé le [^<.]*", page.text)
        assert told, who
        assert says in told[0].replace("\u00a0", " "), who


def test_a_remedy_waits_for_nothing_once_the_permit_is_delivered(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -10, DESK)
    contested(world, demande, "gracious", -1)
    assert any("recours gracieux" in title for title in titles(world, DESK))
    note(world, demande, "delivered", 0, DESK, until=180)
    for who in EACH:
        assert not [title for title in titles(world, who) if "recours gracieux" in title], who


def test_a_remedy_taken_back_is_a_day_of_nobody(world: World, demande: Demande) -> None:
    fact = note(world, demande, "refused", -10, DESK)
    followed(world, contested(world, demande, "gracious"), outcome="withdrawn", outcome_on=world.today)
    with acting(world[DESK]):
        held = ApsFact.objects.get(pk=fact.pk)
        assert (held.appealed_on, held.appeal_answered_on, held.appeal_awaits) == (None, None, None)


def test_a_hierarchical_remedy_is_the_minister_s_to_answer(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -10, DESK)
    contested(world, demande, "hierarch")
    with acting(world[DESK]):
        assert not ApsFact.objects.filter(appealed_on__isnull=False).exists()


def test_of_a_permit_delivered_since_the_silence_is_past(world: World) -> None:
    held = after(world, authorised, 170, "needed")
    note(world, held, "requested", -130)
    note(world, held, "delivered", -1, DESK, until=180)
    with acting(world[REFERENT]) as actor:
        (one,) = [
            one for one in screen.of(actor, Demande.objects.get(pk=held.pk), world.today) if one.act.about == "permit"
        ]
    assert (one.over, one.contest, one.ways, one.state.text) == (True, None, (), "Délivrée depuis")
    assert one.sentence.startswith("Le silence avait refusé l’autorisation de séjour le")
    assert "délivrée depuis" in one.sentence
    assert "jusqu’au" not in one.sentence


def test_her_next_step_says_that_the_permit_is_refused(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -10, DESK)
    contested(world, demande)
    for who in (REFERENT, DELEGATE):
        assert Caller(world[who]).get("people:step", person=demande.person_id).says("refus"), who
        assert Caller(world[who]).get("rights:permit", person=demande.person_id).says("Le tribunal est saisi"), who


def test_the_warning_stands_in_the_box_of_the_permit_alone(world: World, demande: Demande) -> None:
    note(world, demande, "refused", -10, DESK)
    page = Caller(world[REFERENT]).get("decisions:remedies", demande=demande.pk)
    warned = page.text.index("obligation de quitter le territoire")
    assert page.text.count("obligation de quitter le territoire") == 1
    assert page.text.index('aria-label="Séjour"') < warned < page.text.index("Le parcours est autorisé")
    caller = Caller(world[REFERENT])
    with acting(world[REFERENT]) as actor:
        found = {one.about: one.pk for one in acts.of(actor, [demande.pk], world.today)}
    for about, shown in (("permit", True), ("path", False)):
        url = f"{caller.url('decisions:file', demande=demande.pk)}?acte={found[about]}"
        assert ("obligation de quitter" in caller.client.get(url).content.decode()) == shown, about
