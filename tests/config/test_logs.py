import logging
import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from rivage.config.logs import QuietFormatter
from rivage.core.perimeter import Perimeter, perimeter
from rivage.vault.errors import Damaged

# Not a name that other tests look for in the log of the server, which quotes a value it cannot cast.
CANARY = "Irina Goéland"


def logged(message: str, *args: object) -> str:
    """What the formatter writes for `message`, with the exception being handled."""
    record = logging.LogRecord("rivage", logging.ERROR, __file__, 1, message, args, sys.exc_info())
    return QuietFormatter("%(levelname)s %(message)s").format(record)


@pytest.mark.django_db
def test_a_broken_constraint_is_logged_without_the_row() -> None:
    insert = "INSERT INTO accounts_body (name) VALUES (%s)"
    with (
        perimeter(Perimeter(role="admin")),
        pytest.raises(IntegrityError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, [CANARY])
    assert CANARY in str(caught.value)
    try:
        raise caught.value
    except IntegrityError as error:
        text = logged("saving: %s", error)
    assert CANARY not in text
    assert "23502" in text
    assert "accounts_body" in text


@pytest.mark.django_db
def test_a_value_the_database_refuses_is_not_logged() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match=CANARY) as caught, transaction.atomic():
        cursor.execute("SELECT %s::uuid", [CANARY])
    try:
        raise ValueError("while reading") from caught.value
    except ValueError:
        text = logged("reading")
    assert CANARY not in text
    assert "22P02" in text
    assert "ValueError" in text
    assert "ValueError: " not in text


def test_a_detail_and_a_note_are_dropped_and_the_place_is_kept() -> None:
    try:
        error = psycopg.OperationalError(f"server closed\nDETAIL:  Failing row contains ({CANARY}).")
        error.add_note(CANARY)
        raise error
    except psycopg.OperationalError:
        text = logged(f"lost\nDETAIL:  {CANARY}")
    assert CANARY not in text
    assert "server closed" in text
    assert "test_logs.py" in text


@pytest.mark.parametrize("raised", [ValueError, KeyError, RuntimeError, AssertionError, LookupError])
def test_m2_an_exception_is_logged_by_its_class_and_its_frames(raised: type[Exception]) -> None:
    try:
        try:
            raise raised(f"'{CANARY}' is not a valid Civility")
        except Exception as first:
            raise TypeError(CANARY) from first
    except TypeError as error:
        text = logged("page: %s", error) + logged(str(error))
    assert CANARY not in text
    for kept in (raised.__name__, "TypeError", "test_logs.py", "page:"):
        assert kept in text, kept


def test_m2_what_was_damaged_is_still_located() -> None:
    try:
        raise Damaged("people_identity.name_in_use : valeur abîmée, ligne 7.")
    except Damaged:
        assert "people_identity.name_in_use" in logged("reading")


def test_m2_what_the_server_prints_of_a_request_passes_by_the_same_formatter() -> None:
    """In a process of its own, as gunicorn sets its logger up and then loads the application."""
    program = f"""
import logging, sys
from gunicorn.config import Config
from gunicorn.glogging import Logger
log = Logger(Config())
import django
django.setup()
try:
    raise ValueError("{CANARY}")
except ValueError:
    log.exception("Error handling request %s", "/etat")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )  # fmt: skip
    assert "Error handling request /etat" in done.stderr
    assert "ValueError" in done.stderr
    assert CANARY not in done.stdout + done.stderr.replace(f'raise ValueError("{CANARY}")', "")
