"""« Appel à présence »: a service calls by its code, without an account; associations there answer."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from rivage.accounts.homes import Home, Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core import clock, french
from rivage.core.logins import DOORS, login
from rivage.core.refusal import Refused
from rivage.doors import brake, service_codes
from rivage.doors.models import ServiceCode
from rivage.network import actions, calling
from rivage.network.models import CallAnswer, PresenceCall
from rivage.network.todo import waiting
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE, LEAD, OTHERS = "delegate:33", "lead:estuaire33", "lead:amarres33"
SERVICE, PHONE = "Commissariat inventé de Bordeaux", "05 36 49 00 01"


def drawn(world: World, who: str = DELEGATE, service: str = SERVICE) -> str:
    """The code that the page shows once."""
    client = signed(world[who])
    sent = {"departement": world[who].departements[0], "service": service, "phone": PHONE, "once": uuid4()}
    page = client.post(link(world[who], "network:codes"), sent).content.decode()
    found = re.search(r'rv-ref fs-4">([\w-]+)<', page)
    assert found
    assert found[1] not in client.get(link(world[who], "network:codes")).content.decode()
    return found[1]


def signed(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)  # type: ignore[arg-type]
    return client


def called(code: str, /, address: str = "192.0.2.1", **sent: Any) -> Any:
    given = {"code": code, "people": "3", "place": "service", "languages": ["ro", "en"], "hour": "", "once": uuid4()}
    given |= sent
    return Client(REMOTE_ADDR=address).post("/presence", given)


def page(world: World, who: str) -> str:
    return signed(world[who]).get(link(world[who], "network:calls")).content.decode()


def home(world: World, who: str) -> str:
    return signed(world[who]).get(f"/m/{world[who].pk}/").content.decode()


def said_of(answer: Any) -> str:
    """What a page says, with plain spaces, on one line."""
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).replace("\u00a0", " ").split())


def held(world: World, who: str = LEAD) -> PresenceCall:
    with acting(world[who]):
        return PresenceCall.objects.get()


def test_it_is_on_the_page_and_the_home_of_the_associations_of_its_departement(world: World) -> None:
    answer = called(drawn(world).lower().replace("-", " "))
    assert answer.status_code == 200
    told = said_of(answer)
    sent = ("3 personnes", "au service qui appelle", "dès que possible", "anglais, roumain")
    next_ = (
        "rappelle votre service",
        "prévenues par courriel dans la minute",
        "à leur accueil",
        f"rappelle votre service au {PHONE}",
        "Sans réponse d’une association dans Rivage au bout de 30 minutes",
        "téléphonez à une association",
    )
    for word in (*sent, *next_, "la délégation"):
        assert word in told, word
    assert Client().get("/presence/transmis").status_code == 404
    for who in (LEAD, "referent:estuaire33", OTHERS):
        said = page(world, who)
        for word in (SERVICE, "3 personnes", "roumain", "anglais", "au service qui appelle", "tel:0536490001", PHONE):
            assert word in said.replace("\u00a0", " "), word
        assert "dès que possible" in said
        assert "Appel d’un service" in home(world, who)
    assert SERVICE not in page(world, "lead:estuaire75")
    assert "Appel d’un service" not in home(world, "lead:estuaire75")
    assert signed(world["chair:33"]).get(link(world["chair:33"], "network:calls")).status_code == 404


@pytest.mark.parametrize("who", [LEAD, "referent:estuaire33"])
def test_it_comes_first_of_all_on_a_home(world: World, who: str) -> None:
    called(drawn(world))
    on = world.today
    late, own = Item("En retard", "", due=on - timedelta(days=9)), Item("Compte", "", own=True)
    with acting(world[who]) as actor:
        (call,) = waiting(actor, on)
        groups = Home(items=(late, own, call), on=on).groups
    assert [group.title for group in groups] == ["Maintenant", "Votre compte", "En retard"]
    assert groups[0].items == (call,)
    said = home(world, who)
    assert said.index("Maintenant") < said.index("Appel d’un service")


def test_whoever_goes_is_told_to_the_others_and_it_waits_no_more(world: World) -> None:
    called(drawn(world))
    call = held(world)
    for who, said in ((OTHERS, "non"), (LEAD, "oui")):
        signed(world[who]).post(link(world[who], "network:calls"), {"call": call.pk, "going": said})
        assert "Appel d’un service" not in home(world, who)
        assert ("Vous y allez" in home(world, who)) == (said == "oui")
    for who in (LEAD, OTHERS):
        assert "Cap Estuaire Gironde y va" in page(world, who)
    with acting(world[OTHERS]) as other, pytest.raises(Refused, match="a déjà répondu qu’elle ne peut pas y aller"):
        actions.answer(actor=other, on=world.today, call=call.pk, going=True)
    with acting(world["lead:estuaire75"]) as far, pytest.raises(Refused, match="n’attend plus"):
        actions.answer(actor=far, on=world.today, call=call.pk, going=True)


def test_it_stands_a_day_after_its_hour(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    called(drawn(world))
    call = held(world)
    with acting(world[LEAD]) as lead:
        actions.answer(actor=lead, on=world.today, call=call.pk, going=False)
    begun = clock.now()
    for after, standing in ((timedelta(hours=23), True), (timedelta(hours=25), False)):
        with monkeypatch.context() as patched:
            patched.setattr(clock, "now", lambda after=after: begun + after)
            with acting(world[OTHERS]) as other:
                assert PresenceCall.objects.visible_to(other).exists() is standing


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"people": "0"}, "Combien de personnes"),
        ({"people": "61"}, "Combien de personnes"),
        ({"people": ""}, "Combien de personnes"),
        ({"place": "12 rue inventée"}, "proposées"),
        ({"place": ""}, "Où venir"),
        ({"languages": ["Awa Corail"]}, "proposées"),
        ({"hour": "25:00"}, "À partir de"),
        ({"code": ""}, "Code de votre service"),
    ],
)
def test_what_is_odd_comes_back_with_a_sentence_and_nothing_is_written(
    world: World, sent: dict[str, Any], said: str
) -> None:
    code = drawn(world)
    answer = called(code, **sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with acting(world[LEAD]):
        assert not PresenceCall.objects.exists()


def test_an_hour_that_is_past_is_that_of_tomorrow(world: World) -> None:
    past = clock.now().astimezone(clock.zone("33")) - timedelta(hours=2)
    answer = called(drawn(world), hour=past.strftime("%H:%M"))
    at = held(world).at
    assert timedelta(hours=20) < at - clock.now() < timedelta(hours=23)
    here = at.astimezone(clock.zone("33"))
    near = "aujourd’hui" if here.date() == world.today else "demain"
    day = french.day_in_words(here.date(), on=world.today)
    words = f"{near}, {day}, à {french.hour(here.time())}".replace("\u00a0", " ")
    assert words in said_of(answer)
    assert words in page(world, LEAD).replace("\u00a0", " ")


def test_a_code_opens_as_long_as_it_stands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    code = drawn(world)
    again = drawn(world)
    assert (called(code).status_code, called(again).status_code) == (422, 200), "a new one ends the former"
    with acting(world[DELEGATE]) as delegate:
        (one,) = service_codes.of(delegate)
    for who in ("delegate:75", LEAD):
        with acting(world[who]) as other, pytest.raises(Refused):
            service_codes.end(actor=other, on=world.today, code=one.pk)
    for who, status in (("delegate:75", 303), (LEAD, 404)):
        assert signed(world[who]).post(link(world[who], "network:code_end"), {"code": one.pk}).status_code == status
    assert called(again).status_code == 200, "retired from another département, it still opens"
    signed(world["secretary:33"]).post(link(world["secretary:33"], "network:code_end"), {"code": one.pk})
    assert called(again).status_code == 422
    last, later = drawn(world), clock.now() + timedelta(days=32)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        assert called(last).status_code == 422


def test_a_form_sent_again_draws_nothing_and_ends_nothing(world: World) -> None:
    delegate = world[DELEGATE]
    client, address = signed(delegate), link(delegate, "network:codes")
    once = re.search(r'name="once" value="([\w-]+)"', client.get(address).content.decode())
    assert once
    sent = {"departement": "33", "service": SERVICE, "phone": PHONE, "once": once[1]}
    first = client.post(address, sent).content.decode()
    code = re.search(r'rv-ref fs-4">([\w-]+)<', first)
    assert code
    assert f'name="once" value="{once[1]}"' not in first, "the form below it draws another"
    again = client.post(address, sent, follow=True)
    assert again.redirect_chain
    assert "rien n’est refait" in again.content.decode()
    assert 'rv-ref fs-4"' not in again.content.decode()
    assert called(code[1]).status_code == 200, "what was dictated still opens"
    assert client.post(address, sent | {"once": ""}).status_code == 422
    with acting(delegate):
        assert ServiceCode.objects.count() == 1


def test_who_tries_waits_and_closes_it_for_nobody_else(world: World) -> None:
    code = drawn(world)
    near = code[:4] + "-AAAA-AAAA-AAAA"
    answers = [called(near, address="192.0.2.7").status_code for _ in range(brake.SERVICES_TRIED + 2)]
    assert answers == [422] * brake.SERVICES_TRIED + [429] * 2
    for address in ("192.0.2.7", "192.0.2.8"):
        assert called(code, address=address).status_code == 200, "a good code is nobody's try"
    with acting(world.admins[0]), login("sealer"):
        kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"service_code_drawn", "service_code_refused", "presence_called"} <= kinds


def test_the_same_form_sent_twice_is_one_call(world: World) -> None:
    code, once = drawn(world), uuid4()
    for _ in range(2):
        answer = called(code, once=once, languages=["ro", "ro", "en"])
        assert answer.status_code == 200
    assert held(world).languages == ["en", "ro"]
    assert called(code, once="").status_code == 422
    assert "5 personnes" in said_of(called(code, once=once, people="5"))
    with acting(world[LEAD]):
        assert sorted(PresenceCall.objects.values_list("people", flat=True)) == [3, 5], "what is shown was written"


def test_a_service_calls_six_times_an_hour_at_most(world: World) -> None:
    code, last = drawn(world), uuid4()
    assert called(code, once=last).status_code == 200
    assert [called(code).status_code for _ in range(6)] == [200] * 5 + [422]
    assert called(code, once=last).status_code == 200, "sent again, it is no seventh"
    assert calling.TOO_MANY.split(".")[0] in called(code).content.decode()


def test_what_is_kept_opens_nothing_and_the_page_says_nothing_of_it(world: World) -> None:
    code = drawn(world)
    called(code)
    with login(DOORS):
        (one,) = ServiceCode.objects.all()
    assert code.replace("-", "").encode() not in bytes(one.digest)
    assert one.used_at is not None
    fields = {field.name for field in PresenceCall._meta.get_fields() if field.name != "answers"}
    assert fields == {
        "id", "created_at", "departement", "code", "service", "phone", "people", "languages", "at", "place",
    }  # fmt: skip
    assert CallAnswer._meta.get_field("going")
    shown = Client().get("/presence").content.decode()
    assert settings.PUBLIC_HOST not in shown
    assert "rostitu" not in shown
