"""Facts of a person agree with each other, and everything that benefits need occurs."""

import pytest

from tests.population.conftest import City

AGE = "(20261130 - birth_date) // 10000"

NEVER_TOGETHER = {
    "a child at work": f"employed AND {AGE} < 16",
    "a pension before fifty": f"pension_employee > 0 AND {AGE} < 50",
    "kind without grade": "(disability_kind = 0) <> (disability_grade = 0)",
    "a pupil of forty": f"schooling IN (1, 2) AND {AGE} > 17",
    "a woman conscripted": "conscript AND sex = 2",
    "custody without a date": "(custody = 0) <> (custody_since = 99991231)",
    "the lost send money unasked": "father_supports IS NOT NULL AND father_state <> 9",
    "an old child": f"(father_state > 0 OR mother_state > 0) AND {AGE} >= 18 AND NOT demo",
    "scores of the young": f"eating IS NOT NULL AND {AGE} < 60",
    "wages in prison": "custody = 2 AND wage > 0 AND NOT demo",
    "supported and on the guarantee": "extreme_poverty_since < 99991231 AND dibao_amount > 0",
    "a pupil with wages": "wage > 0 AND schooling = 2",
}

OCCURS = {
    "running award": "dibao_since < 99991231",
    "on the way out": "grace_since < 99991231",
    "single application": "dibao_route = 2",
    "emergency": "emergency > 0 AND in_serious_difficulty AND aid_requested > 0",
    "bills beyond means": "emergency = 0 AND spent_medical > 3000000 AND aid_requested > 0",
    "worker from elsewhere": "months_without_income >= 3 AND uninsured_unemployed",
    "orphan": "father_state = 1 AND mother_state = 1",
    "lost parents": "father_state >= 4 AND mother_state >= 4",
    "extremely poor": "extreme_poverty_since < 99991231",
    "severely disabled child": f"disability_grade IN (1, 2) AND {AGE} < 18",
    "centenarian": f"{AGE} >= 100",
    "unable": "eating + bathing + walking + memory <= 8",
    "clergy": "clergy_years >= 3",
    "missing": "declared_missing",
    "prisoner": "custody = 2",
    "not covered": "NOT covered",
    "unemployment benefit": "on_unemployment_benefit",
    "business loss": "business < 0",
    "injury care": "injury_care_allowance",
}

JOINED = """(SELECT *, household_id LIKE 'DEMO%' AS demo
  FROM persons JOIN households USING (household_no))"""


@pytest.mark.parametrize("what", NEVER_TOGETHER)
def test_never_together(city: City, what: str) -> None:
    assert not city.rows(f"SELECT person_no FROM {JOINED} WHERE {NEVER_TOGETHER[what]} LIMIT 3")


@pytest.mark.parametrize("what", OCCURS)
def test_occurs(city: City, what: str) -> None:
    assert city.value(f"SELECT count(*) FROM {JOINED} WHERE {OCCURS[what]}")


def test_couples_are_of_like_age_and_parents_older_than_children(city: City) -> None:
    by_head = """FROM persons p JOIN persons h ON h.household_no = p.household_no
      AND h.relation = 0 JOIN households d ON d.household_no = p.household_no
      WHERE d.household_id NOT LIKE 'DEMO%'"""
    gap = "(p.birth_date - h.birth_date) / 10000"
    assert city.value(f"SELECT avg(abs({gap})) {by_head} AND p.relation = 1") < 4
    assert city.value(f"SELECT max({gap}) {by_head} AND p.relation = 5") < -18
    assert city.value(f"SELECT min({gap}) {by_head} AND p.relation = 4") > 20


def test_children_bear_a_surname_of_the_couple(city: City) -> None:
    strangers = city.value(
        """SELECT count(*) FROM persons c JOIN households USING (household_no)
        WHERE c.relation = 2 AND member_number = 3 AND household_id NOT LIKE 'DEMO%'
          AND (SELECT relation FROM persons s WHERE s.household_no = c.household_no
               AND s.member_number = 2) = 1
          AND NOT EXISTS (SELECT 1 FROM persons p WHERE p.household_no = c.household_no
               AND p.member_number <= 2 AND p.name[1] = c.name[1])"""
    )
    assert strangers == 0


def test_ability_items_hang_together(city: City) -> None:
    related = city.value("SELECT corr(eating, walking) FROM persons WHERE eating IS NOT NULL")
    assert related > 0.8
