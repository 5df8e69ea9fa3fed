"""Everybody of a month as Parquet files, county by county: what a run over the whole city reads.

For the worker, inside `access.worker.working(purpose, division)`. Household by household the same
facts as `freezing.frozen_facts`, found set-wise. Persons and households are named by the
identifiers of their files; no name and no number leaves the database.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from minzheng.base.months import Month
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.gathering.numbering import counties, number
from minzheng.kernel.registry.gathering.reading import Read, Slice, read, table_of
from minzheng.rules.batch.snapshot import Snapshot, SnapshotWriter
from minzheng.rules.facts import Entity

__all__ = ["counties", "place_rows", "write_snapshot"]

PERSONS_AT_ONCE = 100_000
"""Whose statements are in memory at a time."""

_COUNTED = {
    "household_no": Entity.HOUSEHOLD,
    "person_no": Entity.PERSON,
    "supporter_no": Entity.SUPPORTER,
}

Progress = Callable[[int], None]


def write_snapshot(
    folder: Path,
    *,
    month: Month,
    area: str,
    progress: Progress = lambda persons: None,
    persons_at_once: int = PERSONS_AT_ONCE,
) -> Snapshot:
    """Write a snapshot of the scope, of one moment if the transaction is repeatable read.

    Whose sources are many is read in slices; each is a part of its own, named for its county.
    `progress` is told of each finished part how many persons it held.
    """
    writer = SnapshotWriter(folder, area=area, vocabulary=VOCABULARY)
    before: Counter[Entity] = Counter()

    def make(name: str, found: Sequence[Read], counted: Mapping[Entity, int]) -> None:
        tables = {each.entity: table_of(each) for each in found}
        progress(writer.write_part(name, _shifted(tables, counted)).persons)

    # While the database reads the next slice, this machine's other processor makes the last one.
    with ThreadPoolExecutor(max_workers=1) as maker:
        making: Future[None] | None = None
        for county in counties():
            held = number(county, month)
            for position, part in enumerate(_slices(held, month, persons_at_once)):
                found = [read(entity, part) for entity in Entity]
                if making is not None:
                    making.result()
                making = maker.submit(make, f"{county}-{position:02d}", found, dict(before))
            before.update(held)
        if making is not None:
            making.result()
    return writer.close()


def _slices(held: Mapping[Entity, int], month: Month, persons: int) -> Iterator[Slice]:
    households = held[Entity.HOUSEHOLD]
    step = max(households * persons // max(held[Entity.PERSON], 1), 1)
    for low in range(1, households + 1, step):
        yield Slice(low, low + step - 1, month.last_day)


def _shifted(
    tables: Mapping[Entity, pa.Table], before: Mapping[Entity, int]
) -> dict[Entity, pa.Table]:
    """The county's numbers behind those of the counties before it; nobody has a name."""
    found = {}
    for entity, table in tables.items():
        columns = dict(zip(table.column_names, table.columns, strict=True))
        for name, counted in _COUNTED.items():
            if name in columns:
                columns[name] = pc.add(columns[name], before.get(counted, 0))
        if entity is Entity.PERSON:
            columns["name"] = pa.repeat("", table.num_rows)
        found[entity] = pa.table(columns)
    return found


_PLACE = """
update {table} as r set division = p.division, label = p.label from registry_person p
  where p.id = r.person_id and r.household_id is null
"""
_PLACE_HOME = """
update {table} as r set division = h.division, label = h.label from registry_household h
  where h.id = r.household_id
"""


def place_rows(table: str) -> None:
    """Lay the rows of a temporary table where the files lie now: columns division and label.

    A row about a household (``household_id``) lies with it, any other with its person
    (``person_id``). What has no file any more stays without a division.
    """
    with connection.cursor() as cursor:
        for text in (_PLACE, _PLACE_HOME):
            cursor.execute(text.format(table=connection.ops.quote_name(table)))
