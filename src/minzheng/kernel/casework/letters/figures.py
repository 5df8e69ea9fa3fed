"""How an amount came about, out of an explanation: the sums and products, not their repetitions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Tree = Mapping[str, Any]
SIGNS = ("×", "－", "＋", "÷")
OWN = "本人"
_DEEPEST = 12
"""Rules that merely pass a value on stand in each other's way; more than a dozen never do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a calculation."""

    title: str
    formula: str
    value: str


def values_in(tree: Tree) -> Iterator[Tree]:
    """Every named value of an explanation that is no condition."""
    for each in tree.get("reasons", ()):
        if "verdict" not in each and each.get("key"):
            yield each
        yield from values_in(each)


def calculation(tree: Tree) -> tuple[Line, ...]:
    """The operands of the amount, each with its own formula, and then the amount."""
    nodes = list(values_in(tree))
    final = spelled(tree, nodes)
    operands = [each for each in nodes if _named(each) in final]
    lines = [Line(titled(each), spelled(each, nodes), each["value"]) for each in operands]
    told = [each for each in lines if each.formula]
    if not final:
        return tuple(told)
    return (*dict.fromkeys(told), Line(tree["title"], final, tree["value"]))


def spelled(node: Tree, nodes: list[Tree]) -> str:
    """The formula of a value, followed to where something is reckoned or known at last."""
    formula: str = node.get("formula", "")
    for _ in range(_DEEPEST):
        if any(sign in formula for sign in SIGNS):
            return formula
        passed = next((each for each in nodes if formula.startswith(_named(each))), None)
        if passed is None or not passed.get("formula") or passed["formula"] == formula:
            return formula
        formula = passed["formula"]
    return formula


def titled(node: Tree) -> str:
    """What a value is called, and whose it is; where the title says 本人, the name stands there."""
    title, who = str(node["title"]), node.get("who")
    if not who:
        return title
    return who + title.removeprefix(OWN) if title.startswith(OWN) else f"{who}的{title}"


def _named(node: Tree) -> str:
    return f"{node['title']}{node['value']}"
