"""What was erased a day ago goes for good."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.core.db.calls import answer


@app.periodic(cron="20 * * * *")
@app.task(
    name="vault.delete_erased",
    queueing_lock="vault.delete_erased",
    retry=RetryStrategy(max_attempts=5, wait=300),
)
def delete_erased(timestamp: int) -> None:
    """Each hour: delete the keys marked as erased a day ago or more. `timestamp` is procrastinate's."""
    answer("SELECT vault_delete_erased()")
