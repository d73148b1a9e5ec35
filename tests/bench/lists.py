"""Lists by name against the same by date: what each name of the perimeter adds."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse

from rivage.accounts.models import Membership
from tests.bench.measure import Measure, side_by_side
from tests.bench.nation import readers
from tests.bench.pages import got, signed_in

A_NAME = 0.02
LISTS = (
    ("liste des personnes par nom, contre les demandes par date", "personnes/", "demandes/"),
    ("tableau par nom, contre le tableau par dernier jour", "tableau/?tri=nom", "tableau/?tri=fin"),
)


def measures() -> Iterator[Measure]:
    for role in ("lead", "delegate"):
        reader = readers(role)[-1]
        membership = Membership.objects.select_related("body", "user").get(pk=reader.membership)
        client = signed_in(membership)
        root = reverse("desk:home", kwargs={"membership": membership.pk})
        for label, by_name, by_date in LISTS:
            works = [partial(got, client, root + url) for url in (by_name, by_date)]
            for work in works:
                work()
            named, dated = side_by_side(*works)
            cost = max(0.0, named.p50 - dated.p50) / reader.people
            what = f"{label}, {role} : par nom, sur {reader.people}"
            yield Measure("listes", what, cost, A_NAME, "ms", of={"par nom": named.p50, "par date": dated.p50})
