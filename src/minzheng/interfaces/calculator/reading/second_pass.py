"""Second pass: a DuckDB over the staged tables, for what no row can answer by itself."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa

from minzheng.interfaces.calculator.reading.staging import Staged
from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity

_FETCHED = 10_000
_NO_ROWS = "SELECT NULL::BIGINT AS row, NULL::VARCHAR AS person_id WHERE false"


class StagedTables:
    """The staged tables as views ``households``, ``persons`` and ``supporters``.

    An input without supporters has an empty view of them.  Used in a ``with`` block.
    """

    def __init__(self, staged: Mapping[Entity, Staged], scratch: Path, memory: str = "1GB") -> None:
        self.staged = staged
        self._connection = duckdb.connect()
        self._connection.execute("SET memory_limit = ?", [memory])
        self._connection.execute("SET temp_directory = ?", [str(scratch)])
        self._connection.execute("SET preserve_insertion_order = false")
        for entity, table in TABLES.items():
            found = staged.get(entity)
            if found:
                self._connection.read_parquet(str(found.file)).create_view(table)
            else:
                self._connection.sql(_NO_ROWS).create_view(table)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def has(self, entity: Entity, column: str) -> bool:
        """Whether the input has this column."""
        return entity in self.staged and column in self.staged[entity].columns

    def run(self, sql: str) -> None:
        """Run a statement that answers nothing."""
        self._connection.execute(sql)

    def add(self, name: str, table: pa.Table) -> None:
        """Copy an Arrow table into the database."""
        self._connection.from_arrow(table).create(name)

    def rows(self, sql: str) -> Iterator[tuple[object, ...]]:
        """The rows of a query, a few at a time; take them all before the next query."""
        # Not a cursor of its own: that would see neither variables nor registered tables.
        answer = self._connection.execute(sql)
        while rows := answer.fetchmany(_FETCHED):
            yield from rows

    def table(self, sql: str, values: Mapping[str, object]) -> pa.Table:
        """The whole answer of a query."""
        return self._connection.sql(sql, params=values).to_arrow_table()
