"""Parameter files: all that is wrong is told at once, and what is right is stored exactly."""

import re
from pathlib import Path

import pytest

from minzheng.rules.errors import NumberRefused, Refusal
from minzheng.rules.numbers.definition import Confidence
from minzheng.rules.numbers.reading import read_numbers
from tests.rules.written_lines import CODES, NUMBERS, WrittenLine, parameters
from tests.rules.wrong_parameters import ALL_AT_ONCE, DATED, FILES, HEADS, Wrong


def refusals(text: str) -> tuple[Refusal, ...]:
    """What is refused of a parameter file; nothing if it is accepted."""
    try:
        WrittenLine("", text).definitions()
    except NumberRefused as refused:
        return refused.refusals
    return ()


@pytest.mark.parametrize("wrong", [*FILES, *HEADS, *DATED], ids=lambda each: each.name)
def test_a_wrong_file_is_refused(wrong: Wrong) -> None:
    found = refusals(wrong.text)
    assert [each.line for each in found] == [wrong.line], [str(each) for each in found]
    assert wrong.phrase in found[0].reason
    assert re.search(r"line\.yaml:\d+: .*[\u4e00-\u9fff]{2}", str(found[0]))


def test_all_mistakes_are_told_at_once() -> None:
    assert [each.line for each in refusals(ALL_AT_ONCE)] == [4, 8, 11, 14, 13, 23]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "line.yaml"
    path.write_bytes("title: 标准".encode("gbk"))
    with pytest.raises(NumberRefused, match="UTF-8"):
        read_numbers(path, "line", CODES)


def test_an_empty_file_has_no_numbers() -> None:
    assert WrittenLine("", "# nothing yet\n").definitions() == ()


def test_values_are_stored_exactly() -> None:
    stored = {each.key: each.values[0].value for each in WrittenLine("", NUMBERS).definitions()}
    assert stored == {
        "line.standard": 90_000,
        "line.yearly": 600_000,
        "line.once": 200_000,
        "line.one_yuan": 100,
        "line.nothing": 0,
        "line.share": 3_500,
        "line.adult": 18,
        "line.spell": 6,
        "line.opened": 2024 * 12 + 2,
        "line.cutoff": 2000_02_29,
        "line.generous": True,
        "line.rounding": 1,
        "line.least_grade": 2,
        "line.by_place": {1: 100_000, 2: 80_000},
        "line.eased": {1: True, 2: False},
        "line.by_age": {0: 0, 80: 5_000, 90: 10_000},
    }


def test_one_value_given_for_a_table_holds_for_every_code() -> None:
    text = NUMBERS.replace("{town: 1000, country: 800}", "700")
    by_place = next(each for each in WrittenLine("", text).definitions() if each.by)
    assert by_place.values[0].value == {1: 70_000, 2: 70_000}


def test_a_number_of_two_files_is_told_with_both_places() -> None:
    with pytest.raises(
        NumberRefused, match=r"重复的参数 line\.standard, 已见于 .*line\.yaml:2"
    ) as told:
        parameters(WrittenLine(""), WrittenLine(""))
    assert len(told.value.refusals) == 16


@pytest.mark.parametrize(
    ("bound", "phrase"),
    [
        ("1.3 * line.standart", "没有参数 line.standart; 是否想写 line.standard?"),
        ("other.standard", "没有参数 other.standard"),
        ("2 * line.adult", "line.standard 与 line.adult 的单位或表格不同"),
        ("line.yearly", "line.standard 与 line.yearly 的单位或表格不同"),
    ],
)
@pytest.mark.parametrize("side", ["at_least", "at_most"])
def test_a_bound_by_what_cannot_bound_is_refused(side: str, bound: str, phrase: str) -> None:
    text = NUMBERS.replace("{title: 标准,", f"{{title: 标准, {side}: {bound},")
    with pytest.raises(NumberRefused, match=re.escape(phrase)):
        parameters(WrittenLine("", text))


def test_tables_by_different_positions_do_not_bound_each_other() -> None:
    text = NUMBERS.replace("{title: 分地标准,", "{title: 分地标准, at_least: line.by_age,")
    with pytest.raises(NumberRefused, match="单位或表格不同"):
        parameters(WrittenLine("", text))


def test_what_waits_for_confirmation_is_listed() -> None:
    text = NUMBERS
    for name, confidence in zip(
        ("标准", "年标准", "比例"), ("example", "memory", "local"), strict=True
    ):
        head = text.index(f"{{title: {name},")
        text = text[:head] + text[head:].replace("sourced", confidence, 1)
    listed = parameters(WrittenLine("", text)).unconfirmed()
    assert [(definition.key, dated.confidence) for definition, dated in listed] == [
        ("line.standard", Confidence.EXAMPLE),
        ("line.yearly", Confidence.MEMORY),
        ("line.share", Confidence.LOCAL),
    ]


def test_only_what_was_read_in_a_document_is_confirmed() -> None:
    assert [each for each in Confidence if each.confirmed] == [Confidence.SOURCED]
    assert len({each.title for each in Confidence}) == len(Confidence)
