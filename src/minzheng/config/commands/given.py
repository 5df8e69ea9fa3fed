"""What commands are given: an input to read, a month, an area, numbers to set."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from minzheng.adapters.population.city import load_counties
from minzheng.base.clock import SystemClock, today
from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidValue, MinzhengError
from minzheng.base.months import Month
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.commands.outputs import writing
from minzheng.config.commands.screen import console, notes, stages
from minzheng.interfaces.calculator.error_workbook import write_error_workbook
from minzheng.interfaces.calculator.reading import Reading, read_input
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.numbers.text import stored_month, value_text
from minzheng.rules.units import MONTH

_PROBLEMS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Given:
    """An input that was read: its snapshot, and what its tables as a whole call a remark for."""

    snapshot: Snapshot
    remarks: tuple[str, ...]


class InputRefused(MinzhengError):
    """An input with mistakes; where they are listed has been said."""


def county_names(area: str) -> dict[str, str]:
    """The names of an area's counties, as far as the platform has them."""
    try:
        return {county.code: county.name for county in load_counties(normalise(area))}
    except InvalidValue:
        return {}


def area_name(area: str) -> str:
    """The name of an area where the platform has it, else its code."""
    code = normalise(area)
    path = files("minzheng.adapters.population").joinpath("divisions", f"{code[:4]}00.csv")
    if not path.is_file():
        return code
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return next((row["name"] for row in rows if row["code"] == code), code)


def month_title(month: str) -> str:
    """2026年11月."""
    return value_text(stored(month), MONTH)


def this_month() -> str:
    """The calendar month of the business date, ``2026-11``."""
    return str(Month.of(today(SystemClock())))


def stored(month: str) -> int:
    """Months since year 0 of a month as typed."""
    return stored_month(month)


@contextmanager
def given(
    source: Path, *, area: str, skip_bad: bool = False, errors: Path | None = None
) -> Iterator[Given]:
    """The checked input; with mistakes in it, says which, writes the error workbook and refuses."""
    if not source.exists():
        raise InvalidValue(f"找不到 {source}, 请核对文件名和所在文件夹。")
    with TemporaryDirectory(prefix="minzheng-") as scratch, stages() as progress:
        reading = read_input(
            source,
            into=Path(scratch),
            vocabulary=VOCABULARY,
            area=normalise(area),
            today=today(SystemClock()),
            skip_bad=skip_bad,
            progress=progress,
        )
        _tell(reading, source, errors or source.with_name(f"{source.stem}-问题清单.xlsx"))
        if reading.snapshot is None:
            raise InputRefused(
                "输入有错误, 没有测算。请按问题清单修改后重试, 或加 --skip-bad 跳过。"
            )
        remarks = [each.message for each in reading.problems if each.is_remark]
        yield Given(reading.snapshot, tuple(remarks))


def _tell(reading: Reading, source: Path, errors: Path) -> None:
    for problem in reading.problems[:_PROBLEMS_SHOWN]:
        notes.print(f"{problem.severity}: {problem.message}", markup=False)
    if all(problem.is_remark for problem in reading.problems):
        return
    if len(reading.problems) > _PROBLEMS_SHOWN:
        notes.print(f"…… 共 {len(reading.problems) + reading.hidden} 处")
    with writing(errors):
        write_error_workbook(
            errors,
            reading.problems,
            source,
            VOCABULARY,
            left_out=reading.left_out,
            hidden=reading.hidden,
        )
    console.print(f"问题清单: {errors}")
    if reading.left_out:
        console.print(f"跳过了 {len(reading.left_out)} 户, 见问题清单")
