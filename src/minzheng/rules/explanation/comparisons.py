"""A comparison as a sentence: what was measured, and how it stands to the threshold in force."""

from collections.abc import Callable

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.wording import Writer, is_never
from minzheng.rules.tree import Compare, Expression, Literal, MonthEvaluated, OneOf
from minzheng.rules.units import Kind

_SIGNS = {"<": "低于", "<=": "不高于", ">": "高于", ">=": "不低于", "==": "等于", "!=": "不等于"}
_TIMES = {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "==": "同为", "!=": "不同于"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_CODES_LISTED = 4


def comparison(node: Compare, evaluator: Evaluator, side: Callable[[Expression], Writer]) -> Writer:
    """Writes a comparison; the month evaluated stands last whichever way the rule puts it."""
    left, right, operator = node.left, node.right, node.operator
    if isinstance(left, MonthEvaluated):
        left, right, operator = right, left, _TURNED[operator]
    holds, measured, threshold = map(evaluator.closure, (node, left, right))
    first, second, words = side(left), side(right), _words(left.unit.kind)
    dated = left.unit.kind in (Kind.DATE, Kind.MONTH)
    plain = isinstance(right, Literal) and right.value == 0 and left.unit.kind is not Kind.CODE
    is_code = left.unit.kind is Kind.CODE and operator in ("==", "!=")

    def text(subject: Subject) -> str:
        held = holds(subject)
        if held is None:
            return f"{first(subject)}（要看是否{words[operator]}{second(subject)}）"
        if plain or (dated and is_never(measured(subject), left.unit)):
            return first(subject)
        if dated and is_never(threshold(subject), right.unit):
            return first(subject) if isinstance(right, Literal) else second(subject)
        if is_code:
            other = operator == "==" and not held
            return f"{first(subject)}，不是{second(subject)}" if other else first(subject)
        return (
            f"{first(subject)}，{words[operator if held else _OPPOSITE[operator]]}{second(subject)}"
        )

    return text


def membership(node: OneOf, evaluator: Evaluator, operand: Writer) -> Writer:
    """Writes a code, and which it would have to be where it is none of them."""
    closure, code = evaluator.closure(node), node.operand.unit.code
    titles = "、".join(code.numbered(each).title for each in node.codes) if code else ""
    short = len(node.codes) <= _CODES_LISTED

    def text(subject: Subject) -> str:
        among = closure(subject)
        if among is None or bool(among) is not node.negated or not short:
            return operand(subject)
        return f"{operand(subject)}，不是{titles}"

    return text


def _words(kind: Kind) -> dict[str, str]:
    return _TIMES if kind in (Kind.DATE, Kind.MONTH) else _SIGNS
