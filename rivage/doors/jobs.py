"""Mails of the doors. The job draws the token: nobody who asks for a link reads it, nor does the queue."""

from uuid import UUID

from procrastinate.contrib.django import app

from rivage.accounts.models import User
from rivage.core import french, post
from rivage.doors import links
from rivage.doors.enums import LinkPurpose


@app.task(name="doors.send_activation", retry=post.AGAIN)
def send_activation(membership: str, user: str) -> None:
    """Send somebody the link that opens her account, unless she opened it meanwhile. `membership`: who asked."""
    found = User.objects.filter(pk=UUID(user), is_active=True, activated_at=None).first()
    if found is None:
        return
    link = post.link("doors:activate", token=links.draw(found, LinkPurpose.ACTIVATION))
    post.send(
        "doors", "activation", to=found.email, person=found.name, link=link, days=french.number(links.LASTS.days)
    )
