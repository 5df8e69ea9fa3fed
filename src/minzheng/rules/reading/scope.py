"""What the names in a rule mean: facts, rules, numbers and codes; found or refused with a hint."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from minzheng.rules.facts import Entity, Vocabulary, limits
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.reading.algebra import Unfit, number
from minzheng.rules.reading.declarations import Declaration
from minzheng.rules.tree import (
    Expression,
    FactRead,
    Literal,
    MonthEvaluated,
    NumberRead,
    Reach,
    RuleRead,
)
from minzheng.rules.units import COUNT, MONTH, Code, Kind, Unit, code_of

ENTITY_TITLES = {Entity.PERSON: "人", Entity.HOUSEHOLD: "家庭", Entity.SUPPORTER: "义务人"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a rule's name means to those who read it."""

    entity: Entity
    unit: Unit
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Names:
    """All names of the platform.  ``rule`` gives the meaning of a rule's key, or ``None``."""

    vocabulary: Vocabulary
    codes: Mapping[str, type[Code]]
    numbers: Mapping[str, NumberDefinition]
    lines: frozenset[str]
    rule: Callable[[str], Meaning | None]
    rules_of: Callable[[str], Iterable[str]]


@dataclass(slots=True)
class Scope:
    """The names in force at one place of one rule."""

    names: Names
    line: str
    subject: str
    subject_entity: Entity
    numbers: str
    locals: dict[str, Expression] = field(default_factory=dict)
    inside_aggregate: bool = False

    @classmethod
    def of(cls, names: Names, declaration: Declaration) -> "Scope":
        """The scope of a rule's body."""
        subject, numbers = (each.arg for each in declaration.function.args.args)
        return cls(names, declaration.line, subject, declaration.entity, numbers)

    def member(self, variable: str, entity: Entity) -> "Scope":
        """The scope inside an aggregate: only the member and the numbers can be read."""
        return Scope(self.names, self.line, variable, entity, self.numbers, {}, True)

    def name(self, identifier: str) -> Expression:
        """A name that stands alone."""
        if identifier in self.locals:
            return self.locals[identifier]
        if identifier in _CONSTANTS:
            return _CONSTANTS[identifier]
        raise Unfit(self._not_a_value(identifier))

    def taken(self, identifier: str) -> bool:
        """Whether a name already means something, so that nothing may be called by it."""
        own = (self.subject, self.numbers)
        return identifier in {*own, *self.locals, *_CONSTANTS, *self.names.codes}

    def _not_a_value(self, identifier: str) -> str:
        if identifier in (self.subject, self.numbers):
            return f"{identifier} 不是一个值: 请写明读什么, 如 {identifier}.…"
        if identifier in self.names.codes:
            first = next(iter(self.names.codes[identifier].__members__))
            return f"{identifier} 是代码表: 请写明哪一项, 如 {identifier}.{first}"
        if self.inside_aggregate:
            return self._only_members(identifier)
        if identifier in self.names.rules_of(self.line):
            return f"规则要从谁那里读: 请写 {self.subject}.{identifier}"
        return f"不认识的名字 {identifier}{_hint(identifier, [*self.locals, *_CONSTANTS])}"

    def _only_members(self, identifier: str) -> str:
        return (
            f"汇总里只能读成员 {self.subject} 自己的事实和规则, 不能读 {identifier}; "
            "请先为成员写一条规则"
        )

    def attribute(self, root: str, path: list[str]) -> Expression:
        """``p.household.income``, ``n.standard``, ``DisabilityGrade.one``."""
        if root == self.numbers:
            return self._number(path, None)
        if root == self.subject:
            return self._reached(self.subject_entity, path, Reach.OWN)
        if root in self.names.codes:
            return self._code(root, path)
        if self.inside_aggregate:
            raise Unfit(self._only_members(root))
        raise Unfit(f"不认识的名字 {root}{_hint(root, [self.subject, *self.names.codes])}")

    def table(self, path: list[str], position: Expression, *, steps: bool) -> Expression:
        """An entry of a table of numbers."""
        definition = self._definition(path)
        if steps and not definition.steps:
            raise Unfit(f"{definition.key} 不是分段表（steps: true）")
        if steps and position.unit != COUNT:
            raise Unfit(f"分段表按数取值, 不能按 {position.unit.title}")
        if steps and position.low < 0:
            raise Unfit("分段表从 0 起, 这里可能小于 0: 请用 max(…, 0)")
        if not steps and definition.by is None:
            advice = f"请写 step(n.{path[-1]}, …)" if definition.steps else "不能取一项"
            raise Unfit(f"{definition.key} 不是按代码的表: {advice}")
        if not steps and definition.by and position.unit != code_of(definition.by):
            by = definition.by.__name__
            raise Unfit(f"{definition.key} 按代码 {by} 取值, 不能按 {position.unit.title}")
        return self._number(path, position)

    def _number(self, path: list[str], position: Expression | None) -> Expression:
        if path == ["month"]:
            low, high = limits(MONTH)
            return MonthEvaluated(MONTH, low, high)
        definition = self._definition(path)
        if position is None and (definition.by or definition.steps):
            raise Unfit(f"{definition.key} 是一张表, 请写明取哪一项, 如 n.{path[-1]}[…]")
        low, high = _number_bounds(definition)
        return NumberRead(definition.unit, low, high, definition.key, position)

    def _definition(self, path: list[str]) -> NumberDefinition:
        key = ".".join(path if len(path) > 1 else [self.line, *path])
        definition = self.names.numbers.get(key)
        if definition is None:
            raise Unfit(f"没有参数 {key}{_hint(key, self.names.numbers)}")
        return definition

    def _code(self, root: str, path: list[str]) -> Expression:
        code = self.names.codes[root]
        if len(path) != 1 or path[0] not in code.__members__:
            raise Unfit(f"代码 {root} 没有 {'.'.join(path)}{_hint(path[0], code.__members__)}")
        return number(int(code[path[0]]), code_of(code))

    def _reached(self, entity: Entity, path: list[str], reach: Reach) -> Expression:
        first, rest = path[0], path[1:]
        if rest and reach is Reach.OWN and (entity, first) in _ABOVE:
            if self.inside_aggregate:
                raise Unfit(self._only_members(f"{self.subject}.{'.'.join(path)}"))
            above, new_reach = _ABOVE[entity, first]
            return self._reached(above, rest, new_reach)
        facts = self.names.vocabulary.of(entity)
        if not rest and first in facts:
            low, high = facts[first].bounds()
            return FactRead(facts[first].unit, low, high, entity, first, reach)
        if len(rest) > 1 or (rest and first not in self.names.lines):
            raise Unfit(f"读不到 {'.'.join(path)}{_hint(first, self.names.lines)}")
        return self._rule(entity, ".".join(path if rest else [self.line, first]), reach)

    def _rule(self, entity: Entity, key: str, reach: Reach) -> Expression:
        meaning = self.names.rule(key)
        line, name = key.split(".")
        if meaning is None:
            known = [*self.names.vocabulary.of(entity), *self.names.rules_of(line)]
            raise Unfit(f"{ENTITY_TITLES[entity]}没有叫 {name} 的事实或规则{_hint(name, known)}")
        if meaning.entity is not entity:
            owner, here = ENTITY_TITLES[meaning.entity], ENTITY_TITLES[entity]
            raise Unfit(f"{key} 是{owner}的规则, 不是{here}的{_ADVICE[entity]}")
        return RuleRead(meaning.unit, meaning.low, meaning.high, key, entity, reach)


_ABOVE = {
    (Entity.PERSON, "household"): (Entity.HOUSEHOLD, Reach.HOUSEHOLD),
    (Entity.SUPPORTER, "person"): (Entity.PERSON, Reach.PERSON),
}

_ADVICE = {
    Entity.PERSON: ": 家庭的规则请写 p.household.…",
    Entity.HOUSEHOLD: ": 成员的规则请用 sum、any、all、count 汇总",
    Entity.SUPPORTER: ": 被赡养人的规则请写 s.person.…",
}

_CONSTANTS: Mapping[str, Literal] = {
    "YEAR": Literal(Unit(Kind.MONTHS), 12, 12, 12),
    "NEVER": Literal(Unit(Kind.DATE), 9999_12_31, 9999_12_31, 9999_12_31),
}


def _number_bounds(definition: NumberDefinition) -> tuple[int, int]:
    """The kind's bounds; above zero where every value given is, so that it may divide."""
    low, high = limits(definition.unit)
    stored = [
        entry
        for dated in definition.values
        for entry in ([dated.value] if isinstance(dated.value, int) else dated.value.values())
    ]
    return (max(low, 1) if stored and min(stored) > 0 else min(low, *stored, low)), high


def _hint(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; 是否想写 {near[0]}?" if near else ""
