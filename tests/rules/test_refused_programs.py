"""What the engine cannot express is refused, with file, line and a reason that helps."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from minzheng.rules.errors import Refusal, RuleRefused
from minzheng.rules.numbers.text import stored_month
from minzheng.rules.program import program
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
    reader = of_household("return h.answer").replace("def answer", "def reader")
    second = of_household("return h.owned").replace("def answer", "def second")
    found = refusals(WrittenLine(reader + second + of_household("return h.incame")))
    assert [each.line for each in found] == [6, 9]


def test_a_rule_of_another_line_is_read_only_if_published_and_relied_on() -> None:
    reads = WrittenLine(of_household("return h.other.answer"), slug="line")
    other = WrittenLine(of_household("return h.income"), slug="other")
    told = {each.reason for each in refusals(reads, other)}
    unpublished = "line.answer: other 没有公布 other.answer（line.py publishes）"
    undeclared = "line.answer: line 没有声明引用 other.answer（line.py relies_on）"
    key = frozenset({"other.answer"})
    assert told == {unpublished, undeclared}
    assert [each.reason for each in refusals(reads, replace(other, publishes=key))] == [undeclared]
    relying = replace(reads, relies_on=key)
    assert [each.reason for each in refusals(relying, other)] == [unpublished]
    assert not refusals(relying, replace(other, publishes=key))


def test_a_line_cannot_publish_what_it_does_not_have() -> None:
    line = WrittenLine(of_household("return 0"), publishes=frozenset({"line.answr"}))
    (refusal,) = refusals(line)
    assert str(refusal) == "line/line.py:1: 没有规则 line.answr, 不能公布"


def test_a_value_cannot_be_read_before_it_is_in_force() -> None:
    since = of_household("return h.income").replace('条")', '条", since="2026-07")')
    reader = of_household("return h.answer").replace("def answer", "def reader")
    book = rulebook(WrittenLine(since + reader))
    program(book, stored_month("2026-07"), ["line.reader"])
    with pytest.raises(RuleRefused, match=r"line\.answer 自 2026-07 起才有效, 2026-06 不能引用"):
        program(book, stored_month("2026-06"), ["line.reader"])


@pytest.mark.parametrize(
    "body",
    [
        "if h.rented:\n    return h.income\nelif h.owing:\n    return h.spending\nreturn 0",
        "if h.rented:\n    return h.income\nelse:\n    x = h.spending\nreturn x",
        '"""Says why."""\nreturn 0 if h.rented or h.owing else h.income',
        "step = n.standard\nreturn max(step, h.income)",
        "return sum(m.wage for m in h.members if m.studying if m.counted_in)",
        "return floor_fen(max(h.income * n.share, n.standard))",
        "return floor_fen(h.income * n.share / h.size)",
        "return ceil_fen(h.income / max(h.rooms, 1))",
        "return h.income if n.month - YEAR <= h.settled < n.month + 1 else 0",
        "return step(n.by_age, max(h.rooms - 1, 0)) + n.by_place[h.place]",
    ],
)
def test_what_the_language_has_is_accepted(body: str) -> None:
    assert not refusals(WrittenLine(of_household(body)))
