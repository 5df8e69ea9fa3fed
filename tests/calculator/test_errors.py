"""Every mistake is shown at once, with sheet, row, column, value and what to do."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from minzheng.interfaces.calculator.reading import Problem, Severity
from minzheng.rules.facts import Entity
from tests.calculator.inputs import (
    good_rows,
    problems_of,
    read,
    write_csvs,
    write_parquet,
    write_workbook,
)

pytestmark = pytest.mark.slow

Spoilt = tuple[str, int, dict[str, object], tuple[str, int, str, str, str, str]]

ONE_CELL: list[Spoilt] = [
    # sheet, place in it, spoilt cells -> sheet, row in Excel, column, value, wrong, remedy
    ("家庭", 0, {"金融资产（元）": "很多"},
     ("家庭", 2, "金融资产（元）", "很多", "不是金额", "最多两位小数")),
    ("家庭", 0, {"金融资产（元）": dt.date(2026, 1, 2)},
     ("家庭", 2, "金融资产（元）", "2026-01-02", "不是金额", "请填写以元为单位的数字")),
    ("家庭", 1, {"金融资产（元）": -3},
     ("家庭", 3, "金融资产（元）", "-3", "数值低于下限", "应在 0.00 元 到")),
    ("家庭", 1, {"机动车（辆）": 1001},
     ("家庭", 3, "机动车（辆）", "1001", "数值超过上限", "应在 0 到 1000 之间")),
    ("家庭", 1, {"城乡": "镇"},
     ("家庭", 3, "城乡", "镇", "不在可选项之内", "1 城镇、2 农村")),
    ("家庭", 1, {"区划代码": "110000"},
     ("家庭", 3, "区划代码", "110000", "不在本次测算的地区（320400）之内", "核对区划代码")),
    ("家庭", 1, {"区划代码": "32040"},
     ("家庭", 3, "区划代码", "32040", "应为6位、9位或12位数字", "320402001")),
    ("家庭", 1, {"区划代码": None},
     ("家庭", 3, "区划代码", "", "区划代码是空的", "取消合并")),
    ("家庭", 0, {"申请日期": dt.date(2026, 11, 23)},
     ("家庭", 2, "申请日期", "2026-11-23", "日期在未来", "今天是 2026-11-22")),
    ("家庭", 0, {"有经营的企业登记": "也许"},
     ("家庭", 2, "有经营的企业登记", "也许", "不是“是”或“否”", "不清楚的填 不详")),
    ("人员", 0, {"人员编号": "110105194912310021"},
     ("人员", 2, "人员编号", "110105194912310021", "校验位不正确", "对照身份证")),
    ("人员", 1, {"人员编号": "110105194902300021"},
     ("人员", 3, "人员编号", "110105194902300021", "出生日期不存在", "没有身份证的成员可留空")),
    ("人员", 1, {"人员编号": 320402195001011234},
     ("人员", 3, "人员编号", "3.20402195001011e+17",
      "身份证号被Excel转成了数字, 末位已丢失", "请将该列设为文本后重新填写")),
    ("人员", 1, {"人员编号": "3.20402E+17"},
     ("人员", 3, "人员编号", "3.20402E+17",
      "身份证号被Excel转成了数字, 末位已丢失", "请将该列设为文本后重新填写")),
    ("人员", 1, {"人员编号": "11010519491231002x"},
     ("人员", 3, "人员编号", "11010519491231002X", "人员编号重复，与第2行是同一人", "删去")),
    ("人员", 1, {"家庭编号": "H9"},
     ("人员", 3, "家庭编号", "H9", "家庭表里没有这个家庭编号", "补上这一户")),
    ("人员", 1, {"家庭编号": None},
     ("人员", 3, "家庭编号", "", "家庭编号是空的", "合并单元格要先取消合并")),
    ("人员", 1, {"与户主关系": "户主"},
     ("人员", 3, "与户主关系", "户主", "一户有两名或更多户主，另见第2行", "只能有一名户主")),
    ("人员", 3, {"与户主关系": "其他"},
     ("人员", 5, "与户主关系", "H2", "这一户没有户主", "填为 户主")),
    ("人员", 0, {"死亡日期": "1949-12-30"},
     ("人员", 2, "死亡日期", "1949-12-30", "死亡日期早于出生日期", "核对两个日期")),
    ("人员", 3, {"出生日期": "2027年1月1日"},
     ("人员", 5, "出生日期", "2027年1月1日", "日期在未来", "今天是 2026-11-22")),
    ("人员", 3, {"成员序号": 51},
     ("人员", 5, "成员序号", "51", "数值超过上限", "应在 1 到 50 之间")),
    ("义务人", 0, {"人员编号": "P5"},
     ("义务人", 2, "人员编号", "P5", "人员表里没有这个人员编号", "被赡养")),
    ("义务人", 0, {"其家庭人口": 0},
     ("义务人", 2, "其家庭人口", "0", "数值低于下限", "应在 1 到 50 之间")),
]  # fmt: skip


def _errors(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]


@pytest.mark.parametrize(("sheet", "place", "cells", "wanted"), ONE_CELL)
def test_one_spoilt_cell(
    tmp_path: Path,
    sheet: str,
    place: int,
    cells: dict[str, object],
    wanted: tuple[str, int, str, str, str, str],
) -> None:
    rows = good_rows()
    rows[sheet][place].update(cells)
    found = _errors(problems_of(tmp_path, rows))
    where = (wanted[0], wanted[1], wanted[2], wanted[3])
    matching = [p for p in found if (p.sheet, p.row, p.column, p.value) == where]
    assert matching, [problem.message for problem in found]
    assert wanted[4] in matching[0].wrong
    assert wanted[5] in matching[0].remedy
    assert f"第{wanted[1]}行" in matching[0].message


def test_all_mistakes_come_together(tmp_path: Path) -> None:
    rows = good_rows()
    for sheet, place, cells, _ in ONE_CELL:
        rows[sheet][place].update(cells)
    found = _errors(problems_of(tmp_path, rows))
    assert {problem.entity for problem in found} == set(Entity)
    assert len(found) >= 15
    assert [(p.entity, p.row) for p in found] == sorted(
        ((p.entity, p.row) for p in found),
        key=lambda place: (list(Entity).index(place[0]), place[1]),
    )


def test_a_household_twice(tmp_path: Path) -> None:
    rows = good_rows()
    rows["家庭"].append(rows["家庭"][0])
    found = _errors(problems_of(tmp_path, rows))
    assert [(p.row, p.value, p.wrong) for p in found] == [
        (2, "H1", "家庭编号重复，与第4行相同"),
        (4, "H1", "家庭编号重复，与第2行相同"),
    ]


def test_a_household_without_members(tmp_path: Path) -> None:
    rows = good_rows()
    rows["家庭"].append({"家庭编号": "H3", "区划代码": "320402"})
    found = _errors(problems_of(tmp_path, rows))
    assert [(p.sheet, p.row, p.value, p.wrong) for p in found] == [
        ("家庭", 4, "H3", "这一户没有成员")
    ]
    assert "“人员”表补上成员" in found[0].remedy


def test_more_than_fifty_members(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"] += [{"家庭编号": "H2", "与户主关系": "子女"} for _ in range(50)]
    found = _errors(problems_of(tmp_path, rows))
    assert [(p.row, p.value, p.wrong) for p in found] == [(3, "H2", "这一户有51名成员，超过50名")]


def test_a_member_number_twice(tmp_path: Path) -> None:
    rows = good_rows()
    for row in rows["人员"]:
        row["成员序号"] = 1
    found = _errors(problems_of(tmp_path, rows))
    assert [(p.row, p.column) for p in found] == [(row, "成员序号") for row in (2, 3, 4)]


def test_birth_and_sex_against_the_resident_id_only_warn(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][0].update({"出生日期": "1949-12-30", "性别": "男"})
    reading = read(write_workbook(tmp_path / "in.xlsx", rows), tmp_path / "out")
    assert reading.errors == 0 and reading.snapshot is not None
    assert [(p.severity, p.row, p.column, p.wrong) for p in reading.problems] == [
        (Severity.WARNING, 2, "出生日期", "出生日期与身份证号不一致（身份证号为 1949-12-31）"),
        (Severity.WARNING, 2, "性别", "性别与身份证号不一致（身份证号为 女）"),
    ]


def test_an_id_of_nearly_the_right_length_warns(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][1]["人员编号"] = "11010519491231002"
    (problem,) = problems_of(tmp_path, rows)
    assert (problem.severity, problem.row) == (Severity.WARNING, 3)
    assert problem.wrong == "像是身份证号，但位数不是18位"


def test_a_foreigners_permit_is_no_error(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][1]["人员编号"] = "911124198108030024"
    assert problems_of(tmp_path, rows) == ()


def test_the_end_of_a_certificate_may_lie_ahead(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][0]["残疾人证有效期至"] = "2030-01-01"
    assert problems_of(tmp_path, rows) == ()


def test_a_missing_sheet_names_the_nearest(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员信息"] = rows.pop("人员")
    (found,) = _errors(problems_of(tmp_path, rows))
    assert found.wrong == "工作簿里没有“人员”工作表"
    assert "是否为“人员信息”？" in found.remedy


def test_a_csv_row_with_a_comma_too_many(tmp_path: Path) -> None:
    folder = write_csvs(tmp_path / "in", good_rows())
    file = folder / "persons.csv"
    lines = file.read_text("utf-8").splitlines()
    lines[2] += ",多"
    lines[4] = lines[4].replace("某人", "某\u3000人").replace("1234.5", "十元")
    file.write_text("\n".join([*lines, ",,,", ""]), "utf-8")
    found = _errors(read(folder, tmp_path / "out").problems)
    assert [(p.sheet, p.row, p.column, p.wrong) for p in found] == [
        ("persons.csv", 3, "", "这一行有8格，列标题有7格"),
        ("persons.csv", 5, "工资性收入", "不是金额"),
        # Four cells without anything in them: a short row, yet no mistake.
    ]


def test_a_csv_in_no_encoding_of_ours(tmp_path: Path) -> None:
    folder = write_csvs(tmp_path / "in", good_rows())
    (folder / "persons.csv").write_bytes(b"\xff\xfe\xff\xff")
    (found,) = _errors(read(folder, tmp_path / "out").problems)
    assert (found.sheet, found.wrong) == ("persons.csv", "文件的编码既不是UTF-8也不是GB18030")


def test_a_parquet_record_is_counted_from_one(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][2]["工资性收入"] = 1.005
    found = _errors(read(write_parquet(tmp_path / "in", rows), tmp_path / "out").problems)
    assert [(p.sheet, p.row, p.value, p.wrong) for p in found] == [
        ("persons.parquet", 3, "1.005", "金额多于两位小数")
    ]


def test_a_snapshot_of_another_version(tmp_path: Path) -> None:
    read(write_workbook(tmp_path / "in.xlsx", good_rows()), tmp_path / "out")
    file = tmp_path / "out" / "persons" / "320402.parquet"
    table = pq.read_table(file)
    pq.write_table(table.drop_columns(["wage"]), file)
    reading = read(tmp_path / "out", tmp_path / "unused")
    assert reading.snapshot is None
    assert [(p.sheet, p.wrong) for p in reading.problems] == [
        ("persons/320402.parquet", "人员表缺少列 wage")
    ]
    wrong_type = table.set_column(
        table.column_names.index("wage"), "wage", table["wage"].cast(pa.float64())
    )
    pq.write_table(wrong_type, file)
    (problem,) = read(tmp_path / "out", tmp_path / "unused").problems
    assert problem.wrong == "人员表的列类型不对：wage"


def test_a_failed_formula_is_no_blank(tmp_path: Path) -> None:
    rows = good_rows()
    rows["人员"][0]["工资性收入"] = "#N/A"
    rows["人员"][1]["工资性收入"] = "=1/0"
    rows["人员"][3]["职工基本养老金"] = "=VLOOKUP(1,A:B,2)"
    found = _errors(problems_of(tmp_path, rows))
    assert [(p.row, p.column, p.value, p.wrong) for p in found] == [
        (2, "工资性收入", "#N/A", "不是金额"),
        (3, "工资性收入", "公式未算出结果", "不是金额"),
        (5, "职工基本养老金", "公式未算出结果", "不是金额"),
    ]


def test_a_csv_with_titles_only(tmp_path: Path) -> None:
    folder = write_csvs(tmp_path / "in", good_rows())
    file = folder / "persons.csv"
    file.write_text(file.read_text("utf-8").splitlines()[0], "utf-8")
    found = _errors(read(folder, tmp_path / "out").problems)
    assert {p.wrong for p in found} == {"这一户没有成员", "人员表里没有这个人员编号"}
