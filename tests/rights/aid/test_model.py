"""The file of an order as machines read it, the model of its answers, and whom one seeks among the orders."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from rivage.audit.models import Event
from rivage.core.versions import version_of
from rivage.people import actions as people
from rivage.people.models import Identity
from rivage.rights.aid import actions
from rivage.rights.aid.answers import parse
from rivage.rights.models import AfisDecision, AfisOrder
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.test_months import aided, answer, granted, lines, ordered, read
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db


def taken(world: World, order: AfisOrder, form: str, who: str = "payer:33") -> tuple[bytes, str]:
    with acting(world[who]) as actor:
        return actions.take_order(actor=actor, on=world.today, order=order, form=form)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def called(world: World, decision: AfisDecision, **values: str) -> None:
    person = decision.demande.person
    with acting(world[WHO]) as actor:
        version = version_of(Identity.objects.get(person=person))
        people.change_identity(actor=actor, on=world.today, person=person, values=values, version=version)


def test_civil_names_have_their_columns_and_a_birth_is_as_machines_write_it(world: World, aided: AfisDecision) -> None:
    called(world, aided, family_name="Marée", given_names="Lina Rose", name_in_use="Lina", birth="1997-04-02")
    order = ordered(world)
    line = rows(taken(world, order, "csv")[0])[0]
    assert [line[head] for head in ("nom", "prenoms", "nom_usage", "naissance")] == [
        "Marée", "Lina Rose", "Lina", "1997-04-02",
    ]  # fmt: skip
    sheet = load_workbook(io.BytesIO(taken(world, order, "xlsx")[0])).active
    birth = next(cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "naissance")
    assert (birth.is_date, f"{birth.value:%Y-%m-%d}") == (True, "1997-04-02")


def test_the_months_of_one_person_stand_together(world: World, aided: AfisDecision) -> None:
    other = granted(world)
    called(world, aided, name_in_use="Zoé Quai")
    called(world, other, name_in_use="Bahia Cap")
    found = rows(taken(world, ordered(world), "csv")[0])[:-1]
    names = [line["nom_usage"] for line in found]
    assert names == sorted(names)
    assert len(set(names)) == 2
    for name in set(names):
        months = [line["mois"] for line in found if line["nom_usage"] == name]
        assert months == sorted(months)


def test_a_model_holds_what_waits_and_is_read_once_filled(world: World, aided: AfisDecision) -> None:
    granted(world)
    order = ordered(world)
    first, second = lines(world)
    read(world, order, answer(first, world))
    content, name = taken(world, order, "reponses-xlsx")
    assert name == f"reponses-33-{order.month:%Y-%m}.xlsx"
    book = load_workbook(io.BytesIO(content))
    sheet: Any = book.active
    heads = [cell.value for cell in sheet[1]]
    assert heads == [
        "reference",
        "nom",
        "prenoms",
        "nom_usage",
        "mois",
        "ordonne",
        "etat",
        "montant",
        "date",
        "verse_le",
    ]
    assert [sheet["A2"].value, sheet["A3"].value, sheet["B3"].value] == [second.reference, "FIN", 1]
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"versé,revenu impayé,suspendu"'
    blank = parse(content)
    assert (blank.lines, blank.wrong) == ([], [])
    sheet["G2"], sheet["H2"], sheet["I2"] = "versé", float(second.amount), world.today
    kept = io.BytesIO()
    book.save(kept)
    report: Any = read(world, order, kept.getvalue())
    assert [line.reference for line in report.accepted] == [second.reference]
    assert taken(world, order, "reponses-csv")[0].decode().splitlines()[-1] == "FIN;0"
    assert "Modèle" not in Caller(world["payer:33"]).get("rights:order", order=order.pk).text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_order_and_model_are_taken_from_the_page_of_the_order(world: World, aided: AfisDecision, kind: str) -> None:
    order = ordered(world)
    payer = Caller(world["payer:33"])
    page = payer.get("rights:order", order=order.pk)
    assert page.says('<p class="rv-imprime rv-petit">État au ')
    assert page.says('<a class="rv-petit rv-geste" href="' + payer.url("rights:answer", order=order.pk))
    for form in (kind, f"reponses-{kind}"):
        assert payer.url("rights:order_file", order=order.pk, form=form) in page.text
        answered = payer.client.post(payer.url("rights:order_file", order=order.pk, form=form))
        assert answered.headers["Content-Disposition"].endswith(f'.{kind}"')


def test_somebody_is_found_among_the_orders_by_a_form_alone(world: World, aided: AfisDecision) -> None:
    called(world, aided, name_in_use="Lina Marée")
    first = ordered(world)
    called(world, granted(world), name_in_use="Bahia Cap")
    second = ordered(world)
    for who in ("payer:33", "delegate:33"):
        caller = Caller(world[who])
        found = caller.post("rights:orders", {"q": "mar"})
        assert found.says("Lina Marée, R-")
        assert not found.says("Bahia Cap")
        assert (found.says(f"Ordre n° {first.n},"), found.says(f"Ordre n° {second.n},")) == (True, False)
        with acting(world[who]):
            assert Event.objects.filter(kind="read").latest("at").people == [aided.person_id]
        assert not caller.post("rights:orders", {"q": "zéphirine"}).says("Ordre n°")
        emptied = caller.client.post(caller.url("rights:orders"), {"q": " "})
        assert (emptied.status_code, "q=" in emptied.headers["Location"]) == (303, False)
        assert caller.get("rights:orders").says(f"Ordre n° {second.n},")
    nowhere = Caller(world["payer:75"]).post("rights:orders", {"q": "mar"})
    assert not nowhere.says("Lina Marée")


def test_what_the_search_leaves_out_is_not_ordered_by_its_button(world: World, aided: AfisDecision) -> None:
    granted(world)
    delegate = Caller(world["delegate:33"])
    assert delegate.get("rights:orders").says("Relire et émettre l’ordre")
    found = delegate.post("rights:orders", {"q": aided.demande.person.reference})
    assert found.says("1 mois sur 2")
    assert not found.says("Relire et émettre l’ordre")


def test_an_order_answered_and_not_paid_whole_wears_no_tick(world: World, aided: AfisDecision) -> None:
    granted(world)
    order = ordered(world)
    first, second = lines(world)
    read(world, order, answer(first, world))
    read(world, order, answer(second, world, etat="suspendu", montant=""))
    for who in ("payer:33", "delegate:33"):
        page = Caller(world[who]).get("rights:orders")
        assert (page.says("épondu, tout n’est pas versé"), page.says("tout est versé")) == (True, False), who
