"""What goes without saying: values that rest on nothing that anybody entered.

A member who has no custody, no conscription and no clergy is not excluded from the household; to
read that out would hide what matters.
"""

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches
from minzheng.rules.facts import Vocabulary
from minzheng.rules.tree import Expression, FactRead, Not, Reach, RuleRead
from minzheng.rules.units import Kind

Told = set[tuple[str, int]]
"""Rules already explained, by key and identity of the subject."""

_Read = tuple[bool, Told, bool]


class Ordinary:
    """Finds what goes without saying, for one household; what was found is kept."""

    def __init__(self, evaluator: Evaluator, branches: Branches, vocabulary: Vocabulary) -> None:
        self._evaluator = evaluator
        self._branches = branches
        self._vocabulary = vocabulary
        self._kept: dict[tuple[str, int], bool] = {}
        self._reads: dict[tuple[Expression, int], _Read] = {}

    def rule(self, read: RuleRead, reader: Subject) -> bool:
        """Whether a rule rests only on facts that are as they are when nothing is entered."""
        subject = target(read, reader)
        key = (read.key, id(subject))
        found = self._kept.get(key)
        if found is None:
            step = self._evaluator.program.steps[read.key]
            found = self._kept[key] = self.expression(step.expression, subject)
        return found

    def expression(self, expression: Expression, subject: Subject) -> bool:
        """The same of an expression that reads a fact or rule; a number of the law is told."""
        entered, rules, reads = self._read(expression, subject)
        return reads and not entered and not rules

    def nothing_new(self, expression: Expression, subject: Subject, told: Told) -> bool:
        """Whether all that is read goes without saying or has been explained before."""
        entered, rules, _ = self._read(expression, subject)
        return not entered and rules <= told

    def _read(self, expression: Expression, subject: Subject) -> _Read:
        """Kept: whether anything entered is read, which rules that tell something, or anything."""
        key = (expression, id(subject))
        found = self._reads.get(key)
        if found is None:
            found = self._reads[key] = self._look(expression, subject)
        return found

    def _look(self, expression: Expression, subject: Subject) -> _Read:
        entered, reads = False, False
        rules: Told = set()
        for leaf, reader in self._branches.leaves(expression, subject):
            if isinstance(leaf, FactRead):
                reads = True
                entered = entered or not self._blank(leaf, reader)
            elif isinstance(leaf, RuleRead):
                reads = True
                if not self.rule(leaf, reader):
                    rules.add((leaf.key, id(target(leaf, reader))))
        return entered, rules, reads

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
