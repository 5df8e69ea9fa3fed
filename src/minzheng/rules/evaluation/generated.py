"""The fast evaluator: a program as one straight Python function for households of a given size.

It serves households of which every fact is known; others go to the three-valued closures.  A rule that
is read once is written where it is read, so that it costs nothing where it does not matter; all named
values that were computed are returned, and explanations start from them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, FunctionType

from minzheng.rules.evaluation.people import Subject
from minzheng.rules.evaluation.python_text import PythonText
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.tree import (
    Aggregate,
    Expression,
    FactRead,
    Gathering,
    Reach,
    RuleRead,
    walk,
)

Facts = tuple[int, ...]
Values = tuple[int | None, ...]
"""Values in the order of ``Layout``; ``None`` where a value was not needed."""

_NOBODY = -1
"""The position of the household itself among its members."""


class Layout:
    """In which order facts are handed over and values come back."""

    def __init__(self, program: Program) -> None:
        read: dict[Entity, dict[str, None]] = {entity: {} for entity in Entity}
        for step in program.steps.values():
            for node in walk(step.expression):
                if isinstance(node, FactRead):
                    read[node.entity].setdefault(node.name)
        self.facts: Mapping[Entity, tuple[str, ...]] = {
            entity: tuple(names) for entity, names in read.items()
        }
        self.rules: Mapping[Entity, tuple[str, ...]] = {
            entity: tuple(key for key, step in program.steps.items() if step.entity is entity)
            for entity in (Entity.HOUSEHOLD, Entity.PERSON)
        }

    def known(self, entity: Entity, subject: Subject) -> Facts | None:
        """The facts that rules read, or ``None`` if one is unknown."""
        facts = tuple(subject.facts[name] for name in self.facts[entity])
        return None if None in facts else facts  # type: ignore[return-value]  # no None is left


Run = Callable[[Facts, Sequence[Facts], Sequence[Sequence[Facts]]], tuple[Values, ...]]
"""Household facts, members' facts, each member's supporters' facts -> the household's values, then
each member's."""


class GeneratedEvaluator:
    """A program with one set of numbers; functions are generated when a size is first met."""

    def __init__(self, program: Program, numbers: Mapping[str, Stored]) -> None:
        self.layout = Layout(program)
        self._program = program
        self._numbers = dict(numbers)
        self._uses = _uses(program)
        self._functions: dict[int, Run] = {}

    def run(self, size: int) -> Run:
        """The function for households of ``size`` members."""
        found = self._functions.get(size)
        if found is None:
            found = self._functions[size] = self._generate(size)
        return found

    def _generate(self, size: int) -> Run:
        text = PythonText(self._program.month, self._numbers)
        source = _Source(self._program, self.layout, self._uses, text, size).function()
        return _function(source, text.constants)


def _uses(program: Program) -> Counter[str]:
    """How often each rule is read; a household's rule is read by every member."""
    uses: Counter[str] = Counter(program.outcomes)
    for step in program.steps.values():
        if step.rule.starts is not None:
            uses[step.rule.starts] += 1
        for node in walk(step.expression):
            if isinstance(node, RuleRead):
                uses[node.key] += 1 if node.reach is Reach.OWN else 2
    return uses


class _Source:
    """The text of one generated function."""

    def __init__(
        self, program: Program, layout: Layout, uses: Counter[str], text: PythonText, size: int
    ) -> None:
        self._program = program
        self._layout = layout
        self._uses = uses
        self._text = text
        self._size = size

    def function(self) -> str:
        """``def evaluate(household, persons, supporters): …``."""
        lines = ["def evaluate(household, persons, supporters):"]
        lines += self._unpack(Entity.HOUSEHOLD, "household", _NOBODY)
        for position in range(self._size):
            lines += self._unpack(Entity.PERSON, f"persons[{position}]", position)
        lines += self._inlined_names()
        for key, step in self._program.steps.items():
            if step.entity is not Entity.SUPPORTER and self._uses[key] > 1:
                lines += [
                    f"    {_name(key, position)} = {self._rule(key, position)}"
                    for position in self._positions(step.entity)
                ]
        for key in self._program.outcomes:
            lines += self._outcome(key)
        lines.append(f"    return ({', '.join(self._returned())},)")
        return "\n".join(lines)

    def _outcome(self, key: str) -> list[str]:
        step = self._program.steps[key]
        if self._uses[key] > 1:
            return []
        return [
            f"    {_name(key, position)} = {self._rule(key, position)}"
            for position in self._positions(step.entity)
        ]

    def _positions(self, entity: Entity) -> range:
        return range(_NOBODY, 0) if entity is Entity.HOUSEHOLD else range(self._size)

    def _unpack(self, entity: Entity, source: str, position: int) -> list[str]:
        names = [_name(fact, position) for fact in self._layout.facts[entity]]
        return [f"    {', '.join(names)}, = {source}"] if names else []

    def _inlined_names(self) -> list[str]:
        """Names of values that may not be reached start as ``None``."""
        names = [
            _name(key, position)
            for key, step in self._program.steps.items()
            if self._uses[key] <= 1 and step.entity is not Entity.SUPPORTER
            for position in self._positions(step.entity)
        ]
        return [f"    {' = '.join(names)} = None"] if names else []

    def _returned(self) -> list[str]:
        owners = [(Entity.HOUSEHOLD, _NOBODY), *((Entity.PERSON, i) for i in range(self._size))]
        return [
            f"({''.join(f'{_name(key, position)}, ' for key in self._layout.rules[entity])})"
            for entity, position in owners
        ]

    def _rule(self, key: str, position: int) -> str:
        step = self._program.steps[key]
        return self._expression(step.expression, step.entity, position)

    def _expression(self, node: Expression, entity: Entity, position: int) -> str:
        def read(each: FactRead | RuleRead | Aggregate) -> str:
            if isinstance(each, Aggregate):
                return self._aggregate(each, position)
            where = position if each.reach is Reach.OWN else _NOBODY
            if isinstance(each, FactRead):
                return _name(each.name, where)
            if self._uses[each.key] > 1:
                return _name(each.key, where)
            return f"({_name(each.key, where)} := {self._rule(each.key, where)})"

        return self._text.write(node, read)

    def _aggregate(self, node: Aggregate, position: int) -> str:
        if node.over is Entity.SUPPORTER:
            return self._over_supporters(node, position)
        pairs = [
            (
                "True" if node.test is None else self._expression(node.test, node.over, member),
                self._expression(node.element, node.over, member),
            )
            for member in range(self._size)
        ]
        return _unrolled(node.gathering, pairs, filtered=node.test is not None)

    def _over_supporters(self, node: Aggregate, person: int) -> str:
        def read(each: FactRead | RuleRead | Aggregate) -> str:
            if isinstance(each, FactRead) and each.reach is Reach.OWN:
                return f"s[{self._layout.facts[Entity.SUPPORTER].index(each.name)}]"
            if isinstance(each, FactRead):
                return _name(each.name, person)
            if isinstance(each, RuleRead) and each.reach is Reach.OWN:
                return self._text.write(self._program.steps[each.key].expression, read)
            assert isinstance(each, RuleRead)
            return _name(each.key, person)

        element = self._text.write(node.element, read)
        test = "" if node.test is None else f" if {self._text.write(node.test, read)}"
        word = {Gathering.COUNT: "sum", Gathering.MAX: "max", Gathering.MIN: "min"}.get(
            node.gathering, str(node.gathering)
        )
        default = "default=0" if word in ("max", "min") else ""
        generator = f"{element} for s in supporters[{person}]{test}"
        return f"{word}([{generator}]{', ' + default if default else ''})"


def _unrolled(gathering: Gathering, pairs: list[tuple[str, str]], *, filtered: bool) -> str:
    if gathering is Gathering.COUNT:
        return f"({' + '.join(f'({test})' for test, _ in pairs)})" if filtered else str(len(pairs))
    if gathering is Gathering.SUM:
        texts = [f"({e} if {t} else 0)" if filtered else e for t, e in pairs]
        return f"({' + '.join(texts)})"
    if gathering is Gathering.ANY:
        return f"({' or '.join(f'({t} and {e})' if filtered else e for t, e in pairs)})"
    if gathering is Gathering.ALL:
        return f"({' and '.join(f'(not {t} or {e})' if filtered else e for t, e in pairs)})"
    items = ", ".join(f"*(({e},) if {t} else ())" if filtered else e for t, e in pairs)
    return f"{gathering}(({items},), default=0)"


def _name(key: str, position: int) -> str:
    """A Python name for a fact or rule of the household or of one member."""
    owner = "h" if position == _NOBODY else f"p{position}"
    return f"{owner}_{key.replace('.', '__')}"


def _function(source: str, constants: Mapping[str, object]) -> Run:
    """The one function that a generated text defines.

    The text is made from checked expressions only, never from stored text, and nothing but the
    constants and four built-ins can be reached from it.
    """
    module = compile(source, "<generated>", "exec", optimize=2)
    code = next(each for each in module.co_consts if isinstance(each, CodeType))
    reachable = {"max": max, "min": min, "sum": sum, "any": any, "all": all, **constants}
    return FunctionType(code, {"__builtins__": {}, **reachable})  # type: ignore[return-value]  # a Run
