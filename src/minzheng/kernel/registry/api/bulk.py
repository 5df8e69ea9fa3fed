"""Whole parts of an import, set by set, in one transaction of the worker.

Called inside `access.worker.working(purpose, division)` with a division that holds the part. What a
part does is all or nothing with that transaction. A household that is on file already, or one of
whose members is, is left out and named; so a part that was loaded once loads nothing the second
time. A number that somebody outside that view holds is loaded, and waits for the worker like one
that was typed: an import tells no more than a form does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from minzheng.kernel.access.worker import SYSTEM
from minzheng.kernel.audit import api as audit
from minzheng.kernel.protection.context import current, entered, everywhere
from minzheng.kernel.protection.keys import blind_index_many
from minzheng.kernel.protection.labels import EVERY_LABEL, Label
from minzheng.kernel.registry.loading.draft import PartTables, drafted, numbers_of
from minzheng.kernel.registry.loading.terms import LoadTerms
from minzheng.kernel.registry.loading.writing import Caches, PartWriter
from minzheng.kernel.registry.models import (
    Household,
    HouseholdKind,
    IdentityDocument,
    NumberState,
)

__all__ = [
    "Caches",
    "KnownHousehold",
    "LoadTerms",
    "PartLoaded",
    "PartTables",
    "find_known",
    "load_part",
]

VISIBLE = frozenset({Label.ORDINARY})
CONFIRMED = NumberState.CONFIRMED.value


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """A household that is left out, and why: for the list that the office works through."""

    household_no: int
    person_no: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class PartLoaded:
    """What a part has brought."""

    households: int
    persons: int
    supporters: int
    statements: int
    known: tuple[KnownHousehold, ...]


def find_known(
    tables: PartTables, *, labels: frozenset[Label] = VISIBLE
) -> tuple[KnownHousehold, ...]:
    """The households of a part that cannot be loaded: a dry run.

    ``labels`` are those of whoever imports: what they may not see is not on file for them.
    """
    indexes = _indexes(tables)
    return tuple(_known(tables, indexes, _held(indexes, labels)))


def load_part(
    tables: PartTables,
    *,
    terms: LoadTerms,
    labels: frozenset[Label] = VISIBLE,
    caches: Caches | None = None,
) -> PartLoaded:
    """Load a part in the transaction that is open. Hand the same `caches` to every part."""
    indexes = _indexes(tables)
    known = tuple(_known(tables, indexes, _held(indexes, labels)))
    draft = drafted(tables, frozenset(each.household_no for each in known))
    with entered(everywhere(current().purpose)):
        held = _holders([each for each in indexes if each], None)
    writer = PartWriter(draft, terms, caches or Caches(), held)
    writer.write()
    loaded = PartLoaded(
        len(draft.household_ids),
        len(draft.person_ids),
        len(draft.supporter_ids),
        writer.statements,
        known,
    )
    audit.record(
        "import.run",
        subject_type="part",
        payload={
            "households": loaded.households,
            "persons": loaded.persons,
            "left_out": len(known),
            "account": str(terms.account or SYSTEM),
        },
    )
    return loaded


def _indexes(tables: PartTables) -> list[bytes | None]:
    """The blind index of each person's number, in the order of the table."""
    numbers = list(numbers_of(tables.persons["person_id"].to_pylist()))
    hashed = iter(blind_index_many("identity", [each for each in numbers if each]))
    return [next(hashed) if each else None for each in numbers]


def _held(indexes: Sequence[bytes | None], labels: frozenset[Label]) -> frozenset[bytes]:
    """Those numbers that are on file within the scope, as far as somebody with labels sees."""
    return _holders([each for each in indexes if each], labels)


def _holders(indexes: list[bytes], labels: frozenset[Label] | None) -> frozenset[bytes]:
    """Which of many indexes are on file; one array instead of a hundred thousand parameters."""
    live = [each.value for each in NumberState if each is not NumberState.SUPERSEDED]
    states, within = (live, labels) if labels is not None else ([CONFIRMED], EVERY_LABEL)
    text = (
        f'select index from "{IdentityDocument._meta.db_table}"'  # noqa: S608 - our own table
        " where index = any (%s) and state = any (%s) and label = any (%s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [indexes, states, sorted(within)])
        return frozenset(bytes(index) for (index,) in cursor.fetchall())


def _known(
    tables: PartTables, indexes: Sequence[bytes | None], held: frozenset[bytes]
) -> Iterable[KnownHousehold]:
    """Each household once, with the first reason found."""
    told: set[int] = set()
    first: dict[bytes, int] = {}
    homes = tables.persons["household_no"].to_pylist()
    persons = tables.persons["person_no"].to_pylist()
    for index, home, person in zip(indexes, homes, persons, strict=True):
        if index is None or home in told:
            continue
        if index in held:
            told.add(home)
            yield KnownHousehold(home, person, "该成员的证件号码已经在册")
        elif first.setdefault(index, person) != person:
            told.add(home)
            yield KnownHousehold(home, person, "该成员的证件号码在本次导入中重复")
    for home in _numbered(tables):
        if home not in told:
            yield KnownHousehold(home, None, "该家庭编号已经在册")


def _numbered(tables: PartTables) -> Iterable[int]:
    """Households whose number their division has already."""
    numbers = tables.households["household_id"].to_pylist()
    divisions = tables.households["division"].to_pylist()
    text = (
        f'select division, number from "{Household._meta.db_table}"'  # noqa: S608 - our own table
        " where kind = %s and division = any (%s) and number = any (%s)"
    )
    with connection.cursor() as cursor:
        distinct = sorted(set(divisions))
        cursor.execute(text, [HouseholdKind.ASSISTANCE.value, distinct, numbers])
        taken = set(cursor.fetchall())
    for home, place in zip(
        tables.households["household_no"].to_pylist(), zip(divisions, numbers, strict=True),
        strict=True,
    ):  # fmt: skip
        if place in taken:
            yield home
