"""An agrément ends: no new demande, and nobody loses anything."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts import homes
from rivage.associations import actions, papers
from rivage.associations.models import Agrement
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande
from rivage.law.wording import day as in_full
from rivage.people import panels
from rivage.people.models import Person
from tests.attack.test_writing import run
from tests.bad_input.calling import Caller
from tests.decisions.path import opined, signed
from tests.dossiers.path import deposited, fill, new_demande, new_person
from tests.people.test_pages import send, words
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting


def noted(world: World, starts: int, last: int, who: str = "delegate:33", association: str = "estuaire") -> Agrement:
    """An agrément from `starts` to `last`, in days from today, both included."""
    with acting(world[who]) as actor:
        return actions.note_agrement(
            actor=actor, on=world.today, association=world.bodies[association], departement="33",
            reference="Arrêté inventé n° 7", starts=day(world, starts), last_day=day(world, last), source="own_desk",
        )  # fmt: skip


def day(world: World, days: int) -> date:
    return world.today + timedelta(days=days)


@pytest.mark.django_db
@pytest.mark.parametrize(("last", "may"), [(-1, False), (0, True), (1, True)])
def test_its_last_day_is_the_last_of_new_demandes(world: World, last: int, may: bool) -> None:
    person = after(world, new_person)
    draft = fill(world, new_demande(world, person=new_person(world, name="Mirela Dune")))
    noted(world, -400, last)
    with acting(world["referent:estuaire33"]) as actor:
        common = {"actor": actor, "on": world.today}
        if may:
            dossiers.open_demande(**common, person=person, kind="initiale")
            dossiers.submit(**common, demande=draft, version=draft.version)
        else:
            with pytest.raises(Refused, match="agrément de votre association a pris fin"):
                dossiers.open_demande(**common, person=person, kind="initiale")
            with pytest.raises(Refused, match="agrément de votre association a pris fin"):
                dossiers.submit(**common, demande=draft, version=draft.version)


@pytest.mark.django_db
def test_a_new_one_follows_and_another_association_or_place_is_not_concerned(world: World) -> None:
    noted(world, -400, -1)
    new_demande(world, "referent:amarres33")
    new_demande(world, "referent:estuaire75")
    noted(world, 0, 900)
    new_demande(world)


@pytest.mark.django_db
def test_who_is_accompanied_keeps_everything(world: World) -> None:
    demande = after(world, deposited)
    noted(world, -400, -1)
    with acting(world["delegate:33"]) as delegate:
        dossiers.declare_complete(actor=delegate, on=world.today, demande=demande, version=demande.version)
    for who in ("referent:estuaire33", "delegate:33"):
        assert send(world, who, "people:person", person=demande.person_id).status_code == 200
    with acting(world["referent:estuaire33"]) as actor:
        dossiers.add_note(actor=actor, on=world.today, person=demande.person, text="Elle va bien.")
        held = Demande.objects.get()
        dossiers.withdraw(actor=actor, on=world.today, demande=held, version=held.version, received_alone=True)


@pytest.mark.django_db
def test_a_withdrawal_comes_after_the_association_was_heard(world: World) -> None:
    row = noted(world, -400, 400)
    with acting(world["delegate:33"]) as delegate:
        for heard, withdrawn in ((0, 0), (1, 2), (-1, -401), (-1, 401)):
            with pytest.raises(Refused):
                actions.withdraw_agrement(
                    actor=delegate,
                    on=world.today,
                    agrement=row,
                    heard_on=day(world, heard),
                    withdrawn_on=day(world, withdrawn),
                )
        actions.withdraw_agrement(
            actor=delegate, on=world.today, agrement=row, heard_on=day(world, -30), withdrawn_on=world.today
        )
        with pytest.raises(Refused, match="déjà noté"):
            actions.withdraw_agrement(
                actor=delegate, on=world.today, agrement=row, heard_on=day(world, -30), withdrawn_on=world.today
            )
    with pytest.raises(Refused, match="a pris fin"):
        new_demande(world)


@pytest.mark.django_db
def test_only_who_instructs_here_notes_it(world: World) -> None:
    for who in ("delegate:75", "lead:estuaire33", "chair:33"):
        with pytest.raises(Refused, match="délégation"):
            noted(world, 0, 900, who)
    with pytest.raises(Refused, match="pas d’antenne"):
        noted(world, 0, 900, association="pref33")
    row = noted(world, -400, 400)
    with pytest.raises(Refused, match="déjà noté"):
        noted(world, -400, 500)
    for who in ("lead:estuaire33", "delegate:75", "chair:33", "delegate:33"):
        with acting(world[who]):
            for sql in ("UPDATE associations_agrement SET ends = '2040-01-01' WHERE id = %s",
                        "DELETE FROM associations_agrement WHERE id = %s"):  # fmt: skip
                try:
                    with transaction.atomic():
                        assert run(sql, row.pk) == 0
                except DatabaseError:
                    continue


@pytest.mark.django_db
def test_its_lead_and_the_delegation_read_whom_it_concerns(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, sense="authorise", months=6)
    hidden = new_person(world, name="Lina Marée")
    new_person(world, "referent:amarres33", name="Thuy Lagon")
    noted(world, -400, 30)
    lead = words(send(world, "lead:estuaire33", "dossiers:concerned"))
    assert "Awa Corail" in lead
    assert "Lina Marée" in lead
    assert "Rien ne change pour elle" in lead
    delegate = words(send(world, "delegate:33", "dossiers:concerned"))
    assert "Awa Corail" in delegate
    for told in ("Lina Marée", "Thuy Lagon", hidden.reference):
        assert told not in delegate
    assert "Awa Corail" not in words(send(world, "lead:amarres33", "dossiers:concerned"))
    assert send(world, "referent:estuaire33", "dossiers:concerned").status_code == 404
    assert "L’agrément de votre association finit" in words(send(world, "referent:estuaire33", "people:list"))


@pytest.mark.django_db
def test_the_delegate_notes_it_on_screen(world: World) -> None:
    data = {"association": world.bodies["estuaire"].pk, "reference": "Arrêté inventé n° 8", "starts": "01/01/2026",
            "last_day": "31/12/2025", "source": "own_desk"}  # fmt: skip
    wrong = send(world, "delegate:33", "associations:agrement_new", data)
    assert wrong.status_code == 422
    assert "Arrêté inventé n° 8" in words(wrong)
    data["last_day"] = "31/12/2028"
    assert send(world, "delegate:33", "associations:agrement_new", data).status_code == 303
    assert send(world, "delegate:33", "associations:agrement_new", data).status_code == 422
    page = words(send(world, "delegate:33", "associations:agrements"))
    assert page.count("Arrêté inventé n° 8") == 1
    with acting(world["delegate:33"]):
        row = Agrement.objects.get()
    listed = send(world, "delegate:33", "associations:agrements").content.decode()
    assert f'{row.pk}/retrait">Noter un retrait</a>' in listed
    gone = {"heard_on": f"{world.today - timedelta(days=50):%d/%m/%Y}", "withdrawn_on": f"{world.today:%d/%m/%Y}"}
    asked = send(world, "delegate:33", "associations:agrement_withdraw", agrement=row.pk)
    assert "ne dépose plus de nouvelle demande" in words(asked)
    unread = send(world, "delegate:33", "associations:agrement_withdraw", gone, agrement=row.pk)
    assert unread.status_code == 422
    gone["version"] = version_in(asked.content.decode())
    answer = send(world, "delegate:33", "associations:agrement_withdraw", gone, agrement=row.pk)
    assert answer.status_code == 303
    assert "Retiré" in words(send(world, "delegate:33", "associations:agrements"))


@pytest.mark.django_db
def test_what_was_noted_wrong_is_corrected_with_a_reason_and_stays(world: World) -> None:
    wrong = noted(world, -400, -1)
    with pytest.raises(Refused, match="a pris fin"):
        new_demande(world)
    asked = send(world, "delegate:33", "associations:agrement_correct", agrement=wrong.pk)
    said = {"association": wrong.association_id, "reference": wrong.reference, "source": wrong.source,
            "starts": f"{wrong.starts:%d/%m/%Y}", "last_day": f"{day(world, 700):%d/%m/%Y}",
            "version": version_in(asked.content.decode())}  # fmt: skip
    bare = send(world, "delegate:33", "associations:agrement_correct", said, agrement=wrong.pk)
    assert bare.status_code == 422, "no reason given"
    said["why"] = "Année mal recopiée"
    assert send(world, "delegate:33", "associations:agrement_correct", said, agrement=wrong.pk).status_code == 303
    assert new_demande(world)
    page = words(send(world, "delegate:33", "associations:agrements"))
    assert "(corrigé : Année mal recopiée)" in page
    assert "Corrigé, ne compte plus" in page
    assert send(world, "delegate:33", "associations:agrement_correct", said, agrement=wrong.pk).status_code == 422
    with acting(world["delegate:33"]) as delegate, pytest.raises(Refused, match="a été corrigé"):
        actions.withdraw_agrement(
            actor=delegate, on=world.today, agrement=wrong, heard_on=day(world, -30), withdrawn_on=day(world, -2)
        )


def waiting(world: World, who: str) -> list[homes.Item]:
    with acting(world[who]) as actor:
        found = [one for one in homes.found(actor, world.today) if isinstance(one, homes.Item)]
    return [one for one in found if "grément" in one.title]


@pytest.mark.django_db
def test_one_corrected_to_a_past_day_is_a_task_until_another_is_noted(world: World) -> None:
    demande = after(world, deposited)
    new_person(world, name="Lina Marée")
    wrong = noted(world, -400, 400)
    concerned = ("lead:estuaire33", "delegate:33", "secretary:33")
    assert not any(waiting(world, who) for who in concerned)
    with acting(world["delegate:33"]) as delegate:
        actions.correct_agrement(
            actor=delegate, on=world.today, agrement=wrong, association=wrong.association, reference=wrong.reference,
            starts=wrong.starts, last_day=day(world, -3), source="own_desk", why="Année mal recopiée",
        )  # fmt: skip
    lead, delegate, secretary = (waiting(world, who) for who in concerned)
    assert lead[0].since == day(world, -2)
    assert "2\xa0personnes, 1\xa0dossier en cours. Les nouvelles" in lead[0].consequence
    assert "1\xa0personne, 1\xa0dossier en cours. Les nouvelles" in delegate[0].consequence
    assert delegate[0].who == secretary[0].who == demande.person.antenne.name
    assert waiting(world, "referent:estuaire33")[0].url.endswith("/personnes/")
    assert not any(waiting(world, who) for who in ("lead:amarres33", "delegate:75"))
    noted(world, 0, 900)
    assert not any(waiting(world, who) for who in concerned)


@pytest.mark.django_db
def test_a_demande_to_finish_says_that_it_is_deposited_by_another_association(world: World) -> None:
    after(world, new_demande)
    noted(world, -400, -1)
    with acting(world["referent:estuaire33"]) as actor:
        found = [one for one in homes.found(actor, world.today) if isinstance(one, homes.Item)]
    (line,) = (one for one in found if one.title == "Finir la demande")
    assert "n’a plus d’agrément" in line.consequence


@pytest.mark.django_db
def test_her_page_proposes_no_demande_that_would_be_refused(world: World) -> None:
    person = after(world, new_person)
    assert next_action(world, person) == "Préparer une demande"
    assert "Préparer une demande" in words(send(world, "referent:estuaire33", "people:person", person=person.pk))
    noted(world, -400, -1)
    assert next_action(world, person) == "Lui remettre un code pour une autre association"
    assert "Préparer une demande" not in words(send(world, "referent:estuaire33", "people:person", person=person.pk))


def next_action(world: World, person: Person) -> str:
    with acting(world["referent:estuaire33"]) as actor:
        step = panels.next_step(person, actor, world.today)
    return step.action if step else ""


@pytest.mark.django_db
def test_the_association_is_invited_to_answer_before_a_withdrawal(world: World) -> None:
    row = noted(world, -100, 300)
    caller = Caller(world["delegate:33"])
    assert caller.get("associations:agrements").says("Inviter à répondre")
    page = caller.get("associations:agrement_invitation", agrement=row.pk)
    assert page.says("Avant un retrait, l’association présente ses observations")
    typed = {"ground": "rapport", "facts": "Le rapport de 2025 n’est pas venu.", "form": "docx"}
    late = caller.post("associations:agrement_invitation", typed | {"until": world.today}, agrement=row.pk)
    assert (late.status, late.says("laissez le temps de répondre")) == (422, True)
    made = caller.post("associations:agrement_invitation", typed | {"until": day(world, 15)}, agrement=row.pk)
    assert made.status == 200
    with acting(world["delegate:33"]) as actor:
        held = Agrement.objects.visible_to(actor).select_related("association").get(pk=row.pk)
        letter = papers.invitation(held, world.today, ground="rapport", facts=typed["facts"], until=day(world, 15))
        said = " ".join(lines(letter)).replace("\u00a0", " ")
        for words in (
            "envisage de retirer l’agrément de votre association", in_full(day(world, 15)).replace("\u00a0", " "),
            "assistés par un conseil", "Le rapport de 2025 n’est pas venu.", "Rien n’est encore décidé",
        ):  # fmt: skip
            assert words in said, words
        with pytest.raises(Refused, match="ne court plus"):
            papers.invitation(held, day(world, 301), ground="rapport", facts="", until=day(world, 310))
