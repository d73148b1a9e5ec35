"""Conditions that Django's own lookups don't write."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import F, ForeignKey, Lookup, OneToOneField, QuerySet, UUIDField
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

# Above so many ids at hand, they are rows to join: an index asked for each of some people would sort them each time.
MANY = 100


class Written:
    """A query of ids that names nothing of what stands around it: put into SQL once, for all that it is part of.

    A gate is part of some fifty statements of one home; Django would copy and compile it for each.
    """

    def __init__(self, ids: "QuerySet[Any, Any]") -> None:
        self._query = ids.query
        self._sql: tuple[str, tuple[Any, ...]] | None = None

    def sql(self, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Between brackets, with its values. Raises EmptyResultSet for a query that gives nothing."""
        if self._sql is None:
            sql, values = self._query.get_compiler(connection=connection).as_sql()
            self._sql = f"({sql})", tuple(values)
        return self._sql


class Given:
    """Ids at hand in the place of a `Written` query: they too are put into SQL once."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self._array = _array(ids)

    def sql(self, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """As `Written.sql`."""
        if self._array == "{}":
            raise EmptyResultSet
        return "(SELECT unnest(%s::uuid[]))", (self._array,)


class Among(Lookup):
    """`column IN (SELECT …)` of a query written once, or of ids at hand."""

    lookup_name = "among"
    form = "{column} IN {ids}"

    def __init__(self, column: str, ids: Written | Given) -> None:
        super().__init__(F(column), ids)

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, named = self.process_lhs(compiler, connection)
        ids, values = self.rhs.sql(connection)
        return self.form.format(column=column, ids=ids), (*named, *values)


class AnyOf(Among):
    """`column = ANY(ARRAY(SELECT …))`: the ids are read once, and the column's index is used for them.

    Under row policies the planner takes `IN (SELECT …) OR IN (SELECT …)` for a filter of every row of the table.
    """

    lookup_name = "any_of"
    form = "{column} = ANY(ARRAY{ids})"


class Holding(Lookup):
    """Whether a column of arrays of ids holds one of those at hand, sent as one value."""

    lookup_name = "holding"

    def __init__(self, column: str, ids: Iterable[UUID]) -> None:
        super().__init__(F(column), list(ids))

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, named = self.process_lhs(compiler, connection)
        return f"{column} && %s::uuid[]", (*named, _array(self.rhs))


def _array(ids: Iterable[UUID]) -> str:
    return f"{{{','.join(dict.fromkeys(one.hex for one in ids))}}}"


class _Ids(In):
    """`id IN (…)` of ids at hand, written `id = ANY(…)` of one array: the same plan, for a statement of one parameter.

    Written one by one, some hundreds of them cost more to quote, to send and to parse than their rows to read. Many
    are the rows of one array (ADR 0034).
    """

    def get_prep_lookup(self) -> Any:
        return self.rhs if self._at_hand() else super().get_prep_lookup()

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if not self._at_hand():
            return super().process_rhs(compiler, connection)
        if not self.rhs:
            raise EmptyResultSet
        return "(SELECT unnest(%s::uuid[]))" if self._many() else "(%s::uuid[])", [_array(self.rhs)]

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        if not self._at_hand():
            return str(super().get_rhs_op(connection, rhs))
        return f"IN {rhs}" if self._many() else f"= ANY {rhs}"

    def _many(self) -> bool:
        return len(self.rhs) > MANY

    def _at_hand(self) -> bool:
        return isinstance(self.rhs, list | tuple | set | frozenset) and all(type(one) is UUID for one in self.rhs)


@UUIDField.register_lookup
class IdsIn(_Ids):
    """Of a column of ids."""


@ForeignKey.register_lookup
@OneToOneField.register_lookup
class RelatedIdsIn(_Ids, RelatedIn):
    """Of a column that points to a row."""
