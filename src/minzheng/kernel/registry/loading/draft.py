"""One part of an import, read from its tables into rows that are ready to be written."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.facts import ON_FILE
from minzheng.kernel.registry.loading.columns import new_ids
from minzheng.kernel.registry.naming.spelling import clean_name
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.units import NEVER

_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
NAMELESS = "（无姓名）"


@dataclass(frozen=True, slots=True)
class PartTables:
    """The tables of a part in the columns of a snapshot.

    ``contacts`` has the column person_no and any of those of ``Told``; phones are digits only.
    """

    households: pa.Table
    persons: pa.Table
    supporters: pa.Table
    contacts: pa.Table | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What an input says of one person beside the facts; ``person`` is the position in the part."""

    person: int
    phone: str | None = None
    address: str | None = None
    registration_division: str | None = None
    ethnicity: str | None = None
    bank: str | None = None
    bank_account: str | None = None


TOLD = ("phone", "address", "registration_division", "ethnicity", "bank", "bank_account")


@dataclass(slots=True)
class Draft:
    """Rows of one part, column by column; ids are given before anything is written."""

    household_ids: list[str]
    household_numbers: list[str]
    divisions: list[str]
    household_facts: list[str | None]
    person_ids: list[str]
    homes: list[int]
    """The position of each person's household."""
    names: list[str]
    numbers: list[str | None]
    persons: Mapping[str, list[Any]]
    person_facts: list[str | None]
    supporter_ids: list[str]
    supported: list[int]
    """The position of the person whom each supporter supports."""
    supporters: Mapping[str, list[Any]]
    supporter_facts: list[str | None]
    contacts: list[Told] = field(default_factory=list)


def drafted(tables: PartTables, without: frozenset[int] = frozenset()) -> Draft:
    """The rows of a part, leaving out households by their ``household_no``."""
    households = _without(tables.households, without)
    persons = _without(tables.persons, without)
    supporters = _without(tables.supporters, without)
    home_at = {no: i for i, no in enumerate(households["household_no"].to_pylist())}
    person_nos = persons["person_no"].to_pylist()
    person_at = {no: i for i, no in enumerate(person_nos)}
    return Draft(
        household_ids=new_ids(households.num_rows),
        household_numbers=_texts(households["household_id"]),
        divisions=_texts(households["division"]),
        household_facts=facts_of(households, Entity.HOUSEHOLD),
        person_ids=new_ids(persons.num_rows),
        homes=[home_at[no] for no in persons["household_no"].to_pylist()],
        names=_cleaned(persons["name"].to_pylist()),
        numbers=list(numbers_of(persons["person_id"].to_pylist())),
        persons={name: persons[name].to_pylist() for name in _columns(Entity.PERSON)},
        person_facts=facts_of(persons, Entity.PERSON),
        supporter_ids=new_ids(supporters.num_rows),
        supported=[person_at[no] for no in supporters["person_no"].to_pylist()],
        supporters={name: supporters[name].to_pylist() for name in _columns(Entity.SUPPORTER)},
        supporter_facts=facts_of(supporters, Entity.SUPPORTER),
        contacts=_contacts(tables.contacts, person_at),
    )


def numbers_of(identifiers: Iterable[str | None]) -> Iterable[str | None]:
    """The identity numbers among the ids of an input; its own ids are none."""
    for each in identifiers:
        yield each if each is not None and _NUMBER.fullmatch(each) else None


def day_of(stored: int | None) -> str | None:
    """``2026-01-31`` of 20260131; nothing for what has not happened."""
    if stored is None or stored == NEVER:
        return None
    return date(stored // 10_000, stored // 100 % 100, stored % 100).isoformat()


def facts_of(table: pa.Table, entity: Entity) -> list[str | None]:
    """For each row the facts that differ from what an empty cell means, as JSON.

    Column by column, because nearly all cells are empty: a row is touched once per fact it has.
    """
    found: list[dict[str, Any] | None] = [None] * table.num_rows
    for name, fact in VOCABULARY.of(entity).items():
        if name in ON_FILE[entity] or name not in table.column_names:
            continue
        column = table[name]
        told = _told(column, fact)
        for position, value in zip(told.to_pylist(), column.take(told).to_pylist(), strict=True):
            row = found[position]
            if row is None:
                found[position] = {name: value}
            else:
                row[name] = value
    dumps = json.JSONEncoder(separators=(",", ":")).encode
    return [None if each is None else dumps(each) for each in found]


def _told(column: pa.ChunkedArray, fact: Fact) -> pa.Array:
    """The positions of the cells that say something."""
    if fact.blank is None:
        says = pc.is_valid(column)
    else:
        blank = pa.scalar(fact.blank, column.type)
        says = pc.fill_null(pc.not_equal(column, blank), True)
    return pc.indices_nonzero(says)


def _columns(entity: Entity) -> frozenset[str]:
    return ON_FILE[entity]


def _without(table: pa.Table, households: frozenset[int]) -> pa.Table:
    if not households:
        return table
    left_out = pc.is_in(table["household_no"], value_set=pa.array(sorted(households), pa.int64()))
    return table.filter(pc.invert(left_out))


def _texts(column: pa.ChunkedArray) -> list[str]:
    return [str(each) for each in column.to_pylist()]


def _cleaned(names: list[str | None]) -> list[str]:
    """Names as they are kept, each distinct one cleaned once."""
    clean = {each: clean_name(each) if each and each.strip() else NAMELESS for each in set(names)}
    return [clean[each] for each in names]


def _contacts(table: pa.Table | None, person_at: Mapping[int, int]) -> list[Told]:
    if table is None:
        return []
    present = [name for name in TOLD if name in table.column_names]
    columns = [table[name].to_pylist() for name in present]
    rows = zip(table["person_no"].to_pylist(), *columns, strict=True)
    return [
        Told(
            person_at[no], **{name: cell or None for name, cell in zip(present, cells, strict=True)}
        )
        for no, *cells in rows
        if no in person_at and any(cells)
    ]
