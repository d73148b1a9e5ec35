"""A browser that an account was never entered by: its holder is told, by mail, whoever entered."""

import secrets
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rivage.accounts.models import User
from rivage.audit import trace
from rivage.core import clock, french, logins, post
from rivage.doors.actions import at_the_door
from rivage.doors.models import KnownDevice
from rivage.law import territory

# What a browser keeps, the same for every account entered by it; it opens nothing and says nothing.
COOKIE = "navigateur"
LASTS = 365 * 24 * 60 * 60
BYTES = 32


def remember(request: HttpRequest, response: HttpResponse, user: User, label: str) -> HttpResponse:
    """Note by which browser an account was just entered; the worker tells of one that is new."""
    token = request.COOKIES.get(COOKIE, "")
    if not (token.isascii() and len(token) == len(secrets.token_hex(BYTES))):
        token = secrets.token_hex(BYTES)
    digest = sha256(f"{user.pk}:{token}".encode()).digest()
    with at_the_door(user):
        known = KnownDevice.objects.filter(user=user)
        if not known.filter(digest=digest).exists():
            first = not known.exists()
            KnownDevice(user=user, digest=digest, label=label, told_at=clock.now() if first else None).save(
                force_insert=True
            )
            trace.record("device_new", object_id=user.pk)
    response.set_cookie(
        COOKIE, token, max_age=LASTS, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def tell() -> int:
    """Write to the holders whose account was entered by a new browser. Gives how many."""
    told = 0
    with logins.login(logins.DOORS):
        for one in KnownDevice.objects.filter(told_at=None).select_related("user").order_by("created_at")[:100]:
            when = french.moment(one.created_at, clock.zone(territory.PARIS))
            link = post.link("doors:account")
            post.send(
                "doors", "device", to=one.user.email, person=one.user.name, device=one.label, when=when, link=link
            )
            KnownDevice.objects.filter(pk=one.pk).update(told_at=clock.now())
            told += 1
    return told
