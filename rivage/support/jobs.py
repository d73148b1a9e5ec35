"""What the workshop keeps of a team is erased in its time."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.core.db.calls import answer


@app.periodic(cron="55 3 * * *")
@app.task(name="support.forget", queueing_lock="support.forget", retry=RetryStrategy(max_attempts=5, wait=300))
def forget(timestamp: int) -> None:
    """Each night: of weeks of two years ago, keep the hours that stand, without who noted them.

    `timestamp` is procrastinate's.
    """
    answer("SELECT support_forget()")
