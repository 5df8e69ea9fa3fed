"""What machine code noted about a part of a snapshot, as tables."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minzheng.rules.facts import Entity
from minzheng.rules.native.layout import UNKNOWN
from minzheng.rules.native.slate import Noted, Tables, Words
from minzheng.rules.program import Program
from minzheng.rules.sql.demand import rule_column
from minzheng.rules.sql.query import KEYS
from minzheng.rules.units import Kind


@dataclass(frozen=True, slots=True)
class Rows:
    """What was noted about one rule, as `Noted` says."""

    home: Words
    who: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a program; of those whom they are about, keys and what else was asked for."""

    program: Program
    tables: Tables
    noted: Noted

    def decided(self, entity: Entity) -> pa.Table:
        """One row for each outcome that is yes or undecided; "no" leaves none.

        Columns: those of the entity's table, of members those of the household too; ``benefit``,
        ``amount`` (fen, null for a status), ``undecided``, ``since`` (months since year 0, or
        null). Sorted by keys and benefit.
        """
        outcomes, noted = self.program.outcomes, self.noted
        places = [place for place, key in enumerate(outcomes) if self._entity(key) is entity]
        chosen = np.flatnonzero(np.isin(noted.what, places))
        what, value, since = (each[chosen] for each in (noted.what, noted.value, noted.since))
        statuses = np.array([self._is_status(key) for key in outcomes], np.bool_)
        undecided = value == UNKNOWN
        found = {
            **_columns(self.tables[Entity.HOUSEHOLD], noted.home[chosen]),
            **_columns(self.tables[entity], noted.who[chosen]),
            "benefit": pa.array(outcomes, pa.string()).take(pa.array(what)),
            "amount": pa.array(value, mask=undecided | statuses[what]),
            "undecided": pa.array(undecided),
            "since": pa.array(since, mask=since == UNKNOWN).cast(pa.int32()),
        }
        order = [(name, "ascending") for name in (*KEYS[entity], "benefit")]
        return pa.table(found).sort_by(order)

    def amounts(self, entity: Entity) -> pa.Table:
        """One row for everybody: keys, each outcome's value, and those of the other rules.

        Null is unknown.
        """
        table = self.tables[entity].select(KEYS[entity])
        for key, column in self._wide(entity, table.num_rows):
            table = table.append_column(rule_column(key), column)
        return table

    def by_rule(self) -> Iterator[tuple[str, Rows]]:
        """Each outcome, then each other rule that was asked for, with its rows in their order."""
        order = np.argsort(self.noted.what.astype(np.int16), kind="stable")  # sorted by counting
        what, home, who, value = (
            each[order]
            for each in (self.noted.what, self.noted.home, self.noted.who, self.noted.value)
        )
        asked = self.program.outcomes + self.program.also
        ends = np.searchsorted(what, np.arange(len(asked) + 1))
        for place, key in enumerate(asked):
            own = slice(ends[place], ends[place + 1])
            yield key, Rows(home[own], who[own], value[own])

    def _wide(self, entity: Entity, rows: int) -> Iterator[tuple[str, pa.Array]]:
        for key, own in self.by_rule():
            if self._entity(key) is entity:
                yield key, _spread(own.who, own.value, rows, status=self._is_status(key))

    def _entity(self, key: str) -> Entity:
        return self.program.steps[key].entity

    def _is_status(self, key: str) -> bool:
        return self.program.steps[key].rule.unit.kind is Kind.YES_NO


def _columns(table: pa.Table, rows: Words) -> dict[str, pa.ChunkedArray]:
    taken = table.take(pa.array(rows))
    return dict(zip(taken.column_names, taken.columns, strict=True))


def _spread(who: Words, value: Words, rows: int, *, status: bool) -> pa.Array:
    """Values at their rows, and nought at all others."""
    block = pa.allocate_buffer(8 * rows)
    whole = np.frombuffer(block, np.int64)
    whole.fill(0)
    whole[who] = value
    array = pa.Array.from_buffers(pa.int64(), rows, [None, block])
    if (value == UNKNOWN).any():
        array = pc.if_else(pc.equal(array, UNKNOWN), None, array)
    return array.cast(pa.bool_()) if status else array
