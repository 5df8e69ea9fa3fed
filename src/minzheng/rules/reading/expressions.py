"""Reads the expressions of a rule into typed ones, or refuses them at their line."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace

from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.facts import Entity
from minzheng.rules.reading import algebra
from minzheng.rules.reading.algebra import Unfit, number, truth
from minzheng.rules.reading.calls import FUNCTIONS, call
from minzheng.rules.reading.declarations import Declaration
from minzheng.rules.reading.scope import Scope
from minzheng.rules.tree import AllOf, AnyOf, Expression, Gathering, Not, Rounding
from minzheng.rules.units import YES_NO, Kind

_COLLECTIONS = {
    (Entity.HOUSEHOLD, "members"): Entity.PERSON,
    (Entity.PERSON, "supporters"): Entity.SUPPORTER,
}
_GATHERINGS = {each.value: each for each in Gathering}
_ROUNDINGS = {each.value: each for each in Rounding}
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_SUMS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-"}

WORDS = frozenset([*FUNCTIONS, *_ROUNDINGS, *_GATHERINGS, "step", "per_month"])
"""The names of the language's functions."""


class ExpressionReader:
    """Reads the expressions of one rule."""

    def __init__(self, declaration: Declaration) -> None:
        self._declaration = declaration
        self._expressions: Mapping[type[ast.expr], Callable[..., Expression]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Subscript: self._subscript,
            ast.BinOp: self._binary,
            ast.UnaryOp: self._unary,
            ast.BoolOp: self._boolean,
            ast.Compare: self._compare,
            ast.IfExp: self._choose,
            ast.Call: self._call,
        }

    def refused(self, node: ast.AST, reason: str) -> RuleRefused:
        """The refusal of a node, at its line."""
        line = getattr(node, "lineno", self._declaration.function.lineno)
        text = f"{self._declaration.name}: {reason}"
        return RuleRefused((Refusal(self._declaration.file, line, text),))

    def fit(self, node: ast.AST, make: Callable[..., Expression], *operands: object) -> Expression:
        """What ``make`` makes of the operands, or a refusal of the node if they are unfit."""
        try:
            return make(*operands)
        except Unfit as unfit:
            raise self.refused(node, str(unfit)) from unfit

    def expression(self, node: ast.expr, scope: Scope) -> Expression:
        """A typed expression, or a refusal at this node's line."""
        read = self._expressions.get(type(node))
        if read is None:
            reason = _REASONS.get(type(node), "这不是规则的语言")
            raise self.refused(node, f"规则里不能写 {ast.unparse(node)}: {reason}")
        return self.fit(node, read, node, scope)

    def _constant(self, node: ast.Constant, scope: Scope) -> Expression:
        if isinstance(node.value, bool):
            return truth(node.value)
        if isinstance(node.value, int):
            if node.value in (0, 1):
                return number(node.value)
            raise Unfit(f"规则里只能直接写 0 和 1; 请把 {node.value} 写进 parameters/*.yaml")
        if isinstance(node.value, float):
            raise Unfit(f"不能写小数 {node.value}: 请写进 parameters/*.yaml, 用精确的比例")
        if node.value is None:
            raise Unfit("规则里没有 None: 是否已知请用 known(…)")
        raise Unfit(f"规则里不能写 {node.value!r}: 文字请用代码, 如 Settlement.urban")

    def _name(self, node: ast.Name, scope: Scope) -> Expression:
        if node.id in WORDS and node.id not in scope.locals:
            raise Unfit(f"{node.id} 是函数, 后面要写括号和参数")
        return scope.name(node.id)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Expression:
        root, path = _path(node)
        return scope.attribute(root, path)

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Expression:
        return self._table(node.value, node.slice, scope, steps=False)

    def _table(
        self, table: ast.expr, position: ast.expr, scope: Scope, *, steps: bool
    ) -> Expression:
        root, path = _path(table)
        if root != scope.numbers or not path:
            raise Unfit(f"只有参数表能取一项, {ast.unparse(table)} 不是参数表")
        return scope.table(path, self.expression(position, scope), steps=steps)

    def _binary(self, node: ast.BinOp, scope: Scope) -> Expression:
        if isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
            raise Unfit(
                "除法必须写明取整: floor_fen(a / b)、ceil_fen(a / b) 或 round_half_up_fen(a / b)"
            )
        left, right = self.expression(node.left, scope), self.expression(node.right, scope)
        if isinstance(node.op, ast.Mult):
            return algebra.multiply(left, right)
        if type(node.op) not in _SUMS:
            raise Unfit(f"规则里不能用这个运算: {ast.unparse(node)}; 可用 +、-、*、and、or、not")
        return algebra.add(_SUMS[type(node.op)], left, right)

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Expression:
        operand = self.expression(node.operand, scope)
        if isinstance(node.op, ast.Not):
            return Not(YES_NO, 0, 1, algebra.require(operand, YES_NO, "not 的对象"))
        if isinstance(node.op, ast.USub):
            return algebra.add("-", number(0), operand)
        raise Unfit(f"规则里不能写 {ast.unparse(node)}")

    def _boolean(self, node: ast.BoolOp, scope: Scope) -> Expression:
        operands = tuple(
            algebra.require(self.expression(each, scope), YES_NO, f"{ast.unparse(each)} ")
            for each in node.values
        )
        make = AllOf if isinstance(node.op, ast.And) else AnyOf
        return make(YES_NO, 0, 1, operands)

    def _compare(self, node: ast.Compare, scope: Scope) -> Expression:
        sides = [node.left, *node.comparators]
        links = tuple(
            self._link(operator, sides[i], sides[i + 1], scope)
            for i, operator in enumerate(node.ops)
        )
        return links[0] if len(links) == 1 else AllOf(YES_NO, 0, 1, links)

    def _link(
        self, operator: ast.cmpop, left: ast.expr, right: ast.expr, scope: Scope
    ) -> Expression:
        first = self.expression(left, scope)
        if isinstance(operator, ast.In | ast.NotIn):
            if not isinstance(right, ast.Set | ast.Tuple):
                raise Unfit("in 的右边应是代码的集合, 如 {DisabilityGrade.one}")
            codes = [self.expression(each, scope) for each in right.elts]
            return algebra.one_of(first, codes, negated=isinstance(operator, ast.NotIn))
        if type(operator) not in _COMPARISONS:
            raise Unfit("规则里不能用 is; 是否已知请用 known(…)")
        second = self.expression(right, scope)
        return algebra.compare(_COMPARISONS[type(operator)], first, second)

    def _choose(self, node: ast.IfExp, scope: Scope) -> Expression:
        parts = (self.expression(each, scope) for each in (node.test, node.body, node.orelse))
        return algebra.choose(*parts)

    def _call(self, node: ast.Call, scope: Scope) -> Expression:
        name, operands = _called(node, scope), node.args
        if len(operands) == 1 and isinstance(operands[0], ast.GeneratorExp):
            return self._aggregate(name, operands[0], scope)
        if name in _ROUNDINGS:
            return self._rounded(_ROUNDINGS[name], _counted(name, operands, 1)[0], scope)
        if name == "step":
            table, position = _counted(name, operands, 2)
            return self._table(table, position, scope, steps=True)
        if name not in FUNCTIONS:
            raise Unfit(_USAGE.get(name, f"{name} 用来汇总: {name}(… for m in h.members if …)"))
        return call(name, [self.expression(each, scope) for each in operands])

    def _rounded(self, rounding: Rounding, node: ast.expr, scope: Scope) -> Expression:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            dividend, divisor = (self.expression(each, scope) for each in (node.left, node.right))
            return algebra.divide(rounding, dividend, divisor)
        if isinstance(node, ast.Call) and _is_per_month(node):
            yearly = self.expression(node.args[0], scope)
            if yearly.unit.kind is not Kind.MONEY or yearly.unit.per != "year":
                raise Unfit(f"per_month 的参数应为 元/年, 而不是 {yearly.unit.title}")
            quotient = algebra.divide(rounding, yearly, number(12))
            return replace(quotient, unit=replace(quotient.unit, per="month"))
        return algebra.rounded(rounding, self.expression(node, scope))

    def _aggregate(self, name: str, node: ast.GeneratorExp, scope: Scope) -> Expression:
        if name not in _GATHERINGS or len(node.generators) != 1:
            known = "、".join(_GATHERINGS)
            raise Unfit(f"不能这样汇总: {ast.unparse(node)}; 可用 {known}, 只写一个 for")
        generator = node.generators[0]
        over = _collection(generator, scope)
        target = generator.target
        if not isinstance(target, ast.Name) or scope.taken(target.id):
            raise Unfit(f"汇总的变量应是一个新名字, 不能是 {ast.unparse(target)}")
        inner = scope.member(target.id, over)
        tests = tuple(
            algebra.require(self.expression(each, inner), YES_NO, "汇总的 if 条件")
            for each in generator.ifs
        )
        test = AllOf(YES_NO, 0, 1, tests) if len(tests) > 1 else next(iter(tests), None)
        return algebra.gathered(_GATHERINGS[name], over, self._element(name, node, inner), test)

    def _element(self, name: str, node: ast.GeneratorExp, inner: Scope) -> Expression:
        if name == Gathering.COUNT:
            if not isinstance(node.elt, ast.Name) or node.elt.id != inner.subject:
                raise Unfit(f"count 数的是成员, 应写作 count({inner.subject} for …)")
            return truth(True)
        return self.expression(node.elt, inner)


def _collection(generator: ast.comprehension, scope: Scope) -> Entity:
    text = ast.unparse(generator.iter)
    if scope.inside_aggregate:
        raise Unfit(f"汇总里不能再汇总 {text}; 请先为成员写一条规则, 再汇总那条规则")
    root, _, name = text.partition(".")
    over = _COLLECTIONS.get((scope.subject_entity, name)) if root == scope.subject else None
    if over is None or generator.is_async:
        raise Unfit(f"只能汇总 h.members 或 p.supporters, 不能汇总 {text}")
    return over


def _path(node: ast.expr) -> tuple[str, list[str]]:
    """The name at the root of ``p.household.income`` and the attributes after it."""
    whole, path = node, list[str]()
    while isinstance(node, ast.Attribute):
        path.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise Unfit(f"规则里不能写 {ast.unparse(whole)}")
    return node.id, path


def _called(node: ast.Call, scope: Scope) -> str:
    """The name of the function called."""
    if not isinstance(node.func, ast.Name):
        raise Unfit(f"规则里不能调用 {ast.unparse(node.func)}: 事实、规则和参数直接读, 不加括号")
    name = node.func.id
    if scope.taken(name):
        raise Unfit(f"{name} 在这里是一个值, 不能当函数用")
    if name not in WORDS:
        raise Unfit(f"规则里没有函数 {name}; 可用 {'、'.join(sorted(WORDS))}")
    if node.keywords:
        raise Unfit(f"{name} 的参数按次序写, 不写名字")
    return name


def _counted(name: str, operands: list[ast.expr], wanted: int) -> list[ast.expr]:
    if len(operands) != wanted:
        raise Unfit(f"{name} 需要 {wanted} 个参数, 这里有 {len(operands)} 个")
    return operands


def _is_per_month(node: ast.Call) -> bool:
    named = isinstance(node.func, ast.Name) and node.func.id == "per_month"
    return named and len(node.args) == 1 and not node.keywords


_USAGE = {"per_month": "per_month 只能直接写在取整里: floor_fen(per_month(…))"}

_REASONS: Mapping[type[ast.expr], str] = {
    ast.NamedExpr: "赋值请单独写一行",
    ast.Lambda: "请写成一条带装饰器的规则",
    ast.JoinedStr: "规则里没有文字",
    ast.List: "规则里没有列表; 代码的集合写作 {Code.a, Code.b}, 只用在 in 之后",
    ast.Tuple: "规则里没有列表; 代码的集合写作 {Code.a, Code.b}, 只用在 in 之后",
    ast.Set: "集合只用在 in 之后",
    ast.Dict: "对照表请写进 parameters/*.yaml, 用 n.表[代码] 读取",
    ast.ListComp: "请用 sum、any、all、count、max、min 汇总",
    ast.SetComp: "请用 sum、any、all、count、max、min 汇总",
    ast.DictComp: "请用 sum、any、all、count、max、min 汇总",
    ast.GeneratorExp: "汇总应是函数唯一的参数, 如 max(max(… for m in h.members), 0)",
    ast.Starred: "参数请逐个写出",
}
