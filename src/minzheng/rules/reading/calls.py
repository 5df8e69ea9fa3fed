"""The built-in functions of the language, one small function each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from minzheng.rules.reading.algebra import (
    Unfit,
    extreme,
    multiply,
    number,
    require,
    round_to,
)
from minzheng.rules.tree import Age, Arithmetic, Expression, Known, MonthOf, MonthReaching
from minzheng.rules.units import COUNT, DATE, MONTH, YES_NO, Kind, Unit

_OLDEST = 9_999
_MONTHS_PER_YEAR = 12


def _age(operands: Sequence[Expression]) -> Expression:
    birth = require(operands[0], DATE, "age 的第一项")
    month = require(operands[1], MONTH, "age 的第二项")
    return Age(COUNT, 0, _OLDEST, birth, month)


def _month_reaching(operands: Sequence[Expression]) -> Expression:
    birth = require(operands[0], DATE, "month_reaching 的第一项")
    years = require(operands[1], COUNT, "month_reaching 的第二项")
    high = 9999 * _MONTHS_PER_YEAR + years.high * _MONTHS_PER_YEAR + 11
    return MonthReaching(MONTH, 0, high, birth, years)


def _month_of(operands: Sequence[Expression]) -> Expression:
    date = require(operands[0], DATE, "month_of 的参数")
    return MonthOf(MONTH, 0, 9999 * _MONTHS_PER_YEAR + 11, date)


def _known(operands: Sequence[Expression]) -> Expression:
    return Known(YES_NO, 0, 1, operands[0])


def _per_year(operands: Sequence[Expression]) -> Expression:
    amount = _money(operands[0], "month", "per_year")
    return _as(multiply(amount, number(_MONTHS_PER_YEAR)), "year")


def _once(operands: Sequence[Expression]) -> Expression:
    return _as(_money(operands[0], "month", "once"), "")


def _monthly(operands: Sequence[Expression]) -> Expression:
    return _as(_money(operands[0], "", "monthly"), "month")


def _maximum(operands: Sequence[Expression]) -> Expression:
    return extreme(True, operands)


def _minimum(operands: Sequence[Expression]) -> Expression:
    return extreme(False, operands)


def _round_to(operands: Sequence[Expression]) -> Expression:
    return round_to(*operands)


def _money(amount: Expression, per: str, function: str) -> Expression:
    if amount.unit.kind is not Kind.MONEY or amount.unit.per != per:
        wanted = Unit(Kind.MONEY, per=per).title
        raise Unfit(f"{function} 的参数应为 {wanted}, 而不是 {amount.unit.title}")
    return amount


def _as(amount: Expression, per: str) -> Expression:
    """The same integer, read as an amount of another period."""
    unit = replace(amount.unit, per=per)
    return Arithmetic(unit, amount.low, amount.high, "*", amount, number(1))


FUNCTIONS: Mapping[str, tuple[int, int, Callable[[Sequence[Expression]], Expression]]] = {
    "age": (2, 2, _age),
    "month_reaching": (2, 2, _month_reaching),
    "month_of": (1, 1, _month_of),
    "known": (1, 1, _known),
    "per_year": (1, 1, _per_year),
    "once": (1, 1, _once),
    "monthly": (1, 1, _monthly),
    "max": (2, 99, _maximum),
    "min": (2, 99, _minimum),
    "round_to": (3, 3, _round_to),
}
"""Name -> fewest operands, most operands, what it makes of them."""


def call(name: str, operands: Sequence[Expression]) -> Expression:
    """A call of a built-in function on translated operands."""
    fewest, most, make = FUNCTIONS[name]
    if not fewest <= len(operands) <= most:
        raise Unfit(f"{name} 需要 {fewest} 个参数, 这里有 {len(operands)} 个")
    return make(operands)
