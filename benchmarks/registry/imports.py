"""Imports: a workbook of 100,000 rows, and a million persons from Parquet.

Each from the file to committed rows, by ``minzheng load`` on an empty platform of its own: reading,
every check, comparison of numbers, encryption and writing included.
"""

import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openpyxl import Workbook
from rich.console import Console

from benchmarks import populations
from benchmarks.registry import place
from benchmarks.registry.place import Place
from benchmarks.results import AT_MOST, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale
from minzheng.base.clock import SystemClock, today
from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.calculator.reading.cells import show_value
from minzheng.interfaces.calculator.reading.headers import known_columns
from minzheng.interfaces.calculator.reading.problems import SHEET_TITLES
from minzheng.rules.batch.snapshot import TABLES, Snapshot
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.units import NEVER, Kind

EXCEL = Target("registry.excel_import_100k_s", "s", AT_MOST, 60)
PARQUET = Target("registry.parquet_import_1m_s", "s", AT_MOST, 300)
AGAIN = Target("registry.excel_import_again_100k_s", "s", FOR_COMPARISON)

PERSONS_IN_WORKBOOK = 100_000
_FEN = 100
_Cell = str | int | float | bool | None


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """Both imports, each into an empty platform."""
    results, skipped = [], []
    if scale.has("excel"):
        persons = min(PERSONS_IN_WORKBOOK, scale.small)
        results += _excel(populations.city(folder, persons), folder, console)
    else:
        skipped.append("part excel (left out by --parts)")
    if scale.has("parquet"):
        results += _parquet(populations.city(folder, scale.small), folder, console)
    else:
        skipped.append("part parquet (left out by --parts)")
    return results, skipped


def _excel(snapshot: Snapshot, folder: Path, console: Console) -> list[Result]:
    workbook = folder / "imports.xlsx"
    _write_workbook(snapshot, workbook)
    here = place.make(folder / "imports")
    try:
        seconds, persons = _loaded(here, workbook)
        again, none = _loaded(here, workbook)
        assert none == 0, "loaded twice"
    finally:
        here.remove()
    note = f"{persons:,} persons of a workbook of {workbook.stat().st_size >> 20} MB"
    console.print(f"imports: {note} in {seconds:.1f} s, again in {again:.1f} s")
    return [Result(EXCEL, seconds, note), Result(AGAIN, again, "everything is on file already")]


def _parquet(snapshot: Snapshot, folder: Path, console: Console) -> list[Result]:
    plain = folder / "imports-parquet"
    _write_parquet(snapshot, plain)
    here = place.make(folder / "imports")
    try:
        seconds, persons = _loaded(here, plain)
    finally:
        here.remove()
    console.print(f"imports: {persons:,} persons from Parquet in {seconds:.1f} s")
    return [Result(PARQUET, seconds, f"{persons:,} persons, every cell checked")]


def _loaded(here: Place, source: Path) -> tuple[float, int]:
    """Seconds of one command, and how many persons it has brought."""
    before = _persons(here)
    command = [
        sys.executable,
        "-m",
        "minzheng.config.command_line",
        "load",
        str(source),
        "--skip-bad",
    ]
    surroundings = {"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(filter(None, sys.path))}
    began = time.perf_counter()
    subprocess.run(
        command, env=surroundings | dict(here.variables), check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - began, _persons(here) - before


def _persons(here: Place) -> int:
    with here.superuser() as superuser:
        row = superuser.execute("select count(*) from registry_person").fetchone()
    return int(row[0]) if row else 0


def _write_parquet(snapshot: Snapshot, folder: Path) -> None:
    """The tables as an office would have them: amounts in yuan, texts, no numbers of ours."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity, name in TABLES.items():
        whole = _whole(snapshot, entity)
        columns = {each: _yuan(entity, each, whole[each]) for each in _typed(entity, whole)}
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")


def _whole(snapshot: Snapshot, entity: Entity) -> pa.Table:
    """One table of the snapshot, with the ids by which an office connects its tables."""
    parts = [pq.read_table(snapshot.file(entity, part)) for part in snapshot.parts]
    whole = pa.concat_tables(parts)
    if entity is Entity.HOUSEHOLD:
        return _past(entity, whole)
    to = Entity.HOUSEHOLD if entity is Entity.PERSON else Entity.PERSON
    key = f"{to.value}_no"
    other = pa.concat_tables(
        [
            pq.read_table(snapshot.file(to, part), columns=[key, f"{to.value}_id"])
            for part in snapshot.parts
        ]
    )
    return _past(entity, whole.join(other, keys=key).sort_by(f"{entity.value}_no"))


def _past(entity: Entity, whole: pa.Table) -> pa.Table:
    """Without days that are still to come: the demo city lives until the end of its month."""
    day = int(f"{today(SystemClock()):%Y%m%d}")
    for name, fact in VOCABULARY.of(entity).items():
        if fact.unit.kind is Kind.DATE and name in whole.column_names:
            column = whole[name]
            late = pc.and_(pc.greater(column, day), pc.not_equal(column, NEVER))
            whole = _with(whole, name, pc.if_else(late, pa.scalar(day, column.type), column))
    if "person_id" in whole.column_names:
        numbers = whole["person_id"]
        unborn = pc.greater(pc.utf8_slice_codeunits(numbers, 6, 14), str(day))
        unborn = pc.and_(unborn, pc.match_substring_regex(numbers, "^[0-9]{17}[0-9X]$"))
        named = pc.binary_join_element_wise("N", numbers, "")
        whole = _with(whole, "person_id", pc.if_else(unborn, named, numbers))
    return whole


def _with(table: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)


def _typed(entity: Entity, whole: pa.Table) -> list[str]:
    """The columns that somebody fills in."""
    known = [holds.name for holds in known_columns(VOCABULARY, entity)]
    return [name for name in known if name in whole.column_names]


def _yuan(entity: Entity, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    fact = VOCABULARY.of(entity).get(name)
    if fact is None or fact.unit.kind is not Kind.MONEY:
        return column
    return pc.divide(column.cast(pa.float64()), float(_FEN))


def _write_workbook(snapshot: Snapshot, path: Path) -> None:
    workbook = Workbook(write_only=True)
    for entity in Entity:
        sheet = workbook.create_sheet(SHEET_TITLES[entity])
        whole = _whole(snapshot, entity)
        names = _typed(entity, whole)
        facts = VOCABULARY.of(entity)
        titles = {holds.name: holds.title for holds in known_columns(VOCABULARY, entity)}
        sheet.append([titles[name] for name in names])
        columns = [_cells(facts.get(name), whole[name].to_pylist()) for name in names]
        for row in zip(*columns, strict=True):
            sheet.append(row)
    workbook.save(path)


def _cells(fact: Fact | None, values: list[_Cell]) -> list[_Cell]:
    """As somebody would have typed them; what an empty cell means is left empty."""
    if fact is None:
        return values
    if fact.unit.kind is Kind.MONEY:
        return [
            None if value == fact.blank or value is None else int(value) / _FEN for value in values
        ]
    shown: dict[_Cell, _Cell] = {
        value: None if value is None or value == fact.blank else show_value(fact, int(value))
        for value in set(values)
    }
    return [shown[value] for value in values]
