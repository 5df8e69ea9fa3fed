"""Translates the body of a rule function into a typed expression, or says why it cannot."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.facts import Entity
from minzheng.rules.reading import algebra
from minzheng.rules.reading.algebra import Unfit, number, truth
from minzheng.rules.reading.calls import FUNCTIONS, call
from minzheng.rules.reading.declarations import Declaration
from minzheng.rules.reading.scope import Names, Scope
from minzheng.rules.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    Expression,
    Gathering,
    Not,
    Rounding,
)
from minzheng.rules.units import COUNT, YES_NO, Kind

_MOST_MEMBERS = 50
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


def translate_body(declaration: Declaration, names: Names) -> Expression:
    """The expression that a rule's function returns.  Raises ``RuleRefused``."""
    body = list(declaration.function.body)
    if _is_docstring(body[0]):
        body = body[1:]
    return _Translator(declaration).block(body, Scope.of(names, declaration))


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


class _Translator:
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

    def _refused(self, node: ast.AST, reason: str) -> RuleRefused:
        line = getattr(node, "lineno", self._declaration.function.lineno)
        text = f"{self._declaration.name}: {reason}"
        return RuleRefused((Refusal(self._declaration.file, line, text),))

    # Statements -----------------------------------------------------------------------------

    def block(self, statements: Sequence[ast.stmt], scope: Scope) -> Expression:
        """Statements up to the return that ends every way through them."""
        if not statements:
            raise self._refused(
                self._declaration.function, "缺少 return: 每一条路都要写明返回什么"
            )
        first, rest = statements[0], statements[1:]
        if isinstance(first, ast.Return):
            return self._return(first, rest, scope)
        if isinstance(first, ast.If):
            return self._if(first, rest, scope)
        if isinstance(first, ast.Assign):
            self._assign(first, scope)
            return self.block(rest, scope)
        raise self._refused(first, f"规则里不能写 {_statement_name(first)}")

    def _return(
        self, node: ast.Return, rest: Sequence[ast.stmt], scope: Scope
    ) -> Expression:
        if rest:
            raise self._refused(rest[0], "return 之后的语句永远不会执行, 请删去")
        if node.value is None:
            raise self._refused(node, "return 后面要写返回的值")
        return self.expression(node.value, scope)

    def _if(self, node: ast.If, rest: Sequence[ast.stmt], scope: Scope) -> Expression:
        test = self.expression(node.test, scope)
        then = self.block(node.body, _copied(scope))
        if node.orelse and rest:
            raise self._refused(rest[0], "if 和 else 都已 return, 之后的语句永远不会执行")
        otherwise = self.block(node.orelse or rest, _copied(scope))
        return self._fit(node, algebra.choose, test, then, otherwise)

    def _assign(self, node: ast.Assign, scope: Scope) -> None:
        target = node.targets[0]
        if len(node.targets) != 1 or not isinstance(target, ast.Name):
            raise self._refused(node, "只能给一个名字赋值")
        if target.id in scope.locals or target.id in (scope.subject, scope.numbers):
            raise self._refused(node, f"{target.id} 已有所指, 每个名字只能赋值一次")
        scope.locals[target.id] = self.expression(node.value, scope)

    # Expressions ----------------------------------------------------------------------------

    def expression(self, node: ast.expr, scope: Scope) -> Expression:
        """A typed expression, or a refusal at this node's line."""
        translate = self._expressions.get(type(node))
        if translate is None:
            raise self._refused(node, f"规则里不能写 {ast.unparse(node)}")
        return self._fit(node, translate, node, scope)

    def _fit(
        self, node: ast.AST, make: Callable[..., Expression], *operands: object
    ) -> Expression:
        try:
            return make(*operands)
        except Unfit as unfit:
            raise self._refused(node, str(unfit)) from unfit

    def _constant(self, node: ast.Constant, scope: Scope) -> Expression:
        if isinstance(node.value, bool):
            return truth(node.value)
        if isinstance(node.value, int) and node.value in (0, 1):
            return number(node.value)
        if isinstance(node.value, float):
            raise Unfit(f"不能写小数 {node.value}: 请写进 parameters/*.yaml, 用精确的比例")
        if isinstance(node.value, int):
            raise Unfit(f"规则里只能直接写 0 和 1; 请把 {node.value} 写进 parameters/*.yaml")
        raise Unfit(f"规则里不能写 {node.value!r}")

    def _name(self, node: ast.Name, scope: Scope) -> Expression:
        return scope.name(node.id)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Expression:
        root, path = self._path(node)
        return scope.attribute(root, path)

    def _path(self, node: ast.expr) -> tuple[str, list[str]]:
        path: list[str] = []
        while isinstance(node, ast.Attribute):
            path.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            raise Unfit(f"规则里不能写 {ast.unparse(node)}.{'.'.join(path)}")
        return node.id, path

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Expression:
        return self._table(node.value, node.slice, scope, steps=False)

    def _table(
        self, table: ast.expr, position: ast.expr, scope: Scope, *, steps: bool
    ) -> Expression:
        root, path = self._path(table)
        if root != scope.numbers or not path:
            raise Unfit(f"只有参数表能取一项, {ast.unparse(table)} 不是参数表")
        return scope.table(path, self.expression(position, scope), steps=steps)

    def _binary(self, node: ast.BinOp, scope: Scope) -> Expression:
        if isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
            raise Unfit("除法必须写明取整: floor_fen(a / b)、ceil_fen 或 round_half_up_fen")
        left, right = self.expression(node.left, scope), self.expression(node.right, scope)
        if isinstance(node.op, ast.Mult):
            return algebra.multiply(left, right)
        if type(node.op) not in _SUMS:
            raise Unfit(f"规则里不能用这个运算: {ast.unparse(node)}")
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

    # Calls ----------------------------------------------------------------------------------

    def _call(self, node: ast.Call, scope: Scope) -> Expression:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise Unfit(f"规则里不能调用 {ast.unparse(node)}")
        name, operands = node.func.id, node.args
        if len(operands) == 1 and isinstance(operands[0], ast.GeneratorExp):
            return self._aggregate(name, operands[0], scope)
        if name in _ROUNDINGS and len(operands) == 1:
            return self._rounded(_ROUNDINGS[name], operands[0], scope)
        if name == "step" and len(operands) == 2:
            return self._table(operands[0], operands[1], scope, steps=True)
        if name not in FUNCTIONS:
            raise Unfit(f"规则里没有函数 {name}; 可用 {'、'.join([*FUNCTIONS, *_ROUNDINGS])}")
        return call(name, [self.expression(each, scope) for each in operands])

    def _rounded(self, rounding: Rounding, node: ast.expr, scope: Scope) -> Expression:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            dividend, divisor = (self.expression(each, scope) for each in (node.left, node.right))
            return algebra.divide(rounding, dividend, divisor)
        if _is_call(node, "per_month"):
            yearly = self.expression(node.args[0], scope)
            if yearly.unit.kind is not Kind.MONEY or yearly.unit.per != "year":
                raise Unfit(f"per_month 的参数应为 元/年, 而不是 {yearly.unit.title}")
            quotient = algebra.divide(rounding, yearly, number(12))
            return replace(quotient, unit=replace(quotient.unit, per="month"))
        return algebra.rounded(rounding, self.expression(node, scope))

    def _aggregate(self, name: str, node: ast.GeneratorExp, scope: Scope) -> Expression:
        if name not in _GATHERINGS or len(node.generators) != 1:
            raise Unfit(f"不能这样汇总: {ast.unparse(node)}; 可用 {'、'.join(_GATHERINGS)}")
        generator = node.generators[0]
        over = self._collection(generator, scope)
        if not isinstance(generator.target, ast.Name):
            raise Unfit("汇总的变量应是一个名字")
        inner = scope.member(generator.target.id, over)
        tests = [algebra.require(self.expression(t, inner), YES_NO, "if ") for t in generator.ifs]
        test = None if not tests else tests[0]
        if len(tests) > 1:
            test = AllOf(YES_NO, 0, 1, tuple(tests))
        return _gathered(_GATHERINGS[name], over, self._element(name, node, inner), test)

    def _element(self, name: str, node: ast.GeneratorExp, inner: Scope) -> Expression:
        if name == Gathering.COUNT:
            if not isinstance(node.elt, ast.Name) or node.elt.id != inner.subject:
                raise Unfit(f"count 数的是成员, 应写作 count({inner.subject} for …)")
            return truth(True)
        return self.expression(node.elt, inner)

    def _collection(self, generator: ast.comprehension, scope: Scope) -> Entity:
        root, path = self._path(generator.iter)
        over = _COLLECTIONS.get((scope.subject_entity, path[-1])) if len(path) == 1 else None
        if root != scope.subject or over is None or scope.inside_aggregate:
            raise Unfit(
                f"只能汇总 h.members 或 p.supporters, 不能汇总 {ast.unparse(generator.iter)}"
            )
        return over


def _copied(scope: Scope) -> Scope:
    return replace(scope, locals=dict(scope.locals))


def _is_call(node: ast.expr, name: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == name
        and len(node.args) == 1
    )


def _statement_name(statement: ast.stmt) -> str:
    return _STATEMENTS.get(type(statement), ast.unparse(statement).splitlines()[0])


_STATEMENTS: Mapping[type[ast.stmt], str] = {
    ast.For: "循环 for; 请用 sum、any、all、count 汇总",
    ast.While: "循环 while; 请用 sum、any、all、count 汇总",
    ast.AugAssign: "累加赋值; 请用 sum 汇总或另起一个名字",
    ast.AnnAssign: "带类型的赋值; 直接写 名字 = 表达式",
    ast.Expr: "不返回值的表达式",
    ast.Try: "try",
    ast.With: "with",
    ast.Raise: "raise; 拒绝请用条件表示",
    ast.Assert: "assert; 拒绝请用条件表示",
    ast.Import: "import",
    ast.ImportFrom: "import",
    ast.FunctionDef: "函数里的函数",
    ast.Pass: "pass",
    ast.Match: "match; 请用 if",
}


def _gathered(
    gathering: Gathering, over: Entity, element: Expression, test: Expression | None
) -> Expression:
    if gathering is Gathering.COUNT:
        return Aggregate(COUNT, 0, _MOST_MEMBERS, gathering, over, element, test)
    if gathering in (Gathering.ANY, Gathering.ALL):
        algebra.require(element, YES_NO, f"{gathering} 的对象")
        return Aggregate(YES_NO, 0, 1, gathering, over, element, test)
    if element.unit.kind not in (Kind.MONEY, Kind.COUNT, Kind.MONTHS, Kind.RATIO):
        raise Unfit(f"不能对 {element.unit.title} 求 {gathering}")
    low, high = min(element.low, 0), max(element.high, 0)
    if gathering is Gathering.SUM:
        low, high = algebra.within(low * _MOST_MEMBERS), algebra.within(high * _MOST_MEMBERS)
    return Aggregate(element.unit, low, high, gathering, over, element, test)
