"""Which value is in force where and when, and what an area may do to the numbers above it."""

from collections.abc import Iterable

import pytest

from minzheng.config.platform import platform
from minzheng.rules.errors import NumberRefused
from minzheng.rules.numbers.definition import Confidence, Dated
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.text import stored_month
from tests.rules.written_lines import WrittenLine, parameters

NATION, PROVINCE, CITY, COUNTY, TOWN = "000000", "320000", "320400", "320402", "320402001"
MONTH = stored_month("2026-11")
COUNTIES = ("320402", "320404", "320411", "320412", "320413", "320481")
"""The counties of Changzhou."""


def number(
    name: str,
    values: Iterable[tuple[str, str, str]],
    *,
    head: str = "",
    override: str = "free",
    confidence: str = "sourced",
) -> str:
    """A number with values (area, month, yuan a month)."""
    dated = "".join(
        f'    - {{area: "{area}", from: "{month}", value: {value}, source: 文件{area}, '
        f"confidence: {confidence}}}\n"
        for area, month, value in values
    )
    listed = f"  values:\n{dated}" if dated else "  values: []\n"
    return f"{name}:\n  title: {name}\n  unit: yuan/month\n{head}  override: {override}\n{listed}"


def written(*numbers: str) -> ParameterSet:
    """The numbers of one line."""
    return parameters(WrittenLine("", "".join(numbers)))


def standing(found: ParameterSet, month: str, division: str) -> int | None:
    """The value of ``line.standard`` in force, in fen."""
    dated = found.in_force("line.standard", stored_month(month), division)
    if dated is None:
        return None
    assert isinstance(dated.value, int)
    return dated.value


EVERYWHERE = written(
    number(
        "standard",
        [
            (COUNTY, "2025-01", "3"),
            (NATION, "2020-01", "1"),
            (CITY, "2024-01", "2"),
            (CITY, "2026-07", "2.5"),
        ],
    )
)


@pytest.mark.parametrize(
    ("month", "division", "yuan"),
    [
        ("2026-11", TOWN, 300),
        ("2026-11", COUNTY, 300),
        ("2026-11", "320404", 250),
        ("2026-11", CITY, 250),
        ("2026-11", PROVINCE, 100),
        ("2026-11", "110105", 100),
        ("2026-06", "320404", 200),
        ("2026-07", "320404", 250),
        ("2024-12", COUNTY, 200),
        ("2025-01", COUNTY, 300),
        ("2023-12", COUNTY, 100),
        ("2020-01", COUNTY, 100),
        ("2019-12", COUNTY, None),
    ],
)
def test_the_most_specific_and_then_the_latest_wins(
    month: str, division: str, yuan: int | None
) -> None:
    assert standing(EVERYWHERE, month, division) == yuan


def test_a_missing_number_is_loud() -> None:
    found = written(number("standard", [(CITY, "2021-07", "9")]), number("other", []))
    keys = ["line.standard", "line.other"]
    assert found.numbers(MONTH, COUNTY, keys[:1]).stored == {"line.standard": 900}
    with pytest.raises(NumberRefused) as told:
        found.numbers(stored_month("2021-06"), COUNTY, keys)
    assert [each.line for each in told.value.refusals] == [1, 7]
    assert "320402 在 2021-06 没有“standard”的值, 请在本地参数中补上" in str(told.value)


def test_a_value_laid_over_stands_above_all_below_it() -> None:
    found = EVERYWHERE.overlaid({"line.standard": _dated(CITY, "2026-01", 777)})
    assert standing(found, "2026-11", COUNTY) == 777
    assert standing(found, "2026-11", PROVINCE) == 100
    assert standing(EVERYWHERE, "2026-11", COUNTY) == 300


def test_laying_over_what_does_not_exist_is_refused() -> None:
    with pytest.raises(NumberRefused, match=r"没有参数 line\.standart"):
        EVERYWHERE.overlaid({"line.standart": _dated(CITY, "2026-01", 777)})


def _dated(area: str, month: str, fen: int) -> Dated:
    since = stored_month(month)
    return Dated(area, since, fen, "测算", "", Confidence.EXAMPLE, "set", 1)


@pytest.mark.parametrize(
    ("override", "allowed"),
    [
        ("fixed", {"900"}),
        ("floor", {"900", "900.01"}),
        ("ceiling", {"899.99", "900"}),
        ("free", {"899.99", "900", "900.01"}),
    ],
)
@pytest.mark.parametrize("own", ["899.99", "900", "900.01"])
def test_an_area_keeps_to_the_policy_of_the_number_above(
    override: str, allowed: set[str], own: str
) -> None:
    values = [(NATION, "2020-01", "900"), (CITY, "2026-07", own)]
    found = written(number("standard", values, override=override))
    assert bool(found.breaches(MONTH, COUNTY)) is (own not in allowed)
    assert not found.breaches(stored_month("2026-06"), COUNTY)
    assert not found.breaches(MONTH, "110105")


def test_a_breach_names_both_values_and_the_document() -> None:
    values = [(NATION, "2020-01", "900"), (CITY, "2026-07", "899.99")]
    (refusal,) = written(number("standard", values, override="floor")).breaches(MONTH, CITY)
    assert refusal.line == 7
    assert refusal.reason == "“standard”899.99元/月 不合上级规定900.00元/月（只能提高, 文件000000）"


def test_a_county_answers_to_every_area_above_it() -> None:
    values = [(NATION, "2020-01", "900"), (CITY, "2020-01", "800"), (COUNTY, "2020-01", "850")]
    found = written(number("standard", values, override="floor"))
    assert [each.line for each in found.breaches(MONTH, COUNTY)] == [8]
    assert [each.line for each in found.breaches(MONTH, CITY)] == [7]


def test_only_the_superior_value_in_force_counts() -> None:
    values = [(NATION, "2020-01", "900"), (NATION, "2026-12", "950"), (CITY, "2020-01", "920")]
    found = written(number("standard", values, override="floor"))
    assert not found.breaches(MONTH, CITY)
    assert found.breaches(MONTH + 1, CITY)


def test_an_example_value_binds_nobody() -> None:
    values = [(NATION, "2020-01", "900"), (CITY, "2020-01", "800")]
    found = written(number("standard", values, override="fixed", confidence="example"))
    assert not found.breaches(MONTH, CITY)


@pytest.mark.parametrize(
    ("own", "above", "kept"),
    [
        ("{0: 1, 80: 50}", "{0: 1, 60: 50}", False),
        ("{0: 1, 60: 50}", "{0: 1, 80: 50}", True),
        ("{0: 1, 60: 50, 90: 49}", "{0: 1, 80: 50}", False),
    ],
)
def test_tables_of_steps_are_compared_at_every_step(own: str, above: str, kept: bool) -> None:
    values = [(NATION, "2020-01", above), (CITY, "2020-01", own)]
    found = written(number("standard", values, head="  steps: true\n", override="floor"))
    assert bool(found.breaches(MONTH, CITY)) is not kept


def test_tables_by_code_are_compared_at_every_code() -> None:
    values = [
        (NATION, "2020-01", "{town: 9, country: 8}"),
        (CITY, "2020-01", "{town: 9, country: 7.99}"),
    ]
    found = written(number("standard", values, head="  by: Place\n", override="floor"))
    (refusal,) = found.breaches(MONTH, CITY)
    assert "7.99元/月 不合上级规定8.00元/月" in refusal.reason


@pytest.mark.parametrize(("own", "kept"), [("1169.99", False), ("1170", True), ("1170.01", True)])
def test_a_number_is_at_least_a_multiple_of_another(own: str, kept: bool) -> None:
    found = written(
        number("standard", [(NATION, "2020-01", "900")]),
        number("poverty", [(CITY, "2020-01", own)], head="  at_least: 1.3 * line.standard\n"),
    )
    assert bool(found.breaches(MONTH, CITY)) is not kept


@pytest.mark.parametrize(("own", "kept"), [("359.99", True), ("360", True), ("360.01", False)])
def test_a_number_is_at_most_a_share_of_another(own: str, kept: bool) -> None:
    found = written(
        number("standard", [(NATION, "2020-01", "900")]),
        number("poverty", [(CITY, "2020-01", own)], head="  at_most: 0.4 * line.standard\n"),
    )
    assert bool(found.breaches(MONTH, CITY)) is not kept


def test_a_bound_is_the_other_number_where_and_when_it_is_read() -> None:
    values = [(NATION, "2020-01", "900"), (COUNTY, "2026-07", "901")]
    found = written(
        number("standard", values),
        number("poverty", [(NATION, "2020-01", "900")], head="  at_least: line.standard\n"),
    )
    assert not found.breaches(MONTH, "320404")
    assert not found.breaches(stored_month("2026-06"), COUNTY)
    (refusal,) = found.breaches(MONTH, COUNTY)
    assert refusal.reason == "“poverty”900.00元/月不得低于“standard”901.00元/月的 100%"


@pytest.mark.parametrize(("area", "binds"), [(NATION, False), (CITY, True)])
def test_an_example_for_the_nation_binds_no_city_s_own_value(area: str, binds: bool) -> None:
    found = written(
        number("consumption", [(area, "2020-01", "900")], confidence="example"),
        number("standard", [(CITY, "2020-01", "901")], head="  at_most: line.consumption\n"),
    )
    assert bool(found.breaches(MONTH, CITY)) is binds


@pytest.mark.parametrize("county", COUNTIES)
def test_the_platform_s_numbers_break_no_superior_one(county: str) -> None:
    installed = platform().parameters
    months = range(stored_month("2021-01"), stored_month("2026-12") + 1)
    found = {str(each) for month in months for each in installed.breaches(month, county)}
    assert not found
