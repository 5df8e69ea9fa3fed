"""Holding payments: raised by one person or a match, confirmed and lifted by another."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Recused, Refused
from minzheng.kernel.entitlements import holding, showing
from minzheng.kernel.entitlements.api.results import HoldRow
from minzheng.kernel.entitlements.happenings import covering
from minzheng.kernel.entitlements.involved import require_uninvolved
from minzheng.kernel.entitlements.models import Award, Hold, HoldKind
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

__all__ = ["HoldRow", "confirm_hold", "holds", "raise_hold", "release_hold"]

ORDER = ("division", "id")
SETTLE = "hold.settle"
LONGEST_TEXT = 300
LONGEST_SOURCE = 100
FROM_NEXT_MONTH = frozenset({HoldKind.DEATH, HoldKind.CREMATION, HoldKind.PRISON})
"""The month in which it happened is still paid (D1, D21)."""
_OVER = "这项暂缓已经解除，请刷新后再看。"


@command(permission="hold.raise", action="hold.raise")
def raise_hold(
    actor: Actor,
    *,
    kind: str,
    since: date,
    source: str,
    award: UUID | None = None,
    person: UUID | None = None,
    note: str = "",
) -> tuple[UUID, ...]:
    """Hold one award, or every award that covers a person; the new holds.

    One that is held for the same reason stays as it is. Raises `Refused`, `InvalidValue`, `Unseen`.
    """
    if kind not in HoldKind.values or kind == HoldKind.GRACE:
        raise InvalidValue("暂缓原因不正确。")
    if not source.strip():
        raise Refused("请填写情况来源。")
    if since > clock.today():
        raise Refused("事实发生日期晚于今天。")
    month = Month.of(since) + (1 if kind in FROM_NEXT_MONTH else 0)
    made = []
    for row in _awards(award, person, month):
        held = holding.hold(
            row,
            HoldKind(kind),
            month,
            since=since,
            source=source.strip()[:LONGEST_SOURCE],
            note=note.strip()[:LONGEST_TEXT],
            person=person or row.person_id,
            by=actor,
        )
        touched("award", row.pk, row.division, Label(row.label), payload={"kind": kind})
        made += [held.pk] if held else []
    return tuple(made)


@command(permission=SETTLE, action="hold.confirm")
def confirm_hold(actor: Actor, *, hold: UUID) -> None:
    """Say that the sign is right: it stays held until a decision. Raises `Recused`, `Conflict`."""
    row = _waiting(actor, hold)
    if row.confirmed_at is not None:
        raise Conflict("这项暂缓此前已经核实。")
    row.confirmed_by, row.confirmed_by_person = actor.account, actor.person
    row.confirmed_by_name, row.confirmed_at = actor.name, clock.now()
    row.save()
    _tell(row)


@command(permission=SETTLE, action="hold.release")
def release_hold(actor: Actor, *, hold: UUID, reason: str) -> None:
    """Lift a hold: what it held is paid with the next payroll. Raises `Recused`, `Conflict`."""
    if not reason.strip():
        raise Refused("请填写解除理由。")
    row = _waiting(actor, hold)
    holding.release(
        row,
        by=actor.account,
        person=actor.person,
        name=actor.name,
        reason=reason.strip()[:LONGEST_TEXT],
    )
    _tell(row)


@query(permission="award.read", action="hold.read")
def holds(actor: Actor, *, division: str = "", after: str = "", limit: int = 50) -> Page[HoldRow]:
    """What is held within the scope, the oldest first."""
    rows = seen(Hold.objects, division).filter(released_at=None).select_related("award")
    page = page_of(rows, ORDER, after, limit, lambda found: showing.hold_rows(actor, found))
    shown = [str(each.id) for each in page.rows]
    touched("list", None, division or actor.division, payload={"shown": shown})
    return page


def _awards(award: UUID | None, person: UUID | None, month: Month) -> Iterable[Award]:
    if award is not None:
        return (one(Award.objects, award, lock=True),)
    if person is None:
        raise Refused("请指定一项待遇或者一个人。")
    found = covering(person, month)
    if not found:
        raise Conflict("这个人在该月份以后没有待遇，不需要暂缓。")
    return found


def _waiting(actor: Actor, hold: UUID) -> Hold:
    row = one(Hold.objects.select_related("award"), hold, lock=True)
    if row.released_at is not None:
        raise Conflict(_OVER)
    if row.raised_by_person is not None and row.raised_by_person == actor.person:
        raise Recused(SETTLE)
    require_uninvolved(actor, row.award, SETTLE, row.person_id)
    return row


def _tell(row: Hold) -> None:
    payload = {"hold": str(row.pk), "kind": row.kind}
    touched("award", row.award_id, row.division, Label(row.label), payload=payload)
