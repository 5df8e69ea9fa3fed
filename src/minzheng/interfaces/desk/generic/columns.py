"""Columns of a list, declared once and typed by the row that they read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from django.utils import timezone
from django.utils.functional import Promise

Row = TypeVar("Row")
if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Text = str | StrPromise
else:
    Text = str | Promise


class Tone(StrEnum):
    """What a badge says at a glance; its words say the same."""

    PLAIN = ""
    GOOD = "good"
    WAIT = "wait"
    BAD = "bad"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Badge:
    """A word in a coloured box."""

    text: Text
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Area:
    """A division, by its code; a list shows its name."""

    code: str


Value = Text | int | date | datetime | Badge | Area | None


# Without slots: in 3.11 a frozen generic class with slots cannot be called as `Column[Row](…)`.
@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. ``address`` makes its cell a link; the ``main`` column names its row."""

    title: Text
    value: Callable[[Row], Value]
    address: Callable[[Row], str] | None = None
    main: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. ``badge`` is the tone of a badge, ``None`` for plain text."""

    title: Text
    text: Text
    address: str = ""
    main: bool = False
    style: str = ""
    badge: str | None = None


def cells(
    columns: Sequence[Column[Row]],
    rows: Sequence[Row],
    names: Callable[[set[str]], Mapping[str, str]],
) -> list[list[Cell]]:
    """The cells of every row. ``names`` gives the names of divisions, asked once for all rows."""
    values = [[column.value(row) for column in columns] for row in rows]
    codes = {value.code for line in values for value in line if isinstance(value, Area)}
    known = names(codes) if codes else {}
    return [
        [_cell(column, row, value, known) for column, value in zip(columns, line, strict=True)]
        for row, line in zip(rows, values, strict=True)
    ]


def shown(value: Value, names: Mapping[str, str]) -> Text:
    """A value as people read it; nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, Area):
        return names.get(value.code, value.code)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return f"{value:,}"
    return value.text if isinstance(value, Badge) else value


def _cell(column: Column[Row], row: Row, value: Value, names: Mapping[str, str]) -> Cell:
    return Cell(
        column.title,
        shown(value, names),
        column.address(row) if column.address else "",
        column.main,
        column.style or ("mz-number" if isinstance(value, int | date) else ""),
        value.tone.value if isinstance(value, Badge) else None,
    )
