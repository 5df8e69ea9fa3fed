"""What goes without saying: values that rest on nothing that anybody entered.

A member who has no custody, no conscription and no clergy is not excluded from the household; to
read that out would hide what matters.
"""

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.entered import Blank, Entered
from minzheng.rules.tree import Expression, Not, Reach, RuleRead

Told = set[tuple[str, int]]
"""Rules already explained, by key and identity of the subject."""

_NOTHING_TOLD: Told = set()

_OWN = Reach.OWN


class Ordinary:
    """Finds what goes without saying, for one household; what was found is kept."""

    def __init__(self, evaluator: Evaluator, entered: Entered) -> None:
        self._steps = evaluator.program.steps
        self._entered = entered
        self._kept: dict[tuple[str, int], bool] = {}
        self._blank: dict[tuple[str, int], Blank | None] = {}

    def rule(self, key: str, subject: Subject) -> bool:
        """Whether a rule rests only on facts that are as they are when nothing is entered."""
        about = (key, id(subject))
        found = self._kept.get(about)
        if found is None:
            found = self._kept[about] = self.all_of(self._read(key, subject))
        return found

    def all_of(self, blank: Blank | None) -> bool:
        """The same of what an expression reads; a number of the law alone is told."""
        return bool(blank) and self._goes_without_saying(blank, _NOTHING_TOLD)

    def nothing_new(self, key: str, subject: Subject, told: Told) -> bool:
        """Whether all that a rule reads goes without saying or has been explained before."""
        return self._goes_without_saying(self._read(key, subject), told)

    def _goes_without_saying(self, blank: Blank | None, told: Told) -> bool:
        if blank is None:
            return False
        for read, reader in blank:
            if isinstance(read, RuleRead):
                about = target(read, reader)
                if (read.key, id(about)) not in told and not self.rule(read.key, about):
                    return False
        return True

    def _read(self, key: str, subject: Subject) -> Blank | None:
        about = (key, id(subject))
        if about not in self._blank:
            reads = self._entered.reads(self._steps[key].expression)
            self._blank[about] = reads(subject)
        return self._blank[about]


def target(read: RuleRead, reader: Subject) -> Subject:
    """Whom a rule that is read is about."""
    return reader if read.reach is _OWN else reader.up


def read_rule(part: Expression) -> RuleRead | None:
    """The rule that a part is, or is the opposite of."""
    operand = part.operand if isinstance(part, Not) else part
    return operand if isinstance(operand, RuleRead) else None
