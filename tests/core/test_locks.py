"""Whoever asks for the same name waits, or is told; nobody else does."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from rivage.core.db.locks import alone, lock, try_lock

pytestmark = pytest.mark.django_db(transaction=True)

Elsewhere = Callable[[Callable[[], Any]], "Future[Any]"]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Acts in another thread, on a connection of its own."""

    def act(what: Callable[[], Any]) -> Any:
        try:
            return what()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda what: pool.submit(act, what)


def tried(name: str) -> bool:
    with transaction.atomic():
        return try_lock(name)


def waited(name: str) -> None:
    with transaction.atomic():
        lock(name)


def held_alone(name: str) -> bool:
    with alone(name) as held:
        return held


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_name_is_held_until_the_transaction_ends(elsewhere: Elsewhere) -> None:
    with transaction.atomic():
        lock("loup")
        assert not elsewhere(lambda: tried("loup")).result(20)
        assert elsewhere(lambda: tried("renard")).result(20)
        waiting = elsewhere(lambda: waited("loup"))
        while not waiting.done() and not somebody_waits():
            pass
        assert not waiting.done()
    waiting.result(20)
    assert elsewhere(lambda: tried("loup")).result(20)


def test_what_is_held_over_transactions_is_given_back_even_after_an_error(elsewhere: Elsewhere) -> None:
    def fail() -> None:
        with alone("loup") as held:
            assert held
            with transaction.atomic():
                assert not elsewhere(lambda: held_alone("loup")).result(20)
            assert not elsewhere(lambda: held_alone("loup")).result(20)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert elsewhere(lambda: held_alone("loup")).result(20)


@pytest.mark.parametrize("ask", [lock, try_lock])
def test_outside_a_transaction_nothing_would_be_held(ask: Callable[[str], Any]) -> None:
    with pytest.raises(TransactionManagementError, match="loup"):
        ask("loup")
