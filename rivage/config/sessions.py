"""Sessions end nine hours after they were opened, however much they are used: a day's work, never a night.

The database holds the digest of a token, never the token. Sessions are written by the login of the doors; the web's
reads the one whose token it shows.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import base
from django.db import IntegrityError
from django.utils import timezone

from rivage.accounts.http import DEVICE, OPENED_BY, PROVED, STRONG
from rivage.accounts.models import OpenSession, digest_of
from rivage.core import logins
from rivage.core.perimeter import answered

OPENED = "_opened"


class SessionStore(base.SessionBase):
    """A session of the database whose end is counted from its opening, not from its last change."""

    def load(self) -> dict[str, Any]:
        """What the session holds; a new one without content when it is unknown or over."""
        data = answered("SELECT accounts_session_of(%s)", self.session_key) if self.session_key else None
        if data is None:
            self._session_key = None
            return {}
        return dict(self.decode(data))

    def exists(self, session_key: str) -> bool:
        with logins.login(logins.DOORS):
            return OpenSession.objects.filter(digest=digest_of(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except base.CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Raises `UpdateError` when the session was ended meanwhile: nothing brings it back."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        data.setdefault(OPENED, timezone.now().isoformat())
        values = {
            "user_id": data.get(SESSION_KEY),
            "ends": self.get_expiry_date(),
            "strong_at": data.get(STRONG),
            "proved_at": data.get(PROVED),
            "device": data.get(DEVICE, ""),
            "opened_by": data.get(OPENED_BY, ""),
            "data": self.encode(data),
        }
        with logins.login(logins.DOORS), logins.atomic():
            if must_create:
                try:
                    with logins.atomic():
                        OpenSession(digest=digest_of(self.session_key), **values).save(force_insert=True)
                except IntegrityError as error:
                    raise base.CreateError from error
            elif not OpenSession.objects.filter(digest=digest_of(self.session_key)).update(**values):
                raise base.UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            with logins.login(logins.DOORS):
                OpenSession.objects.filter(digest=digest_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        with logins.login(logins.DOORS):
            OpenSession.objects.filter(ends__lt=timezone.now()).delete()

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The instant after which the session no longer exists."""
        opened = self.get(OPENED)
        start = datetime.fromisoformat(opened) if opened else timezone.now()
        return start + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds left, never under zero."""
        return max(0, int((self.get_expiry_date() - timezone.now()).total_seconds()))
