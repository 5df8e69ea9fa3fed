"""A program made for one set of numbers, and the Python generated from it, give the same values."""

from collections.abc import Iterator

import pytest

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.generated import GeneratedEvaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from minzheng.rules.specialisation import specialised
from minzheng.rules.sql.nullability import Holes
from tests.rules.answers import MONTH, home, numbers_of
from tests.rules.every_node import EVERY_NODE
from tests.rules.populations import Population, town
from tests.rules.test_evaluation_of_members import BENEFIT
from tests.rules.test_sql_agrees import ALL_FACTS, COMPARED, NO_HOLES
from tests.rules.written_lines import WrittenLine, rulebook

LINES = {"benefit": BENEFIT, "every node": EVERY_NODE}


def _whole(line: WrittenLine) -> Program:
    book = rulebook(line)
    wanted = [key for key, rule in book.rules.items() if rule.entity in COMPARED]
    return program(book, MONTH, wanted)


def _households(line: WrittenLine, population: Population) -> Iterator[Subject]:
    for facts, members in population.households:
        yield home(line, facts, members)


def _values(evaluator: Evaluator, household: Subject, made: Program) -> dict[str, int | None]:
    """The value of every outcome for the household and each member."""
    whole = [(Entity.HOUSEHOLD, household), *((Entity.PERSON, each) for each in household.members)]
    found = {
        f"{subject.name}: {key}": evaluator.value(key, subject)
        for entity, subject in whole
        for key in made.outcomes
        if evaluator.program.steps[key].entity is entity
    }
    return {name: None if value is None else int(value) for name, value in found.items()}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    ("holes", "share"),
    [(ALL_FACTS, 0.15), (ALL_FACTS, 0.6), (NO_HOLES, 0.0)],
    ids=["few holes", "many holes", "no holes"],
)
def test_a_specialised_program_agrees(line: str, holes: Holes, share: float) -> None:
    made, population = _whole(LINES[line]), town(20261103, size=120, holes=share)
    special = specialised(made, numbers_of(LINES[line]).stored, holes)
    before, after = Evaluator(made, patience=None), Evaluator(special, patience=None)
    for one, two in zip(
        _households(LINES[line], population), _households(LINES[line], population), strict=True
    ):
        assert _values(after, two, made) == _values(before, one, made)


@pytest.mark.parametrize("line", LINES)
def test_generated_python_agrees(line: str) -> None:
    made, population = _whole(LINES[line]), town(20261104, size=120, holes=0.0)
    fast = GeneratedEvaluator(made, numbers_of(LINES[line]).stored)
    evaluator = Evaluator(made, patience=None)
    for household in _households(LINES[line], population):
        for (name, got), expected in _generated(fast, household, evaluator, made):
            assert got == expected, name


def _generated(
    fast: GeneratedEvaluator, household: Subject, evaluator: Evaluator, made: Program
) -> Iterator[tuple[tuple[str, int], int]]:
    """Each outcome that was computed beside what the closures say."""
    members, layout = household.members, fast.layout
    run = fast.run(len(members))
    rows = run(
        layout.known(Entity.HOUSEHOLD, household) or (),
        [layout.known(Entity.PERSON, each) or () for each in members],
        [
            [layout.known(Entity.SUPPORTER, each) or () for each in member.supporters]
            for member in members
        ],
    )
    entities = [Entity.HOUSEHOLD, *(Entity.PERSON for _ in members)]
    for subject, entity, row in zip([household, *members], entities, rows, strict=True):
        for key, value in zip(layout.rules[entity], row, strict=True):
            if key in made.outcomes:
                assert value is not None, f"{key} was not computed"
                expected = evaluator.value(key, subject)
                assert expected is not None
                yield (f"{subject.name}: {key}", int(value)), int(expected)
