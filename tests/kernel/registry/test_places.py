"""Where a task about two files lies: with the nearest office that sees both."""

import pytest

from minzheng.kernel.protection.context import scope_of
from minzheng.kernel.registry.placing import common_superior
from tests.people import CITY, COUNTY, TOWN_A, VILLAGE_A, VILLAGE_B, VILLAGE_C


@pytest.mark.parametrize(
    ("first", "second", "superior"),
    [
        (VILLAGE_A, VILLAGE_A, VILLAGE_A),
        (VILLAGE_A, "320402001205", TOWN_A),
        (VILLAGE_A, TOWN_A, TOWN_A),
        (VILLAGE_A, VILLAGE_B, COUNTY),
        (COUNTY, VILLAGE_B, COUNTY),
        (VILLAGE_A, VILLAGE_C, CITY),
        (VILLAGE_A, "320506001001", "320000"),
        (VILLAGE_A, "110101001001", ""),
        ("441900003001", "441900004001", "441900"),
    ],
)
def test_the_nearest_office_above_both(first: str, second: str, superior: str) -> None:
    assert common_superior(first, second) == common_superior(second, first) == superior
    for each in {first, second} - {superior}:
        low, high = scope_of(each)
        assert not low <= superior < high, "whoever sees one of them only does not see the task"
