"""The examples packed together: those of a month that can share one set of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from minzheng.config.platform import platform
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.examples import Example, ExampleRun
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.numbers.parameter_set import Numbers
from minzheng.rules.program import Program, program
from tests.conformance.examples import all_examples, expected_keys


@dataclass
class Setting:
    """Examples of one month of which no two read the same number in different values."""

    month: int
    examples: list[Example] = field(default_factory=list)
    stored: dict[str, Stored] = field(default_factory=dict)

    def takes(self, example: Example, stored: dict[str, Stored]) -> bool:
        """Take an example in, if its numbers go with those of the others."""
        if self.month != example.month:
            return False
        if any(self.stored.get(key, value) != value for key, value in stored.items()):
            return False
        self.examples.append(example)
        self.stored.update(stored)
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
    run = ExampleRun(platform().rulebook, platform().parameters)
    found: list[Setting] = []
    for example in all_examples():
        whole = program(platform().rulebook, example.month, expected_keys(example))
        stored = dict(run.numbers(example, whole.numbers).stored)
        if not any(each.takes(example, stored) for each in found):
            fresh = Setting(example.month)
            fresh.takes(example, stored)
            found.append(fresh)
    return found
