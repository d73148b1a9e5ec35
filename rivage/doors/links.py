"""One-time links: drawn, found again, spent. A token is seen by whoever is sent it, and kept nowhere."""

import secrets
from datetime import timedelta

from django.db.models import Q

from rivage.accounts.models import User, digest_of
from rivage.audit import trace
from rivage.core import clock, french, logins
from rivage.doors.actions import at_the_door, spend_links
from rivage.doors.enums import LinkPurpose
from rivage.doors.models import OneTimeLink, Recovery
from rivage.law import territory
from rivage.law.verdict import Verdict, allow, refuse

LASTS = timedelta(days=3)
BYTES = 32
# Links of one account within a day: each ends the one before, and fills a mailbox.
MOST, WITHIN = 5, timedelta(days=1)


def new_token() -> str:
    """One that opens nothing before it is kept."""
    return secrets.token_urlsafe(BYTES)


def keep(user: User, purpose: LinkPurpose, token: str) -> None:
    """Let this token open, once what carries it has left: a mail that does not leave writes no row. The former links
    of this account open nothing any more.
    """
    with at_the_door(user):
        spend_links(user)
        link = OneTimeLink(user=user, purpose=purpose, digest=digest_of(token), ends=clock.now() + LASTS)
        link.save(force_insert=True)
        trace.record("link_sent", object_id=user.pk, purpose=purpose)


def draw(user: User, purpose: LinkPurpose) -> str:
    """The token of a new link, for who hands it over."""
    token = new_token()
    keep(user, purpose, token)
    return token


def noted(user: User) -> None:
    """Count a message without a link: her account is open, and the links of others stand."""
    with at_the_door(user):
        digest = digest_of(new_token())
        now = clock.now()
        OneTimeLink(user=user, purpose=LinkPurpose.NOTICE, digest=digest, ends=now, used_at=now).save(
            force_insert=True
        )
        trace.record("link_sent", object_id=user.pk, purpose=LinkPurpose.NOTICE)


def another(user: User) -> Verdict:
    """Whether one more message may leave for this account."""
    with logins.login(logins.DOORS):
        drawn = OneTimeLink.objects.filter(user=user, created_at__gt=clock.now() - WITHIN).order_by("-created_at")
        left = list(drawn.values_list("created_at", flat=True)[:MOST])
    if len(left) < MOST:
        return allow()
    since = french.moment(left[-1] + WITHIN, clock.zone(territory.PARIS))
    return refuse(
        "many_links",
        f"Cinq messages sont déjà partis vers cette adresse depuis vingt-quatre heures ; le dernier sert encore. Un "
        f"autre pourra partir à partir du {since}, heure de Paris.",
    )


def found(token: str) -> OneTimeLink | None:
    """The link of a token, while it opens: an account that is not open yet, to which something is proposed; or one
    that two people gave back to its holder.
    """
    with logins.login(logins.DOORS):
        held = OneTimeLink.objects.select_related("user").filter(used_at=None, ends__gt=clock.now())
        held = held.filter(user__is_active=True, digest=digest_of(token))
        first = Q(purpose=LinkPurpose.ACTIVATION, user__activated_at=None, user__memberships__ends__gt=clock.now())
        again = Q(purpose=LinkPurpose.RECOVERY, user__in=Recovery.objects.opening().values("user"))
        return held.filter(first | again).first()
