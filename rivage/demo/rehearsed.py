"""Invented people are written in the past, by hands that never signed in."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from rivage.core.perimeter import Rehearsal
from rivage.core.rehearsal import rehearsal


def rehearsed() -> AbstractContextManager[None]:
    """Who acts and when are said, for the length of the block: the embedded server alone lets its owner in so."""
    if Rehearsal.on:
        return nullcontext()
    connections.close_all()
    return rehearsal(_as_owner)


def _as_owner(statements: str) -> None:
    held: dict[str, Any] = settings.DATABASES["default"]
    with psycopg.connect(host=held["HOST"], dbname=held["NAME"], user="rivage_owner") as opened:
        opened.execute(statements.encode())
