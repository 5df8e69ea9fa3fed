"""Worked examples from ``cases/*.yaml``: what is given, what the law says must come out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minzheng.rules.documents import Entries, read_document
from minzheng.rules.errors import RuleRefused
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.missing import missing_facts
from minzheng.rules.evaluation.people import Subject, Value, household
from minzheng.rules.facts import Entity, Vocabulary
from minzheng.rules.numbers.definition import Confidence, Dated
from minzheng.rules.numbers.parameter_set import Numbers, ParameterSet
from minzheng.rules.numbers.reading import stored_entries
from minzheng.rules.numbers.text import ValueRefused, stored_month, stored_value, value_text
from minzheng.rules.program import program
from minzheng.rules.rulebook import RuleBook

_SUPPORTERS = "supporters"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: a sentence, the household it tells of, and what is expected of whom."""

    line: str
    name: str
    file: str
    at: int
    month: int
    area: str
    numbers: Mapping[str, Any]
    household: Mapping[str, Any]
    persons: Mapping[str, Mapping[str, Any]]
    expect: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the rules and an example part."""

    example: Example
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        where = f"{self.example.file}:{self.example.at}"
        return f"{where} {self.example.name}: {self.what} 应为 {self.expected}, 得 {self.found}"


def read_examples(path: Path, line: str) -> tuple[Example, ...]:
    """The examples of one file, each with what all of them start from."""
    document = read_document(path)
    given = document.get("given") or {}
    return tuple(_example(each, given, path, line) for each in document["examples"])


def _example(body: Entries, given: Mapping[str, Any], path: Path, line: str) -> Example:
    person, supporter = given.get("person") or {}, given.get("supporter") or {}
    persons = {}
    for name, facts in (body.get("persons") or {}).items():
        own = {**person, **(facts or {})}
        own[_SUPPORTERS] = [{**supporter, **(each or {})} for each in own.get(_SUPPORTERS) or []]
        persons[str(name)] = own
    return Example(
        line=line,
        name=body["name"],
        file=str(path),
        at=body.lines["name"],
        month=stored_month(body.get("month") or given["month"]),
        area=str(body.get("area") or given["area"]),
        numbers={**(given.get("numbers") or {}), **(body.get("numbers") or {})},
        household={**(given.get("household") or {}), **(body.get("household") or {})},
        persons=persons,
        expect=body["expect"],
    )


class ExampleRun:
    """Runs examples against a rule book and its numbers; programs are made once a month."""

    def __init__(self, rulebook: RuleBook, parameters: ParameterSet) -> None:
        self._rulebook = rulebook
        self._parameters = parameters
        self._evaluators: dict[tuple[int, str], Evaluator] = {}

    def differences(self, example: Example) -> Iterator[Difference]:
        """Each expectation that the rules do not meet; first, that they can be run at all."""
        try:
            home = self.subject(example, self._numbers_read(example))
        except (RuleRefused, ValueRefused) as refused:
            yield Difference(example, "算例", "能够计算", str(refused).splitlines()[0])
            return
        subjects = {"household": home, **{each.name: each for each in home.members}}
        for whom, expectations in example.expect.items():
            for name, expected in expectations.items():
                key = _qualified(name, example)
                yield from self._difference(example, subjects[str(whom)], key, expected)

    def _numbers_read(self, example: Example) -> frozenset[str]:
        """The numbers that the rules behind an example's expectations read."""
        keys = {_qualified(name, example) for each in example.expect.values() for name in each}
        evaluators = (self._evaluator(example.month, key) for key in sorted(keys))
        return frozenset().union(*(each.program.numbers for each in evaluators))

    def subject(self, example: Example, keys: frozenset[str]) -> Subject:
        """The household of an example, its facts stored as the engine stores them."""
        vocabulary = self._rulebook.vocabulary
        numbers = self.numbers(example, keys)
        persons = [
            (
                name,
                _facts({"member_number": i + 1, **facts}, vocabulary, Entity.PERSON),
                [_facts(each, vocabulary, Entity.SUPPORTER) for each in facts[_SUPPORTERS]],
            )
            for i, (name, facts) in enumerate(example.persons.items())
        ]
        return household(_facts(example.household, vocabulary, Entity.HOUSEHOLD), persons, numbers)

    def numbers(self, example: Example, keys: frozenset[str]) -> Numbers:
        """The numbers in force where and when the example plays, with its own in their place."""
        overlay = {
            _qualified(name, example): self._overlay(example, _qualified(name, example), value)
            for name, value in example.numbers.items()
        }
        return self._parameters.overlaid(overlay).numbers(example.month, example.area, keys)

    def _overlay(self, example: Example, key: str, value: Any) -> Dated:
        definition = self._parameters.definitions.get(key)
        if definition is None:
            raise ValueRefused(f"没有参数 {key}")
        return Dated(
            area=example.area,
            since=example.month,
            value=stored_entries(value, definition),
            source=example.name,
            article="",
            confidence=Confidence.EXAMPLE,
            file=example.file,
            line=example.at,
        )

    def _evaluator(self, month: int, key: str) -> Evaluator:
        found = self._evaluators.get((month, key))
        if found is None:
            found = Evaluator(program(self._rulebook, month, [key]))
            self._evaluators[month, key] = found
        return found

    def _difference(
        self, example: Example, subject: Subject, key: str, expected: Any
    ) -> Iterator[Difference]:
        evaluator = self._evaluator(example.month, key)
        found = evaluator.value(key, subject)
        unit = self._rulebook.rules[key].unit
        what = f"{subject.name} 的 {key}"
        if isinstance(expected, Mapping):
            wanted, got = _detail(expected, evaluator, key, subject)
        else:
            stored = None if expected == "unknown" else stored_value(expected, unit)
            wanted, got = value_text(stored, unit), value_text(found, unit)
        if wanted != got:
            yield Difference(example, what, wanted, got)


def _qualified(name: str, example: Example) -> str:
    return name if "." in name else f"{example.line}.{name}"


def _detail(
    expected: Mapping[str, Any], evaluator: Evaluator, key: str, subject: Subject
) -> tuple[str, str]:
    """``{unknown: [facts]}`` or ``{refused: [conditions]}``, as texts to compare."""
    if "unknown" in expected:
        missing = sorted(str(each) for each in missing_facts(evaluator, key, subject))
        known = [] if evaluator.value(key, subject) is None else ["已可判定"]
        return f"缺 {sorted(expected['unknown'])}", f"缺 {sorted([*missing, *known])}"
    refused = sorted(refused_conditions(evaluator, key, subject))
    wanted = sorted(
        each if "." in each else f"{key.split('.')[0]}.{each}" for each in expected["refused"]
    )
    return f"不符合 {wanted}", f"不符合 {refused}"


def refused_conditions(evaluator: Evaluator, key: str, subject: Subject) -> list[str]:
    """The conditions of a benefit or status that are "no"."""
    version = evaluator.program.steps[key].version
    if version is None:
        return []
    values = [(each.key, evaluator.closure(each)(subject)) for each in version.conditions]
    return [name for name, value in values if value is not None and not value]


def _facts(given: Mapping[str, Any], vocabulary: Vocabulary, entity: Entity) -> Mapping[str, Value]:
    facts = vocabulary.of(entity)
    unknown = [name for name in given if name not in facts and name != _SUPPORTERS]
    if unknown:
        raise ValueRefused(f"{entity} 没有事实 {', '.join(unknown)}")
    stored: dict[str, Value] = {name: fact.blank for name, fact in facts.items()}
    for name, value in given.items():
        if name != _SUPPORTERS:
            stored[name] = None if value == "unknown" else stored_value(value, facts[name].unit)
    return stored
