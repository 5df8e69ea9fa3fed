"""A batch that pays providers: a line for each settlement that was agreed to, or that came back.

Afterwards it goes the way of every batch: checked, approved, frozen, filed, sent, by three persons.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments import drafting
from minzheng.kernel.payments.drafting import DIGITS, Need
from minzheng.kernel.payments.models import Batch
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.protection.labels import Label

NOTHING = "没有可以支付的结算单：须先由机构对账确认；退回的须先变更机构账户并复核。"

_CHOSEN = """
select s.id, i.id, p.benefit
from payments_settlement s join payments_provider p on p.id = s.provider_id
left join payments_instruction i on i.settlement_id = s.id
  and i.state in ('pending', 'paid', 'returned')
left join payments_provideraccount a on a.organisation_id = p.organisation_id
  and a.division = s.division and a.state = 'approved'
where s.state = 'agreed' and s.division = %(county)s and s.label = %(label)s
  and (i.id is null or i.state = 'returned' and a.id <> i.account_id)
order by s.id for update of s
"""
_LEFT = "update payments_instruction set state = 'repaired' where id = any (%(returned)s)"
_ACCOUNT = """
join payments_settlement s on s.id = i.settlement_id
join payments_provider p on p.id = s.provider_id
left join payments_provideraccount a on a.organisation_id = p.organisation_id
  and a.division = s.division and a.state = 'approved'
"""
_LINES = f"""
insert into payments_instruction (id, division, label, batch_id, sequence, end_to_end_id,
  settlement_id, benefit, period, component, amount_fen, state, hold_reason, account_id, bank,
  holder, number, account_index, repairs, outcome_reason)
select payments_new_id(), s.division, s.label, %(batch)s, i.place,
  %(number)s || lpad(i.place::text, {DIGITS}, '0'), s.id, p.benefit, s.month, 'regular',
  s.amount_fen, case when a.id is null then 'held' else 'pending' end,
  case when a.id is null then 'no_account' else '' end, a.id, coalesce(a.bank, ''),
  coalesce(a.holder, ''), a.number, a.index, i.repairs, ''
from unnest(%(chosen)s::uuid[], %(repaired)s::uuid[]) with ordinality
  as i (settlement_id, repairs, place)
{_ACCOUNT}
"""  # noqa: S608 - made of constants of our own
_ABOUT = """
    when s.state <> 'agreed' or exists (
      select from payments_instruction o where o.settlement_id = s.id and o.id <> i.id
        and o.state in ('pending', 'paid', 'returned')) then 'due_changed'
    when a.id is null then 'no_account'
"""
_COOLING = "when a.usable_from > %(on)s then 'cooling'"
REFRESH = f"""
with judged as (
  select i.id, a.id as account_id, a.bank, a.holder, a.number, a.index,
    case {_ABOUT} {_COOLING} else '' end as reason
  from payments_instruction i {_ACCOUNT}
  where i.batch_id = %(batch)s and i.state = any (%(states)s)
)
update payments_instruction i
set state = case j.reason when '' then 'pending' else 'held' end, hold_reason = j.reason,
  account_id = j.account_id, bank = coalesce(j.bank, ''), holder = coalesce(j.holder, ''),
  number = j.number, account_index = j.index
from judged j
where j.id = i.id and (i.hold_reason, i.account_id, i.holder)
  is distinct from (j.reason, j.account_id, coalesce(j.holder, ''))
"""  # noqa: S608 - made of constants of our own
HOLD = f"""
with judged as (
  select i.id, case {_ABOUT}
    when a.id <> i.account_id or a.holder <> i.holder then 'account_changed'
    {_COOLING} else '' end as reason
  from payments_instruction i {_ACCOUNT}
  where i.batch_id = %(batch)s and i.state = any (%(states)s)
)
update payments_instruction i set state = 'held', hold_reason = j.reason
from judged j where j.id = i.id and j.reason <> ''
"""  # noqa: S608 - made of constants of our own
CHECKS = {
    "jump": """
  select i.id, format('上月结算 %%s 元，本次 %%s 元',
    to_char(o.amount_fen / 100.0, 'FM999999990.00'),
    to_char(i.amount_fen / 100.0, 'FM999999990.00'))
  from payments_instruction i join payments_settlement s on s.id = i.settlement_id
  join payments_settlement o on o.provider_id = s.provider_id and o.label = s.label
    and o.state = 'agreed' and o.month = (s.month - interval '1 month')::date
  where i.batch_id = %(batch)s and i.state = 'pending'
    and abs(i.amount_fen - o.amount_fen) * 10000 >= o.amount_fen * %(jump)s
""",
    "account_changed": """
  select i.id, format('账户于 %%s 变更', (a.approved_at at time zone 'Asia/Shanghai')::date)
  from payments_instruction i join payments_provideraccount a on a.id = i.account_id
  where i.batch_id = %(batch)s and i.state = 'pending' and a.version > 1
    and a.approved_at > %(now)s - make_interval(days => %(changed_days)s)
""",
    "used_after_death": """
  select i.id, format('%%s 笔服务日期晚于死亡日期', count(*))
  from payments_instruction i join payments_redemption r on r.settlement_id = i.settlement_id
  join payments_delivery g on g.id = r.delivery_id
  join registry_person p on p.id = g.person_id
  where i.batch_id = %(batch)s and i.state = 'pending' and p.death_date < r.used_on
  group by i.id having sum(r.amount_fen) > 0
""",
}
"""What somebody looks at before providers are paid; the names are those of `finding`."""


def drafted(actor: Actor, county: str, label: Label) -> Batch:
    """A batch of every settlement that waits for payment. Raises `Refused` where none does."""
    need = Need(
        division=county, month=Month.of(clock.today()), kind=BatchKind.PROVIDER, label=label
    )
    chosen = _chosen(county, label)
    if not chosen:
        raise Refused(NOTHING)
    row = drafting.opened(actor, need, sorted({benefit for _, _, benefit in chosen}))
    named: dict[str, Any] = {
        "batch": row.pk,
        "number": row.number,
        "chosen": [settlement for settlement, _, _ in chosen],
        "repaired": [line for _, line, _ in chosen],
        "returned": [line for _, line, _ in chosen if line is not None],
    }
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, named)
        cursor.execute(_LINES, named)
    run(REFRESH, row, ["pending", "held"], clock.today())
    drafting.count_lines(row)
    row.save(update_fields=["count", "total_fen", "held_count", "held_fen"])
    return row


def run(statement: str, row: Batch, states: list[str], on: date) -> int:
    """One statement about the lines of a batch; how many it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"batch": row.pk, "states": states, "on": on})
        return int(cursor.rowcount)


def _chosen(county: str, label: Label) -> list[tuple[UUID, UUID | None, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, {"county": county, "label": label})
        return [(settlement, line, benefit) for settlement, line, benefit in cursor.fetchall()]
