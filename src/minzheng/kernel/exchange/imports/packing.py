"""A part of an import as one file of the store: its tables, one after the other."""

import io
import zipfile
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.kernel.exchange.ports import ReadPart
from minzheng.kernel.registry.api.bulk import PartTables

HOUSEHOLDS_AT_ONCE = 5_000
"""Some fourteen thousand persons: a transaction of a few seconds, and the memory for them."""

_TABLES = ("households", "persons", "supporters", "contacts")


def cut(part: ReadPart, at_once: int = HOUSEHOLDS_AT_ONCE) -> Iterator[ReadPart]:
    """Whole households, so many at a time, in their order."""
    numbers = part.households["household_no"]
    for first in range(0, len(numbers), at_once):
        low, high = numbers[first], numbers[min(first + at_once, len(numbers)) - 1]
        persons = _between(part.persons, low, high)
        yield ReadPart(
            part.households.slice(first, at_once),
            persons,
            _between(part.supporters, low, high),
            _of_persons(part.contacts, persons),
        )


def packed(part: ReadPart) -> bytes:
    """The tables as the members of an archive; every table is compressed by itself."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in _TABLES:
            table = getattr(part, name)
            if table is not None:
                content = io.BytesIO()
                pq.write_table(table, content, compression="zstd")
                archive.writestr(zipfile.ZipInfo(name), content.getvalue())
    return written.getvalue()


def unpacked(content: bytes) -> PartTables:
    """The tables that were packed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {
            name: pq.read_table(io.BytesIO(archive.read(name)))
            for name in _TABLES
            if name in archive.namelist()
        }
    return PartTables(
        found["households"], found["persons"], found["supporters"], found.get("contacts")
    )


def _between(table: pa.Table, low: pa.Scalar, high: pa.Scalar) -> pa.Table:
    numbers = table["household_no"]
    return table.filter(pc.and_(pc.greater_equal(numbers, low), pc.less_equal(numbers, high)))


def _of_persons(contacts: pa.Table | None, persons: pa.Table) -> pa.Table | None:
    if contacts is None:
        return None
    return contacts.filter(pc.is_in(contacts["person_no"], value_set=persons["person_no"]))
