"""Inputs as real files: a small correct one, and ways to spoil a cell of it."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.calculator.reading import Problem, Reading, read_input

TODAY = dt.date(2026, 11, 22)
AREA = "320400"

Rows = list[dict[str, object]]

FILES = {"家庭": "households", "人员": "persons", "义务人": "supporters"}


def good_rows() -> dict[str, Rows]:
    """Two households: a couple with a child, and an old man with one supporter."""
    return {
        "家庭": [
            {"家庭编号": "H1", "区划代码": "320402001001", "城乡": "城镇", "金融资产（元）": 12000},
            {"家庭编号": "H2", "区划代码": "320481100", "城乡": "农村", "金融资产（元）": 80.5},
        ],
        "人员": [
            _person("H1", "11010519491231002X", "户主", dt.date(1949, 12, 31), "女"),
            _person("H1", "P2", "配偶", dt.date(1950, 1, 1), "男"),
            _person("H1", None, "子女", dt.date(1980, 2, 29), "男"),
            _person("H2", "P4", "户主", dt.date(1941, 5, 6), "男"),
        ],
        "义务人": [{"人员编号": "P4", "与被赡养人关系": "子女", "本人收入（元/月）": 2400}],
    }


def _person(
    household: str, person: str | None, relation: str, born: dt.date, sex: str
) -> dict[str, object]:
    return {
        "家庭编号": household,
        "人员编号": person,
        "姓名": "某人",
        "与户主关系": relation,
        "出生日期": born,
        "性别": sex,
        "工资性收入": 1234.5,
    }


def write_workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An xlsx with one sheet per table, titles in row 1."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        titles = titles_of(rows)
        sheet.append(titles)
        for row in rows:
            sheet.append([row.get(name) for name in titles])
    workbook.save(path)
    return path


def write_csvs(folder: Path, sheets: Mapping[str, Rows], encoding: str = "utf-8") -> Path:
    """A folder of CSV files in an encoding."""
    folder.mkdir(exist_ok=True)
    for title, rows in sheets.items():
        with (folder / f"{FILES[title]}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, titles_of(rows))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_parquet(folder: Path, sheets: Mapping[str, Rows]) -> Path:
    """A folder of Parquet files with typed columns."""
    folder.mkdir(exist_ok=True)
    for title, rows in sheets.items():
        columns = {name: [row.get(name) for row in rows] for name in titles_of(rows)}
        pq.write_table(pa.table(columns), folder / f"{FILES[title]}.parquet")
    return folder


def titles_of(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Every title that any row has, in order."""
    return list(dict.fromkeys(name for row in rows for name in row))


def read(source: Path, into: Path, *, skip_bad: bool = False) -> Reading:
    """Read an input with the vocabulary of the platform."""
    return read_input(
        source, into=into, vocabulary=VOCABULARY, area=AREA, today=TODAY, skip_bad=skip_bad
    )


def problems_of(folder: Path, sheets: Mapping[str, Rows]) -> tuple[Problem, ...]:
    """What is wrong with these rows when they come as a workbook."""
    return read(write_workbook(folder / "input.xlsx", sheets), folder / "snapshot").problems
