"""Imprest floats of towns: money in keeping, small aid paid from it, settled by the county."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.divisions import Level, level
from minzheng.base.errors import InvalidValue
from minzheng.base.money import format_yuan
from minzheng.catalogue.benefits import Cycle, Form
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import Colleague, holders
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.casework.api.purposes import purpose_of
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments import batching, drafting, floating
from minzheng.kernel.payments.accounts import book_of, county_of
from minzheng.kernel.payments.models import (
    ImprestFloat,
    ImprestMovement,
    MovementKind,
)
from minzheng.kernel.registry.api.listing import one, seen, within_scope


@command(permission="imprest.manage", action="imprest.open")
def open_float(
    actor: Actor, *, division: str, limit_fen: int, warn_fen: int, custodian: UUID
) -> UUID:
    """The float of a town, in somebody's keeping. Raises `Conflict`, `InvalidValue`, `Unseen`."""
    if not within_scope(division):
        raise Unseen
    if level(division) != Level.TOWNSHIP:
        raise Refused("备用金设在镇（街道）。")
    if not 0 <= warn_fen <= limit_fen or limit_fen == 0:
        raise InvalidValue("限额应大于零，提醒额不超过限额。")
    keeper = _keeper(division, custodian)
    try:
        with transaction.atomic():
            row = ImprestFloat.objects.create(
                division=division,
                book=book_of(division),
                limit_fen=limit_fen,
                warn_fen=warn_fen,
                custodian=keeper.account,
                custodian_person=keeper.person,
                opened_at=clock.now(),
            )
    except IntegrityError:
        raise Conflict("该镇（街道）已设有备用金。") from None
    floating.told(row, limit_fen=limit_fen, custodian=str(custodian))
    return row.pk


@command(permission="imprest.manage", action="imprest.top_up")
def top_up(
    actor: Actor, *, imprest: UUID, movement: UUID, amount_fen: int, on: date, voucher: str
) -> UUID:
    """Money goes to the town, never above the limit; `movement` is the caller's id."""
    row = floating.locked(imprest)
    if (known := floating.entered(row, movement)) is not None:
        return known
    if amount_fen <= 0 or row.balance_fen + amount_fen > row.limit_fen:
        raise InvalidValue("拨入金额应大于零，且拨入后不超过限额。")
    made = floating.move(actor, row, movement, MovementKind.TOP_UP, amount_fen, on, voucher)
    floating.post_transfer(actor, row, made)
    return made.pk


@command(permission="imprest.manage", action="imprest.give_back")
def give_back(
    actor: Actor, *, imprest: UUID, movement: UUID, amount_fen: int, on: date, voucher: str
) -> UUID:
    """Money comes back from the town; `movement` is the caller's id."""
    row = floating.locked(imprest)
    if (known := floating.entered(row, movement)) is not None:
        return known
    if not 0 < amount_fen <= row.balance_fen:
        raise InvalidValue("缴回金额应大于零，且不超过余额。")
    made = floating.move(actor, row, movement, MovementKind.GIVE_BACK, -amount_fen, on, voucher)
    floating.post_transfer(actor, row, made)
    return made.pk


@command(permission="imprest.spend", action="imprest.spend")
def spend(
    actor: Actor,
    *,
    imprest: UUID,
    movement: UUID,
    case: UUID,
    benefit: str,
    amount_fen: int,
    on: date,
    voucher: str,
) -> UUID:
    """Aid was paid in cash for a case, by the custodian; no batch pays it a second time.

    What one case gets from a float has a limit. Raises `Conflict`, `InvalidValue`, `NotAllowed`,
    `Refused`, `Unseen`.
    """
    row = floating.locked(imprest)
    if (known := floating.entered(row, movement)) is not None:
        return known
    _require_spendable(actor, row, case, benefit, amount_fen)
    # A batch that is drafted at this moment would not see what is being paid.
    drafting.alone_in(county_of(row.division))
    with batching.in_words():
        made = floating.move(
            actor,
            row,
            movement,
            MovementKind.SPEND,
            -amount_fen,
            on,
            voucher,
            case_id=case,
            benefit=benefit,
        )
    return made.pk


@command(permission="imprest.manage", action="imprest.reverse")
def reverse_spending(actor: Actor, *, movement: UUID, reversal: UUID, voucher: str) -> UUID:
    """What was entered as spent was not: the money is in the float. Raises `Conflict`, `Unseen`."""
    spent = one(ImprestMovement.objects, movement)
    row = floating.locked(spent.imprest_id)
    if (known := floating.entered(row, reversal)) is not None:
        return known
    taken_back = seen(ImprestMovement.objects).filter(reverses=movement).exists()
    if spent.kind != MovementKind.SPEND or taken_back:
        raise Conflict("这一笔不是支付，或者已经更正。")
    with batching.in_words():
        made = floating.move(
            actor,
            row,
            reversal,
            MovementKind.REVERSAL,
            -spent.amount_fen,
            clock.today(),
            voucher,
            case_id=spent.case_id,
            benefit=spent.benefit,
            reverses=spent.pk,
        )
    return made.pk


@command(permission="imprest.manage", action="imprest.settle")
def settle_float(actor: Actor, *, imprest: UUID, journal: UUID) -> int:
    """Take what a town has spent into the county's books (报账); how many movements.

    `journal` is the caller's id, so that twice is once. Raises `Refused`, `Unseen`.
    """
    row = floating.locked(imprest)
    settled = floating.settle(actor, row, journal)
    floating.told(row, journal=str(journal), settled=settled)
    return settled


@command(permission="imprest.count", action="imprest.count")
def count_float(actor: Actor, *, imprest: UUID, counted_fen: int, on: date, note: str = "") -> UUID:
    """Somebody else than the custodian counts the money; a difference is explained.

    Raises `InvalidValue`, `Refused`, `Unseen`.
    """
    row = floating.locked(imprest)
    counted = floating.count(actor, row, counted_fen, on, note)
    floating.told(row, counted_fen=counted_fen, book_fen=row.balance_fen)
    return counted


@command(permission="imprest.manage", action="imprest.hand_over")
def hand_over(
    actor: Actor, *, imprest: UUID, custodian: UUID, counted_fen: int, note: str = ""
) -> UUID:
    """Another person of the town keeps the float from now on (交接); the actor, who is neither,
    has counted it before both. The count's id. Raises `InvalidValue`, `Refused`, `Unseen`.
    """
    row = floating.locked(imprest)
    keeper, before = _keeper(row.division, custodian), row.custodian
    if keeper.person == row.custodian_person:
        raise Refused("接收人就是现在的保管人。")
    if actor.person == keeper.person:
        raise Refused("接收人不能自己监交，请由他人办理。")
    counted = floating.count(actor, row, counted_fen, clock.today(), note)
    row.custodian, row.custodian_person = keeper.account, keeper.person
    row.save(update_fields=["custodian", "custodian_person"])
    floating.told(row, custodian=str(keeper.account), before=str(before), counted_fen=counted_fen)
    return counted


@command(permission="imprest.manage", action="imprest.close")
def close_float(actor: Actor, *, imprest: UUID) -> None:
    """A float that is empty and settled ends; the town may get another one.

    Raises `Conflict`, `Refused`, `Unseen`.
    """
    row = floating.locked(imprest)
    if row.balance_fen:
        raise Refused(f"还有余额{format_yuan(row.balance_fen)}元，请先缴回。")
    if ImprestMovement.objects.filter(imprest=row, journal=None).exists():
        raise Refused("还有支付没有报账，请先报账。")
    row.closed = True
    row.save(update_fields=["closed"])
    floating.told(row, closed=True)


def _keeper(division: str, custodian: UUID) -> Colleague:
    """One who may pay out of the town's float. Raises `Refused`."""
    able = holders("imprest.spend", division)
    found = next((a for a in able if (a.account, a.division) == (custodian, division)), None)
    if found is None:
        raise Refused("保管人应为该镇（街道）可以支付备用金的工作人员。")
    return found


def _require_spendable(
    actor: Actor, row: ImprestFloat, case: UUID, benefit: str, amount_fen: int
) -> None:
    if actor.account != row.custodian:
        raise NotAllowed("imprest.spend", "备用金由保管人支付和登记。")
    about = purpose_of(case)
    if about is None:
        raise Unseen
    if about.turned_down:
        raise Refused(f"这个办件的结果是{about.turned_down}，不能再支付。")
    paid_once = benefits().known(benefit)
    if paid_once.form is not Form.CASH or paid_once.cycle is not Cycle.ONCE:
        raise Refused("备用金只用于一次性的现金救助。")
    # Under another benefit no batch would count it in, and the case would be paid twice.
    if not any(found and found[0] == paid_once for found in map(benefits().paid_by, about.decides)):
        raise Refused(f"{about.item_title}不发放{paid_once.title}，请核对办件号和待遇。")
    if not 0 < amount_fen <= row.balance_fen:
        raise InvalidValue("支付金额应大于零，且不超过余额。")
    floating.require_within_case_limit(row, case, amount_fen)
