"""A what-if computes only what its numbers reach, and finds what a full run finds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from minzheng.config.platform import platform
from minzheng.rules.batch.comparison import compare
from minzheng.rules.batch.duckdb_engine import DuckDbRun, reached_outcomes, totals
from minzheng.rules.batch.snapshot import Snapshot, SnapshotWriter
from minzheng.rules.numbers.definition import Confidence, Dated, Stored
from minzheng.rules.program import Program
from minzheng.rules.sql.demand import rule_column
from tests.conformance.batch import tables
from tests.conformance.test_agreement import AREA, MONTH, draw

pytestmark = pytest.mark.slow

CHANGES: Mapping[str, tuple[str, Stored]] = {
    "many": ("minimum_living.standard", {1: 120_000, 2: 110_000}),
    "one": ("elderly.old_age_bands", {0: 0, 70: 4_000, 90: 9_000}),
    "none": ("elderly.old_age_bands", {0: 0, 80: 3_000, 90: 6_000, 100: 30_000}),
}


@dataclass(frozen=True)
class Town:
    """Households with holes, under the numbers in force."""

    program: Program
    snapshot: Snapshot

    def run(self, change: str | None = None, outcomes: tuple[str, ...] | None = None) -> DuckDbRun:
        """With a change of numbers or without, for some outcomes or for all."""
        parameters = platform().parameters
        if change is not None:
            key, value = CHANGES[change]
            dated = Dated(AREA, MONTH, value, "what-if", "", Confidence.EXAMPLE, __file__, 0)
            parameters = parameters.overlaid({key: dated})
        asked = self.program
        asked = asked if outcomes is None else replace(asked, outcomes=outcomes)
        return DuckDbRun(self.snapshot, asked, parameters)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("town")
    whole, homes = draw(holes=True)
    writer = SnapshotWriter(folder, area=AREA, vocabulary=whole.vocabulary)
    writer.write_part(AREA, tables(homes, whole.vocabulary, AREA))
    return Town(whole, writer.close())


def summed(run: DuckDbRun) -> Counter[str]:
    """Every column of the totals, over all divisions."""
    found: Counter[str] = Counter()
    for parts in totals(run).values():
        for part in parts:
            for row in part.drop_columns("division").to_pylist():
                found.update({name: int(value) for name, value in row.items()})
    return found


def of(key: str, found: Counter[str]) -> tuple[int, int]:
    """How many get an outcome and how much it comes to."""
    return found[f"{rule_column(key)}__yes"], found[f"{rule_column(key)}__amount"]


@pytest.mark.parametrize(("change", "fewest", "most"), [("many", 10, 23), ("one", 1, 3)])
def test_a_change_reaches_some_outcomes(town: Town, change: str, fewest: int, most: int) -> None:
    assert fewest <= len(reached_outcomes(town.run(), town.run(change))) <= most


def test_numbers_that_stay_reach_nothing(town: Town) -> None:
    assert reached_outcomes(town.run(), town.run("none")) == ()


@pytest.mark.parametrize("change", ["many", "one"])
def test_totals_are_those_of_a_full_run(town: Town, change: str) -> None:
    anew = reached_outcomes(town.run(), town.run(change))
    before, full = summed(town.run()), summed(town.run(change))
    limited = summed(town.run(change, anew))
    assert before != full
    for key in town.program.outcomes:
        assert of(key, full) == of(key, limited if key in anew else before), key


@pytest.mark.parametrize("change", ["many", "one"])
def test_a_comparison_finds_the_totals_of_both_runs(town: Town, change: str) -> None:
    """It evaluates everybody and takes from before what is not reached; totals do neither."""
    before, after = summed(town.run()), summed(town.run(change))
    found = compare(town.run(), town.run(change), ()).benefits
    assert set(found) == set(town.program.outcomes)
    for key, counted in found.items():
        assert counted["entitled_before"] == of(key, before)[0], key
        assert counted["entitled_after"] == of(key, after)[0], key
        if counted["monthly_before"] or counted["monthly_after"]:
            assert counted["monthly_before"] == of(key, before)[1], key
            assert counted["monthly_after"] == of(key, after)[1], key
