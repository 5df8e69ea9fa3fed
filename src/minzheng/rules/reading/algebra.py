"""The algebra of units: what may be added, multiplied, compared and divided, and what comes out."""

from collections.abc import Sequence
from dataclasses import replace

from minzheng.rules.facts import Entity
from minzheng.rules.tree import (
    Aggregate,
    Arithmetic,
    Choose,
    Compare,
    Divide,
    Expression,
    Extreme,
    Gathering,
    Literal,
    OneOf,
    Rounding,
    RoundTo,
)
from minzheng.rules.units import (
    COUNT,
    MONTHS,
    RATIO,
    RATIO_ONE,
    YES_NO,
    Kind,
    OrderedCode,
    Unit,
)

_INT64 = 2**63 - 1
_MOST_MEMBERS = 50


class Unfit(Exception):
    """Operands that do not go together; the text is the reason, in Chinese."""


def number(value: int, unit: Unit = COUNT) -> Literal:
    """An integer written in a rule or needed by one."""
    return Literal(unit, value, value, value)


def truth(value: bool) -> Literal:
    """Yes or no."""
    return Literal(YES_NO, int(value), int(value), value)


def unified(operands: Sequence[Expression]) -> tuple[Expression, ...]:
    """The operands in one unit: a literal 0 takes any, exact amounts take the finest scale."""
    units = [each.unit for each in operands if not _is_zero(each)] or [operands[0].unit]
    for each in units[1:]:
        if replace(each, scale=0) != replace(units[0], scale=0):
            raise Unfit(f"单位不同: {units[0].title} 与 {each.title}")
    unit = max(units, key=lambda each: each.scale)
    return tuple(adapted(each, unit) for each in operands)


def _is_zero(expression: Expression) -> bool:
    return isinstance(expression, Literal) and expression.value == 0 and expression.unit == COUNT


def adapted(expression: Expression, unit: Unit) -> Expression:
    """The expression in a unit that differs only by scale, or of a literal 0."""
    own = expression.unit
    if own == unit:
        return expression
    if _is_zero(expression) and unit.kind in (Kind.MONEY, Kind.MONTHS, Kind.RATIO):
        return number(0, unit)
    if own.kind is Kind.MONEY and unit.kind is Kind.MONEY and own.per == unit.per:
        factor = number(RATIO_ONE ** (unit.scale - own.scale))
        return _arithmetic("*", expression, factor, unit)
    raise Unfit(f"单位不同: {own.title} 与 {unit.title}")


def add(operator: str, left: Expression, right: Expression) -> Expression:
    """``+`` and ``-``."""
    pair = (left.unit.kind, right.unit.kind)
    if pair == (Kind.MONTH, Kind.MONTH) and operator == "-":
        return _arithmetic(operator, left, right, MONTHS)
    if left.unit.kind is Kind.MONTH:
        one_or_none = isinstance(right, Literal) and right.unit == COUNT
        if right.unit.kind is Kind.MONTHS or one_or_none:
            return _arithmetic(operator, left, right, left.unit)
        raise Unfit(f"月份只能加减月数, 不能加减 {right.unit.title}")
    if right.unit.kind is Kind.MONTH:
        raise Unfit(f"{left.unit.title} 不能加减月份; 月份写在前面: 月份 + 月数、月份 - 月份")
    for each in (left, right):
        if each.unit.kind not in (Kind.MONEY, Kind.COUNT, Kind.MONTHS, Kind.RATIO):
            raise Unfit(f"{each.unit.title} 不能加减")
    first, second = unified((left, right))
    return _arithmetic(operator, first, second, first.unit)


def multiply(left: Expression, right: Expression) -> Expression:
    """``*``: an amount by a number, a ratio or months; a number by a number."""
    for first, second in ((left, right), (right, left)):
        unit = _product(first.unit, second.unit)
        if unit is not None:
            return _arithmetic("*", left, right, unit)
    raise Unfit(f"{left.unit.title} 不能乘 {right.unit.title}")


def _product(first: Unit, second: Unit) -> Unit | None:
    if second.kind is Kind.COUNT and first.kind in (
        Kind.MONEY,
        Kind.COUNT,
        Kind.MONTHS,
        Kind.RATIO,
    ):
        return first
    if first.kind is Kind.MONEY and second.kind is Kind.MONTHS and first.per == "month":
        return Unit(Kind.MONEY, scale=first.scale)
    if first.kind is Kind.MONEY and second.kind is Kind.RATIO:
        if first.scale:
            raise Unfit("未取整的金额不能再乘比例, 请先用 floor_fen 等取整")
        return Unit(Kind.MONEY, per=first.per, scale=1)
    return None


def compare(operator: str, left: Expression, right: Expression) -> Expression:
    """``<``, ``<=``, ``>``, ``>=``, ``==``, ``!=`` between values of one unit."""
    first, second = unified((left, right))
    kind, code = first.unit.kind, first.unit.code
    if operator not in ("==", "!="):
        if kind is Kind.YES_NO:
            raise Unfit("是/否不能比较大小")
        if kind is Kind.CODE and not (code and issubclass(code, OrderedCode)):
            raise Unfit(f"{first.unit.title} 没有大小之分, 请用 == 或 in {{…}}")
    return Compare(YES_NO, 0, 1, operator, first, second)


def one_of(operand: Expression, codes: Sequence[Expression], *, negated: bool) -> Expression:
    """``in`` and ``not in`` a set of codes."""
    if not codes:
        raise Unfit("in 的右边是空的: 请写明有哪些代码")
    for each in codes:
        if not isinstance(each, Literal) or each.unit.kind is not Kind.CODE:
            raise Unfit("in 的右边应是代码的集合, 如 {DisabilityGrade.one, DisabilityGrade.two}")
        if each.unit != operand.unit:
            raise Unfit(f"单位不同: {operand.unit.title} 与 {each.unit.title}")
    values = tuple(each.value for each in codes if isinstance(each, Literal))
    return OneOf(YES_NO, 0, 1, operand, values, negated)


def extreme(greatest: bool, operands: Sequence[Expression]) -> Expression:
    """``max`` and ``min`` of several values."""
    same = unified(operands)
    if same[0].unit.kind in (Kind.YES_NO, Kind.CODE):
        raise Unfit(f"{same[0].unit.title} 没有最大最小")
    choose = max if greatest else min
    low, high = choose(each.low for each in same), choose(each.high for each in same)
    return Extreme(same[0].unit, low, high, greatest, same)


def choose(test: Expression, then: Expression, otherwise: Expression) -> Expression:
    """One of two values of one unit."""
    require(test, YES_NO, "条件")
    first, second = unified((then, otherwise))
    low, high = min(first.low, second.low), max(first.high, second.high)
    return Choose(first.unit, low, high, test, first, second)


def divide(rounding: Rounding, dividend: Expression, divisor: Expression) -> Expression:
    """A quotient with its rounding: money by a number or a ratio, or an exact amount by 1."""
    if dividend.unit.kind is not Kind.MONEY or divisor.unit.kind not in (Kind.COUNT, Kind.RATIO):
        raise Unfit(
            f"只能用金额除以数或比例, 不能用 {dividend.unit.title} 除以 {divisor.unit.title}"
        )
    if divisor.low <= 0:
        raise Unfit("除数可能为零: 请改写成乘法, 或用 max(…, 1)")
    unit = Unit(Kind.MONEY, per=dividend.unit.per)
    factor = RATIO_ONE**dividend.unit.scale
    if divisor.unit == RATIO:
        factor, dividend = 1, rescaled(dividend, 1)
    if factor != 1:
        divisor = _arithmetic("*", divisor, number(factor), divisor.unit)
    _room_to_round(dividend, divisor.high)
    low = min(dividend.low, dividend.low // divisor.low)
    high = max(0, dividend.high // divisor.low + 1)
    return Divide(unit, low, high, rounding, dividend, divisor)


def _room_to_round(dividend: Expression, divisor: int) -> None:
    """Rounding to the nearest doubles both, which has to fit as well."""
    within(2 * (max(-dividend.low, dividend.high) + divisor))


def rescaled(amount: Expression, scale: int) -> Expression:
    """An exact amount brought to a finer scale."""
    return adapted(amount, Unit(Kind.MONEY, per=amount.unit.per, scale=scale))


def rounded(rounding: Rounding, amount: Expression) -> Expression:
    """An exact amount brought to the fen."""
    if amount.unit.kind is not Kind.MONEY or not amount.unit.scale:
        raise Unfit(f"{amount.unit.title} 没有可舍入的部分")
    return divide(rounding, amount, number(1))


def round_to(amount: Expression, multiple: Expression, mode: Expression) -> Expression:
    """An amount, exact or not, brought to a multiple of a unit such as one yuan."""
    if amount.unit.kind is not Kind.MONEY or multiple.unit.kind is not Kind.MONEY:
        raise Unfit("round_to 的前两项应是金额和取整单位")
    if multiple.unit.scale or multiple.low <= 0:
        raise Unfit("round_to 的取整单位可能为零或未取整: 请用大于零的参数, 如 n.one_yuan")
    if mode.unit.code is None or mode.unit.code.__name__ != "Rounding":
        raise Unfit(f"round_to 的第三项应是 code:Rounding 的参数, 而不是 {mode.unit.title}")
    unit = Unit(Kind.MONEY, per=amount.unit.per)
    factor = RATIO_ONE**amount.unit.scale
    room = multiple.high
    _room_to_round(amount, within(room * factor))
    low, high = amount.low // factor - room, amount.high // factor + room
    return RoundTo(unit, within(low), within(high), amount, multiple, mode)


def gathered(
    gathering: Gathering, over: Entity, element: Expression, test: Expression | None
) -> Expression:
    """An aggregate over at most ``_MOST_MEMBERS`` members or supporters."""
    if gathering is Gathering.COUNT:
        return Aggregate(COUNT, 0, _MOST_MEMBERS, gathering, over, element, test)
    if gathering in (Gathering.ANY, Gathering.ALL):
        require(element, YES_NO, f"{gathering} 的对象")
        return Aggregate(YES_NO, 0, 1, gathering, over, element, test)
    if element.unit.kind not in (Kind.MONEY, Kind.COUNT, Kind.MONTHS, Kind.RATIO):
        raise Unfit(f"不能对 {element.unit.title} 求 {gathering}")
    low, high = min(element.low, 0), max(element.high, 0)
    if gathering is Gathering.SUM:
        low, high = within(low * _MOST_MEMBERS), within(high * _MOST_MEMBERS)
    return Aggregate(element.unit, low, high, gathering, over, element, test)


def require(expression: Expression, unit: Unit, what: str) -> Expression:
    """The expression itself, if it has the unit."""
    if expression.unit != unit:
        raise Unfit(f"{what}应为 {unit.title}, 而不是 {expression.unit.title}")
    return expression


def _arithmetic(operator: str, left: Expression, right: Expression, unit: Unit) -> Expression:
    if operator == "+":
        low, high = left.low + right.low, left.high + right.high
    elif operator == "-":
        low, high = left.low - right.high, left.high - right.low
    else:
        corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
        low, high = min(corners), max(corners)
    return Arithmetic(unit, within(low), within(high), operator, left, right)


def within(bound: int) -> int:
    """The bound itself, if it fits into 64 bits."""
    if abs(bound) > _INT64:
        raise Unfit("可能超出64位整数: 请先取整, 或给事实写上更小的上限")
    return bound
