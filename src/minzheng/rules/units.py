"""What a value in a rule measures: money, a count, a month, a code … and how it is stored.

Every value is an integer or a truth value, in every evaluator alike: money in fen (分), a ratio in
ten-thousandths, a date as the number 20260131, a month as the number of months since year 0, a code
as its number in the standard.  ``None`` stands for *unknown* and is never read as no.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self

RATIO_ONE = 10_000
"""A ratio of exactly 1, as stored: ratios are exact to the ten-thousandth."""

NEVER = 9999_12_31
"""The date of what has not happened: no custody, no death, no expiry."""


class Kind(StrEnum):
    """The kinds that the language knows; nothing else can be said in a rule."""

    MONEY = "money"
    COUNT = "count"
    MONTHS = "months"
    RATIO = "ratio"
    MONTH = "month"
    DATE = "date"
    CODE = "code"
    YES_NO = "yes_no"


class Code(IntEnum):
    """A code list: each member has its number in the standard and its Chinese title."""

    title: str

    def __new__(cls, number: int, title: str) -> Self:
        """An entry as a code list writes it: ``urban = 1, "城镇"``."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.title = title
        return member

    @classmethod
    def numbered(cls, number: int) -> Self:
        """The entry with a number.  Raises ``ValueError`` if the list has none."""
        return cls(number)  # type: ignore[call-arg]  # a class of entries looks up, it does not make


class OrderedCode(Code):
    """A code list whose numbers rise with what they measure, so that ``<`` has a meaning."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind with its refinements.

    ``per`` is the period of a money amount ("", "month", "year").  ``scale`` counts the ratios by
    which a money amount has been multiplied and not yet rounded: it is then stored in fen x
    10,000 ** scale, so that nothing is lost before the one rounding that the law allows.
    """

    kind: Kind
    per: str = ""
    scale: int = 0
    code: type[Code] | None = None

    @property
    def title(self) -> str:
        """The unit in Chinese, as error messages and the reference name it."""
        if self.kind is Kind.CODE:
            return f"代码 {self.code.__name__}" if self.code else "代码"
        if self.kind is Kind.MONEY:
            period = {"": "元", "month": "元/月", "year": "元/年"}[self.per]
            return f"{period}（未取整）" if self.scale else period
        return _TITLES[self.kind]


_TITLES = {
    Kind.COUNT: "数",
    Kind.MONTHS: "月数",
    Kind.RATIO: "比例",
    Kind.MONTH: "月份",
    Kind.DATE: "日期",
    Kind.YES_NO: "是/否",
}

YUAN = Unit(Kind.MONEY)
YUAN_PER_MONTH = Unit(Kind.MONEY, per="month")
YUAN_PER_YEAR = Unit(Kind.MONEY, per="year")
COUNT = Unit(Kind.COUNT)
MONTHS = Unit(Kind.MONTHS)
RATIO = Unit(Kind.RATIO)
MONTH = Unit(Kind.MONTH)
DATE = Unit(Kind.DATE)
YES_NO = Unit(Kind.YES_NO)


def code_of(code: type[Code]) -> Unit:
    """The unit of values taken from one code list."""
    return Unit(Kind.CODE, code=code)
