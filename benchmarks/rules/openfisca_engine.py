"""OpenFisca from files to file: read, load, compute, write; each step timed.

A program of its own, so that no other engine carries its imports:
``python -m benchmarks.rules.openfisca_engine openfisca SNAPSHOT FOLDER``.
"""

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset  # read_table would import it on the clock
import pyarrow.parquet as pq

from benchmarks.openfisca_model.simulation import Columns, SharedBenefits, Tables
from benchmarks.rules.once import perform
from benchmarks.rules.question import MONTH_TEXT, Asked, asked
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity


def model(question: Asked) -> SharedBenefits:
    """The model with the bench's numbers."""
    return SharedBenefits(question.stored, MONTH_TEXT)


def run(
    model: SharedBenefits, outcomes: Iterable[str], snapshot: Snapshot, folder: Path
) -> dict[str, float]:
    """Write the shared amounts of every person; returns the seconds of each step."""
    started = time.perf_counter()
    tables = read(model, snapshot)
    was_read = time.perf_counter()
    simulation = model.simulation(tables)
    loaded = time.perf_counter()
    amounts = model.amounts(simulation, outcomes)
    computed = time.perf_counter()
    write(tables, amounts, folder)
    written = time.perf_counter()
    return {
        "read": was_read - started,
        "load": loaded - was_read,
        "compute": computed - loaded,
        "write": written - computed,
    }


def read(model: SharedBenefits, snapshot: Snapshot) -> Tables:
    """The columns that the model needs, as numpy arrays."""
    return Tables(
        _columns(snapshot, Entity.PERSON, ("household_no", "person_no", *model.persons)),
        _columns(snapshot, Entity.HOUSEHOLD, ("household_no", *model.households)),
        _columns(snapshot, Entity.SUPPORTER, ("person_no", *model.supporters)),
    )


def _columns(snapshot: Snapshot, entity: Entity, names: Sequence[str]) -> Columns:
    parts = [
        pq.read_table(snapshot.file(entity, part), columns=list(names)) for part in snapshot.parts
    ]
    table = pa.concat_tables(parts)
    return {name: table[name].to_numpy() for name in names}


def write(tables: Tables, amounts: Columns, folder: Path) -> None:
    """One row per person, zeros included, like ours."""
    columns = {
        "household_no": tables.persons["household_no"],
        "person_no": tables.persons["person_no"],
        **{key.replace(".", "__"): values.astype(np.int64) for key, values in amounts.items()},
    }
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), folder / "amounts.parquet")


def timed(question: Asked, snapshot: Snapshot, folder: Path) -> dict[str, float]:
    """One wide row per person, the tax-benefit system built beforehand."""
    system = model(question)
    started = time.perf_counter()
    steps = run(system, question.program.outcomes, snapshot, folder)
    return {"seconds": time.perf_counter() - started, **steps}


if __name__ == "__main__":
    perform(timed, asked(), sys.argv[2], sys.argv[3])
