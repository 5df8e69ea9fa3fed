"""Bench snapshots under ``var/bench``: made once, the same on every machine, then kept.

All come from the demo city's generator.  For timing every hole is filled (OpenFisca has no
unknown); for agreement facts are also stirred, so that rare branches are met, or holed.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.adapters.population.writing import write_population
from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.facts.ability import ABILITY_ITEMS
from minzheng.rules.batch.snapshot import TABLES, Snapshot, SnapshotWriter
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.units import NEVER, Kind

AREA = "320400"
SEED = 20261101
PERSONS_PER_HOUSEHOLD = 2.51
INT32_FEN = 2_000_000_000
"""Twenty million yuan: money beyond does not fit OpenFisca's int32."""

STIRRED, HOLED = 0.03, 0.02
"""How often a fact is replaced by any value, or made unknown."""

Table: TypeAlias = Any
"""A pyarrow table, which has no types."""
Random = np.random.Generator
Change = Callable[[Entity, Table, Random], Table]

FILL = {
    **{name: top for name, (_, top) in ABILITY_ITEMS.items()},
    **dict.fromkeys(("eats", "dresses", "gets_up", "uses_toilet", "walks_indoors", "washes"), 1),
    "houses": 1,
    "household_size": 1,
}
"""What a hole becomes where that is not nought."""


def city(root: Path, persons: int) -> Snapshot:
    """The demo city, with about so many persons and no holes."""
    return _made(root / f"city-{persons}", lambda folder: _city(folder, persons))


def large_city(root: Path, persons: int, times: int) -> Snapshot:
    """A city several times over: the same persons under new numbers."""

    def make(folder: Path) -> None:
        _repeated(city(root, persons // times), folder, times)

    return _made(root / f"city-{persons}", make)


def stirred_city(root: Path, persons: int, share: float = STIRRED) -> Snapshot:
    """A city in which a share of the facts is replaced by any value that they may have."""

    def change(entity: Entity, table: Table, rng: Random) -> Table:
        return stirred(entity, table, rng, share)

    return _made(
        root / f"stirred-{persons}", lambda folder: _changed(city(root, persons), folder, change)
    )


def holed_city(root: Path, persons: int) -> Snapshot:
    """A stirred city in which every fact has holes."""
    return _made(
        root / f"holed-{persons}",
        lambda folder: _changed(stirred_city(root, persons), folder, holed),
    )


def _made(folder: Path, make: Callable[[Path], None]) -> Snapshot:
    if not (folder / "manifest.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        make(folder)
    return Snapshot(folder)


def _city(folder: Path, persons: int) -> None:
    raw = folder.with_name(f"{folder.name}-with-holes")
    shutil.rmtree(raw, ignore_errors=True)
    households = round(persons / PERSONS_PER_HOUSEHOLD)
    snapshot = write_population(
        raw,
        area=AREA,
        households=households,
        seed=SEED,
        vocabulary=VOCABULARY,
        progress=lambda done: None,
    )
    _changed(snapshot, folder, filled)
    shutil.rmtree(raw)


def _changed(source: Snapshot, folder: Path, change: Change) -> None:
    """Write a snapshot whose tables are those of another, each changed."""
    writer = SnapshotWriter(folder, area=source.area, vocabulary=VOCABULARY)
    for number, part in enumerate(source.parts):
        tables = {}
        for position, entity in enumerate(TABLES):
            rng = np.random.default_rng([SEED, number, position])
            tables[entity] = change(entity, pq.read_table(source.file(entity, part)), rng)
        writer.write_part(part.name, tables)
    writer.close()


def _repeated(source: Snapshot, folder: Path, times: int) -> None:
    writer = SnapshotWriter(folder, area=source.area, vocabulary=VOCABULARY)
    steps = {f"{entity}_no": source.rows(entity) for entity in TABLES}
    for turn in range(times):
        for part in source.parts:
            tables = {
                entity: _shifted(pq.read_table(source.file(entity, part)), steps, turn)
                for entity in TABLES
            }
            writer.write_part(f"{turn}-{part.name}", tables)
    writer.close()


def _shifted(table: Table, steps: dict[str, int], turn: int) -> Table:
    for position, name in enumerate(table.column_names):
        if name in steps:
            table = table.set_column(position, name, pc.add(table[name], steps[name] * turn))
    return table


def filled(entity: Entity, table: Table, rng: Random) -> Table:
    """Without holes, and with money that fits OpenFisca."""
    for name, fact in VOCABULARY.of(entity).items():
        column = table[name]
        value = pa.scalar(FILL.get(name, 0)).cast(column.type)
        if column.null_count:
            column = pc.fill_null(column, value)
        if fact.unit.kind is Kind.MONEY:
            column = pc.min_element_wise(column, INT32_FEN)
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def stirred(entity: Entity, table: Table, rng: Random, share: float) -> Table:
    """Some values replaced by others that the fact may have, whether they go together or not."""
    for name, fact in VOCABULARY.of(entity).items():
        if name == "member_number":
            continue
        chosen = pa.array(rng.random(table.num_rows) < share)
        other = pa.array(_any_values(fact, table.num_rows, rng)).cast(table[name].type)
        column = pc.if_else(chosen, other, table[name])
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def holed(entity: Entity, table: Table, rng: Random) -> Table:
    """Some values of every fact unknown."""
    for name in VOCABULARY.of(entity):
        chosen = pa.array(rng.random(table.num_rows) < HOLED)
        column = pc.if_else(chosen, pa.scalar(None, table[name].type), table[name])
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def _any_values(fact: Fact, rows: int, rng: Random) -> Any:
    low, high = fact.bounds()
    match fact.unit.kind:
        case Kind.CODE:
            assert fact.unit.code is not None
            return rng.choice([int(code) for code in fact.unit.code], rows).astype(np.int16)
        case Kind.YES_NO:
            return rng.random(rows) < 0.5
        case Kind.DATE:
            return _any_dates(rows, rng)
        case Kind.MONEY:
            return rng.choice([0, 1, 50_00, 900_00, 2_000_00, 50_000_00], rows) + rng.integers(
                0, 3, rows
            )
        case _:
            return rng.integers(low, min(high, 12) + 1, rows).astype(np.int32)


def _any_dates(rows: int, rng: Random) -> Any:
    """Long ago, about the month evaluated, or never."""
    years = rng.integers(1925, 2026, rows)
    about = rng.random(rows) < 0.5
    years = np.where(about, 2026, years)
    months = np.where(about, rng.integers(4, 13, rows), rng.integers(1, 13, rows))
    dates = years * 10_000 + months * 100 + rng.integers(1, 29, rows)
    return np.where(rng.random(rows) < 0.2, NEVER, dates).astype(np.int32)
