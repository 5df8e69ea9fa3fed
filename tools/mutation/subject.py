"""What is mutated: some lines' rules and numbers as read, and the rule book with one changed."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from minzheng.catalogue.codes import CODES
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.platform import LineFolder
from minzheng.rules.examples import Example, read_examples
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import read_numbers
from minzheng.rules.reading.declarations import Declaration, Role, read_declarations
from minzheng.rules.rulebook import LineRules, RuleBook, rule_files
from minzheng.rules.tree import NumberRead, walk
from minzheng.rules.units import Unit
from tools.mutation.mutants import Mutant, rule_mutants
from tools.mutation.numbers import number_mutants

_ABOVE = {
    (Entity.PERSON, "household"): Entity.HOUSEHOLD,
    (Entity.SUPPORTER, "person"): Entity.PERSON,
}


class Subject:
    """The rules, numbers and examples of some lines, as written."""

    def __init__(self, folders: tuple[LineFolder, ...]) -> None:
        self.folders = folders
        self._rules = [_line_rules(each) for each in folders]
        self._numbers = {
            definition.key: definition
            for each in folders
            for path in sorted((each.folder / "parameters").glob("*.yaml"))
            for definition in read_numbers(path, each.line.slug, CODES)
        }
        self.rulebook = self.book()
        self.parameters = ParameterSet(self._numbers.values())

    def examples(self) -> Iterator[Example]:
        """Every example of every line."""
        for each in self.folders:
            for path in each.rule_cases:
                yield from read_examples(path, each.line.slug)

    def mutants(self, lines: frozenset[str]) -> Iterator[Mutant]:
        """Every mutant of the named lines, in the order of their files; of all if none is named.

        A number that no rule reads, but that only bounds another, cannot change an example.
        """
        unit_of = self._unit_of()
        for rules in self._rules:
            if not lines or rules.slug in lines:
                for declaration in rules.declarations:
                    place = _place(declaration.file, rules.slug)
                    yield from rule_mutants(declaration, place, CODES, unit_of)
        read = numbers_read(self.rulebook)
        for definition in self._numbers.values():
            slug = definition.key.split(".")[0]
            if definition.key in read and (not lines or slug in lines):
                yield from number_mutants(definition, _place(definition.file, slug))

    def book(self, mutant: Mutant | None = None) -> RuleBook:
        """The rule book with one change.  Raises ``RuleRefused`` if the reader will not have it."""
        rules = self._rules
        if mutant is not None and mutant.declaration is not None:
            rules = [_with(each, mutant) for each in rules]
        return RuleBook(
            rules, vocabulary=VOCABULARY, codes=CODES, numbers=self._definitions(mutant)
        )

    def changed_parameters(self, mutant: Mutant) -> ParameterSet:
        """The numbers with one change."""
        return ParameterSet(self._definitions(mutant))

    def _definitions(self, mutant: Mutant | None) -> list[NumberDefinition]:
        changed = mutant.definition if mutant is not None else None
        numbers = self._numbers if changed is None else {**self._numbers, changed.key: changed}
        return list(numbers.values())

    def _unit_of(self) -> "_UnitOf":
        return _UnitOf(self.rulebook, self._numbers)


class _UnitOf:
    """The unit of what a rule reads as ``p.wage``, ``m.line.rule`` or ``n.standard``."""

    def __init__(self, rulebook: RuleBook, numbers: dict[str, NumberDefinition]) -> None:
        self._rulebook = rulebook
        self._numbers = numbers

    def __call__(self, declaration: Declaration, text: str) -> Unit | None:
        root, *path = text.split(".")
        if root == declaration.function.args.args[1].arg:
            definition = self._numbers.get(_key(path, declaration.line))
            return definition.unit if definition else None
        if root in CODES:
            return None
        own = root == declaration.function.args.args[0].arg
        entities = [declaration.entity] if own else [Entity.PERSON, Entity.SUPPORTER]
        if own and (declaration.entity, path[0]) in _ABOVE and len(path) > 1:
            entities, path = [_ABOVE[declaration.entity, path[0]]], path[1:]
        found = (self._reached(entity, path, declaration.line) for entity in entities)
        return next((unit for unit in found if unit is not None), None)

    def _reached(self, entity: Entity, path: list[str], line: str) -> Unit | None:
        facts = VOCABULARY.of(entity)
        if len(path) == 1 and path[0] in facts:
            return facts[path[0]].unit
        rule = self._rulebook.rules.get(_key(path, line))
        return rule.unit if rule is not None and rule.entity is entity else None


def numbers_read(rulebook: RuleBook) -> frozenset[str]:
    """The numbers that a rule reads, in any of its versions."""
    return frozenset(
        node.key
        for rule in rulebook.rules.values()
        for version in rule.versions
        for node in walk(version.value)
        if isinstance(node, NumberRead)
    )


def _key(path: list[str], line: str) -> str:
    return ".".join(path if len(path) > 1 else [line, *path])


@cache
def _place(file: str, slug: str) -> str:
    """``line/rules/stem.py``: the same wherever the project stands."""
    parts = Path(file).parts
    return "/".join([slug, *parts[-2:]])


def _line_rules(found: LineFolder) -> LineRules:
    line = found.line
    declarations = tuple(
        declaration
        for path in rule_files(found.folder / "rules")
        for declaration in read_declarations(path, line.slug)
    )
    return LineRules(
        line.slug, line.title, frozenset(line.publishes), frozenset(line.relies_on), declarations
    )


def _with(rules: LineRules, mutant: Mutant) -> LineRules:
    if rules.slug != mutant.line or mutant.instead is None:
        return rules
    instead = mutant.instead
    declarations = (instead if each is mutant.declaration else each for each in rules.declarations)
    return replace(rules, declarations=tuple(declarations))


def rule_changed(declaration: Declaration) -> str:
    """The key of the rule whose expression a change alters: an amendment's is the amended rule."""
    if declaration.role is Role.AMENDED:
        return f"{declaration.line}.{declaration.of}"
    return declaration.key
