"""Good inputs in every form become the same snapshot."""

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from minzheng.catalogue.codes import Relation
from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.calculator.reading import Reading, UnreadableInput, read_input
from minzheng.rules.batch.snapshot import Snapshot, arrow_schema
from minzheng.rules.facts import Entity
from tests.calculator.inputs import (
    good_rows,
    read,
    write_csvs,
    write_parquet,
    write_workbook,
)


def _table(reading: Reading, entity: Entity, part: str) -> list[dict[str, object]]:
    assert reading.snapshot is not None
    found = next(p for p in reading.snapshot.parts if p.name == part)
    rows: list[dict[str, object]] = pq.read_table(reading.snapshot.file(entity, found)).to_pylist()
    return rows


def _check_good(reading: Reading) -> None:
    assert reading.problems == ()
    assert reading.snapshot is not None
    assert [part.name for part in reading.snapshot.parts] == ["320402", "320481"]
    home = _table(reading, Entity.HOUSEHOLD, "320402")[0]
    assert (home["household_no"], home["household_id"]) == (1, "H1")
    assert home["division"] == "320402001001"
    assert home["assets"] == 1_200_000
    people = _table(reading, Entity.PERSON, "320402")
    assert [person["person_no"] for person in people] == [1, 2, 3]
    assert [person["member_number"] for person in people] == [1, 2, 3]
    assert [person["person_id"] for person in people] == ["11010519491231002X", "P2", "H1#3"]
    assert people[0]["relation"] == Relation.head
    assert people[2]["birth_date"] == 19800229
    assert people[0]["wage"] == 123_450
    assert people[0]["able_to_work"] is None
    assert people[0]["covered"] is True
    supporter = _table(reading, Entity.SUPPORTER, "320481")[0]
    assert (supporter["household_no"], supporter["person_no"]) == (2, 4)
    assert supporter["supporter_no"] == 1
    assert supporter["income"] == 240_000


def test_a_workbook(tmp_path: Path) -> None:
    _check_good(read(write_workbook(tmp_path / "in.xlsx", good_rows()), tmp_path / "out"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_files(tmp_path: Path, encoding: str) -> None:
    source = write_csvs(tmp_path / "in", good_rows(), encoding)
    _check_good(read(source, tmp_path / "out"))


def test_parquet_files(tmp_path: Path) -> None:
    _check_good(read(write_parquet(tmp_path / "in", good_rows()), tmp_path / "out"))


def test_english_titles_in_any_order(tmp_path: Path) -> None:
    english = {"家庭编号": "household_id", "区划代码": "division", "城乡": "settlement"}
    rows = good_rows()
    rows["家庭"] = [
        {english.get(name, name): value for name, value in reversed(row.items())}
        for row in rows["家庭"]
    ]
    _check_good(read(write_workbook(tmp_path / "in.xlsx", rows), tmp_path / "out"))


def test_titles_below_a_heading_and_blank_rows(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "in.xlsx", good_rows())
    workbook = load_workbook(path)
    workbook["人员"].insert_rows(1, 2)
    workbook["人员"]["A1"] = "某县家庭成员登记表"
    workbook["人员"].insert_rows(5)
    workbook["人员"]["A40"] = "   "
    workbook.save(path)
    _check_good(read(path, tmp_path / "out"))


def test_without_supporters(tmp_path: Path) -> None:
    rows = good_rows()
    del rows["义务人"]
    reading = read(write_workbook(tmp_path / "in.xlsx", rows), tmp_path / "out")
    assert reading.snapshot is not None
    assert reading.snapshot.rows(Entity.SUPPORTER) == 0


def test_member_numbers_are_kept_or_given_afresh(tmp_path: Path) -> None:
    rows = good_rows()
    for row, number in zip(rows["人员"], (3, 1, 2, None), strict=True):
        row["成员序号"] = number
    reading = read(write_workbook(tmp_path / "in.xlsx", rows), tmp_path / "out")
    people = _table(reading, Entity.PERSON, "320402")
    assert [person["person_id"] for person in people] == ["P2", "H1#2", "11010519491231002X"]
    assert [person["member_number"] for person in people] == [1, 2, 3]
    assert _table(reading, Entity.PERSON, "320481")[0]["member_number"] == 1


def test_an_old_resident_id_becomes_the_new_one(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][3].update({"人员编号": "110105491231002", "出生日期": dt.date(1949, 12, 31)})
    rows["人员"][3]["性别"] = "女"
    rows["人员"][0]["人员编号"] = "P1"
    rows["义务人"][0]["人员编号"] = "11010519491231002x"
    reading = read(write_workbook(tmp_path / "in.xlsx", rows), tmp_path / "out")
    assert reading.problems == ()
    assert _table(reading, Entity.PERSON, "320481")[0]["person_id"] == "11010519491231002X"
    assert len(_table(reading, Entity.SUPPORTER, "320481")) == 1


def test_a_snapshot_is_used_where_it_is(tmp_path: Path) -> None:
    made = read(write_workbook(tmp_path / "in.xlsx", good_rows()), tmp_path / "out")
    again = read(tmp_path / "out", tmp_path / "unused")
    assert made.snapshot is not None and again.snapshot is not None
    assert again.snapshot.folder == made.snapshot.folder
    assert not (tmp_path / "unused").exists()
    assert not list((tmp_path / "out").glob(".reading-*"))


def test_every_column_is_in_the_snapshot(tmp_path: Path) -> None:
    reading = read(write_workbook(tmp_path / "in.xlsx", good_rows()), tmp_path / "out")
    snapshot = reading.snapshot
    assert isinstance(snapshot, Snapshot)
    for entity in Entity:
        for part in snapshot.parts:
            table = pq.read_table(snapshot.file(entity, part))
            wanted = arrow_schema(VOCABULARY, entity)
            assert table.schema.names == wanted.names
            assert table.schema.types == wanted.types
            for field in table.schema:
                assert field.nullable is (table[field.name].null_count > 0)


@pytest.mark.parametrize(
    ("name", "words"),
    [("absent.xlsx", "找不到"), ("broken.xlsx", "打不开"), ("old.xls", "另存为xlsx")],
)
def test_nothing_to_read(tmp_path: Path, name: str, words: str) -> None:
    if name != "absent.xlsx":
        (tmp_path / name).write_bytes(b"no workbook")
    with pytest.raises(UnreadableInput, match=words):
        read(tmp_path / name, tmp_path / "out")


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    read_input(
        write_workbook(tmp_path / "in.xlsx", good_rows()),
        into=tmp_path / "out",
        vocabulary=VOCABULARY,
        area="320400",
        today=dt.date(2026, 11, 22),
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert ("读取人员", 4, 4) in told
    assert told[-1] == ("写入快照", 4, None)
