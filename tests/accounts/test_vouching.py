"""Who confirms a function is told so, those who may not are told who may and from when; its holder is told too."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.test import Client

from rivage.accounts import actions, todo, vouching
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.french import moment
from rivage.core.logins import DOORS, login
from rivage.core.refusal import Refused
from rivage.doors import jobs, links
from rivage.doors.enums import LinkPurpose
from tests.accounts.test_memberships import EMAIL, confirm, end, invite, page, signed_in
from tests.doors.holding import come_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def tasks(membership: Membership) -> list[str]:
    with acting(membership) as actor:
        return [item.who for item in todo.confirmations(actor, actor.today)]


def read(membership: Membership, rest: str = "") -> str:
    return signed_in(membership).get(page(membership, rest)).content.decode().replace("\u00a0", " ")


def young(membership: Membership, hours: int) -> Any:
    """Her account was opened so many hours ago; from when she confirms."""
    opened = clock.now() - timedelta(hours=hours)
    with login(DOORS):
        User.objects.filter(pk=membership.user_id).update(activated_at=opened)
    membership.refresh_from_db()
    return moment(opened + timedelta(days=1), membership.zone).replace("\u00a0", " ")


def test_the_task_stands_on_the_home_of_who_confirms_and_of_nobody_else(world: World) -> None:
    """The chair was confirmed by the delegate who proposes: the technical team confirms."""
    invite(world, world["delegate:33"], "pref33", role="secretary")
    assert tasks(world["chair:33"]) == []
    assert [tasks(admin) for admin in world.admins] == [["Lina Marée"], ["Lina Marée"]]
    assert "quelqu’un d’autre que vous" in read(world["chair:33"])
    assert "Une fonction attend que vous la confirmiez" in read(world.admins[0])


def test_the_banner_leads_to_where_one_confirms(world: World) -> None:
    lead = world["lead:estuaire33"]
    made = invite(world, world.admins[0])
    assert f'href="{page(lead, f"{made.pk}/confirmer")}"' in read(lead)
    second = invite(world, world.admins[0], email="autre@exemple.invalid")
    assert "2 fonctions attendent que vous les confirmiez" in read(lead)
    assert 'href="?etat=attente"' in read(lead)
    assert str(second.pk) in read(lead, "?etat=attente")


def test_no_task_before_its_holder_opened_her_account(world: World) -> None:
    made = invite(world, world.admins[0])
    with login(DOORS):
        User.objects.filter(pk=made.user_id).update(activated_at=None)
    assert tasks(world["lead:estuaire33"]) == []


def test_who_may_confirm_and_from_when_is_said_by_name(world: World) -> None:
    lead, second = world["lead:estuaire33"], world.member("second:estuaire33", "estuaire33", "lead", ["33"])
    made = invite(world, world.admins[0])
    since = young(second, 3)
    young(lead, 48)
    seen = read(lead, f"{made.pk}/")
    said = " ".join(seen.partition("Peut la confirmer")[2].partition("</dd>")[0].split())
    assert said.index("Lead:Estuaire33") < said.index("Second:Estuaire33") < said.index(f"à partir du {since}")
    assert "Admin" not in said
    told = read(world.admins[0], f"{made.pk}/")
    assert f"à partir du {since}" in told
    assert f"Vous pourrez la confirmer à partir du {since}" in read(second, f"{made.pk}/")


def test_the_only_one_who_will_confirm_does_so_from_the_hour_that_is_said(world: World) -> None:
    lead = world["lead:estuaire33"]
    made = invite(world, world.member("second:estuaire33", "estuaire33", "lead", ["33"]))
    since = young(lead, 3)
    assert tasks(lead) == []
    assert [tasks(admin) for admin in world.admins] == [[], []]
    (one,) = vouching.confirmers(made)
    assert (one.membership.pk, one.since.replace("\u00a0", " ")) == (lead.pk, since)
    with pytest.raises(Refused, match="moins d’un jour"):
        confirm(world, lead, made)
    with clock.at(clock.now() + timedelta(hours=22)):
        assert tasks(lead) == ["Lina Marée"]
        assert confirm(world, lead, made).confirmed_by_id == lead.user_id


def test_who_confirms_agrees_with_the_list_of_who_may(world: World) -> None:
    """Each function in force is asked, for proposals of each kind of proposer."""
    world.member("second:estuaire33", "estuaire33", "lead", ["33"])
    proposals = [
        invite(world, world["lead:estuaire33"]),
        invite(world, world.admins[0], email="b@exemple.invalid"),
        invite(world, world["delegate:33"], "pref33", role="secretary", email="c@exemple.invalid"),
        invite(world, world["chair:33"], "pref33", role="secretary", email="d@exemple.invalid"),
        invite(world, world.admins[1], "pref75", role="chair", email="e@exemple.invalid"),
    ]
    everybody = list(Membership.objects.in_force(clock.now()).select_related("body", "user"))
    for made in proposals:
        named = {one.membership.user_id for one in vouching.confirmers(made)}
        assert named == {one.user_id for one in everybody if vouching.may_confirm(one, made)}
        assert named == {one.user_id for one in everybody if made in vouching.waiting_for(one)}


def test_the_invited_reads_what_she_waits_for(world: World) -> None:
    made = invite(world, world["delegate:33"], "pref33", role="secretary")
    assert made.user is not None
    client = Client()
    come_in(client, made.user)
    seen = client.get("/fonctions").content.decode()
    assert "cette fonction vous est proposée" in seen
    assert "Admin Un" in seen
    assert "Chair:33" not in seen
    assert "Aucune fonction ne vous est ouverte" not in seen
    confirm(world, world.admins[0], made)
    assert client.get("/fonctions").url == f"/m/{made.pk}/"  # type: ignore[attr-defined]


def test_the_invited_is_mailed_once_confirmed_by_who_confirmed_and_soon(world: World) -> None:
    made = invite(world, world["delegate:33"], "pref33", role="secretary")
    admin, other = world.admins
    asked = {"user": str(made.user_id), "function": str(made.pk)}

    def letters(who: Membership) -> list[str]:
        mail.outbox.clear()
        jobs.send_confirmed(membership=str(who.pk), **asked)
        return [f"{one.to[0]} {one.subject} {one.body}" for one in mail.outbox]

    assert letters(admin) == []
    confirm(world, admin, made)
    (letter,) = letters(admin)
    assert letter.startswith(f"{EMAIL} Vous pouvez entrer dans Rivage")
    for word in ("secrétariat", "préfecture", "commission", "Préfecture"):
        assert word not in letter
    assert letters(other) == []
    with clock.at(clock.now() + timedelta(days=2)):
        assert letters(admin) == []


def test_who_was_proposed_before_gets_a_link_when_proposed_again(world: World) -> None:
    lead = world["lead:estuaire33"]

    def proposed() -> Membership:
        with acting(lead) as actor:
            return actions.invite(
                actor=actor,
                on=world.today,
                email=EMAIL,
                name="Lina Marée",
                body=world.bodies["estuaire33"],
                role="referent",
                departements=["33"],
                last_day=world.today + timedelta(days=90),
            )

    end(world, lead, proposed())
    with mock.patch.object(jobs.send_activation, "defer") as asked:
        again = proposed()
    asked.assert_called_once_with(membership=str(lead.pk), user=str(again.user_id))
    assert "Envoyer un autre message" in read(lead, f"{again.pk}/")
    mail.outbox.clear()
    jobs.send_activation(membership=str(lead.pk), user=str(again.user_id))
    assert [one.to for one in mail.outbox] == [[EMAIL]]


def unopened(world: World, who: Membership) -> Membership:
    made = invite(world, who)
    with login(DOORS):
        User.objects.filter(pk=made.user_id).update(activated_at=None)
    return Membership.objects.select_related("user", "body").get(pk=made.pk)


def test_links_leave_five_times_a_day_and_it_is_said(world: World) -> None:
    lead = world["lead:estuaire33"]
    made = unopened(world, lead)
    assert made.user is not None
    for _ in range(links.MOST):
        links.draw(made.user, LinkPurpose.ACTIVATION)
    client = signed_in(lead)
    answer = client.post(page(lead, f"{made.pk}/lien"), follow=True)
    assert "Cinq messages sont déjà partis" in answer.content.decode()
    with acting(lead) as actor, pytest.raises(Refused, match="Cinq messages"):
        actions.invite_again(actor=actor, on=world.today, membership=made)
    mail.outbox.clear()
    jobs.send_activation(membership=str(lead.pk), user=str(made.user_id))
    assert mail.outbox == []
    with clock.at(clock.now() + links.WITHIN + timedelta(minutes=1)):
        jobs.send_activation(membership=str(lead.pk), user=str(made.user_id))
    assert len(mail.outbox) == 1


def test_a_link_asked_by_who_answers_for_nobody_there_does_not_leave(world: World) -> None:
    """By SQL any function queues the job for anybody: the job reads who asked."""
    made = unopened(world, world["lead:estuaire33"])
    mail.outbox.clear()
    for name in ("lead:amarres33", "referent:estuaire33", "delegate:33", "secretary:33"):
        jobs.send_activation(membership=str(world[name].pk), user=str(made.user_id))
    assert mail.outbox == []
    for who in (world["lead:estuaire33"], world.admins[0]):
        jobs.send_activation(membership=str(who.pk), user=str(made.user_id))
    assert len(mail.outbox) == 2
