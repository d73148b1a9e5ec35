from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from rivage.accounts.models import OpenSession, digest_of
from rivage.config import jobs
from rivage.config.sessions import OPENED, SessionStore
from rivage.core import logins

NINE_HOURS = timedelta(hours=9)


@pytest.mark.django_db
def test_a_session_ends_nine_hours_after_its_opening_however_it_is_used() -> None:
    session = SessionStore()
    session["step"] = 1
    session.save()
    opened = timezone.now() - timedelta(hours=8)
    session[OPENED] = opened.isoformat()
    session.save()
    again = SessionStore(session.session_key)
    again["step"] = 2
    again.save()
    assert again.get_expiry_date() == opened + NINE_HOURS
    with logins.login(logins.DOORS):
        assert OpenSession.objects.get(digest=digest_of(session.session_key or "")).ends == opened + NINE_HOURS


@pytest.mark.django_db
def test_a_session_opened_over_nine_hours_ago_is_empty() -> None:
    session = SessionStore()
    session["step"] = 1
    session[OPENED] = (timezone.now() - NINE_HOURS - timedelta(seconds=1)).isoformat()
    session.save()
    assert session.get_expiry_age() == 0
    assert SessionStore(session.session_key).load() == {}


@pytest.mark.django_db
def test_sessions_that_are_over_go_each_hour_and_no_other() -> None:
    over, held = SessionStore(), SessionStore()
    over[OPENED] = (timezone.now() - NINE_HOURS - timedelta(seconds=1)).isoformat()
    for one in (over, held):
        one.save()
    jobs.clear_sessions(timestamp=0)
    with logins.login(logins.DOORS):
        assert [row.digest for row in OpenSession.objects.all()] == [digest_of(held.session_key or "")]
    crons = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert crons["sessions.clear"] == "50 * * * *"
