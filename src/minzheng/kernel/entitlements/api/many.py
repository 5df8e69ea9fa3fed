"""Many awards at once, for the worker: what ran before the platform, and what needs no application.

No decision stands behind these lines, so each says in words which rule it follows from; nobody but
the worker may write them, and row by row nobody is covered twice here either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.months import Month
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.access.worker import SYSTEM
from minzheng.kernel.audit import api as audit
from minzheng.kernel.entitlements.covering import ALREADY
from minzheng.kernel.entitlements.laying import Opening, lay
from minzheng.kernel.entitlements.models import LineKind
from minzheng.kernel.protection.context import current


@dataclass(frozen=True, slots=True)
class Holding:
    """An award as it ran before: exactly one of `household` and `person` says whose.

    `persons` are those whom it covers; `end` is the last month, None while it is open.
    """

    benefit: str
    household: UUID | None
    person: UUID | None
    payee: UUID | None
    persons: tuple[UUID, ...]
    start: Month
    amount_fen: int
    end: Month | None = None
    review_class: str = ""
    next_review: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """How many awards were opened, and the positions of those that another one excludes."""

    count: int
    refused: tuple[int, ...]


def take_over(rows: Iterable[Holding], *, reason: str) -> Opened:
    """Awards that ran before the platform. Raises `NotAllowed`, `Refused`, `UnknownBenefit`."""
    return _opened(
        LineKind.TAKEN_OVER,
        reason,
        [
            Opening(
                benefit=each.benefit,
                household=each.household,
                person=each.person,
                payee=each.payee,
                persons=each.persons,
                start=each.start,
                end=each.end,
                amount_fen=each.amount_fen,
                review_class=each.review_class,
                next_review=each.next_review,
            )
            for each in rows
        ],
    )


def open_direct(
    *,
    benefit: str,
    month: Month,
    rows: Iterable[tuple[UUID, UUID | None, int]],
    reason: str,
) -> Opened:
    """What persons get in one month without applying: (person, payee, fen), each person once.

    Raises `NotAllowed`, `Refused`, `UnknownBenefit`.
    """
    return _opened(
        LineKind.DIRECT,
        reason,
        [
            Opening(
                benefit=benefit,
                household=None,
                person=person,
                payee=payee or person,
                persons=(person,),
                start=month,
                end=month,
                amount_fen=fen,
            )
            for person, payee, fen in rows
        ],
    )


def _opened(kind: LineKind, reason: str, rows: Sequence[Opening]) -> Opened:
    if current().account != SYSTEM:
        raise NotAllowed("award.change")
    if not reason.strip():
        raise Refused("请写明依据。")
    try:
        with transaction.atomic():
            refused = lay(kind, rows, reason.strip())
    except IntegrityError:
        # Somebody was enrolled at this moment: once more, and it is among the refused.
        raise Conflict(ALREADY) from None
    count = len(rows) - len(refused)
    audit.record("award.take_over", payload={"kind": kind.value, "count": count, "reason": reason})
    return Opened(count, tuple(sorted(refused)))
