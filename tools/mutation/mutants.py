"""Mutants: one change each, with the text of what was and what is put in its place."""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.text import month_text
from minzheng.rules.reading.declarations import Declaration
from minzheng.rules.units import Code, Unit
from tools.mutation.expressions import replacements

UnitOf = Callable[[Declaration, str], Unit | None]
"""The unit of what a rule calls ``p.wage`` or ``n.standard``; ``None`` for anything else."""

_CONSTANTS = {
    "YesNo": ("True", "False"),
    "Money": ("0",),
    "MoneyPerMonth": ("0",),
    "MoneyPerYear": ("0",),
    "Count": ("0",),
    "Months": ("0",),
    "Ratio": ("0",),
    "Date": ("NEVER",),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: of a declared rule or of a number.  ``place`` is ``line/rules/stem.py``."""

    line: str
    place: str
    at: int
    within: str
    original: str
    mutated: str
    declaration: Declaration | None = None
    instead: Declaration | None = None
    definition: NumberDefinition | None = None

    @property
    def stem(self) -> str:
        """The name of the file without its ending; its examples have the same."""
        return Path(self.place).stem

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What identifies it as long as its rule is not edited."""
        return self.place, self.within, self.original, self.mutated

    def __str__(self) -> str:
        return f"{self.place}:{self.at} {self.within}: {self.original}  →  {self.mutated}"


def rule_mutants(
    declaration: Declaration, place: str, codes: Mapping[str, type[Code]], unit_of: UnitOf
) -> Iterator[Mutant]:
    """Every mutant of one declared rule, each text once."""
    seen = {ast.unparse(declaration.function)}
    numbers = declaration.function.args.args[1].arg
    for node in _body_nodes(declaration.function):
        found = [*replacements(node, codes, numbers), *_constant_returns(node, declaration)]
        for other in found:
            changed = _replaced(declaration.function, node, other)
            text = ast.unparse(changed)
            if text not in seen:
                seen.add(text)
                yield _mutant(declaration, place, node, other, changed)
    for node, other in _swapped(declaration, unit_of):
        changed = _replaced(declaration.function, node, other)
        if ast.unparse(changed) not in seen:
            seen.add(ast.unparse(changed))
            yield _mutant(declaration, place, node, other, changed)
    yield from _declared_otherwise(declaration, place)


def _body_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    for statement in function.body:
        if not isinstance(statement, ast.Expr):
            yield from (node for node in ast.walk(statement) if hasattr(node, "lineno"))


def _replaced(function: ast.FunctionDef, node: ast.AST, other: ast.AST) -> ast.FunctionDef:
    """A copy of the function with another node in the place of one."""
    for each in ast.walk(other):
        if not hasattr(each, "lineno"):
            ast.copy_location(each, node)
    return copy.deepcopy(function, {id(node): other})


def _mutant(
    declaration: Declaration, place: str, node: ast.AST, other: ast.AST, changed: ast.FunctionDef
) -> Mutant:
    return Mutant(
        line=declaration.line,
        place=place,
        at=getattr(node, "lineno", declaration.function.lineno),
        within=declaration.name,
        original=_shown(node),
        mutated=_shown(other),
        declaration=declaration,
        instead=replace(declaration, function=changed),
    )


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())


def _constant_returns(node: ast.AST, declaration: Declaration) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Return):
        return
    texts = list(_CONSTANTS.get(declaration.returns, ()))
    if declaration.returns == "Month":
        texts = [f"{declaration.function.args.args[1].arg}.month"]
    for text in texts:
        yield ast.Return(ast.parse(text, mode="eval").body)


def _swapped(declaration: Declaration, unit_of: UnitOf) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is read, and the next thing of the same unit that its statement reads."""
    for statement in declaration.function.body:
        reads = [node for node in _reads(statement) if unit_of(declaration, ast.unparse(node))]
        distinct = list({ast.unparse(node): node for node in reads})
        for node in reads:
            other = _next_alike(ast.unparse(node), distinct, declaration, unit_of)
            if other is not None:
                yield node, ast.parse(other, mode="eval").body


def _reads(statement: ast.stmt) -> Iterator[ast.expr]:
    """The longest attribute chains; what stands under a longer one is not read by itself."""
    inner = {id(node.value) for node in ast.walk(statement) if isinstance(node, ast.Attribute)}
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            yield node


def _next_alike(
    text: str, distinct: Sequence[str], declaration: Declaration, unit_of: UnitOf
) -> str | None:
    here = distinct.index(text)
    unit = unit_of(declaration, text)
    following = [*distinct[here + 1 :], *distinct[:here]]
    alike = (each for each in following if unit_of(declaration, each) == unit)
    return next(alike, None)


def _declared_otherwise(declaration: Declaration, place: str) -> Iterator[Mutant]:
    """A condition left out, or a date of effect one month off."""
    at = declaration.function.decorator_list[0].lineno

    def mutant(original: str, mutated: str, instead: Declaration) -> Mutant:
        return Mutant(
            declaration.line, place, at, declaration.name, original, mutated, declaration, instead
        )

    for name in declaration.conditions:
        left = tuple(each for each in declaration.conditions if each != name)
        yield mutant(f"conditions=[… {name} …]", "left out", replace(declaration, conditions=left))
    if declaration.since:
        for since in (declaration.since - 1, declaration.since + 1):
            was, becomes = (f"since {month_text(each)}" for each in (declaration.since, since))
            yield mutant(was, becomes, replace(declaration, since=since))
