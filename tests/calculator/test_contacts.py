"""Columns for the registry are read, kept beside the snapshot, and change no evaluation."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from minzheng.catalogue.ethnicities import ETHNICITIES, ethnicity_code
from minzheng.interfaces.calculator.reading.contacts import CONTACT_COLUMNS, contacts_of
from minzheng.rules.facts import Entity
from tests.calculator.inputs import good_rows, read, write_workbook


def rows_with(**cells: object) -> dict[str, list[dict[str, object]]]:
    """The good rows, with more cells for the first person."""
    sheets = good_rows()
    sheets["人员"][0].update(cells)
    return sheets


def test_contacts_lie_beside_the_snapshot(tmp_path: Path) -> None:
    cells = {
        "手机号": 13812345678.0,
        "住址": "  朝阳村 3号 ",
        "户籍区划": "320402001204",
        "民族": "回",
        "开户银行": "江南农商行",
        "银行账号": "6228 4804 0256 4890 018",
    }
    reading = read(write_workbook(tmp_path / "a.xlsx", rows_with(**cells)), tmp_path / "out")
    assert reading.snapshot is not None, reading.problems
    found = [contacts_of(reading.snapshot, part) for part in reading.snapshot.parts]
    (told,) = [row for file in found if file for row in pq.read_table(file).to_pylist()]
    assert told == {
        "person_no": told["person_no"],
        "phone": "13812345678",
        "address": "朝阳村 3号",
        "registration_division": "320402001204",
        "ethnicity": "03",
        "bank": "江南农商行",
        "bank_account": "6228480402564890018",
    }
    part = reading.snapshot.parts[0]
    kept = pq.read_schema(reading.snapshot.file(Entity.PERSON, part)).names
    assert not {column.name for column in CONTACT_COLUMNS} & set(kept)


def test_an_input_without_them_has_none(tmp_path: Path) -> None:
    reading = read(write_workbook(tmp_path / "a.xlsx", good_rows()), tmp_path / "out")
    assert reading.snapshot is not None
    assert not any(contacts_of(reading.snapshot, part) for part in reading.snapshot.parts)
    assert not (tmp_path / "out" / "contacts").exists()


@pytest.mark.parametrize(
    ("title", "cell", "wrong"),
    [
        ("手机号", "1381234567", "不是电话号码"),
        ("手机号", "23812345678", "不是电话号码"),
        ("民族", "火星族", "没有这个民族"),
        ("民族", "99", "没有这个民族"),
        ("户籍区划", "3204", "行政区划代码应为6位、9位或12位数字"),
        ("银行账号", 6.22848040256489e18, "银行账号被Excel转成了数字, 末位已丢失"),
        ("银行账号", "6228-ABCD", "不是银行账号"),
        ("住址", "长" * 201, "超过200个字"),
        ("开户银行", "农\u202e行", "含有看不见的字符"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, title: str, cell: object, wrong: str) -> None:
    reading = read(write_workbook(tmp_path / "a.xlsx", rows_with(**{title: cell})), tmp_path / "o")
    assert [(each.column, each.wrong) for each in reading.problems] == [(title, wrong)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+86 138-1234-5678", "13812345678"),
        ("0519-86881234", "051986881234"),
        ("１３８１２３４５６７８", "13812345678"),
    ],
)
def test_numbers_are_read_as_people_write_them(tmp_path: Path, typed: str, number: str) -> None:
    sheets = rows_with(手机号=typed)
    reading = read(write_workbook(tmp_path / "a.xlsx", sheets), tmp_path / "out")
    assert reading.snapshot is not None
    file = contacts_of(reading.snapshot, reading.snapshot.parts[0])
    assert file is not None
    assert pq.read_table(file)["phone"].to_pylist() == [number]


def test_every_ethnic_group_is_read_by_name_and_code() -> None:
    assert len(ETHNICITIES) == 58
    for code, name in ETHNICITIES.items():
        assert ethnicity_code(name) == ethnicity_code(code) == code
    assert ethnicity_code("汉") == ethnicity_code("1") == "01"
