"""A verb is done by the membership in whose name the transaction is open, and by no other."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import ParamSpec, TypeVar

from procrastinate import JobContext

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.refusal import no

Asked = ParamSpec("Asked")
Done = TypeVar("Done")


def verb(act: Callable[Asked, Done]) -> Callable[Asked, Done]:
    """Refuse an `actor` who is not the membership of the perimeter in force.

    The rules of `access.py` ask `actor`; the row policies, the keys and the trace know the perimeter alone. Were they
    two, one would be allowed what the other does, and the trace would name who did not act.
    """

    @wraps(act)
    def checked(*args: Asked.args, **kwargs: Asked.kwargs) -> Done:
        actor = kwargs.get("actor")
        if perimeter.current().membership != (actor.pk if isinstance(actor, Membership) else None):
            raise no("actor_apart", "Ce geste est demandé au nom d’une autre fonction que celle qui est ouverte.")
        return act(*args, **kwargs)

    return checked


def doing(context: JobContext) -> AbstractContextManager[None]:
    """Act as a job, for which the database knows who asked: functions are then entered by it (`rivage_enter_job`)."""
    return perimeter.job(context.job.id if context.job else None)
