"""The monthly order: what every award gives this month in services and things, set by set.

Ordered twice it is there once: a row for an award and month, raised where more has become due.
What a month leaves unused expires; nothing of it is paid in money.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from minzheng.base.divisions import Level
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.delivering.terms import months_carried
from minzheng.kernel.payments.measuring import by_hashing
from minzheng.kernel.payments.terms import terms_on

PURPOSE = "生成当月服务和实物待遇"

_WHERE = """
select distinct d.benefit, left(d.payer, %s) from entitlements_due(%s) d where d.form <> 'cash'
"""
_ORDER = """
with due as materialized (
  select d.* from entitlements_due(%(month)s) d where d.form <> 'cash' and not d.held
), ends as materialized (
  select * from payments_last_months(array(select award from due))
)
insert into payments_delivery as g (id, division, label, award_id, line_id, benefit, household_id,
  person_id, month, amount_fen, used_fen, valid_until, state, ordered_at)
select payments_new_id(), d.division, d.label, d.award, d.line, d.benefit, d.household, d.person,
  d.month, d.amount_fen, 0, u.until, 'open', %(now)s
from due d
join unnest(%(benefits)s::text[], %(counties)s::text[], %(untils)s::date[])
  as u (benefit, county, until) on u.benefit = d.benefit and u.county = left(d.payer, %(digits)s)
left join ends e on e.award = d.award
where (e.last_month is null or d.month <= e.last_month) and u.until >= %(on)s
on conflict (award_id, month) do update set amount_fen = excluded.amount_fen,
  line_id = excluded.line_id
where g.state = 'open' and g.amount_fen < excluded.amount_fen
"""
_OVERDUE = """
select distinct left(division, %s) from payments_delivery
where state = 'open' and valid_until < %s
"""
_EXPIRE = """
update payments_delivery set state = 'expired'
where state = 'open' and left(division, %s) = %s and valid_until < %s
"""


@dataclass(frozen=True, slots=True)
class Ordered:
    """How many deliveries a night made or raised, and how many expired."""

    ordered: int
    expired: int


def nightly() -> Ordered:
    """As the worker: this month's order for everybody, and the end of what is over."""
    with working(PURPOSE):
        return Ordered(order(Month.of(clock.today())), expire())


def order(month: Month) -> int:
    """Everything that is due in a month and not given in money; how many rows came or grew."""
    places = _places(month)
    named = {
        "month": month.first_day,
        "now": clock.now(),
        "on": clock.today(),
        "digits": int(Level.COUNTY),
        "benefits": [benefit for benefit, _ in places],
        "counties": [county for _, county in places],
        "untils": [_until(benefit, month, county) for benefit, county in places],
    }
    with by_hashing() as cursor:
        cursor.execute(_ORDER, named)
        return int(cursor.rowcount)


def expire() -> int:
    """What is over, some days later: what was used in time may be entered until then."""
    today, ended = clock.today(), 0
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE, [int(Level.COUNTY), today])
        for county in _first(cursor.fetchall()):
            last = today - timedelta(days=terms_on(today, county).delivery_entry_days)
            cursor.execute(_EXPIRE, [int(Level.COUNTY), county, last])
            ended += cursor.rowcount
    return ended


def _places(month: Month) -> list[tuple[str, str]]:
    known = benefits()
    with connection.cursor() as cursor:
        cursor.execute(_WHERE, [int(Level.COUNTY), month.first_day])
        return [(benefit, county) for benefit, county in cursor.fetchall() if benefit in known]


def _until(benefit: str, month: Month, county: str) -> date:
    carried = months_carried(benefits().known(benefit), month, county)
    return (month + carried + 1).first_day - timedelta(days=1)


def _first(rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [row[0] for row in rows]
