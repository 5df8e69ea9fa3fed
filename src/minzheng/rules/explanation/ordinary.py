"""What goes without saying: values that rest on nothing that anybody entered.

A member who has no custody, no conscription and no clergy is not excluded from the household; to
read that out would hide what matters.
"""

from dataclasses import dataclass

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches
from minzheng.rules.facts import Vocabulary
from minzheng.rules.tree import Expression, FactRead, Not, Reach, RuleRead
from minzheng.rules.units import Kind

Told = set[tuple[str, int]]
"""Rules already explained, by key and identity of the subject."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What an expression reads: whether any fact that was entered, any at all, and which rules."""

    entered: bool
    anything: bool
    rules: tuple[tuple[RuleRead, Subject], ...]


class Ordinary:
    """Finds what goes without saying, for one household; what was found is kept."""

    def __init__(self, evaluator: Evaluator, branches: Branches, vocabulary: Vocabulary) -> None:
        self._evaluator = evaluator
        self._branches = branches
        self._vocabulary = vocabulary
        self._kept: dict[tuple[str, int], bool] = {}
        self._reads: dict[tuple[Expression, int], _Read] = {}

    def rule(self, key: str, subject: Subject) -> bool:
        """Whether a rule rests only on facts that are as they are when nothing is entered."""
        found = self._kept.get((key, id(subject)))
        if found is None:
            step = self._evaluator.program.steps[key]
            found = self._kept[key, id(subject)] = self.expression(step.expression, subject)
        return found

    def expression(self, expression: Expression, subject: Subject) -> bool:
        """The same of an expression that reads a fact or rule; a number of the law is told."""
        read = self._read(expression, subject)
        if read.entered or not read.anything:
            return False
        return all(self.rule(rule.key, about) for rule, about in read.rules)

    def nothing_new(self, expression: Expression, subject: Subject, told: Told) -> bool:
        """Whether all that is read goes without saying or has been explained before."""
        read = self._read(expression, subject)
        return not read.entered and all(
            (rule.key, id(about)) in told or self.rule(rule.key, about)
            for rule, about in read.rules
        )

    def _read(self, expression: Expression, subject: Subject) -> _Read:
        key = (expression, id(subject))
        found = self._reads.get(key)
        if found is None:
            found = self._reads[key] = self._look(expression, subject)
        return found

    def _look(self, expression: Expression, subject: Subject) -> _Read:
        """Stops at the first fact that was entered: then nothing else matters."""
        rules, anything = [], False
        for leaf, reader in self._branches.leaves(expression, subject):
            if isinstance(leaf, FactRead):
                anything = True
                if not self._blank(leaf, reader):
                    return _Read(True, True, ())
            elif isinstance(leaf, RuleRead):
                anything = True
                rules.append((leaf, target(leaf, reader)))
        return _Read(False, anything, tuple(rules))

    def _blank(self, read: FactRead, reader: Subject) -> bool:
        value = self._evaluator.closure(read)(reader)
        if value is None:
            return False
        if value == 0 and read.unit.kind is Kind.MONEY:
            return True
        return value == self._vocabulary.of(read.entity)[read.name].blank


def target(read: RuleRead, reader: Subject) -> Subject:
    """Whom a rule that is read is about."""
    return reader if read.reach is Reach.OWN else reader.up


def read_rule(part: Expression) -> RuleRead | None:
    """The rule that a part is, or is the opposite of."""
    operand = part.operand if isinstance(part, Not) else part
    return operand if isinstance(operand, RuleRead) else None
