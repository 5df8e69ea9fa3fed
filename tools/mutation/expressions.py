"""What a slip of the pen could make of one node of a rule: each a node in its place."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence

from minzheng.rules.units import Code

Replacement = ast.AST
Codes = Mapping[str, type[Code]]

_OFF_BY_ONE: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_NEGATED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OTHER_SUM: Mapping[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_ROUNDINGS = ("floor_fen", "ceil_fen", "round_half_up_fen")
_OTHER_CALL: Mapping[str, Sequence[str]] = {
    "min": ("max",),
    "max": ("min",),
    **{name: tuple(each for each in _ROUNDINGS if each != name) for name in _ROUNDINGS},
}
_OTHER_GATHERING: Mapping[str, Sequence[str]] = {
    "sum": ("max", "min"),
    "max": ("min", "sum"),
    "min": ("max", "sum"),
    "any": ("all",),
    "all": ("any",),
}
_EXTREMES = ("min", "max")


def replacements(node: ast.AST, codes: Codes, numbers: str) -> Iterator[Replacement]:
    """All that may stand in the place of a node; ``numbers`` is what the rule calls its numbers."""
    for kind, mutate in _MUTATIONS.items():
        if isinstance(node, kind):
            yield from mutate(node)
    if isinstance(node, ast.Attribute):
        yield from _neighbours(node, codes)
        yield from _next_month(node, numbers)
    if isinstance(node, ast.Set):
        yield from _other_sets(node, codes)


def _comparisons(node: ast.Compare) -> Iterator[Replacement]:
    for i, operator in enumerate(node.ops):
        for other in (_OFF_BY_ONE.get(type(operator)), _NEGATED.get(type(operator))):
            if other is not None:
                operators = [*node.ops[:i], other(), *node.ops[i + 1 :]]
                yield ast.Compare(node.left, operators, node.comparators)


def _arithmetic(node: ast.BinOp) -> Iterator[Replacement]:
    other = _OTHER_SUM.get(type(node.op))
    if other is not None:
        yield ast.BinOp(node.left, other(), node.right)
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
        yield node.left
    if isinstance(node.op, ast.Add | ast.Mult):
        yield node.right


def _truth(node: ast.BoolOp) -> Iterator[Replacement]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for i in range(len(node.values)):
        left = [*node.values[:i], *node.values[i + 1 :]]
        yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _signs(node: ast.UnaryOp) -> Iterator[Replacement]:
    yield node.operand


def _constants(node: ast.Constant) -> Iterator[Replacement]:
    if node.value in (0, 1):
        yield ast.Constant(not node.value if isinstance(node.value, bool) else 1 - node.value)


def _branches(node: ast.If) -> Iterator[Replacement]:
    yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


def _choices(node: ast.IfExp) -> Iterator[Replacement]:
    yield ast.IfExp(node.test, node.orelse, node.body)


def _calls(node: ast.Call) -> Iterator[Replacement]:
    if not isinstance(node.func, ast.Name):
        return
    gathers = len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp)
    others = (_OTHER_GATHERING if gathers else _OTHER_CALL).get(node.func.id, ())
    for other in others:
        yield ast.Call(ast.Name(other, ast.Load()), node.args, [])
    if node.func.id in _EXTREMES and not gathers:
        for i in range(len(node.args)):
            left = [*node.args[:i], *node.args[i + 1 :]]
            yield left[0] if len(left) == 1 else ast.Call(node.func, left, [])


def _filters(node: ast.GeneratorExp) -> Iterator[Replacement]:
    generator = node.generators[0]
    for i in range(len(generator.ifs)):
        left = [*generator.ifs[:i], *generator.ifs[i + 1 :]]
        wider = ast.comprehension(generator.target, generator.iter, left, 0)
        yield ast.GeneratorExp(node.elt, [wider])


_MUTATIONS: Mapping[type[ast.AST], Callable[..., Iterator[Replacement]]] = {
    ast.Compare: _comparisons,
    ast.BinOp: _arithmetic,
    ast.BoolOp: _truth,
    ast.UnaryOp: _signs,
    ast.Constant: _constants,
    ast.If: _branches,
    ast.IfExp: _choices,
    ast.Call: _calls,
    ast.GeneratorExp: _filters,
}


def _neighbours(node: ast.Attribute, codes: Codes) -> Iterator[Replacement]:
    """The entries of a code list beside the one named."""
    if isinstance(node.value, ast.Name) and node.value.id in codes:
        names = list(codes[node.value.id].__members__)
        here = names.index(node.attr) if node.attr in names else -1
        for there in (here - 1, here + 1):
            if here >= 0 and 0 <= there < len(names):
                yield ast.Attribute(node.value, names[there], ast.Load())


def _next_month(node: ast.Attribute, numbers: str) -> Iterator[Replacement]:
    if ast.unparse(node) == f"{numbers}.month":
        yield ast.BinOp(node, ast.Add(), ast.Constant(1))


def _other_sets(node: ast.Set, codes: Codes) -> Iterator[Replacement]:
    """One code fewer, or one more that stands beside one of the set's."""
    for i in range(len(node.elts)):
        if len(node.elts) > 1:
            yield ast.Set([*node.elts[:i], *node.elts[i + 1 :]])
    present = {ast.unparse(each) for each in node.elts}
    added: set[str] = set()
    for each in node.elts:
        beside = _neighbours(each, codes) if isinstance(each, ast.Attribute) else ()
        for other in beside:
            text = ast.unparse(other)
            if text not in present | added and isinstance(other, ast.expr):
                added.add(text)
                yield ast.Set([*node.elts, other])
