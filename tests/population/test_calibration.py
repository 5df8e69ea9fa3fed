"""The city resembles the published figures, within what 20,000 households allow."""

import pytest

from minzheng.adapters.population.figures import CONFIDENCES, figures, share, shares, table
from tests.population.conftest import City

AGE = "(20261130 - birth_date) // 10000"
INCOME = """greatest(greatest(business, 0) + wage + property_income + pension_employee
  + pension_basic_central + pension_resident_other + support_received + transfer_other
  + other_income - tax_and_insurance - transfer_paid, 0)"""
PER_HEAD = f"(SELECT household_no, count(*) n, avg({INCOME}) fen FROM persons GROUP BY 1)"
DRAWN = "household_no IN (SELECT household_no FROM households WHERE household_id NOT LIKE 'DEMO%')"

PERSON_SHARES = {
    "male": "sex = 1",
    "locally_registered": "locally_registered",
    "age_0_14": f"{AGE} < 15",
    "age_60_up": f"{AGE} >= 60",
    "age_65_up": f"{AGE} >= 65",
    "age_80_up": f"{AGE} >= 80",
    "certificate_holders": "disability_grade > 0",
}


@pytest.mark.parametrize(("figure", "condition"), PERSON_SHARES.items(), ids=list(PERSON_SHARES))
def test_share_of_persons(city: City, figure: str, condition: str) -> None:
    drawn = city.value(f"SELECT avg(({condition})::INT) FROM persons WHERE {DRAWN}")
    assert drawn == pytest.approx(share(figure), rel=0.06, abs=0.012)


def test_household_sizes(city: City) -> None:
    rows = city.rows(
        f"""SELECT n, count(*) / sum(count(*)) OVER () FROM
        (SELECT household_no, count(*) n FROM persons WHERE {DRAWN} GROUP BY 1) GROUP BY n"""
    )
    assert dict(rows) == pytest.approx(
        dict(enumerate(shares("household_sizes"), start=1)), abs=0.012
    )
    mean = city.value("SELECT (SELECT count(*) FROM persons) / (SELECT count(*) FROM households)")
    assert mean == pytest.approx(share("household_size"), rel=0.01)


def test_counties(city: City) -> None:
    residents = table("county_residents")
    rows = city.rows(
        """SELECT division[:6], count(*) FROM households
        WHERE household_id NOT LIKE 'DEMO%' GROUP BY 1"""
    )
    total = sum(count for _, count in rows)
    expected = {code: total * part / sum(residents.values()) for code, part in residents.items()}
    assert dict(rows) == pytest.approx(expected, abs=1)


def test_towns_and_villages(city: City) -> None:
    urban = city.rows("SELECT division[:6], avg((settlement = 1)::INT) FROM households GROUP BY 1")
    assert dict(urban) == pytest.approx(table("county_urban"), abs=0.03)


def test_disability_is_of_the_surveys_kinds_and_ages(city: City) -> None:
    rows = city.rows(
        "SELECT disability_kind, count(*) FROM persons WHERE disability_kind > 0 GROUP BY 1"
    )
    total = sum(count for _, count in rows)
    drawn = {kind: count / total for kind, count in rows}
    kinds = dict(enumerate(shares("disability_kinds"), start=1))
    assert drawn == pytest.approx(kinds, abs=0.035)
    severe = "avg((disability_grade <= 2)::INT)"
    assert city.value(f"SELECT {severe} FROM persons WHERE disability_grade > 0") == pytest.approx(
        share("disability_severe"), abs=0.04
    )
    old = f"avg(({AGE} >= 60)::INT)"
    assert city.value(f"SELECT {old} FROM persons WHERE disability_grade > 0") == pytest.approx(
        shares("disability_ages")[2], abs=0.06
    )


def test_incomes(city: City) -> None:
    per_head = city.value(f"SELECT sum(fen * n) / sum(n) FROM {PER_HEAD} WHERE fen IS NOT NULL")
    assert per_head / 100 * 12 == pytest.approx(share("income_year"), rel=0.08)
    wages = city.value("SELECT sum(wage) / count(*) FROM persons") / 100 * 12
    parts = table("income_parts")
    assert wages / share("income_year") == pytest.approx(
        parts["wage"] / sum(parts.values()), abs=0.05
    )


def test_between_one_and_two_percent_are_poor(city: City) -> None:
    standard = share("dibao_standard") * 100
    poor = city.value(
        f"SELECT sum(n) FILTER (fen < {standard}) / sum(n) FROM {PER_HEAD} WHERE fen IS NOT NULL"
    )
    assert 0.010 <= poor <= 0.022


def test_every_figure_has_a_source() -> None:
    for name, figure in figures().items():
        assert figure.confidence in CONFIDENCES, name
        assert (figure.source != "无来源") or figure.confidence in {"assumed", "memory"}, name
