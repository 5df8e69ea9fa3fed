"""Counts hold what may be seen, and nothing else."""

import pytest

from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people, statistics
from minzheng.kernel.registry.api.results import DivisionCount
from tests.kernel.registry.residents import enter, home_of
from tests.people import TOWN_A, TOWN_B, VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def test_counts_are_of_the_divisions_next_below() -> None:
    with acting("child_protection_officer") as officer:
        home_of(officer, enter(officer), enter(officer, "李四", sequence=3))
        enter(officer, "王五", sequence=5, division=VILLAGE_B)
        child = enter(officer, "小六", sequence=7, division=VILLAGE_B)
        people.seal_person(officer, person=child, label=Label.CHILD_PROTECTION, reason="个案")
        seen = statistics.counts(officer)
    assert seen == (DivisionCount(TOWN_A, 2, 1), DivisionCount(TOWN_B, 2, 0))
    with acting("county_officer") as officer:
        assert statistics.counts(officer) == (
            DivisionCount(TOWN_A, 2, 1),
            DivisionCount(TOWN_B, 1, 0),
        )
    with acting("town_clerk_a") as clerk:
        assert statistics.counts(clerk) == (DivisionCount(VILLAGE_A, 2, 1),)
        assert statistics.counts(clerk, division=TOWN_B) == ()
