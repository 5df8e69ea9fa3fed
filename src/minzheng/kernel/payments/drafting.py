"""From what is due to a batch of lines: one statement, whatever the number of awards.

To pay is what is due for a month less what is live for it, for the month of the batch and for
those before. A month that was paid in full gives no line, so that drafting twice pays once. What
was paid in cash or paid back and what another county has ordered is counted in; what that county
has not ordered when a file moves away is paid where it lies now.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Cycle, Form
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.accounts import book_of, county_of
from minzheng.kernel.payments.measuring import (
    ABOUT_MONEY,
    ABOUT_THE_ACCOUNT,
    ABOUT_THE_DAY,
    by_hashing,
)
from minzheng.kernel.payments.models import Batch
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.protection.labels import Label

DIGITS = 7
"""Of the place of a line in its batch, as it stands in its end-to-end id."""

_LOCK = "select pg_advisory_xact_lock(hashtext('payments.' || %s))"
_LINES = f"""
with due as materialized (
  select d.*, case when left(d.payer, 6) = %(county)s then d.payer else d.division end as place
  from entitlements_due_between(%(first)s, %(last)s) d
  where d.form = 'cash' and d.label = %(label)s and d.benefit = any (%(benefits)s)
    and %(county)s in (left(d.payer, 6), left(d.division, 6))
), ordered as materialized (
  select * from payments_ordered(array(select distinct award from due), %(first)s, %(last)s)
), ends as materialized (
  select * from payments_last_months(array(select distinct award from due))
), lines as (
  select row_number() over (order by d.place, d.award, d.month, d.line) as place,
    d.award as award_id, d.line as line_id, d.benefit, d.place as division,
    d.household as household_id, d.person as person_id, d.payee as payee_id, d.month as period,
    d.held, d.amount_fen - coalesce(o.amount_fen, 0) as amount_fen, coalesce(o.turn, 0) + 1 as turn
  from due d
  left join ordered o on (o.award, o.benefit, o.period) = (d.award, d.benefit, d.month)
  left join ends l on l.award = d.award
  where d.amount_fen > coalesce(o.amount_fen, 0)
    and (l.last_month is null or d.month <= l.last_month)
), judged as (
  select i.*, a.id as account_id, a.bank, a.holder, a.number, a.index,
    case {ABOUT_MONEY} {ABOUT_THE_ACCOUNT} {ABOUT_THE_DAY} else '' end as reason
  from lines i
  left join ends l on l.award = i.award_id
  left join lateral (select i.held) d on true
  left join registry_bankaccount a on a.person_id = i.payee_id and a.state = 'approved'
  left join registry_person p on p.id = i.payee_id
)
insert into payments_instruction (id, division, label, batch_id, sequence, end_to_end_id, award_id,
  line_id, benefit, household_id, person_id, payee_id, period, component, turn, amount_fen, state,
  hold_reason, account_id, bank, holder, number, account_index, outcome_reason)
select payments_new_id(), j.division, %(label)s, %(batch)s, j.place,
  %(number)s || lpad(j.place::text, {DIGITS}, '0'), j.award_id, j.line_id, j.benefit,
  j.household_id, j.person_id, j.payee_id, j.period,
  case when j.period = %(month)s then 'regular' else 'backpay' end, j.turn, j.amount_fen,
  case j.reason when '' then 'pending' else 'held' end, j.reason,
  j.account_id, coalesce(j.bank, ''), coalesce(j.holder, ''), j.number, j.index, ''
from judged j order by j.place
"""  # noqa: S608 - made of constants of our own
_TOTALS = """
select count(*), coalesce(sum(amount_fen), 0)::bigint,
  count(*) filter (where state = 'held'),
  coalesce(sum(amount_fen) filter (where state = 'held'), 0)::bigint
from payments_instruction where batch_id = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a batch is to pay."""

    division: str
    month: Month
    kind: BatchKind = BatchKind.REGULAR
    label: Label = Label.ORDINARY
    benefits: Sequence[str] = ()


def drafted(actor: Actor, need: Need) -> Batch:
    """A new batch with its lines. Raises `Refused` where nothing is to be paid."""
    row = opened(actor, need, chosen_benefits(need))
    with by_hashing() as cursor:
        cursor.execute(_LINES, _named(row))
        if not cursor.rowcount:
            raise Refused("没有需要发放的金额：应发的都已列入发放，或者本月没有应发待遇。")
    count_lines(row)
    row.save(update_fields=["count", "total_fen", "held_count", "held_fen"])
    return row


def opened(actor: Actor, need: Need, chosen: Sequence[str]) -> Batch:
    """An empty draft; nobody else drafts for the county until the end of the transaction."""
    book = book_of(need.division)
    alone_in(book.division)
    row = Batch(
        division=book.division,
        label=need.label,
        number=new_number(book.division, need.month),
        book=book,
        month=need.month.first_day,
        kind=need.kind,
        benefits=list(chosen),
        maker=actor.account,
        maker_person=actor.person,
        made_at=clock.now(),
    )
    row.save(force_insert=True)
    return row


def alone_in(county: str) -> None:
    """Nobody else orders money of a county, or pays it in cash, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [county])


def new_number(county: str, month: Month) -> str:
    """What the bank will call a batch. Random, so that no gap tells of batches one does not see."""
    return f"{county_of(county)}{month.year:04d}{month.month:02d}{secrets.randbelow(10**6):06d}"


def chosen_benefits(need: Need) -> tuple[str, ...]:
    """The benefits of a kind of batch, or those asked for among what is paid in money."""
    cycle = Cycle.MONTHLY if need.kind in (BatchKind.REGULAR, BatchKind.BACKPAY) else Cycle.ONCE
    known = benefits()
    cash = [each.rule for each in known.values() if each.form is Form.CASH]
    if not need.benefits:
        return tuple(rule for rule in cash if known[rule].cycle is cycle)
    if unknown := sorted(set(need.benefits) - set(cash)):
        raise Refused(f"这些待遇不以现金发放：{'、'.join(unknown)}。")
    return tuple(need.benefits)


def count_lines(row: Batch) -> None:
    """Set the figures of a batch to those of its lines."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, [row.pk])
        row.count, row.total_fen, row.held_count, row.held_fen = cursor.fetchone() or (0, 0, 0, 0)


def months_of(row: Batch) -> tuple[Month, Month]:
    """The months that a batch may pay for."""
    month = Month.of(row.month)
    back = terms_on(clock.today(), row.division).lookback_months
    last = month - 1 if row.kind == BatchKind.BACKPAY else month
    return month - back, last


def _named(row: Batch) -> dict[str, Any]:
    first, last = months_of(row)
    return {
        "batch": row.pk,
        "number": row.number,
        "county": row.division,
        "label": row.label,
        "month": row.month,
        "first": first.first_day,
        "last": last.first_day,
        "benefits": list(row.benefits),
        "on": clock.today(),
    }
