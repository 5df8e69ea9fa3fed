"""Writes a demo city as a snapshot, part by part."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa

from minzheng.adapters.population import (
    economy,
    frailty,
    health,
    kin,
    means,
    registration,
    supporters,
)
from minzheng.adapters.population.awkward import awkward_tables
from minzheng.adapters.population.city import Block, allot, load_counties
from minzheng.adapters.population.draft import Columns, Draft
from minzheng.adapters.population.identifiers import household_ids, resident_ids
from minzheng.adapters.population.naming import names
from minzheng.adapters.population.streams import Array
from minzheng.base.errors import InvalidValue
from minzheng.rules.batch.snapshot import TABLES, Snapshot, SnapshotWriter, arrow_type
from minzheng.rules.facts import Entity, Vocabulary

_TOPICS = (
    registration.settle,
    registration.introduce,
    registration.school,
    registration.set_apart,
    health.disable,
    economy.impoverish,
    economy.employ,
    economy.retire,
    economy.receive,
    economy.balance,
    means.own,
    means.spend,
    means.strike,
    means.apply,
    means.keep_books,
    kin.orphan,
    supporters.register_supporters,
    frailty.weaken,
    frailty.hide_unknowns,
)
"""In the order of what depends on what."""

Tables = Mapping[Entity, pa.Table]


def write_population(
    folder: Path,
    *,
    area: str,
    households: int,
    seed: int,
    vocabulary: Vocabulary,
    progress: Callable[[int], None],
) -> Snapshot:
    """Write a synthetic city of so many households and open it.

    The hand-made households come first, as a part of their own, and count among `households`; a
    city is never smaller than they are. `progress` is told how many households each part added.
    Raises `InvalidValue` for an area without divisions.
    """
    if households < 1:
        raise InvalidValue("户数应为正整数。")
    counties = load_counties(area)
    writer = SnapshotWriter(folder, area=area, vocabulary=vocabulary)
    name, tables = awkward_tables(counties, vocabulary)
    rows = _write(writer, name, tables, progress)
    for block in allot(counties, max(households - rows[Entity.HOUSEHOLD], 0)):
        tables = _tables(drawn(block, seed), rows, vocabulary)
        written = _write(writer, block.name, tables, progress)
        rows = {entity: rows[entity] + written[entity] for entity in Entity}
    return writer.close()


def _write(
    writer: SnapshotWriter, name: str, tables: Tables, progress: Callable[[int], None]
) -> dict[Entity, int]:
    part = writer.write_part(name, tables)
    progress(part.households)
    return {entity: int(getattr(part, TABLES[entity])) for entity in Entity}


def drawn(block: Block, seed: int) -> Draft:
    """One part with all its facts, the same whatever else is drawn before or after it."""
    draft = Draft(block, seed)
    for topic in _TOPICS:
        topic(draft)
    return draft


def _tables(draft: Draft, rows: Mapping[Entity, int], vocabulary: Vocabulary) -> Tables:
    """Tables of a part, numbered on from the rows that were written before."""
    home = 1 + rows[Entity.HOUSEHOLD]
    who = 1 + rows[Entity.PERSON]
    villages = pa.array(draft.block.county.villages)
    supported = draft.supported
    count = draft.supporter.rows
    return {
        Entity.HOUSEHOLD: _table(
            Entity.HOUSEHOLD,
            draft.household,
            {
                "household_no": pa.array(home + np.arange(draft.households)),
                "household_id": household_ids(draft.block),
                "division": villages.take(pa.array(draft.village)),
            },
            vocabulary,
        ),
        Entity.PERSON: _table(
            Entity.PERSON,
            draft.person,
            {
                "household_no": pa.array(home + draft.home),
                "person_no": pa.array(who + np.arange(draft.persons)),
                "person_id": resident_ids(draft),
                "name": names(draft),
            },
            vocabulary,
        ),
        Entity.SUPPORTER: _table(
            Entity.SUPPORTER,
            draft.supporter,
            {
                "household_no": pa.array(home + _home_of(draft, supported)),
                "person_no": pa.array(who + supported),
                "supporter_no": pa.array(1 + rows[Entity.SUPPORTER] + np.arange(count)),
            },
            vocabulary,
        ),
    }


def _home_of(draft: Draft, persons: Array) -> Array:
    return np.asarray(draft.home[persons], dtype=np.int64)


def _table(
    entity: Entity, facts: Columns, keys: Mapping[str, pa.Array], vocabulary: Vocabulary
) -> pa.Table:
    types = {name: arrow_type(fact) for name, fact in vocabulary.of(entity).items()}
    return facts.table(keys, types)
