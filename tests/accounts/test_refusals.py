"""L5: whoever is signed in and asks for what is closed grows the trace by a few lines, not by one for each."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from rivage.accounts import refusals
from rivage.audit import sealing
from rivage.audit.models import Event
from rivage.audit.verification import verify
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from tests.accounts.test_memberships import page, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def lines() -> list[tuple[str, int | None]]:
    with perimeter(Perimeter(role="auditor")), transaction.atomic():
        rows = Event.objects.filter(kind__startswith="refused").order_by("at", "created_at")
        return [(kind, details.get("many")) for kind, details in rows.values_list("kind", "details")]


def test_l5_refusals_of_one_account_are_told_one_by_one_then_by_orders_of_magnitude(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "TRACED", 3)
    lead = world["lead:estuaire33"]
    client = signed_in(lead)
    wrong = [f"/m/{uuid4()}/", f"/m/{lead.pk}/personnes/{uuid4()}/", f"/m/{lead.pk}/nulle-part"]
    for n in range(45):
        assert client.get(wrong[n % len(wrong)]).status_code == 404
    assert lines() == [("refused", None)] * 3 + [("refused_again", 4), ("refused_again", 30)]
    # Another account is told of, and this one again once the quarter of an hour is over.
    other = world["lead:amarres33"]
    assert signed_in(other).get(page(lead)).status_code == 404
    assert lines()[-1] == ("refused", None)
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert signed_in(lead).get(wrong[0]).status_code == 404
    assert [kind for kind, _ in lines()].count("refused") == 5


def test_l5_what_is_counted_is_told_at_the_first_left_out_then_ten_times_as_far() -> None:
    told = [many for many in range(31, 100_000) if refusals._told(many)]
    assert told == [31, 300, 3000, 30000]


@pytest.mark.django_db(transaction=True)
def test_l5_the_trace_is_sealed_and_verified_with_what_it_leaves_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "TRACED", 2)
    client = signed_in(world["lead:estuaire33"])
    for _ in range(25):
        assert client.get(f"/m/{uuid4()}/").status_code == 404
    assert sealing.seal() > 0
    assert lines() == [("refused", None)] * 2 + [("refused_again", 3), ("refused_again", 20)]
    assert not verify().faults
