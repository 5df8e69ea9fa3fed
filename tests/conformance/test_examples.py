"""Every worked example of every line; and the same households on the other evaluators."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from minzheng.config.platform import platform
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.generated import GeneratedEvaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.examples import Example, ExampleRun
from minzheng.rules.facts import Entity
from minzheng.rules.native.machine import Machine
from minzheng.rules.program import program
from tests.conformance.batch import PEOPLE, Cells, duckdb_cells, native_cells, subjects, tables
from tests.conformance.examples import all_examples, title
from tests.conformance.generated import complete, generated_cells
from tests.conformance.settings import Setting, settings

pytestmark = pytest.mark.slow

FEWEST = 250
SHARES = 6


@pytest.fixture(scope="module")
def run() -> ExampleRun:
    return ExampleRun(platform().rulebook, platform().parameters)


@pytest.mark.parametrize("example", all_examples(), ids=title)
def test_an_example_comes_out(example: Example, run: ExampleRun) -> None:
    assert [str(each) for each in run.differences(example)] == []


def test_there_are_enough_examples() -> None:
    assert len(all_examples()) >= FEWEST


def test_sentences_are_not_repeated_in_a_file() -> None:
    names = Counter((example.file, example.name) for example in all_examples())
    assert [each for each, times in names.items() if times > 1] == []


@pytest.mark.parametrize(
    "share",
    [pytest.param(n, marks=[pytest.mark.exhaustive] if n else []) for n in range(SHARES)],
)
def test_duckdb_agrees_with_the_closures_on_every_example(share: int) -> None:
    """A share of the settings at a time: the first, for planning all queries takes a minute."""
    packed = settings(whole=False)
    assert sum(len(each.examples) for each in packed) == len(all_examples())
    assert [each for setting in packed[share::SHARES] for each in duckdb_disagrees(setting)] == []


def test_machine_code_agrees_with_the_closures_on_every_example() -> None:
    """In the months of which there are most; the code of a month holds for all its settings."""
    packed = settings(whole=False)
    for month, _ in Counter(each.month for each in packed).most_common(2):
        chosen = [each for each in packed if each.month == month]
        code = machine_of(chosen)
        assert [each for setting in chosen for each in native_disagrees(setting, code)] == []


def test_generated_python_agrees_with_the_closures_on_every_example() -> None:
    """Where every fact that is read is known; with the very numbers of the example."""
    packed = settings(whole=True)
    assert sum(len(each.examples) for each in packed) == len(all_examples())
    assert [each for setting in packed for each in generated_disagrees(setting)] == []


def duckdb_disagrees(setting: Setting) -> Iterator[str]:
    """The cells in which DuckDB and the closures part."""
    whole, homes = setting.program(), setting.homes()
    given = tables(homes, whole.vocabulary, setting.examples[0].area)
    yield from _parting(setting, homes, "DuckDB", duckdb_cells(whole, setting.stored, given))


def machine_of(chosen: Sequence[Setting]) -> Machine:
    """Machine code for every rule that any of the settings of a month needs."""
    steps = {key: step for each in chosen for key, step in each.program().steps.items()}
    whole = program(platform().rulebook, chosen[0].month, steps)
    asked = tuple(key for key, step in whole.steps.items() if step.entity in PEOPLE)
    facts = whole.vocabulary
    holes = frozenset((entity, name) for entity in Entity for name in facts.of(entity))
    return Machine(replace(whole, outcomes=(), also=asked), holes)


def native_disagrees(setting: Setting, code: Machine) -> Iterator[str]:
    """The cells in which machine code and the closures part."""
    whole, homes = setting.program(), setting.homes()
    area = setting.examples[0].area
    given = tables(homes, whole.vocabulary, area)
    others = platform().parameters.numbers(setting.month, area, code.program.numbers).stored
    found = native_cells(code, {**others, **setting.stored}, given, whole.steps)
    yield from _parting(setting, homes, "machine code", found)


def _parting(
    setting: Setting,
    homes: Sequence[Subject],
    engine: str,
    found: Iterator[tuple[Entity, list[str], Cells]],
) -> Iterator[str]:
    evaluator = Evaluator(setting.program())
    everybody = list(subjects(homes))
    for entity, rules, cells in found:
        for kind, who, subject in everybody:
            for position, key in enumerate(rules if kind is entity else ()):
                scalar, batch = evaluator.value(key, subject), cells[who][position]
                if scalar != batch:
                    where = f"{title(setting.examples[who[0]])}: {subject.name}.{key}"
                    yield f"{where}: closures {scalar}, {engine} {batch}"


def generated_disagrees(setting: Setting) -> Iterator[str]:
    """The cells in which the generated Python and the closures part."""
    whole = setting.program()
    evaluator = Evaluator(whole)
    generated = GeneratedEvaluator(whole, setting.stored)
    outcomes = [key for key in whole.outcomes if whole.steps[key].entity is not Entity.SUPPORTER]
    for home, example in zip(setting.homes(), setting.examples, strict=True):
        if not complete(home, generated.layout):
            continue
        for subject, key, value in generated_cells(generated, home, outcomes):
            scalar = evaluator.value(key, subject)
            if scalar != value:
                yield f"{title(example)}: {subject.name}.{key}: closures {scalar}, Python {value}"
