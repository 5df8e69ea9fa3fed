"""Which outcomes a change of numbers reaches: those of which any rule becomes another one.

Rules are compared once each set of numbers has decided what it decides, so that a number behind a
switch that is off reaches nothing.
"""

from collections.abc import Iterator, Mapping

from minzheng.rules.junctions import form
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program, Step
from minzheng.rules.specialisation import rules_read, specialised
from minzheng.rules.sql.nullability import Holes
from minzheng.rules.tree import NumberRead, walk

Numbers = Mapping[str, Stored]


def reached(program: Program, before: Numbers, after: Numbers, holes: Holes) -> Iterator[str]:
    """The outcomes that may differ, in amount or first month, for anybody.

    ``holes`` names the facts that may be unknown.
    """
    changed = _changed(program, before, after, holes)
    for key in program.outcomes:
        starts = program.steps[key].rule.starts
        if key in changed or starts in changed:
            yield key


def _changed(program: Program, before: Numbers, after: Numbers, holes: Holes) -> set[str]:
    """The rules that differ, or read one that does."""
    old = specialised(program, before, holes).steps
    new = specialised(program, after, holes).steps
    changed: set[str] = set()
    for key in program.steps:
        if key not in old and key not in new:
            continue
        same = key in old and key in new and _same(old[key], new[key], before, after)
        if not same or changed.intersection(rules_read(new[key].expression)):
            changed.add(key)
    return changed


def _same(old: Step, new: Step, before: Numbers, after: Numbers) -> bool:
    if form(old.expression) != form(new.expression):
        return False
    read = (node.key for node in walk(new.expression) if isinstance(node, NumberRead))
    return all(before[key] == after[key] for key in read)
