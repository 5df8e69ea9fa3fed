"""Opening many awards set by set: placed beside their files, compared, written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.covering import after
from minzheng.kernel.entitlements.models import LineKind
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.api.enrolling import enrolment_indexes
from minzheng.kernel.registry.api.snapshots import place_rows

AT_ONCE = 5_000
"""Persons whose numbers are read in one query."""

_TABLES = """
create temporary table opening (
  award uuid primary key, at integer, benefit text, unit text, form text, household_id uuid,
  person_id uuid, payee uuid, start date, final date, review text, next_review date, fen bigint,
  line uuid, division text, label text) on commit drop;
create temporary table opening_cover (
  id uuid, award uuid, person uuid, index bytea, grp text, months daterange) on commit drop;
"""
_COLUMNS = (
    "award, at, benefit, unit, form, household_id, person_id, payee, start, final, review,"
    " next_review, fen, line"
)
_COVER_COLUMNS = "id, award, person, index, grp, months"
_INDEX = "create index on opening_cover (award); analyze opening; analyze opening_cover;"
_EXCLUDED = """
delete from opening o where o.division is null or exists (
  select from opening_cover n join entitlements_cover c
    on c.index = n.index and c.exclusion_group = n.grp and c.months && n.months
  where n.award = o.award)
  or exists (
  select from opening_cover n join opening_cover p
    on p.index = n.index and p.grp = n.grp and p.months && n.months and p.award < n.award
  where n.award = o.award)
returning at
"""
_WRITE = """
insert into entitlements_award (id, division, label, benefit, unit, form, household_id, person_id,
  payee_id, state, start_month, end_month, review_class, next_review, "case", version, opened_at)
select award, division, label, benefit, unit, form, household_id, person_id, payee, 'running',
  start, final, review, next_review, null, 1, %(now)s from opening;
insert into entitlements_cover (id, division, label, award_id, person_id, index, exclusion_group,
  months)
select n.id, o.division, o.label, n.award, n.person, n.index, n.grp, n.months
from opening_cover n join opening o on o.award = n.award order by n.index;
insert into entitlements_awardline (id, division, label, award_id, sequence, kind, from_month,
  to_month, amount_fen, reason, recorded_by_name, recorded_at)
select line, division, label, award, 1, %(kind)s, start, final, fen, %(reason)s, '', %(now)s
from opening;
"""
_DROP = "drop table opening, opening_cover;"


@dataclass(frozen=True, slots=True)
class Opening:
    """An award to be opened."""

    benefit: str
    household: UUID | None
    person: UUID | None
    payee: UUID | None
    persons: tuple[UUID, ...]
    start: Month
    end: Month | None
    amount_fen: int
    review_class: str = ""
    next_review: date | None = None


def lay(kind: LineKind, rows: Sequence[Opening], reason: str) -> frozenset[int]:
    """Open them; the positions of those that are refused, because somebody has it already.

    Raises `UnknownBenefit`. Two that exclude each other among the rows: the first one stays.
    """
    awards = [uuid7() for _ in rows]
    # Read before the copy begins: one connection cannot do both.
    indexes = _indexes({person for row in rows for person in row.persons})
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        _copy(cursor, "opening", _COLUMNS, _awards(rows, awards))
        _copy(cursor, "opening_cover", _COVER_COLUMNS, _covers(rows, awards, indexes))
        cursor.execute(_INDEX)
    place_rows("opening")
    with connection.cursor() as cursor:
        cursor.execute(_EXCLUDED)
        refused = frozenset(at for (at,) in cursor.fetchall())
        values: dict[str, Any] = {"kind": kind.value, "reason": reason, "now": clock.now()}
        for text in _WRITE.split(";\n")[:-1]:
            cursor.execute(text, values)
        cursor.execute(_DROP)
    return refused


def _awards(rows: Sequence[Opening], awards: Sequence[UUID]) -> Iterator[tuple[Any, ...]]:
    book = benefits()
    for at, (row, award) in enumerate(zip(rows, awards, strict=True)):
        benefit = book.known(row.benefit)
        yield (
            award, at, row.benefit, benefit.unit.value, benefit.form.value, row.household,
            row.person, row.payee, row.start.first_day, row.end.first_day if row.end else None,
            row.review_class, row.next_review, row.amount_fen, uuid7(),
        )  # fmt: skip


def _covers(
    rows: Sequence[Opening], awards: Sequence[UUID], indexes: Mapping[UUID, bytes]
) -> Iterator[tuple[Any, ...]]:
    book = benefits()
    for row, award in zip(rows, awards, strict=True):
        upper = after(row.end)
        months = f"[{row.start.first_day},{upper or ''})"
        for person in row.persons:
            for group in book.known(row.benefit).groups(award):
                yield uuid7(), award, person, indexes[person], group, months


def _indexes(persons: Iterable[UUID]) -> dict[UUID, bytes]:
    wanted = sorted(persons)
    found: dict[UUID, bytes] = {}
    for first in range(0, len(wanted), AT_ONCE):
        found.update(enrolment_indexes(wanted[first : first + AT_ONCE]))
    return found


def _copy(cursor: Any, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)
