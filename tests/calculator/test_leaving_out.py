"""With ``skip_bad``, whole households with an error stay out and are listed."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from minzheng.interfaces.calculator.reading import Reading
from minzheng.rules.facts import Entity
from tests.calculator.inputs import Rows, good_rows, read, write_csvs, write_workbook


def _read(tmp_path: Path, rows: dict[str, Rows]) -> Reading:
    return read(write_workbook(tmp_path / "in.xlsx", rows), tmp_path / "out", skip_bad=True)


def _households(reading: Reading) -> list[str]:
    assert reading.snapshot is not None
    return [
        household
        for part in reading.snapshot.parts
        for household in pq.read_table(reading.snapshot.file(Entity.HOUSEHOLD, part))[
            "household_id"
        ].to_pylist()
    ]


@pytest.mark.parametrize(
    ("sheet", "place", "cells", "left", "reason"),
    [
        ("家庭", 0, {"城乡": "镇"}, ["H2"], "不在可选项之内"),
        ("人员", 2, {"工资性收入": "x"}, ["H2"], "不是金额"),
        # A member that belongs nowhere probably belongs to the household above it.
        ("人员", 2, {"家庭编号": "H8"}, ["H2"], "家庭表里没有这个家庭编号"),
        ("人员", 2, {"家庭编号": None}, ["H2"], "家庭编号是空的"),
        ("义务人", 0, {"本人收入（元/月）": "x"}, ["H1"], "不是金额"),
    ],
)
def test_the_whole_household_stays_out(
    tmp_path: Path,
    sheet: str,
    place: int,
    cells: dict[str, object],
    left: list[str],
    reason: str,
) -> None:
    rows = good_rows()
    rows[sheet][place].update(cells)
    reading = _read(tmp_path, rows)
    assert _households(reading) == left
    (out,) = reading.left_out
    assert out.household_id not in left
    assert out.row == (2 if out.household_id == "H1" else 3)
    assert reason in out.reasons


def test_numbers_stay_dense(tmp_path: Path) -> None:
    rows = good_rows()
    rows["家庭"][0]["城乡"] = "镇"
    reading = _read(tmp_path, rows)
    assert reading.snapshot is not None
    part = reading.snapshot.parts[0]
    people = pq.read_table(reading.snapshot.file(Entity.PERSON, part)).to_pylist()
    assert [(p["household_no"], p["person_no"]) for p in people] == [(1, 1)]
    assert part.supporters == 1


def test_without_skipping_nothing_is_written(tmp_path: Path) -> None:
    rows = good_rows()
    rows["家庭"][0]["城乡"] = "镇"
    reading = read(write_workbook(tmp_path / "in.xlsx", rows), tmp_path / "out")
    assert reading.snapshot is None
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_a_wrong_title_cannot_be_skipped(tmp_path: Path) -> None:
    rows = good_rows()
    rows["家庭"][0]["机动车辆"] = "x"
    assert _read(tmp_path, rows).snapshot is None


def test_a_row_that_cannot_be_split_spoils_the_household_above(tmp_path: Path) -> None:
    folder = write_csvs(tmp_path / "in", good_rows())
    file = folder / "persons.csv"
    lines = file.read_text("utf-8").splitlines()
    lines[2] += ",多"
    file.write_text("\n".join(lines), "utf-8")
    reading = read(folder, tmp_path / "out", skip_bad=True)
    assert _households(reading) == ["H2"]
    assert [out.household_id for out in reading.left_out] == ["H1"]


def test_a_household_without_id_is_listed(tmp_path: Path) -> None:
    rows = good_rows()
    rows["家庭"].append({"家庭编号": None, "区划代码": "320402"})
    reading = _read(tmp_path, rows)
    assert _households(reading) == ["H1", "H2"]
    assert [(out.household_id, out.row, out.reasons) for out in reading.left_out] == [
        ("", 4, ("家庭编号是空的",))
    ]
