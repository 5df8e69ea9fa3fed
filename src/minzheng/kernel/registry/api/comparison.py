"""A part of an import held against the registry, without changing anything: the dry run.

Only what whoever imports may see is compared; a number that somebody holds elsewhere counts as new,
as it would in a form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from minzheng.kernel.protection.keys import blind_index_many
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.bulk import KnownHousehold, PartTables, find_known
from minzheng.kernel.registry.loading.draft import day_of, numbers_of
from minzheng.kernel.registry.models import (
    Household,
    HouseholdKind,
    IdentityDocument,
    Membership,
    NumberState,
    Person,
)
from minzheng.kernel.registry.naming.spelling import clean_name

_ON_FILE = f"""
    select i.index, p.name, p.sex, p.birth_date, p.death_date, h.number
    from "{IdentityDocument._meta.db_table}" i
    join "{Person._meta.db_table}" p on p.id = i.person_id
    left join "{Membership._meta.db_table}" m
      on m.person_id = p.id and m.kind = %s and upper_inf(m.valid)
    left join "{Household._meta.db_table}" h on h.id = m.household_id
    where i.index = any (%s) and i.state <> %s and i.label = any (%s)
"""  # noqa: S608 - names of our own tables
_TITLES = ("姓名", "性别", "出生日期", "死亡日期", "家庭编号")
_Told = tuple[str, int, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """Somebody on file of whom the input says something else; `fields` are titles."""

    household_no: int
    person_no: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartCompared:
    """What loading a part would bring. `known` households would be left out."""

    new_households: int
    new_persons: int
    unchanged_persons: int
    changed: tuple[ChangedPerson, ...]
    known: tuple[KnownHousehold, ...]


def compare_part(tables: PartTables, *, labels: frozenset[Label]) -> PartCompared:
    """Hold a part against what is on file within the scope and the labels."""
    known = find_known(tables, labels=labels)
    left_out = {each.household_no for each in known}
    changed: list[ChangedPerson] = []
    unchanged = 0
    for home, person, fields in _compared(tables, labels):
        if fields:
            changed.append(ChangedPerson(home, person, fields))
        else:
            unchanged += 1
    homes = tables.persons["household_no"].to_pylist()
    return PartCompared(
        new_households=tables.households.num_rows - len(left_out),
        new_persons=sum(home not in left_out for home in homes),
        unchanged_persons=unchanged,
        changed=tuple(changed),
        known=known,
    )


def _compared(
    tables: PartTables, labels: frozenset[Label]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each person of the part who is on file, with the titles of what differs."""
    persons = tables.persons
    numbers = list(numbers_of(persons["person_id"].to_pylist()))
    hashed = iter(blind_index_many("identity", [each for each in numbers if each]))
    indexes = [next(hashed) if each else None for each in numbers]
    on_file = _on_file([each for each in indexes if each], labels)
    homes = persons["household_no"].to_pylist()
    ids = persons["person_no"].to_pylist()
    for index, home, person, said in zip(indexes, homes, ids, _said(tables), strict=True):
        if index is not None and index in on_file:
            yield home, person, _differing(said, on_file[index])


def _said(tables: PartTables) -> Iterator[_Told]:
    """What the input says of each person."""
    numbers = dict(
        zip(
            tables.households["household_no"].to_pylist(),
            tables.households["household_id"].to_pylist(),
            strict=True,
        )
    )
    persons = tables.persons
    columns = [persons[name].to_pylist() for name in ("name", "sex", "birth_date", "death_date")]
    for home, name, sex, born, died in zip(
        persons["household_no"].to_pylist(), *columns, strict=True
    ):
        clean = clean_name(name) if name and name.strip() else ""
        yield clean, sex or 0, day_of(born), day_of(died), str(numbers[home])


def _differing(said: _Told, on_file: _Told) -> tuple[str, ...]:
    """Titles of what is said and is something else on file; silence changes nothing."""
    return tuple(
        title
        for title, mine, theirs in zip(_TITLES, said, on_file, strict=True)
        if mine and mine != theirs
    )


def _on_file(indexes: Sequence[bytes], labels: frozenset[Label]) -> Mapping[bytes, _Told]:
    given: list[Any] = [
        HouseholdKind.ASSISTANCE.value,
        indexes,
        NumberState.SUPERSEDED.value,
        sorted(labels),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ON_FILE, given)
        return {
            bytes(index): (name, sex, _iso(born), _iso(died), number)
            for index, name, sex, born, died, number in cursor.fetchall()
        }


def _iso(day: Any) -> str | None:
    return day.isoformat() if isinstance(day, date) else None
