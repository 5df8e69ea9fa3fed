"""What commands are given: an input to read, a month, an area, numbers to set."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from minzheng.adapters.population.city import load_counties
from minzheng.base.clock import SystemClock, today
from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidValue, MinzhengError
from minzheng.base.months import Month
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.commands.screen import console, notes, stages
from minzheng.interfaces.calculator.error_workbook import write_error_workbook
from minzheng.interfaces.calculator.reading import Reading, read_input
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.numbers.definition import Confidence, Dated
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import stored_entries
from minzheng.rules.numbers.text import ValueRefused, stored_month

_PROBLEMS_SHOWN = 10


class InputRefused(MinzhengError):
    """An input with mistakes; where they are listed has been said."""


def county_names(area: str) -> dict[str, str]:
    """The names of an area's counties, as far as the platform has them."""
    try:
        return {county.code: county.name for county in load_counties(normalise(area))}
    except InvalidValue:
        return {}


def this_month() -> str:
    """The calendar month of the business date, ``2026-11``."""
    return str(Month.of(today(SystemClock())))


def stored(month: str) -> int:
    """Months since year 0 of a month as typed."""
    return stored_month(month)


@contextmanager
def snapshot_of(
    source: Path, *, area: str, skip_bad: bool = False, errors: Path | None = None
) -> Iterator[Snapshot]:
    """The checked input; with mistakes in it, says which, writes the error workbook and refuses."""
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
        yield reading.snapshot


def _tell(reading: Reading, source: Path, errors: Path) -> None:
    if not reading.problems:
        return
    for problem in reading.problems[:_PROBLEMS_SHOWN]:
        notes.print(f"{problem.severity}: {problem.message}")
    if len(reading.problems) > _PROBLEMS_SHOWN:
        notes.print(f"…… 共 {len(reading.problems) + reading.hidden} 处")
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


def with_settings(
    parameters: ParameterSet, settings: Iterable[str], *, area: str, month: str
) -> tuple[ParameterSet, Mapping[str, Dated]]:
    """The numbers with those of ``line.name=value`` in their place, for an area from a month on."""
    overlay: dict[str, Dated] = {}
    for setting in settings:
        key, _, text = setting.partition("=")
        definition = parameters.definitions.get(key)
        if definition is None:
            raise InvalidValue(f"没有参数 {key}; 用 minzheng parameters show 查看所有参数。")
        try:
            value = stored_entries(_typed(text), definition)
        except ValueRefused as refused:
            raise InvalidValue(f"{key}: {refused}") from refused
        overlay[key] = Dated(
            area=normalise(area),
            since=stored_month(month),
            value=value,
            source="测算设定",
            article="",
            confidence=Confidence.EXAMPLE,
            file=setting,
            line=1,
        )
    return parameters.overlaid(overlay), overlay


def _typed(text: str) -> str | bool:
    return {"true": True, "false": False, "是": True, "否": False}.get(text, text)
