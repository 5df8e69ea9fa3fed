"""The grounds of a rule as they stand for one household: parts, their texts and what they read.

Kept while one household is explained, since most benefits rest on the same few rules.
"""

from dataclasses import dataclass

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches, Leaf
from minzheng.rules.explanation.formulas import Formulas
from minzheng.rules.explanation.ordinary import Ordinary, read_rule
from minzheng.rules.facts import Vocabulary
from minzheng.rules.tree import AllOf, AnyOf, Expression, FactRead, Not, RuleRead
from minzheng.rules.units import Kind


@dataclass(frozen=True, slots=True)
class Ground:
    """One part: its text, the rules and numbers it reads, and the rule that it merely repeats."""

    text: str
    leaves: tuple[Leaf, ...]
    repeats: RuleRead | None


class Household:
    """What was found out about one household and its members."""

    def __init__(
        self,
        root: Subject,
        evaluator: Evaluator,
        branches: Branches,
        formulas: Formulas,
        vocabulary: Vocabulary,
    ) -> None:
        self.root = root
        self.ordinary = Ordinary(evaluator, branches, vocabulary)
        self._branches = branches
        self._formulas = formulas
        self._grounds: dict[tuple[Expression, int], tuple[Ground, ...]] = {}

    def grounds(self, expression: Expression, subject: Subject) -> tuple[Ground, ...]:
        """The grounds side by side, the branch taken only."""
        key = (expression, id(subject))
        found = self._grounds.get(key)
        if found is None:
            parts = self._parts(expression, subject)
            found = self._grounds[key] = tuple(self._ground(each, subject) for each in parts)
        return found

    def _ground(self, part: Expression, subject: Subject) -> Ground:
        leaves = dict.fromkeys(self._branches.leaves(part, subject))
        told = tuple(each for each in leaves if not isinstance(each[0], FactRead))
        repeats = read_rule(part) if part.unit.kind is Kind.YES_NO else None
        return Ground(self._formulas.write(part, subject), told, repeats)

    def _parts(self, expression: Expression, subject: Subject) -> list[Expression]:
        """What goes without saying only where there is nothing else to say."""
        if isinstance(expression, Not) and isinstance(expression.operand, AllOf | AnyOf):
            return self._parts(expression.operand, subject)
        if not isinstance(expression, AllOf | AnyOf):
            return [expression]
        parts = [
            each
            for part in self._branches.parts(expression, subject)
            for each in self._parts(part, subject)
        ]
        if len(parts) == 1:
            return parts
        telling = [part for part in parts if not self.ordinary.expression(part, subject)]
        return telling or parts
