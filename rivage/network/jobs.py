"""Whoever is to come is told of a call; calls that are over are erased."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.core import post
from rivage.core.db.calls import answer
from rivage.network import telling


@app.periodic(cron="* * * * *")
@app.task(name="network.tell", queueing_lock="network.tell")
def tell(timestamp: int) -> None:
    """Each minute: one mail to whoever is to know of a call and was not told. `timestamp` is procrastinate's."""
    telling.tell()


@app.task(name=telling.SEND, retry=post.AGAIN)
def send(told: str) -> None:
    telling.send(UUID(told))


@app.periodic(cron="40 * * * *")
@app.task(name="network.forget", queueing_lock="network.forget", retry=RetryStrategy(max_attempts=5, wait=300))
def forget(timestamp: int) -> None:
    """Each hour: erase the calls whose hour was a week ago. `timestamp` is procrastinate's."""
    answer("SELECT network_forget()")
