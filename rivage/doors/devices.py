"""A browser that an account was never entered by: its holder is told, by mail, whoever entered."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rivage.accounts.models import User, digest_of
from rivage.audit import trace
from rivage.doors import notices
from rivage.doors.actions import at_the_door
from rivage.doors.enums import NoticeKind
from rivage.doors.models import KnownDevice

# What a browser keeps, the same for every account entered by it; it opens nothing and says nothing.
COOKIE = "navigateur"
LASTS = 365 * 24 * 60 * 60
BYTES = 32


def remember(
    request: HttpRequest, response: HttpResponse, user: User, label: str, *, news: bool = True
) -> HttpResponse:
    """Note by which browser an account was just entered; the worker tells of one that is new. `news`: but for the one
    by which its holder opens it, or has just chosen another password.
    """
    token = request.COOKIES.get(COOKIE, "")
    if not (token.isascii() and len(token) == len(secrets.token_hex(BYTES))):
        token = secrets.token_hex(BYTES)
    digest = digest_of(f"{user.pk}:{token}")
    with at_the_door(user):
        if not KnownDevice.objects.filter(user=user, digest=digest).exists():
            KnownDevice(user=user, digest=digest, label=label).save(force_insert=True)
            if news:
                notices.note(user, NoticeKind.DEVICE, label)
            trace.record("device_new", object_id=user.pk)
    response.set_cookie(
        COOKIE, token, max_age=LASTS, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
