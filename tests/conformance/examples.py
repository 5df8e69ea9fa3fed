"""All worked examples of all lines, as the conformance tests meet them."""

from collections.abc import Mapping
from functools import cache

from minzheng.config.platform import platform
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.examples import Example, ExampleRun, read_examples
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.numbers.parameter_set import Numbers


@cache
def all_examples() -> tuple[Example, ...]:
    """Every example of every line, in the order of the files."""
    return tuple(
        example
        for found in platform().lines
        for path in found.rule_cases
        for example in read_examples(path, found.line.slug)
    )


def title(example: Example) -> str:
    """The line and the sentence of an example."""
    return f"{example.line}: {example.name}"


def expected_keys(example: Example) -> list[str]:
    """The rules of which an example says something, by their keys."""
    names = {name for expectations in example.expect.values() for name in expectations}
    return sorted(name if "." in name else f"{example.line}.{name}" for name in names)


class KeptRun(ExampleRun):
    """A run that keeps the household and the numbers of the example run last."""

    def __init__(self) -> None:
        super().__init__(platform().rulebook, platform().parameters)
        self.home: Subject | None = None

    def subject(self, example: Example, keys: frozenset[str]) -> Subject:
        """The household of an example, kept."""
        self.home = super().subject(example, keys)
        return self.home

    def numbers(self, example: Example, keys: frozenset[str]) -> Numbers:
        """The numbers of an example, which remember what is read."""
        found = super().numbers(example, keys)
        return Numbers(found.month, found.area, Remembering(found.stored), found.dated)


class Remembering(dict[str, Stored]):
    """Numbers that remember which of them were read."""

    def __init__(self, stored: Mapping[str, Stored]) -> None:
        super().__init__(stored)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Stored:
        self.read.add(key)
        return super().__getitem__(key)
