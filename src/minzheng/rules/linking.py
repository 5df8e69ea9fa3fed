"""Links declarations into rules: translates each after those it reads, and gathers all refusals."""

from collections.abc import Iterator, Mapping, Sequence

from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.facts import Entity, Vocabulary
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.reading.algebra import Unfit, adapted, number, truth
from minzheng.rules.reading.declarations import Declaration, Role
from minzheng.rules.reading.scope import ENTITY_TITLES, Meaning, Names
from minzheng.rules.reading.translate import translate_body
from minzheng.rules.reading.units import return_unit
from minzheng.rules.rule import LineRules, Rule, Version
from minzheng.rules.tree import AllOf, AnyOf, Choose, Expression, Reach, RuleRead, walk
from minzheng.rules.units import YES_NO, Code, Unit

_HANGS_ON: Mapping[Role, tuple[Role, ...]] = {
    Role.UNLESS: (Role.CONDITION,),
    Role.STARTS: (Role.BENEFIT, Role.STATUS),
}


class Linker:
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
        self._placed: dict[str, Declaration] = {}
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
        if declaration.key in self._placed:
            first = self._placed[declaration.key]
            where = f"{first.file}:{first.function.lineno}"
            self._refuse(declaration, f"规则名 {declaration.key} 重复, 已用于 {where}")
        if declaration.name in self._vocabulary.of(declaration.entity):
            self._refuse(declaration, f"规则名 {declaration.name} 与事实同名")
        self._placed[declaration.key] = declaration
        if declaration.role is not Role.AMENDED:
            self._own[declaration.key] = declaration

    def link(self) -> Mapping[str, Rule]:
        """All rules by key.  Raises ``RuleRefused`` naming all that is wrong, in order."""
        for key, hung in self._hung.items():
            for each in hung:
                self._check_hung(each, key)
        for key in self._own:
            self._rule(key)
        self._check_publication()
        if self._refusals:
            raise RuleRefused(tuple(sorted(set(self._refusals), key=_place_of)))
        return {key: self._rules[key] for key in self._own}

    def _check_hung(self, hung: Declaration, key: str) -> None:
        """An exception hangs on a condition, a start month on a benefit or status."""
        own = self._own.get(key)
        if own is None:
            amended = self._placed[key].of if key in self._placed else ""
            advice = f": {key} 是修订, 请挂在原规则 {amended} 上" if amended else ""
            self._refuse(hung, f"{hung.name}: 没有规则 {key}{advice}")
            return
        allowed = _HANGS_ON.get(hung.role)
        if allowed and own.role not in allowed:
            titles = "、".join(f"@{each}" for each in allowed)
            self._refuse(hung, f"{hung.name}: {hung.role} 只能挂在 {titles} 上, {key} 不是")
        if hung.role is Role.STARTS:
            if hung.entity is not own.entity:
                self._refuse(hung, f"{hung.name}: 起始月份与原规则的对象（人、家庭）应一致")
            if hung is not next(each for each in self._hung[key] if each.role is Role.STARTS):
                self._refuse(hung, f"{hung.name}: {key} 已有起始月份; 变化请用 amended")

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
        exceptions = tuple(self._read(own, each.key) for each in hung if each.role is Role.UNLESS)
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
        key = f"{own.line}.{name}"
        if key in self._own and self._own[key].role not in (Role.CONDITION, Role.STATUS):
            raise self._refusal(own, f"conditions 里的 {name} 不是 @condition 或 @status")
        return self._read(own, key)

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
            owner, here = ENTITY_TITLES[meaning.entity], ENTITY_TITLES[reader.entity]
            raise self._refusal(reader, f"{key} 是{owner}的规则, {here}的规则不能以它为条件")
        return RuleRead(YES_NO, 0, 1, key, meaning.entity, reach)

    def _refusal(self, declaration: Declaration, reason: str) -> RuleRefused:
        line = declaration.function.lineno
        text = f"{declaration.name}: {reason}"
        return RuleRefused((Refusal(declaration.file, line, text),))

    def _check_publication(self) -> None:
        """A rule of another line may be read only if both sides declare it."""
        for line in self._lines.values():
            for key in sorted(line.publishes - {*self._own}):
                self._refusals.append(
                    Refusal(f"{line.slug}/line.py", 1, f"没有规则 {key}, 不能公布")
                )
        for key, rule in self._rules.items():
            reader, own = self._lines[key.split(".")[0]], self._own[key]
            for read in sorted(_read_by(rule)):
                slug = read.split(".")[0]
                if slug != reader.slug and read not in self._lines[slug].publishes:
                    self._refuse(own, f"{key}: {slug} 没有公布 {read}（line.py publishes）")
                if slug != reader.slug and read not in reader.relies_on:
                    self._refuse(
                        own, f"{key}: {reader.slug} 没有声明引用 {read}（line.py relies_on）"
                    )


def _read_by(rule: Rule) -> set[str]:
    """The keys of the rules that a rule reads, in any of its versions."""
    nodes = (node for version in rule.versions for node in walk(version.value))
    return {node.key for node in nodes if isinstance(node, RuleRead)}


def _place_of(refusal: Refusal) -> tuple[str, int]:
    return refusal.file, refusal.line


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
