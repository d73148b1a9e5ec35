"""Work done without anyone asking."""

from procrastinate.contrib.django import app

from rivage.audit import sealing


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal", lock="audit.seal")
def seal(timestamp: int) -> None:
    """Each minute: seal what was committed since. `timestamp` is procrastinate's, in seconds."""
    sealing.seal()
