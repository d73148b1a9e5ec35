"""What rounds and workshops keep is erased in its time."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.core.db.calls import answer


@app.periodic(cron="50 3 * * *")
@app.task(name="outreach.forget", queueing_lock="outreach.forget", retry=RetryStrategy(max_attempts=5, wait=300))
def forget(timestamp: int) -> None:
    """Each night: erase cards that are over, the words of rounds and workshops of two years ago, zones closed then.

    `timestamp` is procrastinate's.
    """
    answer("SELECT outreach_forget()")
