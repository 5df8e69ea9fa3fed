"""Whether a value can be unknown, given which facts of the snapshot have holes.

Where nothing can be unknown the SQL needs none of the guards that three-valued logic asks for.
"""

from minzheng.rules.facts import Entity
from minzheng.rules.program import Program
from minzheng.rules.tree import Expression, FactRead, Known, RuleRead

Holes = frozenset[tuple[Entity, str]]
"""The facts (entity, name) of which at least one value is missing."""


class Nullability:
    """Answers, for every expression of a program, whether it can be unknown."""

    def __init__(self, program: Program, holes: Holes) -> None:
        self._holes = holes
        self._rules: dict[str, bool] = {}
        self._expressions: dict[Expression, bool] = {}
        for key, step in program.steps.items():
            self._rules[key] = self.of(step.expression)

    def of(self, expression: Expression) -> bool:
        """Whether the value can be NULL."""
        found = self._expressions.get(expression)
        if found is None:
            found = self._expressions[expression] = self._compute(expression)
        return found

    def _compute(self, expression: Expression) -> bool:
        if isinstance(expression, FactRead):
            return (expression.entity, expression.name) in self._holes
        if isinstance(expression, RuleRead):
            return self._rules[expression.key]
        if isinstance(expression, Known):
            return False
        return any(self.of(child) for child in expression.children())
