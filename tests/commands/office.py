"""A small office: a workbook filled in from the template, and the commands run on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from minzheng.base.errors import MinzhengError
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.command_line import app
from minzheng.interfaces.calculator.template import write_template

Typed = str | int | float | date
"""What an officer types into a cell."""

AREA = ("--area", "320400")
CITY = (*AREA, "--month", "2026-11")

_FIRST_ROW = 3
_NO_INCOME: Mapping[str, Typed] = {"工资性收入": 0, "经营净收入": 0, "财产净收入": 0}
_MEMBER: Mapping[str, Typed] = {"与户主有法定赡养抚养扶养关系": "是", **_NO_INCOME}

HOUSEHOLDS: tuple[Mapping[str, Typed], ...] = (
    {"家庭编号": "001", "金融资产（元）": 12000, "住房（套）": 1},
    {"家庭编号": "002", "金融资产（元）": 300000, "住房（套）": 2},
    {"家庭编号": "003", "住房（套）": 1},
)
PERSONS: tuple[Mapping[str, Typed], ...] = (
    {
        **_MEMBER,
        "家庭编号": "001",
        "人员编号": "320402197803210011",
        "姓名": "赵国强",
        "成员序号": 1,
        "与户主关系": "户主",
        "出生日期": date(1978, 3, 21),
        "性别": "男",
        "在业": "是",
        "就业日期": date(2019, 7, 1),
        "有劳动能力": "是",
        "工资性收入": 2860,
        "缴纳的税和社会保险费": 312.4,
    },
    {
        **_MEMBER,
        "家庭编号": "001",
        "人员编号": "32040219801102002X",
        "姓名": "钱秀兰",
        "成员序号": 2,
        "与户主关系": "配偶",
        "出生日期": date(1980, 11, 2),
        "性别": "女",
        "有劳动能力": "否",
        "残疾类别": "肢体",
        "残疾等级": "二级",
    },
    {
        **_MEMBER,
        "家庭编号": "001",
        "人员编号": "小雨",
        "姓名": "赵小雨",
        "全日制在读": "义务教育",
        "成员序号": 3,
        "与户主关系": "子女",
        "出生日期": date(2012, 6, 18),
        "性别": "女",
        "有劳动能力": "否",
    },
    {
        **_MEMBER,
        "家庭编号": "002",
        "人员编号": "李淑芬",
        "姓名": "李淑芬",
        "职工基本养老金": 3800,
        "成员序号": 1,
        "与户主关系": "户主",
        "出生日期": date(1955, 5, 1),
        "性别": "女",
        "有劳动能力": "否",
    },
    {
        **_MEMBER,
        "家庭编号": "003",
        "人员编号": "孙长根",
        "姓名": "孙长根",
        "成员序号": 1,
        "与户主关系": "户主",
        "出生日期": date(1949, 2, 9),
        "性别": "男",
        "有劳动能力": "否",
    },
)
COMMON: Mapping[str, Typed] = {"区划代码": "320402001001", "城乡": "城镇", "机动车（辆）": 0}


@dataclass(frozen=True)
class Told:
    """What a command said, and how it ended."""

    code: int
    text: str

    @property
    def lines(self) -> list[str]:
        """Its lines, without the spaces around them."""
        return [line.strip() for line in self.text.splitlines()]


def run(*arguments: str | Path) -> Told:
    """Run a command as ``minzheng`` does; whatever is no sentence for the user fails the test."""
    result = CliRunner().invoke(app, [str(each) for each in arguments], prog_name="minzheng")
    if isinstance(result.exception, MinzhengError):
        return Told(2, result.output + result.exception.message)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Told(result.exit_code, result.output)


def filled(path: Path) -> Path:
    """The template with three households in the place of its examples."""
    write_template(path, VOCABULARY)
    workbook = load_workbook(path)
    for title, rows in (("家庭", HOUSEHOLDS), ("人员", PERSONS), ("义务人", ())):
        sheet = workbook[title]
        sheet.delete_rows(_FIRST_ROW, sheet.max_row)
        for position, row in enumerate(rows):
            shared = COMMON if title == "家庭" else {}
            for column, value in {**shared, **row}.items():
                cell_of(sheet, column, position).value = value
    workbook.save(path)
    return path


def spoiled(source: Path, path: Path, *mistakes: tuple[str, str, int, Typed]) -> Path:
    """A copy with other values: sheet, column, row from 0, value."""
    workbook = load_workbook(source)
    for title, column, position, value in mistakes:
        cell_of(workbook[title], column, position).value = value
    workbook.save(path)
    return path


def cell_of(sheet: Worksheet, column: str, position: int) -> Cell | MergedCell:
    """The cell of a household or person, by the title of its column."""
    titles = {cell.value: number for number, cell in enumerate(sheet[2], start=1)}
    return sheet.cell(_FIRST_ROW + position, titles[column])
