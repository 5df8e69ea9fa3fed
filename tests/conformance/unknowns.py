"""Which rules provably are never unknown, whatever is not known of a household."""

from minzheng.rules.program import Program
from minzheng.rules.tree import (
    AllOf,
    AnyOf,
    Choose,
    Expression,
    FactRead,
    Known,
    Not,
    RuleRead,
)

Read = tuple[str, str]
"""What is read, and where, seen from whom the rule is about."""


def can_be_unknown(program: Program, key: str) -> bool:
    """Whether a rule can be unknown; ``known(x) and x`` cannot: if x is not known, it is no."""
    found: dict[str, bool] = {}
    for each, step in program.steps.items():
        found[each] = _unknown(step.expression, frozenset(), found)
    return found[key]


def _unknown(node: Expression, known: frozenset[Read], rules: dict[str, bool]) -> bool:
    if isinstance(node, Known):
        return False
    if isinstance(node, FactRead | RuleRead):
        nullable = rules[node.key] if isinstance(node, RuleRead) else True
        return nullable and _read(node) not in known
    if isinstance(node, Choose):
        then = known | _asked(node.test)
        return (
            _unknown(node.test, known, rules)
            or _unknown(node.then, then, rules)
            or _unknown(node.otherwise, known, rules)
        )
    if isinstance(node, AllOf):
        known |= _asked(node)
    if isinstance(node, AnyOf):
        asked = (each.operand for each in node.operands if isinstance(each, Not))
        known = known.union(*(_asked(each) for each in asked))
    return any(_unknown(child, known, rules) for child in node.children())


def _asked(node: Expression) -> frozenset[Read]:
    """What is known where a truth value is yes."""
    if isinstance(node, Known) and isinstance(node.operand, FactRead | RuleRead):
        return frozenset([_read(node.operand)])
    if isinstance(node, AllOf):
        return frozenset().union(*(_asked(each) for each in node.operands))
    return frozenset()


def _read(node: FactRead | RuleRead) -> Read:
    return node.key if isinstance(node, RuleRead) else node.name, node.reach
