"""How each rule of a generated function is written: at once, when first reached, or where read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from minzheng.rules.evaluation.python_text import FixedText, Readable, cost
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program
from minzheng.rules.tree import (
    Aggregate,
    Expression,
    FactRead,
    Gathering,
    Known,
    NumberRead,
    Reach,
    RuleRead,
    walk,
)

NOBODY = -1
"""The position of the household itself among its members."""

_LONGEST_REPEATED = 600
"""A longer text is computed at once rather than written wherever it may be needed first."""

_DEAREST_REPEATED = 10
"""What costs no more is computed anew wherever it is read: keeping it would cost more, read or not,
for an unset name has to be set, asked about and handed back."""

Places = Mapping[Entity, Mapping[str, int]]
"""The place of every fact in the tuple that is handed over for its subject."""


@dataclass(frozen=True, slots=True)
class Writing:
    """``at_once``: computed in any case.  ``kept``: these, and what is kept when first reached.

    All other rules are written where they are read.
    """

    at_once: frozenset[str]
    kept: frozenset[str]
    places: Places

    @classmethod
    def of(cls, program: Program, text: FixedText) -> "Writing":
        """Decide for every rule of a program, in its order: dependencies come first."""
        uses, from_below = _uses(program)
        places = facts_read(program)
        starts = {program.steps[key].rule.starts for key in program.outcomes}
        at_once = set(program.outcomes) | from_below
        kept = at_once | {key for key in starts if key is not None and key in program.steps}
        for key, step in program.steps.items():
            if step.entity is Entity.SUPPORTER or uses[key] <= 1 or key in kept:
                continue
            if cost(step.expression) <= _DEAREST_REPEATED:
                continue
            kept.add(key)
            writing = cls(frozenset(at_once), frozenset(kept - {key}), places)
            position = NOBODY if step.entity is Entity.HOUSEHOLD else 0
            if len(written(program, writing, text, key, position, 2)) > _LONGEST_REPEATED:
                at_once.add(key)
        return cls(frozenset(at_once), frozenset(kept), places)


def facts_read(program: Program) -> Places:
    """The facts that a program's rules read, numbered in the order in which they are met."""
    read: dict[Entity, dict[str, int]] = {entity: {} for entity in Entity}
    for step in program.steps.values():
        for node in walk(step.expression):
            if isinstance(node, FactRead):
                read[node.entity].setdefault(node.name, len(read[node.entity]))
    return read


def _uses(program: Program) -> tuple[Counter[str], set[str]]:
    """How often each rule is read (a household's by every member), and which supporters read."""
    uses: Counter[str] = Counter()
    from_below: set[str] = set()
    for step in program.steps.values():
        for node in walk(step.expression):
            if isinstance(node, RuleRead):
                uses[node.key] += 1 if node.reach is Reach.OWN else 2
                if node.reach is Reach.PERSON:
                    from_below.add(node.key)
    return uses, from_below


def written(
    program: Program, writing: Writing, text: FixedText, key: str, position: int, size: int
) -> str:
    """The text of a rule for the household (``NOBODY``) or one of ``size`` members."""
    return _Writer(program, writing, text, size).rule(key, position)


def name_of(key: str, position: int) -> str:
    """A Python name for a rule's value for the household or one member."""
    return f"{owner(position)}_{key.replace('.', '__')}"


def owner(position: int) -> str:
    """The name of the household's or a member's tuple of facts."""
    return "h" if position == NOBODY else f"p{position}"


class _Writer:
    def __init__(self, program: Program, writing: Writing, text: FixedText, size: int) -> None:
        self._program = program
        self._writing = writing
        self._text = text
        self._size = size

    def rule(self, key: str, position: int) -> str:
        step = self._program.steps[key]
        return self._expression(step.expression, position)

    def _expression(self, node: Expression, position: int) -> str:
        def read(each: Readable) -> str:
            if isinstance(each, Aggregate):
                return self._aggregate(each, position)
            if isinstance(each, NumberRead):
                return self._text.number(each, read)
            if isinstance(each, Known):
                return "True"
            where = position if each.reach is Reach.OWN else NOBODY
            if isinstance(each, FactRead):
                return self._fact(each, owner(where))
            return self._read(each.key, where)

        return self._text.write(node, read)

    def _fact(self, read: FactRead, facts: str) -> str:
        """Most facts are not looked at for most people, so none is given a name beforehand."""
        return f"{facts}[{self._writing.places[read.entity][read.name]}]"

    def _read(self, key: str, position: int) -> str:
        name = name_of(key, position)
        if key in self._writing.at_once:
            return name
        if key in self._writing.kept:
            return f"({name} if {name} is not None else ({name} := {self.rule(key, position)}))"
        return self.rule(key, position)

    def _aggregate(self, node: Aggregate, position: int) -> str:
        if node.over is Entity.SUPPORTER:
            return self._over_supporters(node, position)
        pairs = [
            (
                "True" if node.test is None else self._expression(node.test, member),
                self._expression(node.element, member),
            )
            for member in range(self._size)
        ]
        return _unrolled(node.gathering, pairs, filtered=node.test is not None)

    def _over_supporters(self, node: Aggregate, person: int) -> str:
        def read(each: Readable) -> str:
            if isinstance(each, Aggregate):
                raise TypeError("supporters gather nobody")
            if isinstance(each, NumberRead):
                return self._text.number(each, read)
            if isinstance(each, Known):
                return "True"
            if isinstance(each, FactRead):
                return self._fact(each, "s" if each.reach is Reach.OWN else owner(person))
            if each.reach is Reach.OWN:
                return self._text.write(self._program.steps[each.key].expression, read)
            return name_of(each.key, person)

        element = self._text.write(node.element, read)
        test = "" if node.test is None else f" if {self._text.write(node.test, read)}"
        word = "sum" if node.gathering is Gathering.COUNT else str(node.gathering)
        default = ", default=0" if word in ("max", "min") else ""
        everybody = f"{word}([{element} for s in supporters[{person}]{test}]{default})"
        return f"({everybody} if supporters[{person}] else {_OVER_NOBODY.get(word, '0')})"


_OVER_NOBODY = {"any": "False", "all": "True"}


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
