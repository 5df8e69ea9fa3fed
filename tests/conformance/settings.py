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

    def takes(self, example: Example, numbers: Remembering) -> bool:
        """Take an example in, if the numbers that it reads go with those of the others."""
        read = {key: numbers[key] for key in sorted(numbers.read)}
        if self.month != example.month:
            return False
        if any(self._read.get(key, value) != value for key, value in read.items()):
            return False
        self.examples.append(example)
        self._read.update(read)
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


def settings() -> list[Setting]:
    """As few settings as the first that fits gives."""
    run = KeptRun()
    found: list[Setting] = []
    for example in all_examples():
        list(run.differences(example))
        assert run.home is not None
        numbers = run.home.numbers.stored
        assert isinstance(numbers, Remembering)
        if not any(each.takes(example, numbers) for each in found):
            found.append(Setting(example.month))
            found[-1].takes(example, numbers)
    return found
