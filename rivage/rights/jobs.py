"""Each morning: raise the alerts of every département, then one neutral mail to each user who has something to do. A
refusal of a permit is told at once.
"""

from datetime import date
from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from rivage.accounts.acting import doing
from rivage.accounts.models import User
from rivage.core import clock, post
from rivage.rights.alerts import actions as alerts
from rivage.rights.alerts import refused
from rivage.rights.enums import TELL_REFUSED


# 4 h 40 UTC is the same civil day, not begun to be worked, from Guadeloupe to Mayotte.
@app.periodic(cron="40 4 * * *")
@app.task(name="rights.sweep", queueing_lock="rights.sweep", retry=RetryStrategy(max_attempts=5, wait=300))
def sweep(timestamp: int) -> None:
    """One job for each département, so that one that fails is tried again alone. `timestamp` is procrastinate's."""
    for code in alerts.swept_departements():
        sweep_departement.defer(departement=code, day=clock.today(code).isoformat())


@app.task(name="rights.sweep_departement", retry=RetryStrategy(max_attempts=5, wait=300))
def sweep_departement(departement: str, day: str) -> None:
    alerts.sweep(departement=departement, on=date.fromisoformat(day))


@app.task(name=alerts.SEND, pass_context=True, retry=post.AGAIN)
def send_alerts(context: JobContext, user: str, day: str) -> None:
    """Send a user's mail. A failure is traced, by its type alone, and tried again; the next sweep tries it anew."""
    found = User.objects.filter(pk=UUID(user), is_active=True).first()
    if found is None:
        return
    try:
        with doing(context):
            alerts.send(user=found, on=date.fromisoformat(day))
    except OSError as error:
        attempt = (context.job.attempts if context.job else 0) + 1
        alerts.note_not_sent(user=found.pk, attempt=attempt, error=type(error).__name__)
        raise


@app.task(name=TELL_REFUSED, retry=post.AGAIN)
def tell_refused(membership: str, fact: str) -> None:
    """One job for each who is to read of it. `membership`: who noted it."""
    refused.tell(UUID(fact))


@app.task(name=refused.SEND, retry=post.AGAIN)
def send_refused(fact: str, user: str) -> None:
    refused.send(UUID(fact), UUID(user))
