"""What is proved never to be unknown; wherever it is proved, the evaluator agrees."""

import pytest

from minzheng.rules.program import program
from tests.conformance.unknowns import can_be_unknown
from tests.rules.answers import MONTH
from tests.rules.written_lines import WrittenLine, of_person, rulebook


def proved(expression: str) -> bool:
    """Whether a person's yes/no can never be unknown."""
    line = WrittenLine(of_person(f"return {expression}", "YesNo"))
    key = next(iter(rulebook(line).rules))
    return not can_be_unknown(program(rulebook(line), MONTH, [key]), key)


@pytest.mark.parametrize(
    "expression",
    [
        "known(p.studying)",
        "known(p.studying) and p.studying",
        "not (known(p.studying) and p.studying)",
        "not known(p.studying) or p.studying",
        "p.studying if known(p.studying) else False",
        "n.generous",
    ],
)
def test_what_is_asked_first_is_never_unknown(expression: str) -> None:
    assert proved(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "p.studying",
        "known(p.studying) and p.counted_in",
        "known(p.studying) or p.studying",
        "not known(p.studying) and p.studying",
        "False if known(p.studying) else p.studying",
        "(known(p.studying) or n.generous) and p.studying",
    ],
)
def test_what_is_not_asked_may_be_unknown(expression: str) -> None:
    assert not proved(expression)
