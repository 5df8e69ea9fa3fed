"""What stands against paying a line, as one piece of SQL for drafts, checks and freezing.

The pieces name: `i` the line (or what is to become one), `d` what is due, `o` what was ordered
already, `l` the last month, `a` the approved account of the payee, `p` the payee.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection

HOLDS: Mapping[str, str] = {
    "no_payee": "没有领款人",
    "beyond_end": "已死亡或者已终止",
    "award_held": "待遇已暂缓发放",
    "due_changed": "应发金额已变化",
    "payee_changed": "领款人已变更",
    "payee_dead": "领款人已死亡",
    "no_account": "没有已复核的银行账户",
    "account_changed": "批准后账户已变更",
    "cooling": "账户在冷静期内",
}
"""Why a line waits, in the order in which it is asked."""

JOINS = """
left join due d on d.award = i.award_id and d.month = i.period
left join ordered o on o.award = i.award_id and o.period = i.period and o.benefit = i.benefit
left join ends l on l.award = i.award_id
left join registry_bankaccount a on a.person_id = i.payee_id and a.state = 'approved'
left join registry_person p on p.id = i.payee_id
"""
"""For lines that are there. `due`, `ordered` and `ends` are those of `KNOWN`."""

KNOWN = """
mine as materialized (
  select * from payments_instruction i
  where i.batch_id = %(batch)s and i.state = any (%(states)s)
), due as materialized (
  select d.* from (select distinct period from mine) m
  cross join lateral entitlements_due(m.period) d
), ordered as materialized (
  select * from payments_ordered(array(select distinct award_id from mine),
    (select min(period) from mine), (select max(period) from mine))
), ends as materialized (
  select * from payments_last_months(array(select distinct award_id from mine))
)
"""

ABOUT_MONEY = """
    when i.payee_id is null then 'no_payee'
    when l.last_month < i.period then 'beyond_end'
    when d.held then 'award_held'
"""
ABOUT_THE_DRAFT = """
    when coalesce(d.amount_fen, 0)
      < coalesce(o.amount_fen, 0)
        + case when i.state = 'held' and i.repairs is null then i.amount_fen else 0 end
      then 'due_changed'
    when d.payee is distinct from i.payee_id then 'payee_changed'
"""
ABOUT_THE_ACCOUNT = """
    when p.death_date is not null and i.payee_id is distinct from i.person_id then 'payee_dead'
    when a.id is null then 'no_account'
"""
ABOUT_THE_DAY = """
    when a.usable_from > %(on)s then 'cooling'
"""


@contextmanager
def by_hashing() -> Iterator[Any]:
    """A cursor whose statements join sets, not row by row.

    How many rows a function gives is not known to the planner: it would loop over a hundred
    thousand lines for each of a hundred thousand.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        yield cursor
        cursor.execute("set local enable_nestloop = on")
