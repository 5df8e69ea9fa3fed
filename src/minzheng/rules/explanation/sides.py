"""Expressions made ready to be explained: all that depends on no household is found out once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches, Leaves
from minzheng.rules.explanation.entered import Entered, Silent
from minzheng.rules.explanation.formulas import Formulas
from minzheng.rules.explanation.ordinary import read_rule
from minzheng.rules.explanation.wording import Writer
from minzheng.rules.tree import AllOf, AnyOf, Expression, Not
from minzheng.rules.units import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """How an expression is written, what it reads, and the rule that it merely repeats, if any.

    ``parts`` finds what decided where several things stand side by side.
    """

    write: Writer
    leaves: Leaves
    silent: Silent
    repeats: str
    parts: Callable[[Subject], Sequence["Side"]] | None


class Sides:
    """Makes the expressions of one program ready, each once."""

    def __init__(self, branches: Branches, entered: Entered, formulas: Formulas) -> None:
        self._branches = branches
        self._entered = entered
        self._formulas = formulas
        self._sides: dict[Expression, Side] = {}

    def of(self, expression: Expression) -> Side:
        """An expression made ready."""
        found = self._sides.get(expression)
        if found is None:
            found = self._sides[expression] = self._make(expression)
        return found

    def _make(self, expression: Expression) -> Side:
        rule = read_rule(expression) if expression.unit.kind is Kind.YES_NO else None
        return Side(
            self._formulas.writer(expression),
            self._branches.leaves_of(expression),
            self._entered.reads(expression),
            rule.key if rule else "",
            self._parts(expression),
        )

    def _parts(self, expression: Expression) -> Callable[[Subject], Sequence[Side]] | None:
        junction = expression.operand if isinstance(expression, Not) else expression
        if not isinstance(junction, AllOf | AnyOf):
            return None
        return self._branches.parts_of(junction, self.of)
