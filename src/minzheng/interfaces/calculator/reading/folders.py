"""Reading a folder of CSV or Parquet files, one file (or sub-folder of Parquet) per table."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.interfaces.calculator.reading.csv_files import open_csv
from minzheng.interfaces.calculator.reading.problems import SHEET_TITLES, UnreadableInput
from minzheng.interfaces.calculator.reading.tables import (
    BATCH_ROWS,
    Batch,
    RawTable,
    Source,
    SourceFault,
)
from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity, Vocabulary


def open_folder(path: Path, vocabulary: Vocabulary) -> Source:
    """The tables of a folder; supporters may be absent."""
    tables: dict[Entity, RawTable] = {}
    faults: list[SourceFault] = []
    for entity in Entity:
        files = _files(path, entity)
        if files:
            table = _open(files, entity, vocabulary)
            if isinstance(table, RawTable):
                tables[entity] = table
            else:
                faults.append(table)
        elif entity is not Entity.SUPPORTER:
            name = f"{TABLES[entity]}.csv"
            wrong = f"文件夹里没有{SHEET_TITLES[entity]}表"
            faults.append(
                SourceFault(entity, name, wrong, f"请放入 {name} 或 {TABLES[entity]}.parquet")
            )
    return Source(path, tables, tuple(faults))


def _files(folder: Path, entity: Entity) -> list[Path]:
    names = {TABLES[entity], SHEET_TITLES[entity]}
    for child in sorted(folder.iterdir()):
        if child.is_dir() and child.name.lower() in names:
            return sorted(child.glob("*.parquet"))
        if child.suffix.lower() in (".csv", ".parquet") and child.stem.lower() in names:
            return [child]
    return []


def _open(files: list[Path], entity: Entity, vocabulary: Vocabulary) -> RawTable | SourceFault:
    if files[0].suffix.lower() == ".csv":
        return open_csv(files[0], entity, vocabulary)
    try:
        schema = pq.read_schema(files[0])
        total = sum(pq.read_metadata(file).num_rows for file in files)
    except (pa.ArrowInvalid, OSError):
        raise UnreadableInput(f"{files[0].name} 不是可以读取的Parquet文件。") from None
    name = files[0].name if len(files) == 1 else f"{files[0].parent.name}/"
    for file in files[1:]:
        if pq.read_schema(file).names != schema.names:
            wrong = f"{file.name} 与 {files[0].name} 的列不同"
            return SourceFault(entity, name, wrong, "请让同一张表的各个文件有相同的列")

    def batches() -> Iterator[Batch]:
        return _batches(files)

    return RawTable(entity, name, tuple(schema.names), batches, total)


def _batches(files: list[Path]) -> Iterator[Batch]:
    first = 1
    for file in files:
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(BATCH_ROWS):
                numbers = pa.array(range(first, first + batch.num_rows), pa.int64())
                yield Batch(numbers, tuple(_plain(column) for column in batch.columns))
                first += batch.num_rows


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
