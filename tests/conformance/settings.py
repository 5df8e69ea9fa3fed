"""The examples packed together: those of a month that can share one set of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from minzheng.config.platform import platform
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.examples import Example, ExampleRun
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.numbers.parameter_set import Numbers
from minzheng.rules.program import Program, program
from tests.conformance.examples import KeptRun, Remembering, all_examples, expected_keys


@dataclass
class Setting:
    """Examples of one month of which no two read the same number in different values."""

    month: int
    examples: list[Example] = field(default_factory=list)
    stored: dict[str, Stored] = field(default_factory=dict)
    _read: dict[str, Stored] = field(default_factory=dict)

    def takes(self, example: Example, numbers: Remembering, read: frozenset[str]) -> bool:
        """Take an example in, if the numbers that it reads go with those of the others."""
        if self.month != example.month:
            return False
        if any(self._read.get(key, numbers[key]) != numbers[key] for key in read):
            return False
        self.examples.append(example)
        self._read.update((key, numbers[key]) for key in read)
        self.stored = {**numbers, **self.stored, **self._read}
        return True

    def program(self) -> Program:
        """One program for all that the examples expect."""
        keys = sorted({key for each in self.examples for key in expected_keys(each)})
        return program(platform().rulebook, self.month, keys)

    def homes(self) -> Sequence[Subject]:
        """The households of the examples, with the numbers of the setting."""
        run = _SharedRun(Numbers(self.month, self.examples[0].area, self.stored, {}))
        return [run.subject(each, frozenset()) for each in self.examples]


class _SharedRun(ExampleRun):
    def __init__(self, shared: Numbers) -> None:
        super().__init__(platform().rulebook, platform().parameters)
        self._shared = shared

    def numbers(self, example: Example, keys: frozenset[str]) -> Numbers:
        return self._shared


def settings(*, whole: bool) -> list[Setting]:
    """As few settings as the first that fits gives.

    Examples share a setting if they agree on every number that their rules name (``whole``), or
    only on those that were read on the way to what they expect.
    """
    run = KeptRun()
    found: list[Setting] = []
    for example in all_examples():
        list(run.differences(example))
        assert run.home is not None
        numbers = run.home.numbers.stored
        assert isinstance(numbers, Remembering)
        read = frozenset(numbers if whole else numbers.read)
        if not any(each.takes(example, numbers, read) for each in found):
            found.append(Setting(example.month))
            found[-1].takes(example, numbers, read)
    return found
