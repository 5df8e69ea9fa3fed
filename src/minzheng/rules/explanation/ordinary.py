"""What goes without saying: values that rest on nothing that anybody entered.

A member who has no custody, no conscription and no clergy is not excluded from the household; to
read that out would hide what matters.
"""

from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.entered import Entered
from minzheng.rules.tree import Expression, Not, RuleRead

Told = set[tuple[str, Subject | None]]
"""Rules already explained, with whom they are about; and numbers, about nobody."""


class Ordinary:
    """Finds what goes without saying, for one household; what was found is kept."""

    def __init__(self, entered: Entered) -> None:
        self._entered = entered
        self._kept: dict[tuple[str, Subject], bool | None] = {}
        self._said = self.rule

    def rule(self, key: str, subject: Subject) -> bool | None:
        """Whether a rule rests only on facts that are as they are when nothing is entered.

        A number of the law alone is told (``False``), as is what was entered (``None``).
        """
        about, kept = (key, subject), self._kept
        if about in kept:
            return kept[about]
        found = kept[about] = self._entered.of(key)(subject, self._said)
        return found

    def nothing_new(self, key: str, subject: Subject, told: Told) -> bool:
        """Whether all that a rule reads goes without saying or has been explained before."""

        def said(key: str, subject: Subject) -> bool | None:
            return (key, subject) in told or self.rule(key, subject)

        return self._entered.of(key)(subject, said) is not None


def read_rule(part: Expression) -> RuleRead | None:
    """The rule that a part is, or is the opposite of."""
    operand = part.operand if isinstance(part, Not) else part
    return operand if isinstance(operand, RuleRead) else None
