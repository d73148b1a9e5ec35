"""Mails: a text of an app's `messages/`, under a subject that a locked screen may show to anybody.

What is sent is traced by the verb that wrote its job, or by the one that sends: this file stands under the trace.
"""

import re
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from procrastinate import RetryStrategy

# A database or a mail server that is away comes back: a mail that did not leave is tried again over some three hours.
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=6)
_REVEALING = re.compile(r"prostitu|proxén|\bpsp\b|parcours|dossier|[\r\n]", re.IGNORECASE)


def origin() -> str:
    """Where we are served, as the settings say it, whatever name a request asks for."""
    scheme = "https" if getattr(settings, "SECURE_SSL_REDIRECT", False) else "http"
    return f"{scheme}://{settings.PUBLIC_HOST}"


def link(view: str, **ids: Any) -> str:
    """The whole address of a page, for who is not in Rivage."""
    return f"{origin()}{reverse(view, kwargs=ids)}"


def send(app: str, name: str, to: str, **values: str) -> None:
    """Send `<app>/messages/<name>.txt` under `<name>.sujet.txt`, their `{values}` filled in.

    Raises ValueError, which repeats nothing, for a subject of more than a line or that says what Rivage is about;
    OSError when the mail does not leave.
    """
    folder = Path(apps.get_app_config(app).path) / "messages"
    subject, text = (
        (folder / f"{name}{part}.txt").read_text(encoding="utf-8").strip().format(**values) for part in (".sujet", "")
    )
    if _REVEALING.search(subject):
        raise ValueError(f"The subject of {app}/{name} could say something.")
    send_mail(subject, text, None, [to])
