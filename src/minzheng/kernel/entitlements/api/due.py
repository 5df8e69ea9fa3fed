"""What is due, for apps above: no act of its own, and within the scope of whoever asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.protection.context import current

_COLUMNS = (
    "award, month, line, sequence, kind, benefit, form, payer, division, label, household, person,"
    " payee, amount_fen, held"
)
_IN_A_MONTH = f"""
select {_COLUMNS} from entitlements_due(%s)
where (cardinality(%s::text[]) = 0 or benefit = any (%s)) and payer like %s || '%%'
order by award"""  # noqa: S608 - columns of our own function
_OF_AN_AWARD = f"""
select {_COLUMNS} from entitlements_due_between(%s, %s) where award = %s order by month"""  # noqa: S608 - columns of our own function


@dataclass(frozen=True, slots=True)
class Due:
    """What an award pays in a month: by which line, through which office, and whether it is held.

    `payer` is the division whose county pays; `division` is where the file lies now.
    """

    award: UUID
    month: Month
    line: UUID
    sequence: int
    kind: str
    benefit: str
    form: str
    payer: str
    division: str
    label: str
    household: UUID | None
    person: UUID | None
    payee: UUID | None
    amount_fen: int
    held: bool


def due(month: Month, *, benefits: Sequence[str] = (), payer: str = "") -> tuple[Due, ...]:
    """Everything that is due in a month; `payer` is the beginning of a division's code."""
    chosen = list(benefits)
    return tuple(_read(_IN_A_MONTH, [month.first_day, chosen, chosen, payer]))


def due_of(award: UUID, first: Month, last: Month) -> tuple[Due, ...]:
    """What an award pays in some months, month by month; months without anything left out."""
    return tuple(_read(_OF_AN_AWARD, [first.first_day, last.first_day, award]))


def _read(text: str, values: Sequence[Any]) -> Iterator[Due]:
    current()
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        for award, month, *rest in cursor.fetchall():
            yield Due(award, _month(month), *rest)


def _month(first: date) -> Month:
    return Month.of(first)
