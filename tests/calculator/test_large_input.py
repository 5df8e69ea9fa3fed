"""A large input is read in batches, in bounded time; kept small enough for every run."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.interfaces.calculator.reading import tables
from minzheng.rules.facts import Entity
from tests.calculator.inputs import read

HOUSEHOLDS = 20_000
COUNTIES = ("320402", "320404", "320481")


@pytest.mark.slow
def test_forty_thousand_persons(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    households = [f"H{number:06d}" for number in range(HOUSEHOLDS)]
    divisions = [f"{COUNTIES[number % 3]}001001" for number in range(HOUSEHOLDS)]
    homes = pa.table({"household_id": households, "division": divisions})
    pq.write_table(homes, source / "households.parquet")
    born = [dt.date(1940, 1, 1) + dt.timedelta(days=n // 900) for n in range(2 * HOUSEHOLDS)]
    persons = pa.table(
        {
            "家庭编号": [household for household in households for _ in range(2)],
            "人员编号": [
                synthetic_resident_id("320402", day, number % 900)
                for number, day in enumerate(born)
            ],
            "与户主关系": ["户主", "配偶"] * HOUSEHOLDS,
            "出生日期": born,
            "工资性收入": [number / 4 for number in range(2 * HOUSEHOLDS)],
        }
    )
    pq.write_table(persons, source / "persons.parquet")
    reading = read(source, tmp_path / "out")
    assert reading.problems == ()
    assert reading.snapshot is not None
    assert [part.name for part in reading.snapshot.parts] == list(COUNTIES)
    assert reading.snapshot.rows(Entity.PERSON) == 2 * HOUSEHOLDS > tables.BATCH_ROWS
    numbers = [
        number
        for part in reading.snapshot.parts
        for number in pq.read_table(reading.snapshot.file(Entity.PERSON, part))[
            "person_no"
        ].to_pylist()
    ]
    assert numbers == list(range(1, 2 * HOUSEHOLDS + 1))
