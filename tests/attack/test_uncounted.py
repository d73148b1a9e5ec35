"""M3, M4, f: whom she set aside, her language and free words are read by no figure, nor in a dump of figures."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from rivage.core.perimeter import facts

WORDS = {
    "people_accord": ("language", "interpreter"),
    "decisions_notification": ("language", "interpreter"),
    "decisions_decision": ("court",),
    "dossiers_parcours": ("months_before_source",),
    "commissions_minutes": ("text", "data"),
    "commissions_seance": ("urgent_reason", "cancelled_reason"),
    "commissions_reopening": ("reason",),
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, named in WORDS.items() for column in named])
def test_m3_m4_no_figure_reads_it(table: str, column: str) -> None:
    with facts(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(id) FROM {table}")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(f"SELECT {column} FROM {table}")


@pytest.mark.parametrize("table", ["people_exclusion", "people_aside", "people_asidekey"])
def test_m3_no_figure_reads_that_she_set_anybody_aside(table: str) -> None:
    with (
        facts(),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(f"SELECT count(*) FROM {table}")


def test_a_column_left_out_of_figures_exists() -> None:
    for model in apps.get_models():
        known = {field.name for field in model._meta.concrete_fields}
        assert set(getattr(model, "UNCOUNTED", ())) <= known, model
