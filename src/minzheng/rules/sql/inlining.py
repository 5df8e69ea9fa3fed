"""Fewer columns and fewer nested queries: a rule read once is written where it is read.

A column handed on from query to query costs planning and copying; a rule becomes one only where
several others read it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from minzheng.rules.program import Program, Step
from minzheng.rules.specialisation import rebuilt, rules_read
from minzheng.rules.sql.stages import levels_of
from minzheng.rules.tree import Aggregate, Expression, Literal, Reach, RuleRead, walk

_SHORT = 12
"""Nodes of an expression so short that it is written wherever it is read."""

_LONG = 300
"""Nodes beyond which an expression stays a column: guards against NULL write operands twice."""


def inlined(program: Program, wanted: Iterable[str]) -> Program:
    """The steps that some rules need, and no others, with fewer reads of one another."""
    asked = tuple(wanted)
    written = _Inliner(program, asked).expressions()
    steps: dict[str, Step] = {}
    for key in _needed(written, asked, program):
        steps[key] = replace(program.steps[key], expression=written[key])
    return replace(program, steps=steps)


class _Inliner:
    def __init__(self, program: Program, wanted: tuple[str, ...]) -> None:
        self._program = program
        self._levels = levels_of(program)
        plain = {key: program.steps[key].expression for key in program.steps}
        self._needed = list(_needed(plain, wanted, program))
        reads = (key for needed in self._needed for key in rules_read(plain[needed]))
        self._times = Counter(reads)
        self._written: dict[str, Expression] = {}
        self._sizes: dict[str, int] = {}

    def expressions(self) -> Mapping[str, Expression]:
        for key in self._needed:
            level = self._levels[key]
            self._written[key] = self._inline(self._program.steps[key].expression, level)
            self._sizes[key] = sum(1 for _ in walk(self._written[key]))
        return self._written

    def _inline(self, node: Expression, level: int) -> Expression:
        if isinstance(node, Aggregate | Literal):
            return node
        if isinstance(node, RuleRead):
            return self._written[node.key] if self._goes_into(node, level) else node
        return rebuilt(node, lambda child: self._inline(child, level))

    def _goes_into(self, node: RuleRead, level: int) -> bool:
        """Whether a rule is written where it is read: in its own row and its own stage."""
        if node.reach is not Reach.OWN or self._levels[node.key] != level:
            return False
        longest = _LONG if self._times[node.key] == 1 else _SHORT
        return self._sizes[node.key] <= longest


def _needed(
    expressions: Mapping[str, Expression], wanted: Iterable[str], program: Program
) -> Iterator[str]:
    """What some rules read, directly or not, in the program's order."""
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += rules_read(expressions[key])
    return (key for key in program.steps if key in found)
