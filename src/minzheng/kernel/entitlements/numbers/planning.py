"""What a changed number does to the awards that stand: stretch by stretch of months, in SQL.

A stretch is raised where what is due is what the rules gave before, and they give more now. Where
they give less, or what is due was never what they gave, somebody has to look.
"""

import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.csv as pv
from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.numbers.raising import Span
from minzheng.kernel.entitlements.ports import benefits

_TABLES = """
drop table if exists rerated, rerating_plan;
create temporary table rerated (
  benefit text, subject uuid, before_fen bigint, after_fen bigint) on commit drop;
"""
_FILL = "copy rerated (benefit, subject, before_fen, after_fen) from stdin with (format csv)"

# One line may be followed by others that begin later, such as an end or a suspension that is
# decided and not yet due: each stretch between two edges is judged by the line that holds there.
_PLAN = """
analyze rerated;
create temporary table rerating_plan on commit drop as
with award as (
  select a.id, a.division, a.label, a.benefit, a.household_id, a.person_id, a.state,
    r.before_fen, r.after_fen,
    greatest(a.start_month, %(first)s::date) as first,
    least(coalesce(a.end_month, 'infinity'), coalesce(%(last)s::date, 'infinity')) as last
  from rerated r join entitlements_award a
    on a.benefit = r.benefit and coalesce(a.household_id, a.person_id) = r.subject
  where a.start_month <= coalesce(%(last)s::date, 'infinity')
    and (a.end_month is null or a.end_month >= %(first)s::date)
), edge as (
  select id, first as at from award
  union select w.id, l.from_month from award w
    join entitlements_awardline l on l.award_id = w.id and l.from_month > w.first
      and l.from_month <= w.last
  union select w.id, (l.to_month + interval '1 month')::date from award w
    join entitlements_awardline l on l.award_id = w.id and l.to_month >= w.first
      and l.to_month < w.last
), stretch as (
  select id, at as from_month,
    (lead(at) over (partition by id order by at) - interval '1 month')::date as before_next
  from edge
), judged as (
  select w.*, s.from_month,
    coalesce(s.before_next, case when w.last < 'infinity' then w.last end) as to_month,
    l.amount_fen as due_fen
  from stretch s join award w using (id)
  cross join lateral (
    select n.amount_fen from entitlements_awardline n
    where n.award_id = s.id and n.from_month <= s.from_month
      and (n.to_month is null or n.to_month >= s.from_month)
    order by n.sequence desc limit 1) l
)
select id, division, label, benefit, household_id, person_id, from_month, to_month, due_fen,
  after_fen,
  case
    when due_fen = before_fen and after_fen > before_fen then 'raise'
    when due_fen = after_fen then 'done'
    when state = 'ended' then 'over'
    when due_fen = before_fen and after_fen < before_fen then 'fall'
    else 'look'
  end as verdict
from judged where due_fen > 0
"""
_WRITE = """
insert into entitlements_awardline (id, division, label, award_id, sequence, kind, from_month,
  to_month, amount_fen, decision, rerating, reason, recorded_by_name, recorded_at)
select entitlements_new_id(), p.division, p.label, p.id,
  (select max(l.sequence) from entitlements_awardline l where l.award_id = p.id)
    + row_number() over (partition by p.id order by p.from_month),
  'uprating', p.from_month, p.to_month, p.after_fen, null, %(rerating)s, %(reason)s, '', %(now)s
from rerating_plan p where p.verdict = 'raise' order by p.id, p.from_month
"""
_VERSION = """
update entitlements_award set version = version + 1
where id in (select id from rerating_plan where verdict = 'raise')
"""
# What the last payroll has paid already is paid later, as what is due for earlier months.
_COUNTED = """
select benefit, left(division, 6) as county,
  count(distinct id) filter (where verdict = 'raise') as raised,
  coalesce(sum(after_fen - due_fen) filter (where verdict = 'raise'
    and from_month <= %(month)s and coalesce(to_month, 'infinity') >= %(month)s), 0)::bigint
    as monthly_fen,
  coalesce(sum((after_fen - due_fen) * months) filter (where verdict = 'raise'), 0)::bigint
    as backpay_fen,
  count(distinct id) filter (where verdict = 'fall') as falls,
  count(distinct id) filter (where verdict = 'look') as looks
from (
  select *, greatest(0, 1 + extract(year from age(until, from_month)) * 12
    + extract(month from age(until, from_month)))
    * (until >= from_month)::int as months
  from (
    select *, least(coalesce(to_month, 'infinity'),
      (%(month)s::date - interval '1 month')::date) as until from rerating_plan) q) p
group by 1, 2 order by 1, 2
"""
_LEADS = """
insert into entitlements_lead (id, division, label, kind, benefit, household_id, person_id, month,
  award, now_fen, then_fen, reason_code, reason, item, state, opened_at, taken_by_name,
  settled_because)
select entitlements_new_id(), p.division, p.label, v.kind, p.benefit, p.household_id, p.person_id,
  p.from_month, p.id, p.due_fen, p.after_fen, v.code, v.reason, i.item, 'open', %(now)s, '', ''
from (
  select distinct on (id) * from rerating_plan where verdict in ('fall', 'look')
  order by id, verdict, from_month) p
join unnest(%(verdicts)s::text[], %(kinds)s::text[], %(codes)s::text[], %(reasons)s::text[])
  as v(verdict, kind, code, reason) on v.verdict = case
    when p.verdict = 'fall' and p.after_fen = 0 then 'end' else p.verdict end
join unnest(%(benefits)s::text[], %(changes)s::text[], %(endings)s::text[])
  as b(benefit, change, ending) on b.benefit = p.benefit
cross join lateral (
  select case when v.kind = 'lapsed' then b.ending else b.change end as item) i
where not exists (
  select from entitlements_lead l
  where l.kind = v.kind and l.benefit = p.benefit
    and coalesce(l.household_id, l.person_id) = coalesce(p.household_id, p.person_id)
    and (l.state in ('open', 'taken') or l.reason_code = v.code
      and l.then_fen is not distinct from p.after_fen))
on conflict do nothing
"""
_LOWER = "参数调整后按规则应减少，减少前应听取本人意见"
_ENDED = "参数调整后按规则不再符合条件，终止前应听取本人意见"
_LOOK = "参数调整后的金额不能直接推算：现发金额与原参数的测算不一致，请核定现额和应补发的金额"
_SAID = (
    ("fall", "amount", "number_lowers", _LOWER),
    ("end", "lapsed", "number_ends", _ENDED),
    ("look", "amount", "number_unclear", _LOOK),
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What comes of a number for one benefit in one county, in awards and fen.

    `monthly_fen` is what a month costs more from now on, `backpay_fen` what earlier months do;
    `falls` are awards that would be lowered, `looks` those of which nobody can say by the rules
    alone what they come to.
    """

    benefit: str
    county: str
    raised: int
    monthly_fen: int
    backpay_fen: int
    falls: int
    looks: int


def laid(changed: pa.Table, span: Span) -> None:
    """Lay the plan for some amounts that differ, in the transaction that is open."""
    text = io.BytesIO()
    # One chunk: of an empty one before others the writer makes rubbish (pyarrow 26).
    pv.write_csv(changed.combine_chunks(), text, pv.WriteOptions(include_header=False))
    last = span.last.first_day if span.last else None
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        with cursor.copy(_FILL) as copy:
            copy.write(text.getvalue())
        analysed, plan = _PLAN.split(";", 1)
        cursor.execute(analysed)
        cursor.execute(plan, {"first": span.first.first_day, "last": last})


def counted(month: Month) -> tuple[Effect, ...]:
    """What the plan comes to; the months before `month` are paid later."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"month": month.first_day})
        return tuple(Effect(*row) for row in cursor.fetchall())


def written(rerating: UUID, reason: str) -> int:
    """Write the lines of the plan; answers how many."""
    named: dict[str, Any] = {"rerating": rerating, "reason": reason, "now": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, named)
        lines = int(cursor.rowcount)
        cursor.execute(_VERSION)
    return lines


def followed() -> int:
    """Open leads for what the plan leaves to people; answers how many."""
    book = list(benefits().values())
    named: dict[str, Any] = {
        "now": clock.now(),
        "benefits": [each.rule for each in book],
        "changes": [each.change_item for each in book],
        "endings": [each.ending_item for each in book],
    }
    for at, name in enumerate(("verdicts", "kinds", "codes", "reasons")):
        named[name] = [row[at] for row in _SAID]
    with connection.cursor() as cursor:
        cursor.execute(_LEADS, named)
        return int(cursor.rowcount)
