"""The workbook of errors shows each mistake and the row that it stands in."""

from pathlib import Path

from openpyxl import load_workbook

from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.calculator.error_workbook import write_error_workbook
from minzheng.interfaces.calculator.reading import LeftOut
from tests.calculator.inputs import good_rows, read, write_csvs, write_workbook


def test_problems_and_marked_rows(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][1]["工资性收入"] = "=1+1元"
    rows["人员"][0]["性别"] = "男"
    source = write_csvs(tmp_path / "in", rows, "gb18030")
    reading = read(source, tmp_path / "out")
    path = tmp_path / "错误.xlsx"
    out = (LeftOut("H1", 2, ("不是金额", "别的")),)
    write_error_workbook(path, reading.problems, source, VOCABULARY, left_out=out, hidden=7)
    workbook = load_workbook(path)
    assert workbook.sheetnames == ["问题清单", "未测算的家庭", "人员（有问题的行）"]
    listed = workbook["问题清单"]
    assert "1处错误、1处提醒，另有7处未列出" in listed["A1"].value
    assert [cell.value for cell in listed[4]][:6] == [
        2, "错误", "persons.csv", 3, "工资性收入", "=1+1元"
    ]  # fmt: skip
    assert listed["F4"].data_type == "s"
    assert [cell.value for cell in workbook["未测算的家庭"][2]] == ["H1", 2, "不是金额；别的"]
    sheet = workbook["人员（有问题的行）"]
    titles = [cell.value for cell in sheet[1]]
    assert titles[:3] == ["原行号", "问题", "家庭编号"]
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [2, 3]
    bad = sheet.cell(3, titles.index("工资性收入") + 1)
    assert (bad.value, bad.data_type) == ("=1+1元", "s")
    assert bad.fill.fgColor.rgb == "00FEE4E2"
    assert sheet.cell(2, titles.index("性别") + 1).fill.fgColor.rgb == "00FEF0C7"
    assert sheet.cell(3, titles.index("姓名") + 1).fill.fgColor.rgb != bad.fill.fgColor.rgb


def test_a_whole_sheet_missing(tmp_path: Path) -> None:
    rows = good_rows()
    del rows["人员"]
    source = write_workbook(tmp_path / "in.xlsx", rows)
    reading = read(source, tmp_path / "out")
    write_error_workbook(tmp_path / "e.xlsx", reading.problems, source, VOCABULARY)
    assert load_workbook(tmp_path / "e.xlsx").sheetnames == ["问题清单"]
