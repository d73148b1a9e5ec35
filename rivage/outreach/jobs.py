"""Cards that nobody took are erased."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.core.db.calls import answer


@app.periodic(cron="50 3 * * *")
@app.task(name="outreach.forget", queueing_lock="outreach.forget", retry=RetryStrategy(max_attempts=5, wait=300))
def forget(timestamp: int) -> None:
    """Each night: erase the cards left three months ago. `timestamp` is procrastinate's."""
    answer("SELECT outreach_forget()")
