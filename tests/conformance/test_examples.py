"""Every worked example of every line; and the same households on the other evaluators."""

from collections.abc import Iterator, Sequence

import pytest

from minzheng.config.platform import platform
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.examples import Example, ExampleRun
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from tests.conformance.batch import duckdb_cells, subjects, tables
from tests.conformance.examples import all_examples, expected_keys, title
from tests.conformance.generated import complete, generated_cells

FEWEST = 250

Setting = tuple[int, str, str]


@pytest.fixture(scope="module")
def run() -> ExampleRun:
    return ExampleRun(platform().rulebook, platform().parameters)


@pytest.mark.parametrize("example", all_examples(), ids=title)
def test_an_example_comes_out(example: Example, run: ExampleRun) -> None:
    assert [str(each) for each in run.differences(example)] == []


def test_there_are_enough_examples() -> None:
    assert len(all_examples()) >= FEWEST


def test_sentences_are_not_repeated_in_a_line() -> None:
    titles = [title(each) for each in all_examples()]
    assert sorted({each for each in titles if titles.count(each) > 1}) == []


def settings() -> dict[Setting, list[Example]]:
    """The examples by month, area and the numbers that they set."""
    found: dict[Setting, list[Example]] = {}
    for example in all_examples():
        numbers = {
            name if "." in name else f"{example.line}.{name}": value
            for name, value in example.numbers.items()
        }
        found.setdefault((example.month, example.area, repr(sorted(numbers.items()))), []).append(
            example
        )
    return found


def put_together(examples: Sequence[Example], run: ExampleRun) -> tuple[Program, list[Subject]]:
    """One program for all that the examples expect, and their households with its numbers."""
    keys = sorted({key for each in examples for key in expected_keys(each)})
    whole = program(platform().rulebook, examples[0].month, keys)
    return whole, [run.subject(each, whole.numbers) for each in examples]


def id_of(setting: Setting) -> str:
    """A setting by its month and area."""
    month, area, _ = setting
    return f"{month // 12}-{month % 12 + 1:02d} {area}"


@pytest.mark.slow
@pytest.mark.parametrize("setting", settings(), ids=id_of)
def test_the_evaluators_agree_on_the_examples(setting: Setting, run: ExampleRun) -> None:
    """Cell by cell: the closures against DuckDB and, where all is known, the generated Python."""
    examples = settings()[setting]
    whole, homes = put_together(examples, run)
    assert list(duckdb_disagrees(whole, homes, examples)) == []
    assert list(generated_disagrees(whole, homes, examples)) == []


def duckdb_disagrees(
    whole: Program, homes: Sequence[Subject], examples: Sequence[Example]
) -> Iterator[str]:
    """The cells in which DuckDB and the closures part."""
    evaluator = Evaluator(whole)
    given = tables(homes, whole.vocabulary, homes[0].numbers.area)
    everybody = list(subjects(homes))
    for entity, rules, cells in duckdb_cells(whole, homes[0].numbers.stored, given):
        for kind, who, subject in everybody:
            for position, key in enumerate(rules if kind is entity else ()):
                scalar, batch = evaluator.value(key, subject), cells[who][position]
                if scalar != batch:
                    where = f"{title(examples[who[0]])}: {subject.name}.{key}"
                    yield f"{where}: closures {scalar}, DuckDB {batch}"


def generated_disagrees(
    whole: Program, homes: Sequence[Subject], examples: Sequence[Example]
) -> Iterator[str]:
    """The cells in which the generated Python and the closures part, where every fact is known."""
    evaluator = Evaluator(whole)
    outcomes = [key for key in whole.outcomes if whole.steps[key].entity is not Entity.SUPPORTER]
    for home, example in zip(homes, examples, strict=True):
        if not complete(home, whole):
            continue
        for subject, key, value in generated_cells(whole, home, outcomes):
            scalar = evaluator.value(key, subject)
            if scalar != value:
                yield f"{title(example)}: {subject.name}.{key}: closures {scalar}, Python {value}"
