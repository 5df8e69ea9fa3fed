"""Each rule as a Python function of whom it is about, which keeps the value in the subject.

A rule is computed by its closure at first. If it is asked for again and again, a function is
written for it from the same expression: text for known values, which gives up where it meets an
unknown one and leaves the rule to the closure. Unlike the function of a whole household it serves
households with holes and every set of numbers, and computes only what is asked for.
"""

from collections.abc import Callable
from typing import Any, Never

from minzheng.rules.evaluation.compiling import compiled, reachable
from minzheng.rules.evaluation.elementary import table_entry
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.evaluation.python_text import PythonText, Read, Readable
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program
from minzheng.rules.tree import (
    Aggregate,
    Expression,
    FactRead,
    Gathering,
    NumberRead,
    Reach,
    RuleRead,
)

PATIENCE = 12
"""How often a rule is computed by its closure before a function is written for it."""

RuleFunction = Callable[[Subject], Value]

_OPENING = {
    "facts": "facts = subject.facts",
    "facts_above": "facts_above = subject.up.facts",
    "kept_above": "kept_above = subject.up.values",
    "numbers": "numbers = subject.numbers.stored",
}
"""What a function looks up first if its text speaks of it."""


class _Unknown(Exception):
    """A value that is read is not known."""


def _unknown() -> Never:
    raise _Unknown


class RuleFunctions(dict[str, RuleFunction]):
    """By rule what computes its value and keeps it; made when first asked for."""

    def __init__(
        self, program: Program, closure: Callable[[Expression], RuleFunction], patience: int | None
    ) -> None:
        super().__init__()
        self._program = program
        self._closure = closure
        self._patience = patience
        self._text = PythonText(program.month)
        self._reachable = reachable(
            {"table_entry": table_entry, "unknown": _unknown, "Unknown": _Unknown}
        )

    def __missing__(self, key: str) -> RuleFunction:
        found = self[key] = self._reachable[_name(key)] = self._by_closure(key)
        return found

    def _by_closure(self, key: str) -> RuleFunction:
        closure, calls = self._closure(self._program.steps[key].expression), 0

        def computed(subject: Subject) -> Value:
            nonlocal calls
            calls += 1
            if self._patience is not None and calls > self._patience:
                self[key] = self._reachable[_name(key)] = self._written(key)
            found = subject.values[key] = closure(subject)
            return found

        return computed

    def _written(self, key: str) -> RuleFunction:
        writer = _Writer(key, self._text, self._closure)
        source = writer.source(self._program.steps[key].expression)
        for read in writer.rules:
            self._reachable.setdefault(_name(read), self[read])
        self._reachable |= writer.closures
        return compiled(source, self._reachable)


class _Writer:
    """Writes the function of one rule."""

    def __init__(
        self, key: str, text: PythonText, closure: Callable[[Expression], RuleFunction]
    ) -> None:
        self._key = key
        self._text = text
        self._closure = closure
        self._spoken: set[str] = set()
        self.rules: set[str] = set()
        """The rules that are read."""
        self.closures: dict[str, Any] = {}
        """What is left to closures, by names that no other rule uses."""

    def source(self, expression: Expression) -> str:
        """``def rule(subject): …``."""
        text, whole = self._expression(expression, ""), self._left(expression)
        lines = (
            "def rule(subject):",
            *(f"    {line}" for word, line in _OPENING.items() if word in self._spoken),
            "    kept = subject.values",
            "    try:",
            f"        found = {text}",
            "    except Unknown:",
            f"        found = {whole}(subject)",
            f"    kept[{self._key!r}] = found",
            "    return found",
        )
        return "\n".join(lines)

    def _left(self, node: Expression) -> str:
        """The name of the closure of an expression."""
        name = f"closure_{len(self.closures)}_of_{_name(self._key)}"
        self.closures[name] = self._closure(node)
        return name

    def _expression(self, node: Expression, member: str) -> str:
        """For whom the rule is about (``""``), or for one who is gathered, by a name."""

        def read(each: Readable) -> str:
            if isinstance(each, NumberRead):
                return self._number(each, read)
            if isinstance(each, Aggregate) and not member:
                return self._aggregate(each)
            if isinstance(each, FactRead | RuleRead):
                value = self._read(each, member)
            else:
                value = f"{self._left(each)}({member or 'subject'})"
            return f"(spare if (spare := {value}) is not None else unknown())"

        return self._text.write(node, read)

    def _read(self, read: FactRead | RuleRead, member: str) -> str:
        """What is read, which may be unknown."""
        own = read.reach is Reach.OWN
        if member and own:
            subject, kept, facts = member, f"{member}.values", f"{member}.facts"
        elif member or own:
            subject, kept, facts = "subject", "kept", "facts"
        else:
            subject, kept, facts = "subject.up", "kept_above", "facts_above"
        if isinstance(read, FactRead):
            self._spoken.add(facts)
            return f"{facts}[{read.name!r}]"
        self._spoken.add(kept)
        self.rules.add(read.key)
        return f"{kept}[{read.key!r}] if {read.key!r} in {kept} else {_name(read.key)}({subject})"

    def _number(self, node: NumberRead, read: Read) -> str:
        self._spoken.add("numbers")
        number = f"numbers[{node.key!r}]"
        if node.position is None:
            return number
        return f"table_entry({number}, {self._text.write(node.position, read)})"

    def _aggregate(self, node: Aggregate) -> str:
        element = self._expression(node.element, "each")
        test = "" if node.test is None else f" if {self._expression(node.test, 'each')}"
        word = "sum" if node.gathering is Gathering.COUNT else str(node.gathering)
        default = ", default=0" if word in ("max", "min") else ""
        everybody = "members" if node.over is Entity.PERSON else "supporters"
        return f"{word}([{element} for each in subject.{everybody}{test}]{default})"


def _name(key: str) -> str:
    return f"rule_{key.replace('.', '__')}"
