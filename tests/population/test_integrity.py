"""What every snapshot must hold: keys, references, bounds and identifiers."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from minzheng.adapters.population import city as city_module
from minzheng.adapters.population.city import allot, load_counties
from minzheng.adapters.population.identifiers import BANDS
from minzheng.adapters.population.writing import drawn
from minzheng.base.errors import MinzhengError
from minzheng.base.resident_id import parse_resident_id
from minzheng.catalogue.facts import VOCABULARY
from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind
from tests.population.conftest import HOUSEHOLDS, City, draw

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 30)


def test_every_fact_is_drawn_and_nothing_else() -> None:
    draft = drawn(allot(load_counties("320400"), 500)[0], 1)
    for entity, columns in (
        (Entity.HOUSEHOLD, draft.household),
        (Entity.PERSON, draft.person),
        (Entity.SUPPORTER, draft.supporter),
    ):
        assert columns.names() == set(VOCABULARY.of(entity))


def test_numbers_are_dense(city: City) -> None:
    for table, number in (
        ("households", "household_no"),
        ("persons", "person_no"),
        ("supporters", "supporter_no"),
    ):
        bounds = city.rows(
            f"SELECT min({number}), max({number}), count(DISTINCT {number}), count(*) FROM {table}"
        )[0]
        assert bounds == (1, bounds[3], bounds[3], bounds[3]), table
    assert city.value("SELECT count(*) FROM households") == HOUSEHOLDS


def test_every_household_has_members_in_order_and_one_head(city: City) -> None:
    assert not city.rows(
        """SELECT household_no FROM households ANTI JOIN persons USING (household_no)
        UNION ALL SELECT household_no FROM persons ANTI JOIN households USING (household_no)"""
    )
    assert not city.rows(
        """SELECT household_no FROM persons GROUP BY 1
        HAVING count(*) FILTER (relation = 0) <> 1 OR max(member_number) <> count(*)
          OR count(DISTINCT member_number) <> count(*) OR count(*) FILTER (relation = 1) > 1"""
    )


def test_supporters_refer_to_a_person_of_their_household(city: City) -> None:
    assert not city.rows(
        "SELECT supporter_no FROM supporters ANTI JOIN persons USING (household_no, person_no)"
    )
    assert city.value("SELECT count(*) FROM supporters") > 1_000


def test_rows_are_sorted_and_whole_within_a_part(city: City) -> None:
    for part in city.snapshot.parts:
        assert len({division[:6] for division in part.divisions}) == 1
        assert part.name.startswith(part.divisions[0][:6])
        for entity in Entity:
            file = city.snapshot.file(entity, part)
            numbers = [n for (n,) in city.rows(f"SELECT household_no FROM '{file}'")]
            assert numbers == sorted(numbers)
            assert len(numbers) == getattr(part, TABLES[entity])
    assert sum(city.progress) == HOUSEHOLDS
    assert len(city.progress) == len(city.snapshot.parts)


def test_identifiers_are_valid_and_unique(city: City) -> None:
    assert city.value("SELECT count(*) - count(DISTINCT person_id) FROM persons") == 0
    assert city.value("SELECT count(*) - count(DISTINCT household_id) FROM households") == 0
    for number, born, sex in city.rows("SELECT person_id, birth_date, sex FROM persons"):
        try:
            parsed = parse_resident_id(number, today=TODAY)
        except MinzhengError as error:
            pytest.fail(f"{number}: {error.message}")
        assert f"{parsed.birth_hint:%Y%m%d}" == str(born)
        assert int(parsed.sex_hint) == sex


def test_household_numbers_read_like_the_county(city: City) -> None:
    assert not city.rows(
        """SELECT household_id FROM households WHERE NOT regexp_matches(household_id,
        '^(' || division[:6] || '-[0-9]{7}|DEMO-[A-F0-9][0-9.]+[a-c]?)$')"""
    )


def test_facts_are_within_their_bounds(city: City) -> None:
    for entity in Entity:
        for name, fact in VOCABULARY.of(entity).items():
            table = TABLES[entity]
            nulls = city.value(f'SELECT count(*) - count("{name}") FROM {table}')
            assert nulls == 0 or fact.blank is None, f"{name} is never unknown"
            if fact.unit.kind is Kind.YES_NO:
                continue
            low, high = city.rows(f'SELECT min("{name}"), max("{name}") FROM {table}')[0]
            if low is not None:
                assert fact.bounds()[0] <= low <= high <= fact.bounds()[1], name
            if fact.unit.code is not None:
                used = {n for (n,) in city.rows(f'SELECT DISTINCT "{name}" FROM {table}')} - {None}
                assert used <= {int(code) for code in fact.unit.code}, name


def test_dates_exist_and_nothing_happens_in_the_future(city: City) -> None:
    future = {"disability_expires"}
    for entity in Entity:
        for name, fact in VOCABULARY.of(entity).items():
            if fact.unit.kind is not Kind.DATE:
                continue
            wrong = city.value(
                f"""SELECT count(*) FROM {TABLES[entity]} WHERE "{name}" <> 99991231
                AND (try_strptime("{name}"::VARCHAR, '%Y%m%d') IS NULL
                  OR "{name}" > 20261201 AND {name not in future})"""
            )
            assert wrong == 0, name


def test_a_few_percent_of_applicants_have_holes(city: City) -> None:
    asked = "FROM households WHERE applied < 99991231 AND household_id NOT LIKE 'DEMO%'"
    hole = "assets IS NULL OR vehicles IS NULL OR houses IS NULL"
    assert 0.02 < city.value(f"SELECT avg(({hole})::INT) {asked}") < 0.12
    everywhere = city.value("SELECT avg((wage IS NULL)::INT) FROM persons")
    assert 0 < everywhere < 0.01


def test_many_parts_never_share_an_identifier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(city_module, "PART_HOUSEHOLDS", 50)
    snapshot = draw(tmp_path, 4_000)
    assert max(int(part.name[-3:]) for part in snapshot.parts) > BANDS
    files = tmp_path / "persons" / "*.parquet"
    sql = f"SELECT count(person_id) - count(DISTINCT person_id) FROM read_parquet('{files}')"
    assert duckdb.execute(sql).fetchall() == [(0,)]
