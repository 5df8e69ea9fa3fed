"""An expression written out with its figures, as an officer would on a calculation sheet."""

from collections.abc import Callable
from functools import singledispatchmethod

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.text import value_text
from minzheng.rules.tree import (
    Age,
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Divide,
    Expression,
    Extreme,
    FactRead,
    Gathering,
    Known,
    Literal,
    MonthEvaluated,
    MonthOf,
    MonthReaching,
    Not,
    NumberRead,
    OneOf,
    Rounding,
    RoundTo,
    RuleRead,
)
from minzheng.rules.units import NEVER

_SIGNS = {"<": "低于", "<=": "不高于", ">": "高于", ">=": "不低于", "==": "等于", "!=": "不等于"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_OPERATORS = {"+": "＋", "-": "－", "*": "×"}
_ROUNDINGS = {
    Rounding.FLOOR: "舍去分以下",
    Rounding.CEIL: "进到分",
    Rounding.HALF_UP: "四舍五入到分",
}
_GATHERINGS = {
    Gathering.SUM: "合计",
    Gathering.COUNT: "人数",
    Gathering.ANY: "任一",
    Gathering.ALL: "全部",
    Gathering.MAX: "最大",
    Gathering.MIN: "最小",
}


class Formulas:
    """Writes expressions with the values they had for a subject."""

    def __init__(
        self,
        evaluator: Evaluator,
        branches: Branches,
        title: Callable[[FactRead | RuleRead], str],
        numbers: dict[str, NumberDefinition],
    ) -> None:
        self._evaluator = evaluator
        self._branches = branches
        self._title = title
        self._numbers = numbers

    def write(self, expression: Expression, subject: Subject) -> str:
        """The expression in words and figures, the branch taken only."""
        return self._write(expression, subject)

    def _text(self, expression: Expression, subject: Subject) -> str:
        value = self._evaluator.closure(expression)(subject)
        return value_text(value, expression.unit)

    @singledispatchmethod
    def _write(self, node: Expression, subject: Subject) -> str:
        raise TypeError(f"no formula for {type(node).__name__}")

    @_write.register
    def _literal(self, node: Literal, subject: Subject) -> str:
        return value_text(node.value, node.unit)

    @_write.register(FactRead)
    @_write.register(RuleRead)
    def _read(self, node: FactRead | RuleRead, subject: Subject) -> str:
        return f"{self._title(node)} {self._text(node, subject)}"

    @_write.register
    def _number(self, node: NumberRead, subject: Subject) -> str:
        return f"{self._numbers[node.key].title} {self._text(node, subject)}"

    @_write.register
    def _month(self, node: MonthEvaluated, subject: Subject) -> str:
        return self._text(node, subject)

    @_write.register
    def _arithmetic(self, node: Arithmetic, subject: Subject) -> str:
        if node.operator == "*" and isinstance(node.right, Literal):
            return self._scaled(node, node.right, subject)
        left, right = self._write(node.left, subject), self._write(node.right, subject)
        return f"{left} {_OPERATORS[node.operator]} {right}"

    def _scaled(self, node: Arithmetic, factor: Literal, subject: Subject) -> str:
        """Factors that only change a unit or a scale are not shown."""
        text = self._write(node.left, subject)
        same = node.unit.scale != node.left.unit.scale or factor.value == 1
        return text if same else f"{text} × {factor.value}"

    @_write.register
    def _compare(self, node: Compare, subject: Subject) -> str:
        holds = self._evaluator.closure(node)(subject)
        sign = node.operator if holds is None or holds else _OPPOSITE[node.operator]
        word = _SIGNS[sign] if holds is not None else f"是否{_SIGNS[sign]}"
        return f"{self._side(node.left, subject)} {word} {self._side(node.right, subject)}"

    def _side(self, node: Expression, subject: Subject) -> str:
        """A side of a comparison, with its result where it is more than one figure."""
        text = self._write(node, subject)
        single = not isinstance(node, Arithmetic) or text.count(" ") <= 1
        return text if single else f"{text} ＝ {self._text(node, subject)}"

    @_write.register
    def _divide(self, node: Divide, subject: Subject) -> str:
        dividend = self._write(node.dividend, subject)
        rounding = _ROUNDINGS[node.rounding]
        if isinstance(node.divisor, Literal):
            return f"{dividend}（{rounding}）"
        return f"({dividend}) ÷ {self._write(node.divisor, subject)}（{rounding}）"

    @_write.register
    def _round_to(self, node: RoundTo, subject: Subject) -> str:
        multiple, mode = self._text(node.multiple, subject), self._text(node.mode, subject)
        return f"{self._write(node.amount, subject)}（按{multiple}{mode}）"

    @_write.register
    def _extreme(self, node: Extreme, subject: Subject) -> str:
        operands = "、".join(self._write(each, subject) for each in node.operands)
        return f"{operands} 中的{'大' if node.greatest else '小'}者"

    @_write.register
    def _one_of(self, node: OneOf, subject: Subject) -> str:
        among = self._evaluator.closure(node)(subject)
        code = node.operand.unit.code
        titles = "、".join(code.numbered(each).title for each in node.codes) if code else ""
        word = "是否属于" if among is None else "属于" if bool(among) != node.negated else "不属于"
        return f"{self._write(node.operand, subject)} {word} {titles}"

    @_write.register(AllOf)
    @_write.register(AnyOf)
    @_write.register(Choose)
    def _branch(self, node: AllOf | AnyOf | Choose, subject: Subject) -> str:
        parts = self._branches.parts(node, subject)
        if isinstance(node, Choose) and len(parts) == 2:
            return f"因 {self._write(parts[0], subject)}, {self._write(parts[1], subject)}"
        return "; ".join(self._write(part, subject) for part in parts)

    @_write.register
    def _not(self, node: Not, subject: Subject) -> str:
        return self._write(node.operand, subject)

    @_write.register
    def _known(self, node: Known, subject: Subject) -> str:
        known = self._evaluator.closure(node)(subject)
        return f"{self._write(node.operand, subject)}（{'已知' if known else '不详'}）"

    @_write.register
    def _age(self, node: Age, subject: Subject) -> str:
        return f"{self._text(node, subject)}周岁（{self._write(node.birth, subject)}）"

    @_write.register
    def _month_reaching(self, node: MonthReaching, subject: Subject) -> str:
        years = self._write(node.years, subject)
        return f"{self._text(node, subject)}（{self._write(node.birth, subject)}起满 {years}）"

    @_write.register
    def _month_of(self, node: MonthOf, subject: Subject) -> str:
        text = self._write(node.date, subject)
        never = self._evaluator.closure(node.date)(subject) == NEVER
        return text if never else f"{text}所在月"

    @_write.register
    def _aggregate(self, node: Aggregate, subject: Subject) -> str:
        word = _GATHERINGS[node.gathering]
        members = self._branches.members(node, subject)
        if node.gathering is Gathering.COUNT:
            return f"{len(members)}人（{'、'.join(each.name for each in members)}）"
        each = "、".join(f"{m.name}: {self._write(node.element, m)}" for m in members)
        return f"{word}（{each}）" if each else f"{word} {self._text(node, subject)}"
