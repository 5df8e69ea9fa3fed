"""Parts of an import: whole, once, in their place, and equal to what was handed in."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import bulk, evaluation, households, people
from minzheng.kernel.registry.loading.columns import binary, new_ids, quoted
from tests.kernel.registry.populations import city, tables_of
from tests.kernel.registry.residents import confirmed, enter
from tests.people import VILLAGE_B, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cast", "rules")]

TERMS = bulk.LoadTerms(on=date(2026, 1, 1))
COUNTY_PART = 1


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> bulk.PartTables:
    """Some households of county 320402, every person with a telephone."""
    snapshot = city(Path(tmp_path_factory.mktemp("city")), 1200)
    tables = tables_of(snapshot, snapshot.parts[COUNTY_PART])
    numbers = tables.persons["person_no"]
    phones = pa.array([f"1381234{i:04d}" for i in range(len(numbers))])
    contacts = pa.table({"person_no": numbers, "phone": phones})
    return bulk.PartTables(tables.households, tables.persons, tables.supporters, contacts)


def loaded(part: bulk.PartTables) -> bulk.PartLoaded:
    """The part, loaded as the worker."""
    with working("job", "320402"):
        return bulk.load_part(part, terms=TERMS)


def test_everything_is_there_and_found(part: bulk.PartTables) -> None:
    done = loaded(part)
    assert (done.households, done.persons) == (part.households.num_rows, part.persons.num_rows)
    assert done.known == ()
    row = next(each for each in part.persons.to_pylist() if each["person_id"])
    with acting("county_officer") as officer:
        for text in (row["name"], row["person_id"], "13812340000"):
            assert people.find_persons(officer, text=text).rows
        (person,) = people.find_persons(officer, text=row["person_id"]).rows
        file = people.person_file(officer, person=person.id)
        assert [each.state for each in file.identities] == ["confirmed"]
        assert file.birth_date is not None
        assert int(f"{file.birth_date:%Y%m%d}") == row["birth_date"]
        assert file.household is not None
        home = households.household_file(officer, household=file.household)
        assert len(home.memberships) == sum(
            each == row["household_no"] for each in part.persons["household_no"].to_pylist()
        )
    assert confirmed() == 0


def test_the_second_time_nothing_is_loaded(part: bulk.PartTables) -> None:
    loaded(part)
    again = loaded(part)
    assert (again.households, again.persons, again.statements) == (0, 0, 0)
    assert len(again.known) == part.households.num_rows


def test_a_household_is_left_out_whole_for_one_known_member(part: bulk.PartTables) -> None:
    row = next(each for each in part.persons.to_pylist() if each["person_id"])
    with acting("county_officer") as officer:
        entry = people.PersonEntry(name="早已在册", division=VILLAGE_B, number=row["person_id"])
        people.register_person(officer, entry=entry)
    done = loaded(part)
    assert [(each.household_no, each.person_no) for each in done.known] == [
        (row["household_no"], row["person_no"])
    ]
    assert done.households == part.households.num_rows - 1


def test_a_number_held_in_another_county_waits_like_a_typed_one(part: bulk.PartTables) -> None:
    row = next(each for each in part.persons.to_pylist() if each["person_id"])
    with acting("other_county_officer") as officer:
        entry = people.PersonEntry(name="外县人", division="320411001001", number=row["person_id"])
        people.register_person(officer, entry=entry)
    confirmed()
    done = loaded(part)
    assert done.known == ()
    with acting("county_officer") as officer:
        (person,) = people.find_persons(officer, text=row["person_id"]).rows
        (identity,) = people.person_file(officer, person=person.id).identities
        assert identity.state == "pending"


def test_nothing_is_loaded_outside_the_scope(part: bulk.PartTables) -> None:
    with pytest.raises(Exception, match="row-level security"), working("job", "320411"):
        bulk.load_part(part, terms=TERMS)
    with acting("city_officer") as officer:
        assert people.list_persons(officer).rows == ()


def test_a_failure_leaves_nothing_half_written(part: bulk.PartTables) -> None:
    broken = bulk.PartTables(
        part.households,
        part.persons.set_column(
            part.persons.column_names.index("relation"),
            "relation",
            pa.array([40_000] * part.persons.num_rows, pa.int64()),
        ),
        part.supporters,
    )
    with pytest.raises(Exception, match="out of range"), working("job", "320402"):
        bulk.load_part(broken, terms=TERMS)
    with acting("county_officer") as officer:
        assert people.list_persons(officer).rows == ()
        assert households.list_households(officer).rows == ()


def test_statements_hold_what_differs_from_an_empty_cell(part: bulk.PartTables) -> None:
    loaded(part)
    row = next(each for each in part.persons.to_pylist() if each["wage"] and each["person_id"])
    with acting("county_officer") as officer:
        (person,) = people.find_persons(officer, text=row["person_id"]).rows
        (said,) = people.person_file(officer, person=person.id).statements
    assert said.facts["wage"] == row["wage"]
    assert "birth_date" not in said.facts
    assert "clergy_years" not in said.facts


def test_a_loaded_household_is_evaluated(part: bulk.PartTables) -> None:
    loaded(part)
    with acting("county_officer") as officer:
        row = households.list_households(officer).rows[0]
        found = evaluation.evaluate_household(officer, household=row.id, month=Month(2026, 11))
    assert found.results


def test_tokens_equal_those_of_typed_names(part: bulk.PartTables) -> None:
    """What a form writes and what an import writes is found alike."""
    loaded(part)
    with acting("county_officer") as officer:
        person = enter(officer, part.persons["name"][0].as_py(), division=VILLAGE_B)
    with acting("county_officer"), connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct tokens) from (select array_agg(token order by token) as tokens"
            " from registry_nametoken t join registry_person p on p.id = t.subject"
            " where p.name = (select name from registry_person where id = %s)"
            " group by p.id) as own",
            [person],
        )
        assert cursor.fetchone() == (1,)


def test_a_dry_run_says_the_same_and_writes_nothing(part: bulk.PartTables) -> None:
    with working("job", "320402"):
        assert bulk.find_known(part) == ()
    loaded(part)
    with working("job", "320402"):
        assert len(bulk.find_known(part)) == part.households.num_rows


def test_ids_are_of_version_seven_in_order_and_distinct() -> None:
    ids = new_ids(10_000)
    assert len(set(ids)) == 10_000
    assert ids == sorted(ids)
    assert {each[14] for each in ids} == {"7"}
    assert {each[19] for each in ids} <= set("89ab")
    assert new_ids(0) == []


@pytest.mark.parametrize(
    "text", ["a", "", "NULL", '"', "\\", '\\"', "{}", "a,b", "王\n五", "'; drop", '{"a":"\\\\"}']
)
def test_texts_pass_through_an_array_unchanged(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select %s::text[], %s::bytea[]", [quoted([text]), binary([text.encode()])])
        texts, raw = cursor.fetchone() or ([], [])
    assert texts == [text]
    assert [bytes(each) for each in raw] == [text.encode()]
