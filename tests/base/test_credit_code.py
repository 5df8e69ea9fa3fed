import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.credit_code import (
    CreditCodeFault,
    organisation_check,
    parse_credit_code,
    parse_organisation_code,
)
from minzheng.base.errors import InvalidIdentifier

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODIES = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8)
REGISTERS = st.sampled_from(["11", "51", "52", "53", "91", "92", "N1", "Y1"])


def credit_code(register: str, division: str, body: str) -> str:
    """A valid code, by the formula of the standard."""
    first_17 = register + division + body + organisation_check(body)
    total = sum(ALPHABET.index(first_17[i]) * pow(3, i, 31) for i in range(17))
    return first_17 + ALPHABET[-total % 31]


CODES = st.builds(credit_code, REGISTERS, st.sampled_from(["320400", "441900"]), BODIES)


@pytest.mark.parametrize(
    "number",
    [
        "91350100M000100Y43",
        "51320400MJ5123455E",
        "52320400MJ5123455B",
        "53320000MJ5123455K",
        "91110000600037341L",  # the example of stdnum
        credit_code("N2", "320402", "MF123456"),  # a rural collective: stdnum refuses the letter
    ],
)
def test_valid_codes(number: str) -> None:
    assert parse_credit_code(number).number == number


def test_parts_of_a_code() -> None:
    code = parse_credit_code(" ５1320400mj5123455e ")
    assert code.number == "51320400MJ5123455E"
    assert code.register == "51"
    assert code.register_name == "社会团体"
    assert code.division == "320400"
    assert code.organisation_code == "MJ5123455"
    assert parse_organisation_code(code.organisation_code) == "MJ5123455"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("52320400MJ5123455B", "民办非企业单位"),
        ("53320000MJ5123455K", "基金会"),
        ("91350100M000100Y43", None),
    ],
)
def test_kinds_of_bodies_come_from_a_table(number: str, name: str | None) -> None:
    assert parse_credit_code(number).register_name == name


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CreditCodeFault.LENGTH),
        ("51320400MJ5123455", CreditCodeFault.LENGTH),
        ("51320400MI5123455E", CreditCodeFault.CHARACTERS),
        ("51320400MO5123455E", CreditCodeFault.CHARACTERS),
        ("51320400MJ512345-E", CreditCodeFault.CHARACTERS),
        ("5132040AMJ5123455E", CreditCodeFault.DIVISION),
        ("51320400MJ5123456E", CreditCodeFault.ORGANISATION_CHECK),
        ("51320400MJ5123455F", CreditCodeFault.CHECK),
        ("52320400MJ5123455E", CreditCodeFault.CHECK),
    ],
)
def test_faults_are_told_apart(text: str, fault: CreditCodeFault) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        parse_credit_code(text)
    assert refused.value.fault is fault


@pytest.mark.parametrize("text", ["D2143569-X", "d2143569x", "Ｄ２１４３５６９－Ｘ"])
def test_organisation_codes(text: str) -> None:
    assert parse_organisation_code(text) == "D2143569X"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("D2143569-1", CreditCodeFault.ORGANISATION_CHECK),
        ("D2143569", CreditCodeFault.ORGANISATION_FORM),
        ("D214-3569X", CreditCodeFault.ORGANISATION_FORM),
        ("D2143569-A", CreditCodeFault.ORGANISATION_FORM),
        ("D214356９9X", CreditCodeFault.ORGANISATION_FORM),
    ],
)
def test_organisation_code_faults(text: str, fault: CreditCodeFault) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        parse_organisation_code(text)
    assert refused.value.fault is fault


@given(BODIES)
def test_organisation_checks_follow_the_standard(body: str) -> None:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = 11 - sum(alphabet.index(body[i]) * weights[i] for i in range(8)) % 11
    assert organisation_check(body) == {11: "0", 10: "X"}.get(check, str(check))


@given(CODES)
def test_made_codes_are_valid(number: str) -> None:
    assert parse_credit_code(number).number == number


@given(CODES, st.integers(0, 17), st.integers(1, 30))
def test_one_wrong_character_is_always_noticed(number: str, position: int, step: int) -> None:
    other = ALPHABET[(ALPHABET.index(number[position]) + step) % 31]
    with pytest.raises(InvalidIdentifier):
        parse_credit_code(number[:position] + other + number[position + 1 :])
