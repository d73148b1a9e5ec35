"""Sweeps over the paths of the whole country: plain columns, counts, never a person."""

from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from rivage.core.perimeter import facts
from rivage.dossiers.models import Period


def concerned(start: date, end: date | None) -> dict[str, int]:
    """Return how many periods run on a day from `start` to `end` (both included, None without end), by the code of
    the département where the path now is.
    """
    rows = Period.objects.annotate(over=Coalesce("ended_on", "ends")).filter(Q(over__gt=start), over__gt=F("starts"))
    if end is not None:
        rows = rows.filter(starts__lt=end + timedelta(days=1))
    counted = rows.order_by().values_list("parcours__departement").annotate(number=Count("pk"))
    with facts():
        return dict(sorted(counted))
