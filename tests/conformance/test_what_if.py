"""What a change of numbers comes to: the totals of a run, and of both runs side by side."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from minzheng.config.platform import platform
from minzheng.rules.batch.comparison import compare
from minzheng.rules.batch.native_engine import NativeRun, totals
from minzheng.rules.batch.snapshot import Snapshot, SnapshotWriter
from minzheng.rules.numbers.definition import Confidence, Dated, Stored
from minzheng.rules.program import Program
from minzheng.rules.sql.demand import rule_column
from tests.conformance.batch import PEOPLE, tables
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

    def run(self, change: str | None = None) -> NativeRun:
        """With a change of numbers or without."""
        parameters = platform().parameters
        if change is not None:
            key, value = CHANGES[change]
            dated = Dated(AREA, MONTH, value, "what-if", "", Confidence.EXAMPLE, __file__, 0)
            parameters = parameters.overlaid({key: dated})
        return NativeRun(self.snapshot, self.program, parameters)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("town")
    whole, homes = draw(holes=True)
    writer = SnapshotWriter(folder, area=AREA, vocabulary=whole.vocabulary)
    writer.write_part(AREA, tables(homes, whole.vocabulary, AREA))
    return Town(whole, writer.close())


def summed(run: NativeRun) -> Mapping[str, tuple[int, int]]:
    """How many get each outcome and how much it comes to, over all divisions."""
    found: dict[str, tuple[int, int]] = {}
    for row in totals(run).to_pylist():
        given, amount = found.get(row["benefit"], (0, 0))
        found[row["benefit"]] = given + row["given"], amount + (row["amount"] or 0)
    return found


def test_totals_are_what_everybody_gets(town: Town) -> None:
    """Added up from everybody's own row."""
    expected: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for part in town.snapshot.parts:
        answers = town.run().answers(part)
        for entity in PEOPLE:
            for row in answers.amounts(entity).to_pylist():
                for key in town.program.outcomes:
                    value = row.get(rule_column(key))
                    given[key] += bool(value)
                    expected[key] += int(value or 0)
    found = summed(town.run())
    assert {key: given[key] for key in found} == {key: each[0] for key, each in found.items()}
    assert sum(given.values()) == sum(each[0] for each in found.values())
    money = {key: each[1] for key, each in found.items() if each[1]}
    assert money == {key: expected[key] for key in money}


@pytest.mark.parametrize(("change", "fewest", "most"), [("many", 10, 23), ("one", 1, 3)])
def test_a_change_reaches_some_outcomes(town: Town, change: str, fewest: int, most: int) -> None:
    before, after = summed(town.run()), summed(town.run(change))
    different = [key for key in town.program.outcomes if before.get(key) != after.get(key)]
    assert fewest <= len(different) <= most


def test_numbers_that_stay_change_nothing(town: Town) -> None:
    assert summed(town.run("none")) == summed(town.run())


@pytest.mark.parametrize("change", ["many", "one"])
def test_a_comparison_finds_the_totals_of_both_runs(town: Town, change: str) -> None:
    before, after = summed(town.run()), summed(town.run(change))
    found = compare(town.run(), town.run(change), ()).benefits
    assert set(found) == set(town.program.outcomes)
    for key, counted in found.items():
        assert counted["entitled_before"] == before.get(key, (0, 0))[0], key
        assert counted["entitled_after"] == after.get(key, (0, 0))[0], key
        if counted["monthly_before"] or counted["monthly_after"]:
            assert counted["monthly_before"] == before[key][1], key
            assert counted["monthly_after"] == after[key][1], key
