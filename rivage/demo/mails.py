"""The mails of the demonstration: nobody has a mailbox there, so that a page shows what would have left."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

SHOWN = 30
# What Django writes between two mails of one file.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The latest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", ""))
    files = sorted(folder.glob("*.log"), key=lambda one: one.stat().st_mtime, reverse=True)
    found = [mail for one in files[:SHOWN] for mail in _read(one)]
    return render(request, "demo/courriels.html", {"mails": found[:SHOWN]})


def _read(path: Path) -> list[dict[str, Any]]:
    parts = [part for part in path.read_bytes().split(BETWEEN) if part.strip()]
    return [
        {"to": mail["To"], "subject": mail["Subject"], "text": mail.get_content()}
        for part in reversed(parts)
        if isinstance(mail := message_from_bytes(part, policy=policy.default), EmailMessage)
    ]
