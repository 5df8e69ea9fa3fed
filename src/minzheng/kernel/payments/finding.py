"""The checks before approval, each a query that gives lines and a sentence about them."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.payments.delivering import paying
from minzheng.kernel.payments.measuring import HOLDS, by_hashing
from minzheng.kernel.payments.models import Batch
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.payments.terms import terms_on

TITLES: Mapping[str, str] = {
    "jump": "金额比上月增减较多",
    "shared_account": "多人共用一个账户",
    "account_changed": "账户近期变更",
    "account_reverted": "账户变更后又改回",
    "over_age": "高龄，请核对是否健在",
    "dead": "已登记死亡",
    "used_after_death": "死亡后核销的服务",
    "twice": "同一证件号码重复领取",
    "held": "暂缓发放",
    "stale_comparison": "信息比对已过期",
    "budget_short": "资金不足",
}
"""Code -> what a person reads; the order is that of the page."""

SOURCES: Mapping[str, str] = {"death": "死亡和火化", "prison": "服刑"}
"""With whose records recipients are to be compared before money goes out."""

_CHECKS: Mapping[str, str] = {
    "jump": """
  select i.id, format('上月 %%s 元，本次 %%s 元',
    to_char(before.amount_fen / 100.0, 'FM999999990.00'),
    to_char(i.amount_fen / 100.0, 'FM999999990.00'))
  from payments_instruction i
  join lateral (
    select sum(o.amount_fen)::bigint as amount_fen from payments_instruction o
    where o.award_id = i.award_id and o.period = %(prior)s and o.benefit = i.benefit
      and o.state in ('pending', 'paid', 'returned')) before on before.amount_fen > 0
  where i.batch_id = %(batch)s and i.state = 'pending' and i.component = 'regular'
    and abs(i.amount_fen - before.amount_fen) * 10000 >= before.amount_fen * %(jump)s
""",
    "shared_account": """
  select i.id, '本批次有不同领款人使用同一账户'
  from payments_instruction i
  where i.batch_id = %(batch)s and i.state = 'pending' and i.account_index in (
    select s.account_index from payments_instruction s
    where s.batch_id = %(batch)s and s.state = 'pending'
    group by 1 having count(distinct s.payee_id) > 1)
""",
    "account_changed": """
  select i.id, format('账户于 %%s 变更', (a.approved_at at time zone 'Asia/Shanghai')::date)
  from payments_instruction i join registry_bankaccount a on a.id = i.account_id
  where i.batch_id = %(batch)s and i.state = 'pending'
    and a.approved_at > %(now)s - make_interval(days => %(changed_days)s)
    and exists (select from registry_bankaccount o
      where o.person_id = a.person_id and o.version < a.version and o.state = 'superseded')
""",
    "account_reverted": """
  select i.id, '账户先改为另一账户，又改回原账户'
  from payments_instruction i join registry_bankaccount a on a.id = i.account_id
  where i.batch_id = %(batch)s and i.state = 'pending'
    and a.approved_at > %(now)s - make_interval(days => %(changed_days)s)
    and exists (select from registry_bankaccount o
      where o.person_id = a.person_id and o.version < a.version and o.index = a.index
        and exists (select from registry_bankaccount between_them
          where between_them.person_id = a.person_id and between_them.state = 'superseded'
            and between_them.version > o.version and between_them.version < a.version
            and between_them.index <> a.index))
""",
    "over_age": """
  select i.id, format('已满 %%s 岁', extract(year from age(%(on)s::date, p.birth_date)))
  from payments_instruction i join registry_person p on p.id = coalesce(i.person_id, i.payee_id)
  where i.batch_id = %(batch)s and i.state = 'pending'
    and p.birth_date <= %(on)s::date - make_interval(years => %(oldest)s)
""",
    "dead": """
  select i.id, format('%%s 死亡，本次发放 %%s', p.death_date, to_char(i.period, 'YYYY-MM'))
  from payments_instruction i join registry_person p on p.id in (i.person_id, i.payee_id)
  where i.batch_id = %(batch)s and i.state = 'pending' and p.death_date is not null
""",
    "twice": """
  select t.instruction, '同一证件号码在另一份档案下同月领取同一待遇'
  from payments_twice(%(batch)s) t
""",
    "held": """
  select null::uuid, format('%%s：%%s 笔 %%s 元', h.title, count(*),
    to_char(sum(i.amount_fen) / 100.0, 'FM999999990.00'))
  from payments_instruction i
  join unnest(%(hold_codes)s::text[], %(hold_titles)s::text[]) as h (code, title)
    on h.code = i.hold_reason
  where i.batch_id = %(batch)s and i.state = 'held'
  group by h.title
""",
    "stale_comparison": """
  select null::uuid, format('%%s：%%s', s.title,
    coalesce('上次比对 ' || last.compared_on, '没有比对过'))
  from unnest(%(sources)s::text[], %(source_titles)s::text[]) as s (source, title)
  left join lateral (
    select max(c.compared_on) as compared_on from payments_comparison c
    where c.source = s.source and c.division = %(county)s) last on true
  where last.compared_on is null or last.compared_on < %(on)s::date - %(stale)s::int
""",
}
_WRITE = """
insert into payments_finding
  (id, division, label, batch_id, round, check_code, instruction_id, text, settled_text)
select payments_new_id(), %(county)s, %(label)s, %(batch)s, %(round)s, %(code)s, f.id, f.text, ''
from ({found}) as f (id, text)
where not exists (
  select from payments_finding k where k.batch_id = %(batch)s and k.check_code = %(code)s
    and k.instruction_id is not distinct from f.id and k.text = f.text)
"""
_ONE = "select %(about)s::uuid, %(text)s::text"


def find(row: Batch) -> int:
    """Run every check on a draft; how many findings were written."""
    named = _named(row)
    with by_hashing() as cursor:
        written = 0
        for code, found in _checks_of(row).items():
            cursor.execute(_WRITE.format(found=found), {**named, "code": code})
            written += cursor.rowcount
        return written


def _checks_of(row: Batch) -> Mapping[str, str]:
    if row.kind == BatchKind.PROVIDER:
        return {**paying.CHECKS, "held": _CHECKS["held"]}
    return _CHECKS


def note(row: Batch, code: str, text: str) -> None:
    """Write one finding about the whole batch."""
    named = {**_named(row), "code": code, "about": None, "text": text}
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(found=_ONE), named)


def _named(row: Batch) -> dict[str, Any]:
    today = clock.today()
    terms = terms_on(today, row.division)
    return {
        "batch": row.pk,
        "county": row.division,
        "label": row.label,
        "round": row.version,
        "prior": (Month.of(row.month) - 1).first_day,
        "jump": terms.jump_share,
        "now": clock.now(),
        "on": today,
        "changed_days": terms.account_changed_days,
        "oldest": terms.oldest_age,
        "stale": terms.comparison_days,
        "sources": list(SOURCES),
        "source_titles": list(SOURCES.values()),
        "hold_codes": list(HOLDS),
        "hold_titles": list(HOLDS.values()),
    }
