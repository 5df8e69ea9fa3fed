from datetime import date

import pytest

from minzheng.base.disability_certificate import (
    DisabilityCategory,
    DisabilityFault,
    parse_disability_certificate,
)
from minzheng.base.errors import Fault, InvalidIdentifier
from minzheng.base.resident_id import ResidentIdFault

TODAY = date(2026, 11, 22)
HOLDER = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "category", "level", "replacement"),
    [
        (f"{HOLDER}11", DisabilityCategory.VISUAL, 1, 0),
        (f"{HOLDER}44", DisabilityCategory.PHYSICAL, 4, 0),
        (f"{HOLDER}72B1", DisabilityCategory.MULTIPLE, 2, 1),
        (f"{HOLDER}63B12", DisabilityCategory.MENTAL, 3, 12),
    ],
)
def test_valid_numbers(
    text: str, category: DisabilityCategory, level: int, replacement: int
) -> None:
    certificate = parse_disability_certificate(text, today=TODAY)
    assert certificate.holder.number == HOLDER
    assert certificate.category is category
    assert certificate.level == level
    assert certificate.replacement == replacement
    assert certificate.number == text


def test_numbers_are_read_as_typed() -> None:
    typed = " 110105 19491231 002x ５２ ｂ１"
    assert parse_disability_certificate(typed, today=TODAY).number == f"{HOLDER}52B1"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HOLDER, DisabilityFault.FORM),
        (f"{HOLDER}4", DisabilityFault.FORM),
        (f"{HOLDER}444", DisabilityFault.FORM),
        (f"{HOLDER}44B", DisabilityFault.FORM),
        (f"{HOLDER}44B0", DisabilityFault.FORM),
        (f"{HOLDER}44A1", DisabilityFault.FORM),
        (f"{HOLDER}04", DisabilityFault.CATEGORY),
        (f"{HOLDER}84", DisabilityFault.CATEGORY),
        (f"{HOLDER}40", DisabilityFault.LEVEL),
        (f"{HOLDER}45", DisabilityFault.LEVEL),
        ("11010519491231002144", ResidentIdFault.CHECK_DIGIT),
        ("11010519490229002X44", ResidentIdFault.BIRTH_DATE),
    ],
)
def test_faults_are_told_apart(text: str, fault: Fault) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        parse_disability_certificate(text, today=TODAY)
    assert refused.value.fault is fault


def test_a_wrong_check_digit_may_be_confirmed() -> None:
    certificate = parse_disability_certificate(
        "11010519491231002144", today=TODAY, officially_confirmed=True
    )
    assert certificate.holder.check_digit_wrong


def test_a_repr_does_not_show_the_number() -> None:
    assert "1949" not in repr(parse_disability_certificate(f"{HOLDER}44", today=TODAY))
