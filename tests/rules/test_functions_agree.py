"""The functions that are written for rules give what the closures give, whatever is unknown."""

from collections.abc import Iterator
from inspect import isbuiltin
from types import FunctionType

import pytest

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.functions import RuleFunctions
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from minzheng.rules.units import YES_NO
from tests.rules.answers import MONTH, home
from tests.rules.every_node import EVERY_NODE
from tests.rules.populations import town
from tests.rules.test_evaluation_of_members import BENEFIT
from tests.rules.written_lines import WrittenLine, rulebook

LINES = {"benefit": BENEFIT, "every node": EVERY_NODE}


def _homes(line: WrittenLine, share: float) -> Iterator[Subject]:
    for facts, members in town(20261123, size=60, holes=share).households:
        yield home(line, facts, members)


def _values(evaluator: Evaluator, household: Subject) -> dict[str, int | None]:
    """Every rule for everybody whom it is about, the last one first."""
    supporters = [each for member in household.members for each in member.supporters]
    whom = {
        Entity.HOUSEHOLD: [household],
        Entity.PERSON: household.members,
        Entity.SUPPORTER: supporters,
    }
    return {
        f"{subject.name}: {key}": evaluator.value(key, subject)
        for key, step in list(evaluator.program.steps.items())[::-1]
        for subject in whom[step.entity]
    }


def _everything(line: WrittenLine) -> Program:
    book = rulebook(line)
    return program(book, MONTH, book.rules)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5], ids=["no holes", "few holes", "many holes"])
def test_functions_agree_with_closures(line: str, share: float) -> None:
    whole = _everything(LINES[line])
    closures, functions = Evaluator(whole, patience=None), Evaluator(whole, patience=0)
    for one, two in zip(_homes(LINES[line], share), _homes(LINES[line], share), strict=True):
        assert _values(functions, two) == _values(closures, one)


@pytest.mark.parametrize("patience", [None, 0], ids=["closures", "functions"])
def test_yes_and_no_are_no_numbers(patience: int | None) -> None:
    """They are written into files and answers as they are."""
    evaluator = Evaluator(_everything(EVERY_NODE), patience)
    truths = {key for key, step in evaluator.program.steps.items() if step.rule.unit == YES_NO}
    for household in _homes(EVERY_NODE, 0.1):
        for key, value in _values(evaluator, household).items():
            if key.partition(": ")[2] in truths:
                assert value is None or isinstance(value, bool), key


def test_a_function_is_written_for_what_is_asked_for_again_and_again() -> None:
    """And reaches no built-ins but the five harmless ones."""
    evaluator = Evaluator(_everything(BENEFIT))
    functions = RuleFunctions(evaluator.program, evaluator.closure, patience=2)
    written = []
    for household in list(_homes(BENEFIT, 0.0))[:4]:
        found = functions["line.grant"]
        assert isinstance(found, FunctionType)
        written.append(found.__code__.co_filename == "<generated>")
        found(household)
    assert written == [False, False, False, True]
    reachable = {name for name, each in found.__globals__.items() if isbuiltin(each)}
    assert reachable == {"max", "min", "sum", "any", "all"}
    assert found.__globals__["__builtins__"] == {}
