"""What pages show of a batch: rows as they are read, titles beside codes."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from minzheng.base.divisions import Level, level
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.measuring import HOLDS
from minzheng.kernel.payments.models import Batch, BatchFund, Finding, Instruction
from minzheng.kernel.payments.results import (
    BatchRow,
    BenefitTotal,
    FundPart,
    LineRow,
    OutcomeTotal,
    Step,
    Waterfall,
)
from minzheng.kernel.payments.states import BATCH_MOVES, BatchState, LineState
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.protection.keys import decrypt_many
from minzheng.kernel.protection.masking import mask_account
from minzheng.kernel.registry.api.listing import seen

if TYPE_CHECKING:
    from django.db.models import QuerySet

ACCOUNT = ("bank_account", "registry_bankaccount", "number")
PROVIDER_ACCOUNT = ("bank_account", "payments_provideraccount", "number")
_BY_BENEFIT = """
select benefit, count(*), sum(amount_fen)::bigint, count(*) filter (where state = 'held'),
  coalesce(sum(amount_fen) filter (where state = 'held'), 0)::bigint
from payments_instruction where batch_id = %s group by 1 order by 1
"""
_BY_STATE = """
select state, count(*), sum(amount_fen)::bigint
from payments_instruction where batch_id = %s group by 1 order by 1
"""
_STEPS = """
with before as (
  select coalesce(i.award_id, s.provider_id) as award_id, sum(i.amount_fen)::bigint as fen
  from payments_instruction i join payments_batch b on b.id = i.batch_id
  left join payments_settlement s on s.id = i.settlement_id
  where b.division = %(county)s and b.label = %(label)s and b.kind = %(kind)s
    and b.month = %(prior)s and i.benefit = any (%(benefits)s)
    and i.component = 'regular' and i.state not in ('held', 'cancelled')
  group by 1
), after as (
  select coalesce(i.award_id, s.provider_id) as award_id, sum(i.amount_fen)::bigint as fen
  from payments_instruction i left join payments_settlement s on s.id = i.settlement_id
  where i.batch_id = %(batch)s and i.component = 'regular'
    and i.state not in ('held', 'cancelled') group by 1
), held as (
  select distinct coalesce(i.award_id, s.provider_id) as award_id
  from payments_instruction i left join payments_settlement s on s.id = i.settlement_id
  where i.batch_id = %(batch)s and i.component = 'regular' and i.state = 'held'
), both_months as (
  select coalesce(after.award_id, before.award_id) as award_id,
    coalesce(before.fen, 0) as was, coalesce(after.fen, 0) as is_now
  from before full join after on after.award_id = before.award_id
), named as (
  select is_now - was as fen, case
    when was = 0 then 'new'
    when is_now = 0 and award_id in (select award_id from held) then 'held'
    when is_now = 0 then 'ended'
    when is_now > was then 'raised' else 'lowered' end as code
  from both_months where is_now <> was
)
select code, count(*), sum(fen)::bigint from named group by 1
union all
select 'backpay', count(*), coalesce(sum(i.amount_fen), 0)::bigint from payments_instruction i
where i.batch_id = %(batch)s and i.component = 'backpay' and i.state not in ('held', 'cancelled')
union all
select 'before', count(*), coalesce(sum(fen), 0)::bigint from before
"""
STEPS = {
    "new": "新增",
    "raised": "增加",
    "lowered": "减少",
    "held": "暂缓",
    "ended": "停发",
    "backpay": "补发",
}
_HANDS = {
    "check": ("payment.prepare", (BatchState.DRAFT, BatchState.CHECKED)),
    "approve": ("payment.approve", (BatchState.CHECKED,)),
    "freeze": ("payment.send", (BatchState.APPROVED,)),
    "file": ("payment.send", (BatchState.FROZEN,)),
    "send": ("payment.send", (BatchState.FILED,)),
    "doubt": ("payment.send", (BatchState.FILED, BatchState.SENT)),
    "settle": ("payment.send", (BatchState.UNKNOWN,)),
    "cancel": (
        "payment.prepare",
        tuple(each for each, after in BATCH_MOVES.items() if BatchState.CANCELLED in after),
    ),
}

WAITING = {
    "check": ("payment.prepare", (BatchState.DRAFT,)),
    "settle": ("payment.prepare", (BatchState.CHECKED,)),
    "approve": ("payment.approve", (BatchState.CHECKED,)),
    "freeze": ("payment.send", (BatchState.APPROVED,)),
    "send": ("payment.send", (BatchState.FROZEN, BatchState.FILED)),
    "ask": ("payment.send", (BatchState.UNKNOWN,)),
}
"""Work on batches that waits for somebody: the permission, and where such batches stand."""


def title_of(benefit: str) -> str:
    """What people call a benefit."""
    known = benefits().get(benefit)
    return known.title if known else benefit


def batch_row(row: Batch) -> BatchRow:
    """As a list shows it."""
    return BatchRow(
        row.pk,
        row.number,
        row.division,
        row.label,
        Month.of(row.month),
        row.kind,
        row.get_kind_display(),
        row.state,
        row.get_state_display(),
        row.count,
        row.total_fen,
        row.held_count,
        row.held_fen,
        row.made_at,
    )


def hands(actor: Actor, row: Batch) -> frozenset[str]:
    """What the actor may do with a batch now."""
    may = {
        act
        for act, (permission, states) in _HANDS.items()
        if actor.may(permission) and row.state in states
    }
    if actor.person == row.maker_person or over_limit(actor, row):
        may.discard("approve")
    if actor.person == row.approver_person:
        may.discard("freeze")
    return frozenset(may)


def waiting_for(actor: Actor, work: str) -> "QuerySet[Batch]":
    """The batches that wait for the actor's permission; those of his own for another's."""
    permission, states = WAITING[work]
    rows = seen(Batch.objects).filter(state__in=states if actor.may(permission) else ())
    unsettled = Exists(Finding.objects.filter(batch=OuterRef("pk"), settled_by=None))
    if work == "settle":
        return rows.filter(unsettled)
    if work == "approve":
        return rows.filter(~unsettled).exclude(maker_person=actor.person)
    return rows.exclude(approver_person=actor.person) if work == "freeze" else rows


def over_limit(actor: Actor, row: Batch) -> bool:
    """Whether the actor's level is too low for the total."""
    limit = terms_on(clock.today(), row.division).county_limit_fen
    return row.total_fen - row.held_fen > limit and level(actor.division) > Level.PREFECTURE


def by_benefit(batch: UUID) -> tuple[BenefitTotal, ...]:
    """Totals of a batch by benefit."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_BENEFIT, [batch])
        return tuple(BenefitTotal(row[0], title_of(row[0]), *row[1:]) for row in cursor)


def by_state(batch: UUID) -> tuple[OutcomeTotal, ...]:
    """Totals of a batch by the state of its lines."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_STATE, [batch])
        return tuple(
            OutcomeTotal(state, str(LineState(state).label), count, fen)
            for state, count, fen in cursor
        )


def fund_parts(row: Batch) -> tuple[FundPart, ...]:
    """Which fund bears what of a frozen batch."""
    rows = BatchFund.objects.filter(batch=row).select_related("fund").order_by("benefit", "id")
    return tuple(
        FundPart(
            each.benefit, title_of(each.benefit), each.fund_id, each.fund.title, each.amount_fen
        )
        for each in rows
    )


def line_rows(rows: list[Instruction]) -> list[LineRow]:
    """Lines with their accounts masked."""
    providers = [each for each in rows if each.settlement_id is not None]
    others = [each for each in rows if each.settlement_id is None]
    numbers = _numbers(others, ACCOUNT) | _numbers(providers, PROVIDER_ACCOUNT)
    return [_line_row(each, numbers) for each in rows]


def _numbers(rows: list[Instruction], place: tuple[str, str, str]) -> dict[UUID, str]:
    """Numbers by version of the account, to which each ciphertext is bound."""
    known = [
        (each.account_id, bytes(each.number))
        for each in rows
        if each.account_id is not None and each.number is not None
    ]
    return dict(zip((account for account, _ in known), decrypt_many(*place, known), strict=True))


def _line_row(each: Instruction, numbers: dict[UUID, str]) -> LineRow:
    number = numbers.get(each.account_id, "") if each.account_id else ""
    return LineRow(
        each.pk,
        each.batch_id,
        each.end_to_end_id,
        each.sequence,
        each.award_id,
        each.line_id,
        each.benefit,
        title_of(each.benefit),
        each.division,
        each.payee_id,
        each.holder,
        each.bank,
        mask_account(number),
        Month.of(each.period),
        each.component,
        each.get_component_display(),
        each.amount_fen,
        each.state,
        each.get_state_display(),
        HOLDS.get(each.hold_reason, ""),
        each.settled_on,
        each.outcome_reason,
        each.settlement_id,
    )


def waterfall_of(row: Batch) -> Waterfall:
    """From what the same kind of batch paid for the month before to what this one pays."""
    named: dict[str, Any] = {
        "batch": row.pk,
        "county": row.division,
        "label": row.label,
        "kind": row.kind,
        "benefits": list(row.benefits),
        "prior": (Month.of(row.month) - 1).first_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, named)
        found = {code: (count, int(fen)) for code, count, fen in cursor}
    before = found.pop("before", (0, 0))[1]
    steps = tuple(
        Step(code, title, *found.get(code, (0, 0)))
        for code, title in STEPS.items()
        if found.get(code, (0, 0))[0]
    )
    after = before + sum(each.amount_fen for each in steps)
    return Waterfall(Month.of(row.month), before, after, steps)
