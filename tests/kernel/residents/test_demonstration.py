"""Whoever tries a demonstration is told whom to sign in as; nobody else is."""

from collections.abc import Iterator

import pytest

from minzheng.kernel.access import waivers
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.residents.demonstration import demo_residents
from tests.kernel.residents.village import Village, number_of
from tests.people import COUNTY, TOWN_B, VILLAGE_A


@pytest.fixture
def demonstration() -> Iterator[None]:
    """An installation that is one."""
    mark = waivers.demo_mark()
    mark.write_text("演示")
    yield
    mark.unlink()


@pytest.mark.usefixtures("demonstration")
def test_heads_of_households_are_named_with_their_numbers(village: Village) -> None:
    found = demo_residents(divisions=(TOWN_B, VILLAGE_A, COUNTY))
    assert {(each.name, each.number) for each in found} == {
        (name, number_of(name)) for name in ("赵大山", "李邻居")
    }


def test_in_earnest_nobody_is_named(village: Village) -> None:
    with pytest.raises(Refused):
        demo_residents(divisions=(VILLAGE_A,))
