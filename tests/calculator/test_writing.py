"""Results for officers and machines: nothing lost, nothing executable, totals right."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.calculator.writing import Total, summarise, write_results
from minzheng.interfaces.calculator.writing.result_tables import ResultTables
from minzheng.interfaces.calculator.writing.result_workbook import write_result_workbook
from minzheng.interfaces.calculator.writing.summary import totals_of
from minzheng.rules.batch.snapshot import Snapshot, SnapshotWriter
from minzheng.rules.facts import Entity

TITLES = {"first.grant": "甲救助金", "second.allowance": "乙补贴", "third.status": "丙家庭"}
NAMES = {"320402": "天宁区"}
PAYLOADS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "#N/A", "张\x07三")
ID = "11010519491231002X"


@pytest.fixture(name="results")
def fixture_results(tmp_path: Path) -> Path:
    """Seven persons with an allowance, one undecided; one household with a grant and a status."""
    folder = tmp_path / "results"
    names = [*PAYLOADS[:-1], "王五"]
    count = len(names)
    _write(
        folder / "persons" / "a.parquet",
        household_no=[1] * count,
        person_no=list(range(1, count + 1)),
        household_id=["H1"] * count,
        person_id=[ID] * count,
        name=names,
        division=["320402001001"] * count,
        benefit=["second.allowance"] * count,
        decision=["yes"] * (count - 1) + ["undecided"],
        amount=[12_345] * (count - 1) + [None],
        period=["month"] * count,
        since=["2026-12"] * count,
        missing=[""] * (count - 1) + ["出生日期、残疾等级"],
    )
    _write(
        folder / "households" / "a.parquet",
        household_no=[1, 1, 2],
        household_id=["H1", "H1", "=H2"],
        division=["320402001001", "320402001001", "320481100"],
        benefit=["third.status", "first.grant", "first.grant"],
        decision=["yes", "yes", "yes"],
        amount=[None, 90_001, 200_000],
        period=["", "month", "once"],
        since=["2026-12", "2026-12", "2026-12"],
        missing=["", "", ""],
    )
    return folder


@pytest.fixture(name="snapshot")
def fixture_snapshot(tmp_path: Path) -> Snapshot:
    """The households that were evaluated; the last gets nothing."""
    writer = SnapshotWriter(tmp_path / "snapshot", area="320400", vocabulary=VOCABULARY)
    homes = {
        "household_no": [1, 2, 3],
        "household_id": ["H1", "=H2", "003"],
        "division": ["320402001001", "320481100", "320481100"],
    }
    nobody = {"household_no": pa.array([], pa.int64()), "person_no": pa.array([], pa.int64())}
    persons = pa.table(
        {**nobody, "person_id": pa.array([], pa.string()), "name": pa.array([], pa.string())}
    )
    supporters = pa.table({**nobody, "supporter_no": pa.array([], pa.int64())})
    writer.write_part(
        "a",
        {Entity.HOUSEHOLD: pa.table(homes), Entity.PERSON: persons, Entity.SUPPORTER: supporters},
    )
    return writer.close()


def _write(path: Path, **columns: Sequence[object]) -> None:
    path.parent.mkdir(parents=True)
    pq.write_table(pa.table(columns), path)


def test_totals(results: Path) -> None:
    summary = summarise(results, titles=TITLES, county_names=NAMES)
    assert summary.benefits == (
        Total("", "", "first.grant", "甲救助金", None, 2, 90_001, 200_000, 0),
        Total("", "", "second.allowance", "乙补贴", 7, 1, 7 * 12_345, None, 1),
        Total("", "", "third.status", "丙家庭", None, 1, None, None, 0),
    )
    assert summary.total == Total("", "", "", "合计", 7, 2, 90_001 + 7 * 12_345, 200_000, 1)
    assert [(t.county, t.county_name, t.title) for t in summary.counties] == [
        ("320402", "天宁区", "甲救助金"),
        ("320402", "天宁区", "乙补贴"),
        ("320402", "天宁区", "丙家庭"),
        ("320481", "320481", "甲救助金"),
    ]


def test_the_workbook(results: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    write_results(
        results,
        out,
        snapshot=snapshot,
        titles=TITLES,
        subject="某市2026年12月",
        county_names=NAMES,
    )
    workbook = load_workbook(out)
    assert workbook.sheetnames == ["汇总", "家庭合计", "家庭", "人员", "无法判定"]
    assert workbook["汇总"]["A1"].value == "某市2026年12月测算结果汇总"
    assert ("全部", "合计", 7, 2, 1764.16, 2000, 1) in _values(workbook["汇总"])
    people = workbook["人员"]
    assert people.freeze_panes == "A2" and people.auto_filter.ref == "A1:H8"
    first = {head.value: cell for head, cell in zip(people[1], people[2], strict=True)}
    assert (first["人员编号"].value, first["人员编号"].number_format) == (ID, "@")
    assert (first["金额（元）"].value, first["金额（元）"].number_format) == (123.45, "#,##0.00")
    assert (first["发放方式"].value, first["起始月份"].value) == ("按月", "2026-12")
    undecided = [cell.value for cell in workbook["无法判定"][2]]
    assert undecided == [
        "人员", "H1", ID, "王五", "320402001001", "乙补贴", "出生日期、残疾等级"
    ]  # fmt: skip
    homes = workbook["家庭"]
    assert [homes.cell(row, 3).value for row in (2, 3, 4)] == ["甲救助金", "丙家庭", "甲救助金"]
    assert homes.cell(3, 4).value is None


def test_one_row_for_each_household(results: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    for out in (tmp_path / "o.xlsx", tmp_path / "csv", tmp_path / "o.parquet"):
        write_results(results, out, snapshot=snapshot, titles=TITLES)
    sheet = load_workbook(tmp_path / "o.xlsx")["家庭合计"]
    assert _values(sheet) == [
        (
            "家庭编号",
            "区划代码",
            "每月金额（元）",
            "一次性金额（元）",
            "可享受（项）",
            "无法判定（项）",
        ),
        ("H1", "320402001001", 1764.16, 0, 9, 1),
        ("=H2", "320481100", 0, 2000, 1, 0),
        ("003", "320481100", 0, 0, 0, 0),
    ]
    formats = [cell.number_format for cell in sheet[4]]
    assert formats == ["@", "@", "#,##0.00", "#,##0.00", "#,##0", "#,##0"]
    lines = (tmp_path / "csv" / "家庭合计.csv").read_text("utf-8-sig").splitlines()
    assert lines[1:] == [
        '"H1","320402001001",1764.16,0.00,9,1',
        '"\'=H2","320481100",0.00,2000.00,1,0',
        '"003","320481100",0.00,0.00,0,0',
    ]
    table = pq.read_table(tmp_path / "o.parquet" / "household_totals.parquet")
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        (1, "H1", "320402001001", 176_416, 0, 9, 1),
        (2, "=H2", "320481100", 0, 200_000, 1, 0),
        (3, "003", "320481100", 0, 0, 0, 0),
    ]


def test_remarks_on_the_input_stand_in_the_summary(
    results: Path, snapshot: Snapshot, tmp_path: Path
) -> None:
    remarks = ["家庭：第3列“备注”不认识，未使用。"]
    write_results(results, tmp_path / "o.xlsx", snapshot=snapshot, titles=TITLES, remarks=remarks)
    column = [row[0] for row in _values(load_workbook(tmp_path / "o.xlsx")["汇总"])]
    assert f"提醒：{remarks[0]}" in column


def _values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_no_cell_is_a_formula(results: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    write_results(results, tmp_path / "o.xlsx", snapshot=snapshot, titles=TITLES, subject="=1+1")
    workbook = load_workbook(tmp_path / "o.xlsx")
    for sheet in workbook:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") for cell in row)
    names = [workbook["人员"].cell(row, 3).value for row in range(2, 9)]
    assert names == list(PAYLOADS[:-1])


def test_a_csv_folder(results: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    write_results(results, tmp_path / "out", snapshot=snapshot, titles=TITLES)
    content = (tmp_path / "out" / "人员.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "out" / "人员.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["姓名"] for row in rows] == [
        "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'＝1+1", "#N/A"
    ]  # fmt: skip
    assert {row["金额（元）"] for row in rows} == {"123.45"}
    assert {row["人员编号"] for row in rows} == {ID}
    with (tmp_path / "out" / "汇总.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["一次性金额（元）"] == "2000.00"


def test_a_parquet_folder_keeps_fen(results: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    write_results(results, tmp_path / "out.parquet", snapshot=snapshot, titles=TITLES)
    table = pq.read_table(tmp_path / "out.parquet" / "persons.parquet")
    assert table["amount"].to_pylist() == [12_345] * 7
    assert table["benefit"][0].as_py() == "second.allowance"
    assert pq.read_table(tmp_path / "out.parquet" / "summary.parquet").num_rows == 8


def test_long_tables_go_on_in_the_next_sheet(results: Path, tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    with ResultTables(results, TITLES) as tables:
        summary = totals_of(tables, {})
        write_result_workbook(path, tables, summary, subject="", rows_per_sheet=4)
    workbook = load_workbook(path)
    people = ["人员", "人员2", "人员3"]
    assert workbook.sheetnames == ["汇总", "家庭合计", "家庭", *people, "无法判定"]
    names = [
        workbook[sheet].cell(row, 3).value
        for sheet in people
        for row in range(2, workbook[sheet].max_row + 1)
    ]
    assert names == list(PAYLOADS[:-1])
    assert workbook["人员3"].auto_filter.ref == "A1:H2"


def test_no_results_at_all(snapshot: Snapshot, tmp_path: Path) -> None:
    none, out = tmp_path / "results", tmp_path / "o.xlsx"
    none.mkdir()
    summary = write_results(none, out, snapshot=snapshot, titles=TITLES)
    assert summary.benefits == ()
    assert summary.total == Total("", "", "", "合计", 0, 0, None, None, 0)
    assert load_workbook(out)["家庭合计"].max_row == 4
    assert load_workbook(tmp_path / "o.xlsx")["人员"].max_row == 1
