"""The telephones of invented people: each account has an application, whose code the page itself shows."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Greatest

from rivage.accounts.models import Membership, User
from rivage.accounts.verifiers import sealed
from rivage.core import clock, logins
from rivage.doors import actions, codes
from rivage.doors.models import Factor

LABEL = "téléphone inventé"


def open_accounts(password: str) -> None:
    """Open each account that nobody opened, long enough ago to confirm others, under this password."""
    with logins.login(logins.DOORS), logins.atomic():
        unopened = list(User.objects.filter(activated_at=None))
        if not unopened:
            return
        verifier = make_password(password)
        for user in unopened:
            user.password = sealed(user.pk, verifier)
            user.activated_at = user.created_at - timedelta(days=2)
            user.last_login = clock.now()
        User.objects.bulk_update(unopened, ["password", "activated_at", "last_login"])


def come_in(proposed: Membership) -> None:
    """Its holder comes in once it is proposed: an account that was there already is confirmed no sooner."""
    holder = proposed.user
    if holder is None:
        return
    with logins.login(logins.DOORS):
        User.objects.filter(pk=holder.pk).update(last_login=Greatest("last_login", proposed.created_at))


def equip() -> None:
    """Give an application to each account that has no second factor."""
    with logins.login(logins.DOORS), logins.atomic():
        bare = User.objects.exclude(pk__in=Factor.objects.values("user"))
        Factor.objects.bulk_create(actions.application(user, codes.new_secret(), LABEL) for user in bare)
