"""Why one difference: the household as the run saw it, asked once more by the rules of the run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.api.enrolling import names_of
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.evaluation.frozen import FrozenHousehold, FrozenPerson, FrozenSupporter
from minzheng.rules.facts import Entity

Row = Mapping[str, Any]
NAMELESS = "成员"


def frozen_in(
    snapshot: Snapshot, month: int, *, household: UUID | None, person: UUID | None
) -> FrozenHousehold | None:
    """The household of a snapshot, or that of a person; None where it holds neither.

    Members whom the reader does not see are numbered.
    """
    for part in snapshot.parts:
        number = _number(snapshot, part, household, person)
        if number is not None:
            return _frozen(snapshot, part, number, month)
    return None


def _number(
    snapshot: Snapshot, part: Part, household: UUID | None, person: UUID | None
) -> int | None:
    entity, column = (
        (Entity.HOUSEHOLD, "household_id") if household else (Entity.PERSON, "person_id")
    )
    found = pq.read_table(
        snapshot.file(entity, part),
        columns=["household_no"],
        filters=pc.field(column) == str(household or person),
    )["household_no"].to_pylist()
    return int(found[0]) if found else None


def _frozen(snapshot: Snapshot, part: Part, number: int, month: int) -> FrozenHousehold:
    [home] = _rows(snapshot, Entity.HOUSEHOLD, part, number)
    persons = _rows(snapshot, Entity.PERSON, part, number)
    supporters = _rows(snapshot, Entity.SUPPORTER, part, number)
    names = names_of(UUID(each["person_id"]) for each in persons)
    return FrozenHousehold(
        home["division"],
        month,
        _facts(Entity.HOUSEHOLD, home),
        tuple(_persons(persons, supporters, names)),
    )


def _persons(
    persons: Iterable[Row], supporters: Sequence[Row], names: Mapping[UUID, str]
) -> Iterator[FrozenPerson]:
    for position, row in enumerate(persons, start=1):
        name = names.get(UUID(row["person_id"])) or f"{NAMELESS}{position}"
        own = [each for each in supporters if each["person_no"] == row["person_no"]]
        yield FrozenPerson(
            row["person_id"],
            name,
            _facts(Entity.PERSON, row),
            tuple(
                FrozenSupporter(f"{name}.{at}", _facts(Entity.SUPPORTER, each))
                for at, each in enumerate(own, start=1)
            ),
        )


def _facts(entity: Entity, row: Row) -> dict[str, Any]:
    return {name: row[name] for name in VOCABULARY.of(entity)}


def _rows(snapshot: Snapshot, entity: Entity, part: Part, number: int) -> list[dict[str, Any]]:
    only = pc.field("household_no") == number
    rows: list[dict[str, Any]] = pq.read_table(
        snapshot.file(entity, part), filters=only
    ).to_pylist()
    return rows
