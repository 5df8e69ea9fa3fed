"""Reading `calendars/<year>.yaml`: one year of holidays and make-up working days each.

The files are the source of truth, written from the State Council notice that each of them names.
A file that contradicts itself is refused when it is loaded, not when a deadline is already wrong.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources.abc import Traversable
from typing import cast

import yaml

from minzheng.base.errors import MinzhengError

SATURDAY = 5

_FILE_KEYS = {"year", "status", "source", "holidays", "working_weekends"}
_SOURCE_KEYS = {"title", "number", "date"}
_HOLIDAY_KEYS = {"name", "first", "last"}


class InvalidCalendarFile(MinzhengError):
    """A calendar file that cannot be trusted; the message names the file and the defect."""


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The exceptions of one year to "Monday to Friday are working days".

    `holidays` maps each day off to its festival; `working_weekends` are the Saturdays and Sundays
    moved to working days (调休). `provisional` is true while the State Council notice is missing
    and only the days fixed by regulation are known. `source` is title and number of the document.
    """

    year: int
    provisional: bool
    source: str
    holidays: Mapping[date, str]
    working_weekends: frozenset[date]


def read_calendar_year(file: Traversable) -> CalendarYear:
    """The year in `file`. Raises `InvalidCalendarFile` when the content is not coherent."""
    try:
        return _calendar_year(yaml.safe_load(file.read_text(encoding="utf-8")), file.name)
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise InvalidCalendarFile(f"工作日历文件 {file.name} 有误：{error}") from error


def _calendar_year(content: object, file_name: str) -> CalendarYear:
    fields = _mapping(content, _FILE_KEYS)
    if file_name != f"{fields['year']}.yaml":
        raise ValueError(f"文件名与 year（{fields['year']}）不一致")
    if fields["status"] not in ("announced", "provisional"):
        raise ValueError("status 应为 announced 或 provisional")
    source = _mapping(fields["source"], _SOURCE_KEYS)
    calendar_year = CalendarYear(
        year=int(str(fields["year"])),
        provisional=fields["status"] == "provisional",
        source=f"{source['title']} {source['number']}",
        holidays=dict(_holidays(fields["holidays"])),
        working_weekends=frozenset(_day(day) for day in _sequence(fields["working_weekends"])),
    )
    _check_days(calendar_year)
    return calendar_year


def _holidays(entries: object) -> Iterator[tuple[date, str]]:
    for entry in _sequence(entries):
        fields = _mapping(entry, _HOLIDAY_KEYS)
        first, last = _day(fields["first"]), _day(fields["last"])
        if last < first:
            raise ValueError(f"假期 {first} 至 {last} 首尾颠倒")
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset), str(fields["name"])


def _check_days(calendar_year: CalendarYear) -> None:
    for day in calendar_year.working_weekends:
        if day.weekday() < SATURDAY:
            raise ValueError(f"{day} 不是周六或周日，不能列为调休上班日")
        if day in calendar_year.holidays:
            raise ValueError(f"{day} 既是假日又是调休上班日")
    for day in (*calendar_year.holidays, *calendar_year.working_weekends):
        if day.year != calendar_year.year:
            raise ValueError(f"{day} 不在 {calendar_year.year} 年")


def _mapping(value: object, keys: set[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"应为键值结构，实为 {value!r}")
    if set(value) != keys:
        raise ValueError(f"应有且仅有这些项：{'、'.join(sorted(keys))}")
    return cast("Mapping[str, object]", value)


def _sequence(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"应为列表，实为 {value!r}")
    return value


def _day(value: object) -> date:
    if type(value) is not date:
        raise TypeError(f"应为 年-月-日，实为 {value!r}")
    return value
