"""Sessions end nine hours after they were opened, however much they are used: a day's work, never a night."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

OPENED = "_opened"


class SessionStore(db.SessionStore):
    """Django's database session whose end is counted from its opening, not from its last change."""

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        data.setdefault(OPENED, timezone.now().isoformat())
        return super().create_model_instance(data)

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The instant after which the session no longer exists."""
        opened = self.get(OPENED)
        start = datetime.fromisoformat(opened) if opened else timezone.now()
        return start + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds left, never under zero."""
        return max(0, int((self.get_expiry_date() - timezone.now()).total_seconds()))

    @classmethod
    def get_model_class(cls) -> Any:
        return db.SessionStore.get_model_class()
