"""Lists by name against the same in another order: what each name of the perimeter adds."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse

from rivage.accounts.models import Membership
from tests.bench.measure import Measure, side_by_side
from tests.bench.nation import readers
from tests.bench.pages import got, signed_in

A_NAME = 0.02
LISTS = (
    ("liste des personnes par nom, contre la même par numéro", "personnes/", "personnes/?tri=numero"),
    ("tableau par nom, contre le tableau par dernier jour", "tableau/?tri=nom", "tableau/?tri=fin"),
)


def measures() -> Iterator[Measure]:
    for role in ("lead", "delegate"):
        reader = readers(role)[-1]
        membership = Membership.objects.select_related("body", "user").get(pk=reader.membership)
        client = signed_in(membership)
        root = reverse("desk:home", kwargs={"membership": membership.pk})
        for label, by_name, otherwise in LISTS:
            works = [partial(got, client, root + url) for url in (by_name, otherwise)]
            for work in works:
                work()
            named, other = side_by_side(*works)
            cost = max(0.0, named.p50 - other.p50) / reader.people
            what = f"{label}, {role} : par nom, sur {reader.people}"
            yield Measure("listes", what, cost, A_NAME, "ms", of={"par nom": named.p50, "autrement": other.p50})
