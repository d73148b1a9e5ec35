"""The head of a body's letters: written by the body or the technical team, compared, traced, said where it lacks."""

from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from rivage.accounts import actions
from rivage.accounts.models import Body, Membership
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.audit.models import Event
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from tests.bad_input.calling import Caller
from tests.dossiers.path import deposited
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
SAID = "ses lettres sont datées de « Gironde »"
ADDRESS = "1 quai des Essais\n33000 Caillou"


def prefecture(world: World) -> Body:
    return Body.objects.get(pk=world.bodies["pref33"].pk)


def write(world: World, who: str, town: str, version: str) -> None:
    actor = world.admins[0] if who == "admin" else world[who]
    with acting(actor):
        actions.write_from(
            actor=actor, on=world.today, body=prefecture(world), address=ADDRESS, town=town, version=version
        )


def test_the_body_itself_or_the_technical_team_writes_a_town_over_what_it_was_shown(world: World) -> None:
    shown = version_of(prefecture(world))
    for who in ("delegate:75", "signatory:33", "lead:estuaire33"):
        with pytest.raises(Refused, match="le service lui-même"):
            write(world, who, "Caillou", shown)
    write(world, "admin", "Caillou", shown)
    write(world, "admin", "Caillou", shown)
    with pytest.raises(Stale):
        write(world, "admin", "Galet", shown)
    assert (prefecture(world).town, prefecture(world).address) == ("Caillou", ADDRESS)
    with acting(world.admins[0]):
        assert Event.objects.filter(kind="body_changed", object_id=prefecture(world).pk).count() == 1


def test_a_missing_town_waits_on_the_home_of_the_team_until_its_form_is_sent(world: World) -> None:
    write(world, "admin", "", version_of(prefecture(world)))
    caller = Caller(world.admins[0])
    assert caller.get("desk:home").says("Noter la ville des lettres")
    page = {"organisme": prefecture(world).pk}
    assert caller.get("accounts:bodies").says(prefecture(world).name)
    form = caller.shown("accounts:body", **page) | {"address": ADDRESS.replace("\n", "\r\n"), "town": "Caillou"}
    assert caller.post("accounts:body", form, **page).says("L’en-tête est enregistré.")
    assert (prefecture(world).town, prefecture(world).address) == ("Caillou", ADDRESS)
    stale = caller.post("accounts:body", form | {"town": "Galet"}, **page)
    assert stale.status == 422
    assert stale.says("ce qui est en place est montré à côté")
    assert not caller.get("desk:home").says("Noter la ville des lettres")


def test_a_head_of_too_many_lines_is_refused_with_its_bound(world: World) -> None:
    caller, page = Caller(world.admins[0]), {"organisme": prefecture(world).pk}
    form = caller.shown("accounts:body", **page)
    refused = caller.post("accounts:body", form | {"address": "a\r\n" * 7}, **page)
    assert refused.status == 422
    assert refused.says("L’adresse tient en 6 lignes au plus")
    assert "a\na" in refused.text.replace("\r", ""), "what was typed stays"
    assert caller.post("accounts:body", form | {"contact": "b\r\n" * 4}, **page).says("en 3 lignes au plus")


def test_beside_a_letter_one_reads_that_it_has_no_town(world: World) -> None:
    demande = after(world, deposited)
    delegate = Caller(world["delegate:33"])
    pages = ("dossiers:demande", "decisions:decision")
    assert not any(delegate.get(page, demande=demande.pk).says(SAID) for page in pages)
    write(world, "admin", "", version_of(prefecture(world)))
    assert all(delegate.get(page, demande=demande.pk).says(SAID) for page in pages[:1])


@pytest.mark.parametrize("who", ["delegate:33", "secretary:33"])
def test_a_prefecture_completes_its_own_head_and_its_home_says_what_lacks(world: World, who: str) -> None:
    with acting(world.admins[0]):
        Body.objects.filter(pk=prefecture(world).pk).update(service="", contact="")
    caller = Caller(world[who])
    assert caller.get("desk:home").says("Il n’y est pas écrit : le service qui écrit, comment le joindre.")
    assert not Caller(world["delegate:75"]).get("desk:home").says("Compléter l’en-tête de vos lettres")
    typed = {
        "town": "Caillou",
        "service": "Bureau des décisions",
        "contact": "05 36 49 00 01\r\nbureau@exemple.invalid",
        "foot": "Accueil le matin\r\nwww.exemple.invalid",
    }
    assert caller.post("accounts:own_head", caller.shown("accounts:own_head") | typed).says(
        "L’en-tête est enregistré."
    )
    head = sender_of(prefecture(world), FOR_THE_PREFET).letterhead
    assert (head.service, head.lines[-2:]) == ("Bureau des décisions", ("05 36 49 00 01", "bureau@exemple.invalid"))
    assert not caller.get("desk:home").says("Compléter l’en-tête de vos lettres")
    assert "apercu.pdf" in caller.get("accounts:own_head").text
    shown = caller.client.get(caller.url("accounts:own_head_preview"))
    assert (shown.status_code, shown["Content-Type"]) == (200, "application/pdf"), shown.get("Location", "")
    (page,) = PdfReader(BytesIO(shown.content)).pages
    assert "Bureau des décisions" in page.extract_text()
    assert "Caillou, le" in page.extract_text()
    assert "Accueil le matin" in page.extract_text().split("R-APERCU")[-2]
    for elsewhere, changed in ((world.bodies["pref75"], {"town": "Caillou"}), (prefecture(world), {"name": "Autre"})):
        with acting(world[who]), pytest.raises(DatabaseError, match="organisme refusé"), transaction.atomic():
            Body.objects.filter(pk=elsewhere.pk).update(**changed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("service", "Sortie de prostitution"),
        ("service", "Sor-tie de p r o s t i t u t i o n"),
        ("service", "Sortie de prosti\u200btution"),
        ("service", "Bureau de la traite"),
        ("address", "Mission proxénétisme\r\n1 quai"),
        ("contact", "pref-prostitution@exemple.invalid"),
        ("foot", "Commission P.S.P."),
        ("town", "Pröstitution"),
    ],
)
def test_a_head_that_tells_what_letters_are_about_is_refused_on_its_line(world: World, field: str, value: str) -> None:
    caller, before = Caller(world["secretary:33"]), version_of(prefecture(world))
    page = caller.post("accounts:own_head", caller.shown("accounts:own_head") | {field: value})
    assert page.status == 422
    assert f'id="id_{field}_error"' in page.text
    assert page.says("dit de quoi il s’agit, et une lettre est lue par qui l’ouvre.")
    team, where = Caller(world.admins[0]), {"organisme": prefecture(world).pk}
    assert team.post("accounts:body", team.shown("accounts:body", **where) | {field: value}, **where).status == 422
    assert version_of(prefecture(world)) == before


def test_the_foot_of_a_page_has_two_lines_that_no_page_cuts(world: World) -> None:
    caller = Caller(world["delegate:33"])
    shown = caller.shown("accounts:own_head")
    assert caller.post("accounts:own_head", shown | {"foot": "a\r\n" * 3}).says("Le pied de page tient en 2 lignes")
    assert caller.post("accounts:own_head", shown | {"foot": "a" * 101}).says("100 signes au plus")


def test_the_quality_that_is_printed_does_not_tell_either(world: World) -> None:
    with acting(world.admins[0]) as actor:
        held = Membership.objects.get(pk=world["signatory:33"].pk)
        for wrong in ({"quality": "La déléguée à la prostitution"}, {"quality": "La déléguée", "signing_act": "PSP"}):
            with pytest.raises(Refused, match="dit de quoi il s’agit"):
                actions.write_quality(actor=actor, on=world.today, membership=held, version=version_of(held), **wrong)


def test_the_page_of_a_delay_has_its_own_title_in_the_tab(world: World) -> None:
    caller = Caller(world["delegate:33"])
    assert "<title>Délai de notification" in caller.get("accounts:own_delay").text


@pytest.mark.parametrize(
    ("who", "said"),
    [("secretary:33", "En-tête des lettres"), ("lead:estuaire33", "Expéditeur des attestations")],
)
def test_the_help_of_a_function_names_where_its_letters_are_headed(world: World, who: str, said: str) -> None:
    assert Caller(world[who]).get("desk:help").says(said)
    assert not Caller(world["signatory:33"]).get("desk:help").says(said)


def test_a_head_that_was_taken_before_is_a_task_of_its_prefecture(world: World) -> None:
    caller = Caller(world["delegate:33"])
    assert not caller.get("desk:home").says("Changer l’en-tête de vos lettres")
    with acting(world.admins[0]):
        Body.objects.filter(pk=prefecture(world).pk).update(service="Sortie de prostitution")
    assert caller.get("desk:home").says("Qui ouvre une lettre y lit de quoi il s’agit : Service qui écrit.")
