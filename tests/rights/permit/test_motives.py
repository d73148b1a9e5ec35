"""Why a permit was refused: coded by the law, none said as it is, and the letter that the service signs."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused, Stale
from rivage.law import aps_motifs
from rivage.law.values import parameter
from rivage.rights.clocks import gather
from rivage.rights.models import ApsFact, PermitMotive
from rivage.rights.permit import actions, pills, printing
from tests.bad_input.calling import Caller
from tests.dossiers.path import new_person
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WHY = "Le papier dit autre chose."
WORDS = "Aucune attestation ne dit la cessation (CESEDA, art. L425-4)."


def refused(world: World, who: str = DESK) -> ApsFact:
    return note(world, after(world, authorised, 60), "refused", -5, who=who)


def say(
    world: World, fact: ApsFact, who: str, *motives: str, reasons: str = "", version: str = "", why: str = ""
) -> PermitMotive:
    source = "own_desk" if who == DESK else "paper_held"
    with acting(world[who]) as actor:
        told = actions.MotivesTold(motives, reasons, source, why)
        version = version or actions.motives_version(fact)
        return actions.say_motives(actor=actor, on=world.today, fact=fact, told=told, version=version)


def letter(world: World, fact: ApsFact) -> str:
    with acting(world[DESK]) as desk:
        made = printing.refusal(desk, gather(desk, fact.person), fact)
        return " ".join(lines(made)).replace("\u00a0", " ")


def test_each_condition_of_the_text_is_a_motive_of_the_days_that_it_holds() -> None:
    for value in parameter("aps.conditions").values:
        found = aps_motifs.motifs(value.start)
        assert {each.code for each in found if each.provided} - {"pieces"} == set(value.value), value.start
        assert [each.code for each in found if not each.provided] == ["autre"]
        assert all(each.value.to_confirm for each in found if each.code in ("pieces", "autre"))


def test_it_is_said_by_its_service_and_read_by_each_with_its_article(world: World) -> None:
    fact = refused(world)
    desk, ids = Caller(world[DESK]), {"apsfact": fact.pk}
    page = desk.get("rights:stay_motives", **ids)
    assert "checked" not in page.text.partition("<main")[2], "no answer is given for a service"
    assert page.says("ne sont pas justifiés. (à confirmer)")
    sent = {"motives": ["cessation", "autre"], "reasons": WORDS, "version": version_in(page.text)}
    assert desk.post("rights:stay_motives", sent | {"motives": []}, **ids).status == 422
    for _ in range(2):
        assert desk.post("rights:stay_motives", sent, **ids).says("Le motif est noté")
    for who in (DESK, DELEGATE, REFERENT):
        page = Caller(world[who]).get("rights:stay", person=fact.person_id)
        for words in ("L’activité que vise le texte n’a pas cessé", "on prévu par les textes", "Aucune attestation"):
            assert page.says(words), (who, words)
        assert page.says("La lettre de refus, à signer") == (who == DESK), who
    with acting(world[DESK]):
        assert PermitMotive.objects.count() == 1
    other = {"motives": ["faits"], "reasons": "", "version": sent["version"]}
    assert desk.post("rights:stay_motives", other, **ids).status == 422, "two tabs are compared"


def test_a_paper_without_motive_is_noted_as_it_is_and_marked_and_no_letter_is_printed(world: World) -> None:
    fact = refused(world, REFERENT)
    say(world, fact, REFERENT, "sans_motif")
    for who in (REFERENT, DELEGATE, DESK):
        page = Caller(world[who]).get("rights:stay", person=fact.person_id)
        assert page.says("Le papier ne dit pas pourquoi"), who
    say(world, fact, DESK, "sans_motif")
    with pytest.raises(Refused, match="dites d’abord pourquoi"):
        letter(world, fact)
    answer = Caller(world[DESK]).get("rights:stay_refusal", apsfact=fact.pk, form="pdf")
    assert answer.says("dites d’abord pourquoi")
    say(world, fact, DESK, "cessation", reasons=WORDS, why=WHY)
    assert "Aucune attestation" in letter(world, fact)


@pytest.mark.parametrize(
    ("motives", "reasons", "why"),
    [((), "", "au moins un motif"), (("sans_motif", "faits"), "", "se choisit seul"), (("zz",), "", "n’existait pas")],
)
def test_what_can_not_be_is_refused(world: World, motives: tuple[str, ...], reasons: str, why: str) -> None:
    fact = refused(world)
    with pytest.raises(Refused, match=why):
        say(world, fact, DESK, *motives, reasons=reasons)
    with pytest.raises(Stale):
        say(world, fact, DESK, "faits", version="another")


def test_the_letter_says_the_warning_first_then_why_by_which_article_and_how_to_contest(world: World) -> None:
    fact = refused(world)
    say(world, fact, DESK, "cessation", "autre", reasons=WORDS)
    said = letter(world, fact)
    order = [
        "obligation de quitter",
        "L’activité que vise le texte",
        "Aucune attestation",
        "Décide",
        "tribunal administratif",
    ]
    places = [said.index(word) for word in order]
    assert places == sorted(places), said
    assert "n’est pas une condition du texte" not in said, "what no text provides for is never printed"
    desk = Caller(world[DESK])
    for form in ("pdf", "docx"):
        answer = desk.get("rights:stay_refusal", apsfact=fact.pk, form=form)
        assert answer.status == 200, form
    answer = Caller(world[REFERENT]).get("rights:stay_refusal", apsfact=fact.pk, form="pdf")
    assert answer.says("se lit une fois remise"), "a letter that nobody signed is not hers to read"
    assert Caller(world[DELEGATE]).get("rights:stay_refusal", apsfact=fact.pk, form="pdf").status == 404


def test_by_sql_it_is_of_a_refusal_of_hers_and_said_in_one_s_own_name(world: World) -> None:
    fact = refused(world)
    hers: Any = fact
    asked = note(world, hers, "requested", -10, who=DESK)
    with acting(world[DESK]) as desk:
        given: dict[str, Any] = {"fact": fact, "motives": ["faits"], "source": "own_desk", "recorded_by": desk}
        for wrong in (
            {"fact": asked},
            {"motives": []},
            {"motives": ["zz"]},
            {"motives": ["faits", "sans_motif"]},
            {"source": "phone"},
            {"recorded_by": world[DELEGATE]},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                PermitMotive.beside(fact, **given | wrong).save(force_insert=True)
        row = PermitMotive.beside(fact, **given)
        row.save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            PermitMotive.objects.filter(pk=row.pk).update(motives=["autre"])


def test_it_is_corrected_with_a_reason_to_another_to_none_or_to_nothing(world: World) -> None:
    fact = refused(world)
    say(world, fact, DESK, "faits", reasons="Motif inventé.")
    with pytest.raises(Refused, match="Dites pourquoi"):
        say(world, fact, DESK, "cessation", reasons=WORDS)
    say(world, fact, DESK, "cessation", reasons=WORDS, why=WHY)
    say(world, fact, DESK, "sans_motif", why="Aucun motif n’était écrit.")
    desk, ids = Caller(world[DESK]), {"apsfact": fact.pk}
    page = desk.get("rights:stay_motives", **ids)
    assert page.says("Corriger le motif du refus")
    assert page.says("Noté : sans motif")
    sent = {"happened": "nothing", "reasons": "", "why": "", "version": version_in(page.text)}
    assert desk.post("rights:stay_motives", sent, **ids).status == 422, "with a reason"
    gone = sent | {"why": "Ce refus est celui d’une autre demande."}
    assert desk.post("rights:stay_motives", gone, **ids).says("C’est corrigé.")
    assert desk.post("rights:stay_motives", gone | {"happened": "other"}, **ids).status == 422, "two tabs are compared"
    for who in (DESK, DELEGATE, REFERENT):
        said = Caller(world[who]).get("rights:stay", person=fact.person_id)
        for words in ("Motif inventé.", "Aucune attestation", WHY, "ce motif était noté par erreur", gone["why"]):
            assert said.says(words), (who, words)
        assert not said.says("Le papier ne dit pas pourquoi"), who
    with pytest.raises(Refused, match="dites d’abord pourquoi"):
        letter(world, fact)
    with pytest.raises(Refused, match="au moins un motif"):
        say(world, fact, REFERENT)
    say(world, fact, DESK, "cessation", reasons=WORDS)
    assert "Aucune attestation" in letter(world, fact)


def test_one_side_corrects_nothing_that_the_other_said(world: World) -> None:
    fact = refused(world)
    say(world, fact, DESK, "cessation", reasons=WORDS)
    row = say(world, fact, REFERENT, "faits")
    assert row.replaces_id is None
    with acting(world[REFERENT]) as referent:
        own = PermitMotive.objects.get(source="own_desk")
        wrong = PermitMotive.beside(
            fact, fact=fact, motives=["faits"], source="phone", recorded_by=referent, replaces=own, why=WHY
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong.save(force_insert=True)


def test_the_card_leads_straight_to_each_piece_that_is_missing(world: World) -> None:
    fact = refused(world)
    hers, where = Caller(world[REFERENT]), {"person": fact.person_id}
    pieces = {
        "Noter le motif du refus": hers.url("rights:stay_motives", apsfact=fact.pk),
        "Noter la remise du refus": hers.url("rights:stay_told", apsfact=fact.pk),
        "Noter le dernier jour que dit sa lettre": hers.url("rights:letter_day", apsfact=fact.pk),
    }
    card = hers.get("rights:permit", **where)
    for words, url in pieces.items():
        assert f'href="{url}">{words}</a>' in card.text, words
    others = Caller(world[DELEGATE]).get("rights:permit", **where)
    assert others.says("Noter le motif du refus")
    assert not others.says("que dit sa lettre"), "her antenne alone reads it"
    say(world, fact, DESK, "cessation", reasons=WORDS)
    with acting(world[REFERENT]) as actor:
        version = actions.letter_version(fact)
        actions.say_letter_day(actor=actor, on=world.today, fact=fact, last_day=world.today, version=version)
    card = hers.get("rights:permit", **where)
    assert [words for words in pieces if card.says(words)] == ["Noter la remise du refus"]


def test_a_refused_permit_is_said_in_words_wherever_her_state_is(world: World) -> None:
    fact = refused(world)
    other = new_person(world, name="Rita Lagune")
    where = {"person": fact.person_id}
    for name in (REFERENT, DELEGATE):
        caller = Caller(world[name])
        assert caller.get("people:list").text.count("titre refusé") == 1, name
        assert caller.get("people:person", **where).says(", titre refusé"), name
    assert Caller(world[REFERENT]).get("support:active").says(", titre refusé")
    assert not Caller(world[REFERENT]).get("people:person", person=other.pk).says("titre refusé")
    with acting(world["lead:amarres33"]) as actor:
        assert pills.refused([fact.person], actor, world.today) == {}
