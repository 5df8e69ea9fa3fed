"""All rules of all lines together: linked, checked, and ready to be evaluated for a month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.facts import Entity, Vocabulary
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.reading.algebra import Unfit, adapted, number, truth
from minzheng.rules.reading.declarations import Declaration, Role
from minzheng.rules.reading.scope import Meaning, Names
from minzheng.rules.reading.translate import translate_body
from minzheng.rules.reading.units import return_unit
from minzheng.rules.tree import AllOf, AnyOf, Choose, Expression, Reach, RuleRead, walk
from minzheng.rules.units import YES_NO, Code, Unit


@dataclass(frozen=True, slots=True)
class LineRules:
    """What one business line brings: its declarations, and what it shows to others and reads."""

    slug: str
    title: str
    publishes: frozenset[str]
    relies_on: frozenset[str]
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it reads from a month on.

    ``body`` is what the function returns; ``value`` adds the conditions and exceptions around it
    and is what evaluators compute.
    """

    since: int
    title: str
    law: str
    body: Expression
    value: Expression
    conditions: tuple[RuleRead, ...]
    exceptions: tuple[RuleRead, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all its versions, the oldest first."""

    key: str
    role: Role
    entity: Entity
    unit: Unit
    versions: tuple[Version, ...]
    starts: str | None

    def at(self, month: int) -> Version | None:
        """The version in force in a month (months since year 0)."""
        in_force = [version for version in self.versions if version.since <= month]
        return in_force[-1] if in_force else None


class RuleBook:
    """Every rule by its key ``line.name``; built whole or refused whole."""

    def __init__(
        self,
        lines: Sequence[LineRules],
        *,
        vocabulary: Vocabulary,
        codes: Mapping[str, type[Code]],
        numbers: Iterable[NumberDefinition],
    ) -> None:
        linker = _Linker(lines, vocabulary, codes, {each.key: each for each in numbers})
        self.vocabulary = vocabulary
        self.lines = {line.slug: line for line in lines}
        self.rules: Mapping[str, Rule] = linker.link()

    def title(self, key: str) -> str:
        """The newest title of a rule."""
        return self.rules[key].versions[-1].title

    def outcomes(self) -> tuple[Rule, ...]:
        """The benefits and statuses, in the order of the lines' files."""
        return tuple(
            rule for rule in self.rules.values() if rule.role in (Role.BENEFIT, Role.STATUS)
        )


class _Linker:
    """Translates every rule once, each after those it reads; gathers all that is refused."""

    def __init__(
        self,
        lines: Sequence[LineRules],
        vocabulary: Vocabulary,
        codes: Mapping[str, type[Code]],
        numbers: Mapping[str, NumberDefinition],
    ) -> None:
        self._lines = {line.slug: line for line in lines}
        self._codes = codes
        self._vocabulary = vocabulary
        self._refusals: list[Refusal] = []
        self._hung: dict[str, list[Declaration]] = {}
        self._own: dict[str, Declaration] = {}
        for line in lines:
            for declaration in line.declarations:
                self._place(declaration)
        self._rules: dict[str, Rule] = {}
        self._failed: set[str] = set()
        self._open: list[str] = []
        self._names = Names(
            vocabulary=vocabulary,
            codes=codes,
            numbers=numbers,
            lines=frozenset(self._lines),
            rule=self._meaning,
            rules_of=self._names_of,
        )

    def _place(self, declaration: Declaration) -> None:
        """Amendments stand with the rule they amend; all else under its own name."""
        if declaration.of:
            self._hung.setdefault(f"{declaration.line}.{declaration.of}", []).append(declaration)
        if declaration.role is Role.AMENDED:
            return
        if declaration.key in self._own:
            self._refuse(declaration, f"规则名 {declaration.key} 重复")
        if declaration.name in self._vocabulary.of(declaration.entity):
            self._refuse(declaration, f"规则名 {declaration.name} 与事实同名")
        self._own[declaration.key] = declaration

    def link(self) -> Mapping[str, Rule]:
        for key, hung in self._hung.items():
            if key not in self._own:
                self._refuse(hung[0], f"没有规则 {key}")
        for key in self._own:
            self._rule(key)
        self._check_publication()
        if self._refusals:
            raise RuleRefused(tuple(dict.fromkeys(self._refusals)))
        return {key: self._rules[key] for key in self._own}

    def _refuse(self, declaration: Declaration, reason: str) -> None:
        line = declaration.function.lineno
        self._refusals.append(Refusal(declaration.file, line, reason))

    def _names_of(self, line: str) -> Iterator[str]:
        return (each.name for each in self._own.values() if each.line == line)

    def _meaning(self, key: str) -> Meaning | None:
        """What a rule's name means: translates the rule first if need be."""
        if key not in self._own:
            return None
        rule = self._rule(key)
        if rule is None:
            raise RuleRefused(())
        low = min(version.value.low for version in rule.versions)
        high = max(version.value.high for version in rule.versions)
        return Meaning(rule.entity, rule.unit, low, high)

    def _rule(self, key: str) -> Rule | None:
        if key in self._rules:
            return self._rules[key]
        if key in self._failed:
            return None
        if key in self._open:
            circle = " → ".join([*self._open[self._open.index(key) :], key])
            self._refuse(self._own[key], f"规则互相循环引用: {circle}")
            return None
        self._open.append(key)
        try:
            self._rules[key] = self._translated(key)
        except RuleRefused as refused:
            self._refusals += refused.refusals
            self._failed.add(key)
        finally:
            self._open.pop()
        return self._rules.get(key)

    def _translated(self, key: str) -> Rule:
        own = self._own[key]
        hung = self._hung.get(key, [])
        unit = return_unit(own, self._codes)
        versions = [self._version(own, own, unit, hung)]
        for amendment in (each for each in hung if each.role is Role.AMENDED):
            if amendment.since <= versions[-1].since:
                raise self._refusal(amendment, "修订应按日期从早到晚排列, 且晚于原规则")
            versions.append(self._version(own, amendment, unit, hung))
        starts = [each.key for each in hung if each.role is Role.STARTS]
        return Rule(key, own.role, own.entity, unit, tuple(versions), starts[0] if starts else None)

    def _version(
        self, own: Declaration, source: Declaration, unit: Unit, hung: Sequence[Declaration]
    ) -> Version:
        if source.entity is not own.entity:
            raise self._refusal(source, "修订与原规则的对象（人、家庭、义务人）应一致")
        if return_unit(source, self._codes) != unit:
            raise self._refusal(source, "修订与原规则的返回单位应一致")
        body = translate_body(source, self._names)
        if body.unit != unit:
            body = self._adapted(source, body, unit)
        conditions = tuple(self._condition(own, name) for name in own.conditions)
        exceptions = tuple(
            self._read(own, each.key) for each in hung if each.role is Role.UNLESS
        )
        value = _value(own.role, body, conditions, exceptions)
        line = source.function.lineno
        return Version(
            source.since,
            own.title,
            source.law,
            body,
            value,
            conditions,
            exceptions,
            source.file,
            line,
        )

    def _adapted(self, source: Declaration, body: Expression, unit: Unit) -> Expression:
        """A literal 0 in the rule's unit; anything else returned in another unit is refused."""
        if body.unit.scale:
            raise self._refusal(source, "返回的金额还没有取整: 请用 floor_fen 等取整")
        try:
            return adapted(body, unit)
        except Unfit as unfit:
            raise self._refusal(source, f"返回值: {unfit}") from unfit

    def _condition(self, own: Declaration, name: str) -> RuleRead:
        return self._read(own, f"{own.line}.{name}")

    def _read(self, reader: Declaration, key: str) -> RuleRead:
        meaning = self._meaning(key)
        if meaning is None:
            raise self._refusal(reader, f"没有规则 {key}")
        if meaning.unit != YES_NO:
            raise self._refusal(reader, f"{key} 不是是/否的规则")
        if meaning.entity is reader.entity:
            reach = Reach.OWN
        elif (reader.entity, meaning.entity) == (Entity.PERSON, Entity.HOUSEHOLD):
            reach = Reach.HOUSEHOLD
        else:
            raise self._refusal(reader, f"{key} 是 {meaning.entity} 的规则, 这里读不到")
        return RuleRead(YES_NO, 0, 1, key, meaning.entity, reach)

    def _refusal(self, declaration: Declaration, reason: str) -> RuleRefused:
        line = declaration.function.lineno
        text = f"{declaration.name}: {reason}"
        return RuleRefused((Refusal(declaration.file, line, text),))

    def _check_publication(self) -> None:
        """A rule of another line may be read only if both sides declare it."""
        for key, rule in self._rules.items():
            reader = self._lines[key.split(".")[0]]
            reads = {
                node.key
                for version in rule.versions
                for node in walk(version.value)
                if isinstance(node, RuleRead)
            }
            for read in sorted(reads):
                line = read.split(".")[0]
                if line == reader.slug:
                    continue
                if read not in self._lines[line].publishes:
                    self._refuse(self._own[key], f"{line} 没有公布 {read}（line.py publishes）")
                if read not in reader.relies_on:
                    self._refuse(
                        self._own[key], f"{reader.slug} 没有声明引用 {read}（line.py relies_on）"
                    )


def _value(
    role: Role,
    body: Expression,
    conditions: tuple[RuleRead, ...],
    exceptions: tuple[RuleRead, ...],
) -> Expression:
    if role is Role.STATUS:
        return AllOf(YES_NO, 0, 1, (*conditions, body))
    if role is Role.BENEFIT:
        test = AllOf(YES_NO, 0, 1, conditions) if conditions else truth(True)
        nothing = number(0, body.unit)
        return Choose(body.unit, min(body.low, 0), max(body.high, 0), test, body, nothing)
    if exceptions:
        return AnyOf(YES_NO, 0, 1, (body, *exceptions))
    return body


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The rule files of a line's ``rules`` folder, in the order of their names."""
    return tuple(sorted(path for path in folder.glob("*.py") if path.name != "__init__.py"))
