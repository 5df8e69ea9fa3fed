"""The hand-made households of the demo city: `awkward.yaml` read into tables.

They are the edge cases of the rules, one household each, named after their row of the domain rules:
`DEMO-B4a` earns exactly the standard.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from minzheng.adapters.population.city import County
from minzheng.adapters.population.identifiers import HAND_MADE, numbers_of
from minzheng.adapters.population.reference import REFERENCE_DATE
from minzheng.base.ages import day_age_reached
from minzheng.catalogue.codes import Sex
from minzheng.catalogue.facts.ability import ABILITY_ITEMS
from minzheng.rules.batch.snapshot import arrow_schema
from minzheng.rules.facts import Entity, Fact, Vocabulary
from minzheng.rules.units import Kind

COUNTY = "320411"
PREFIX = "DEMO-"

_PERMIT = 810000
_PLAIN: Mapping[Entity, Mapping[str, Any]] = {
    Entity.HOUSEHOLD: {"assets": 8000, "vehicles": 0, "houses": 1},
    Entity.PERSON: {
        "support_duty": True,
        "wage": 0,
        "business": 0,
        "property_income": 0,
        "own_assets": 4000,
        "supporters_complete": True,
        "property_within_limits": False,
    },
    Entity.SUPPORTER: {},
}
"""Values of facts whose empty cell would mean "unknown", unless a household says otherwise."""

_NAMES = ("张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十")
"""Names of the textbooks: nobody takes them for a person's."""

Row = dict[str, Any]


@cache
def awkward_households() -> tuple[Mapping[str, Any], ...]:
    """The households as written in the file."""
    text = files(__package__).joinpath("awkward.yaml").read_text("utf-8")
    return tuple(yaml.safe_load(text))


def awkward_tables(
    counties: Iterable[County], vocabulary: Vocabulary
) -> tuple[str, Mapping[Entity, pa.Table]]:
    """Name and tables of the part that holds them, numbered from 1."""
    county = next(county for county in counties if county.code == COUNTY)
    rows: dict[Entity, list[Row]] = {entity: [] for entity in Entity}
    for place, written in enumerate(awkward_households()):
        village = place % len(county.villages)
        key = {
            "household_no": place + 1,
            "household_id": f"{PREFIX}{written['row']}",
            "division": county.villages[village],
        }
        said = {"settlement": int(county.settlements[village]), **written}
        rows[Entity.HOUSEHOLD].append(key | _facts(Entity.HOUSEHOLD, said, vocabulary))
        for number, member in enumerate(written["members"], start=1):
            _add_member(rows, place + 1, number, member, vocabulary)
    _identify(rows[Entity.PERSON])
    tables = {
        entity: pa.Table.from_pylist(rows[entity], schema=arrow_schema(vocabulary, entity))
        for entity in Entity
    }
    return f"{county.code}-000", tables


def _add_member(
    rows: Mapping[Entity, list[Row]],
    household: int,
    number: int,
    member: Mapping[str, Any],
    vocabulary: Vocabulary,
) -> None:
    persons, supporters = rows[Entity.PERSON], rows[Entity.SUPPORTER]
    person = len(persons) + 1
    age = _age(member["born"])
    scores = (
        {name: min(member["ability"], top) for name, (_, top) in ABILITY_ITEMS.items()}
        if ("ability" in member)
        else {}
    )
    said = {
        "member_number": number,
        "birth_date": member["born"],
        "able_to_work": 16 <= age < 60,
        **scores,
        **member,
    }
    key = {
        "household_no": household,
        "person_no": person,
        "person_id": "",
        "name": member.get("name", _NAMES[(person - 1) % len(_NAMES)]),
    }
    permit = member.get("permit", False)
    persons.append(key | _facts(Entity.PERSON, said, vocabulary) | {"permit": permit})
    for supporter in member.get("supporters", ()):
        key = {"household_no": household, "person_no": person, "supporter_no": len(supporters) + 1}
        said = {"birth_date": supporter["born"], **supporter}
        supporters.append(key | _facts(Entity.SUPPORTER, said, vocabulary))


def _facts(entity: Entity, said: Mapping[str, Any], vocabulary: Vocabulary) -> Row:
    plain = _PLAIN[entity]
    return {
        name: stored_value(fact, said[name] if name in said else plain[name])
        if name in said or name in plain
        else fact.blank
        for name, fact in vocabulary.of(entity).items()
    }


def stored_value(fact: Fact, written: Any) -> int | None:
    """A value as written in the file as the number that is stored; money is written in yuan."""
    if written is None:
        return None
    if isinstance(written, date):
        return written.year * 10_000 + written.month * 100 + written.day
    if isinstance(written, str) and fact.unit.code is not None:
        return int(fact.unit.code[written])
    if fact.unit.kind is Kind.MONEY:
        return int(Decimal(str(written)) * 100)
    return int(written) if fact.unit.kind is not Kind.YES_NO else bool(written)


def _age(born: date) -> int:
    years = REFERENCE_DATE.year - born.year
    return years if years and day_age_reached(born, years) <= REFERENCE_DATE else max(years - 1, 0)


def _identify(persons: Sequence[Row]) -> None:
    """Resident numbers in the sequence numbers that the drawn city leaves free."""
    taken: Counter[tuple[int, int, bool]] = Counter()
    codes, births, sequences = [], [], []
    for person in persons:
        code = _PERMIT if person.pop("permit") else int(COUNTY)
        male = person["sex"] == Sex.male
        key = (code, person["birth_date"], male)
        codes.append(code)
        births.append(person["birth_date"])
        sequences.append(HAND_MADE + 2 * taken[key] + (not male))
        taken[key] += 1
    numbers = numbers_of(*(np.array(column, np.int64) for column in (codes, births, sequences)))
    for person, number in zip(persons, numbers.to_pylist(), strict=True):
        person["person_id"] = number
