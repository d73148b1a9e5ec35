"""Calls that are over are erased."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.core.db.calls import answer


@app.periodic(cron="40 * * * *")
@app.task(name="network.forget", queueing_lock="network.forget", retry=RetryStrategy(max_attempts=5, wait=300))
def forget(timestamp: int) -> None:
    """Each hour: erase the calls whose hour was a week ago. `timestamp` is procrastinate's."""
    answer("SELECT network_forget()")
