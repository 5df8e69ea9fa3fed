"""A snapshot: the checked input of one evaluation, as Parquet files on disk.

Three tables, ``households``, ``persons`` and ``supporters``, each cut into the same parts
(``<table>/<part>.parquet``); a household, its members and their supporters are whole within one
part, sorted by household.  A part stays within one county, so that the same numbers hold for most
of it.  ``manifest.json`` says what is in it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.rules.facts import Entity, Fact, Vocabulary
from minzheng.rules.units import Kind

TABLES: Mapping[Entity, str] = {
    Entity.HOUSEHOLD: "households",
    Entity.PERSON: "persons",
    Entity.SUPPORTER: "supporters",
}

KEYS: Mapping[Entity, tuple[tuple[str, pa.DataType], ...]] = {
    Entity.HOUSEHOLD: (
        ("household_no", pa.int64()),
        ("household_id", pa.string()),
        ("division", pa.string()),
    ),
    Entity.PERSON: (
        ("household_no", pa.int64()),
        ("person_no", pa.int64()),
        ("person_id", pa.string()),
        ("name", pa.string()),
    ),
    Entity.SUPPORTER: (
        ("household_no", pa.int64()),
        ("person_no", pa.int64()),
        ("supporter_no", pa.int64()),
    ),
}
"""Key columns. ``…_no`` are dense numbers given at import; ``…_id`` are the texts of the input."""

_ROWS_OF_A_PAGE = 1 << 20

_ARROW: Mapping[Kind, pa.DataType] = {
    Kind.MONEY: pa.int64(),
    Kind.COUNT: pa.int32(),
    Kind.MONTHS: pa.int32(),
    Kind.RATIO: pa.int32(),
    Kind.MONTH: pa.int32(),
    Kind.DATE: pa.int32(),
    Kind.CODE: pa.int16(),
    Kind.YES_NO: pa.bool_(),
}


def arrow_type(fact: Fact) -> pa.DataType:
    """The column type of a fact: money as int64 fen, dates as int32 20260131, codes as int16."""
    return _ARROW[fact.unit.kind]


def arrow_schema(vocabulary: Vocabulary, entity: Entity) -> pa.Schema:
    """Key columns, then every fact of the entity, nullable: null is unknown."""
    keys = [pa.field(name, kind) for name, kind in KEYS[entity]]
    facts = [pa.field(fact.name, arrow_type(fact)) for fact in vocabulary.of(entity).values()]
    return pa.schema([*keys, *facts])


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, how many rows of each table, and the divisions its households are in."""

    name: str
    households: int
    persons: int
    supporters: int
    divisions: tuple[str, ...]


class Snapshot:
    """A snapshot on disk, opened for reading."""

    def __init__(self, folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        self.folder = folder
        self.area: str = manifest["area"]
        self.parts = tuple(
            Part(**{**part, "divisions": tuple(part["divisions"])}) for part in manifest["parts"]
        )

    def file(self, entity: Entity, part: Part) -> Path:
        """The Parquet file of one table's part."""
        return self.folder / TABLES[entity] / f"{part.name}.parquet"

    def rows(self, entity: Entity) -> int:
        """How many rows one table has in all."""
        return sum(getattr(part, TABLES[entity]) for part in self.parts)

    @cached_property
    def holes(self) -> frozenset[tuple[Entity, str]]:
        """The facts of which at least one value is missing, from the files' own statistics."""
        return frozenset(
            (entity, name)
            for entity in Entity
            for part in self.parts
            for name in _columns_with_nulls(self.file(entity, part))
        )


def _columns_with_nulls(path: Path) -> Iterator[str]:
    """The columns of a Parquet file that hold a NULL, or may; read from its footer alone."""
    metadata = pq.ParquetFile(path).metadata
    for position in range(metadata.num_columns):
        column = metadata.schema.column(position)
        if column.max_definition_level == 0:
            continue
        groups = (metadata.row_group(i).column(position) for i in range(metadata.num_row_groups))
        statistics = [group.statistics for group in groups]
        if any(each is None or each.null_count != 0 for each in statistics):
            yield column.name


class SnapshotWriter:
    """Writes a snapshot part by part; the manifest comes last, so half a snapshot never opens."""

    def __init__(self, folder: Path, *, area: str, vocabulary: Vocabulary) -> None:
        self._folder = folder
        self._area = area
        self._vocabulary = vocabulary
        self._parts: list[Part] = []
        for table in TABLES.values():
            (folder / table).mkdir(parents=True, exist_ok=True)

    def write_part(self, name: str, tables: Mapping[Entity, pa.Table]) -> Part:
        """Write one part.  Facts that a table lacks get what their empty cell means."""
        complete = {entity: self._complete(entity, table) for entity, table in tables.items()}
        for entity, table in complete.items():
            _write(_required(table), self._folder / TABLES[entity] / f"{name}.parquet")
        divisions = complete[Entity.HOUSEHOLD]["division"].unique().to_pylist()
        part = Part(
            name=name,
            divisions=tuple(sorted(divisions)),
            **{TABLES[entity]: table.num_rows for entity, table in complete.items()},
        )
        self._parts.append(part)
        return part

    def close(self) -> Snapshot:
        """Write the manifest and open the snapshot."""
        manifest = {"area": self._area, "parts": [asdict(part) for part in self._parts]}
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (self._folder / "manifest.json").write_text(text, "utf-8")
        return Snapshot(self._folder)

    def _complete(self, entity: Entity, table: pa.Table) -> pa.Table:
        schema = arrow_schema(self._vocabulary, entity)
        facts = self._vocabulary.of(entity)
        columns = [
            table[field.name].cast(field.type)
            if field.name in table.column_names
            else pa.repeat(pa.scalar(facts[field.name].blank, field.type), table.num_rows)
            for field in schema
        ]
        return pa.table(columns, schema=schema)


def _required(table: pa.Table) -> pa.Table:
    """The table, its columns without holes declared so: they need no bits for what is known."""
    fields = [
        pa.field(field.name, field.type, nullable=table[field.name].null_count > 0)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _write(table: pa.Table, path: Path) -> None:
    """As it is read fastest: keys as their differences, all else by dictionaries, in few pages."""
    keys = [name for name in table.column_names if name.endswith("_no")]
    pq.write_table(
        table,
        path,
        compression="lz4",
        data_page_version="2.0",
        max_rows_per_page=_ROWS_OF_A_PAGE,
        use_dictionary=[name for name in table.column_names if name not in keys],
        column_encoding=dict.fromkeys(keys, "DELTA_BINARY_PACKED"),
    )
