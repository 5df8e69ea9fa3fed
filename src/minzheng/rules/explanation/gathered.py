"""Who made an aggregate what it is: the members or supporters who count, and those left out."""

from collections.abc import Callable, Sequence

from minzheng.rules.evaluation.closures import Closure, Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.tree import Aggregate, Gathering

_DECISIVE = {Gathering.ANY: True, Gathering.ALL: False}


class Gathered:
    """One aggregate, seen by whom it gathers."""

    def __init__(self, node: Aggregate, evaluator: Evaluator) -> None:
        self.counts = node.gathering is Gathering.COUNT
        self._everybody: Callable[[Subject], Sequence[Subject]] = (
            _members if node.over is Entity.PERSON else _supporters
        )
        self._gathering = node.gathering
        self._element = evaluator.closure(node.element)
        self._test: Closure | None = None if node.test is None else evaluator.closure(node.test)

    def members(self, subject: Subject) -> Sequence[Subject]:
        """The members or supporters who made the aggregate what it is."""
        everybody = self._everybody(subject)
        included = [each for each in everybody if self.includes(each) is not False]
        if self.counts:
            return included
        if self._gathering is Gathering.SUM:
            return [each for each in included if self._element(each) != 0]
        decisive = _DECISIVE.get(self._gathering)
        return included if decisive is None else self._deciding(included, decisive=decisive)

    def left_out(self, subject: Subject) -> Sequence[Subject]:
        """The members whom a count does not include."""
        return [each for each in self._everybody(subject) if self.includes(each) is False]

    def asked_about(self, subject: Subject) -> Sequence[Subject]:
        """Those of whom is read: of a count everybody, those who are counted first."""
        members = self.members(subject)
        return [*members, *self.left_out(subject)] if self.counts else members

    def includes(self, member: Subject) -> bool | None:
        """Whether the aggregate is over a member."""
        value = True if self._test is None else self._test(member)
        return None if value is None else bool(value)

    def _deciding(self, included: list[Subject], *, decisive: bool) -> Sequence[Subject]:
        """The first who decides, else the first unknown, else all."""
        values = [self._element(each) for each in included]
        for wanted in (decisive, None):
            for each, value in zip(included, values, strict=True):
                if (value is None) is (wanted is None) and value == wanted:
                    return [each]
        return included


def _members(subject: Subject) -> Sequence[Subject]:
    return subject.members


def _supporters(subject: Subject) -> Sequence[Subject]:
    return subject.supporters
