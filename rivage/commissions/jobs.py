"""Jobs of the commission: a mail that says a date, a place, a link, and nothing of the subject."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.accounts.models import Membership
from rivage.commissions.models import Convocation
from rivage.core import clock, french
from rivage.core.perimeter import perimeter

MESSAGES = Path(__file__).parent / "messages"
# A database or a mail server that is away comes back: tried again over some three hours.
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=6)


@app.task(name="commissions.send_date", retry=AGAIN)
def send_date(membership: str, convocation: str) -> None:
    """Send a member her date, as the membership that convened; nothing leaves once that one has ended."""
    acting = Membership.objects.in_force(clock.now()).filter(pk=UUID(membership)).first()
    if acting is None:
        return
    with perimeter(acting.perimeter()), transaction.atomic():
        row = Convocation.objects.select_related("seance", "member").filter(pk=UUID(convocation)).first()
        if row is None or not row.member.email:
            return
        send_mail(_text("date.sujet", row), _text("date", row), None, [row.member.email])


def _text(name: str, row: Convocation) -> str:
    at = row.seance.at.astimezone(clock.zone(row.departement))
    text = (MESSAGES / f"{name}.txt").read_text(encoding="utf-8").strip()
    return text.format(
        day=french.day_in_words(at.date(), on=clock.today(row.departement)),
        hour=french.hour(at.time()),
        place=row.seance.place,
        link=_link(row),
    )


def _link(row: Convocation) -> str:
    """The member's own page when she has an account, else the entrance."""
    scheme = "https" if getattr(settings, "SECURE_SSL_REDIRECT", False) else "http"
    held = Membership.objects.in_force(clock.now()).filter(
        user=row.member.user_id, seat_id__isnull=False, departements__contains=[row.departement]
    )
    own = held.first() if row.member.user_id else None
    path = f"/m/{own.pk}/seances/{row.seance_id}/lecture" if own else "/"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}{path}"
