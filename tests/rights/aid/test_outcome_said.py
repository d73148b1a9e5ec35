"""One answer of what became of an aid and of until when it is contested, on every page; forms that ask no more."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction

from rivage.accounts.models import Body
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.decisions import actions as decisions
from rivage.decisions.models import Recours
from rivage.decisions.recours.delay import AIDED
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.wording import day as in_full
from rivage.rights.aid import printing
from rivage.rights.alerts import lapsing
from rivage.rights.enums import AidPaper
from rivage.rights.models import AfisDecision
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.decisions.test_recours import followed, helped
from tests.dossiers.path import TEXTS, WHO
from tests.rights.aid.handed import hand, hand_instead
from tests.rights.aid.test_motives import typed
from tests.rights.aid.test_notified import refused
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

__all__ = ["refused"]
pytestmark = pytest.mark.django_db
DELEGATE = "delegate:33"


def plain(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").split())


def remedy(world: World, row: AfisDecision, kind: str) -> Recours:
    with acting(world[WHO]) as actor:
        demande = Demande.objects.get(pk=row.demande_id)
        said = decisions.RecoursSaid(kind, world.today)
        return decisions.file_recours(actor=actor, on=world.today, demande=demande, act=row.pk, said=said)


def test_her_page_says_that_the_aid_is_refused_and_until_when_with_its_link(
    world: World, refused: AfisDecision
) -> None:
    antenne, ids = Caller(world[WHO]), {"person": refused.person_id}
    assert antenne.get("people:person", **ids).says("Aide : refusée, à remettre")
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today)
    page = antenne.get("people:person", **ids)
    assert page.says("Aide : refusée, recours, dernier jour sûr")
    assert in_full(law.last_day(world.today)).replace("\u00a0", " ") in page.text.replace("\u00a0", " ")
    assert f"/droits/aide/{refused.demande_id}" in page.text
    remedy(world, refused, "content")
    assert antenne.get("people:person", **ids).says("Aide : refusée, tribunal saisi le")


def test_legal_aid_and_a_remedy_are_counted_on_every_page(world: World, refused: AfisDecision) -> None:
    """The recours page, that of the decision, her page, the home and what lapses never differ."""
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today)
        assert [line.ended for line in lapsing.lines(referent, world.today) if line.remedy] != []
    helped(world, refused, aid_asked_on=world.today)  # type: ignore[arg-type]
    antenne, ids = Caller(world[WHO]), {"demande": refused.demande_id}
    for page in ("decisions:remedies", "rights:afis"):
        assert antenne.get(page, **ids).says(AIDED), page
    assert antenne.get("people:person", person=refused.person_id).says(
        "délai du tribunal en attente de l’aide juridictionnelle"
    )
    assert not antenne.get("desk:home").says("Aide refusée : recours possible"), "no day is known"
    assert not Caller(world[DELEGATE]).get("rights:afis", **ids).says(AIDED)


def test_legal_aid_stays_on_the_home_until_it_is_answered_or_the_court_ruled(
    world: World, refused: AfisDecision
) -> None:
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today)
    helped(world, refused, aid_asked_on=world.today)  # type: ignore[arg-type]
    assert Caller(world[WHO]).get("desk:home").says("repart de cette réponse")
    row = remedy(world, refused, "content")
    assert Caller(world[WHO]).get("desk:home").says("cette réponse dit qui paie l’avocat")
    followed(world, row, outcome="rejected", outcome_on=world.today)
    assert not Caller(world[WHO]).get("desk:home").says("Réponse attendue : aide juridictionnelle")


def test_a_remedy_rejected_leaves_the_court_on_the_home(world: World, refused: AfisDecision) -> None:
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today)
    row = remedy(world, refused, "gracious")
    home = Caller(world[WHO]).get("desk:home")
    assert not home.says("Aide refusée : recours possible")
    assert home.says("Réponse attendue : recours gracieux")
    followed(world, row, outcome="rejected", outcome_on=world.today)
    assert Caller(world[WHO]).get("desk:home").says("Aide refusée : recours possible")


def test_what_lapses_says_the_memoir_and_the_last_day_to_contest(world: World, refused: AfisDecision) -> None:
    with acting(world[WHO]) as referent:
        hand(referent, refused, world.today)
    page = Caller(world[WHO]).get("rights:lapses")
    assert page.says("Aide refusée. Recours, dernier jour sûr")
    row = remedy(world, refused, "content")
    followed(world, row, memoir_due=world.today + timedelta(days=20))
    for who in (WHO, DELEGATE):
        assert (
            Caller(world[who])
            .get("rights:lapses")
            .says("Mémoire de la préfecture attendu par le juge au plus tard le")
        ), who
    assert not Caller(world[WHO]).get("rights:lapses").says("Aide refusée. Recours, dernier jour sûr")
    with acting(world[WHO]) as referent:
        assert world.today + timedelta(days=20) in {
            line.lapse.last_day for line in lapsing.lines(referent, world.today) if line.remedy
        }
    followed(world, row, memoir_due=world.today + timedelta(days=20), memoir_on=world.today)
    assert not Caller(world[WHO]).get("rights:lapses").says("Mémoire de la préfecture attendu")


def test_what_is_refused_comes_first_among_remedies_and_what_is_granted_is_folded(
    world: World, refused: AfisDecision
) -> None:
    page = Caller(world[WHO]).get("decisions:remedies", demande=refused.demande_id).text
    assert page.index("L’aide est refusée.") < page.index("<details") < page.index("Le parcours est autorisé.")
    aid = Caller(world[WHO]).get("rights:afis", demande=refused.demande_id)
    assert f"?acte={refused.pk}" in aid.text
    assert aid.says("Noter un recours")
    assert aid.says("caisse de MSA"), "who judges an aid is a reading, said so"


def test_a_refusal_gives_all_its_errors_at_once(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    page = Caller(world[DELEGATE]).post("rights:afis", {"sense": "refuse"}, demande=demande.pk)
    assert page.says("Un refus dit sa condition")
    assert page.says("Un refus est motivé, en fait et en droit")
    assert page.says("Signée par")
    only = Caller(world[DELEGATE]).post("rights:afis", typed(world, motives=["sans_motif"], reasons=""),
                                        demande=demande.pk)  # fmt: skip
    assert not only.says("Un refus est motivé, en fait et en droit (CRPA L211-2 et L211-5).")


def test_a_grant_names_the_condition_that_is_not_met(world: World) -> None:
    with patch.dict(TEXTS[Part.AID], {"document": "aucun"}):
        demande = opined(world)
    signed(world, demande, **GRANT)
    page = Caller(world[DELEGATE]).post(
        "rights:afis", typed(world, sense="grant", reasons="", motives=[]), demande=demande.pk
    )
    said = plain(page.text).partition("une condition du texte reste à vérifier ce jour-là : ")[2]
    assert said.startswith("Pas encore de titre")


def test_a_gracious_remedy_is_followed_without_what_a_judge_says(world: World, refused: AfisDecision) -> None:
    row = remedy(world, refused, "gracious")
    page = Caller(world[DELEGATE]).get("decisions:follow", recours=row.pk)
    for words in ("Mémoire", "Juridiction", "Ce que le juge ordonne"):
        assert not page.says(words), words
    assert page.text.partition('name="outcome"')[2].partition("</fieldset>")[0].count("checked") == 0
    sent = {"kind": "gracious", "filed_on": str(world.today), "outcome": "rejected", "outcome_on": str(world.today)}
    sent |= {"version": version_in(page.text)}
    Caller(world[DELEGATE]).post("decisions:follow", sent, recours=row.pk)
    with acting(world[DELEGATE]):
        assert Recours.objects.get(pk=row.pk).outcome == "rejected"
    court = Caller(world[DELEGATE]).get("decisions:follow", recours=remedy(world, refused, "content").pk)
    assert court.says("Mémoire de la préfecture attendu le")
    assert court.text.partition('name="ordered"')[2].partition("</fieldset>")[0].count("checked") == 0


def test_a_letter_said_not_handed_then_handed_after_all_is_the_one_that_was_signed(
    world: World, refused: AfisDecision
) -> None:
    """Handed, corrected to impossible twice, then handed: by a correction, and by a notice of its own."""
    with acting(world[WHO]) as referent:
        row = hand(referent, refused, world.today)
        before = lines(printing.handed(row, AidPaper.DECISION))
    with acting(world.admins[0]):
        Body.objects.filter(pk=world[DELEGATE].body_id).update(town="Ville inventée")
    with acting(world[WHO]) as referent:
        not_yet = hand_instead(referent, row, None, "Pas encore.")
        still_not = hand_instead(referent, not_yet, None, "Toujours pas.")
        assert not_yet.letter is None
        assert lines(printing.tried(refused, None, AidPaper.DECISION)) == before
        beside = transaction.savepoint()
        assert lines(printing.handed(hand(referent, refused, world.today), AidPaper.DECISION)) == before
        transaction.savepoint_rollback(beside)
        again = hand_instead(referent, still_not, world.today, "Elle l’a reçue.")
        assert lines(printing.handed(again, AidPaper.DECISION)) == before


def test_one_that_a_judge_stopped_is_handed_by_no_correction(world: World, refused: AfisDecision) -> None:
    with acting(world[WHO]) as referent:
        notice = hand(referent, refused, world.today)
    ruled = remedy(world, refused, "content")
    followed(world, ruled, outcome="granted", outcome_on=world.today, ordered="annulled")
    with acting(world[WHO]) as referent:
        with pytest.raises(Refused, match="Un juge a annulé cette décision"):
            hand_instead(referent, notice, world.today, new_letter=True)
        hand_instead(referent, notice, None)
