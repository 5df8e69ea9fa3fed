"""One demo city of 20,000 households, drawn once and looked at by all tests."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from minzheng.adapters.population import write_population
from minzheng.catalogue.facts import VOCABULARY
from minzheng.rules.batch.snapshot import Snapshot

HOUSEHOLDS = 20_000


@dataclass(frozen=True)
class City:
    """The snapshot, and SQL over its tables `households`, `persons` and `supporters`."""

    snapshot: Snapshot
    progress: list[int]
    rows: Callable[[str], list[tuple[Any, ...]]]

    def value(self, sql: str) -> Any:
        """The one value that a query gives."""
        return self.rows(sql)[0][0]


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("population")
    progress: list[int] = []
    snapshot = draw(folder, HOUSEHOLDS, progress=progress.append)
    connection = duckdb.connect()
    for table in ("households", "persons", "supporters"):
        files = folder / table / "*.parquet"
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{files}')")
    return City(snapshot, progress, lambda sql: connection.execute(sql).fetchall())


def draw(
    folder: Path,
    households: int,
    *,
    seed: int = 7,
    progress: Callable[[int], None] = lambda _: None,
) -> Snapshot:
    """A demo city of Changzhou."""
    return write_population(
        folder,
        area="320400",
        households=households,
        seed=seed,
        vocabulary=VOCABULARY,
        progress=progress,
    )
