"""What is open to a context is hashed once a statement, and not gone through for each row (ADR 0034)."""

from typing import Any

import pytest
from django.apps import apps

from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from tests.world import World, acting

SHARED = [
    model
    for model in apps.get_models()
    if issubclass(model, PersonRow) and model.SLICE not in (Slice.PRIVATE, Slice.CONTACT) and not model.READERS
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", SHARED, ids=lambda model: model._meta.label_lower)
def test_a_row_is_sought_among_what_is_open_by_a_hash(world: World, model: Any) -> None:
    with acting(world["delegate:33"]):
        plan = model.objects.order_by().explain()
    assert "hashed SubPlan" in plan
