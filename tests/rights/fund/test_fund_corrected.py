"""What is noted of an aid of the fund is noted once, or corrected with its reason, beside what it was."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.rights.enums import FundStep
from rivage.rights.fund import actions, noted
from rivage.rights.fund.reading import left_of
from rivage.rights.models import FundAid, FundCorrection
from tests.bad_input.calling import Caller
from tests.rights.aid.test_notified import refused_by_the_database
from tests.rights.fund.test_fund import (
    DELEGATE,
    NEIGHBOUR,
    REFERENT,
    SECRETARY,
    STRANGER,
    asked,
    backed,
    decide,
    granted,
    once,
    opened,
    read,
)
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def paid(world: World, aid: FundAid, amount: int, invoice: str) -> FundAid:
    with acting(world[SECRETARY]) as actor:
        return read(actions.pay_fund(
            actor=actor, on=world.today, aid=aid, amount=Decimal(amount), paid_on=world.today, invoice=invoice,
            version=version_of(aid),
        ))  # fmt: skip


def corrected(world: World, aid: FundAid, instead: dict[str, Any] | None, who: str = SECRETARY) -> FundAid:
    with acting(world[who]) as actor:
        return read(actions.correct_fund(
            actor=actor, on=world.today, aid=aid, instead=instead, why="typing", version=version_of(aid)
        ))  # fmt: skip


def test_a_demand_sent_three_times_makes_one(world: World) -> None:
    opened(world)
    referent = Caller(world[REFERENT])
    assert referent.get("rights:fund_ask").says("Revenir sans rien demander")
    said = once({"purpose": "training", "amount": "400"})
    for _ in range(3):
        assert referent.post("rights:fund_ask", said).says("est envoyée")
    with acting(world[REFERENT]):
        assert FundAid.objects.count() == 1


def test_the_second_of_two_clicks_is_not_read_as_the_next_step(world: World) -> None:
    aid = asked(world, opened(world))
    delegate, ids = Caller(world[DELEGATE]), {"fundaid": aid.pk}
    shown = version_in(delegate.get("rights:fund_aid", **ids).text)
    said = {"step": "opinion", "opinion": "favourable", "voice": "commission", "opinion_on": str(world.today)}
    for _ in range(2):
        assert delegate.post("rights:fund_aid", said | {"version": shown}, **ids).says("L’avis est noté")
    other = delegate.post("rights:fund_aid", said | {"version": shown, "opinion": "against"}, **ids)
    assert other.says("a noté autre chose entre-temps")
    with acting(world[DELEGATE]):
        assert (read(aid).opinion, aid.decided_on) == ("favourable", None)


def test_by_delegation_the_page_says_who_signed(world: World) -> None:
    line = opened(world)
    aid = backed(world, asked(world, line))
    with acting(world[DELEGATE]) as actor:
        decide(world, aid, actor, decided_from="own_desk", signed_name="Claire Digue")
    page = Caller(world[REFERENT]).get("rights:fund_aid", fundaid=aid.pk)
    assert page.says("par délégation, signée par Claire Digue")
    second = backed(world, asked(world, line))
    with acting(world[DELEGATE]) as actor:
        assert decide(world, second, actor, decided_from="own_desk", signed_name="").signed_name == actor.user.name


def test_a_refusal_for_a_budget_that_suffices_is_told_before_it_is_written(world: World) -> None:
    aid = backed(world, asked(world, opened(world)))
    delegate, ids = Caller(world[DELEGATE]), {"fundaid": aid.pk}
    shown = version_in(delegate.get("rights:fund_aid", **ids).text)
    said = {
        "step": "decision", "sense": "refuse", "ground": "budget", "decided_on": str(world.today),
        "decided_from": "signed_paper", "signed_name": "Anne Sémaphore", "version": shown,
    }  # fmt: skip
    told = delegate.post("rights:fund_aid", said, **ids)
    assert (told.status, told.says("Il reste 1 000 € sur la ligne, et 400 € sont demandés")) == (422, True)
    assert delegate.post("rights:fund_aid", said | {"sure": "on"}, **ids).says("La décision est notée")
    with acting(world[DELEGATE]):
        assert read(aid).ground == "budget"


def test_a_grant_bears_no_ground_and_a_refusal_no_amount(world: World) -> None:
    aid = backed(world, asked(world, opened(world)))
    with acting(world[DELEGATE]) as actor:
        with pytest.raises(Refused, match="celui d’un refus"):
            decide(world, aid, actor, ground="purpose")
        with pytest.raises(Refused, match="n’a pas de montant"):
            decide(world, aid, actor, sense="refuse", ground="purpose")


def test_a_decision_noted_wrong_is_corrected_and_stays_beside(world: World) -> None:
    aid = granted(world, backed(world, asked(world, opened(world))))
    delegate, ids = Caller(world[DELEGATE]), {"fundaid": aid.pk}
    page = delegate.get("rights:fund_correct", **ids)
    assert page.says("Noté : accordée")
    said = {
        "sense": "refuse", "ground": "purpose", "granted": "", "decided_on": str(world.today),
        "decided_from": "signed_paper", "signed_name": "Anne Sémaphore", "version": version_in(page.text),
    }  # fmt: skip
    without = delegate.post("rights:fund_correct", said, **ids)
    assert (without.status, without.says("Il manque : Pourquoi")) == (422, True)
    assert delegate.post("rights:fund_correct", said | {"why": "paper"}, **ids).says("La correction est notée")
    for who in (DELEGATE, REFERENT):
        page = Caller(world[who]).get("rights:fund_aid", **ids)
        assert page.says("Refusée")
        assert page.says("Accordée le"), "what was noted stays"
        assert page.says("Le papier dit autre chose")
    with acting(world[DELEGATE]):
        assert left_of(aid.line) == Decimal(1000)
    for who in (STRANGER, NEIGHBOUR):
        with acting(world[who]):
            assert not FundCorrection.objects.exists(), who


def test_what_was_not_to_note_is_taken_away_step_after_step(world: World) -> None:
    aid = paid(world, granted(world, backed(world, asked(world, opened(world)))), 300, "A-1")
    with pytest.raises(Refused, match="déjà noté"):
        corrected(world, aid, {"amount": Decimal(300), "paid_on": world.today, "invoice": "a-1"})
    aid = corrected(world, aid, {"amount": Decimal(200), "paid_on": world.today, "invoice": "A-2"})
    assert (aid.paid, aid.invoice) == (Decimal(200), "A-2")
    for step in (FundStep.PAYMENT, FundStep.DECISION, FundStep.OPINION):
        aid = corrected(world, aid, None)
        with acting(world[DELEGATE]):
            assert FundCorrection.objects.latest("created_at").step == step
    assert (aid.paid, aid.granted, aid.opinion_on) == (None, None, None)
    with pytest.raises(Refused, match="rien à corriger"):
        corrected(world, aid, None)
    with pytest.raises(Refused, match="instruit par"):
        corrected(world, backed(world, aid), None, REFERENT)


def test_a_payment_taken_away_never_passes_the_line(world: World) -> None:
    line = opened(world, 1000)
    first = paid(world, granted(world, backed(world, asked(world, line, 600)), 600), 100, "A-1")
    granted(world, backed(world, asked(world, line, 900)), 900)
    with pytest.raises(Refused, match="Il reste 100"):
        corrected(world, first, None)


def test_the_database_asks_that_what_was_noted_be_kept(world: World) -> None:
    aid = granted(world, backed(world, asked(world, opened(world))))
    with acting(world[DELEGATE]) as actor:
        with pytest.raises(DatabaseError), transaction.atomic():
            FundAid.objects.filter(pk=aid.pk).update(granted=300, decided_by=actor)
        was = {name: getattr(aid, name) for name in noted.COLUMNS} | {"step": "decision", "why": "typing"}
        was |= {"recorded_by": world[SECRETARY], "corrected_on": world.today}
        kept = FundCorrection(departement="33", aid=aid, antenne=aid.antenne, **was)
        with pytest.raises(DatabaseError), transaction.atomic():
            kept.save(force_insert=True)


def test_the_database_takes_no_correction_that_corrects_nothing(world: World) -> None:
    line = opened(world)
    undecided, aid = asked(world, line), granted(world, backed(world, asked(world, line)))

    def born(of: FundAid, **values: Any) -> bool:
        was = {name: getattr(of, name) for name in noted.COLUMNS}
        was |= {"step": "decision", "why": "typing", "corrected_on": world.today} | values
        row = FundCorrection(departement="33", aid=of, antenne=of.antenne, recorded_by=world[DELEGATE], **was)
        return refused_by_the_database(lambda: row.save(force_insert=True))

    with acting(world[DELEGATE]):
        assert born(aid), "nothing changes after it"
        assert born(undecided)
        for wrong in (
            {"step": "opinion"}, {"step": "zz"}, {"why": "zz"}, {"corrected_on": world.today + timedelta(days=9)},
            {"corrected_on": world.today - timedelta(days=900)}, {"granted": Decimal(1)},
        ):  # fmt: skip
            assert born(aid, **wrong), wrong


def test_an_unknown_departement_says_so(world: World) -> None:
    delegate = Caller(world[DELEGATE])
    answer = delegate.client.get(delegate.url("rights:fund_line") + "?departement=99", follow=True)
    assert "Ce département n’est pas celui de votre fonction" in answer.content.decode()
