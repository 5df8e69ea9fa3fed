"""What a change of numbers comes to: the totals of a run, and of both runs side by side."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from minzheng.config.platform import platform
from minzheng.rules.batch.comparison import CHANGE_EDGES, NEARNESS_EDGES, Comparison, compare
from minzheng.rules.batch.distances import Nearness, bands
from minzheng.rules.batch.native_engine import NativeRun, totals
from minzheng.rules.batch.question import outcomes
from minzheng.rules.batch.snapshot import Snapshot, SnapshotWriter
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Confidence, Dated, Stored
from minzheng.rules.program import Program, program
from minzheng.rules.sql.demand import rule_column
from tests.conformance.batch import PEOPLE, tables
from tests.conformance.test_agreement import AREA, ELSEWHERE, MONTH, draw

pytestmark = pytest.mark.slow

CHANGES: Mapping[str, tuple[str, Stored]] = {
    "many": ("minimum_living.standard", {1: 120_000, 2: 110_000}),
    "one": ("elderly.old_age_bands", {0: 0, 70: 4_000, 90: 9_000}),
    "none": ("elderly.old_age_bands", {0: 0, 80: 3_000, 90: 6_000, 100: 30_000}),
}

NEAR = Nearness(
    "收入与低保标准",
    "minimum_living.income",
    "minimum_living.standard_for_all",
    "minimum_living.size",
    "minimum_living.standard",
)
LOWEST = min(CHANGE_EDGES) - 1


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
    _, drawn = draw(holes=True)
    asked = program(platform().rulebook, MONTH, also=NEAR.rules)
    writer = SnapshotWriter(folder, area="3204", vocabulary=asked.vocabulary)
    rows = tables(drawn, asked.vocabulary, AREA)
    table = rows[Entity.HOUSEHOLD]
    divisions = [AREA if place % 3 else ELSEWHERE for place in range(table.num_rows)]
    place = table.column_names.index("division")
    rows[Entity.HOUSEHOLD] = table.set_column(place, "division", [divisions])
    writer.write_part("all", rows)
    return Town(asked, writer.close())


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


@dataclass
class Home:
    """What one household gets, by its own rows."""

    county: str
    measured: tuple[int | None, ...]
    persons: int = 0
    monthly: int = 0
    undecided: bool = False
    given: set[str] = field(default_factory=set)


def homes(town: Town, run: NativeRun) -> list[Home]:
    """Every household, added up one by one."""
    found: dict[int, Home] = {}
    asked = outcomes(town.program)
    for part in town.snapshot.parts:
        answers = run.answers(part, {Entity.HOUSEHOLD: ["division"]})
        divisions = answers.tables[Entity.HOUSEHOLD]["division"].to_pylist()
        for entity in PEOPLE:
            for place, row in enumerate(answers.amounts(entity).to_pylist()):
                if entity is Entity.HOUSEHOLD:
                    measured = tuple(row[rule_column(rule)] for rule in NEAR.rules)
                    found[row["household_no"]] = Home(divisions[place][:6], measured)
                home = found[row["household_no"]]
                home.persons += entity is Entity.PERSON
                for each in asked:
                    value = row.get(rule_column(each.key), 0)
                    home.undecided |= value is None
                    home.given |= {each.key} if value else set()
                    home.monthly += int(value or 0) if each.period == "month" else 0
    return list(found.values())


@dataclass(frozen=True)
class Both:
    """A comparison, and everybody before and after."""

    found: Comparison
    pairs: list[tuple[Home, Home]]


@pytest.fixture(scope="module", params=["many", "one"])
def compared(town: Town, request: pytest.FixtureRequest) -> Both:
    before, after = town.run(), town.run(request.param)
    pairs = zip(homes(town, before), homes(town, after), strict=True)
    return Both(compare(before, after, [NEAR]), list(pairs))


def expected(pairs: list[tuple[Home, Home]]) -> Mapping[str, int]:
    """The sums over some households."""
    return {
        "households": len(pairs),
        "persons": sum(old.persons for old, _ in pairs),
        "monthly_before": sum(old.monthly for old, _ in pairs),
        "monthly_after": sum(new.monthly for _, new in pairs),
        "households_before": sum(old.monthly > 0 for old, _ in pairs),
        "households_after": sum(new.monthly > 0 for _, new in pairs),
        "undecided_before": sum(old.undecided for old, _ in pairs),
        "undecided_after": sum(new.undecided for _, new in pairs),
    }


def test_households_are_summed_up_by_county(compared: Both) -> None:
    assert compared.found.totals == expected(compared.pairs)
    assert set(compared.found.counties) == {AREA, ELSEWHERE}
    for county, sums in compared.found.counties.items():
        assert sums == expected([each for each in compared.pairs if each[0].county == county])


def test_in_how_many_households_each_benefit_is(compared: Both) -> None:
    for key, sums in compared.found.benefits.items():
        assert sums["households_before"] == sum(key in old.given for old, _ in compared.pairs), key
        assert sums["households_after"] == sum(key in new.given for _, new in compared.pairs), key


def test_who_gains_and_who_loses(compared: Both) -> None:
    groups: dict[str, Counter[str]] = {name: Counter() for name in compared.found.groups}
    changes: Counter[int] = Counter()
    for old, new in compared.pairs:
        change = new.monthly - old.monthly
        changes[max((edge for edge in CHANGE_EDGES if edge <= change), default=LOWEST)] += 1
        of = []
        if change > 0:
            of.append("winners" if old.monthly else "newly")
        elif change < 0:
            of.append("losers" if new.monthly else "no_longer")
        for name in of:
            groups[name].update(households=1, persons=old.persons, monthly_change=change)
    assert compared.found.groups == groups
    assert compared.found.changes == changes


def test_how_near_the_line_households_are(compared: Both) -> None:
    near: dict[int, Counter[str]] = {}
    away: dict[int, Counter[str]] = {}
    for old, new in compared.pairs:
        income, line, _ = new.measured
        if income is not None and line is not None:
            edge = min(income * 100 // max(line, 1) // 10 * 10, NEARNESS_EDGES[-1])
            near.setdefault(edge, Counter()).update(households=1, persons=new.persons)
        for name, home in (("before", old), ("after", new)):
            income, line, heads = home.measured
            if income is None or line is None or not heads:
                continue
            for low, high in bands():
                if low * heads <= income - line < high * heads:
                    counted = {f"households_{name}": 1, f"persons_{name}": home.persons}
                    away.setdefault(low, Counter()).update(counted)
    assert {edge: sums for (_, edge), sums in compared.found.near.items()} == near
    assert {edge: sums for (_, edge), sums in compared.found.distances.items()} == away
    assert len(near) > 1
    assert len(away) > 1


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
