"""What a page asks of every source of a home at once: none that has a line is left unread."""

from typing import Any

from django.db import transaction

from rivage.accounts import homes
from rivage.core.perimeter import perimeter
from tests.matrix.scene import Scene


def test_a_source_that_finds_something_has_rows_to_find(scene: Scene, django_db_blocker: Any) -> None:
    found = set()
    with django_db_blocker.unblock():
        for membership in scene.world.memberships.values():
            with perimeter(membership.perimeter()), transaction.atomic():
                on = membership.today
                asked = [one for one in homes._sources if one.waiting and membership.role in one.roles]
                full = {one.source for one in asked if any(True for _ in one.source(membership, on))}
                assert full <= set(homes._with_rows(asked, membership, on)), membership.role
                found |= full
    assert len(found) > 5
