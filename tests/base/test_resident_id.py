from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.errors import InvalidIdentifier
from minzheng.base.resident_id import (
    ResidentIdFault,
    Sex,
    parse_resident_id,
    synthetic_resident_id,
)

TODAY = date(2026, 11, 22)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NUMBERS = st.builds(
    synthetic_resident_id,
    st.sampled_from(["110105", "340524", "441900", "650102", "810000", "830000"]),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


def faulty(text: str, today: date = TODAY) -> ResidentIdFault:
    with pytest.raises(InvalidIdentifier) as refused:
        parse_resident_id(text, today=today)
    fault = refused.value.fault
    assert isinstance(fault, ResidentIdFault)
    return fault


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２ｘ\u3000",
        "110105491231002",  # 15 digits
    ],
)
def test_the_vector_of_the_standard(text: str) -> None:
    resident_id = parse_resident_id(text, today=TODAY)
    assert resident_id.number == "11010519491231002X"
    assert resident_id.first_registration_area == "110105"
    assert resident_id.birth_hint == date(1949, 12, 31)
    assert resident_id.sex_hint is Sex.FEMALE
    assert not resident_id.is_residence_permit
    assert not resident_id.check_digit_wrong
    assert not resident_id.century_uncertain


def test_the_second_vector_whose_code_stdnum_does_not_know() -> None:
    resident_id = parse_resident_id("34052419800101001X", today=TODAY)
    assert resident_id.sex_hint is Sex.MALE


def test_people_are_older_than_the_code_of_their_county() -> None:
    number = synthetic_resident_id("110227", date(1950, 1, 1), 1)  # the code dates from 1982
    assert parse_resident_id(number, today=TODAY).number == number


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ResidentIdFault.LENGTH),
        ("11010519491231002", ResidentIdFault.LENGTH),
        ("11010519491231002XX", ResidentIdFault.LENGTH),
        ("1101051949123100XX", ResidentIdFault.CHARACTERS),
        ("11010549123100X", ResidentIdFault.CHARACTERS),  # no X in 15 digits
        ("11010519491231002A", ResidentIdFault.CHARACTERS),
        ("1101051949123100٢X", ResidentIdFault.CHARACTERS),  # an Arabic digit
        ("1101051949123100²X", ResidentIdFault.CHARACTERS),
        ("10010519491231002X", ResidentIdFault.AREA),
        ("72010519491231002X", ResidentIdFault.AREA),
        ("81010519491231002X", ResidentIdFault.AREA),  # a permit has 810000
        ("83010519491231002X", ResidentIdFault.AREA),
        ("91010519491231002X", ResidentIdFault.FOREIGN_PERMIT),
        ("11010519490229002X", ResidentIdFault.BIRTH_DATE),
        ("11010519491331002X", ResidentIdFault.BIRTH_DATE),
        ("11010500000101002X", ResidentIdFault.BIRTH_DATE),
        ("110105490229002", ResidentIdFault.BIRTH_DATE),
        ("110105194912310021", ResidentIdFault.CHECK_DIGIT),
        ("110105194912310020", ResidentIdFault.CHECK_DIGIT),
    ],
)
def test_faults_are_told_apart(text: str, fault: ResidentIdFault) -> None:
    assert faulty(text) is fault


def test_no_message_repeats_the_number() -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        parse_resident_id("110105194912310021", today=TODAY)
    assert "1949" not in refused.value.message
    assert "1949" not in repr(parse_resident_id("11010519491231002X", today=TODAY))


def test_a_birth_is_not_after_today() -> None:
    number = synthetic_resident_id("110105", date(2026, 11, 22), 2)
    assert parse_resident_id(number, today=date(2026, 11, 22)).birth_hint == date(2026, 11, 22)
    assert faulty(number, today=date(2026, 11, 21)) is ResidentIdFault.FUTURE_BIRTH


def test_nobody_is_131() -> None:
    number = synthetic_resident_id("110105", date(1895, 11, 23), 2)
    assert parse_resident_id(number, today=TODAY).number == number
    assert faulty(number, today=date(2026, 11, 23)) is ResidentIdFault.TOO_OLD


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_have_the_same_form(area: str) -> None:
    number = synthetic_resident_id(area, date(1990, 5, 6), 7)
    assert parse_resident_id(number, today=TODAY).is_residence_permit


def test_the_police_may_confirm_a_wrong_check_digit_but_nothing_else() -> None:
    wrong = "110105194912310021"
    resident_id = parse_resident_id(wrong, today=TODAY, officially_confirmed=True)
    assert resident_id.number == wrong
    assert resident_id.check_digit_wrong
    right = parse_resident_id("11010519491231002X", today=TODAY, officially_confirmed=True)
    assert not right.check_digit_wrong
    with pytest.raises(InvalidIdentifier):
        parse_resident_id("11010519490229002X", today=TODAY, officially_confirmed=True)


@pytest.mark.parametrize(
    ("text", "uncertain"),
    [
        ("110105001231995", False),
        ("110105001231996", True),
        ("110105001231999", True),
        ("110105001231909", False),
        (synthetic_resident_id("110105", date(1900, 12, 31), 999), False),  # century is written
    ],
)
def test_centenarian_sequences_of_old_numbers_ask_for_a_person(text: str, uncertain: bool) -> None:
    assert parse_resident_id(text, today=TODAY).century_uncertain is uncertain


@pytest.mark.parametrize(
    ("area", "born", "sequence"),
    [
        ("100000", date(1990, 1, 1), 1),
        ("110105", date(1990, 1, 1), 1000),
        ("1101", date(1990, 1, 1), 1),
    ],
)
def test_synthetic_numbers_are_well_formed_too(area: str, born: date, sequence: int) -> None:
    with pytest.raises(InvalidIdentifier):
        synthetic_resident_id(area, born, sequence)


@given(NUMBERS)
def test_check_digits_follow_the_weights_of_the_standard(number: str) -> None:
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    assert number[17] == "10X98765432"[total % 11]
    assert parse_resident_id(number, today=TODAY).number == number


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, position: int, step: int) -> None:
    digit = "0123456789X".index(number[position])
    wrong = number[:position] + str((digit + step) % 10) + number[position + 1 :]
    if wrong != number:
        faulty(wrong)


@given(NUMBERS, st.integers(0, 16))
def test_two_exchanged_neighbours_are_always_noticed(number: str, position: int) -> None:
    neighbours = number[position : position + 2]
    exchanged = number[:position] + neighbours[::-1] + number[position + 2 :]
    if exchanged != number:
        faulty(exchanged)


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 995))
def test_old_numbers_become_the_same_new_number(born: date, sequence: int) -> None:
    number = synthetic_resident_id("110105", born, sequence)
    old = number[:6] + number[8:17]
    assert parse_resident_id(old, today=TODAY) == parse_resident_id(number, today=TODAY)
