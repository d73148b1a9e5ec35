"""Alerts: raised once at each stage to each user who can act, checked before the mail leaves, never in double."""

from collections import Counter
from datetime import timedelta
from smtplib import SMTPException
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from rivage.accounts import actions as accounts
from rivage.accounts.models import Membership, system_perimeter
from rivage.audit.models import Event
from rivage.core import clock, post
from rivage.core.perimeter import Perimeter, perimeter
from rivage.dossiers import actions as dossiers
from rivage.law.period import add_months
from rivage.people import actions as people
from rivage.people.models import Accompaniment, Share
from rivage.rights import jobs
from rivage.rights.alerts import actions as alerts
from rivage.rights.models import Alert
from rivage.rights.permit import actions as permit
from tests.database import queued
from tests.people.moving import moved
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, with_desk
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db
LEAD = "lead:estuaire33"
ABLE = {REFERENT, LEAD, DELEGATE, "secretary:33"}


def begun(world: World, left: int = 20, who: str = REFERENT, **said: Any) -> Any:
    """A path whose first day without rights comes in `left` days; permit and aid as `said`, none by default."""
    with_desk(world)
    starts = add_months(world.today + timedelta(days=left), -6)
    known = {"need": "not_concerned", "aps_from": None, "aps_until": None, "afis": "", "afis_decided_on": None}
    return taken_over(world, who, begun=(world.today - starts).days, **(known | said))


def with_permit(world: World, until: int, left: int = 120) -> Any:
    """A permit that ends in `until` days, on a path that lasts, confirmed: hence open to the desk."""
    held = {"need": "needed", "aps_from": world.today - timedelta(days=40)}
    path = begun(world, left, **held, aps_until=world.today + timedelta(days=until))
    return confirmed(world, path)


def sweep(world: World, days: int = 0, code: str = "33") -> int:
    return alerts.sweep(departement=code, on=world.today + timedelta(days=days))


def send(world: World, who: str) -> int:
    return alerts.send(user=world[who].user, on=world.today)


def rows(code: str = "33", **only: Any) -> list[Alert]:
    with perimeter(system_perimeter(code)), transaction.atomic():
        return list(Alert.objects.filter(**only).order_by("raised_at", "-stage"))


def holders(world: World, found: list[Alert]) -> set[str]:
    names = {f"user:{one.user_id}": name for name, one in world.memberships.items()}
    return {names[row.holder] for row in found}


def of(world: World, who: str, **only: Any) -> list[Alert]:
    return rows(holder=f"user:{world[who].user_id}", **only)


@pytest.mark.parametrize(
    ("left", "raised"),
    [(92, []), (90, [90]), (61, [90]), (60, [60]), (30, [30]), (7, [7]), (5, [7]), (1, [7])],
)
def test_each_stage_goes_to_all_who_can_act(world: World, left: int, raised: list[int]) -> None:
    path = after(world, begun, 40)
    with acting(world[REFERENT]):
        due = path.parcours.periods.get().ends
    alerts.sweep(departement="33", on=due - timedelta(days=left))
    assert {row.stage for row in rows()} == set(raised)
    assert holders(world, rows()) == (ABLE if raised else set())
    assert all((row.clock, row.due) == ("path", due) for row in rows())


def test_a_life_swept_each_day_is_told_five_times(world: World) -> None:
    after(world, begun, 100)
    for days in range(103):
        sweep(world, days)
    assert [row.stage for row in of(world, REFERENT)] == [90, 60, 30, 7, 0]
    assert set(Counter(row.holder for row in rows()).values()) == {5}
    assert not any(row.ended_at for row in rows())


def test_days_without_a_server_raise_the_most_urgent_stage_alone(world: World) -> None:
    after(world, begun, 100)
    for days in (45, 46, 96, 97, 102):
        sweep(world, days)
    assert [row.stage for row in of(world, REFERENT)] == [60, 7, 0]


def test_a_permit_is_told_to_the_desk_too_and_the_path_is_not(world: World) -> None:
    after(world, with_permit, until=19)
    sweep(world)
    found = rows()
    assert {(row.clock, row.stage) for row in found} == {("residence", 30)}
    assert holders(world, found) == ABLE | {DESK}
    sweep(world, 60)
    assert holders(world, rows(clock="path")) == ABLE


def test_nothing_where_there_is_no_need(world: World) -> None:
    after(world, begun, 120)
    assert sweep(world) == 0
    assert rows() == []
    assert queued(alerts.SEND) == []


def test_twice_the_same_day_raises_none_twice(world: World) -> None:
    after(world, begun)
    assert sweep(world) == len(ABLE)
    assert sweep(world) == 0
    assert len(rows()) == len(ABLE)


def test_a_date_that_moved_ends_what_was_said_of_the_first(world: World) -> None:
    path = after(world, with_permit, until=19)
    sweep(world)
    person = path.person
    with acting(world[DESK]) as desk:
        renewed(desk, world, person)
    sweep(world)
    assert all(row.ended_at for row in rows(clock="residence"))
    assert send(world, REFERENT) == 0
    assert mail.outbox == []


def renewed(desk: Membership, world: World, person: Any) -> None:
    """The permit is renewed, well before its end."""
    told = permit.StepTold(2, "delivered", world.today, "own_desk", world.today + timedelta(days=300))
    permit.record_aps(actor=desk, on=world.today, person=person, told=told)


def stop_by_death(world: World, path: Any) -> None:
    with acting(world[REFERENT]) as actor:
        dossiers.note_death(actor=actor, on=world.today, person=path.person, died_on=world.today)


def stop_at_her_wish(world: World, path: Any) -> None:
    with acting(world[REFERENT]) as actor:
        dossiers.renounce(
            actor=actor, on=world.today, parcours=path.parcours, received_on=world.today, received_alone=True
        )


def stop_without_news(world: World, path: Any) -> None:
    with acting(world[REFERENT]) as actor:
        dossiers.note_absence(actor=actor, on=world.today, parcours=path.parcours, since=world.today, kind="no_news")


@pytest.mark.parametrize("stop", [stop_by_death, stop_at_her_wish, stop_without_news])
def test_what_stops_her_path_stops_every_word_of_it(world: World, stop: Any) -> None:
    path = after(world, begun)
    sweep(world)
    stop(world, path)
    for who in sorted(ABLE):
        assert send(world, who) == 0
    assert mail.outbox == []
    assert all(row.ended_at for row in rows())
    assert sweep(world) == 0


def test_a_word_taken_back_is_told_again_to_who_was_not(world: World) -> None:
    path = after(world, begun)
    sweep(world)
    assert send(world, REFERENT) == 1
    stop_at_her_wish(world, path)
    sweep(world)
    with acting(world[REFERENT]) as actor:
        word = path.parcours.renunciations.get()
        dossiers.revoke_renunciation(actor=actor, on=world.today, word=word)
    assert sweep(world) == 0
    assert not any(row.ended_at for row in rows())
    assert (send(world, REFERENT), send(world, LEAD)) == (0, 1)


def test_who_welcomes_her_is_told_and_who_let_her_go_is_not(world: World) -> None:
    path = after(world, begun)
    sweep(world)
    moved(world, path.person, "referent:amarres33")
    assert send(world, REFERENT) == 0
    sweep(world)
    assert holders(world, rows(ended_at=None)) == {"referent:amarres33", "lead:amarres33", DELEGATE, "secretary:33"}


def test_in_another_departement_nobody_of_the_first_is_told(world: World) -> None:
    path = after(world, begun)
    sweep(world)
    moved(world, path.person, "referent:estuaire75")
    assert sweep(world) == 0
    assert rows(ended_at=None) == []
    assert [send(world, who) for who in sorted(ABLE)] == [0, 0, 0, 0]
    sweep(world, code="75")
    assert holders(world, rows("75", ended_at=None)) >= {"referent:estuaire75", "lead:estuaire75"}


def test_one_mail_for_all_that_a_user_has_and_it_says_nothing(world: World) -> None:
    first = after(world, begun)
    second = with_permit(world, until=5)
    sweep(world)
    assert send(world, REFERENT) == 2
    [sent] = mail.outbox
    assert sent.to == [world[REFERENT].user.email]
    assert sent.subject == "Une échéance approche"
    assert f"/m/{world[REFERENT].pk}/echeances" in sent.body
    said = f"{sent.subject} {sent.body}".lower()
    for word in (
        first.person.reference,
        second.person.reference,
        "awa",
        "corail",
        "parcours",
        "séjour",
        "aide",
        "prost",
    ):
        assert word.lower() not in said
    assert all(row.sent_at for row in of(world, REFERENT))


def test_the_mail_is_deferred_with_the_alert_once_a_user(world: World) -> None:
    after(world, begun)
    with_permit(world, until=5)
    sweep(world)
    jobs_left = queued(alerts.SEND)
    assert Counter(job.args["user"] for job in jobs_left) == Counter(str(world[who].user_id) for who in ABLE | {DESK})
    assert not any("person" in key for job in jobs_left for key in job.args)


def test_no_second_mail_the_same_day(world: World) -> None:
    after(world, begun)
    sweep(world)
    assert send(world, REFERENT) == 1
    with_permit(world, until=5)
    sweep(world)
    assert send(world, REFERENT) == 0
    with clock.at(away(1)):
        sweep(world)
        assert send(world, REFERENT) == 1
    assert len(mail.outbox) == 2


def leave_the_function(world: World, path: Any) -> None:
    with acting(world[LEAD]) as lead:
        accounts.end_membership(actor=lead, on=world.today, membership=world[REFERENT])


def stop_accompanying(world: World, path: Any) -> None:
    with acting(world[LEAD]):
        Accompaniment.objects.filter(person=path.person).update(ends=clock.now())


@pytest.mark.parametrize("close", [leave_the_function, stop_accompanying])
def test_who_may_no_longer_act_gets_no_mail(world: World, close: Any) -> None:
    path = after(world, begun)
    sweep(world)
    close(world, path)
    assert send(world, REFERENT) == 0
    assert mail.outbox == []
    assert all(row.ended_at and not row.sent_at for row in of(world, REFERENT))
    assert send(world, LEAD) == 1


def test_a_file_closed_to_the_delegation_is_not_told_to_it(world: World) -> None:
    path = after(world, begun)
    sweep(world)
    with acting(world[REFERENT]) as actor:
        people.close(actor=actor, on=world.today, shares=Share.objects.filter(person=path.person))
    assert (send(world, DELEGATE), send(world, REFERENT)) == (0, 1)


def test_whoever_takes_her_over_in_the_antenne_is_told_where_it_stands(world: World) -> None:
    path = after(world, begun)
    sweep(world)
    with acting(world[LEAD]) as lead:
        colleague = world["other:estuaire33"].user
        people.assign(actor=lead, on=world.today, person=path.person, user=colleague, kind="co_referent")
    assert sweep(world) == 1
    assert [row.stage for row in of(world, "other:estuaire33")] == [30]


def test_a_crash_between_sending_and_saying_so_is_the_only_double(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(world, begun)
    sweep(world)
    with monkeypatch.context() as broken:
        broken.setattr(alerts.trace, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            send(world, REFERENT)
    assert len(mail.outbox) == 1
    assert not any(row.sent_at for row in of(world, REFERENT))
    assert (send(world, REFERENT), send(world, REFERENT)) == (1, 0)
    assert len(mail.outbox) == 2


def killed(*args: Any, **values: Any) -> None:
    raise KeyboardInterrupt


def test_a_mail_that_fails_is_traced_without_content_and_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(world, begun)
    sweep(world)
    user = world[REFERENT].user
    asked = {"user": str(user.pk), "day": world.today.isoformat()}
    job = SimpleNamespace(id=1, attempts=1)
    with monkeypatch.context() as broken:
        broken.setattr(post, "send_mail", refused)
        with pytest.raises(SMTPException):
            jobs.send_alerts(SimpleNamespace(job=job), **asked)
    with perimeter(Perimeter(role="auditor")):
        [event] = Event.objects.filter(kind="alerts_not_sent")
    assert event.details == {"attempt": 2, "error": "SMTPException"}
    assert (event.people, event.object_id) == ([], user.pk)
    again = jobs.send_alerts.retry_strategy
    assert again.get_retry_decision(exception=SMTPException(), job=SimpleNamespace(attempts=1))
    assert again.get_retry_decision(exception=SMTPException(), job=SimpleNamespace(attempts=6)) is None
    jobs.send_alerts(SimpleNamespace(job=job), **asked)
    assert len(mail.outbox) == 1


def refused(*args: Any) -> None:
    raise SMTPException("une adresse, un nom")


def test_what_was_raised_and_sent_is_traced_with_codes_alone(world: World) -> None:
    path = after(world, begun)
    sweep(world)
    send(world, REFERENT)
    with perimeter(Perimeter(role="auditor")):
        found = {row.kind: row for row in Event.objects.filter(kind__in=("alerts_raised", "alerts_sent"))}
    assert found["alerts_raised"].details == {"raised": 4, "ended": 0}
    assert found["alerts_sent"].details == {"alerts": 1}
    assert {row.role for row in found.values()} == {"system"}
    assert all(row.people == [path.person_id] for row in found.values())


def test_the_morning_defers_one_sweep_for_each_departement(world: World) -> None:
    with perimeter(system_perimeter()):
        jobs.sweep(timestamp=0)
    asked = queued("rights.sweep_departement")
    assert len(asked) == 101
    assert {job.args["day"] for job in asked if job.args["departement"] == "33"} == {world.today.isoformat()}


def test_the_command_sweeps_a_day(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    after(world, begun, 100)
    call_command("sweep_alerts", "--departement", "33")
    later = world.today + timedelta(days=45)
    call_command("sweep_alerts", "--departement", "33", "--on", later.isoformat())
    assert capsys.readouterr().out.split("\n")[:2] == ["0\u00a0alerte.", "4\u00a0alertes."]


def test_as_many_queries_for_three_people_as_for_one(world: World, django_assert_max_num_queries: Any) -> None:
    after(world, begun)
    sweep(world, -200)
    with django_assert_max_num_queries(1000) as one:
        sweep(world)
    begun(world, 21)
    begun(world, 22)
    with django_assert_max_num_queries(1000) as three:
        sweep(world, 1)
    assert len(three) == len(one)
