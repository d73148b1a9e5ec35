"""Orders, answers, what moves the aid and its end: through the actions and the pages."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from openpyxl import load_workbook

from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.perimeter import Perimeter, facts, perimeter
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.dossiers.models import Parcours
from rivage.law.period import add_months
from rivage.law.wording import month
from rivage.people import actions as people
from rivage.people.models import Identity
from rivage.rights.aid import actions
from rivage.rights.aid.answer_file import opened
from rivage.rights.aid.answers import parse
from rivage.rights.aid.orders import DIED, UNCONFIRMED, propose
from rivage.rights.models import AfisAnswer, AfisDecision, AfisMonth, AfisOrder, AidEvent
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import WHO
from tests.rights.aid.ordering import issued
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def aided(world: World) -> AfisDecision:
    """Somebody of Gironde whose aid is granted from today, and a payer for Gironde and one for Paris."""
    return after(world, granted_with_payers)


def granted_with_payers(world: World) -> AfisDecision:
    for code in ("33", "75"):
        world.body(f"payer{code}", "payer", f"Caisse {code}", code)
        world.member(f"payer:{code}", f"payer{code}", "payer", [code])
    return granted(world)


def granted(world: World) -> AfisDecision:
    demande = opined(world)
    signed(world, demande, **GRANT)
    with acting(world["delegate:33"]) as actor:
        return actions.decide_afis(
            actor=actor, on=world.today, demande=demande, sense="grant", decided_on=world.today, children=1,
            signed_name="Anne Sémaphore",
        )  # fmt: skip


def house() -> list[list[tuple[object, ...]]]:
    """Every row of the books, whoever may read them."""
    with transaction.atomic(), facts():
        return [list(model.objects.order_by("pk").values_list()) for model in (AfisMonth, AfisOrder, AfisAnswer)]


def first(world: World) -> date:
    return world.today.replace(day=1)


def ordered(world: World, who: str = "delegate:33", month: date | None = None) -> AfisOrder:
    with acting(world[who]) as actor:
        return issued(actor, world.today, "33", month or first(world))


def lines(world: World) -> list[AfisMonth]:
    with acting(world["delegate:33"]):
        return list(AfisMonth.objects.order_by("reference"))


def answer(line: AfisMonth, world: World, **values: str) -> bytes:
    cells = {
        "reference": line.reference,
        "mois": f"{line.month:%Y-%m}",
        "etat": "versé",
        "montant": f"{line.amount}",
        "date": world.today.isoformat(),
    } | values
    return f"{';'.join(cells)}\n{';'.join(cells.values())}\nFIN;1\n".encode()


def read(world: World, order: AfisOrder, content: bytes, who: str = "payer:33") -> object:
    with acting(world[who]) as actor:
        asked = {"actor": actor, "on": world.today, "order": order, "file": opened(content)}
        return actions.read_answers(**asked, version=actions.compare_answers(**asked).version)


def test_a_month_is_ordered_once_at_its_amount(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    assert (order.n, line.month, line.children, str(line.amount), line.to_confirm) == (
        1, first(world), 1, "665.52", True,
    )  # fmt: skip
    assert len(line.reference) == 10
    with pytest.raises(Refused, match="Rien de nouveau"):
        ordered(world, "secretary:33")
    with pytest.raises(Refused, match="terme échu"):
        ordered(world, month=add_months(first(world), 1))
    assert len(lines(world)) == 1


def test_a_second_order_of_a_month_holds_what_is_new(world: World, aided: AfisDecision) -> None:
    ordered(world)
    other = granted(world)
    again = ordered(world)
    assert again.n == 2
    assert [line.person_id for line in lines(world) if line.order_id == again.pk] == [other.person_id]


def test_the_order_traces_each_person_and_the_file_too(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    Caller(world["payer:33"]).post("rights:order_file", {}, order=order.pk, form="csv")
    with perimeter(Perimeter(role="auditor")):
        events = list(Event.objects.values_list("kind", "people", "role"))
    for kind, role in (("months_ordered", "delegate"), ("order_taken", "payer"), ("read", "payer")):
        assert (kind, [aided.person_id], role) in events


def test_the_file_says_who_and_how_much_and_no_bank_details(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    for who in ("payer:33", "delegate:33"):
        with acting(world[who]) as actor:
            content, name = actions.take_order(actor=actor, on=world.today, order=order, form="csv")
            book, other = actions.take_order(actor=actor, on=world.today, order=order, form="xlsx")
        assert name == f"ordre-33-{first(world):%Y-%m}.csv"
        rows = content.decode("utf-8-sig").splitlines()
        assert content.startswith(b"\xef\xbb\xbf")
        assert rows[1].startswith(f"{line.reference};R-")
        for words in (";;;Awa Corail;1994;", "665,52", "Cap Estuaire Gironde", ";oui"):
            assert words in rows[1]
        assert rows[2] == "FIN;1"
        sheet = load_workbook(io.BytesIO(book)).active
        assert [sheet["A2"].value, sheet["A3"].value, sheet["B3"].value] == [line.reference, "FIN", 1]
        assert other.endswith(".xlsx")
        assert "iban" not in content.decode().lower()


def test_a_name_that_begins_as_a_formula_stays_a_text(world: World, aided: AfisDecision) -> None:
    from_antenne = world[WHO]
    with acting(from_antenne) as actor:
        people.change_identity(
            actor=actor, on=world.today, person=aided.demande.person,
            values={"family_name": "=1+1", "given_names": "@SUM", "name_in_use": "Awa Corail"},
            version=version_of(Identity.objects.get(person=aided.demande.person)),
        )  # fmt: skip
    order = ordered(world)
    with acting(world["payer:33"]) as payer:
        content, _ = actions.take_order(actor=payer, on=world.today, order=order, form="csv")
    assert ";'=1+1;'@SUM;" in content.decode()


@pytest.mark.parametrize("who", ["payer:75", "delegate:75", "referent:estuaire33", "signatory:33", "chair:33"])
def test_who_has_nothing_to_do_with_the_order_neither_reads_nor_answers(
    world: World, aided: AfisDecision, who: str
) -> None:
    order = ordered(world)
    (line,) = lines(world)
    before = house()
    for attempt in (
        lambda: read(world, order, answer(line, world), who),
        lambda: ordered(world, who),
        lambda: take(world, order, who),
    ):
        with pytest.raises(Refused):
            attempt()
    caller = Caller(world[who])
    assert caller.get("rights:order", order=order.pk).status == 404
    assert caller.post("rights:answers", {}, order=order.pk).status == 404
    assert caller.post("rights:order_file", {}, order=order.pk, form="csv").status == 404
    assert house() == before


def take(world: World, order: AfisOrder, who: str) -> object:
    with acting(world[who]) as actor:
        return actions.take_order(actor=actor, on=world.today, order=order, form="csv")


def test_a_payer_whose_mandate_has_ended_reads_nothing(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    ends = clock.now() + timedelta(minutes=5)
    caller = Caller(world.member("brief:33", "payer33", "payer", ["33"], ends=ends))
    assert caller.get("rights:order", order=order.pk).says("Awa Corail")
    with clock.at(ends):
        assert caller.get("rights:order", order=order.pk).status == 404
        assert caller.post("rights:answers", {}, order=order.pk).status == 404


def test_a_payer_orders_nothing_and_writes_only_the_answer(world: World, aided: AfisDecision) -> None:
    with pytest.raises(Refused, match="délégation ou le secrétariat"):
        ordered(world, "payer:33")


def test_an_event_moves_the_amount_and_the_delegate_never_reads_why(world: World, aided: AfisDecision) -> None:
    ordered(world)
    with acting(world[WHO]) as actor:
        AfisDecision.objects.get(pk=aided.pk)
        tomorrow = world.today + timedelta(days=1)
        person = aided.demande.person
        with pytest.raises(Refused, match="avant le jour où elle a lieu"):
            actions.record_event(
                actor=actor, on=world.today, person=person, kind="birth", event_on=tomorrow, children=2
            )
        for values, sentence in (
            ({"kind": "birth", "children": None}, "combien d’enfants"),
            ({"kind": "birth", "children": 0}, "au moins un enfant"),
            ({"kind": "children", "children": 21}, "de 0 à 20"),
            ({"kind": "pregnancy", "children": 1}, "laissez-le vide"),
            ({"kind": "autre"}, "ce qui a changé"),
        ):
            with pytest.raises(Refused, match=sentence):
                actions.record_event(actor=actor, on=world.today, person=person, event_on=world.today, **values)
        typed = {"kind": "pregnancy", "event_on": world.today}
        one = actions.record_event(actor=actor, on=world.today, person=person, **typed)
        two = actions.record_event(actor=actor, on=world.today, person=person, **typed)
        assert one.pk == two.pk
    page = Caller(world["delegate:33"]).get("rights:months", person=aided.person_id)
    assert page.says("L’aide est à réexaminer.")
    assert page.says("CASF D121-12-17")
    assert not page.says("grossesse")
    assert Caller(world["delegate:33"]).get("rights:changes", person=aided.person_id).status == 404
    own = Caller(world[WHO]).get("rights:changes", person=aided.person_id)
    assert own.says("Grossesse déclarée")
    assert own.says("Le RSA majoré n’est pas ouvert et l’AFIS reste possible")
    assert own.says("Autre lecture : Le RSA majoré peut être demandé et exclut l’AFIS.")
    assert own.says("Le document de séjour n’est pas là")
    with acting(world["delegate:33"]), pytest.raises(Exception, match="clé"):
        AidEvent.objects.get().kind  # noqa: B018 - reading decrypts


def end_told(day: date) -> actions.EndTold:
    """An end decided the day she was invited to speak, which was read again."""
    return actions.EndTold("condition", day, day, "Motif inventé.", "Anne Sémaphore", same_day=True)


def test_an_end_comes_after_observations(world: World, aided: AfisDecision) -> None:
    typed = {
        "ground": "condition", "decided_on": world.today, "invited_on": world.today, "reasons": "Motif inventé.",
        "signed_name": "Anne Sémaphore", "source": "phone",
    }  # fmt: skip
    for values, sentence in (
        ({"invited_on": None}, "présenter ses observations"),
        ({"invited_on": world.today + timedelta(days=1)}, "présenter ses observations"),
        ({"reasons": " "}, "est motivée"),
        ({"signed_name": ""}, "qui a signé"),
        ({"ground": "autre"}, "deux motifs"),
        ({"decided_on": world.today + timedelta(days=1)}, "après aujourd’hui"),
        ({"decided_on": world.today - timedelta(days=1)}, "avant d’avoir été accordée"),
    ):
        told = actions.EndTold(**(typed | values))
        with acting(world["delegate:33"]) as actor, pytest.raises(Refused, match=sentence):
            actions.end_afis(actor=actor, on=world.today, decision=aided, told=told, version=version_of())


@pytest.mark.parametrize("who", [WHO, "signatory:33", "delegate:75", "payer:33"])
def test_nobody_else_ends_the_aid(world: World, aided: AfisDecision, who: str) -> None:
    with acting(world[who]) as actor, pytest.raises(Refused):
        actions.end_afis(actor=actor, on=world.today, decision=aided, told=end_told(world.today), version=version_of())


def test_the_pages_say_what_is_to_order_and_what_was_answered(world: World, aided: AfisDecision) -> None:
    delegate, payer = Caller(world["delegate:33"]), Caller(world["payer:33"])
    assert delegate.get("rights:orders").says("665,52 €")
    assert delegate.get("desk:home").says(f"Émettre l’ordre de {month(first(world))}".replace("\u00a0", " "))
    assert not payer.get("desk:home").says("Répondre à l’ordre")
    asked = delegate.get("rights:order_month")
    assert asked.says("1 mois pour 1 personne, 665,52 €")
    assert asked.says("ne se retire pas")
    typed = {"departement": "33", "month": first(world).isoformat()}
    assert delegate.post("rights:order_month", typed).says("Quelqu’un a agi entre-temps")
    found = re.search(r'name="version" value="(\w+)"', asked.text)
    assert found
    typed["version"] = found[1]
    assert delegate.post("rights:order_month", typed).says("L’ordre n° 1 est émis.")
    assert delegate.post("rights:order_month", typed).says("Rien de nouveau à ordonner")
    assert delegate.get("rights:order_month").says("Rien n’est à ordonner")
    (line,) = lines(world)
    assert not delegate.get("desk:home").says("Émettre l’ordre")
    assert payer.get("desk:home").says("Ordre reçu, réponse attendue pour 1 mois.")
    page = payer.get("rights:order", order=line.order_id)
    assert page.says("Awa Corail")
    assert page.says("Réponse attendue")
    asked = payer.get("rights:answer", order=line.order_id)
    for words in ("Awa Corail", line.reference, "Ordonné : 665,52 €", "Noter la réponse"):
        assert asked.says(words), words
    typed = {"answer": "paid", "paid": "700", "answered_on": world.today.isoformat()}
    typed["version"] = version_in(asked.text)
    over = payer.post("rights:answer", typed, order=line.order_id)
    assert (over.status, over.says("de plus que l’ordre"), over.says("Je confirme ce montant")) == (422, True, True)
    file = SimpleUploadedFile("réponses.csv", answer(line, world, etat="revenu", montant=""))
    page = payer.post("rights:answers", {"file": file}, order=line.order_id)
    for words in ("Rien n’est encore noté", "Revenu impayé, le", "Réponse attendue", "comme une chose à faire"):
        assert page.says(words), words
    assert not lines(world)[0].answer
    shown = {"sealed": re.findall(r'name="sealed" value="([^"]+)"', page.text)[0], "version": version_in(page.text)}
    assert payer.post("rights:answers", shown | {"version": ""}, order=line.order_id).status == 422
    assert payer.post("rights:answers", shown, order=line.order_id).says("1 réponse notée.")
    assert payer.post("rights:answers", shown, order=line.order_id).says("Rien n’a été changé de plus")
    assert payer.post("rights:answers", shown | {"sealed": "x"}, order=line.order_id).says(
        "envoyez le fichier de nouveau"
    )
    file.seek(0)
    assert payer.post("rights:answers", {"file": file}, order=line.order_id).says("déjà été lu")
    assert payer.post("rights:answers", {}, order=line.order_id).says("Il manque")
    assert not payer.get("desk:home").says("Répondre à l’ordre")
    assert delegate.get("rights:months", person=aided.person_id).says("Revenu impayé")
    assert Caller(world[WHO]).get("rights:months", person=aided.person_id).says("Revenu impayé")


def test_months_of_a_path_taken_over_wait_for_its_confirmation(world: World) -> None:
    begun = after(world, taken_over)
    with acting(world["delegate:33"]) as delegate:
        found = propose(delegate, "33", first(world), world.today)
    assert found.lines == []
    assert {each.why for each in found.left_out} == {UNCONFIRMED}
    page = Caller(world["delegate:33"]).get("rights:orders")
    assert page.says("que la préfecture n’a pas encore confirmé")
    assert page.says(f"{len(found.left_out)} mois, d"), "« de septembre », « d’octobre »"
    with pytest.raises(Refused, match="Rien de nouveau"):
        ordered(world)
    confirmed(world, begun)
    ordered(world)
    assert {line.person_id for line in lines(world)} == {begun.person_id}
    assert len(lines(world)) == len(found.left_out) > 1


def test_nothing_is_ordered_after_a_death(world: World, aided: AfisDecision) -> None:
    with acting(world[WHO]):
        ended = {"end_kind": "death", "ended_on": world.today + timedelta(days=1)}
        Parcours.objects.filter(person=aided.person_id).update(**ended)
    with acting(world["delegate:33"]) as delegate:
        found = propose(delegate, "33", first(world), world.today)
    assert [each.why for each in found.left_out] == [DIED]
    with pytest.raises(Refused, match="Rien de nouveau"):
        ordered(world)


def test_the_answer_file_of_the_order_is_itself_readable(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    assert parse(answer(line, world)).count == 1
    read(world, order, answer(line, world))
    with acting(world["payer:33"]):
        (kept,) = AfisAnswer.objects.all()
        assert (kept.lines, kept.refused, kept.order_id) == (1, 0, order.pk)


def test_her_page_says_both_counts_of_children_where_they_differ(world: World, aided: AfisDecision) -> None:
    antenne, person = Caller(world[WHO]), aided.demande.person

    def said(words: str) -> None:
        page = antenne.get("people:person", person=person.pk)
        assert page.says(words), words
        assert page.says("pour l’aide</span>") == bool(words), "counts that agree are said once"

    said("aucun noté ici, 1 compté pour l’aide")
    for values, words in (
        ({"given_name": "Tom"}, "aucun noté à sa charge, 1 compté pour l’aide"),
        ({"given_name": "Zoé", "in_charge": True}, ""),
        ({"given_name": "Ida", "in_charge": True}, "2 notés à sa charge, 1 compté pour l’aide"),
    ):
        with acting(world[WHO]) as actor:
            people.add_child(actor=actor, on=world.today, person=person, values=values)
        said(words)
    with acting(world[WHO]) as actor:
        # Before her aid begins: on its first day already, the change waits.
        told = {"kind": "children", "event_on": world.today - timedelta(days=1), "children": 0}
        actions.record_event(actor=actor, on=world.today, person=person, **told)
    books = antenne.get("rights:months", person=person.pk)
    assert books.status == 200
    said("2 notés à sa charge, aucun compté pour l’aide")
