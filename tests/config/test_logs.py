import logging
import sys

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from rivage.config.logs import QuietFormatter
from rivage.core.perimeter import Perimeter, perimeter

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
    assert "ValueError: while reading" in text


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
