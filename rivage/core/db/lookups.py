"""Conditions that Django's own lookups don't write."""

from typing import Any

from django.db.models import F, Lookup, QuerySet


class AnyOf(Lookup):
    """`column = ANY(ARRAY(SELECT …))`: the ids are read once, and the column's index is used for them.

    Under row policies the planner takes `IN (SELECT …) OR IN (SELECT …)` for a filter of every row of the table.
    """

    lookup_name = "any_of"

    def __init__(self, column: str, ids: "QuerySet[Any]") -> None:
        super().__init__(F(column), ids.query)

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, named = self.process_lhs(compiler, connection)
        ids, values = compiler.compile(self.rhs)
        return f"{column} = ANY(ARRAY{ids})", (*named, *values)
