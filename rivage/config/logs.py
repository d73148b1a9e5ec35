"""Logs that name nobody: the message of an exception may quote a value, so that its class and its frames alone are
written (finding M2).
"""

import logging
import re
import traceback
from types import TracebackType

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import Error as DjangoDatabaseError

from rivage.vault.errors import VaultError

ROW_MARKS = ("DETAIL:", "Failing row contains")
MAX_CHAIN = 5
# Errors whose sentences say where, and never what.
OURS = (VaultError, ImproperlyConfigured)
# What follows in an address opens an account, or a calendar, to whoever reads it.
TOKEN = re.compile(r"((?<!\w)/(?:ouvrir|agenda|calendrier)/)[^\s\"']+")


def without_rows(text: str) -> str:
    """`text` up to the first place where PostgreSQL starts to print a row."""
    for mark in ROW_MARKS:
        text = text.partition(mark)[0]
    return text.rstrip()


def described(error: BaseException) -> str:
    """One line on an exception: its class. A database error keeps its SQLSTATE and the names of the objects; a lost
    server, and what is said in words of ours, keep theirs.
    """
    kind = type(error).__qualname__
    source = error.__cause__ if isinstance(error, DjangoDatabaseError) else error
    if isinstance(source, psycopg.Error) and source.sqlstate:
        diag = source.diag
        names = [diag.table_name, diag.column_name, diag.constraint_name]
        return " ".join([f"{kind}: SQLSTATE {source.sqlstate}", *(name for name in names if name)])
    if isinstance(error, OURS) or isinstance(source, psycopg.OperationalError):
        return f"{kind}: {without_rows(str(error))}"
    return kind


class QuietFormatter(logging.Formatter):
    """Formats a record without any row of the database, value of a variable, or note added to an exception."""

    def formatException(  # noqa: N802 - logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        parts: list[str] = []
        error = ei[1]
        while error is not None and len(parts) < MAX_CHAIN:
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{frames}{described(error)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nfollowing:\n".join(parts)

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        if record.exc_info and record.exc_info[1] is not None and record.args:
            record.args = tuple(self._argument(argument) for argument in self._positional(record))
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        said = without_rows(record.message)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and (words := str(error).strip()):
            # Some write what was raised as their own message.
            said = said.replace(words, described(error))
        record.message = TOKEN.sub(r"\1…", said)
        return super().formatMessage(record)

    @staticmethod
    def _positional(record: logging.LogRecord) -> tuple[object, ...]:
        return record.args if isinstance(record.args, tuple) else (record.args,)

    @staticmethod
    def _argument(argument: object) -> object:
        return described(argument) if isinstance(argument, BaseException) else argument
