"""An expression written out with its figures, as an officer would on a calculation sheet.

Each expression becomes a writer once; a writer shows the branch taken and leaves out what adds
nothing: zeros in a sum, a rounding that changed nothing, the floor of zero above zero.
"""

from collections.abc import Callable
from functools import singledispatchmethod

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches
from minzheng.rules.explanation.comparisons import comparison, membership
from minzheng.rules.explanation.headcounts import headcount
from minzheng.rules.explanation.wording import Writer, joined, named, terms
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.text import value_writer
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
from minzheng.rules.units import RATIO_ONE, Kind

_ROUNDINGS = {
    Rounding.FLOOR: "舍去分以下",
    Rounding.CEIL: "进到分",
    Rounding.HALF_UP: "四舍五入到分",
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
        self._writers: dict[Expression, Writer] = {}

    def write(self, expression: Expression, subject: Subject) -> str:
        """The expression in words and figures, the branch taken only."""
        return self.writer(expression)(subject)

    def writer(self, expression: Expression) -> Writer:
        """The writer of an expression, made once."""
        found = self._writers.get(expression)
        if found is None:
            found = self._writers[expression] = self._make(expression)
        return found

    def value(self, expression: Expression) -> Writer:
        """Writes the value alone."""
        closure, text = self._evaluator.closure(expression), value_writer(expression.unit)
        return lambda subject: text(closure(subject))

    @singledispatchmethod
    def _make(self, node: Expression) -> Writer:
        raise TypeError(f"no formula for {type(node).__name__}")

    @_make.register(Literal)
    @_make.register(MonthEvaluated)
    def _plain(self, node: Expression) -> Writer:
        return self.value(node)

    @_make.register(FactRead)
    @_make.register(RuleRead)
    def _read(self, node: FactRead | RuleRead) -> Writer:
        text, closure = named(self._title(node), node.unit), self._evaluator.closure(node)
        return lambda subject: text(closure(subject))

    @_make.register
    def _number(self, node: NumberRead) -> Writer:
        title, closure = self._numbers[node.key].title, self._evaluator.closure(node)
        text, at = named(title, node.unit), node.position
        if at is None or at.unit.kind is not Kind.CODE:
            return lambda subject: text(closure(subject))
        position = self.value(at)
        return lambda s: named(f"{title}（{position(s)}）", node.unit)(closure(s))

    @_make.register
    def _compare(self, node: Compare) -> Writer:
        return comparison(node, self._evaluator, self._side)

    def _side(self, node: Expression) -> Writer:
        """A side of a comparison, with its result where it is calculated."""
        write, value = self.writer(node), self.value(node)
        if isinstance(node, Literal) and node.unit.kind is Kind.CODE:
            return value
        if not isinstance(node, Arithmetic | Divide | Extreme):
            return write

        def text(subject: Subject) -> str:
            long, short = write(subject), value(subject)
            return long if long.endswith(short) else f"{long} ＝ {short}"

        return text

    @_make.register
    def _one_of(self, node: OneOf) -> Writer:
        return membership(node, self._evaluator, self.writer(node.operand))

    @_make.register
    def _arithmetic(self, node: Arithmetic) -> Writer:
        if node.unit.kind in (Kind.MONTH, Kind.DATE):
            return self._later(node)
        if node.operator == "*":
            return self._product(node)
        found = list(terms(node))
        signs = [sign for sign, _ in found]
        closures = [self._evaluator.closure(each) for _, each in found]
        writers = [self.writer(each) for _, each in found]
        total, parts = self.value(node), self._branches.parts_of(node, self.writer)

        def text(subject: Subject) -> str:
            values = [closure(subject) for closure in closures]
            if None in values:
                return joined(write(subject) for write in parts(subject))
            shown = [
                f"{sign} {write(subject)}"
                for sign, write, value in zip(signs, writers, values, strict=True)
                if value
            ]
            return " ".join(shown).removeprefix("＋ ") or total(subject)

        return text

    def _later(self, node: Arithmetic) -> Writer:
        """A month so many months on."""
        month, months = self.writer(node.left), self.writer(node.right)
        if isinstance(node.right, Literal) and node.right.value == 1 and node.operator == "+":
            return lambda subject: f"{month(subject)}的次月"
        word = "后" if node.operator == "+" else "前"
        return lambda subject: f"{month(subject)}{word}{months(subject)}"

    def _product(self, node: Arithmetic) -> Writer:
        """Factors that only change a unit or a scale are not shown."""
        left, right = (self._factor(each) for each in (node.left, node.right))
        if isinstance(node.right, Literal):
            times = node.right.value
            same = node.unit.scale != node.left.unit.scale or times == 1
            return left if same else lambda s: f"{left(s)} × {times}"
        return lambda subject: f"{left(subject)} × {right(subject)}"

    def _factor(self, node: Expression) -> Writer:
        write = self.writer(node)
        if isinstance(node, Arithmetic) and node.operator != "*":
            return lambda subject: f"（{write(subject)}）"
        return write

    @_make.register
    def _divide(self, node: Divide) -> Writer:
        """The rounding is told where it changed anything."""
        write, divisor = self._factor(node.dividend), self._divisor(node)
        above, below = map(self._evaluator.closure, (node.dividend, node.divisor))
        rounding = f"（{_ROUNDINGS[node.rounding]}）"

        def text(subject: Subject) -> str:
            a, b = above(subject), below(subject)
            exact = a is None or b is None or a % b == 0
            return f"{write(subject)}{divisor(subject)}{'' if exact else rounding}"

        return text

    def _divisor(self, node: Divide) -> Writer:
        """What is divided by, if it is not only the scale of the dividend."""
        scale = RATIO_ONE**node.dividend.unit.scale
        if node.divisor.low == node.divisor.high:
            plain = node.divisor.low // scale
            return lambda subject: "" if plain == 1 else f" ÷ {plain}"
        divisor = node.divisor
        if isinstance(divisor, Arithmetic) and isinstance(divisor.right, Literal):
            divisor = divisor.left
        write = self._factor(divisor)
        return lambda subject: f" ÷ {write(subject)}"

    @_make.register
    def _round_to(self, node: RoundTo) -> Writer:
        write, multiple, mode = (
            self.writer(node.amount),
            self.value(node.multiple),
            self.value(node.mode),
        )
        before, after = map(self._evaluator.closure, (node.amount, node))
        finer = RATIO_ONE**node.amount.unit.scale

        def text(subject: Subject) -> str:
            amount, rounded = before(subject), after(subject)
            if amount is None or rounded is None or amount == rounded * finer:
                return write(subject)
            unit = multiple(subject).removesuffix("/月")
            return f"{write(subject)}（取整到{unit}，{mode(subject)}）"

        return text

    @_make.register
    def _extreme(self, node: Extreme) -> Writer:
        """The operand taken; a floor or ceiling that is written in the rule only where it bites."""
        word = "不足的按{}计" if node.greatest else "超过的按{}计"
        operands = [each for each in node.operands if not isinstance(each, Literal)]
        closures = [self._evaluator.closure(each) for each in operands]
        writers, result = [self.writer(each) for each in operands], self._evaluator.closure(node)
        value, compared = self.value(node), "取较高者" if node.greatest else "取较低者"

        def text(subject: Subject) -> str:
            taken, values = result(subject), [each(subject) for each in closures]
            texts = [write(subject) for write in writers]
            if taken not in values:
                bound = word.format(value(subject))
                return f"{'；'.join(texts)}，{bound}" if len(texts) == 1 else value(subject)
            others = [t for t, v in zip(texts, values, strict=True) if v not in (taken, 0)]
            winner = texts[values.index(taken)]
            return f"{winner}（{compared}，另一项为{'、'.join(others)}）" if others else winner

        return text

    @_make.register(AllOf)
    @_make.register(AnyOf)
    def _branch(self, node: AllOf | AnyOf) -> Writer:
        parts = self._branches.parts_of(node, self.writer)

        def text(subject: Subject) -> str:
            return joined(write(subject) for write in parts(subject))

        return text

    @_make.register
    def _choose(self, node: Choose) -> Writer:
        """What was chosen, and the test that chose it."""
        test, then, otherwise = map(self.writer, (node.test, node.then, node.otherwise))
        chosen, further = self._evaluator.closure(node.test), isinstance(node.otherwise, Choose)

        def text(subject: Subject) -> str:
            yes = chosen(subject)
            if yes is None:
                return test(subject)
            if not yes and further:
                return otherwise(subject)
            return f"{(then if yes else otherwise)(subject)}（{test(subject)}）"

        return text

    @_make.register(Not)
    @_make.register(Known)
    @_make.register(MonthOf)
    def _operand(self, node: Not | Known | MonthOf) -> Writer:
        return self.writer(node.date if isinstance(node, MonthOf) else node.operand)

    @_make.register
    def _age(self, node: Age) -> Writer:
        value, birth = self.value(node), self.writer(node.birth)
        return lambda subject: f"{value(subject)}周岁（{birth(subject)}）"

    @_make.register
    def _month_reaching(self, node: MonthReaching) -> Writer:
        value, years, birth = self.value(node), self.value(node.years), self.writer(node.birth)
        return lambda subject: f"{value(subject)}满{years(subject)}周岁（{birth(subject)}）"

    @_make.register
    def _aggregate(self, node: Aggregate) -> Writer:
        if node.gathering is Gathering.COUNT:
            return headcount(node, self._branches)
        write, members = self.writer(node.element), self._branches.gathered(node).members
        figure = self.value(node.element) if isinstance(node.element, RuleRead) else write
        sums, value = node.gathering is Gathering.SUM, self.value(node)

        def text(subject: Subject) -> str:
            each = [f"{m.name}{figure(m) if sums else '：' + write(m)}" for m in members(subject)]
            return (" ＋ " if sums else "；").join(each) or value(subject)

        return text
