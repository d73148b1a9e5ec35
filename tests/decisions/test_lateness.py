"""A préfecture sets within how many days its decisions are notified: past them, each is late where it is awaited."""

from datetime import timedelta

import pytest

from rivage.accounts import actions
from rivage.accounts.models import Body, Membership
from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.desk.homes import home
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import WHO
from tests.rights.aid.test_afis import decide
from tests.rights.permit.path import authorised, note
from tests.stories import after
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db
DELEGATE, SAID = "delegate:33", "Délai fixé par la préfecture : 15\u00a0jours."


def fix(world: World, days: int | None, who: str = DELEGATE) -> Body:
    with acting(world[who]) as actor:
        body = Body.objects.get(pk=world[DELEGATE].body_id)
        version = version_of(body)
        return actions.set_notify_days(actor=actor, on=world.today, body=body, days=days, version=version)


def late(actor: Membership, title: str, days: int) -> bool:
    on = clock.today("33") + timedelta(days=days)
    group = next((one for one in home(actor, on).groups if one.title == "En retard"), None)
    return group is not None and any(item.title == title and SAID in item.consequence for item in group.items)


def test_the_delay_is_set_by_the_prefecture_alone_and_said_on_its_page(world: World) -> None:
    delegate = Caller(world[DELEGATE])
    assert delegate.get("accounts:own_head").says("Non fixé par la préfecture.")
    asked = delegate.get("accounts:own_delay")
    assert asked.says("Aucun texte ne fixe ce délai")
    typed = delegate.shown("accounts:own_delay")
    assert delegate.post("accounts:own_delay", typed | {"days": "0"}).status == 422
    assert delegate.post("accounts:own_delay", typed | {"days": "15"}).says("Le délai est enregistré")
    assert delegate.get("accounts:own_head").says("15 jours au plus.")
    body = world[DELEGATE].body
    for who, wrong in (("delegate:75", Refused), (DELEGATE, Stale)):
        with pytest.raises(wrong), acting(world[who]) as actor:
            actions.set_notify_days(actor=actor, on=world.today, body=body, days=3, version="ancienne")
    fix(world, None)
    assert delegate.get("accounts:own_head").says("Non fixé par la préfecture.")


def test_past_it_the_path_and_the_aid_are_late_for_who_must_notify(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    decide(world, demande, sense="refuse", motives=["ressources"], reasons="Plafond.")
    titles = {WHO: ("Remettre la décision en main propre", "Remettre le refus de l’aide")}
    titles[DELEGATE] = ("Notifier la décision",)
    for who, named in titles.items():
        for title in named:
            with acting(world[who]) as actor:
                assert not late(actor, title, 16), "no delay is set"
    fix(world, 15)
    for who, named in titles.items():
        for title in named:
            with acting(world[who]) as actor:
                assert not late(actor, title, 15), (who, title)
            with acting(world[who]) as actor:
                assert late(actor, title, 16), (who, title)


def test_past_it_a_permit_refused_is_late_for_her_antenne(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "refused", 0)
    fix(world, 15)
    with clock.at(away(0)), acting(world[WHO]) as actor:
        assert not late(actor, "Noter la remise du refus du titre", 15)
        assert late(actor, "Noter la remise du refus du titre", 16)
