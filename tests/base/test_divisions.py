from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base import divisions
from minzheng.base.divisions import DivisionFault, Level
from minzheng.base.errors import InvalidIdentifier

SEGMENTS = st.tuples(
    st.sampled_from(sorted(divisions.PROVINCES)),
    st.integers(0, 99).map("{:02d}".format),
    st.integers(0, 99).map("{:02d}".format),
    st.integers(0, 999).map("{:03d}".format),
    st.integers(0, 999).map("{:03d}".format),
)
CODES = SEGMENTS.map("".join).map(divisions.normalise)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("320000", "320000"),
        ("320400000000", "320400"),
        ("320402000", "320402"),
        ("320402001000", "320402001"),
        ("320402001001", "320402001001"),
        ("441900003000", "441900003"),
        ("331000000", "331000"),  # a prefecture whose own digits end in 0
        ("３２０４０２", "320402"),
        (" 320402 ", "320402"),
    ],
)
def test_the_shortest_spelling_is_the_normal_one(text: str, code: str) -> None:
    assert divisions.normalise(text) == code


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", DivisionFault.FORM),
        ("3204", DivisionFault.FORM),
        ("32040200", DivisionFault.FORM),
        ("32040A", DivisionFault.FORM),
        ("32040²", DivisionFault.FORM),
        ("32040٢", DivisionFault.FORM),
        ("000000", DivisionFault.PROVINCE),
        ("160000", DivisionFault.PROVINCE),
        ("830000", DivisionFault.PROVINCE),  # only in residence permits
    ],
)
def test_other_codes_are_refused(text: str, fault: DivisionFault) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        divisions.normalise(text)
    assert refused.value.fault is fault


def test_province_codes_are_those_of_the_standard() -> None:
    assert len(divisions.PROVINCES) == 34
    assert {"11", "15", "23", "37", "46", "50", "54", "65", "71", "82"} <= divisions.PROVINCES


@pytest.mark.parametrize(
    ("code", "level", "prefix", "ancestors"),
    [
        ("320000", Level.PROVINCE, "32", ()),
        ("320400", Level.PREFECTURE, "3204", ("320000",)),
        ("331000", Level.PREFECTURE, "3310", ("330000",)),
        ("320402", Level.COUNTY, "320402", ("320000", "320400")),
        ("320402001", Level.TOWNSHIP, "320402001", ("320000", "320400", "320402")),
        ("320402100", Level.TOWNSHIP, "320402100", ("320000", "320400", "320402")),
        (
            "320402001200",
            Level.VILLAGE,
            "320402001200",
            ("320000", "320400", "320402", "320402001"),
        ),
        # Dongguan has no counties.
        ("441900", Level.PREFECTURE, "4419", ("440000",)),
        ("441900003", Level.TOWNSHIP, "441900003", ("440000", "441900")),
        ("441900003005", Level.VILLAGE, "441900003005", ("440000", "441900", "441900003")),
        # By code only: the register knows that there is no city 110100.
        ("110105", Level.COUNTY, "110105", ("110000", "110100")),
    ],
)
def test_the_tree_is_read_from_the_code(
    code: str, level: Level, prefix: str, ancestors: tuple[str, ...]
) -> None:
    assert divisions.level(code) is level
    assert divisions.prefix(code) == prefix
    assert divisions.ancestors(code) == ancestors


@pytest.mark.parametrize(
    ("parent", "child", "inside"),
    [
        ("320000", "320402001", True),
        ("320400", "320402", True),
        ("320400", "320400", True),
        ("320400000000", "320402", True),
        ("320402", "320400", False),
        ("320400", "320500", False),
        ("320402001", "320402002", False),
        ("331000", "330100", False),
        ("330100", "331000", False),
        ("441900", "441900003", True),
        ("441900003", "441900", False),
        ("440000", "441900003005", True),
    ],
)
def test_containment(parent: str, child: str, inside: bool) -> None:
    assert divisions.contains(parent, child) is inside


@given(CODES)
def test_normal_codes_stay_and_long_spellings_mean_the_same(code: str) -> None:
    assert divisions.normalise(code) == code
    assert divisions.normalise(code.ljust(12, "0")) == code


@given(CODES)
def test_ancestors_contain_each_other_in_order(code: str) -> None:
    line = (*divisions.ancestors(code), code)
    assert [divisions.normalise(one) for one in line] == list(line)
    for upper, lower in pairwise(line):
        assert divisions.contains(upper, lower)
        assert not divisions.contains(lower, upper)
        assert divisions.level(upper) < divisions.level(lower)


@given(CODES, CODES)
def test_a_division_contains_exactly_those_it_is_an_ancestor_of(one: str, other: str) -> None:
    assert divisions.contains(one, other) == (one in (*divisions.ancestors(other), other))
