"""Divisions, and how households are dealt out to counties and parts."""

import pytest

from minzheng.adapters.population.city import allot, load_counties
from minzheng.adapters.population.streams import Streams
from minzheng.base.divisions import Level, level
from minzheng.base.errors import InvalidValue
from minzheng.catalogue.codes import Settlement

LARGEST_PART = 250_000
HOUSEHOLD_SIZE = 2.6


def test_the_counties_of_changzhou() -> None:
    counties = load_counties("320400")
    assert {county.code: county.name for county in counties} == {
        "320402": "天宁区",
        "320404": "钟楼区",
        "320411": "新北区",
        "320412": "武进区",
        "320413": "金坛区",
        "320481": "溧阳市",
    }
    villages = [village for county in counties for village in county.villages]
    assert len(villages) == len(set(villages)) == 1047
    assert all(level(village) is Level.VILLAGE for village in villages)


def test_weights_are_shares_and_villages_are_rural() -> None:
    for county in load_counties("320400"):
        assert county.weights.sum() == pytest.approx(1)
        rural = county.settlements[[code[9] in "23" for code in county.villages]]
        assert set(rural) == {Settlement.rural}


@pytest.mark.parametrize("area", ["441900", "320411", "3204", "", "../x"])
def test_other_areas_are_refused_with_what_there_is(area: str) -> None:
    with pytest.raises(InvalidValue, match="320400（常州市）"):
        load_counties(area)


@pytest.mark.parametrize("households", [0, 1, 5, 999, 50_000, 1_000_001])
def test_no_household_is_lost_and_parts_stay_small(households: int) -> None:
    blocks = allot(load_counties("320400"), households)
    assert sum(block.households for block in blocks) == households
    assert len({block.name for block in blocks}) == len(blocks)
    for block in blocks:
        assert block.name.startswith(f"{block.county.code}-")
        assert 0 < block.households * HOUSEHOLD_SIZE < LARGEST_PART


def test_streams_differ_by_seed_county_part_and_topic() -> None:
    streams = [Streams(1, 2, 3), Streams(2, 2, 3), Streams(1, 3, 3), Streams(1, 2, 4)]
    drawn = [stream.of("names").random() for stream in streams]
    drawn.append(Streams(1, 2, 3).of("ages").random())
    assert len(set(drawn)) == 5
    assert Streams(1, 2, 3).of("names").random() == drawn[0]
