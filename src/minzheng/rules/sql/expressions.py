"""Turns typed expressions into SQL that keeps their meaning on every engine.

SQL's own three-valued logic agrees with ours for comparisons, ``AND``, ``OR`` and ``NOT``.  Where
it does not (``CASE``, ``LEAST``, aggregates ignore NULL; integer division truncates; 32-bit
products overflow) the expression is written out so that it does.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import singledispatchmethod

from sqlglot import exp

from minzheng.rules.numbers.definition import Stored
from minzheng.rules.sql.nullability import Nullability
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

Column = Callable[[FactRead | RuleRead | Aggregate], exp.Expr]
"""Gives the column in which a value read stands, at the stage being written."""

_INT32 = 2**31 - 1

_BINARY: dict[str, type[exp.Binary]] = {
    "+": exp.Add,
    "-": exp.Sub,
    "*": exp.Mul,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
    "==": exp.EQ,
    "!=": exp.NEQ,
}


class SqlWriter:
    """Writes expressions of one program for one set of numbers."""

    def __init__(
        self, month: int, numbers: Mapping[str, Stored], nullability: Nullability, column: Column
    ) -> None:
        self._month = month
        self._numbers = numbers
        self._nullability = nullability
        self._column = column

    @singledispatchmethod
    def write(self, node: Expression) -> exp.Expr:
        """The SQL of an expression."""
        raise TypeError(f"no SQL for {type(node).__name__}")

    @write.register
    def _literal(self, node: Literal) -> exp.Expr:
        return constant(node.value, node.unit.kind)

    @write.register
    def _fact(self, node: FactRead) -> exp.Expr:
        return self._column(node)

    @write.register
    def _rule(self, node: RuleRead) -> exp.Expr:
        return self._column(node)

    @write.register
    def _aggregate(self, node: Aggregate) -> exp.Expr:
        return self._column(node)

    @write.register
    def _month_evaluated(self, node: MonthEvaluated) -> exp.Expr:
        return integer(self._month)

    @write.register
    def _number(self, node: NumberRead) -> exp.Expr:
        stored = self._numbers[node.key]
        kind = node.unit.kind
        if node.position is None or isinstance(stored, int):
            return constant(stored, kind)  # type: ignore[arg-type]  # a table is always indexed
        position = self.write(node.position)
        if node.position.unit.kind is Kind.CODE:
            return self._by_code(position, stored, node)
        cases = [
            (exp.GTE(this=position.copy(), expression=integer(start)), constant(entry, kind))
            for start, entry in sorted(stored.items(), reverse=True)
        ]
        return case(cases)

    def _by_code(self, position: exp.Expr, stored: Mapping[int, int], node: NumberRead) -> exp.Expr:
        kind = node.unit.kind
        if len(set(stored.values())) == 1 and not self._nullability.of(node):
            return constant(next(iter(stored.values())), kind)
        cases = [
            (exp.EQ(this=position.copy(), expression=integer(code)), constant(entry, kind))
            for code, entry in stored.items()
        ]
        return case(cases)

    @write.register
    def _arithmetic(self, node: Arithmetic) -> exp.Expr:
        left, right = self.write(node.left), self.write(node.right)
        if isinstance(node.right, Literal) and node.right.value == 1 and node.operator == "*":
            return left
        if max(abs(node.low), abs(node.high)) > _INT32 and node.left.unit.kind is not Kind.MONEY:
            left = as_int64(left)
        return paren(_BINARY[node.operator](this=left, expression=right))

    @write.register
    def _compare(self, node: Compare) -> exp.Expr:
        left, right = self.write(node.left), self.write(node.right)
        return paren(_BINARY[node.operator](this=left, expression=right))

    @write.register
    def _divide(self, node: Divide) -> exp.Expr:
        dividend, divisor = self.write(node.dividend), self.write(node.divisor)
        return self._rounded(node.rounding, dividend, divisor, node.dividend.low < 0)

    def _rounded(
        self,
        rounding: Rounding,
        dividend: exp.Expr,
        divisor: exp.Expr,
        may_be_negative: bool,
    ) -> exp.Expr:
        if rounding is Rounding.CEIL:
            raised = exp.Sub(this=divisor.copy(), expression=integer(1))
            dividend = paren(exp.Add(this=dividend, expression=paren(raised)))
        elif rounding is Rounding.HALF_UP:
            doubled = exp.Mul(this=dividend, expression=integer(2))
            dividend = paren(exp.Add(this=doubled, expression=divisor.copy()))
            divisor = paren(exp.Mul(this=divisor, expression=integer(2)))
        return floor_division(dividend, divisor, may_be_negative)

    @write.register
    def _round_to(self, node: RoundTo) -> exp.Expr:
        amount, multiple = self.write(node.amount), self.write(node.multiple)
        finer = integer(RATIO_ONE**node.amount.unit.scale)
        divisor = paren(exp.Mul(this=multiple.copy(), expression=finer))
        modes = ((1, Rounding.HALF_UP), (2, Rounding.CEIL), (3, Rounding.FLOOR))
        mode = self.write(node.mode)
        cases = []
        for number, rounding in modes:
            quotient = self._rounded(rounding, amount.copy(), divisor.copy(), node.amount.low < 0)
            product = exp.Mul(this=paren(quotient), expression=multiple.copy())
            cases.append((exp.EQ(this=mode.copy(), expression=integer(number)), paren(product)))
        return case(cases)

    @write.register
    def _extreme(self, node: Extreme) -> exp.Expr:
        operands = [self.write(each) for each in node.operands]
        chosen = function("GREATEST" if node.greatest else "LEAST", *operands)
        nullable = [
            operand
            for operand, each in zip(operands, node.operands, strict=True)
            if self._nullability.of(each)
        ]
        if not nullable:
            return chosen
        known = [not_null(each) for each in nullable]
        return case([(exp.and_(*known, copy=False), chosen)])

    @write.register
    def _one_of(self, node: OneOf) -> exp.Expr:
        codes = [integer(code) for code in node.codes]
        among = exp.In(this=self.write(node.operand), expressions=codes)
        return paren(exp.Not(this=among) if node.negated else among)

    @write.register
    def _all_of(self, node: AllOf) -> exp.Expr:
        return paren(exp.and_(*(self.write(each) for each in node.operands), copy=False))

    @write.register
    def _any_of(self, node: AnyOf) -> exp.Expr:
        return paren(exp.or_(*(self.write(each) for each in node.operands), copy=False))

    @write.register
    def _not(self, node: Not) -> exp.Expr:
        return paren(exp.Not(this=paren(self.write(node.operand))))

    @write.register
    def _choose(self, node: Choose) -> exp.Expr:
        test = self.write(node.test)
        then, otherwise = self.write(node.then), self.write(node.otherwise)
        if not self._nullability.of(node.test):
            return case([(test, then)], otherwise)
        return case([(test, then), (exp.Not(this=paren(test.copy())), otherwise)])

    @write.register
    def _known(self, node: Known) -> exp.Expr:
        return paren(not_null(self.write(node.operand)))

    @write.register
    def _age(self, node: Age) -> exp.Expr:
        months = paren(exp.Sub(this=self.write(node.month), expression=self._month_in(node.birth)))
        years = exp.IntDiv(this=months, expression=integer(12))
        reached = function("GREATEST", years, integer(0))
        if not self._nullability.of(node):
            return reached
        known = exp.and_(*(not_null(self.write(each)) for each in node.children()), copy=False)
        return case([(known, reached)])

    @write.register
    def _month_reaching(self, node: MonthReaching) -> exp.Expr:
        years = exp.Mul(this=self.write(node.years), expression=integer(12))
        return paren(exp.Add(this=self._month_in(node.birth), expression=years))

    @write.register
    def _month_of(self, node: MonthOf) -> exp.Expr:
        return self._month_in(node.date)

    def _month_in(self, date: Expression) -> exp.Expr:
        """Months since year 0 of a date 20260131."""
        day = self.write(date)
        year = exp.IntDiv(this=day, expression=integer(10_000))
        month = exp.Mod(
            this=paren(exp.IntDiv(this=day.copy(), expression=integer(100))),
            expression=integer(100),
        )
        years = exp.Mul(this=paren(year), expression=integer(12))
        in_year = exp.Sub(this=paren(month), expression=integer(1))
        return paren(exp.Add(this=years, expression=paren(in_year)))


def constant(value: int, kind: Kind) -> exp.Expr:
    """A stored value as a literal; money and ratios are 64 bits wide before they are multiplied."""
    if kind is Kind.YES_NO:
        return exp.true() if value else exp.false()
    literal = integer(int(value))
    return as_int64(literal) if kind in (Kind.MONEY, Kind.RATIO) else literal


def integer(value: int) -> exp.Expr:
    """An integer literal."""
    return exp.Literal.number(value) if value >= 0 else paren(exp.Literal.number(value))


def as_int64(expression: exp.Expr) -> exp.Expr:
    """The expression as a 64-bit integer."""
    return exp.cast(expression, exp.DataType.Type.BIGINT, copy=False)


def function(name: str, *operands: exp.Expr) -> exp.Expr:
    """A call as it is written: sqlglot would guard some against NULL a second time."""
    return exp.Anonymous(this=name, expressions=list(operands))


def paren(expression: exp.Expr) -> exp.Expr:
    """The expression in brackets."""
    return exp.Paren(this=expression)


def not_null(expression: exp.Expr) -> exp.Expr:
    """``… IS NOT NULL``."""
    return exp.Not(this=exp.Is(this=paren(expression.copy()), expression=exp.null()))


def case(cases: Sequence[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr | None = None) -> exp.Expr:
    """``CASE WHEN … THEN … [ELSE …] END``."""
    ifs = [exp.If(this=test, true=value) for test, value in cases]
    return exp.Case(ifs=ifs, default=otherwise)


def floor_division(dividend: exp.Expr, divisor: exp.Expr, may_be_negative: bool) -> exp.Expr:
    """Division rounded down; SQL truncates towards zero, so negative dividends are turned round."""
    quotient = exp.IntDiv(this=paren(dividend), expression=divisor)
    if not may_be_negative:
        return quotient
    less_one = paren(exp.Sub(this=divisor.copy(), expression=integer(1)))
    raised = paren(exp.Sub(this=less_one, expression=paren(dividend.copy())))
    turned = exp.Neg(this=paren(exp.IntDiv(this=raised, expression=divisor.copy())))
    at_least_zero = exp.GTE(this=paren(dividend.copy()), expression=integer(0))
    below_zero = exp.LT(this=paren(dividend.copy()), expression=integer(0))
    return case([(at_least_zero, quotient), (below_zero, turned)])
