"""The head of a body's letters: written by the body or the technical team, compared, traced, said where it lacks."""

from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from rivage.accounts import actions
from rivage.accounts.models import Body
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
    for elsewhere, changed in ((world.bodies["pref75"], {"town": "Caillou"}), (prefecture(world), {"name": "Autre"})):
        with acting(world[who]), pytest.raises(DatabaseError, match="organisme refusé"), transaction.atomic():
            Body.objects.filter(pk=elsewhere.pk).update(**changed)
