"""The base of every table."""

import uuid

from django.db import models

from rivage.core import clock


class Row(models.Model):
    """A row with an id drawn by the application (UUIDv4, so that no time or rank shows) and its instant of creation.

    Both are set in Python: a row that its writer may not read back must be insertable without RETURNING.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("créé le", default=clock.now, editable=False)

    class Meta:
        abstract = True
