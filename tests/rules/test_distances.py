"""Who is how far from a line: exactly at the edge of a band, and a fen to either side."""

import duckdb
import pytest

from minzheng.rules.batch.distances import DISTANCE_EDGES, Nearness, bands, distances
from minzheng.rules.sql.demand import rule_column

LINE = Nearness("收入与标准", "a.income", "a.line", "a.heads", "a.standard")
STANDARD = 90_000


def found(*homes: tuple[int | None, int, int]) -> dict[int, tuple[int, int]]:
    """Households and persons before by band, for (income, heads, persons); nobody is there after.

    The line is the standard for each head.
    """
    with duckdb.connect() as connection:
        names = ", ".join(map(rule_column, LINE.rules))
        measure, line, heads = map(rule_column, LINE.rules)
        for name in ("before", "after"):
            connection.execute(
                f"CREATE TABLE {name}_household (household_no INT, {measure} BIGINT, "
                f"{line} BIGINT, {heads} BIGINT)"
            )
        connection.execute("CREATE TABLE persons (household_no INT, person_no INT)")
        for number, (income, counting, persons) in enumerate(homes):
            connection.execute(
                f"INSERT INTO before_household (household_no, {names}) VALUES (?, ?, ?, ?)",
                [number, income, STANDARD * counting, counting],
            )
            for person in range(persons):
                connection.execute("INSERT INTO persons VALUES (?, ?)", [number, person])
        rows = connection.sql(distances(LINE)).fetchall()
    assert not any(row[3] or row[4] for row in rows)
    return {int(row[0]): (int(row[1]), int(row[2])) for row in rows}


@pytest.mark.parametrize("heads", [1, 3])
@pytest.mark.parametrize("edge", DISTANCE_EDGES)
def test_a_band_begins_at_its_edge_and_a_fen_less_is_the_one_below(edge: int, heads: int) -> None:
    low = {high: low for low, high in bands()}
    line = STANDARD * heads
    expected: dict[int, dict[int, tuple[int, int]]] = {}
    for fen, band in (
        (-1, low.get(edge)),
        (0, edge if edge < DISTANCE_EDGES[-1] else None),
        (1, edge if edge < DISTANCE_EDGES[-1] else None),
    ):
        expected[fen] = {} if band is None else {band: (1, heads)}
    assert {fen: found((line + edge * heads + fen, heads, heads)) for fen in expected} == expected


def test_whoever_does_not_count_shares_no_line_but_is_of_the_household() -> None:
    # Two of three count: fifty yuan a head above the line is a hundred for both.
    at = 2 * STANDARD + 2 * 5_000
    assert found((at - 1, 2, 3), (at, 2, 3)) == {0: (1, 3), 5_000: (1, 3)}


def test_an_income_nobody_knows_and_a_house_nobody_counts_in_are_in_no_band() -> None:
    assert found((None, 1, 1), (0, 0, 2)) == {}


def test_bands_lie_side_by_side() -> None:
    assert [high for _, high in bands()][:-1] == [low for low, _ in bands()][1:]
    assert 0 in DISTANCE_EDGES
