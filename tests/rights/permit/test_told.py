"""The answer to a request of a permit reaches her: handed over, then contested until a day, as the other decisions."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rivage.core import clock
from rivage.core.logins import connection
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.decisions import actions as decisions
from rivage.decisions import acts
from rivage.decisions.notices import Told
from rivage.dossiers.models import Demande
from rivage.law import aps
from rivage.law.recours import last_day, silence, with_removal
from rivage.law.wording import day as in_full
from rivage.rights.clocks import gather
from rivage.rights.clocks.permit import UNTOLD
from rivage.rights.models import ApsFact, PermitNotice
from rivage.rights.permit import actions, printing, todo
from tests.bad_input.calling import Caller
from tests.decisions.test_recours import followed
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note, person_of, with_desk
from tests.rights.takeover.path import taken_over
from tests.stories import after
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db
TYPED = {"channel": "prefecture", "outcome": "handed", "source": "paper_held"}
WHY = "Le reçu le dit."


def hand(world: World, fact: ApsFact, on: date, who: str = REFERENT, outcome: str = "handed") -> PermitNotice:
    with acting(world[who]) as actor:
        told = Told("person", "by_hand", outcome, on)
        return actions.tell_permit(actor=actor, on=clock.today("33"), fact=fact, told=told)


def contest(world: World, demande: Demande, n: int = 1) -> Any:
    with acting(world[REFERENT]) as reader:
        one = gather(reader, person_of(demande)).request(n)
        assert one is not None
        return one.contest()


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_the_day_a_refusal_reached_her_starts_the_delay_on_every_page(world: World) -> None:
    demande = after(world, authorised, 60)
    note(world, demande, "requested", -50)
    fact = note(world, demande, "refused", -20, who=DESK)
    assert contest(world, demande).last == last_day(day(world, -20)), "the safest, as long as nobody says when"
    for who, title in ((DESK, "Remettre le refus du titre"), (REFERENT, "Noter la remise du refus du titre")):
        assert Caller(world[who]).get("desk:home").says(title), who
    antenne = Caller(world[REFERENT])
    asked = antenne.get("rights:stay_told", apsfact=fact.pk)
    assert asked.says(with_removal(world.today).sentence)
    assert asked.text.index("obligation de quitter") < asked.text.index("Le délai pour contester court")
    assert "her_wish" not in asked.text
    done = antenne.post("rights:stay_told", TYPED | {"on": day(world, -3)}, apsfact=fact.pk)
    until = plain(in_full(last_day(day(world, -3))))
    assert done.says(f"La remise est notée. Recours, dernier jour sûr : {until}")
    assert contest(world, demande).last == last_day(day(world, -3))
    for who in (REFERENT, DELEGATE, DESK):
        page = Caller(world[who]).get("rights:stay", person=demande.person_id)
        assert page.says("Remise du refus"), who
        assert page.says(until), who
        assert page.says(with_removal(world.today).said_to(hers=who == REFERENT)), who
    for who in (DESK, REFERENT):
        assert not Caller(world[who]).get("desk:home").says("emettre le refus du titre"), who
        assert not Caller(world[who]).get("desk:home").says("remise du refus du titre"), who
    second = antenne.post("rights:stay_told", TYPED | {"on": day(world, -3)}, apsfact=fact.pk)
    assert (second.status, second.says("Cette notification est déjà notée")) == (422, True)


def test_the_desk_notes_in_its_own_name_and_a_delivery_too(world: World) -> None:
    demande = after(world, authorised, 40)
    fact = note(world, demande, "delivered", -2, until=100, who=DESK)
    desk = Caller(world[DESK])
    asked = desk.get("rights:stay_told", apsfact=fact.pk)
    assert "paper_held" not in asked.text
    assert not asked.says("obligation de quitter")
    typed = {"channel": "prefecture", "outcome": "handed", "on": day(world, -1)}
    assert desk.post("rights:stay_told", typed, apsfact=fact.pk).says("La remise est notée.")
    with acting(world[DESK]):
        assert PermitNotice.objects.get().source == "own_desk"
    assert Caller(world[REFERENT]).get("rights:stay", person=demande.person_id).says("Remise de l’autorisation")


def test_what_both_sides_noted_of_one_answer_is_told_once(world: World) -> None:
    demande = after(world, authorised, 40)
    ours = note(world, demande, "refused", -9)
    theirs = note(world, demande, "refused", -10, who=DESK)
    hand(world, theirs, day(world, -8), DESK)
    with pytest.raises(Refused, match="déjà notée"):
        hand(world, ours, day(world, -8))
    with acting(world[REFERENT]):
        assert PermitNotice.objects.get().fact_id == ours.pk


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"on": "2016-01-01"}, "avant la décision"),
        ({"on": "2090-01-01"}, "après aujourd’hui"),
        ({"outcome": "not_claimed"}, "Seule une lettre"),
    ],
)
def test_a_hand_over_that_can_t_be_is_refused_and_what_a_service_did_never_is(
    world: World, values: dict[str, str], sentence: str
) -> None:
    demande = after(world, authorised, 40)
    fact = note(world, demande, "refused", -9)
    typed = TYPED | {"on": world.today}
    page = Caller(world[REFERENT]).post("rights:stay_told", typed | values, apsfact=fact.pk)
    assert (page.status, page.says(sentence)) == (422, True), page.text
    posted = Caller(world[REFERENT]).post("rights:stay_told", typed | {"channel": "post"}, apsfact=fact.pk)
    assert posted.says("La remise est notée."), "she allows no letter: the service sent one all the same"


def test_a_hand_over_is_corrected_with_a_reason_and_shortens_no_remedy(world: World) -> None:
    demande = after(world, authorised, 60)
    fact = note(world, demande, "refused", -20)
    first = hand(world, fact, day(world, -2))
    announced = last_day(day(world, -2))
    typed = TYPED | {"on": day(world, -10), "new_letter": "non", "why": ""}
    antenne = Caller(world[REFERENT])
    assert antenne.post("rights:stay_told_correct", typed, permitnotice=first.pk).status == 422
    with clock.at(away(0) + timedelta(minutes=5)):
        done = antenne.post("rights:stay_told_correct", typed | {"why": WHY}, permitnotice=first.pk)
        assert done.says("C’est corrigé.")
        found = contest(world, demande)
        assert (found.last, found.sooner) == (announced, last_day(day(world, -10)))
    page = Caller(world[DESK]).get("rights:stay", person=demande.person_id)
    assert page.says(WHY)
    again = antenne.get("rights:stay_told_correct", permitnotice=first.pk)
    assert again.says("Cette remise est déjà corrigée")


def test_an_answer_that_reached_her_is_not_taken_from_under_its_notice(world: World) -> None:
    demande = after(world, authorised, 60)
    fact = note(world, demande, "refused", -20)
    notice = hand(world, fact, day(world, -15))
    with acting(world[REFERENT]) as actor:
        told = actions.StepTold(1, "refused", day(world, -5), "paper_held")
        for instead in (None, told):
            with pytest.raises(Refused, match="corrigez d’abord la remise"):
                actions.correct_aps(actor=actor, on=world.today, fact=fact, instead=instead, why=WHY)
        earlier = actions.StepTold(1, "refused", day(world, -18), "paper_held")
        actions.correct_aps(actor=actor, on=world.today, fact=fact, instead=earlier, why=WHY)
        impossible = Told("person", "by_hand", "impossible", world.today)
    with clock.at(away(0) + timedelta(minutes=5)), acting(world[REFERENT]) as actor:
        actions.correct_permit_notice(
            actor=actor, on=world.today, notice=notice, told=impossible, why=WHY, new_letter=False
        )
        assert contest(world, demande).last == last_day(day(world, -15)), "announced: it stays"
        held = ApsFact.objects.exclude(pk=fact.pk).get()
        actions.correct_aps(actor=actor, on=world.today, fact=held, instead=None, why=WHY)


def refused_by_the_database(act: Any) -> bool:
    try:
        with transaction.atomic():
            act()
            connection().check_constraints()
    except DatabaseError:
        return True
    return False


def test_the_database_takes_no_notice_of_nothing_and_voids_none(world: World) -> None:
    demande = after(world, authorised, 40)
    asked = note(world, demande, "requested", -20)
    fact = note(world, demande, "refused", -9)
    row = hand(world, fact, day(world, -3))
    with acting(world[REFERENT]) as actor:
        given = {"recipient": "person", "channel": "by_hand", "outcome": "impossible", "on": world.today}
        given |= {"recorded_by": actor, "source": "phone", "fact": fact}
        for wrong in (
            {"fact": asked},
            {"on": day(world, -12)},
            {"on": day(world, 3)},
            {"recipient": "association"},
            {"replaced_at": clock.now()},
            {"recorded_by": world[DELEGATE]},
            {"replaces": row},
            {"outcome": "handed"},
        ):
            made = PermitNotice.beside(fact, **given | wrong)
            assert refused_by_the_database(lambda made=made: made.save(force_insert=True)), wrong
        rows = PermitNotice.objects.filter(pk=row.pk)
        assert refused_by_the_database(lambda: rows.update(replaced_at=clock.now()))
        assert refused_by_the_database(lambda: rows.update(outcome="impossible"))
        assert not refused_by_the_database(lambda: PermitNotice.beside(fact, **given).save(force_insert=True))


def test_a_remedy_is_opened_against_a_refusal_and_a_silence(world: World) -> None:
    demande = after(world, authorised, 160)
    note(world, demande, "requested", -150)
    with acting(world[REFERENT]) as actor:
        (silent,) = [one for one in acts.of(actor, [demande.pk], world.today) if one.about == "permit"]
        assert silent.label == "Le silence a refusé l’autorisation de séjour."
        assert not [one for one in acts.of(actor, [demande.pk], day(world, -149)) if one.about == "permit"]
    note(world, demande, "refused", -5, who=DESK)
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        found = [one for one in acts.of(actor, [demande.pk], world.today) if one.about == "permit"]
        assert found[0].pk == silent.pk
        assert found[1].label == "L’autorisation de séjour est refusée."
        for one in found:
            made = decisions.file_recours(
                actor=actor, on=world.today, demande=held, act=one.pk,
                said=decisions.RecoursSaid("gracious" if one.pk == silent.pk else "urgent", world.today),
            )  # fmt: skip
            assert made.act == one.pk
    page = Caller(world[REFERENT]).get("decisions:remedies", demande=demande.pk)
    assert page.says("L’autorisation de séjour est refusée.")
    note(world, demande, "delivered", 0, until=100, who=DESK)
    with acting(world[REFERENT]) as actor:
        kept = [one.pk for one in acts.of(actor, [demande.pk], world.today) if one.about == "permit"]
        assert kept == [one.pk for one in found], "what was contested is followed to its end"


def test_of_a_silence_nothing_is_said_decided_nor_handed_and_the_desk_reads_its_day(world: World) -> None:
    demande = after(world, authorised, 160)
    made = note(world, demande, "requested", -150)
    page = Caller(world[REFERENT]).get("decisions:remedies", demande=demande.pk)
    assert page.says("Refus né du silence le")
    region = page.text.partition('aria-label="Séjour"')[2].partition("Recours faits")[0].lower()
    assert "silence</text>" in region
    for word in ("décidé le", "remis"):
        assert word not in region.replace("rien n’est à remettre", ""), word
    with acting(world[DESK]) as desk:
        (item,) = [one for one in todo.desk(desk, world.today) if getattr(one, "person", None) == demande.person_id]
        assert (item.title, item.since) == ("Répondre à la demande", silence_of(made.on))


def test_one_not_handed_is_counted_in_the_same_words_wherever_it_is_said(world: World) -> None:
    demande = after(world, authorised, 60)
    note(world, demande, "refused", -5, who=DESK)
    for who, where, ids in (
        (DESK, "desk:home", {}),
        (REFERENT, "desk:home", {}),
        (DELEGATE, "rights:stay", {"person": demande.person_id}),
        (REFERENT, "decisions:remedies", {"demande": demande.pk}),
    ):
        assert plain(UNTOLD) in plain(Caller(world[who]).get(where, **ids).text), (who, where)


def silence_of(requested: date) -> date:
    refused_on = aps.silence(requested, requested).refused_on
    assert refused_on is not None
    return refused_on


def test_the_warning_opens_the_pages_of_its_remedies_and_a_remedy_moves_the_day_everywhere(world: World) -> None:
    demande = after(world, authorised, 60)
    fact = note(world, demande, "refused", -3)
    hand(world, fact, day(world, -3))
    warning = with_removal(world.today).sentence
    antenne, ids = Caller(world[REFERENT]), {"demande": demande.pk}
    page = antenne.get("decisions:remedies", **ids)
    assert plain(page.text).index(warning) < plain(page.text).index("L’autorisation de séjour est refusée.")
    assert antenne.get("decisions:file", **ids).says(warning)
    assert antenne.get("rights:permit", person=demande.person_id).says(warning)
    first = plain(in_full(last_day(day(world, -3))))
    assert antenne.get("rights:stay", person=demande.person_id).says(f"recours, dernier jour sûr : {first}")
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        said = decisions.RecoursSaid("gracious", world.today)
        decisions.file_recours(actor=actor, on=world.today, demande=held, act=fact.pk, said=said)
    moved = plain(in_full(last_day(silence(world.today))))
    for who in (REFERENT, DELEGATE):
        page = Caller(world[who]).get("rights:stay", person=demande.person_id)
        how = "dernier jour sûr :" if who == REFERENT else "dernier jour calculé :"
        assert page.says(f"recours gracieux en attente ; tribunal, {how}"), who
        assert page.says(moved), who
    table = antenne.get("desk:follow_up")
    assert table.says("refusée, recours gracieux en attente")
    assert not antenne.get("desk:home").says("Refus de l’autorisation provisoire : recours possible")
    with acting(world[REFERENT]) as actor:
        helped = decisions.Helped(aid_asked_on=world.today)
        decisions.note_help(actor=actor, on=world.today, demande=held, act=fact.pk, helped=helped, version="")
    assert (
        not Caller(world[DELEGATE]).get("rights:stay", person=demande.person_id).says("juridictionnelle est demandée")
    )


def test_her_sheet_says_the_warning_first_and_the_day_of_her_letter(world: World) -> None:
    demande = after(world, authorised, 60)
    fact = note(world, demande, "refused", -3)
    final = day(world, 4)
    with acting(world[REFERENT]) as actor:
        version = actions.letter_version(fact)
        actions.say_letter_day(actor=actor, on=world.today, fact=fact, last_day=final, version=version)
        found = gather(actor, person_of(demande))
        text = plain(" ".join(lines(printing.sheet(actor, found, found.request(1), world.today))))
        assert text.index("obligation de quitter le territoire") < text.index("La préfecture a refusé votre demande")
        for words in (
            plain(in_full(final)),
            "tribunal administratif de Bordeaux",
            "même si vous avez écrit au préfet",
        ):
            assert words in text, words
        for words in ("prostitution", "à confirmer", "APS", "de la notification", "recours gracieux"):
            assert words not in text, words
    page = Caller(world[REFERENT]).get("rights:stay", person=demande.person_id)
    assert page.text.index("peut-elle la garder sans danger") < page.text.index("Imprimer (PDF)"), "asked first"
    assert Caller(world[REFERENT]).get("rights:stay_sheet", apsfact=fact.pk, form="pdf").status == 200
    for who in (DELEGATE, DESK):
        assert Caller(world[who]).get("rights:stay_sheet", apsfact=fact.pk, form="pdf").status == 404, who


def test_of_a_silence_the_sheet_says_that_no_letter_will_come(world: World) -> None:
    demande = after(world, authorised, 170)
    note(world, demande, "requested", -140)
    with acting(world[REFERENT]) as actor:
        found = gather(actor, person_of(demande))
        text = plain(" ".join(lines(printing.sheet(actor, found, found.request(1), world.today))))
        assert "Aucune lettre ne vous le dira." in text
        assert "de la notification" not in text
        with pytest.raises(Refused, match="n’est pas refusée"):
            printing.sheet(actor, found, found.request(2), world.today)


def test_a_permit_refused_on_a_path_taken_over_may_be_contested_too(world: World) -> None:
    begun = after(world, taken_over)
    with_desk(world)
    fact = note(world, begun, "refused", -1)  # type: ignore[arg-type]
    with acting(world[REFERENT]) as actor:
        found = Demande.objects.filter(person=begun.person_id, taken_over=True)
        contested = [(row, one) for row in found for one in acts.of(actor, [row.pk], world.today)]
        ((demande, act),) = contested
        assert (act.about, act.pk) == ("permit", fact.pk), "what was decided before is in the paper file"
        said = decisions.RecoursSaid("gracious", world.today)
        assert (
            decisions.file_recours(actor=actor, on=world.today, demande=demande, act=act.pk, said=said).act == fact.pk
        )


def test_one_that_a_judge_stopped_is_handed_by_no_correction(world: World) -> None:
    demande = after(world, authorised, 60)
    fact = note(world, demande, "refused", -20)
    notice = hand(world, fact, day(world, -10))
    with acting(world[REFERENT]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [demande.pk], world.today) if one.about == "permit"]
        said = decisions.RecoursSaid("urgent", day(world, -5))
        row = decisions.file_recours(actor=actor, on=world.today, demande=held, act=act.pk, said=said)
    followed(world, row, outcome="granted", outcome_on=day(world, -2), ordered="suspended")
    with acting(world[REFERENT]) as actor:
        again = Told("person", "by_hand", "handed", world.today)
        for new_letter in (True, False):
            with pytest.raises(Refused, match="Un juge a suspendu cette décision"):
                actions.correct_permit_notice(
                    actor=actor, on=world.today, notice=notice, told=again, why=WHY, new_letter=new_letter
                )
        before = Told("person", "by_hand", "handed", day(world, -9))
        actions.correct_permit_notice(
            actor=actor, on=world.today, notice=notice, told=before, why=WHY, new_letter=False
        )
