"""Paying again what came back: to the payee's account of today, and never beside the first time.

The old line leaves what is live in the same transaction in which the new one joins it. Where the
new one is held or its batch is given up, the old one waits again: what it owes is in the books
under its own name.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.entitlements.api.opening import open_event
from minzheng.kernel.payments import drafting, refreshing, voiding
from minzheng.kernel.payments.accounts import county_of
from minzheng.kernel.payments.drafting import DIGITS, Need
from minzheng.kernel.payments.models import Batch, Return
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.protection.labels import Label

NOTHING = "没有可以重发的：退回的发放须先变更账户并复核，或者逐笔选择按原账户重发。"
TO_BE_VOIDED = "所选的有作废待批准，请先批准作废，或者不予作废以后再重发。"
RETURNED_OFTEN = "returned_often"

_CHOSEN = """
select i.id, i.benefit from payments_instruction i
join payments_batch b on b.id = i.batch_id
join entitlements_award w on w.id = i.award_id
left join registry_bankaccount a on a.person_id = i.payee_id and a.state = 'approved'
where i.state = 'returned' and i.settlement_id is null
  and left(i.division, 6) = %(county)s and i.label = %(label)s
  and b.label = %(label)s
  and case when cardinality(%(lines)s::uuid[]) = 0 then a.id <> i.account_id
    else i.id = any (%(lines)s) end
order by i.id for update of i
"""
_LEFT = """
update payments_instruction set state = 'repaired' where id = any (%(chosen)s)
"""
_AGAIN = f"""
insert into payments_instruction (id, division, label, batch_id, sequence, end_to_end_id, award_id,
  line_id, benefit, household_id, person_id, payee_id, period, component, turn, amount_fen, state,
  hold_reason, account_id, bank, holder, number, account_index, repairs, outcome_reason)
select payments_new_id(), i.division, i.label, %(batch)s, i.place,
  %(number)s || lpad(i.place::text, {DIGITS}, '0'), i.award_id, i.line_id, i.benefit,
  i.household_id, i.person_id, w.payee_id, i.period, i.component, i.turn, i.amount_fen,
  case when a.id is null then 'held' else 'pending' end,
  case when a.id is null then 'no_account' else '' end,
  a.id, coalesce(a.bank, ''), coalesce(a.holder, ''), a.number, a.index, i.id, ''
from (
  select i.*, row_number() over (order by i.id) as place
  from payments_instruction i where i.id = any (%(chosen)s)
) i
join entitlements_award w on w.id = i.award_id
left join registry_bankaccount a on a.person_id = w.payee_id and a.state = 'approved'
"""  # noqa: S608 - made of constants of our own
_WAITS_AGAIN = """
update payments_instruction o set state = 'returned'
from payments_instruction n
where n.batch_id = %s and n.repairs = o.id and n.state in ('held', 'cancelled')
  and o.state = 'repaired'
"""
CHAIN = """
with recursive chain as (
  select i.id as line, i.repairs, 1 as times from payments_instruction i where i.id = any (%s)
  union all
  select c.line, o.repairs, c.times + 1
  from chain c join payments_instruction o on o.id = c.repairs
), returns as (
  select line, max(times) as times from chain group by line
)
"""
"""How often each of some returned lines has come back: along the lines that it pays again."""
_AGAIN_BACK = """
select i.id from payments_bankword w join payments_instruction i on i.id = w.instruction_id
where w.bank_return_id = %s and w.outcome in ('returned', 'given_back') and i.repairs is not null
  and i.settlement_id is null
"""
_OFTEN = f"""
{CHAIN}
select i.award_id, i.benefit, i.household_id, i.person_id, i.period, r.times
from returns r join payments_instruction i on i.id = r.line where r.times > %s
"""  # noqa: S608 - made of constants of our own


def drafted(actor: Actor, division: str, label: Label, lines: Sequence[UUID]) -> Batch:
    """A batch that pays returned lines again: those named, or all whose payee has a new account.

    Those that somebody has proposed to void wait for that. Raises `Refused` where there are none,
    `Conflict` where a named one is to be voided, `Unseen` where it is not waiting.
    """
    chosen = _chosen(division, label, lines)
    # Asked once the lines are locked: whoever proposes locks them first.
    voided = voiding.waiting(line for line, _ in chosen)
    if lines and voided:
        raise Conflict(TO_BE_VOIDED)
    chosen = [each for each in chosen if each[0] not in voided]
    if lines and len(chosen) != len(set(lines)):
        raise Unseen
    if not chosen:
        raise Refused(NOTHING)
    need = Need(
        division=division, month=Month.of(clock.today()), kind=BatchKind.REPAIR, label=label
    )
    row = drafting.opened(actor, need, sorted({benefit for _, benefit in chosen}))
    named: dict[str, Any] = {
        "batch": row.pk,
        "number": row.number,
        "chosen": [line for line, _ in chosen],
    }
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, named)
        cursor.execute(_AGAIN, named)
    refreshing.refresh(row)
    drafting.count_lines(row)
    row.save(update_fields=["count", "total_fen", "held_count", "held_fen"])
    return row


def wait_again(row: Batch) -> int:
    """Lines that this batch does not pay again after all wait as before; how many."""
    if row.kind not in (BatchKind.REPAIR, BatchKind.PROVIDER):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WAITS_AGAIN, [row.pk])
        return int(cursor.rowcount)


def visit_those_returned_often(taken: Return) -> None:
    """Somebody goes and asks where a payment has come back more often than the limit."""
    limit = terms_on(clock.today(), taken.division).returns_before_visit
    with connection.cursor() as cursor:
        # What comes back for the first time is none of them, and that is nearly everything.
        cursor.execute(_AGAIN_BACK, [taken.pk])
        again = [line for (line,) in cursor.fetchall()]
        cursor.execute(_OFTEN, [again, limit])
        found = cursor.fetchall()
    for award, benefit, household, person, period, times in found:
        try:
            open_event(
                benefit=benefit,
                household=household,
                person=person,
                month=Month.of(period),
                award=award,
                reason_code=RETURNED_OFTEN,
                reason=f"{period:%Y-%m}的发放已被银行退回{times}次，请入户核实收款人和账户。",
            )
        except Unseen:
            # The file has moved on to where whoever takes the return sees nothing.
            continue


def _chosen(division: str, label: Label, lines: Sequence[UUID]) -> list[tuple[UUID, str]]:
    named: dict[str, Any] = {
        "county": county_of(division),
        "label": label,
        "lines": list(lines),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, named)
        return [(line, benefit) for line, benefit in cursor.fetchall()]
