"""The rows of a snapshot as PostgreSQL hands them over: streams, for a range of households."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
from django.db import connection

from minzheng.kernel.registry.facts import ON_FILE, RANKS
from minzheng.kernel.registry.gathering.numbering import NUMBERED
from minzheng.kernel.registry.gathering.resolving import SUBJECT, Numbers, resolved
from minzheng.rules.facts import Entity
from minzheng.rules.units import NEVER

_NUMBER: Mapping[Entity, str] = {
    Entity.HOUSEHOLD: "household_no",
    Entity.PERSON: "person_no",
    Entity.SUPPORTER: "supporter_no",
}

_COLUMNS: Mapping[Entity, Mapping[str, tuple[str, pa.DataType]]] = {
    Entity.HOUSEHOLD: {
        "household_no": ("number", pa.int64()),
        "household_id": ("id", pa.string()),
        "division": ("division", pa.string()),
    },
    Entity.PERSON: {
        "household_no": ("household_no", pa.int64()),
        "person_no": ("number", pa.int64()),
        "person_id": ("id", pa.string()),
        "member_number": ("member_number", pa.int64()),
        "relation": ("relation", pa.int64()),
        "sex": ("sex", pa.int64()),
        "birth_date": ("birth_date", pa.date32()),
        "death_date": ("death_date", pa.date32()),
        "locally_registered": ("registered_here::int", pa.int64()),
    },
    Entity.SUPPORTER: {
        "household_no": ("household_no", pa.int64()),
        "person_no": ("person_no", pa.int64()),
        "supporter_no": ("number", pa.int64()),
        "relation": ("relation", pa.int64()),
        "birth_date": ("birth_date", pa.date32()),
    },
}
"""Columns of the snapshot that the files hold: from which of the numbered table, and as what."""

_OWNERS: Mapping[Entity, str] = {
    Entity.HOUSEHOLD: "s.household_id = n.id",
    Entity.PERSON: "s.person_id = n.id and s.supporter_id is null",
    Entity.SUPPORTER: "s.supporter_id = n.id",
}

_ROWS = """
copy (select {columns} from {numbered} where household_no between %(low)s and %(high)s
  order by number) to stdout with (format csv)
"""

# What prevails comes last: the order of `facts.in_force`. Many lines are one row, because the
# driver hands over rows one by one.
_LINES = """
select string_agg(concat('{{"{subject}": ', n.number, ', ', substr(s.facts::text, 2)), E'\\n'
  order by case s.source {ranks} end, s.valid_from, s.recorded_at, s.id)
from {numbered} n join registry_statement s on {owner}
where n.household_no between %(low)s and %(high)s and s.facts <> '{{}}'
  and s.withdrawn_at is null and s.valid_from <= %(on)s
  and (s.valid_to is null or s.valid_to > %(on)s)
group by n.number / {at_once}
"""
_SUBJECTS_AT_ONCE = 8_192

# The planner does not know how many rows the scope holds, and would read the whole table.
_BY_INDEX = "set local enable_mergejoin = off; set local enable_hashjoin = off"
_ANY_WAY = "set local enable_mergejoin = on; set local enable_hashjoin = on"

_RANKS = " ".join(f"when '{source}' then {rank}" for source, rank in RANKS.items())


@dataclass(frozen=True, slots=True)
class Slice:
    """The households numbered from `low` to `high`, both included, as of a day."""

    low: int
    high: int
    on: date


@dataclass(frozen=True, slots=True)
class Read:
    """What the database said of one entity of a slice, before anything is made of it."""

    entity: Entity
    rows: bytes
    lines: bytes


def read(entity: Entity, part: Slice) -> Read:
    """Ask the database for the files and the statements of a slice."""
    columns = ", ".join(column for column, _ in _COLUMNS[entity].values())
    text = _ROWS.format(columns=columns, numbered=NUMBERED[entity])
    rows = _copied(text, part)
    return Read(entity, rows, _lines(entity, part) if rows else b"")


def table_of(found: Read) -> pa.Table:
    """The keys and every fact that anybody states; asks nothing of the database."""
    entity, rows = found.entity, _table(found)
    stated = _stated(found, rows)
    file = {
        name: rows[name] if rows[name].type != pa.date32() else _stored_days(name, rows[name])
        for name in rows.column_names
        if name in ON_FILE[entity] or name not in stated
    }
    return pa.table({**stated, **file})


def _table(found: Read) -> pa.Table:
    types = {name: kind for name, (_, kind) in _COLUMNS[found.entity].items()}
    if not found.rows:
        return pa.schema(list(types.items())).empty_table()
    return pv.read_csv(
        pa.BufferReader(found.rows),
        read_options=pv.ReadOptions(column_names=list(types)),
        convert_options=pv.ConvertOptions(column_types=types),
    )


def _stated(found: Read, rows: pa.Table) -> Mapping[str, pa.Array]:
    if not rows.num_rows:
        return {}
    file = {"locally_registered"} & set(rows.column_names)
    otherwise: dict[str, Numbers] = {name: rows[name].to_numpy().copy() for name in file}
    return resolved(
        found.entity,
        found.lines,
        first=rows[_NUMBER[found.entity]][0].as_py(),
        count=rows.num_rows,
        otherwise=otherwise,
    )


def _lines(entity: Entity, part: Slice) -> bytes:
    text = _LINES.format(
        subject=SUBJECT,
        numbered=NUMBERED[entity],
        owner=_OWNERS[entity],
        ranks=_RANKS,
        at_once=_SUBJECTS_AT_ONCE,
    )
    with connection.cursor() as cursor:
        cursor.execute(_BY_INDEX)
        cursor.execute(text, _named(part))
        found = [str(lines).encode() for (lines,) in cursor.fetchall()]
        cursor.execute(_ANY_WAY)
    return b"\n".join(found)


def _copied(text: str, part: Slice) -> bytes:
    with connection.cursor() as cursor, cursor.copy(text, _named(part)) as copy:
        return b"".join(copy)


def _named(part: Slice) -> dict[str, Any]:
    return {"low": part.low, "high": part.high, "on": part.on}


def _stored_days(name: str, days: pa.ChunkedArray) -> pa.ChunkedArray:
    """20260131 of each day; what has not happened is "never", an unknown birth is unknown."""
    parts = (pc.multiply(pc.year(days), 10_000), pc.multiply(pc.month(days), 100), pc.day(days))
    stored = pc.add(pc.add(parts[0], parts[1]), parts[2])
    return pc.fill_null(stored, NEVER) if name == "death_date" else stored
