"""What the payer answers, by a file or a month at a time: noted as it was read, once, or not at all."""

import html
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rivage.core.refusal import Refused, Stale
from rivage.rights.aid import actions
from rivage.rights.aid.actions import Answered
from rivage.rights.aid.actions.answering import answer_version
from rivage.rights.aid.answer_file import opened, sealed, unsealed
from rivage.rights.aid.forms.months import CorrectAnswerForm
from rivage.rights.aid.ledger import MonthState, read_books
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder
from tests.bad_input.calling import Answer, Caller
from tests.dossiers.path import WHO
from tests.rights.aid.test_months import aided, answer, granted, house, lines, ordered, read
from tests.versions import version_in
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db


def test_answers_are_read_once_and_the_same_file_twice_changes_nothing(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    content = answer(line, world)
    report = read(world, order, content)
    assert len(report.accepted) == 1
    before = house()
    with pytest.raises(Refused, match="déjà été lu"):
        read(world, order, content)
    with pytest.raises(Refused, match="déjà été lu"):
        read(world, order, content, "delegate:33")
    again = read(world, order, content + b"\n")
    assert (len(again.accepted), len(again.already)) == (0, 1)
    after = house()
    assert before[0] == after[0]
    with acting(world["delegate:33"]) as delegate:
        (month, *_) = read_books(delegate, [aided.person_id]).months(aided.person_id, world.today)
    assert (month.state, month.ordered.paid) == (MonthState.PAID, Decimal("665.52"))


def test_a_file_is_noted_as_it_was_read_or_not_at_all(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    with acting(world["payer:33"]) as payer:
        asked = {"actor": payer, "on": world.today, "order": order, "file": opened(answer(line, world))}
        shown = actions.compare_answers(**asked).version
        text = sealed(asked["file"], order, payer)
        assert unsealed(text, order, payer) == asked["file"]
        for other in (text[:-1], sealed(asked["file"], AfisOrder(), payer)):
            with pytest.raises(Refused, match="n’est plus valable"):
                unsealed(other, order, payer)
    read(world, order, answer(line, world, etat="suspendu", montant=""), "delegate:33")
    with acting(world["payer:33"]), pytest.raises(Stale):
        actions.read_answers(**asked, version=shown)
    assert lines(world)[0].answer == "suspended"


def test_one_month_is_answered_without_a_file(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)

    def say(told: Answered, version: str, reference: str = line.reference) -> None:
        with acting(world["payer:33"]) as payer:
            asked = {"actor": payer, "on": world.today, "order": order, "reference": reference}
            actions.answer_line(**asked, told=told, version=version)

    today, shown = world.today, answer_version(line)
    paid = Answered("paid", today, Decimal("665.52"))
    for told, sentence in (
        (Answered("paid", today), "a un montant"),
        (Answered("paid", today, Decimal(700)), "de plus que l’ordre"),
        (Answered("paid", today + timedelta(days=1), Decimal(3)), "après aujourd’hui"),
    ):
        with pytest.raises(Refused, match=sentence):
            say(told, shown)
    with pytest.raises(Refused, match="Référence inconnue"):
        say(paid, shown, "L-AUTRE")
    say(paid, shown)
    say(paid, shown)
    with pytest.raises(Stale):
        say(Answered("returned", today), shown)
    with pytest.raises(Refused, match="Contredit ce qui est déjà noté"):
        say(Answered("returned", today), answer_version(lines(world)[0]))
    with acting(world["delegate:33"]):
        assert AfisMonth.objects.get().paid == Decimal("665.52")


def test_a_file_cut_short_or_all_wrong_changes_nothing(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    before = house()
    with pytest.raises(Refused, match="est coupé"):
        read(world, order, answer(line, world)[:-6])
    report = read(world, order, answer(line, world, reference="L-INCONNUE"))
    assert [found.number for found in report.wrong] == [2]
    assert house() == before


def test_the_same_file_of_another_order_is_told_apart(world: World, aided: AfisDecision) -> None:
    one = ordered(world)
    granted(world)
    two = ordered(world)
    (line,) = [found for found in lines(world) if found.order_id == one.pk]
    report = read(world, two, answer(line, world))
    assert "de l’ordre n° 1" in report.wrong[0].sentence.replace("\u00a0", " ")
    assert not any(found.answer for found in lines(world))


def test_a_month_paid_in_part_says_what_is_left_and_takes_the_right_total_the_same_day(
    world: World, aided: AfisDecision
) -> None:
    order = ordered(world)
    (line,) = lines(world)
    page = {"order": order.pk}
    payer = Caller(world["payer:33"])
    typed = {"answer": "paid", "paid": "300", "answered_on": world.today.isoformat()}

    asked = payer.get("rights:answer", **page)
    assert asked.says("le total versé pour ce mois")
    payer.post("rights:answer", typed | {"version": version_in(asked.text)}, **page)
    pays = f"Qui verse l’aide {world.bodies['payer33'].name}"
    hers = Caller(world[WHO]).get("rights:months", person=line.person_id)
    assert pays in " ".join(re.sub("<[^>]+>", " ", hers.text).split()), "whom her association may ask"
    for who, name, ids in (
        ("payer:33", "rights:order", page),
        ("delegate:33", "rights:order", page),
        ("delegate:33", "rights:months", {"person": line.person_id}),
        (WHO, "rights:months", {"person": line.person_id}),
    ):
        shown = Caller(world[who]).get(name, **ids)
        assert shown.says("ersé en partie, reste 365,52 €"), (who, name)
        assert "check-circle" not in shown.text, (who, name)
    shown = Caller(world["delegate:33"]).get("rights:orders")
    assert shown.says("1 versé en partie")
    assert not shown.says("tout est versé")
    for who in (WHO, "delegate:33"):
        assert Caller(world[who]).get("desk:home").says("versée en partie : reste 365,52 €"), who
    url = f"{payer.url('rights:answer', **page)}?ligne={line.reference}"

    def again(paid: str, **more: str) -> str:
        version = version_in(payer.client.get(url).content.decode())
        sent = payer.client.post(url, typed | more | {"paid": paid, "version": version}, follow=True)
        return html.unescape(sent.content.decode()).replace("\u00a0", " ")

    assert "300 € sont déjà notés" in payer.client.get(url).content.decode().replace("\u00a0", " ")
    for paid in ("365,52", "200"):
        assert "Le montant est le total versé pour ce mois, et 300 € sont déjà notés" in again(paid), paid
    assert "Je confirme que 365,52 € est le total, les 300 € déjà notés compris" in again("365,52")
    assert "Je confirme que" not in again("200")
    assert "La réponse est notée" in again("365,52", whole="on"), "a true total may equal what was left"
    assert lines(world)[0].paid == Decimal("365.52")
    assert "La réponse est notée" in again("665,52")
    assert lines(world)[0].paid == Decimal("665.52")
    for who in (WHO, "delegate:33"):
        assert not Caller(world[who]).get("desk:home").says("versée en partie"), who


@pytest.mark.parametrize("said", ["suspended", "returned"])
def test_an_amount_typed_for_a_month_not_paid_is_not_dropped(world: World, aided: AfisDecision, said: str) -> None:
    order = ordered(world)
    payer = Caller(world["payer:33"])
    typed = {"answer": said, "paid": "665,52", "answered_on": world.today.isoformat()}
    typed["version"] = version_in(payer.get("rights:answer", order=order.pk).text)
    wrong = payer.post("rights:answer", typed, order=order.pk)
    assert (wrong.status, wrong.says("Montant versé : un mois revenu impayé ou suspendu")) == (422, True)
    assert not lines(world)[0].answer
    assert payer.post("rights:answer", typed | {"paid": ""}, order=order.pk).says("La réponse est notée")
    corrected = CorrectAnswerForm(
        {"answer": said, "paid": "665,52", "answered_on": "01/11/2026", "why": "Relevé relu.", "version": "v"},
        version="v", ordered=Decimal("665.52"), initial={"paid": Decimal("665.52")},
    )  # fmt: skip
    assert corrected.is_valid(), "what was noted and left as it was is no amount typed"
    corrected.data["paid"] = "12"
    assert not CorrectAnswerForm(corrected.data, version="v", ordered=Decimal(12), initial={"paid": None}).is_valid()


def test_the_file_read_says_how_many_months_of_the_order_stay_without_an_answer(
    world: World, aided: AfisDecision
) -> None:
    granted(world)
    granted(world)
    order = ordered(world)
    one = lines(world)[0]
    payer = Caller(world["payer:33"])
    assert payer.get("rights:order", order=order.pk).says("3 sur 3 sans réponse")
    assert payer.get("rights:orders").says("pour 3 mois")

    def send(content: bytes) -> Answer:
        file = SimpleUploadedFile("réponses.csv", content)
        return payer.post("rights:answers", {"file": file}, order=order.pk)

    shown = send(answer(one, world, montant="300"))
    assert shown.says("Ensuite, 2 mois de l’ordre sur 3 restent sans réponse.")
    assert shown.says("<strong>2 mois de l’ordre sur 3</strong> restent sans réponse")
    assert shown.says("versé en partie, reste 365,52 €")
    assert shown.says("1 mois versé en partie : l’association")
    whole = b"".join(answer(line, world).splitlines(True)[1] for line in lines(world))
    head = answer(one, world).splitlines(True)[0]
    shown = send(head + whole + b"FIN;3\n")
    assert shown.says("Tous les mois de l’ordre ont alors une réponse")
    page = send(head + whole + b"L-INCONNUE;2026-11;suspendu;;2026-11-29\nFIN;4\n")
    for words in ("Cette ligne ne change rien. Corrigez-la", "La ligne écartée ne change rien."):
        assert page.says(words), words
    kept = {"sealed": re.findall(r'name="sealed" value="([^"]+)"', page.text)[0], "version": version_in(page.text)}
    done = payer.post("rights:answers", kept, order=order.pk)
    assert done.says("1 ligne écartée : corrigez-la dans le fichier")
    assert not done.says("sans réponse")
