"""What nobody does any more once a function has ended: said before, and on somebody's home until somebody comes."""

from datetime import timedelta

import pytest
from django.db import Error, connection
from django.test.utils import CaptureQueriesContext

from rivage.accounts import actions, closing, duties, todo
from rivage.accounts.models import Membership, leaderless_below
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.dossiers import todo as dossiers
from rivage.people import actions as people
from tests.accounts.test_memberships import confirm, end, invite, page, signed_in
from tests.decisions.path import opined
from tests.dossiers.path import deposited
from tests.people.test_relay import three
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def undone(actor: Membership) -> list[str]:
    with acting(actor):
        return [f"{item.who}, {item.consequence}" for item in todo.undone(actor, actor.today)]


def test_who_closes_the_last_signatory_reads_what_waits_and_it_stays_a_task_until_somebody_comes(world: World) -> None:
    after(world, opined)
    signatory, delegate = world["signatory:33"], world["delegate:33"]
    assert undone(delegate) == []
    asked = signed_in(delegate).get(page(delegate, f"{signatory.pk}/clore")).content.decode()
    said = "Plus personne ne pourra signer les décisions : un dossier attend."
    assert said in asked.replace("\xa0", " ")
    refused = signed_in(delegate).post(page(delegate, f"{signatory.pk}/clore"), {})
    assert (refused.status_code, undone(delegate)) == (422, [])
    signed_in(delegate).post(page(delegate, f"{signatory.pk}/clore"), {"version": version_in(asked)})
    assert undone(delegate) == ["Préfecture 33, Plus personne ne peut signer les décisions : un dossier attend."]
    assert undone(world["delegate:75"]) == undone(world.admins[0]) == undone(world["secretary:33"]) == []
    world.member("next:33", "pref33", "signatory", ["33"])
    assert undone(delegate) == []


def test_a_duty_is_lost_with_the_last_who_does_it(world: World) -> None:
    delegate = world["delegate:33"]
    with acting(world.admins[0]):
        assert [one.role.code for one in duties.lost(world["secretary:33"])] == ["secretary"]
        assert duties.lost(delegate) == []
    end(world, world.admins[0], world["secretary:33"])
    with acting(world.admins[0]):
        assert [one.sentence for one in duties.lost(delegate)] == ["Plus personne ne pourra instruire les demandes."]


def test_an_antenne_that_lost_its_lead_gets_one_by_the_technical_team_and_its_head_office(world: World) -> None:
    head = world.member("head:estuaire", "estuaire", "head_office", [])
    end(world, world.admins[0], world["lead:estuaire33"])
    said = "Cap Estuaire Gironde, Plus personne ne peut dire qui accompagne les personnes de l’antenne"
    assert [line.startswith(said) for line in undone(head)] == [True]
    assert [line.startswith(said) for line in undone(world.admins[1])] == [True]
    made = invite(world, world.admins[0], role="lead")
    with acting(head):
        assert [item.who for item in todo.confirmations(head, world.today)] == ["Lina Marée"]
    with pytest.raises(Refused, match="responsable de cet organisme"):
        confirm(world, world.admins[1], made)
    other = invite(world, world.admins[0], email="autre@exemple.invalid", name="Autre Inventé")
    with pytest.raises(Refused, match="responsable de cet organisme"):
        confirm(world, head, other)
    confirm(world, head, made)
    assert undone(head) == undone(world.admins[1]) == []
    with acting(head):
        assert not Membership.objects.governed_by(head).filter(body=world.bodies["estuaire33"]).exists()


def test_what_is_in_one_departement_has_no_body_under_it_and_none_is_sought(world: World) -> None:
    world.member("head:estuaire", "estuaire", "head_office", [])
    end(world, world.admins[0], world["lead:estuaire33"])
    with acting(world["delegate:33"]), CaptureQueriesContext(connection) as caught:
        assert [list(leaderless_below(world.bodies[name], ["33"])) for name in ("pref33", "estuaire33")] == [[], []]
        assert len(caught) == 0
        assert world.bodies["estuaire33"] in leaderless_below(world.bodies["estuaire"], [])


def test_whom_nobody_accompanies_in_an_antenne_without_a_lead_is_counted_for_its_head_office(world: World) -> None:
    after(world, three)
    head = world.member("head:estuaire", "estuaire", "head_office", [])
    with acting(world.admins[0]) as admin:
        (said,) = closing.told(admin, world["referent:estuaire33"])
        assert said.sentence.startswith("3 personnes n’auront plus personne")
        assert closing.told(admin, world["other:estuaire33"]) == []
    for name in ("referent:estuaire33", "lead:estuaire33"):
        end(world, world.admins[0], world[name])
    assert ": 3 dossiers attendent." in undone(head)[0]
    assert ": 3 dossiers attendent." in undone(world.admins[0])[0]
    assert undone(world["lead:amarres33"]) == []


def test_whom_no_lead_finds_any_more_is_counted_for_those_who_may_name_another(world: World) -> None:
    hers, _second, _third = after(world, three)
    head = world.member("head:estuaire", "estuaire", "head_office", [])

    def asked(actor: Membership) -> list[tuple[str, str]]:
        with acting(actor):
            return [(item.who, item.consequence) for item in dossiers.left_unread(actor, world.today)]

    with acting(world["referent:estuaire33"]) as referent:
        people.exclude(actor=referent, on=world.today, person=hers, holder=f"user:{world['lead:estuaire33'].user_id}")
    assert asked(head) == asked(world.admins[0]) == []
    end(world, world.admins[0], world["referent:estuaire33"])
    ((where, said),) = asked(head)
    assert (where, said.split(",")[0]) == ("Cap Estuaire Gironde", "Une personne n’y a plus personne")
    assert asked(world.admins[0]) == asked(head)
    assert asked(world["lead:estuaire33"]) == asked(world["delegate:33"]) == []


def test_a_duty_is_counted_to_nobody_else(world: World) -> None:
    after(world, opined)
    with acting(world["signatory:33"]):
        (one,) = duties.lost(world["signatory:33"])
    assert one.waiting == 0


def test_a_function_that_ended_by_itself_is_a_task_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    signatory = world["signatory:33"]
    then = signatory.starts + timedelta(seconds=1)
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: then)
        with acting(world["delegate:33"]):
            Membership.objects.filter(pk=signatory.pk).update(ends=then)
    with acting(world["delegate:33"]) as delegate:
        (task,) = todo.undone(delegate, world.today)
    assert (task.title, task.since) == ("Nommer quelqu’un : signataire", world.today)


def test_a_proposal_taken_back_was_nobodys_duty(world: World) -> None:
    with acting(world.admins[0]) as admin:
        made = actions.invite(
            actor=admin, on=world.today, email="nina@exemple.invalid", name="Nina Novice", role="auditor",
            body=admin.body, departements=[], last_day=world.today + timedelta(days=9),
        )  # fmt: skip
        assert duties.lost(made) == []
        actions.end_membership(actor=admin, on=world.today, membership=made)
    assert undone(world.admins[0]) == []


def told(actor: Membership, said: str) -> bool:
    return any(line.startswith(said) for line in undone(actor))


def region(world: World) -> Membership:
    world.body("region", "region", "Direction régionale inventée")
    return world.member("region", "region", "region", ["33"])


def test_m9_the_last_authority_does_not_leave_where_nobody_would_confirm_the_next(world: World) -> None:
    admin, delegate = world.admins[0], world["delegate:33"]
    end(world, admin, world["chair:33"])
    for where, last in (("à la direction régionale", delegate), ("au siège", world["lead:estuaire33"])):
        with pytest.raises(Refused, match=f"faites d’abord confirmer quelqu’un ici, ou {where}"):
            end(world, admin, last)
        shown = signed_in(admin).get(page(admin, f"{last.pk}/clore")).content.decode()
        assert "personne au-dessus ne confirmerait la suivante" in shown.replace("\xa0", " ")
        assert "Clore la fonction maintenant" not in shown
        with pytest.raises(Error, match="fonction refusée"), acting(admin):
            Membership.objects.filter(pk=last.pk).update(ends=clock.now())
    world.member("next:33", "pref33", "delegate", ["33"])
    end(world, admin, delegate)


def test_m9_a_prefecture_without_authority_gets_one_by_the_technical_team_and_its_region(world: World) -> None:
    after(world, deposited)
    above = region(world)
    for name in ("chair:33", "secretary:33", "delegate:33"):
        end(world, world.admins[0], world[name])
    said = "Préfecture 33, Plus personne ne peut instruire les demandes : un dossier attend."
    assert told(above, said)
    assert told(world.admins[1], said)
    assert not told(world["delegate:75"], said)
    made = invite(world, world.admins[0], "pref33", role="delegate")
    confirm(world, above, made)
    assert not told(above, said)


def test_m9_a_region_relieves_its_own_departements_alone_and_the_ministry_all(world: World) -> None:
    above = region(world)
    world.body("ministry", "ministry", "Ministère inventé")
    ministry = world.member("ministry", "ministry", "ministry", [])
    for code in ("33", "75"):
        for name in (f"chair:{code}", f"delegate:{code}"):
            end(world, world.admins[0], world[name])
    elsewhere = invite(world, world.admins[0], "pref75", role="delegate")
    with pytest.raises(Refused, match="responsable de cet organisme"):
        confirm(world, above, elsewhere)
    with pytest.raises(Error, match="fonction refusée"), acting(above):
        Membership.objects.filter(pk=elsewhere.pk).update(
            confirmed_by=above.user_id, confirmed_at=clock.now(), known_by="met"
        )
    secretary = invite(world, world.admins[0], "pref75", email="s@exemple.invalid", name="Sa Rade", role="secretary")
    with pytest.raises(Refused, match="responsable de cet organisme"):
        confirm(world, ministry, secretary)
    confirm(world, ministry, elsewhere)


def test_m9_an_authority_that_ended_by_its_date_is_told_above_and_to_the_technical_team(world: World) -> None:
    world.body("ministry", "ministry", "Ministère inventé")
    ministry = world.member("ministry", "ministry", "ministry", [])
    head = world.member("head:estuaire", "estuaire", "head_office", [], ends=clock.now() + timedelta(days=9))
    said = "Cap Estuaire, Plus personne ne peut confirmer les fonctions du siège."
    assert not told(ministry, said)
    with clock.at(head.ends):
        for who in (ministry, world.admins[0]):
            assert told(who, said)


def test_m9_a_demande_deposited_where_nobody_acts_is_told_to_who_may_have_somebody_named(world: World) -> None:
    world.body("pref17", "prefecture", "Préfecture 17", "17", town="Saintes")
    world.body("estuaire17", "antenne", "Cap Estuaire Charente", "17", parent=world.bodies["estuaire"])
    for role in ("lead", "referent"):
        world.member(f"{role}:estuaire17", "estuaire17", role, ["17"])
    world.body("region", "region", "Direction régionale inventée")
    above = world.member("region", "region", "region", ["17"])

    def waiting(actor: Membership) -> list[tuple[str, str]]:
        with acting(actor):
            return [(item.who, item.consequence) for item in dossiers.unmanned(actor, world.today)]

    assert waiting(above) == waiting(world.admins[0]) == []
    deposited(world, "referent:estuaire17")
    waits = [("Préfecture 17", "Une demande y attend et personne n’y agit encore pour la délégation.")]
    assert waiting(above) == waiting(world.admins[0]) == waits
    assert waiting(world["chair:75"]) == []
    assert signed_in(above).get(f"/m/{above.pk}/").content.decode().count(waits[0][1]) == 1
    world.member("delegate:17", "pref17", "delegate", ["17"])
    assert waiting(above) == []
