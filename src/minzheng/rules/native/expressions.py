"""Writes typed expressions as instructions.

Unknown is a value like any other, which arithmetic and comparison pass on; where nothing can be
unknown, nothing asks. What does not matter is not computed.
"""

from functools import singledispatchmethod
from typing import Protocol

from minzheng.rules.native.analysis import Analysis
from minzheng.rules.native.instructions import Body, Meeting
from minzheng.rules.native.layout import UNKNOWN
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
from minzheng.rules.units import RATIO_ONE

_OPERATIONS = {"+": "add", "-": "sub", "*": "mul"}
_SIGNS = {"<": "slt", "<=": "sle", ">": "sgt", ">=": "sge", "==": "eq", "!=": "ne"}


class Reading(Protocol):
    """How what stands outside an expression is read, seen from whom it is about."""

    def fact(self, node: FactRead) -> str:
        """The value of a fact."""

    def rule(self, node: RuleRead) -> str:
        """The value of another rule."""

    def number(self, node: NumberRead, position: str | None) -> str:
        """A number, or a table's entry at a known position."""

    def gathered(self, node: Aggregate, writer: "ExpressionWriter") -> str:
        """An aggregate."""


class ExpressionWriter:
    """Adds instructions to one function; gives the operand that holds the value."""

    def __init__(self, body: Body, reading: Reading, analysis: Analysis) -> None:
        self.body = body
        self._reading = reading
        self._analysis = analysis

    def seen_from(self, reading: Reading) -> "ExpressionWriter":
        """The same function, about somebody else."""
        return ExpressionWriter(self.body, reading, self._analysis)

    def may_be_unknown(self, node: Expression) -> bool:
        """Whether the value can be unknown."""
        return self._analysis.may_be_unknown(node)

    @singledispatchmethod
    def write(self, node: Expression) -> str:
        """The value of an expression."""
        raise TypeError(f"no machine code for {type(node).__name__}")

    @write.register
    def _literal(self, node: Literal) -> str:
        return str(int(node.value))

    @write.register
    def _fact(self, node: FactRead) -> str:
        return self._reading.fact(node)

    @write.register
    def _rule(self, node: RuleRead) -> str:
        return self._reading.rule(node)

    @write.register
    def _aggregate(self, node: Aggregate) -> str:
        return self._reading.gathered(node, self)

    @write.register
    def _evaluated(self, node: MonthEvaluated) -> str:
        return str(self._analysis.month)

    @write.register
    def _number(self, node: NumberRead) -> str:
        if node.position is None:
            return self._reading.number(node, None)
        position = self.write(node.position)
        meeting = Meeting(self.body)
        if self.may_be_unknown(node.position):
            meeting.come_if(self.unknown(position), str(UNKNOWN))
        meeting.come(self._reading.number(node, position))
        return meeting.value()

    @write.register
    def _arithmetic(self, node: Arithmetic) -> str:
        left, right = self.write(node.left), self.write(node.right)
        found = self.body.value(f"{_OPERATIONS[node.operator]} i64 {left}, {right}")
        return self._if_known(found, (node.left, left), (node.right, right))

    @write.register
    def _compare(self, node: Compare) -> str:
        left, right = self.write(node.left), self.write(node.right)
        found = self.body.yes_no(self.body.compared(_SIGNS[node.operator], left, right))
        return self._if_known(found, (node.left, left), (node.right, right))

    @write.register
    def _divide(self, node: Divide) -> str:
        dividend, divisor = self.write(node.dividend), self.write(node.divisor)
        found = self._rounded(node.rounding, dividend, divisor)
        return self._if_known(found, (node.dividend, dividend), (node.divisor, divisor))

    @write.register
    def _round_to(self, node: RoundTo) -> str:
        amount, multiple, mode = (self.write(each) for each in node.children())
        finer = RATIO_ONE**node.amount.unit.scale
        divisor = self.body.value(f"mul i64 {multiple}, {finer}")
        half, up, down = (
            self.body.value(f"mul i64 {self._rounded(each, amount, divisor)}, {multiple}")
            for each in (Rounding.HALF_UP, Rounding.CEIL, Rounding.FLOOR)
        )
        otherwise = self.body.chosen(self.body.compared("eq", mode, "2"), up, down)
        found = self.body.chosen(self.body.compared("eq", mode, "1"), half, otherwise)
        operands = zip(node.children(), (amount, multiple, mode), strict=True)
        return self._if_known(found, *operands)

    def _rounded(self, rounding: Rounding, dividend: str, divisor: str) -> str:
        if rounding is Rounding.CEIL:
            less = self.body.value(f"sub i64 {divisor}, 1")
            dividend = self.body.value(f"add i64 {dividend}, {less}")
        elif rounding is Rounding.HALF_UP:
            double = self.body.value(f"shl i64 {dividend}, 1")
            dividend = self.body.value(f"add i64 {double}, {divisor}")
            divisor = self.body.value(f"shl i64 {divisor}, 1")
        return self._floor(dividend, divisor)

    def _floor(self, dividend: str, divisor: str) -> str:
        """Rounded down, where the processor cuts off.

        The divisor is above zero: the translator has proved it. What is computed of an unknown
        value is thrown away, but a processor stops at a division by nought.
        """
        least = self.body.compared("sgt", divisor, "0")
        divisor = self.body.chosen(least, divisor, "1")
        quotient = self.body.value(f"sdiv i64 {dividend}, {divisor}")
        rest = self.body.value(f"srem i64 {dividend}, {divisor}")
        below = self.body.value(f"ashr i64 {rest}, 63")
        return self.body.value(f"add i64 {quotient}, {below}")

    @write.register
    def _extreme(self, node: Extreme) -> str:
        operands = [(each, self.write(each)) for each in node.operands]
        found = operands[0][1]
        for _, operand in operands[1:]:
            found = self.extreme(found, operand, greatest=node.greatest)
        return self._if_known(found, *operands)

    def extreme(self, left: str, right: str, *, greatest: bool) -> str:
        """The lesser or greater of two known values."""
        bit = self.body.compared("sgt" if greatest else "slt", left, right)
        return self.body.chosen(bit, left, right)

    @write.register
    def _one_of(self, node: OneOf) -> str:
        operand = self.write(node.operand)
        among = self.body.compared("eq", operand, str(node.codes[0]))
        for code in node.codes[1:]:
            same = self.body.compared("eq", operand, str(code))
            among = self.body.value(f"or i1 {among}, {same}")
        if node.negated:
            among = self.body.value(f"xor i1 {among}, true")
        return self._if_known(self.body.yes_no(among), (node.operand, operand))

    @write.register
    def _all_of(self, node: AllOf) -> str:
        return self._kleene(node.operands, decisive=0)

    @write.register
    def _any_of(self, node: AnyOf) -> str:
        return self._kleene(node.operands, decisive=1)

    def _kleene(self, operands: tuple[Expression, ...], *, decisive: int) -> str:
        """The cheapest first: the order changes nothing but the time."""
        meeting, undecided = Meeting(self.body), str(1 - decisive)
        for each in sorted(operands, key=self._analysis.effort):
            value = self.write(each)
            meeting.come_if(self.body.compared("eq", value, str(decisive)), str(decisive))
            if self.may_be_unknown(each):
                undecided = self.body.chosen(self.unknown(value), value, undecided)
        meeting.come(undecided)
        return meeting.value()

    @write.register
    def _not(self, node: Not) -> str:
        operand = self.write(node.operand)
        return self._if_known(self.body.value(f"xor i64 {operand}, 1"), (node.operand, operand))

    @write.register
    def _choose(self, node: Choose) -> str:
        test, meeting, otherwise = self.write(node.test), Meeting(self.body), self.body.label()
        if self.may_be_unknown(node.test):
            meeting.come_if(self.unknown(test), str(UNKNOWN))
        self.body.go_if(self.body.compared("eq", test, "0"), otherwise)
        meeting.come(self.write(node.then))
        self.body.begin(otherwise)
        meeting.come(self.write(node.otherwise))
        return meeting.value()

    @write.register
    def _known(self, node: Known) -> str:
        if not self.may_be_unknown(node.operand):
            return "1"
        value = self.write(node.operand)
        return self.body.yes_no(self.body.compared("ne", value, str(UNKNOWN)))

    @write.register
    def _age(self, node: Age) -> str:
        birth, month = self.write(node.birth), self.write(node.month)
        months = self.body.value(f"sub i64 {month}, {self._month_in(birth)}")
        years = self.body.value(f"sdiv i64 {months}, 12")
        found = self.extreme(years, "0", greatest=True)
        return self._if_known(found, (node.birth, birth), (node.month, month))

    @write.register
    def _reaching(self, node: MonthReaching) -> str:
        birth, years = self.write(node.birth), self.write(node.years)
        months = self.body.value(f"mul i64 {years}, 12")
        found = self.body.value(f"add i64 {self._month_in(birth)}, {months}")
        return self._if_known(found, (node.birth, birth), (node.years, years))

    @write.register
    def _month_of(self, node: MonthOf) -> str:
        date = self.write(node.date)
        return self._if_known(self._month_in(date), (node.date, date))

    def _month_in(self, date: str) -> str:
        """Months since year 0 of a date 20260131."""
        year = self.body.value(f"sdiv i64 {date}, 10000")
        months = self.body.value(f"mul i64 {year}, 12")
        hundreds = self.body.value(f"sdiv i64 {date}, 100")
        month = self.body.value(f"srem i64 {hundreds}, 100")
        after = self.body.value(f"add i64 {months}, {month}")
        return self.body.value(f"sub i64 {after}, 1")

    def _if_known(self, found: str, *operands: tuple[Expression, str]) -> str:
        """What was found, if all that it was made of is known."""
        for node, operand in operands:
            if self.may_be_unknown(node):
                found = self.body.chosen(self.unknown(operand), str(UNKNOWN), found)
        return found

    def unknown(self, value: str) -> str:
        """One bit: whether a value is unknown."""
        return self.body.compared("eq", value, str(UNKNOWN))
