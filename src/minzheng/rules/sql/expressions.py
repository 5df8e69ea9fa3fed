"""Turns typed expressions into SQL that keeps their meaning on every engine.

SQL's own three-valued logic agrees with ours for comparisons, ``AND``, ``OR`` and ``NOT``.  Where
it does not (``CASE``, ``LEAST``, aggregates ignore NULL; integer division truncates; 32-bit
products overflow) the expression is written out so that it does.
"""

from collections.abc import Callable, Mapping
from functools import singledispatchmethod

from minzheng.rules.numbers.definition import Stored
from minzheng.rules.sql.nullability import Nullability
from minzheng.rules.sql.text import (
    DIVIDED,
    all_of,
    any_of,
    as_int64,
    case,
    constant,
    integer,
    negated,
    not_null,
)
from minzheng.rules.tree import (
    Age,
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Divide,
    Expression,
    Extreme,
    FactRead,
    Known,
    Literal,
    MonthEvaluated,
    MonthOf,
    MonthReaching,
    Not,
    NumberRead,
    OneOf,
    Rounding,
    RoundTo,
    RuleRead,
)
from minzheng.rules.units import RATIO_ONE, Kind

Column = Callable[[FactRead | RuleRead | Aggregate], str]
"""Gives the column in which a value read stands, at the stage being written."""

_INT32 = 2**31 - 1


class SqlWriter:
    """Writes expressions of one program for one set of numbers in one dialect."""

    def __init__(
        self,
        month: int,
        numbers: Mapping[str, Stored],
        nullability: Nullability,
        column: Column,
        dialect: str,
    ) -> None:
        self._month = month
        self._numbers = numbers
        self._nullability = nullability
        self._column = column
        self._divided = DIVIDED[dialect]

    @singledispatchmethod
    def write(self, node: Expression) -> str:
        """The SQL of an expression."""
        raise TypeError(f"no SQL for {type(node).__name__}")

    @write.register
    def _literal(self, node: Literal) -> str:
        return constant(node.value, node.unit.kind)

    @write.register
    def _fact(self, node: FactRead) -> str:
        return self._column(node)

    @write.register
    def _rule(self, node: RuleRead) -> str:
        return self._column(node)

    @write.register
    def _aggregate(self, node: Aggregate) -> str:
        return self._column(node)

    @write.register
    def _month_evaluated(self, node: MonthEvaluated) -> str:
        return integer(self._month)

    @write.register
    def _number(self, node: NumberRead) -> str:
        stored = self._numbers[node.key]
        kind = node.unit.kind
        if node.position is None or isinstance(stored, int):
            return constant(stored, kind)  # type: ignore[arg-type]  # a table is always indexed
        position = self.write(node.position)
        if node.position.unit.kind is Kind.CODE:
            return self._by_code(position, stored, node)
        steps = sorted(stored.items(), reverse=True)
        return case(
            [(f"{position} >= {integer(start)}", constant(entry, kind)) for start, entry in steps]
        )

    def _by_code(self, position: str, stored: Mapping[int, int], node: NumberRead) -> str:
        kind = node.unit.kind
        if len(set(stored.values())) == 1 and not self._nullability.of(node):
            return constant(next(iter(stored.values())), kind)
        return case(
            [
                (f"{position} = {integer(code)}", constant(entry, kind))
                for code, entry in stored.items()
            ]
        )

    @write.register
    def _arithmetic(self, node: Arithmetic) -> str:
        left, right = self.write(node.left), self.write(node.right)
        if isinstance(node.right, Literal) and node.right.value == 1 and node.operator == "*":
            return left
        if max(abs(node.low), abs(node.high)) > _INT32 and node.left.unit.kind is not Kind.MONEY:
            left = as_int64(left)
        return f"({left} {node.operator} {right})"

    @write.register
    def _compare(self, node: Compare) -> str:
        operator = {"==": "=", "!=": "<>"}.get(node.operator, node.operator)
        return f"({self.write(node.left)} {operator} {self.write(node.right)})"

    @write.register
    def _divide(self, node: Divide) -> str:
        dividend, divisor = self.write(node.dividend), self.write(node.divisor)
        return self._rounded(node.rounding, dividend, divisor, node.dividend.low < 0)

    def _rounded(
        self, rounding: Rounding, dividend: str, divisor: str, may_be_negative: bool
    ) -> str:
        if rounding is Rounding.CEIL:
            dividend = f"({dividend} + ({divisor} - 1))"
        elif rounding is Rounding.HALF_UP:
            dividend, divisor = f"({dividend} * 2 + {divisor})", f"({divisor} * 2)"
        return self._floor(dividend, divisor, may_be_negative)

    def _floor(self, dividend: str, divisor: str, may_be_negative: bool) -> str:
        """Division rounded down; SQL cuts off, so negative dividends are turned round."""
        quotient = f"({dividend} {self._divided} {divisor})"
        if not may_be_negative:
            return quotient
        turned = f"(-((({divisor} - 1) - {dividend}) {self._divided} {divisor}))"
        return case([(f"{dividend} >= 0", quotient), (f"{dividend} < 0", turned)])

    @write.register
    def _round_to(self, node: RoundTo) -> str:
        amount, multiple = self.write(node.amount), self.write(node.multiple)
        divisor = f"({multiple} * {RATIO_ONE**node.amount.unit.scale})"
        modes = ((1, Rounding.HALF_UP), (2, Rounding.CEIL), (3, Rounding.FLOOR))
        mode = self.write(node.mode)
        cases = []
        for number, rounding in modes:
            quotient = self._rounded(rounding, amount, divisor, node.amount.low < 0)
            cases.append((f"{mode} = {number}", f"({quotient} * {multiple})"))
        return case(cases)

    @write.register
    def _extreme(self, node: Extreme) -> str:
        operands = [self.write(each) for each in node.operands]
        chosen = f"{'GREATEST' if node.greatest else 'LEAST'}({', '.join(operands)})"
        known = [
            not_null(operand)
            for operand, each in zip(operands, node.operands, strict=True)
            if self._nullability.of(each)
        ]
        return case([(all_of(known), chosen)]) if known else chosen

    @write.register
    def _one_of(self, node: OneOf) -> str:
        codes = ", ".join(integer(code) for code in node.codes)
        among = "NOT IN" if node.negated else "IN"
        return f"({self.write(node.operand)} {among} ({codes}))"

    @write.register
    def _all_of(self, node: AllOf) -> str:
        return all_of(self.write(each) for each in node.operands)

    @write.register
    def _any_of(self, node: AnyOf) -> str:
        return any_of(self.write(each) for each in node.operands)

    @write.register
    def _not(self, node: Not) -> str:
        return negated(self.write(node.operand))

    @write.register
    def _choose(self, node: Choose) -> str:
        test = self.write(node.test)
        then, otherwise = self.write(node.then), self.write(node.otherwise)
        if not self._nullability.of(node.test):
            return case([(test, then)], otherwise)
        return case([(test, then), (negated(test), otherwise)])

    @write.register
    def _known(self, node: Known) -> str:
        return not_null(self.write(node.operand))

    @write.register
    def _age(self, node: Age) -> str:
        months = f"({self.write(node.month)} - {self._month_in(node.birth)})"
        reached = f"GREATEST({months} {self._divided} 12, 0)"
        if not self._nullability.of(node):
            return reached
        return case([(all_of(not_null(self.write(each)) for each in node.children()), reached)])

    @write.register
    def _month_reaching(self, node: MonthReaching) -> str:
        return f"({self._month_in(node.birth)} + {self.write(node.years)} * 12)"

    @write.register
    def _month_of(self, node: MonthOf) -> str:
        return self._month_in(node.date)

    def _month_in(self, date: Expression) -> str:
        """Months since year 0 of a date 20260131."""
        day = self.write(date)
        year, month = f"({day} {self._divided} 10000)", f"({day} {self._divided} 100)"
        return f"({year} * 12 + ({month} % 100 - 1))"
