"""Reading imprest floats: in lists with their warnings, and what moved in one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.payments import floating
from minzheng.kernel.payments.models import ImprestCount, ImprestFloat, ImprestMovement
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen


@dataclass(frozen=True, slots=True)
class FloatRow:
    """The float of a town."""

    id: UUID
    division: str
    limit_fen: int
    warn_fen: int
    balance_fen: int
    custodian: UUID
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovementRow:
    """Money into or out of a float."""

    id: UUID
    kind: str
    kind_title: str
    amount_fen: int
    moved_on: date
    voucher: str
    case: UUID | None
    in_the_books: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """That somebody counted."""

    counted_on: date
    book_fen: int
    counted_fen: int
    note: str
    counted_by: UUID


@query(permission="imprest.read")
def floats(actor: Actor, *, division: str = "") -> tuple[FloatRow, ...]:
    """The floats of the towns of a division; a county has some dozens at most."""
    rows = seen(ImprestFloat.objects, division).filter(closed=False).order_by("division")
    return tuple(_row(each) for each in rows)


@query(permission="imprest.read", action="imprest.read")
def movements(
    actor: Actor, *, imprest: UUID, after: str = "", limit: int = 50
) -> Page[MovementRow]:
    """What moved in a float, in the order of entering. Raises `Unseen`."""
    row = one(ImprestFloat.objects, imprest)
    floating.told(row)
    rows = ImprestMovement.objects.filter(imprest=row)
    return page_of(rows, ["recorded_at", "pk"], after, limit, _movements)


@query(permission="imprest.read")
def counts(actor: Actor, *, imprest: UUID, limit: int = 50) -> tuple[CountRow, ...]:
    """The last counts of a float, the latest first. Raises `Unseen`."""
    row = one(ImprestFloat.objects, imprest)
    found = ImprestCount.objects.filter(imprest=row).order_by("-pk")[:limit]
    return tuple(
        CountRow(each.counted_on, each.book_fen, each.counted_fen, each.note, each.counted_by)
        for each in found
    )


def _row(each: ImprestFloat) -> FloatRow:
    return FloatRow(
        each.pk,
        each.division,
        each.limit_fen,
        each.warn_fen,
        each.balance_fen,
        each.custodian,
        floating.warnings(each),
    )


def _movements(found: list[ImprestMovement]) -> list[MovementRow]:
    return [
        MovementRow(
            each.pk,
            each.kind,
            each.get_kind_display(),
            each.amount_fen,
            each.moved_on,
            each.voucher,
            each.case_id,
            each.journal is not None,
        )
        for each in found
    ]
