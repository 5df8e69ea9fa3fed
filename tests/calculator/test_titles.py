"""Titles of columns: misspelt, doubled, missing, or of columns that are the officer's own."""

from pathlib import Path

import pytest

from minzheng.interfaces.calculator.reading import Problem, Severity
from tests.calculator.inputs import (
    good_rows,
    problems_of,
    read,
    write_csvs,
    write_parquet,
    write_workbook,
)


def errors(problems: tuple[Problem, ...]) -> list[Problem]:
    """Without the warnings."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def test_titles_unknown_doubled_and_missing(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"] = [{**row, "工资收入": 1, "wage": 2} for row in rows["人员"]]
    rows["家庭"] = [{"家庭编号": row["家庭编号"]} for row in rows["家庭"]]
    found = errors(problems_of(tmp_path, rows))
    assert [(p.sheet, p.row, p.column, p.wrong) for p in found] == [
        ("家庭", 0, "区划代码", "缺少这一列"),
        ("人员", 0, "工资收入", "没有这样的列"),
        ("人员", 0, "wage", "这一列出现了两次"),
    ]
    assert "是否应为“工资性收入”？" in found[1].remedy


def test_columns_of_the_officers_own_are_left_aside(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"] = [{"序号": 1, **row, "联系电话": "0519", "备注 ": "x"} for row in rows["人员"]]
    for source in (
        write_workbook(tmp_path / "in.xlsx", rows),
        write_csvs(tmp_path / "csv", rows),
        write_parquet(tmp_path / "parquet", rows),
    ):
        reading = read(source, tmp_path / f"{source.name}-out")
        assert reading.errors == 0 and reading.snapshot is not None
        (problem,) = reading.problems
        assert (problem.severity, problem.row) == (Severity.WARNING, 0)
        assert problem.wrong == "第1列“序号”、第9列“联系电话”、第10列“备注”不认识，未使用"


def test_a_row_with_nothing_but_its_number_is_blank(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"] = [{"序号": 1, **row} for row in rows["人员"]] + [{"序号": 5}, {"序号": 6}]
    assert errors(problems_of(tmp_path, rows)) == []


@pytest.mark.parametrize(
    ("title", "meant"),
    [("工资收入", "工资性收入"), ("残疾等级（级）", "残疾等级"), ("人员编码", "人员编号")],
)
def test_a_title_close_to_a_known_one_stays_an_error(
    tmp_path: Path, title: str, meant: str
) -> None:
    rows = good_rows()
    rows["人员"] = [{**row, title: 1} for row in rows["人员"]]
    (found,) = errors(problems_of(tmp_path, rows))
    assert (found.column, found.wrong) == (title, "没有这样的列")
    assert f"是否应为“{meant}”？" in found.remedy


def test_values_under_no_title(tmp_path: Path) -> None:
    rows = good_rows()
    rows["家庭"][1][""] = "备注"
    found = errors(problems_of(tmp_path, rows))
    assert [(p.sheet, p.row, p.wrong) for p in found] == [("家庭", 0, "第5列有内容却没有列标题")]
