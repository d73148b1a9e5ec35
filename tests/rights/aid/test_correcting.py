"""A payer's answer noted wrong is corrected with a reason, what was noted is kept and shown."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.contest import Contest
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.law.recours import last_day
from rivage.law.wording import day as in_full
from rivage.rights.aid import actions
from rivage.rights.aid.actions import Answered
from rivage.rights.aid.forms.months import CorrectAnswerForm
from rivage.rights.ended import contest_of
from rivage.rights.models import AfisDecision, AfisEnd, AfisMonth, AidNotice, AnswerCorrection
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.handed import TYPED, hand, hand_instead
from tests.rights.aid.test_months import aided, answer, end_told, lines, ordered, read
from tests.versions import version_in
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
WHY = "Le relevé de l’organisme dit autre chose."


def answered(world: World) -> AfisMonth:
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world, montant="559,44"))
    (line,) = lines(world)
    return line


def correct(
    world: World, line: AfisMonth, instead: Answered | None, who: str = "payer:33", why: str = WHY
) -> AfisMonth:
    with acting(world[who]) as actor:
        version = version_of(AfisMonth.objects.get(pk=line.pk))
        return actions.correct_answer(
            actor=actor, on=world.today, line=line, instead=instead, why=why, version=version
        )


def test_what_was_answered_wrong_is_corrected_and_both_are_shown(world: World, aided: AfisDecision) -> None:
    line = answered(world)
    payer = Caller(world["payer:33"])
    assert payer.get("rights:order", order=line.order_id).says("Corriger")
    page = payer.get("rights:answer_correct", afismonth=line.pk)
    assert page.says("Noté : versé 559,44 €")
    with acting(world["payer:33"]):
        version = version_of(AfisMonth.objects.get(pk=line.pk))
    typed = {"answer": "paid", "paid": "665,52", "answered_on": str(world.today), "why": WHY, "version": version}
    assert payer.post("rights:answer_correct", typed | {"why": ""}, afismonth=line.pk).status == 422
    assert payer.post("rights:answer_correct", typed | {"version": ""}, afismonth=line.pk).status == 422
    assert payer.post("rights:answer_correct", typed, afismonth=line.pk).says("C’est corrigé.")
    with acting(world["delegate:33"]):
        assert AfisMonth.objects.get().paid == Decimal("665.52")
        assert AnswerCorrection.objects.get().paid == Decimal("559.44")
    with perimeter(Perimeter(role="auditor")):
        assert Event.objects.get(kind="answer_corrected").details == {"answer": "paid", "before": "paid"}
    pages = [("payer:33", "rights:order", {"order": line.order_id})]
    pages += [(who, "rights:months", {"person": line.person_id}) for who in ("delegate:33", WHO)]
    for who, name, ids in pages:
        shown = Caller(world[who]).get(name, **ids)
        assert shown.says("<s>Versé 559,44 €"), who
        assert shown.says(f"({world['payer:33']})"), who
        assert shown.says(WHY), who


def test_an_answer_that_was_none_is_taken_away_and_may_be_given(world: World, aided: AfisDecision) -> None:
    line = answered(world)
    line = correct(world, line, None, "delegate:33")
    assert Caller(world["payer:33"]).get("rights:order", order=line.order_id).says("Réponse attendue")
    read(world, line.order, answer(line, world))
    (line,) = lines(world)
    assert line.answer == "paid"


def test_more_than_was_ordered_is_read_again_and_what_others_corrected_is_said(
    world: World, aided: AfisDecision
) -> None:
    typed = {"answer": "paid", "paid": "700,00", "answered_on": "01/11/2026", "why": WHY}
    asked = CorrectAnswerForm(typed, version="v", ordered=Decimal("665.52"))
    assert "34,48\u00a0€ de plus que les 665,52\u00a0€ ordonnés" in str(asked.fields["beyond"].label)
    assert "beyond" not in CorrectAnswerForm(typed | {"paid": "600"}, version="v", ordered=Decimal("665.52")).fields
    line = answered(world)
    payer = Caller(world["payer:33"])
    assert not payer.get("desk:home").says("corrigées par d’autres")
    again = Answered("paid", world.today, Decimal(700), beyond=True)
    assert correct(world, line, again, "delegate:33").paid == Decimal(700)
    assert payer.get("desk:home").says(f"par {world['delegate:33']}")


def test_what_is_refused(world: World, aided: AfisDecision) -> None:
    line = answered(world)
    today = world.today
    for instead, why, sentence in (
        (Answered("paid", today), WHY, "a un montant"),
        (Answered("returned", today, Decimal(3)), WHY, "a un montant"),
        (Answered("paid", today.replace(year=2090), Decimal(3)), WHY, "après aujourd’hui"),
        (Answered("paid", today.replace(year=2020), Decimal(3)), WHY, "avant l’ordre"),
        (Answered("paid", today, Decimal("559.44")), WHY, "déjà noté"),
        (Answered("paid", today, Decimal("700")), WHY, "34,48\u00a0€ de plus que l’ordre"),
        (Answered("paid", today, Decimal("99999"), beyond=True), WHY, "dépasse ce que la loi permet"),
        (None, " ", "Dites pourquoi"),
        (None, "Awa Corail l’a dit.", "dit le nom"),
    ):
        with pytest.raises(Refused, match=sentence):
            correct(world, line, instead, why=why)
    with acting(world["payer:33"]) as payer, pytest.raises(Stale):
        actions.correct_answer(actor=payer, on=today, line=line, instead=None, why=WHY, version="")
    # Her antenne writes no answer: the database gives it no row to hold.
    with pytest.raises(AfisMonth.DoesNotExist):
        correct(world, line, None, WHO)
    correct(world, line, None)
    assert Caller(world["payer:33"]).get("rights:answer_correct", afismonth=line.pk).status == 403


def test_the_day_the_end_was_handed_is_corrected_and_never_shortens_the_delay(
    world: World, aided: AfisDecision
) -> None:
    """Noted handed on a day, then on an earlier one: both stay, and the later counts."""
    with acting(world["delegate:33"]) as delegate:
        end = actions.end_afis(
            actor=delegate, on=world.today, decision=aided, told=end_told(world.today), version=version_of()
        )
    with acting(world[WHO]) as actor:
        first = hand(actor, end, world.today)
    antenne, ids = Caller(world[WHO]), {"aidnotice": first.pk}
    assert antenne.get("rights:aid_told_correct", **ids).says("ne raccourcit jamais")
    typed = TYPED | {
        "outcome": "impossible",
        "on": world.today,
        "new_letter": "non",
        "why": "Le reçu est d’une autre.",
    }
    done = antenne.post("rights:aid_told_correct", typed, **ids)
    announced = in_full(last_day(world.today)).replace("\u00a0", " ")
    for shown in (done, antenne.get("rights:months", person=aided.person_id)):
        assert shown.says(f"Un recours avait été annoncé jusqu’au {announced}"), "a correction shortens no remedy"
    assert done.says("Le reçu est d’une autre.")
    assert antenne.get("desk:home").says("Remettre la décision qui met fin à l’aide")
    later, today = world.today + timedelta(days=3), world.today
    with clock.at(away(3)), acting(world[WHO]) as actor:
        with pytest.raises(Stale):
            hand_instead(actor, first, today)
        handed = hand(actor, end, later)
        with pytest.raises(Refused, match="Dites pourquoi"):
            hand_instead(actor, handed, today, " ")
        with pytest.raises(Refused, match="dit le nom"):
            hand_instead(actor, handed, today, "Awa Corail l’a dit.")
        with pytest.raises(DatabaseError), transaction.atomic():
            AidNotice.objects.filter(pk=handed.pk).update(on=today)
    with clock.at(away(4)), acting(world[WHO]) as actor:
        hand_instead(actor, handed, today)
        assert contest() == Contest(last_day(later), last_day(today))
    with clock.at(away(5)), acting(world[WHO]) as actor:
        hand_instead(actor, AidNotice.objects.get(replaced_at=None, outcome="handed"), None)
        assert contest() is None


def contest() -> Contest | None:
    return contest_of(AfisEnd.objects.prefetch_related("notices").get())


def test_the_sooner_day_to_contest_an_end_is_said_beside_the_later(world: World, aided: AfisDecision) -> None:
    with acting(world["delegate:33"]) as delegate:
        end = actions.end_afis(
            actor=delegate, on=world.today, decision=aided, told=end_told(world.today), version=version_of()
        )
    later = world.today + timedelta(days=3)
    with clock.at(away(3)):
        with acting(world[WHO]) as actor:
            hand_instead(actor, hand(actor, end, later), world.today)
        announced, sooner = (in_full(last_day(day)).replace("\u00a0", " ") for day in (later, world.today))
        for who in (WHO, "delegate:33"):
            reader = Caller(world[who])
            for name, ids in (
                ("rights:end", {"demande": aided.demande_id}),
                ("rights:months", {"person": aided.person_id}),
            ):
                shown = reader.get(name, **ids)
                said = f"Recours, dernier jour sûr : {sooner}, annoncé : {announced} (à confirmer) ; agissez au plus"
                assert shown.says(said), (who, name)
            both = reader.get("rights:end", demande=aided.demande_id)
            assert both.says("Avant, il était noté"), "what was noted stays"


def test_the_day_the_money_left_is_noted_of_a_line_shown_and_corrected(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    today, payer = world.today, Caller(world["payer:33"])
    asked = payer.client.get(f"{payer.url('rights:answer', order=order.pk)}?ligne={line.reference}").content.decode()
    typed = {
        "answer": "paid", "paid": f"{line.amount}", "answered_on": f"{today}", "version": version_in(asked),
    }  # fmt: skip
    early = typed | {"paid_on": f"{today - timedelta(days=3)}"}
    assert "avant l’ordre" in payer.client.post(payer.url("rights:answer", order=order.pk), early).content.decode()
    assert payer.post("rights:answer", typed | {"paid_on": f"{today}"}, order=order.pk).says("La réponse est notée")
    (line,) = lines(world)
    assert line.paid_on == today
    for who, name, ids in (
        ("payer:33", "rights:order", {"order": order.pk}),
        (WHO, "rights:months", {"person": line.person_id}),
    ):
        assert Caller(world[who]).get(name, **ids).says("versé le "), who
    with acting(world["payer:33"]):
        version = version_of(AfisMonth.objects.get(pk=line.pk))
    corrected = typed | {"paid_on": "", "why": WHY, "version": version}
    assert payer.post("rights:answer_correct", corrected, afismonth=line.pk).says("C’est corrigé.")
    with acting(world["delegate:33"]):
        assert AfisMonth.objects.get().paid_on is None
        assert AnswerCorrection.objects.get().paid_on == today
    assert Caller(world[WHO]).get("rights:months", person=line.person_id).says("(parti le")
