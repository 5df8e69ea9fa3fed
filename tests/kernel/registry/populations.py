"""Invented cities as an import hands them over."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.adapters.population import write_population
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.api.bulk import PartTables
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.facts import Entity


def city(folder: Path, households: int, seed: int = 7) -> Snapshot:
    """Changzhou with so many households."""
    return write_population(
        folder,
        area="320400",
        households=households,
        seed=seed,
        vocabulary=VOCABULARY,
        progress=lambda count: None,
    )


def tables_of(snapshot: Snapshot, part: Part, contacts: pa.Table | None = None) -> PartTables:
    """The tables of a part."""
    households, persons, supporters = (
        pq.read_table(snapshot.file(entity, part))
        for entity in (Entity.HOUSEHOLD, Entity.PERSON, Entity.SUPPORTER)
    )
    return PartTables(households, persons, supporters, contacts)
