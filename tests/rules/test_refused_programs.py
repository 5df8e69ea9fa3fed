"""What the engine cannot express is refused, with file, line and a reason that helps."""

import re
from collections import Counter

import pytest

from minzheng.rules.errors import Refusal, RuleRefused
from tests.rules import refused_aggregates, refused_declarations, refused_units
from tests.rules.refused_expressions import NAMES, STATEMENTS, WORDS, Refused
from tests.rules.written_lines import WrittenLine, of_household, rulebook

REFUSED = [
    *STATEMENTS,
    *WORDS,
    *NAMES,
    *refused_units.SUMS,
    *refused_units.PRODUCTS,
    *refused_units.COMPARISONS,
    *refused_units.RETURNS,
    *refused_aggregates.AGGREGATES,
    *refused_aggregates.REACH,
    *refused_declarations.FILES,
    *refused_declarations.DECORATORS,
    *refused_declarations.SIGNATURES,
    *refused_declarations.TOGETHER,
]


def refusals(*lines: WrittenLine) -> tuple[Refusal, ...]:
    """What is refused of some lines; nothing if they are accepted."""
    try:
        rulebook(*lines)
    except RuleRefused as refused:
        return refused.refusals
    return ()


@pytest.mark.parametrize("refused", REFUSED, ids=lambda each: each.name)
def test_a_program_is_refused(refused: Refused) -> None:
    found = refusals(WrittenLine(refused.source))
    told = [(each.line, each.reason) for each in found]
    assert any(line == refused.line and refused.phrase in reason for line, reason in told), told
    assert len(found) == 1, told


@pytest.mark.parametrize("refused", REFUSED, ids=lambda each: each.name)
def test_a_refusal_names_the_file_and_is_in_chinese(refused: Refused) -> None:
    for each in refusals(WrittenLine(refused.source)):
        assert re.fullmatch(r".*line\.py:\d+: .*", str(each), re.DOTALL)
        assert re.search(r"[\u4e00-\u9fff]{2}", each.reason)


def test_each_refusal_has_its_own_name() -> None:
    assert not [name for name, times in Counter(each.name for each in REFUSED).items() if times > 1]


def test_all_bad_rules_are_told_at_once() -> None:
    bad = ("return h.incame", "return h.income / h.size", "return 2")
    source = "\n".join(of_household(body).replace("answer", f"r{i}") for i, body in enumerate(bad))
    found = refusals(WrittenLine(source))
    assert [each.line for each in found] == [3, 7, 11]


def test_all_bad_declarations_are_told_at_once() -> None:
    source = "x = 1\n" + of_household("return 0", "Money").replace("@value", "@valu") + "y = 2\n"
    assert [each.line for each in refusals(WrittenLine(source))] == [1, 2, 5]


def test_who_reads_a_refused_rule_is_not_blamed() -> None:
    reader = of_household("return h.answer").replace("def answer", "def reader")
    found = refusals(WrittenLine(of_household("return h.incame") + reader))
    assert [each.line for each in found] == [3]


def test_refusals_stand_in_the_order_of_the_file() -> None:
    reader = of_household("return h.answer + h.rooms").replace("def answer", "def reader")
    found = refusals(WrittenLine(reader + of_household("return h.income + h.rooms")))
    assert [each.line for each in found] == [3]
    again = reader.replace("h.answer + h.rooms", "h.answer + 1")
    found = refusals(WrittenLine(again + of_household("return h.income")))
    assert [each.line for each in found] == [3]
