"""The tableau de suivi: filtered, sorted, exported as it is shown, every line traced."""

import io
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from rivage.audit.models import Event
from rivage.desk.follow_up import tableau
from rivage.dossiers import states
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.dossiers.models import Demande
from rivage.rights.permit.actions import need_version, set_need
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed, told
from tests.dossiers.path import WHO, deposited, new_person
from tests.rights.permit.path import DESK, authorised, note
from tests.rights.takeover.path import taken_over
from tests.stories import after
from tests.world import World, acting


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("recipient", "left"), [("person", "la copie à l’association"), ("association", "la notification à la personne")]
)
def test_who_is_left_to_be_told_is_said(world: World, recipient: str, left: str) -> None:
    decision = signed(world, after(world, opined), **GRANT)
    told(world, decision, WHO if recipient == "person" else "delegate:33", recipient, "by_hand", language="français")
    assert Caller(world["delegate:33"]).get("desk:follow_up").says(left)


@pytest.mark.django_db
def test_a_hand_over_that_was_impossible_is_missing_still(world: World) -> None:
    decision = signed(world, after(world, opined), **GRANT)
    told(world, decision, WHO, "person", "by_hand", outcome="impossible")
    page = Caller(world["delegate:33"]).get("desk:follow_up")
    assert page.says("la remise à la personne, impossible jusqu’ici ; la copie à l’association")


@pytest.mark.django_db
def test_a_permit_refused_and_a_renewal_refused_say_so(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "delivered", -30, until=60, who=DESK)
    note(world, demande, "refused", -2, n=2, who=DESK)
    assert Caller(world[WHO]).get("desk:follow_up").says("renouvellement refusé, recours, dernier jour sûr :")


@pytest.mark.django_db
def test_one_line_per_person_and_what_is_missing(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    other = deposited(world, "referent:amarres33", new_person(world, "referent:amarres33", "Mirela Dune"))
    delegate = Caller(world["delegate:33"])
    page = delegate.get("desk:follow_up")
    for words in ("Awa Corail", "Mirela Dune", "sur 24", "la notification", "la vérification", "2 personnes"):
        assert page.says(words), words
    running = delegate.client.get(delegate.url("desk:follow_up") + "?filtre=en-cours&tri=-nom").content.decode()
    assert "Awa Corail" in running
    assert "Mirela Dune" not in running
    own = Caller(world["referent:amarres33"]).get("desk:follow_up")
    assert own.says("Mirela Dune")
    assert not own.says("Awa Corail")
    for name in ("signatory:33", "chair:33"):
        assert Caller(world[name]).get("desk:follow_up").status == 404
    assert not Caller(world["delegate:75"]).get("desk:follow_up").says(other.person.reference)


@pytest.mark.django_db
def test_names_are_ordered_as_in_french_and_only_shown_lines_are_traced(world: World) -> None:
    for name in ("Zoé Quai", "Élise Anse", "Bahia Cap"):
        new_person(world, name=name)
    referent = Caller(world[WHO])
    text = referent.client.get(referent.url("desk:follow_up") + "?tri=nom").content.decode()
    assert text.index("Bahia") < text.index("Élise") < text.index("Zoé")
    with acting(world[WHO]):
        read = Event.objects.get(kind="read")
        assert len(read.people) == 3
        assert "identity" in read.details["slices"]


@pytest.mark.django_db
def test_the_export_is_what_is_shown_in_its_order_typed_and_traced(world: World) -> None:
    person = after(world, new_person, name="=Awa Corail")
    others = [new_person(world, name=name) for name in ("Élise Anse", "Zoé Quai")]
    referent = Caller(world[WHO])
    url = referent.url("desk:follow_up_export")
    answer = referent.client.post(url + "?tri=-nom")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tableau.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Zoé Quai", "Élise Anse", "=Awa Corail"]
    assert sheet["A4"].data_type == "s"
    with acting(world[WHO]):
        everyone = sorted([person.pk, *(one.pk for one in others)])
        event = Event.objects.get(kind="list_exported")
        assert event.people == everyone
        assert event.details == {"list": "desk:follow_up", "lines": 3, "format": "xlsx"}
        assert Event.objects.get(kind="read").people == everyone
    assert referent.client.get(url).status_code == 404
    found = load_workbook(io.BytesIO(referent.client.post(url, {"q": "cor"}).content)).active
    assert [row[0].value for row in found.iter_rows(min_row=2)] == ["=Awa Corail"]


@pytest.mark.django_db
def test_two_readers_are_told_the_same_last_decision_of_two_written_at_one_instant(world: World) -> None:
    first = world.today - timedelta(days=250)
    taken_over(world, earlier=(PaperPeriod(first, 6, first - timedelta(days=5)),))
    with acting(world[WHO]):
        renewal, initial = Demande.objects.order_by("-n")
    assert renewal.created_at == initial.created_at
    for who in (WHO, "delegate:33"):
        with acting(world[who]) as reader:
            listing = tableau(reader, world.today)
            assert ("association" in [one.key for one in listing.columns]) == (who != WHO), (
                "her own is the same for all"
            )
            (line,) = listing.shown(listing.found(listing.asked(QueryDict(), QueryDict())))
            shown = states.shown(reader, [renewal], world.today)[renewal.pk]
        assert line.said == shown.state.text, who


@pytest.mark.django_db
def test_the_tableau_is_ordered_and_kept_by_who_accompanies(world: World) -> None:
    new_person(world, name="Zoé Quai")
    new_person(world, "other:estuaire33", "Bahia Cap")
    lead = Caller(world["lead:estuaire33"])
    url = lead.url("desk:follow_up")
    people = {world[WHO].user.name: "Zoé Quai", world["other:estuaire33"].user.name: "Bahia Cap"}
    first, last = (people[name] for name in sorted(people))
    for sort, before, then in (("avec", first, last), ("-avec", last, first)):
        text = lead.client.get(f"{url}?tri={sort}").content.decode()
        assert text.index(before) < text.index(then), sort
    for part in ("fin", "aps", "seance"):
        asked = {"avec": str(world[WHO].user_id), "tri": part}
        kept = lead.client.get(url, asked).content.decode()
        assert ("Zoé Quai" in kept, "Bahia Cap" in kept) == (True, False), part


def one_decided(world: World) -> None:
    """One authorised in an antenne, another whose avis is signed there, a third elsewhere."""
    opined(world)
    signed(world, opined(world, "referent:amarres33"), **GRANT)
    opined(world, "referent:amarres33")


def three_decided(world: World) -> None:
    one_decided(world)
    for _ in range(2):
        signed(world, opined(world, "referent:amarres33"), **GRANT)
        opined(world, "referent:amarres33")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["delegate:33", "lead:amarres33"])
@pytest.mark.parametrize("page", ["desk:follow_up", "desk:home", "people:list"])
def test_as_many_queries_for_three_people_as_for_one(world: World, page: str, who: str) -> None:
    counts = []
    for crowd in (one_decided, three_decided):
        savepoint = transaction.savepoint()
        after(world, crowd)
        caller = Caller(world[who])
        with CaptureQueriesContext(connection) as queries:
            assert caller.get(page).status == 200
        counts.append(len(queries))
        transaction.savepoint_rollback(savepoint)
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_page_of_the_tableau_reads_periods_and_demandes_once(world: World) -> None:
    after(world, three_decided)
    caller = Caller(world["lead:amarres33"])
    with CaptureQueriesContext(connection) as queries:
        assert caller.get("desk:follow_up").status == 200
    read = [query["sql"] for query in queries]
    for table in ("dossiers_period", "dossiers_demande"):
        assert sum(f'FROM "{table}"' in sql.partition(" WHERE ")[0] for sql in read) == 1


@pytest.mark.django_db
def test_the_home_of_an_antenne_reads_nobody_whose_path_is_not_open(world: World) -> None:
    after(world, new_person, name="Lina Marée")
    shown = signed(world, opined(world), **GRANT).person_id
    assert Caller(world["lead:estuaire33"]).get("desk:home").says("Awa Corail")
    with acting(world["lead:estuaire33"]):
        assert {person for event in Event.objects.filter(kind="read") for person in event.people} == {shown}


@pytest.mark.django_db
def test_the_private_part_is_read_of_the_lines_shown_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rivage.core.lists.A_PAGE", 1)
    for name in ("Bahia Cap", "Zoé Quai"):
        person = new_person(world, name=name)
        with acting(world[WHO]) as actor:
            set_need(actor=actor, on=world.today, person=person, need="needed", version=need_version(person))
    lead = Caller(world["lead:estuaire33"])
    assert lead.client.get(lead.url("desk:follow_up") + "?tri=nom").content.decode().count("Zoé Quai") == 0
    with acting(world["lead:estuaire33"]):
        assert len(Event.objects.get(kind="read").people) == 1
