"""Mails of the doors. The job draws the token: nobody who asks for a link reads it, nor does the queue.

Who asked is stamped by the database, about whom is not: each job reads again that the one answers for the other.
"""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from rivage.accounts import access
from rivage.accounts.models import Membership, User
from rivage.core import clock, french, post
from rivage.doors import links, telling
from rivage.doors.enums import LinkPurpose

# A confirmation of before is no news: that of a seed, or of a queue that stood still.
NEWS = timedelta(days=1)


@app.task(name="doors.send_activation", retry=post.AGAIN)
def send_activation(membership: str, user: str) -> None:
    """Send somebody the link that opens her account, or the way in where it is open, unless nothing is proposed to her
    by who asks, or too many left. `membership`: who asked.
    """
    found = User.objects.filter(pk=UUID(user), is_active=True).first()
    if found is None or not _invites(membership, found) or not links.another(found):
        return
    if found.activated_at:
        post.send("doors", "proposee", to=found.email, person=found.name, link=post.link("doors:sign_in"))
        links.noted(found)
        return
    token = links.new_token()
    link = post.link("doors:activate", token=token)
    post.send(
        "doors", "activation", to=found.email, person=found.name, link=link, days=french.number(links.LASTS.days)
    )
    links.keep(found, LinkPurpose.ACTIVATION, token)


def _invites(membership: str, user: User) -> bool:
    """Whether who asked proposed a function to this account, which has not come in since, or may take it back."""
    asker = Membership.objects.select_related("body").filter(pk=UUID(membership)).first()
    proposed = Membership.objects.filter(user=user, confirmed_by=None, ends__gt=clock.now())
    return asker is not None and any(
        not access.came_since(row) and (row.proposed_by_id == asker.user_id or access.can_end(asker, row))
        for row in proposed.select_related("body", "user")
    )


@app.task(name="doors.send_confirmed", retry=post.AGAIN)
def send_confirmed(membership: str, user: str, function: str) -> None:
    """Tell somebody that the function proposed to her was confirmed. `membership`: who asked, who confirmed it."""
    asker = Membership.objects.filter(pk=UUID(membership)).first()
    now = clock.now()
    held = Membership.objects.filter(pk=UUID(function), user=UUID(user), confirmed_at__gt=now - NEWS, ends__gt=now)
    one = held.select_related("user", "body").first()
    if asker is None or one is None or one.user is None or one.confirmed_by_id != asker.user_id:
        return
    since = f"à partir du {french.moment(one.starts, one.zone)}" if one.starts > now else "dès maintenant"
    page = post.link("doors:sign_in")
    post.send("doors", "confirmee", to=one.user.email, person=one.user.name, since=since, link=page)


@app.periodic(cron="* * * * *")
@app.task(name="doors.tell", queueing_lock="doors.tell")
def tell(timestamp: int) -> None:
    """Each minute: tell holders what they are to be told of their accounts. `timestamp` is procrastinate's."""
    telling.tell()
