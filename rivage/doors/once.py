"""A challenge that a passkey answered is taken once, however many answers come at once."""

from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError

from rivage.core import clock, logins
from rivage.core.refusal import Refused, no
from rivage.doors.models import SpentChallenge

# How long a challenge may be answered; one that was taken is remembered for longer, whatever two clocks say.
LASTS = timedelta(minutes=5)
REMEMBERED = 2 * LASTS


def late() -> Refused:
    """What is said of a challenge that may not be answered, or not any more."""
    return no("late", "La demande a expiré. Recommencez.")


def unknown_key() -> Refused:
    """What is said of a key that is not one of ours, whatever is wrong with it."""
    return no("unknown_key", "Cette clé d’accès n’est pas reconnue ici. Essayez autrement.")


def spend(challenge: bytes) -> None:
    """Take a challenge in the transaction under way at the doors, which alone will. Raises `Refused`."""
    taken = SpentChallenge(digest=sha256(challenge).digest())
    try:
        with logins.atomic():
            taken.save(force_insert=True)
    except IntegrityError as error:
        raise late() from error


def forget() -> None:
    """Forget those that nobody can answer any more."""
    with logins.login(logins.DOORS):
        SpentChallenge.objects.filter(created_at__lt=clock.now() - REMEMBERED).delete()
