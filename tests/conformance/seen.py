"""What the examples show when they are run: the values, exceptions and numbers that occurred."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from minzheng.config.platform import platform
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.numbers.definition import Dated
from minzheng.rules.program import program
from tests.conformance.examples import KeptRun, Remembering, all_examples


class Seen:
    """By rule and by number, what came up in the examples.

    A value counts only if it was computed for what an example expects, and a number only if it was
    read on the way.
    """

    def __init__(self) -> None:
        self.values: dict[str, set[Value]] = defaultdict(set)
        self.months: dict[str, set[int]] = defaultdict(set)
        self.deciding: set[str] = set()
        self.reads: dict[str, list[tuple[int, str, Dated]]] = defaultdict(list)
        self._rules = platform().rulebook.rules
        self._evaluators: dict[tuple[int, str], Evaluator] = {}
        run = KeptRun()
        for example in all_examples():
            list(run.differences(example))
            if run.home is not None:
                self._look_at(run.home)

    def _look_at(self, home: Subject) -> None:
        month, area = home.numbers.month, home.numbers.area
        for subject in _everybody(home):
            for key, value in list(subject.values.items()):
                self.values[key].add(value)
                self.months[key].add(month)
                self._exceptions(key, subject, month)
        stored = home.numbers.stored
        if isinstance(stored, Remembering):
            for key in stored.read:
                self.reads[key].append((month, area, home.numbers.dated[key]))

    def _exceptions(self, key: str, subject: Subject, month: int) -> None:
        """An exception decides where it holds and the condition without it does not."""
        version = self._rules[key].at(month)
        if version is None or not version.exceptions:
            return
        evaluator = self._evaluator(month, key)
        if not evaluator.closure(version.body)(subject):
            for exception in version.exceptions:
                if evaluator.closure(exception)(subject):
                    self.deciding.add(exception.key)

    def _evaluator(self, month: int, key: str) -> Evaluator:
        found = self._evaluators.get((month, key))
        if found is None:
            found = Evaluator(program(platform().rulebook, month, [key]))
            self._evaluators[month, key] = found
        return found


def _everybody(home: Subject) -> Iterator[Subject]:
    yield home
    for member in home.members:
        yield member
        yield from member.supporters


@cache
def seen() -> Seen:
    """What all examples show."""
    return Seen()
