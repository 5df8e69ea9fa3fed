from datetime import date
from pathlib import Path

import pytest

from minzheng.base.calendar import load_calendar
from minzheng.base.calendar_files import InvalidCalendarFile, read_calendar_year

GOOD = """\
year: 2030
status: announced
source: {title: 通知, number: 第1号, date: 2029-11-01}
holidays:
  - {name: 元旦, first: 2030-01-01, last: 2030-01-02}
working_weekends: [2030-01-05]
"""


def test_a_file_becomes_a_year(tmp_path: Path) -> None:
    (tmp_path / "2030.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "README.md").write_text("not a calendar", encoding="utf-8")
    calendar = load_calendar(tmp_path)
    assert calendar.holiday_name(date(2030, 1, 2)) == "元旦"
    assert calendar.is_working_day(date(2030, 1, 5))
    assert calendar.source(date(2030, 1, 5)) == "通知 第1号"
    assert not calendar.is_provisional(date(2030, 1, 5))


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("year: 2030", "year: 2031", "文件名"),
        ("announced", "maybe", "status"),
        ("working_weekends: [2030-01-05]", "", "应有且仅有"),
        ("working_weekends:", "extra: 1\nworking_weekends:", "应有且仅有"),
        ("[2030-01-05]", "[2030-01-07]", "2030-01-07 不是周六或周日"),
        ("[2030-01-05]", "[2031-01-05]", "2031-01-05 不在 2030 年"),
        ("last: 2030-01-02", "last: 2030-01-05", "既是假日又是调休上班日"),
        ("first: 2030-01-01", "first: 2029-12-31", "2029-12-31 不在 2030 年"),
        ("first: 2030-01-01", "first: 2030-01-03", "首尾颠倒"),
        ("first: 2030-01-01", "first: 一月一日", "应为 年-月-日"),
        ("first: 2030-01-01", "first: 2030-01-01 08:00:00", "应为 年-月-日"),
        ("last: 2030-01-02", "last: 2030-02-30", "day is out of range"),
        ("last: 2030-01-02", "end: 2030-01-02", "应有且仅有"),
        ("number: 第1号, ", "", "应有且仅有"),
        ("[2030-01-05]", "2030-01-05", "应为列表"),
        (GOOD, "just text", "应为键值结构"),
        (GOOD, "{", "2030.yaml"),
    ],
)
def test_an_incoherent_file_is_refused_by_name(
    tmp_path: Path, right: str, wrong: str, complaint: str
) -> None:
    file = tmp_path / "2030.yaml"
    assert right in GOOD
    file.write_text(GOOD.replace(right, wrong), encoding="utf-8")
    with pytest.raises(InvalidCalendarFile, match=complaint) as refused:
        read_calendar_year(file)
    assert "2030.yaml" in refused.value.message
