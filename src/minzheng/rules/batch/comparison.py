"""Two sets of numbers on the same snapshot: what a change costs, and whom it reaches.

The rules are asked as machine code, twice about the same rows; what they say is added up by DuckDB,
and no person's row leaves it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

import duckdb

from minzheng.rules.batch.distances import Nearness, distances
from minzheng.rules.batch.duckdb_engine import connected
from minzheng.rules.batch.native_engine import Columns, NativeRun
from minzheng.rules.batch.question import PEOPLE, Outcome, outcomes
from minzheng.rules.batch.snapshot import TABLES, Part
from minzheng.rules.batch.workers import Progress
from minzheng.rules.facts import Entity
from minzheng.rules.sql.demand import rule_column

_COUNTY_DIGITS = 6

CHANGE_EDGES = (-100_000, -50_000, -20_000, -10_000, -1, 1, 10_000, 20_000, 50_000, 100_000)
"""Edges, in fen, of the bands into which households' monthly changes are counted."""

NEARNESS_EDGES = tuple(range(0, 310, 10))
"""Edges, in hundredths of the threshold, of the bands of households near it."""


@dataclass(slots=True)
class Comparison:
    """The sums over all pieces.

    ``benefits``: by key, a counter of ``monthly_before``, ``monthly_after``, ``persons_before`` …;
    ``counties`` likewise by county code; ``groups``: winners, losers, newly and no longer eligible,
    each with households, persons and their change in fen a month; ``changes``: households by the
    lower edge of their band; ``near``: by threshold and lower edge, households and persons;
    ``distances``: by threshold and lower edge in fen per head (`distances.DISTANCE_EDGES`),
    households and persons before and after; ``personal``: the benefits that persons get, not
    households.
    """

    benefits: dict[str, Counter[str]] = field(default_factory=dict)
    counties: dict[str, Counter[str]] = field(default_factory=dict)
    groups: dict[str, Counter[str]] = field(default_factory=dict)
    changes: Counter[int] = field(default_factory=Counter)
    near: dict[tuple[Nearness, int], Counter[str]] = field(default_factory=dict)
    distances: dict[tuple[Nearness, int], Counter[str]] = field(default_factory=dict)
    personal: set[str] = field(default_factory=set)
    totals: Counter[str] = field(default_factory=Counter)


def compare(
    before: NativeRun,
    after: NativeRun,
    near: Iterable[Nearness],
    *,
    progress: Progress = lambda persons: None,
) -> Comparison:
    """Evaluate both, which are of the same program, and compare by household."""
    found, adding, asked = Comparison(), Lock(), tuple(near)

    def work(part: Part) -> None:
        with connected() as connection:
            lay(connection, before, after, part, {Entity.HOUSEHOLD: ["division"]})
            for name in ("before", "after"):
                totals = _household_totals(name, before)
                connection.execute(f"CREATE TEMP TABLE {name} AS {totals}")
            connection.execute(_CHANGE)
            with adding:
                _add(found, connection, outcomes(before.program), asked)

    after.prepare()
    before.each_part(work, progress)
    return found


def lay(
    connection: duckdb.DuckDBPyConnection,
    before: NativeRun,
    after: NativeRun,
    part: Part,
    shown: Columns,
) -> None:
    """``before_person`` … hold every outcome's value, ``persons`` … keys and what is shown."""
    tables = before.read(part, before.facts, after.facts, shown)
    for name, run in (("before", before), ("after", after)):
        answers = run.asked(part, tables, shown)
        for entity in PEOPLE:
            connection.register(f"{name}_{entity}", answers.amounts(entity))
    for entity in PEOPLE:
        connection.register(TABLES[entity], answers.tables[entity])


_CHANGE = f"""
CREATE TEMP TABLE change AS
SELECT left(h.division, {_COUNTY_DIGITS}) AS county, size,
       b.monthly AS monthly_before, a.monthly AS monthly_after,
       b.entitled AS entitled_before, a.entitled AS entitled_after,
       b.undecided AS undecided_before, a.undecided AS undecided_after
FROM households AS h
JOIN before AS b USING (household_no)
JOIN after AS a USING (household_no)
JOIN (SELECT household_no, count(*) AS size FROM persons GROUP BY household_no) USING (household_no)
"""


def _household_totals(name: str, run: NativeRun) -> str:
    """One row for each household: what all its monthly benefits come to."""
    found = outcomes(run.program)
    parts = []
    for entity in PEOPLE:
        own = [each for each in found if each.entity is entity]
        monthly = [rule_column(each.key) for each in own if each.period == "month"]
        amount = " + ".join(f"coalesce({column}, 0)" for column in monthly) or "0"
        unknown = " OR ".join(f"{rule_column(each.key)} IS NULL" for each in own) or "FALSE"
        parts.append(
            f"SELECT household_no, {amount} AS monthly, {unknown} AS undecided FROM {name}_{entity}"
        )
    return (
        "SELECT household_no, CAST(sum(monthly) AS BIGINT) AS monthly, "
        "sum(monthly) > 0 AS entitled, bool_or(undecided) AS undecided "
        f"FROM ({' UNION ALL '.join(parts)}) GROUP BY household_no"
    )


def _add(
    found: Comparison,
    connection: duckdb.DuckDBPyConnection,
    asked: Iterable[Outcome],
    near: tuple[Nearness, ...],
) -> None:
    for outcome in asked:
        counted = _one(connection, _benefit(outcome))
        found.benefits.setdefault(outcome.key, Counter()).update(counted)
        if outcome.entity is Entity.PERSON:
            found.personal.add(outcome.key)
    found.totals.update(_one(connection, f"SELECT {_SUMS} FROM change"))
    for row in _all(connection, f"SELECT county, {_SUMS} FROM change GROUP BY county"):
        found.counties.setdefault(str(row.pop("county")), Counter()).update(row)
    for name, condition in _GROUPS.items():
        counted = _one(connection, f"SELECT {_GROUP} FROM change WHERE {condition}")
        found.groups.setdefault(name, Counter()).update(counted)
    for row in _all(connection, f"SELECT {_band()} AS edge, count(*) AS n FROM change GROUP BY 1"):
        found.changes[row["edge"]] += row["n"]
    for each in near:
        _add_near(found, connection, each)


def _add_near(found: Comparison, connection: duckdb.DuckDBPyConnection, each: Nearness) -> None:
    for counted, sql in ((found.near, _nearness(each)), (found.distances, distances(each))):
        for row in _all(connection, sql):
            counted.setdefault((each, row.pop("edge")), Counter()).update(row)


_SUMS = """
    count(*) AS households, coalesce(sum(size), 0) AS persons,
    coalesce(sum(monthly_before), 0) AS monthly_before,
    coalesce(sum(monthly_after), 0) AS monthly_after,
    count(*) FILTER (WHERE entitled_before) AS households_before,
    count(*) FILTER (WHERE entitled_after) AS households_after,
    count(*) FILTER (WHERE undecided_before) AS undecided_before,
    count(*) FILTER (WHERE undecided_after) AS undecided_after
"""

_GROUP = """
    count(*) AS households, coalesce(sum(size), 0) AS persons,
    coalesce(sum(monthly_after - monthly_before), 0) AS monthly_change
"""

_GROUPS: Mapping[str, str] = {
    "winners": "monthly_after > monthly_before AND entitled_before",
    "losers": "monthly_after < monthly_before AND entitled_after",
    "newly": "entitled_after AND NOT entitled_before",
    "no_longer": "entitled_before AND NOT entitled_after",
}


def _benefit(outcome: Outcome) -> str:
    column = rule_column(outcome.key)
    key = "household_no" if outcome.entity is Entity.HOUSEHOLD else "person_no"
    yes = "{0}.{1}" if outcome.is_status else "{0}.{1} > 0"
    amount = "{0}.{1}" if outcome.period == "month" else "0"
    parts = []
    for name in ("before", "after"):
        entitled = yes.format(name, column)
        parts += [
            f"coalesce(sum({amount.format(name, column)}), 0) AS monthly_{name}",
            f"count(*) FILTER (WHERE {entitled}) AS entitled_{name}",
            f"count(DISTINCT {name}.household_no) FILTER (WHERE {entitled}) AS households_{name}",
        ]
    tables = f"before_{outcome.entity} AS before JOIN after_{outcome.entity} AS after"
    return f"SELECT {', '.join(parts)} FROM {tables} USING ({key})"


def _band() -> str:
    """The lower edge of the band of a change; the lowest band is open below."""
    cases = " ".join(
        f"WHEN change_of >= {edge} THEN {edge}" for edge in sorted(CHANGE_EDGES, reverse=True)
    )
    below = min(CHANGE_EDGES) - 1
    cases = cases.replace("change_of", "monthly_after - monthly_before")
    return f"CASE {cases} ELSE {below} END"


def _nearness(each: Nearness) -> str:
    measure, threshold = rule_column(each.measure), rule_column(each.threshold)
    width, last = NEARNESS_EDGES[1], NEARNESS_EDGES[-1]
    hundredths = f"(a.{measure} * 100 // greatest(a.{threshold}, 1))"
    edge = f"least({hundredths} // {width} * {width}, {last})"
    return (
        f"SELECT {edge} AS edge, count(*) AS households, sum(size) AS persons, "
        f"count(*) FILTER (WHERE b.{measure} < b.{threshold}) AS below_before "
        "FROM after_household AS a JOIN before_household AS b USING (household_no) "
        "JOIN (SELECT household_no, count(*) AS size FROM persons GROUP BY household_no) "
        "USING (household_no) "
        f"WHERE a.{measure} IS NOT NULL AND a.{threshold} IS NOT NULL GROUP BY 1"
    )


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, int]:
    return _all(connection, sql)[0]


def _all(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = connection.sql(sql).to_arrow_table().to_pylist()
    return [{key: int(v) if _is_number(v) else v for key, v in row.items()} for row in rows]


def _is_number(value: object) -> bool:
    return not isinstance(value, str)
