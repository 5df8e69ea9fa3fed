"""The three-valued evaluator: every expression becomes a Python closure over a subject.

It evaluates on demand and keeps every named value, so that explanations and the search for missing
facts can read them afterwards.  Unknown (``None``) passes through arithmetic and comparison;
``and`` and ``or`` are Kleene's.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import singledispatchmethod
from typing import Any

from minzheng.base.money import RoundMode, ceil_fen, floor_fen, round_half_up_fen, round_to_unit
from minzheng.rules.evaluation.elementary import age_at_month_end, month_of_date, table_entry
from minzheng.rules.evaluation.functions import PATIENCE, RuleFunctions
from minzheng.rules.evaluation.gathering import GATHER
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program
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
    Reach,
    Rounding,
    RoundTo,
    RuleRead,
)
from minzheng.rules.units import RATIO_ONE

Closure = Callable[[Subject], Value]
_Binary = Callable[[Any, Any], Any]

_BINARY: Mapping[str, _Binary] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}

_ROUNDINGS: Mapping[Rounding, Callable[[int, int], int]] = {
    Rounding.FLOOR: floor_fen,
    Rounding.CEIL: ceil_fen,
    Rounding.HALF_UP: round_half_up_fen,
}

_OVER: Mapping[Entity, Callable[[Subject], Sequence[Subject]]] = {
    Entity.PERSON: operator.attrgetter("members"),
    Entity.SUPPORTER: operator.attrgetter("supporters"),
}

_MODES = {1: RoundMode.HALF_UP, 2: RoundMode.UP, 3: RoundMode.DOWN}
"""The numbers of the code list ``Rounding``."""


class Evaluator:
    """Evaluates a program on subjects; thread-safe, since all state is kept in the subjects.

    Rules that are computed again and again become generated functions (``functions.py``), which
    give the same values. With ``patience`` ``None`` none does.
    """

    def __init__(self, program: Program, patience: int | None = PATIENCE) -> None:
        self.program = program
        self._closures: dict[Expression, Closure] = {}
        self._rules = RuleFunctions(program, self.closure, patience)

    def value(self, key: str, subject: Subject) -> Value:
        """The value of a rule for a subject of its entity; computed at most once."""
        values = subject.values
        if key in values:
            return values[key]
        return self._rules[key](subject)

    def closure(self, expression: Expression) -> Closure:
        """The closure of any expression of the program, made once."""
        found = self._closures.get(expression)
        if found is None:
            found = self._closures[expression] = self._make(expression)
        return found

    def _all(self, expressions: Sequence[Expression]) -> tuple[Closure, ...]:
        return tuple(self.closure(each) for each in expressions)

    @singledispatchmethod
    def _make(self, expression: Expression) -> Closure:
        raise TypeError(f"no closure for {type(expression).__name__}")

    @_make.register
    def _literal(self, node: Literal) -> Closure:
        value = node.value
        return lambda subject: value

    @_make.register
    def _fact(self, node: FactRead) -> Closure:
        name = node.name
        if node.reach is Reach.OWN:
            return lambda subject: subject.facts[name]
        return lambda subject: subject.up.facts[name]

    @_make.register
    def _rule(self, node: RuleRead) -> Closure:
        key, rules = node.key, self._rules

        def own(subject: Subject) -> Value:
            values = subject.values
            return values[key] if key in values else rules[key](subject)

        return own if node.reach is Reach.OWN else lambda subject: own(subject.up)

    @_make.register
    def _number(self, node: NumberRead) -> Closure:
        key = node.key
        if node.position is None:
            return lambda subject: subject.numbers.stored[key]  # type: ignore[return-value]  # no table
        position = self.closure(node.position)

        def entry(subject: Subject) -> Value:
            at, table = position(subject), subject.numbers.stored[key]
            return None if at is None else table_entry(table, at)  # type: ignore[arg-type]  # positions are of tables

        return entry

    @_make.register
    def _month(self, node: MonthEvaluated) -> Closure:
        month = self.program.month
        return lambda subject: month

    @_make.register(Arithmetic)
    @_make.register(Compare)
    def _binary(self, node: Arithmetic | Compare) -> Closure:
        return self._both(node.left, node.right, _BINARY[node.operator])

    def _both(self, left: Expression, right: Expression, compute: _Binary) -> Closure:
        if isinstance(right, Literal):
            return self._with_constant(left, right.value, compute)
        first, second = self.closure(left), self.closure(right)

        def both(subject: Subject) -> Value:
            a = first(subject)
            if a is None:
                return None
            b = second(subject)
            return None if b is None else compute(a, b)

        return both

    def _with_constant(self, left: Expression, constant: int, compute: _Binary) -> Closure:
        operand = self.closure(left)

        def with_constant(subject: Subject) -> Value:
            value = operand(subject)
            return None if value is None else compute(value, constant)

        return with_constant

    @_make.register
    def _divide(self, node: Divide) -> Closure:
        round_quotient = _ROUNDINGS[node.rounding]
        return self._strict((node.dividend, node.divisor), round_quotient)

    @_make.register
    def _round_to(self, node: RoundTo) -> Closure:
        finer: int = RATIO_ONE**node.amount.unit.scale

        def rounded(amount: int, multiple: int, mode: int) -> int:
            return round_to_unit(amount, multiple * finer, _MODES[mode]) // finer

        return self._strict((node.amount, node.multiple, node.mode), rounded)

    @_make.register
    def _extreme(self, node: Extreme) -> Closure:
        return self._strict(node.operands, max if node.greatest else min)

    @_make.register
    def _age(self, node: Age) -> Closure:
        return self._strict((node.birth, node.month), age_at_month_end)

    @_make.register
    def _reaching(self, node: MonthReaching) -> Closure:
        return self._strict(
            (node.birth, node.years), lambda birth, years: month_of_date(birth) + years * 12
        )

    @_make.register
    def _month_of(self, node: MonthOf) -> Closure:
        return self._unary(node.date, month_of_date)

    def _unary(self, operand: Expression, compute: Callable[[int], int]) -> Closure:
        closure = self.closure(operand)

        def applied(subject: Subject) -> Value:
            value = closure(subject)
            return None if value is None else compute(value)

        return applied

    def _strict(self, operands: Sequence[Expression], compute: Callable[..., int]) -> Closure:
        """Unknown as soon as one operand is."""
        if len(operands) == 2:
            first, second = operands
            return self._both(first, second, compute)
        closures = self._all(operands)

        def applied(subject: Subject) -> Value:
            values = [each(subject) for each in closures]
            return None if None in values else compute(*values)

        return applied

    @_make.register
    def _one_of(self, node: OneOf) -> Closure:
        operand, codes, negated = self.closure(node.operand), frozenset(node.codes), node.negated

        def among(subject: Subject) -> Value:
            code = operand(subject)
            return None if code is None else (code in codes) is not negated

        return among

    @_make.register
    def _all_of(self, node: AllOf) -> Closure:
        return self._kleene(node.operands, decisive=False)

    @_make.register
    def _any_of(self, node: AnyOf) -> Closure:
        return self._kleene(node.operands, decisive=True)

    def _kleene(self, operands: Sequence[Expression], *, decisive: bool) -> Closure:
        closures = self._all(operands)

        def decided(subject: Subject) -> Value:
            unknown = False
            for each in closures:
                value = each(subject)
                if value is None:
                    unknown = True
                elif value == decisive:
                    return decisive
            return None if unknown else not decisive

        return decided

    @_make.register
    def _not(self, node: Not) -> Closure:
        return self._unary(node.operand, operator.not_)

    @_make.register
    def _choose(self, node: Choose) -> Closure:
        test, then, otherwise = self._all((node.test, node.then, node.otherwise))

        def chosen(subject: Subject) -> Value:
            yes = test(subject)
            if yes is None:
                return None
            return then(subject) if yes else otherwise(subject)

        return chosen

    @_make.register
    def _known(self, node: Known) -> Closure:
        operand = self.closure(node.operand)
        return lambda subject: operand(subject) is not None

    @_make.register
    def _aggregate(self, node: Aggregate) -> Closure:
        element = self.closure(node.element)
        test = self.closure(node.test) if node.test is not None else None
        gather, members = GATHER[node.gathering], _OVER[node.over]

        def gathered(subject: Subject) -> Value:
            pairs = (
                (True if test is None else test(member), element, member)
                for member in members(subject)
            )
            return gather(pairs)

        return gathered
