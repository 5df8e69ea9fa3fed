"""What was ordered for awards so far, and until when anything may be, as those see it who pay next.

What was paid stays with the office that paid it, while the file may have moved on: whoever pays
next must count it in, and learns nothing of it but the sum.
"""

from minzheng.kernel.protection.definers import DefinerFunction

CALLERS = ("minzheng_app", "minzheng_worker")
_AWARD_IN_SCOPE = """
    a.division >= current_setting('app.low', true)
    and a.division < current_setting('app.high', true)
    and a.label = any (string_to_array(current_setting('app.labels', true), ','))
"""

PAID_BACK = """
  select m.award_id as award, m.period, least(m.amount_fen, greatest(0, r.received_fen
    - coalesce(sum(m.amount_fen) over (partition by m.receivable_id order by m.period
      rows between unbounded preceding and 1 preceding), 0)))::bigint as amount_fen
  from public.payments_receivablemonth m
  join public.payments_receivable r on r.id = m.receivable_id
  where r.received_fen > 0
"""
"""What came back of each month that was asked back: the earliest month of a debt comes first."""

_PAID_AGAIN_BY_NONE = """not exists (
      select from public.payments_instruction n
      where n.repairs = i.id and n.state not in ('held', 'cancelled'))
"""
_ORDERED = f"""(i.state in ('pending', 'paid', 'returned')
      or i.state = 'repaired' and {_PAID_AGAIN_BY_NONE})
"""
"""Of a line `i`: it counts as ordered. What came back and is to be paid again by a line that is
held does too: that one will pay it, or it waits again."""

_ENDED = """
  alone as (
    select c.id, date_trunc('month', p.death_date)::date as last_month
    from chosen c join public.registry_person p on p.id = c.person_id
    where p.death_date is not null
  ), home as (
    select c.id, max(date_trunc('month', least(p.death_date, upper(m.valid) - 1)))::date
        as last_month
    from chosen c
    join public.registry_membership m on m.household_id = c.household_id
    join public.registry_person p on p.id = m.person_id
    group by c.id
    having not bool_or(upper_inf(m.valid) and p.death_date is null)
  ), ended as (
    select c.id, least(c.end_month, alone.last_month, home.last_month) as last_month
    from chosen c left join alone on alone.id = c.id left join home on home.id = c.id
  )
"""
"""The last month in which anything may be due for `chosen` awards: of their end, or of a death."""

OF_AWARDS = (
    DefinerFunction(
        name="payments_ordered",
        arguments="sought uuid[], first_month date, last_month date",
        returns="table (award uuid, benefit text, period date, amount_fen bigint, turn integer)",
        body=f"""
  with chosen as (
    select a.id, a.benefit, a.start_month, a."case" as opened_by
    from unnest(sought) as wanted (id)
    join public.entitlements_award a on a.id = wanted.id and {_AWARD_IN_SCOPE}
  ), given as (
    select c.id, i.benefit, i.period, i.amount_fen, i.turn
    from chosen c join public.payments_instruction i on i.award_id = c.id
      and i.state in ('pending', 'paid', 'returned')
      and i.period between first_month and last_month
    union all
    -- The rest of what counts as ordered, by an index of its own.
    select c.id, i.benefit, i.period, i.amount_fen, i.turn
    from chosen c join public.payments_instruction i on i.award_id = c.id
      and i.state = 'repaired' and i.period between first_month and last_month
    where {_PAID_AGAIN_BY_NONE}
    union all
    -- What a town paid out of its float for the same case.
    select c.id, c.benefit, c.start_month, -m.amount_fen, 0
    from chosen c join public.payments_imprestmovement m on m.case_id = c.opened_by
      and m.benefit = c.benefit
    where c.start_month between first_month and last_month
    union all
    -- What came back of a debt: where the month turns out to have been due, it is due again.
    select c.id, c.benefit, b.period, -b.amount_fen, 0
    from chosen c join ({PAID_BACK} and r.award_id = any (sought)) b on b.award = c.id
    where b.period between first_month and last_month
  )
  select id, benefit, period, sum(amount_fen)::bigint, max(turn) from given group by 1, 2, 3
  having sum(amount_fen) <> 0 or max(turn) > 0
""",  # noqa: S608 - the condition is a constant
        reason="编制发放批次：辖区内各享受资格每月已列入发放的金额合计和次数，含迁入前原辖区已发的、"
        "乡镇备用金已付的，扣除已追回的，以免重发、漏发",
        reads=(
            "payments_instruction",
            "payments_imprestmovement",
            "payments_receivable",
            "payments_receivablemonth",
            "entitlements_award",
        ),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_last_months",
        arguments="sought uuid[]",
        returns="table (award uuid, last_month date)",
        body=f"""
  with chosen as (
    select a.id, a.household_id, a.person_id, a.end_month
    from public.entitlements_award a
    where a.id = any (sought) and {_AWARD_IN_SCOPE}
  ), {_ENDED}
  select id, last_month from ended where last_month is not null
""",  # noqa: S608 - the condition is a constant
        reason="发放不得晚于终止月份和死亡当月：只给享受资格编号和最后月份，不给人员信息；家庭有成员看不到时也须算准",
        reads=("entitlements_award", "registry_person", "registry_membership"),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_lapsed",
        arguments="sought uuid[]",
        returns="table (line uuid, moved boolean, due_fen bigint, ordered_fen bigint)",
        body=f"""
  with asked as (
    select i.id, i.award_id, i.period, left(a.division, 6) <> left(i.division, 6) as moved,
      a.start_month, a."case" as opened_by, a.benefit
    from public.payments_instruction i join public.entitlements_award a on a.id = i.award_id
    where i.id = any (sought)
      and i.division >= current_setting('app.low', true)
      and i.division < current_setting('app.high', true)
      and i.label = any (string_to_array(current_setting('app.labels', true), ','))
  ), chosen as (
    select a.id, a.household_id, a.person_id, a.end_month
    from public.entitlements_award a where a.id in (select award_id from asked)
  ), {_ENDED}
  select c.id, c.moved,
    case when not c.moved then case when l.last_month < c.period
      then 0 else coalesce(d.fen, 0) end end,
    case when not c.moved then coalesce(o.fen, 0) - coalesce(s.fen, 0) - coalesce(b.fen, 0) end
  from asked c
  left join ended l on l.id = c.award_id
  left join lateral (
    select n.amount_fen as fen from public.entitlements_awardline n
    where n.award_id = c.award_id and n.from_month <= c.period
      and (n.to_month is null or n.to_month >= c.period)
    order by n.sequence desc limit 1) d on true
  left join lateral (
    select sum(i.amount_fen)::bigint as fen from public.payments_instruction i
    where i.award_id = c.award_id and i.period = c.period and {_ORDERED}) o on true
  left join lateral (
    select sum(m.amount_fen)::bigint as fen from public.payments_imprestmovement m
    where m.case_id = c.opened_by and m.benefit = c.benefit and c.period = c.start_month) s on true
  left join lateral (
    select sum(p.amount_fen)::bigint as fen from ({PAID_BACK} and r.award_id = c.award_id) p
    where p.period = c.period) b on true
""",  # noqa: S608 - what came back is a constant
        reason="退汇作废：退回的发放是否仍应发；档案迁到外县的只说已迁出，不说迁到哪里、现在应发多少",
        reads=(
            "payments_instruction",
            "payments_imprestmovement",
            "payments_receivable",
            "payments_receivablemonth",
            "entitlements_award",
            "entitlements_awardline",
            "registry_person",
            "registry_membership",
        ),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_beyond_decided",
        arguments="sought uuid, wanted text",
        returns="boolean",
        language="plpgsql",
        volatility="volatile",
        body=f"""
declare
  county text;
begin
  -- Nobody orders it at this moment, wherever the file lies by now.
  for county in
    select distinct left(a.division, 6) from public.entitlements_award a
    where a."case" = sought and a.benefit = wanted order by 1
  loop
    perform pg_advisory_xact_lock(hashtext('payments.' || county));
  end loop;
  return exists (
    select from public.entitlements_award a
    cross join lateral (
      select coalesce(sum(i.amount_fen), 0) as fen from public.payments_instruction i
      where i.award_id = a.id and {_ORDERED}) o
    cross join lateral (
      select coalesce(sum(m.amount_fen), 0) as fen from public.payments_imprestmovement m
      where m.case_id = sought and m.benefit = wanted) s
    cross join lateral (
      select coalesce(sum(b.amount_fen), 0) as fen
      from ({PAID_BACK} and r.award_id = a.id) b) b
    where a."case" = sought and a.benefit = wanted and o.fen - s.fen - b.fen > coalesce((
      select l.amount_fen from public.entitlements_awardline l
      where l.award_id = a.id and l.from_month <= a.start_month
        and (l.to_month is null or l.to_month >= a.start_month)
        and (a.end_month is null or a.end_month >= a.start_month)
      order by l.sequence desc limit 1), 0));
end
""",  # noqa: S608 - what came back is a constant
        reason="备用金支付时核对这个办件是否已经发够：享受资格可能已随档案迁走，经办人看不到；只答是否超过",
        reads=(
            "payments_instruction",
            "payments_imprestmovement",
            "payments_receivable",
            "payments_receivablemonth",
            "entitlements_award",
            "entitlements_awardline",
        ),
        callers=CALLERS,
    ),
)
