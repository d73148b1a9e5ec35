"""Functions: two people, a compulsory end, no reach beyond the body; and the page that shows them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, transaction
from django.test import Client

from rivage.accounts import access, actions
from rivage.accounts.enums import KnownBy
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.demo.applications import open_accounts
from rivage.doors import links
from rivage.law.period import add_months
from tests.doors.holding import came_in
from tests.versions import version_in
from tests.world import PASSWORD, World, acting

EMAIL = "lina.maree@exemple.invalid"


def invite(world: World, who: Membership, body: str = "estuaire33", **values: Any) -> Membership:
    given: dict[str, Any] = {
        "email": EMAIL,
        "name": "Lina Marée",
        "role": "referent",
        "departements": [world.bodies[body].departement],
        "last_day": world.today + timedelta(days=200),
    }
    with acting(who) as actor:
        made = actions.invite(actor=actor, on=world.today, body=world.bodies[body], **(given | values))
    open_accounts(PASSWORD)
    return Membership.objects.select_related("body", "user").get(pk=made.pk)


def confirm(world: World, who: Membership, proposed: Membership) -> Membership:
    with acting(who) as actor:
        return actions.confirm_membership(actor=actor, on=world.today, membership=proposed, known_by=KnownBy.MET)


def end(world: World, who: Membership, membership: Membership) -> None:
    with acting(who) as actor:
        actions.end_membership(actor=actor, on=world.today, membership=membership)


def signed_in(membership: Membership) -> Client:
    client = Client()
    assert membership.user is not None
    client.force_login(membership.user)
    return client


def last_day(world: World) -> str:
    return (world.today + timedelta(days=180)).isoformat()


def page(actor: Membership, rest: str = "") -> str:
    return f"/m/{actor.pk}/comptes/{rest}"


@pytest.mark.django_db
def test_a_function_counts_once_a_second_person_confirmed_it(world: World) -> None:
    made = invite(world, world.admins[0])
    assert not Membership.objects.in_force(clock.now()).filter(pk=made.pk).exists()
    confirm(world, world["lead:estuaire33"], made)
    assert Membership.objects.in_force(clock.now()).filter(pk=made.pk).exists()


@pytest.mark.django_db
def test_neither_the_proposer_nor_the_holder_nor_a_stranger_confirms(world: World) -> None:
    other_lead = world.member("lead2:estuaire33", "estuaire33", "lead", ["33"])
    made = invite(world, other_lead, email=world["referent:amarres33"].user.email)
    for who, words in (
        (other_lead, "trois personnes"),
        (world["referent:estuaire33"], "responsable de cet organisme"),
        (world["lead:amarres33"], "responsable de cet organisme"),
        (world["delegate:33"], "responsable de cet organisme"),
        # Somebody has authority in this body: the technical team does not replace her.
        (world.admins[0], "responsable de cet organisme"),
    ):
        with pytest.raises(Refused, match=words):
            confirm(world, who, made)
    own = invite(world, world.admins[0], email=world["lead:estuaire33"].user.email)
    with pytest.raises(Refused, match="trois personnes"):
        confirm(world, world["lead:estuaire33"], own)
    with pytest.raises(Error), transaction.atomic():
        Membership.objects.filter(pk=made.pk).update(confirmed_by=made.proposed_by)
    came_in(made)
    confirm(world, world["lead:estuaire33"], made)
    with pytest.raises(Refused, match="déjà confirmée"):
        confirm(world, other_lead, made)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "body", "values", "words"),
    [
        ("lead:estuaire33", "estuaire75", {}, "par un responsable"),
        ("referent:estuaire33", "estuaire33", {}, "par un responsable"),
        ("signatory:33", "pref33", {"role": "signatory"}, "par un responsable"),
        ("lead:estuaire33", "estuaire33", {"role": "delegate"}, "n’existe pas dans cet organisme"),
        ("lead:estuaire33", "estuaire33", {"role": "admin"}, "n’existe pas dans cet organisme"),
        ("delegate:33", "pref33", {"role": "delegate", "departements": ["75"]}, "un seul département"),
        ("delegate:33", "pref33", {"role": "secretary", "departements": ["33", "75"]}, "un seul département"),
        ("lead:estuaire33", "estuaire33", {"departements": ["99"]}, "aucun département"),
        ("lead:estuaire33", "estuaire33", {"last_day": date(2020, 1, 1)}, "déjà finie"),
        ("lead:estuaire33", "estuaire33", {"name": ""}, "Écrivez son nom"),
        ("lead:estuaire33", "estuaire33", {"interim_act": "Décision n° 4"}, "est daté"),
    ],
)
def test_what_may_not_be_proposed_leaves_nothing(
    world: World, who: str, body: str, values: dict[str, Any], words: str
) -> None:
    before = Membership.objects.count()
    with pytest.raises(Refused, match=words):
        invite(world, world[who], body, **values)
    assert Membership.objects.count() == before
    assert not User.objects.filter(email=EMAIL).exists()


@pytest.mark.django_db
def test_nobody_gives_oneself_a_function(world: World) -> None:
    with pytest.raises(Refused, match="soi-même"):
        invite(world, world["lead:estuaire33"], email=world["lead:estuaire33"].user.email)


@pytest.mark.django_db
def test_a_body_of_several_departements_is_given_them_by_the_technical_team(world: World) -> None:
    world.body("msa", "payer", "MSA des Embruns")
    payer = world.member("payer", "msa", "payer", ["33", "75"])
    with pytest.raises(Refused, match="l’équipe technique les indique"):
        invite(world, payer, "msa", role="payer", departements=["23"])
    assert invite(world, world.admins[0], "msa", role="payer", departements=["23"]).departements == ["23"]


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, 1])
def test_an_interim_lasts_six_months_to_the_day(world: World, days: int) -> None:
    first = world.today + timedelta(days=10)
    values = {
        "first_day": first,
        "last_day": add_months(first, 6) - timedelta(days=1) + timedelta(days=days),
        "interim_act": "Décision n° 4",
        "interim_on": world.today,
        "role": "lead",
    }
    if days:
        with pytest.raises(Refused, match="six mois"):
            invite(world, world.admins[0], **values)
        return
    made = invite(world, world.admins[0], **values)
    assert made.interim_act.startswith("Décision n° 4 du ")
    assert (made.starts.astimezone(made.zone).date(), made.last_day) == (first, values["last_day"])


@pytest.mark.django_db
def test_a_second_click_proposes_nothing_more(world: World) -> None:
    first = invite(world, world["lead:estuaire33"])
    with pytest.raises(Refused, match="déjà proposée"):
        invite(world, world["lead:estuaire33"])
    assert Membership.objects.filter(user=first.user).count() == 1
    # What follows the end is another function.
    after = first.last_day + timedelta(days=1)
    invite(world, world["lead:estuaire33"], first_day=after, last_day=after + timedelta(days=100))


@pytest.mark.django_db
def test_who_comes_back_to_a_function_that_ended_reads_so_and_nobody_else_does(world: World) -> None:
    held, other = world["referent:estuaire33"], world["delegate:75"]
    end(world, world["lead:estuaire33"], held)
    for rest in ("", "personnes/"):
        answer = signed_in(held).get(page(held, rest))
        said = answer.content.decode()
        assert answer.status_code == 404
        for words in ("Cette fonction a pris fin", "Voir mes fonctions", "vous nommer de nouveau"):
            assert words in said, words
        assert "Cette page n’existe pas" not in said
        assert "Cette page n’existe pas" in signed_in(other).get(page(held, rest)).content.decode()


def test_a_function_closed_closes_at_once_and_a_proposal_taken_back_is_not_confirmed(world: World) -> None:
    referent = world["referent:estuaire33"]
    for who in ("lead:amarres33", "delegate:33"):
        with pytest.raises(Refused, match="close par un responsable"):
            end(world, world[who], referent)
    with pytest.raises(Refused, match="par quelqu’un d’autre"):
        end(world, referent, referent)
    end(world, world["lead:estuaire33"], referent)
    with pytest.raises(Refused, match="déjà close"):
        end(world, world["lead:estuaire33"], referent)
    assert not Membership.objects.in_force(clock.now()).filter(pk=referent.pk).exists()
    made = invite(world, world.admins[0])
    end(world, world.admins[0], made)
    with pytest.raises(Refused, match="retirée"):
        confirm(world, world["lead:estuaire33"], made)


@pytest.mark.django_db
def test_a_body_keeps_somebody_who_confirms_until_the_technical_team_says_otherwise(world: World) -> None:
    lead = world["lead:estuaire33"]
    other = world.member("lead2:estuaire33", "estuaire33", "lead", ["33"])
    end(world, lead, other)
    # Hers ended in between, while she was ending the last one.
    with pytest.raises(Refused, match="nommez-en une autre"):
        end(world, other, lead)
    third = world.member("lead3:estuaire33", "estuaire33", "lead", ["33"])
    end(world, third, lead)
    with acting(world.admins[0]) as admin:
        assert access.can_end(admin, third)
    with pytest.raises(Refused, match="par quelqu’un d’autre"):
        end(world, third, third)
    world.member("head:estuaire", "estuaire", "head_office", [])
    end(world, world.admins[0], third)


@pytest.mark.django_db
def test_the_end_of_a_function_is_read_again_first(world: World) -> None:
    lead, referent = world["lead:estuaire33"], world["referent:estuaire33"]
    client = signed_in(lead)
    shown = client.get(page(lead, f"{referent.pk}/")).content.decode()
    assert "<button" not in shown.partition("Jusqu’au, inclus")[2].partition("</section>")[0]
    asked = client.get(page(lead, f"{referent.pk}/clore"))
    assert asked.status_code == 200
    assert "n’ouvre plus rien sous cette fonction" in asked.content.decode()
    assert Membership.objects.in_force(clock.now()).filter(pk=referent.pk).exists()
    assert client.get(page(lead, f"{lead.pk}/clore")).status_code == 403


@pytest.mark.django_db
def test_who_closes_the_last_function_of_a_body_reads_that_nobody_is_left(world: World) -> None:
    admin, lead = world.admins[0], world["lead:estuaire33"]
    client, leading = signed_in(admin), "la dernière personne qui confirme"
    nobody = "plus personne n’y lit ni n’y répond"
    asked = client.get(page(admin, f"{lead.pk}/clore")).content.decode()
    assert (nobody in asked, leading in asked) == (False, True)
    with acting(admin):
        Membership.objects.filter(body=lead.body).exclude(pk=lead.pk).update(ends=clock.now())
    asked = client.get(page(admin, f"{lead.pk}/clore")).content.decode()
    assert (nobody in asked, "la dernière personne qui confirme les fonctions de cet" in asked) == (True, False)


@pytest.mark.django_db
def test_who_closes_the_second_last_of_those_who_confirm_reads_who_is_left(world: World) -> None:
    admin, lead = world.admins[0], world["lead:estuaire33"]
    other = world.member("lead2:estuaire33", "estuaire33", "lead", ["33"])
    client, alone = signed_in(admin), "une seule personne pour confirmer"
    asked = client.get(page(admin, f"{other.pk}/clore")).content.decode()
    assert alone in asked
    assert str(lead.user) in asked
    assert alone not in client.get(page(admin, f"{world['referent:estuaire33'].pk}/clore")).content.decode()
    world.member("lead3:estuaire33", "estuaire33", "lead", ["33"])
    assert alone not in client.get(page(admin, f"{other.pk}/clore")).content.decode()


@pytest.mark.django_db
def test_two_administrators_always_stay(world: World) -> None:
    with pytest.raises(Refused, match="nommez-en une autre"):
        end(world, world.admins[0], world.admins[1])
    world.bodies["rivage"] = world.admins[0].body
    world.member("admin3", "rivage", "admin", [])
    end(world, world.admins[0], world.admins[1])
    assert not Membership.objects.in_force(clock.now()).filter(pk=world.admins[1].pk).exists()


@pytest.mark.django_db
def test_each_sees_the_functions_of_its_own_body(world: World) -> None:
    mine = signed_in(world["lead:estuaire33"]).get(page(world["lead:estuaire33"])).content.decode()
    assert "Referent:Estuaire33" in mine
    assert "Amarres" not in mine
    assert "Delegate" not in mine
    everything = signed_in(world.admins[0]).get(page(world.admins[0])).content.decode()
    assert "Amarres" in everything
    for name in ("referent:estuaire33", "secretary:33", "signatory:33"):
        assert signed_in(world[name]).get(page(world[name])).status_code == 404
    lead, client = world["lead:estuaire33"], signed_in(world["lead:estuaire33"])
    assert client.get(page(lead, f"{world['referent:estuaire33'].pk}/")).status_code == 200
    for verb in ("", "confirmer", "clore"):
        answer = client.get if not verb else client.post
        assert answer(page(lead, f"{world['delegate:33'].pk}/{verb}")).status_code == 404
    assert Membership.objects.in_force(clock.now()).filter(pk=world["delegate:33"].pk).exists()


@pytest.mark.django_db
def test_the_screens_propose_and_confirm_once_the_account_is_opened(world: World) -> None:
    admin, lead = world.admins[0], world["lead:estuaire33"]
    client = signed_in(admin)
    values = {
        "email": EMAIL,
        "name": "Lina Marée",
        "body": world.bodies["estuaire33"].pk,
        "role": "referent",
        "last_day": (world.today + timedelta(days=200)).isoformat(),
    }
    response = client.post(page(admin, "proposer"), values, follow=True)
    assert "Un message part vers l’adresse de cette personne" in response.content.decode()
    made = Membership.objects.get(user__email=EMAIL)
    assert made.departements == ["33"]
    again = client.post(page(admin, "proposer"), values)
    assert again.status_code == 422
    assert "déjà proposée" in again.content.decode()
    assert 'value="Lina Marée"' in again.content.decode()
    own = client.get(page(admin, f"{made.pk}/")).content.decode()
    assert "Envoyer un autre message" in own
    assert "trois personnes" in own
    assert "Confirmer la fonction" not in own
    assert client.post(page(admin, f"{made.pk}/confirmer")).status_code == 403
    second = signed_in(lead)
    waiting = second.get(page(lead, f"{made.pk}/")).content.decode()
    assert "n’est pas encore entrée" in waiting
    assert "Confirmer la fonction" not in waiting
    open_accounts(PASSWORD)
    assert "Confirmer la fonction" in second.get(page(lead, f"{made.pk}/")).content.decode()
    asked = second.get(page(lead, f"{made.pk}/confirmer")).content.decode()
    assert "Ce qui est lu ne se reprend pas" in asked
    assert EMAIL in asked
    assert second.post(page(lead, f"{made.pk}/confirmer")).status_code == 422, "not read again"
    assert Membership.objects.get(pk=made.pk).confirmed_by is None
    read = {"version": version_in(asked), "known_by": "called"}
    for _ in range(2):
        assert second.post(page(lead, f"{made.pk}/confirmer"), read).status_code == 302
    assert "En cours" in second.get(page(lead, f"{made.pk}/")).content.decode()
    read = {"version": version_in(second.get(page(lead, f"{made.pk}/clore")).content.decode())}
    assert second.post(page(lead, f"{made.pk}/clore"), read).status_code == 302
    assert not Membership.objects.in_force(clock.now()).filter(pk=made.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"last_day": "31/02/2027"}, "Cette date n’existe pas"),
        ({"last_day": ""}, "Il manque"),
        ({"email": "pas une adresse"}, "Cette adresse n’est pas entière"),
        ({"role": "admin"}, "Choisissez une des réponses"),
        ({"interim_act": "Décision n° 4"}, "écrivez les deux"),
        ({"name": "Lina\x00"}, ""),
        ({"name": "x" * 10_000}, "120"),
    ],
)
def test_a_wrong_answer_keeps_what_was_typed(world: World, values: dict[str, str], words: str) -> None:
    lead = world["lead:estuaire33"]
    given = {"email": EMAIL, "name": "Lina Marée", "role": "referent", "last_day": last_day(world)} | values
    response = signed_in(lead).post(page(lead, "proposer"), given)
    assert response.status_code == (400 if "\x00" in given["name"] else 422)
    assert words in response.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()
    if words and "email" not in values:
        assert EMAIL in response.content.decode()


@pytest.mark.django_db
def test_a_name_may_hold_any_script(world: World) -> None:
    lead = world["lead:estuaire33"]
    name = "لينا 🌊 <b>Marée</b>"
    given = {"email": EMAIL, "name": name, "role": "referent", "last_day": last_day(world)}
    response = signed_in(lead).post(page(lead, "proposer"), given, follow=True)
    assert "لينا 🌊 &lt;b&gt;Marée&lt;/b&gt;" in response.content.decode()
    assert User.objects.get(email=EMAIL).name == name


@pytest.mark.django_db
def test_the_first_two_administrators_come_from_the_command_and_no_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ["--email", "ada@exemple.invalid", "--name", "Ada Vigie"]
    with pytest.raises(CommandError, match="deux adresses"):
        call_command("admin", "create", *given)
    with pytest.raises(CommandError, match="deux personnes différentes"):
        call_command("admin", "create", *given, *given)
    assert not User.objects.exists()
    call_command("admin", "create", *given, "--email", "blaise@exemple.invalid", "--name", "Blaise Hune")
    out = capsys.readouterr().out.split()
    for user in User.objects.all():
        token = out[out.index(user.email) + 1].rpartition("/")[2]
        link = links.found(token)
        assert link is not None
        assert link.user == user
        assert user.activated_at is None
    assert Membership.objects.in_force(clock.now()).filter(role="admin").count() == 2
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("admin", "create", *given, "--email", "x@exemple.invalid", "--name", "X")


@pytest.mark.django_db
def test_accounts_are_found_whatever_the_accents_and_stand_in_french_order(world: World) -> None:
    for nick, name in (("remi", "Rémi Musoir"), ("rose", "Rose Jetée"), ("eve", "Ève Noirmont")):
        email = f"{nick}@exemple.invalid"
        with acting(world.admins[0]) as admin:
            user = actions.create_user(actor=admin, on=world.today, email=email, name=name)
            world.member(nick, "estuaire33", "referent", ["33"], user=user)
    client, mine = signed_in(world["lead:estuaire33"]), page(world["lead:estuaire33"])
    text = client.get(mine).content.decode()
    assert text.index("Ève Noirmont") < text.index("Rémi Musoir") < text.index("Rose Jetée")
    found = client.post(mine, {"q": "jetee rose", "demander": ""}).content.decode()
    assert "Rose Jetée" in found
    assert "Rémi Musoir" not in found
