"""The calendar month: the unit in which benefits start, are paid and end."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Self, overload

from minzheng.base.errors import InvalidValue

_MONTH_TEXT = re.compile(r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, e.g. `Month(2026, 11)`; ordered, hashable, written `2026-11`.

    `month + n` and `month - n` move by whole months, `later - earlier` counts months.
    A month number outside 1–12 is a `ValueError`.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (MINYEAR <= self.year <= MAXYEAR and 1 <= self.month <= 12):
            raise ValueError(f"not a calendar month: {self.year}, {self.month}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `"2026-11"`. Raises `InvalidValue` for any other form."""
        match = _MONTH_TEXT.fullmatch(text)
        if match is None:
            raise InvalidValue("月份格式不正确，请按“年-月”填写，例如 2026-11。")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first_day(self) -> date:
        """The 1st."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The 28th to 31st."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def day(self, number: int) -> date | None:
        """Day `number` of the month, or None when the month is shorter (31 June)."""
        return self.first_day.replace(day=number) if number <= self.last_day.day else None

    def __add__(self, months: int) -> Self:
        year, index = divmod(self._ordinal() + months, 12)
        return type(self)(year, index + 1)

    @overload
    def __sub__(self, other: int) -> Self: ...

    @overload
    def __sub__(self, other: "Month") -> int: ...

    def __sub__(self, other: "int | Month") -> "Self | int":
        if isinstance(other, Month):
            return self._ordinal() - other._ordinal()
        return self + -other

    def _ordinal(self) -> int:
        return self.year * 12 + self.month - 1
