"""A snapshot says of every household exactly what is read when it is decided on alone."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
import pytest

from minzheng.base.months import Month
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api.bulk import LoadTerms, load_part
from minzheng.kernel.registry.api.freezing import frozen_facts
from minzheng.kernel.registry.api.snapshots import write_snapshot
from minzheng.kernel.registry.facts import ON_FILE
from minzheng.kernel.registry.models import (
    Household,
    Membership,
    Person,
    Source,
    Statement,
    Supporter,
)
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.evaluation.frozen import FrozenHousehold
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind
from tests.kernel.registry.populations import city, tables_of
from tests.kernel.registry.residents import enter, enter_unknown, home_of
from tests.people import VILLAGE_B, acting

pytestmark = pytest.mark.slow

MONTH = Month(2026, 11)
Row = Mapping[str, Any]


def written(folder: Path, month: Month = MONTH, at_once: int = 1_000) -> Snapshot:
    with working("test"):
        return write_snapshot(folder, month=month, area="320400", persons_at_once=at_once)


def rows(snapshot: Snapshot, entity: Entity) -> list[dict[str, Any]]:
    return [
        row
        for part in snapshot.parts
        for row in pq.read_table(snapshot.file(entity, part)).to_pylist()
    ]


def counties_of(snapshot: Snapshot) -> set[str]:
    return {division[:6] for part in snapshot.parts for division in part.divisions}


def as_read(entity: Entity, row: Row) -> dict[str, Any]:
    return {name: row[name] for name in VOCABULARY.of(entity)}


def homes(snapshot: Snapshot) -> Iterator[tuple[Row, list[Row], dict[int, list[Row]]]]:
    """Each household with its persons and their supporters."""
    supporters: dict[int, list[Row]] = {}
    for row in rows(snapshot, Entity.SUPPORTER):
        supporters.setdefault(row["person_no"], []).append(row)
    persons: dict[int, list[Row]] = {}
    for row in rows(snapshot, Entity.PERSON):
        persons.setdefault(row["household_no"], []).append(row)
    for home in rows(snapshot, Entity.HOUSEHOLD):
        yield home, persons[home["household_no"]], supporters


def alone(home: Row, persons: list[Row], month: Month = MONTH) -> FrozenHousehold:
    """The same household as a decision would read it."""
    if home["household_id"]:
        return frozen_facts(month=month, household=UUID(home["household_id"]))
    return frozen_facts(month=month, person=UUID(persons[0]["person_id"]))


def assert_equal(snapshot: Snapshot, month: Month = MONTH) -> int:
    compared = 0
    with working("test"):
        for home, persons, supporters in homes(snapshot):
            frozen = alone(home, persons, month)
            assert home["division"] == frozen.area
            assert as_read(Entity.HOUSEHOLD, home) == frozen.facts
            assert [each["person_id"] for each in persons] == [each.id for each in frozen.persons]
            for row, person in zip(persons, frozen.persons, strict=True):
                assert as_read(Entity.PERSON, row) == person.facts, person.id
                stated = supporters.get(row["person_no"], [])
                assert [as_read(Entity.SUPPORTER, each) for each in stated] == [
                    each.facts for each in person.supporters
                ]
            compared += 1
    return compared


def load_city(folder: Path, households: int) -> int:
    """Answers how many households there are: the awkward ones come on top of few."""
    snapshot = city(folder, households)
    for part in snapshot.parts:
        with working("import"):
            load_part(tables_of(snapshot, part), terms=LoadTerms(on=date(2026, 1, 1)))
    return snapshot.rows(Entity.HOUSEHOLD)


def stir(seed: int = 11) -> None:
    """More statements, of every source, of other days, some withdrawn, some of the unknown."""
    chance = random.Random(seed)
    subjects: list[tuple[Entity, Any]] = [
        *((Entity.HOUSEHOLD, each) for each in Household.objects.order_by("pk")),
        *((Entity.PERSON, each) for each in Person.objects.order_by("pk")),
        *((Entity.SUPPORTER, each) for each in Supporter.objects.order_by("pk")),
    ]
    for entity, about in subjects:
        for _ in range(chance.choice((0, 0, 1, 3))):
            since = date(2025, 6, 1) + timedelta(days=chance.randrange(700))
            until = since + timedelta(days=chance.randrange(1, 900))
            gone = chance.random() < 0.15
            Statement.objects.create(
                division=about.division,
                source=chance.choice(Source.values),
                facts=invented(entity, chance),
                valid_from=since,
                valid_to=chance.choice((None, until)),
                withdrawn_at="2026-09-01T08:00:00Z" if gone else None,
                withdrawn_because="登记有误" if gone else "",
                household=about if entity is Entity.HOUSEHOLD else None,
                supporter=about if entity is Entity.SUPPORTER else None,
                person={Entity.PERSON: about, Entity.HOUSEHOLD: None}.get(
                    entity, getattr(about, "person", None)
                ),
            )


def invented(entity: Entity, chance: random.Random) -> dict[str, Any]:
    """Some facts with a value in their bounds, or asked for and unknown."""
    names = [name for name in VOCABULARY.of(entity) if name not in ON_FILE[entity]]
    found: dict[str, Any] = {}
    for name in chance.sample(names, min(len(names), chance.randrange(1, 12))):
        fact = VOCABULARY.of(entity)[name]
        low, high = fact.bounds()
        value: Any = chance.choice((low, high, chance.randint(low, high), None))
        if fact.unit.kind is Kind.YES_NO and value is not None:
            value = bool(value)
        found[name] = value
    return found


def test_random_households_are_as_they_are_read_one_by_one(cast: None, tmp_path: Path) -> None:
    count = load_city(tmp_path / "city", 150)
    with working("test"):
        stir()
    snapshot = written(tmp_path / "snapshot", at_once=60)
    assert len(snapshot.parts) > len(counties_of(snapshot)), "a county is read in slices"
    assert assert_equal(snapshot) == count


def test_a_month_long_past_is_read_as_of_its_last_day(cast: None, tmp_path: Path) -> None:
    count = load_city(tmp_path / "city", 40)
    with working("test"):
        stir()
    month = Month(2026, 2)
    assert assert_equal(written(tmp_path / "snapshot", month), month) == count


def test_numbers_run_on_through_all_parts(cast: None, tmp_path: Path) -> None:
    load_city(tmp_path / "city", 60)
    snapshot = written(tmp_path / "snapshot", at_once=20)
    for entity, column in (
        (Entity.HOUSEHOLD, "household_no"),
        (Entity.PERSON, "person_no"),
        (Entity.SUPPORTER, "supporter_no"),
    ):
        numbers = [row[column] for row in rows(snapshot, entity)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) == snapshot.rows(entity)


def test_somebody_in_no_household_is_alone(cast: None, tmp_path: Path) -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
    [(home, persons, _)] = homes(written(tmp_path))
    assert home["household_id"] == ""
    assert persons[0]["person_id"] == str(person)


def test_registered_in_another_county_is_not_local_unless_stated(
    cast: None, tmp_path: Path
) -> None:
    with acting("town_clerk_a") as clerk:
        enter(clerk)
        home_of(clerk, enter(clerk, "李四", sequence=3))
        Person.objects.update(registration_division="320411001001")
    snapshot = written(tmp_path / "one")
    assert [each["locally_registered"] for each in rows(snapshot, Entity.PERSON)] == [False, False]
    assert assert_equal(snapshot) == 2
    with working("test"):
        for each in Person.objects.all():
            Statement.objects.create(
                division=each.division,
                person=each,
                source=Source.OFFICIAL,
                facts={"locally_registered": True},
                valid_from=date(2026, 1, 1),
            )
    snapshot = written(tmp_path / "two")
    assert [each["locally_registered"] for each in rows(snapshot, Entity.PERSON)] == [True, True]
    assert assert_equal(snapshot) == 2


@pytest.mark.parametrize(
    ("joined", "left", "counted"),
    [
        (date(2026, 11, 1), None, True),
        (date(2026, 11, 2), None, False),
        (date(2026, 1, 1), date(2026, 11, 1), False),
        (date(2026, 1, 1), date(2026, 11, 2), True),
    ],
)
def test_a_month_counts_who_belongs_to_the_household_on_its_first_day(
    cast: None, tmp_path: Path, joined: date, left: date | None, counted: bool
) -> None:
    with acting("town_clerk_a") as clerk:
        head, other = enter(clerk), enter(clerk, "李四", sequence=3)
        home = home_of(clerk, head)
    with working("test"):
        household = Household.objects.get(pk=home)
        Membership.objects.create(
            division=household.division,
            person_id=other,
            household=household,
            kind="assistance",
            relation=10,
            number=2,
            valid=(joined, left),
        )
    snapshot = written(tmp_path)
    members = [
        [each["person_id"] for each in persons]
        for found, persons, _ in homes(snapshot)
        if found["household_id"] == str(home)
    ]
    assert members == [[str(head), str(other)] if counted else [str(head)]]
    assert_equal(snapshot)


def test_who_joins_within_the_month_is_not_counted_alone_beside_it(
    cast: None, tmp_path: Path
) -> None:
    with acting("town_clerk_a") as clerk:
        home_of(clerk, enter(clerk), since=date(2026, 11, 15))
    [(_, persons, _)] = homes(written(tmp_path / "founded"))
    assert len(persons) == 1


def test_a_household_split_off_within_the_month_waits_for_the_next_one(
    cast: None, tmp_path: Path
) -> None:
    with acting("town_clerk_a") as clerk:
        parent, child = enter(clerk), enter(clerk, "李四", sequence=3)
        home = home_of(clerk, parent, child)
    with working("test"):
        old = Membership.objects.get(person_id=child)
        old.valid = (old.valid.lower, date(2026, 11, 15))
        old.save(update_fields=["valid"])
    with acting("town_clerk_a") as clerk:
        split = home_of(clerk, child, since=date(2026, 11, 15))
    found = {each["household_id"] for each, _, _ in homes(written(tmp_path / "november"))}
    assert found == {str(home)}
    december = written(tmp_path / "december", Month(2026, 12))
    assert {each["household_id"] for each, _, _ in homes(december)} == {str(home), str(split)}
    assert_equal(december, Month(2026, 12))


def test_an_ended_household_and_a_later_one_are_left_out(cast: None, tmp_path: Path) -> None:
    with acting("town_clerk_a") as clerk:
        ended = home_of(clerk, enter(clerk))
        running = home_of(clerk, enter(clerk, "李四", sequence=3))
        later = home_of(clerk, enter(clerk, "王五", sequence=5), since=date(2026, 12, 1))
    with working("test"):
        Household.objects.filter(pk=ended).update(valid_to=date(2026, 11, 1))
    found = {each["household_id"] for each, _, _ in homes(written(tmp_path))}
    assert str(running) in found
    assert not {str(ended), str(later)} & found


def test_an_unknown_birth_stays_unknown_and_no_death_is_never(cast: None, tmp_path: Path) -> None:
    with acting("town_clerk_b") as clerk:
        enter_unknown(clerk, "无名氏", division=VILLAGE_B)
    with working("test"):
        Person.objects.update(birth_date=None)
    [row] = rows(written(tmp_path), Entity.PERSON)
    assert row["birth_date"] is None
    assert row["death_date"] == 9999_12_31
    assert row["name"] == "", "names do not leave the database"
