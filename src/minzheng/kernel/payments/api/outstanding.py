"""What waits in recovery: awards that were overpaid, debts to confirm, parts that are overdue."""

from typing import Any

from django.db import connection

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.payments.api.debts import MOST_MONTHS
from minzheng.kernel.payments.models import (
    Receivable,
    ReceivableState,
    WriteOff,
    WriteOffState,
)
from minzheng.kernel.payments.recovery_results import OverpaidAward
from minzheng.kernel.payments.viewing import title_of
from minzheng.kernel.registry.api.enrolling import names_of
from minzheng.kernel.registry.api.listing import Page, bounds, cursor_id, require_size, seen

_AWARDS = """
select a.division, o.award, max(o.benefit), (array_agg(o.payee order by o.period desc))[1],
  min(o.period), max(o.period), count(*), sum(o.paid_fen - o.due_fen - o.claimed_fen)::bigint
from payments_overpaid(%(first)s, %(last)s) o join entitlements_award a on a.id = o.award
where a.division >= %(low)s and a.division < %(high)s
  and (%(after)s::uuid is null or (a.division, a.id) >
    ((select division from entitlements_award where id = %(after)s), %(after)s))
group by a.division, o.award order by a.division, o.award limit %(limit)s
"""
# A plan covers what was owed when it was made: what came in since pays its parts in their order.
_OVERDUE = """
with planned as (
  select r.id, r.amount_fen - r.received_fen - r.written_off_fen as owed, i.due_on, i.amount_fen
  from payments_receivable r
  join payments_instalment i on i.receivable_id = r.id
    and i.plan = (select max(l.plan) from payments_instalment l where l.receivable_id = r.id)
  where r.state = 'confirmed' and r.division >= %(low)s and r.division < %(high)s
)
select count(*) from (
  select id from planned group by id, owed
  having owed > coalesce(sum(amount_fen) filter (where due_on >= %(today)s), 0) limit %(most)s
) overdue
"""


@query(permission="payment.read", action="recovery.read")
def overpaid_awards(
    actor: Actor,
    *,
    first: Month,
    last: Month,
    division: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[OverpaidAward]:
    """Awards for which more was paid than is due, in the order of divisions: two queries."""
    if not 0 <= last - first < MOST_MONTHS:
        raise InvalidValue(f"请选择不超过{MOST_MONTHS}个月，先早后晚。")
    require_size(limit)
    low, high = bounds(division)
    named: dict[str, Any] = {
        "first": first.first_day,
        "last": last.first_day,
        "low": low,
        "high": high,
        "after": cursor_id(after) if after else None,
        "limit": limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AWARDS, named)
        found = cursor.fetchall()
    rows = _overpaid(found[:limit])
    return Page(rows, str(rows[-1].award) if len(found) > limit else "")


def _overpaid(found: list[tuple[Any, ...]]) -> tuple[OverpaidAward, ...]:
    names = names_of({payee for _, _, _, payee, *_ in found})
    return tuple(
        OverpaidAward(
            award,
            benefit,
            title_of(benefit),
            place,
            payee,
            names.get(payee, ""),
            Month.of(begins),
            Month.of(ends),
            months,
            fen,
        )
        for place, award, benefit, payee, begins, ends, months, fen in found
    )


@query(permission="payment.read")
def count_overpaid(actor: Actor, *, first: Month, last: Month, most: int) -> int:
    """How many such awards there are, up to a number: compares every month that was paid."""
    low, high = bounds()
    named: dict[str, Any] = {
        "first": first.first_day,
        "last": last.first_day,
        "low": low,
        "high": high,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from ({_AWARDS}) awards",  # noqa: S608 - made of constants of our own
            {**named, "after": None, "limit": most},
        )
        return int((cursor.fetchone() or (0,))[0])


@query(permission="payment.read")
def count_proposed(actor: Actor, *, most: int) -> int:
    """How many debts and write-offs wait for another person's word: two queries."""
    debts = seen(Receivable.objects).filter(state=ReceivableState.PROPOSED)
    given_up = seen(WriteOff.objects).filter(state=WriteOffState.PROPOSED)
    others = {"proposed_person": actor.person}
    return debts.exclude(**others)[:most].count() + given_up.exclude(**others)[:most].count()


@query(permission="payment.read")
def count_overdue(actor: Actor, *, most: int) -> int:
    """How many debts have a part that was to be paid by now and was not: one query."""
    low, high = bounds()
    named: dict[str, Any] = {"low": low, "high": high, "today": clock.today(), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE, named)
        return int((cursor.fetchone() or (0,))[0])
