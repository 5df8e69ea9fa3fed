"""Translates the body of a rule function into one typed expression, or says why it cannot.

Here are the statements: assignments, ``if`` and ``return``.  What stands in them is read by
``expressions``.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from minzheng.rules.reading import algebra
from minzheng.rules.reading.declarations import Declaration
from minzheng.rules.reading.expressions import ExpressionReader
from minzheng.rules.reading.scope import Names, Scope
from minzheng.rules.tree import Expression


def translate_body(declaration: Declaration, names: Names) -> Expression:
    """The expression that a rule's function returns.  Raises ``RuleRefused``."""
    body = list(declaration.function.body)
    if _is_docstring(body[0]):
        body = body[1:]
    scope = Scope.of(names, declaration)
    return _StatementReader(declaration).block(body, scope, declaration.function)


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


class _StatementReader:
    """Reads the statements of one rule, following every way through them."""

    def __init__(self, declaration: Declaration) -> None:
        self._reader = ExpressionReader(declaration)

    def block(self, statements: Sequence[ast.stmt], scope: Scope, within: ast.stmt) -> Expression:
        """Statements up to the return that ends every way through them."""
        if not statements:
            raise self._reader.refused(within, _MISSING_RETURN[isinstance(within, ast.If)])
        first, rest = statements[0], statements[1:]
        if isinstance(first, ast.Return):
            return self._return(first, rest, scope)
        if isinstance(first, ast.If):
            return self._if(first, rest, scope, within)
        if isinstance(first, ast.Assign):
            self._assign(first, scope)
            return self.block(rest, scope, within)
        raise self._reader.refused(first, f"规则里不能写 {_statement_name(first)}")

    def _return(self, node: ast.Return, rest: Sequence[ast.stmt], scope: Scope) -> Expression:
        if rest:
            raise self._reader.refused(rest[0], "return 之后的语句永远不会执行, 请删去")
        if node.value is None:
            raise self._reader.refused(node, "return 后面要写返回的值")
        return self._reader.expression(node.value, scope)

    def _if(
        self, node: ast.If, rest: Sequence[ast.stmt], scope: Scope, within: ast.stmt
    ) -> Expression:
        """Where the test is no, what follows is ``else`` and, unless that returns, the rest."""
        test = self._reader.expression(node.test, scope)
        then = self.block(node.body, _copied(scope), node)
        if rest and _always_returns(node.orelse):
            raise self._reader.refused(rest[0], "if 和 else 都已 return, 之后的语句永远不会执行")
        otherwise = self.block([*node.orelse, *rest], _copied(scope), within)
        return self._reader.fit(node, algebra.choose, test, then, otherwise)

    def _assign(self, node: ast.Assign, scope: Scope) -> None:
        target = node.targets[0]
        if len(node.targets) != 1 or not isinstance(target, ast.Name):
            raise self._reader.refused(node, "一次只能给一个名字赋值, 如 income = h.income")
        if scope.taken(target.id):
            raise self._reader.refused(node, f"{target.id} 已有所指, 每个名字只能赋值一次")
        scope.locals[target.id] = self._reader.expression(node.value, scope)


_MISSING_RETURN = {
    False: "缺少 return: 每一条路都要写明返回什么",
    True: "if 的这一支没有 return; 按条件取值请写 甲 if 条件 else 乙",
}


def _always_returns(statements: Sequence[ast.stmt]) -> bool:
    if not statements:
        return False
    last = statements[-1]
    if isinstance(last, ast.If):
        return _always_returns(last.body) and _always_returns(last.orelse)
    return isinstance(last, ast.Return)


def _copied(scope: Scope) -> Scope:
    return replace(scope, locals=dict(scope.locals))


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
