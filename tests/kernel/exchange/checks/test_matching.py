"""Whom an answer is about: by the number, guarded by the name; nobody is matched by likeness."""

from datetime import date

import pytest

from minzheng.kernel.exchange.checks.matching import judged
from minzheng.kernel.registry.api.means import Identified

TODAY = date(2026, 11, 23)
NUMBER = "320402196003050015"
OLD = "320402600305001"


def with_check_digit() -> str:
    """The number of 18 digits that the old one became."""
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    body = f"{OLD[:6]}19{OLD[6:]}"
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


FULL = with_check_digit()


def verdict(name: str, given: str, *others: str, number: str = FULL) -> str:
    """What becomes of an answer with some name."""
    sought = Identified(name, (name, *others), FULL)
    return str(judged(sought, number, given, today=TODAY).verdict)


@pytest.mark.parametrize("number", [FULL, OLD, FULL.lower(), f" {FULL} "])
def test_the_old_and_the_new_number_are_one(number: str) -> None:
    assert verdict("张三丰", "张三丰", number=number) == "matched"


@pytest.mark.parametrize(
    "number", [FULL[:-1] + ("0" if FULL[-1] != "0" else "1"), FULL[:16] + "9" + FULL[17:], "", "x"]
)
def test_another_number_is_another_person_whatever_the_name(number: str) -> None:
    assert verdict("张三丰", "张三丰", number=number) == "other"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("张三丰", "张 三 丰"),
        ("张三丰", "张　三丰"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("𠮷田一", "𠮷田一"),
        ("𬭚某", "𬭚某"),
        ("Maria Lee", "MARIA LEE"),
        ("葛\ufe00亮", "葛亮"),
    ],
)
def test_spellings_of_one_name_match(name: str, given: str) -> None:
    assert verdict(name, given) == "matched"


def test_a_former_name_on_file_matches() -> None:
    assert verdict("张三丰", "张君宝", "张君宝") == "matched"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("张三丰", "张三峰"),
        ("张三丰", "张三"),
        ("张三丰", "张三丰丰"),
        ("李明", "李鸣"),
        ("王小燕", "汪小燕"),
        ("刘洋", "刘杨"),
        ("张三丰", "丰三张"),
        ("张三丰", "张君宝"),
        ("张三丰", ""),
    ],
)
def test_names_that_are_nearly_alike_are_not_the_same(name: str, given: str) -> None:
    assert verdict(name, given) == "other"


@pytest.mark.parametrize("given", ["王?", "王？", "王*", "王□", "王\ue000"])
def test_a_character_that_cannot_be_read_is_for_a_person(given: str) -> None:
    assert verdict("王𬭚", given) == "unsure"


@pytest.mark.parametrize("given", ["李?", "王??", "??", "王", "*"])
def test_what_can_be_read_must_agree(given: str) -> None:
    assert verdict("王𬭚", given) == "other"
