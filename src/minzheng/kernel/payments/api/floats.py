"""Reading imprest floats: in lists with their warnings, and what moved in one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import Colleague, account_names, holders
from minzheng.kernel.access.commands import query
from minzheng.kernel.payments import floating
from minzheng.kernel.payments.models import (
    ImprestCount,
    ImprestFloat,
    ImprestMovement,
    MovementKind,
)
from minzheng.kernel.payments.viewing import title_of
from minzheng.kernel.registry.api.listing import Page, cursor_id, one, require_size, seen


@dataclass(frozen=True, slots=True)
class FloatRow:
    """The float of a town."""

    id: UUID
    division: str
    limit_fen: int
    warn_fen: int
    balance_fen: int
    custodian: UUID
    custodian_name: str
    closed: bool
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
    benefit_title: str
    recorded_by_name: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class ToSettle:
    """What waits for the county's books: how many movements, and what they come to."""

    count: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """That somebody counted."""

    counted_on: date
    book_fen: int
    counted_fen: int
    note: str
    counted_by: UUID
    counted_by_name: str


@query(permission="imprest.read")
def floats(actor: Actor, *, division: str = "") -> tuple[FloatRow, ...]:
    """The floats of the towns of a division, those that ended last; a county has some dozens."""
    rows = seen(ImprestFloat.objects, division).order_by("closed", "division", "-pk")
    return _rows(list(rows))


@query(permission="imprest.manage")
def keepers(actor: Actor) -> tuple[Colleague, ...]:
    """Who of the actor's county may keep a float, by town: one query."""
    return holders("imprest.spend", actor.division)


@query(permission="imprest.read")
def count_warned(actor: Actor) -> int:
    """About how many floats somebody should do something: two queries."""
    rows = list(seen(ImprestFloat.objects).filter(closed=False))
    return sum(bool(each) for each in floating.warnings(rows).values())


@query(permission="imprest.read")
def float_head(actor: Actor, *, imprest: UUID) -> FloatRow:
    """One float with its warnings. Raises `Unseen`."""
    return _rows([one(ImprestFloat.objects, imprest)])[0]


@query(permission="imprest.read")
def movement(actor: Actor, *, imprest: UUID, movement: UUID) -> MovementRow:
    """One movement of a float. Raises `Unseen`."""
    return _movements([one(ImprestMovement.objects.filter(imprest=imprest), movement)])[0]


@query(permission="imprest.read")
def to_settle(actor: Actor, *, imprest: UUID) -> ToSettle:
    """What was paid out of a float and is not in the county's books yet. Raises `Unseen`."""
    row = one(ImprestFloat.objects, imprest)
    waiting = ImprestMovement.objects.filter(
        imprest=row, kind__in=floating.PAID_OUT, journal=None
    ).aggregate(count=Count("id"), fen=Sum("amount_fen"))
    return ToSettle(waiting["count"], -(waiting["fen"] or 0))


@query(permission="imprest.read", action="imprest.read")
def movements(
    actor: Actor, *, imprest: UUID, after: str = "", limit: int = 50
) -> Page[MovementRow]:
    """What moved in a float, what was entered last first. Raises `Unseen`."""
    require_size(limit)
    row = one(ImprestFloat.objects, imprest)
    floating.told(row)
    rows = ImprestMovement.objects.filter(imprest=row)
    if after:
        # Ids come from whoever enters: only the time of entering has an order.
        last = rows.filter(pk=cursor_id(after)).values_list("recorded_at", flat=True).first()
        if last is not None:
            rows = rows.filter(
                Q(recorded_at__lt=last) | Q(recorded_at=last, pk__lt=cursor_id(after))
            )
    found = list(rows.order_by("-recorded_at", "-pk")[: limit + 1])
    more = str(found[limit - 1].pk) if len(found) > limit else ""
    return Page(tuple(_movements(found[:limit])), more)


@query(permission="imprest.read")
def counts(actor: Actor, *, imprest: UUID, limit: int = 50) -> tuple[CountRow, ...]:
    """The last counts of a float, the latest first. Raises `Unseen`."""
    row = one(ImprestFloat.objects, imprest)
    found = list(ImprestCount.objects.filter(imprest=row).order_by("-pk")[:limit])
    names = account_names({each.counted_by for each in found})
    return tuple(
        CountRow(
            each.counted_on,
            each.book_fen,
            each.counted_fen,
            each.note,
            each.counted_by,
            names.get(each.counted_by, ""),
        )
        for each in found
    )


def _rows(found: list[ImprestFloat]) -> tuple[FloatRow, ...]:
    names = account_names({each.custodian for each in found})
    warnings = floating.warnings(found)
    return tuple(
        FloatRow(
            each.pk,
            each.division,
            each.limit_fen,
            each.warn_fen,
            each.balance_fen,
            each.custodian,
            names.get(each.custodian, ""),
            each.closed,
            () if each.closed else warnings[each.pk],
        )
        for each in found
    )


def _movements(found: list[ImprestMovement]) -> list[MovementRow]:
    names = account_names({each.recorded_by for each in found})
    spent = [each.pk for each in found if each.kind == MovementKind.SPEND]
    reversals = seen(ImprestMovement.objects).filter(reverses__in=spent)
    taken_back = set(reversals.values_list("reverses", flat=True)) if spent else set()
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
            title_of(each.benefit) if each.benefit else "",
            names.get(each.recorded_by, ""),
            each.pk in taken_back,
        )
        for each in found
    ]
