"""Settlements with providers: prepared month by month, agreed to, paid by a batch of their own."""

from datetime import date
from uuid import UUID

from django.db import transaction

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments import batching
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.delivering import paying, settling, showing
from minzheng.kernel.payments.delivering.results import RedemptionRow, SettlementRow
from minzheng.kernel.payments.delivering.sentences import in_words
from minzheng.kernel.payments.models import Redemption, Settlement, SettlementState
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import Page, newest_of, one, page_of, seen

NOT_YOURS = "您的岗位不能办理这类档案的发放。"


@query(permission="provider.read", action="settlement.read")
def list_settlements(
    actor: Actor, *, division: str = "", state: str = "", after: str = "", limit: int = 50
) -> Page[SettlementRow]:
    """Settlements, the newest first."""
    rows = seen(Settlement.objects, division).select_related("provider")
    if state:
        rows = rows.filter(state=state)
    return newest_of(rows, after, limit, showing.settlement_rows)


@query(permission="provider.read", action="settlement.read")
def settlement(actor: Actor, *, settlement: UUID) -> SettlementRow:
    """One of them. Raises `Unseen`."""
    row = one(Settlement.objects.select_related("provider"), settlement)
    settling.told(row)
    return showing.settlement_rows([row])[0]


@query(permission="provider.read")
def redemptions_in(
    actor: Actor, *, settlement: UUID, after: str = "", limit: int = 50
) -> Page[RedemptionRow]:
    """What it is made of, in order. Raises `Unseen`."""
    row = one(Settlement.objects, settlement)
    found = Redemption.objects.filter(settlement=row).select_related("provider")
    return page_of(found, ["pk"], after, limit, showing.redemption_rows)


@command(permission="provider.propose", action="settlement.prepare")
def prepare_settlements(
    actor: Actor, *, division: str, month: Month, label: Label = Label.ORDINARY
) -> int:
    """One for every provider to whom something is owed up to the end of a month; how many.

    The month must be over. Raises `Refused`, `Unseen`.
    """
    if month >= Month.of(clock.today()):
        raise Refused("当月结束以后才能编制当月的结算单。")
    if label not in actor.labels:
        raise Refused(NOT_YOURS)
    county = book_of(division).division
    with in_words(), transaction.atomic():
        made = settling.prepared(actor, county, month, label)
    if not made:
        raise Refused("没有需要结算的服务：核销都已结算，或者还有争议没有处理。")
    for row in made:
        settling.told(row, amount_fen=row.amount_fen)
    return len(made)


@command(permission="provider.propose", action="settlement.agree")
def agree_settlement(actor: Actor, *, settlement: UUID, name: str, on: date) -> None:
    """The provider has said, by somebody's name, that the sum is right."""
    row = settling.locked(settlement)
    settling.require(row, SettlementState.PREPARED)
    if not name.strip() or on > clock.today():
        raise Refused("请填写机构确认人；日期不能晚于今天。")
    row.state = SettlementState.AGREED
    row.agreed_name, row.agreed_on = name.strip()[:100], on
    row.agreed_by, row.agreed_person = actor.account, actor.person
    with in_words(), transaction.atomic():
        row.save()
    settling.told(row, amount_fen=row.amount_fen)


@command(permission="provider.propose", action="settlement.withdraw")
def withdraw_settlement(actor: Actor, *, settlement: UUID, reason: str) -> None:
    """It is wrong: what it was made of waits again. Raises `Conflict` once it is in a batch."""
    row = settling.locked(settlement)
    settling.require(row, SettlementState.PREPARED, SettlementState.AGREED)
    if not reason.strip():
        raise Refused("请填写撤回原因。")
    row.state, row.reason = SettlementState.WITHDRAWN, reason.strip()[:300]
    with in_words(), transaction.atomic():
        row.save()
        settling.release(row)
    settling.told(row, reason=row.reason)


@command(permission="payment.prepare", action="payment.draft")
def draft_payment(actor: Actor, *, division: str, label: Label = Label.ORDINARY) -> UUID:
    """A batch of every settlement that was agreed to, and of those that came back."""
    if label not in actor.labels:
        raise Refused(NOT_YOURS)
    with batching.in_words():
        row = paying.drafted(actor, book_of(division).division, label)
    batching.told(row, kind=str(row.kind), count=row.count, total_fen=row.total_fen)
    return row.pk
