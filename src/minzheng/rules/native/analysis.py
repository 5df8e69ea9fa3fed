"""What is known of a program's expressions before they are written."""

from minzheng.rules.program import Program
from minzheng.rules.sql.nullability import Holes, Nullability
from minzheng.rules.tree import Aggregate, Expression, Literal, RuleRead

_GATHERED = 3
"""As many members as a household has, more or less."""


class Analysis:
    """A program with the facts that may be unknown."""

    def __init__(self, program: Program, holes: Holes) -> None:
        self.month = program.month
        self.vocabulary = program.vocabulary
        self.holes = holes
        self._nullability = Nullability(program, holes)
        self._rules: dict[str, int] = {}
        for key, step in program.steps.items():
            self._rules[key] = self.effort(step.expression)

    def may_be_unknown(self, node: Expression) -> bool:
        """Whether the value can be unknown."""
        return self._nullability.of(node)

    def effort(self, node: Expression) -> int:
        """Roughly how many steps it takes, with all rules that are read, were none known yet."""
        if isinstance(node, Literal):
            return 0
        if isinstance(node, RuleRead):
            return self._rules[node.key]
        below = sum(map(self.effort, node.children()))
        return 1 + below * (_GATHERED if isinstance(node, Aggregate) else 1)
