"""Who is told by mail that a call waits: each once, the délégation when nobody goes, and nothing is said of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from rivage.accounts import actions as accounts
from rivage.accounts.http import link
from rivage.core import clock, post
from rivage.network import actions, jobs, telling
from rivage.network.models import UNANSWERED, PresenceCall
from tests.database import queued
from tests.network.test_calls import DELEGATE, LEAD, OTHERS, PHONE, SERVICE, called, drawn, held, home, page, signed
from tests.world import World, acting

pytestmark = pytest.mark.django_db
OURS = {LEAD, "referent:estuaire33", "other:estuaire33"}
THEIRS = {OTHERS, "referent:amarres33"}


def told(world: World) -> list[str]:
    """Look as the job of each minute does; whose mails leave, by the short names of the world."""
    before = len(queued(telling.SEND))
    jobs.tell(0)
    mail.outbox.clear()
    for job in queued(telling.SEND)[before:]:
        jobs.send(**job.args)
    names = {one.user.email: name for name, one in world.memberships.items() if one.user}
    return sorted(names[one.to[0]] for one in mail.outbox)


def answered(world: World, who: str, going: bool, former: Any = None) -> Any:
    with acting(world[who]) as actor:
        call = PresenceCall.objects.get()
        if former is None:
            return actions.answer(actor=actor, on=world.today, call=call.pk, going=going)
        return actions.answer_again(actor=actor, on=world.today, call=call.pk, former=former.pk, going=going)


def later(monkeypatch: pytest.MonkeyPatch, after: timedelta) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + after)


def test_whoever_accompanies_there_is_told_at_once_and_once(world: World) -> None:
    assert told(world) == []
    called(drawn(world))
    assert set(told(world)) == OURS | THEIRS
    assert len(mail.outbox) == len(OURS | THEIRS)
    assert told(world) == []
    called(drawn(world, service="Brigade inventée"))
    assert set(told(world)) == OURS | THEIRS, "another call is told too"


def test_a_mail_says_nothing(world: World) -> None:
    called(drawn(world))
    told(world)
    for sent in mail.outbox:
        assert sent.subject == "Quelqu’un attend une réponse"
        said = re.sub(r"http\S+", "", sent.body)
        for word in (SERVICE, PHONE, "personne", "police", "association", "hôpital", "appel", "prostitu", "roumain"):
            assert word not in said, word
    lead = world[LEAD]
    (own,) = (one for one in mail.outbox if one.to == [lead.user.email])  # type: ignore[union-attr]
    assert post.link("network:calls", membership=lead.pk) in own.body


def test_nobody_is_told_of_what_waits_no_more_nor_once_her_function_ended(world: World) -> None:
    called(drawn(world))
    jobs.tell(0)
    with acting(world[LEAD]) as lead:
        accounts.end_membership(actor=lead, on=world.today, membership=world["other:estuaire33"])
    for job in queued(telling.SEND):
        jobs.send(**job.args)
    assert world["other:estuaire33"].user.email not in [one.to[0] for one in mail.outbox]  # type: ignore[union-attr]
    mail.outbox.clear()
    answered(world, LEAD, going=True)
    for job in queued(telling.SEND):
        jobs.send(**job.args)
    assert mail.outbox == []
    assert told(world) == []


def test_the_delegation_is_told_after_thirty_minutes_that_nobody_goes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(drawn(world))
    answered(world, OTHERS, going=False)
    assert set(told(world)) == OURS
    assert "Aucune association ne vient" not in home(world, DELEGATE)
    later(monkeypatch, UNANSWERED - timedelta(minutes=1))
    assert told(world) == []
    later(monkeypatch, timedelta(minutes=1))
    assert told(world) == [DELEGATE]
    assert mail.outbox[0].subject == "Une réponse manque encore"
    assert told(world) == []
    said = home(world, DELEGATE).replace("\u00a0", " ")
    for word in ("Maintenant", "Aucune association ne vient", SERVICE, PHONE, "dès que possible"):
        assert word in said, word
    assert said.index("Aucune association ne vient") < said.index("Ce qui vous revient ici")
    for who in ("delegate:75", "chair:33"):
        assert "Aucune association ne vient" not in home(world, who)
    answered(world, LEAD, going=True)
    assert "Aucune association ne vient" not in home(world, DELEGATE)


def test_the_delegation_is_told_at_once_when_every_association_can_t(world: World) -> None:
    called(drawn(world))
    told(world)
    answered(world, OTHERS, going=False)
    assert told(world) == []
    answered(world, LEAD, going=False)
    assert told(world) == [DELEGATE]
    assert "Aucune association ne vient" in home(world, DELEGATE)


def test_who_goes_no_more_is_told_to_the_others_and_waits_on_their_homes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(drawn(world))
    told(world)
    answered(world, OTHERS, going=False)
    mine = answered(world, LEAD, going=True)
    later(monkeypatch, timedelta(minutes=50))
    assert told(world) == []
    with monkeypatch.context() as patched:
        later(patched, timedelta(minutes=1))
        answered(world, LEAD, going=False, former=mine)
        assert set(told(world)) == THEIRS | {DELEGATE}, "who said no is asked again, and no association is left"
        assert told(world) == []
        assert "Appel d’un service" in home(world, OTHERS)
        assert "Appel d’un service" not in home(world, LEAD)
        said = page(world, OTHERS)
        for word in ("Cap Estuaire Gironde ne peut plus y aller", "Nous y allons", "Nous ne pouvons pas"):
            assert word in said, word


def test_the_delegation_waits_anew_when_who_goes_takes_it_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    called(drawn(world))
    mine = answered(world, LEAD, going=True)
    later(monkeypatch, timedelta(minutes=50))
    answered(world, LEAD, going=False, former=mine)
    assert set(told(world)) == THEIRS
    later(monkeypatch, UNANSWERED)
    assert told(world) == [DELEGATE]


def test_the_delegation_reads_the_calls_and_answers_none(world: World) -> None:
    called(drawn(world))
    call = held(world)
    said = page(world, DELEGATE).replace("\u00a0", " ")
    for word in (SERVICE, PHONE, "3 personnes", "roumain", "Aucune association n’y va"):
        assert word in said, word
    assert "Nous y allons" not in said
    assert SERVICE not in page(world, "delegate:75")
    for who in (DELEGATE, "secretary:33"):
        answer = signed(world[who]).post(link(world[who], "network:calls"), {"call": call.pk, "going": "oui"})
        assert answer.status_code == 404
    answered(world, OTHERS, going=False)
    assert "Les Amarres Gironde ne peut pas" in page(world, DELEGATE)
    for reader, there in ((DELEGATE, True), ("secretary:33", False)):
        shown = signed(world[reader]).get(link(world[reader], "network:codes")).content.decode()
        assert (f'href="{link(world[reader], "network:calls")}"' in shown) is there
    for one, word in ((DELEGATE, "Les associations répondent, vous lisez"), (OTHERS, "dit à votre association")):
        assert word in " ".join(page(world, one).split())
