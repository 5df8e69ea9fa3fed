"""Which rules become columns of the query, and which are written where they are read."""

from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from minzheng.rules.specialisation import rules_read
from minzheng.rules.sql.inlining import inlined
from minzheng.rules.tree import Aggregate, walk
from tests.rules.answers import MONTH
from tests.rules.every_node import EVERY_NODE
from tests.rules.test_evaluation_of_members import BENEFIT
from tests.rules.written_lines import WrittenLine, rulebook


def whole(line: WrittenLine) -> Program:
    """Every benefit and status of a line."""
    return program(rulebook(line), MONTH)


def _reads(made: Program) -> int:
    return sum(len(list(rules_read(step.expression))) for step in made.steps.values())


def test_only_what_is_wanted_stays() -> None:
    made = whole(BENEFIT)
    for key in made.steps:
        assert key in inlined(made, [key]).steps
    assert len(inlined(made, made.outcomes[:1]).steps) < len(made.steps)


def test_fewer_rules_are_read() -> None:
    made = whole(BENEFIT)
    shorter = inlined(made, made.outcomes)
    assert _reads(shorter) < _reads(made)


def test_what_is_gathered_is_not_rewritten() -> None:
    made = whole(EVERY_NODE)
    gathered = {
        node
        for step in inlined(made, made.outcomes).steps.values()
        for node in walk(step.expression)
        if isinstance(node, Aggregate) and node.over is Entity.PERSON
    }
    before = {node for step in made.steps.values() for node in walk(step.expression)}
    assert gathered <= before
