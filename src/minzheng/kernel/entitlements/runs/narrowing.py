"""A piece of a snapshot, narrowed to the households of whom something is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from minzheng.rules.batch.duckdb_engine import DuckDbRun, Piece
from minzheng.rules.batch.snapshot import TABLES

_NARROWED = """
create or replace temp view {table} as select * from all_{table}
where household_no in (select household_no from concerned)
"""


@contextmanager
def narrowed(
    run: DuckDbRun, piece: Piece, concerned: pa.Table
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose views hold the households of `concerned`, which is a view too."""
    with run.connect(piece) as connection:
        connection.register("concerned", concerned)
        for table in TABLES.values():
            connection.execute(_NARROWED.format(table=table))
        yield connection
