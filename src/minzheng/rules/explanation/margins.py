"""By how much a condition is missed: the distance to the threshold, to the fen."""

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.numbers.text import value_text
from minzheng.rules.tree import Compare, Expression, Reach, RuleRead
from minzheng.rules.units import Kind

_MEASURED = frozenset({Kind.MONEY, Kind.COUNT, Kind.MONTHS})
_DEEPEST = 3
"""A condition may stand for another rule; one that stands deeper is told by its own sentence."""


def margin(evaluator: Evaluator, key: str, subject: Subject) -> str:
    """How far the values lie from what the condition wants; "" where nothing can be measured."""
    step = evaluator.program.steps.get(key)
    if step is None or step.version is None:
        return ""
    return _of(evaluator, step.version.body, subject, _DEEPEST)


def _of(evaluator: Evaluator, node: Expression, subject: Subject, depth: int) -> str:
    if isinstance(node, RuleRead) and node.unit.kind is Kind.YES_NO and depth:
        step = evaluator.program.steps[node.key]
        about = subject if node.reach is Reach.OWN else subject.up
        if step.version is None:
            return ""
        return _of(evaluator, step.version.body, about, depth - 1)
    if isinstance(node, Compare) and node.left.unit.kind in _MEASURED:
        return _distance(evaluator, node, subject)
    return ""


def _distance(evaluator: Evaluator, node: Compare, subject: Subject) -> str:
    left, right = (evaluator.closure(each)(subject) for each in (node.left, node.right))
    if left is None or right is None or node.left.unit.scale or node.right.unit.scale:
        return ""
    if evaluator.closure(node)(subject):
        return ""
    apart = value_text(abs(left - right), node.left.unit)
    if left == right:
        return {"<": "恰好等于界限，须低于界限", ">": "恰好等于界限，须高于界限"}.get(
            node.operator, ""
        )
    if node.operator in ("<", "<="):
        return f"高出{apart}"
    return f"低了{apart}" if node.operator in (">", ">=") else ""
