"""What an inspection found, as people know it: the record behind each id, if they may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from minzheng.kernel.payments.invariants import INVARIANTS
from minzheng.kernel.payments.models import Inspection
from minzheng.kernel.payments.viewing import title_of
from minzheng.kernel.registry.api.listing import bounds

# Every id is of one table only. What a rule names that is none of these has no page of its own.
_KNOWN = """
select b.id, 'batch', b.number, null::uuid from payments_batch b
  where b.id = any (%(ids)s) and b.division >= %(low)s and b.division < %(high)s
union all
select i.id, 'line', i.end_to_end_id, i.batch_id from payments_instruction i
  where i.id = any (%(ids)s) and i.division >= %(low)s and i.division < %(high)s
union all
select a.id, 'award', a.benefit, null from entitlements_award a
  where a.id = any (%(ids)s) and a.division >= %(low)s and a.division < %(high)s
union all
select s.id, 'settlement', s.number, null from payments_settlement s
  where s.id = any (%(ids)s) and s.division >= %(low)s and s.division < %(high)s
union all
select d.id, 'delivery', d.benefit, null from payments_delivery d
  where d.id = any (%(ids)s) and d.division >= %(low)s and d.division < %(high)s
union all
select j.id, 'journal', j.memo, null from payments_journal j
  where j.id = any (%(ids)s) and j.division >= %(low)s and j.division < %(high)s
union all
select f.id, 'float', d.name, null from payments_imprestfloat f
  join registry_division d on d.code = f.division
  where f.id = any (%(ids)s) and f.division >= %(low)s and f.division < %(high)s
"""
OF_A_BENEFIT = ("award", "delivery")
"""Kinds that are called by their benefit."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that breaks a rule: which kind, and what it is called. A day has no id.

    `batch` is the batch of a line.
    """

    kind: str
    text: str
    id: UUID | None = None
    batch: UUID | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that did not hold, and those of its subjects that may be seen."""

    code: str
    title: str
    subjects: tuple[Subject, ...]


def known_subjects(named: Iterable[str]) -> Mapping[str, Subject]:
    """The records behind what inspections wrote down, by id: at most one query."""
    ids = sorted({rest for _, rest in map(_parted, named) if _is_id(rest)})
    if not ids:
        return {}
    low, high = bounds()
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"ids": [UUID(each) for each in ids], "low": low, "high": high})
        return {str(row[0]): _subject(*row) for row in cursor}


def _subject(key: UUID, kind: str, text: str, batch: UUID | None) -> Subject:
    title = title_of(text) if kind in OF_A_BENEFIT else text
    return Subject(kind, title, key, batch)


def broken(row: Inspection, known: Mapping[str, Subject]) -> tuple[Broken, ...]:
    """The rules that did not hold, in their order."""
    found: dict[str, list[Subject]] = {code: [] for code in row.broken}
    for code, rest in map(_parted, row.subjects):
        subject = known.get(rest) if _is_id(rest) else Subject("day", rest)
        if subject is not None:
            found[code].append(subject)
    return tuple(
        Broken(each.code, each.title, tuple(found[each.code]))
        for each in INVARIANTS
        if each.code in found
    )


def _parted(named: str) -> tuple[str, str]:
    code, _, rest = named.partition(":")
    return code, rest


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
