"""Every worked example of every line; and the same households on the other evaluators."""

from collections import Counter
from collections.abc import Iterator

import pytest

from minzheng.config.platform import platform
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.generated import GeneratedEvaluator
from minzheng.rules.examples import Example, ExampleRun
from minzheng.rules.facts import Entity
from tests.conformance.batch import duckdb_cells, subjects, tables
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
    [pytest.param(n, marks=[pytest.mark.exhaustive] if n % 2 else []) for n in range(SHARES)],
)
def test_duckdb_agrees_with_the_closures_on_every_example(share: int) -> None:
    """A share of the settings at a time, every other one: planning the queries takes a minute."""
    packed = settings(whole=False)
    assert sum(len(each.examples) for each in packed) == len(all_examples())
    assert [each for setting in packed[share::SHARES] for each in duckdb_disagrees(setting)] == []


def test_generated_python_agrees_with_the_closures_on_every_example() -> None:
    """Where every fact that is read is known; with the very numbers of the example."""
    packed = settings(whole=True)
    assert sum(len(each.examples) for each in packed) == len(all_examples())
    assert [each for setting in packed for each in generated_disagrees(setting)] == []


def duckdb_disagrees(setting: Setting) -> Iterator[str]:
    """The cells in which DuckDB and the closures part."""
    whole, homes = setting.program(), setting.homes()
    evaluator = Evaluator(whole)
    given = tables(homes, whole.vocabulary, setting.examples[0].area)
    everybody = list(subjects(homes))
    for entity, rules, cells in duckdb_cells(whole, setting.stored, given):
        for kind, who, subject in everybody:
            for position, key in enumerate(rules if kind is entity else ()):
                scalar, batch = evaluator.value(key, subject), cells[who][position]
                if scalar != batch:
                    where = f"{title(setting.examples[who[0]])}: {subject.name}.{key}"
                    yield f"{where}: closures {scalar}, DuckDB {batch}"


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
