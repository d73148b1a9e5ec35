"""She is heard before her aid ends: invited with reasons and days, her words kept, or the end is of paper alone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from rivage.core import clock
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.decisions.actions import Heard
from rivage.law.wording import day
from rivage.rights import heard
from rivage.rights.aid import actions, printing
from rivage.rights.enums import AidPaper
from rivage.rights.models import AfisDecision, AfisEnd, AidHearing
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.test_judged import contested
from tests.rights.aid.test_months import aided
from tests.rights.aid.test_notified import refused_by_the_database
from tests.versions import version_in
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
DELEGATE = "delegate:33"
FACTS = "Une condition de ressources n’est plus remplie depuis octobre."


def invited(world: World, decision: AfisDecision, **values: Any) -> AidHearing:
    typed = {"ground": "condition", "facts": FACTS, "invited_on": world.today, "until": in_days(world, 15)} | values
    with acting(world[DELEGATE]) as delegate:
        return actions.invite_before_end(
            actor=delegate, on=world.today, decision=decision, invited=actions.Invited(**typed)
        )


def answered(world: World, row: AidHearing, text: str = "Elle cherche un emploi.", who: str = WHO) -> AidHearing:
    with acting(world[who]) as actor:
        held = AidHearing.objects.get(pk=row.pk)
        heard = Heard(world.today, "spoken", silent=not text, text=text)
        return actions.record_before_end(
            actor=actor, on=world.today, hearing=held, heard=heard, version=version_of(held)
        )


def ended(world: World, decision: AfisDecision, on: date | None = None) -> AfisEnd:
    told = actions.EndTold("condition", world.today, world.today, FACTS, "Anne Sémaphore", same_day=True)
    with acting(world[DELEGATE]) as delegate:
        return actions.end_afis(
            actor=delegate, on=on or world.today, decision=decision, told=told, version=version_of()
        )


def in_days(world: World, days: int) -> date:
    return world.today + timedelta(days=days)


def printed(world: World, end: AfisEnd) -> str:
    with acting(world[DELEGATE]) as delegate:
        made = printing.sheet(printing.of(delegate, end.decision, end), AidPaper.DECISION)
        return " ".join(lines(made)).replace("\u00a0", " ")


def test_she_is_invited_with_reasons_and_days_and_the_letter_says_who_may_help(
    world: World, aided: AfisDecision
) -> None:
    row = invited(world, aided)
    with acting(world[DELEGATE]) as delegate:
        sheet = printing.invitation(delegate, aided.demande, row)
        assert sheet is not None
        letter = " ".join(lines(sheet)).replace("\u00a0", " ")
    for words in ("mettre fin à l’aide mensuelle", "R121-12-13-2", FACTS, "un interprète", "personne de votre choix"):
        assert words in letter, words
    assert Caller(world[WHO]).get("desk:home").says("Recueillir ses observations sur l’aide")
    page = Caller(world[WHO]).get("rights:end", demande=aided.demande_id)
    assert page.says(FACTS)
    assert page.says("Noter ce qu’elle a dit")
    assert Caller(world[DELEGATE]).get("rights:end_invitation", demande=aided.demande_id, form="pdf").status == 200
    answered(world, row)
    assert not Caller(world[WHO]).get("desk:home").says("Recueillir ses observations sur l’aide")
    assert Caller(world[DELEGATE]).get("desk:home").says("Fin de l’aide : décider, ou la laisser")
    assert Caller(world[DELEGATE]).get("rights:end", demande=aided.demande_id).says("Elle cherche un emploi.")


def test_the_end_is_printed_once_she_answered_or_had_her_days(world: World, aided: AfisDecision) -> None:
    row = invited(world, aided)
    answered(world, row, "")
    end = ended(world, aided)
    assert "Votre aide prend fin" in printed(world, end)
    page = Caller(world[DELEGATE]).get("rights:end", demande=aided.demande_id)
    assert page.says("Dernier mois dû")
    assert not page.says("D’après le papier.")


@pytest.mark.parametrize("hears", [False, True])
def test_an_end_of_paper_alone_is_noted_and_marked_and_rivage_prints_no_letter_of_it(
    world: World, aided: AfisDecision, hears: bool
) -> None:
    if hears:
        invited(world, aided)
    end = ended(world, aided)
    with pytest.raises(Refused, match="l’original qui se remet"):
        printed(world, end)
    page = Caller(world[DELEGATE]).get("rights:end", demande=aided.demande_id)
    assert page.says("D’après le papier.")
    assert "papier/decision.pdf" not in page.text
    assert "papier/recu.pdf" in page.text


def test_an_end_before_her_days_are_over_or_of_another_motive_is_read_again_first(
    world: World, aided: AfisDecision
) -> None:
    sent: dict[str, Any] = {
        "ground": "engagements", "decided_on": world.today, "invited_on": world.today, "reasons": FACTS,
        "signed_name": "Anne Sémaphore", "same_day": "on",
    }  # fmt: skip
    delegate, ids = Caller(world[DELEGATE]), {"demande": aided.demande_id}
    sent |= {"source": "signed_paper", "version": version_in(delegate.get("rights:end", **ids).text)}
    assert delegate.post("rights:end", sent, **ids).says("Aucune invitation")
    row = invited(world, aided)
    page = delegate.post("rights:end", sent, **ids)
    assert page.says("pour répondre à l’invitation, et n’a pas répondu avant ce jour")
    assert page.says("L’invitation lui disait un autre motif")
    answered(world, row)
    page = delegate.post("rights:end", sent | {"ground": "condition"}, **ids)
    assert not page.says("pour répondre à l’invitation, et")
    assert not page.says("un autre motif")
    with acting(world[DELEGATE]):
        assert not AfisEnd.objects.exists()


def test_an_invitation_of_another_day_is_said_before_and_after_the_end(world: World, aided: AfisDecision) -> None:
    row = invited(world, aided)
    tomorrow = in_days(world, 1)
    with acting(world[DELEGATE]):
        said = heard.against(aided, tomorrow, tomorrow, "condition")
    assert said == [f"L’invitation notée dans Rivage est du {day(row.invited_on)}, et non du {day(tomorrow)}."]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"facts": " "}, "Dites les faits"),
        ({"ground": "autre"}, "deux motifs"),
        ({"until": 0}, "date limite vient après"),
        ({"until": 185}, "relisez l’année"),
        ({"invited_on": 1}, "datée d’après aujourd’hui"),
        ({"invited_on": -1}, "ne peut pas la précéder"),
    ],
)
def test_what_is_refused(world: World, aided: AfisDecision, values: dict[str, Any], sentence: str) -> None:
    days = {name: in_days(world, value) if isinstance(value, int) else value for name, value in values.items()}
    with pytest.raises(Refused, match=sentence):
        invited(world, aided, **days)


def test_one_invitation_waits_at_a_time_and_nothing_is_written_once_the_aid_has_ended(
    world: World, aided: AfisDecision
) -> None:
    row = invited(world, aided)
    with pytest.raises(Refused, match="déjà invitée"):
        invited(world, aided)
    with acting(world[WHO]) as referent, pytest.raises(Refused, match="notée par la délégation"):
        actions.invite_before_end(
            actor=referent, on=world.today, decision=aided,
            invited=actions.Invited("condition", FACTS, world.today, in_days(world, 20)),
        )  # fmt: skip
    said = Heard(world.today, "spoken", silent=False, text="D’abord.")
    with acting(world[WHO]) as referent:
        old = version_of(row)
        actions.record_before_end(actor=referent, on=world.today, hearing=row, heard=said, version=old)
        other = Heard(world.today, "spoken", silent=False, text="Ensuite.")
        with pytest.raises(Stale):
            actions.record_before_end(actor=referent, on=world.today, hearing=row, heard=other, version=old)
    ended(world, aided)
    with pytest.raises(Refused, match="reste tel quel"):
        answered(world, row, "Trop tard.")


def test_what_she_says_after_the_end_is_noted_marked_and_read_again_by_who_decides(
    world: World, aided: AfisDecision
) -> None:
    row = invited(world, aided)
    end = ended(world, aided)
    ids = {"demande": aided.demande_id}
    later = clock.now() + timedelta(seconds=5)
    with clock.at(later):
        assert Caller(world[WHO]).get("desk:home").says("Recueillir ses observations sur l’aide")
        assert Caller(world[WHO]).get("rights:end_heard", **ids).status == 200
        answered(world, row, "Elle a retrouvé ses bulletins.")
        assert Caller(world[WHO]).get("rights:end", **ids).says("notées après la décision")
        home = Caller(world[DELEGATE]).get("desk:home")
        assert home.says("Relire la fin de l’aide")
        page = Caller(world[DELEGATE]).get("rights:end", **ids)
        assert page.says("Elle a retrouvé ses bulletins.")
        assert page.says("Noter qu’il la maintient")
        assert page.says("D’après le papier.")
        maintained(world, aided)
        assert not Caller(world[DELEGATE]).get("desk:home").says("Relire la fin de l’aide")
        assert Caller(world[DELEGATE]).get("rights:review", **ids).says("il n’y a rien à réexaminer")
    with clock.at(later + timedelta(seconds=5)):
        answered(world, row, "Elle précise.")
        page = Caller(world[DELEGATE]).get("rights:end", **ids)
        assert page.says("noter un recours gracieux")
        assert Caller(world[DELEGATE]).get("desk:home").says("Relire la fin de l’aide")
        contested(world, end, "gracious", outcome="granted")
        home = Caller(world[DELEGATE]).get("desk:home")
        assert not home.says("Relire la fin de l’aide")
        assert not home.says("Fin de l’aide : décider, ou la laisser"), "what was asked was decided, and undone"


def test_what_was_asked_before_an_end_that_holds_no_more_is_asked_no_more(world: World, aided: AfisDecision) -> None:
    invited(world, aided)
    end = ended(world, aided)
    assert Caller(world[WHO]).get("desk:home").says("La fin de l’aide est décidée avant sa réponse")
    contested(world, end, "gracious", outcome="granted")
    assert not Caller(world[WHO]).get("desk:home").says("Recueillir ses observations sur l’aide")


def maintained(world: World, decision: AfisDecision) -> None:
    caller, ids = Caller(world[DELEGATE]), {"demande": decision.demande_id}
    version = version_in(caller.get("rights:review", **ids).text)
    assert caller.post("rights:review", {"version": "rien"}, **ids).status == 422
    assert caller.post("rights:review", {"version": version}, **ids).says("la tâche quitte l’accueil")


def test_the_letter_that_left_is_printed_as_it_was_and_none_is_made_after_the_end(
    world: World, aided: AfisDecision
) -> None:
    row = invited(world, aided)
    ids: dict[str, Any] = {"demande": aided.demande_id, "form": "pdf"}
    with acting(world[DELEGATE]) as delegate:
        kept = AidHearing.objects.get(pk=row.pk)
        before = printing.invitation(delegate, aided.demande, kept)
        assert before is not None
    ended(world, aided)
    with acting(world[DELEGATE]) as delegate:
        assert printing.invitation(delegate, aided.demande, kept) == before
    assert Caller(world[DELEGATE]).get("rights:end", demande=aided.demande_id).says("telle qu’elle est partie")
    assert Caller(world[DELEGATE]).get("rights:end_invitation", **ids).status == 200


def test_an_invitation_that_was_not_kept_is_not_made_after_the_end(
    world: World, aided: AfisDecision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "invited", lambda *_: None)
    invited(world, aided)
    caller, ids = Caller(world[DELEGATE]), {"demande": aided.demande_id}
    assert caller.get("rights:end_invitation", **ids, form="pdf").status == 200
    ended(world, aided)
    assert "invitation.pdf" not in caller.get("rights:end", **ids).text
    assert caller.get("rights:end_invitation", **ids, form="pdf").says("plus aucune invitation ne s’imprime")


def test_the_database_takes_no_invitation_of_another_hand_nor_after_the_end(world: World, aided: AfisDecision) -> None:
    given: dict[str, Any] = {"decision": aided, "ground": "condition", "invited_on": world.today,
                             "until": in_days(world, 9)}  # fmt: skip

    def born(actor: Any, **more: Any) -> Callable[[], object]:
        row = AidHearing.beside(aided, **(given | {"recorded_by": actor} | more))
        return lambda: row.save(force_insert=True)

    with acting(world[WHO]) as referent:
        assert refused_by_the_database(born(referent))
    with acting(world[DELEGATE]) as delegate:
        assert refused_by_the_database(born(delegate, received_on=world.today))
        assert refused_by_the_database(born(delegate, invited_on=in_days(world, -1)))
        assert refused_by_the_database(born(delegate, invited_on=in_days(world, 3)))
        assert refused_by_the_database(born(delegate, until=in_days(world, 400)))
        assert refused_by_the_database(born(delegate, ground="zz"))
        assert refused_by_the_database(born(world["secretary:33"]))
    row = invited(world, aided)
    for who in (WHO, DELEGATE):
        with acting(world[who]):
            moved = AidHearing.objects.filter(pk=row.pk)
            assert moved.exists()
            assert refused_by_the_database(lambda kept=moved: kept.update(ground="renounced"))
            assert refused_by_the_database(lambda kept=moved: kept.update(until=in_days(world, 2)))
    answered(world, row)
    ended(world, aided)
    with acting(world[WHO]):
        assert refused_by_the_database(
            lambda: AidHearing.objects.filter(pk=row.pk).update(received_on=world.today, means="phone")
        )
    for who in ("payer:33", "signatory:33"):
        with acting(world[who]):
            assert not AidHearing.objects.exists(), who
