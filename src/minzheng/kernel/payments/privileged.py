"""The functions of payments that see past row security, each for one narrow question."""

from minzheng.kernel.payments.privileged_awards import CALLERS, OF_AWARDS
from minzheng.kernel.protection.definers import DefinerFunction, declare

_BATCH_IN_SCOPE = """
    b.division >= current_setting('app.low', true)
    and b.division < current_setting('app.high', true)
    and b.label = any (string_to_array(current_setting('app.labels', true), ','))
"""

FUNCTIONS = (
    *OF_AWARDS,
    DefinerFunction(
        name="payments_journal_count",
        arguments="sought uuid",
        returns="table (entries bigint, total_fen numeric)",
        body="""
  select count(*), coalesce(sum(e.amount_fen), 0)
  from public.payments_entry e where e.journal_id = sought
""",
        reason="借贷必相等：提交时数一张凭证的全部分录，不论提交时谁的数据范围还在",
        reads=("payments_entry",),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_turnovers",
        arguments="sought uuid[], first_day date, last_day date",
        returns="table (account uuid, opening_fen numeric, debit_fen numeric, credit_fen numeric)",
        body="""
  select e.account_id, coalesce(sum(e.amount_fen) filter (where j.business_date < first_day), 0),
    coalesce(sum(e.amount_fen) filter (where j.business_date >= first_day and e.amount_fen > 0), 0),
    coalesce(-sum(e.amount_fen) filter (where j.business_date >= first_day and e.amount_fen < 0), 0)
  from public.payments_entry e join public.payments_journal j on j.id = e.journal_id
  where e.account_id = any (sought) and j.business_date <= last_day
    and e.division >= current_setting('app.low', true)
    and e.division < current_setting('app.high', true)
  group by 1
""",
        reason="科目余额须包括受保护档案的发放，否则账不平：只给各科目的期初余额和本期借贷合计",
        reads=("payments_entry", "payments_journal"),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_year",
        arguments="low text, high text, first_day date, last_day date",
        returns="table (account uuid, amount_fen numeric)",
        body="""
  select e.account_id, sum(e.amount_fen)
  from public.payments_entry e join public.payments_journal j on j.id = e.journal_id
  where e.division >= greatest(low, current_setting('app.low', true))
    and e.division < least(high, current_setting('app.high', true))
    and j.business_date between first_day and last_day
  group by 1
""",
        reason="资金执行进度须包括受保护档案的发放：只给各科目本年合计",
        reads=("payments_entry", "payments_journal"),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_close_lines",
        arguments="sought uuid",
        returns="bigint",
        language="plpgsql",
        volatility="volatile",
        body="""
declare closed bigint;
begin
  update public.payments_instruction i set state = 'cancelled'
  from public.payments_batch b
  where b.id = sought and i.batch_id = b.id and b.state = 'cancelled'
    and i.state in ('pending', 'held');
  get diagnostics closed = row_count;
  -- What was to be paid again by it waits as before, unless another batch pays it again by now.
  update public.payments_instruction o set state = 'returned'
  from public.payments_instruction n
  where n.batch_id = sought and n.repairs = o.id and n.state = 'cancelled'
    and o.state = 'repaired' and not exists (
      select from public.payments_instruction p join public.payments_batch b on b.id = p.batch_id
      where p.repairs = o.id and (p.state not in ('held', 'cancelled')
        or p.state = 'held' and b.state in ('draft', 'checked', 'approved')));
  return closed;
end
""",
        reason="撤销批次：其全部明细一并撤销，退汇待重发的恢复待重发，含编制后档案转入保护、"
        "撤销人已看不到的；批次未撤销时什么也不做",
        reads=("payments_batch", "payments_bankword", "payments_move"),
        writes=("payments_instruction",),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_twice",
        arguments="sought uuid",
        returns="table (instruction uuid)",
        body="""
  select distinct mine.id
  from public.payments_instruction mine
  join public.payments_batch b on b.id = mine.batch_id
  join public.registry_identitydocument d on d.person_id = mine.person_id and d.state = 'confirmed'
  join public.registry_identitydocument other on other.index = d.index
    and other.person_id <> d.person_id
  join public.payments_instruction theirs on theirs.person_id = other.person_id
    and theirs.benefit = mine.benefit and theirs.period = mine.period
    and theirs.state in ('pending', 'paid', 'returned')
  where mine.batch_id = sought and mine.state = 'pending'
    and b.division >= current_setting('app.low', true)
    and b.division < current_setting('app.high', true)
    and b.label = any (string_to_array(current_setting('app.labels', true), ','))
""",
        reason="发放前检查：同一证件号码在两份档案下同月领取同一待遇；只指出本批次的明细，不说另一份在哪里",
        reads=("payments_instruction", "payments_batch", "registry_identitydocument"),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_take_words",
        arguments="taken uuid, sought uuid, payments text[], sequences integer[], amounts bigint[],"
        " said_paid boolean[], reasons text[], indexes bytea[], today date",
        returns="table (outcome text, count bigint, amount_fen numeric)",
        language="plpgsql",
        volatility="volatile",
        body=f"""
declare
  chosen public.payments_batch;
  nth integer;
begin
  select b.* into chosen from public.payments_batch b
  where b.id = sought and b.state in ('sent', 'confirmed') and {_BATCH_IN_SCOPE};
  if chosen.id is null then
    raise exception 'the batch is not with the bank' using errcode = 'check_violation';
  end if;
  for nth in select distinct s from unnest(sequences) s order by s loop
    insert into public.payments_bankword (id, division, label, bank_return_id, place,
      end_to_end_id, sequence, amount_fen, paid, reason, outcome, instruction_id, settled_text)
    select public.payments_new_id(), chosen.division, chosen.label, taken, t.place, t.payment,
      t.sequence, t.amount, t.paid, t.reason,
      case
        when i.id is null then 'unknown'
        when w.id is not null and (w.paid, w.amount_fen) = (t.paid, t.amount) then 'repeated'
        when w.id is not null or i.amount_fen <> t.amount or i.account_index <> t.index
          then 'differs'
        when i.state = 'pending' then case when t.paid then 'paid' else 'returned' end
        when i.state = 'paid' then case when t.paid then 'repeated' else 'given_back' end
        when i.state in ('returned', 'repaired', 'voided') and not t.paid then 'repeated'
        else 'late' end,
      i.id, ''
    from unnest(payments, sequences, amounts, said_paid, reasons, indexes) with ordinality
      as t (payment, sequence, amount, paid, reason, index, place)
    left join public.payments_instruction i
      on i.end_to_end_id = t.payment and i.batch_id = sought
    left join public.payments_bankword w on w.end_to_end_id = t.payment
      and w.sequence = t.sequence and w.outcome in ('paid', 'returned', 'given_back')
    where t.sequence = nth;
    update public.payments_instruction i
    set state = case w.outcome when 'paid' then 'paid' else 'returned' end,
      settled_on = today, outcome_reason = w.reason
    from public.payments_bankword w
    where w.bank_return_id = taken and w.sequence = nth and i.id = w.instruction_id
      and w.outcome in ('paid', 'returned', 'given_back');
  end loop;
  return query
    select w.outcome::text, count(*), sum(w.amount_fen)::numeric
    from public.payments_bankword w where w.bank_return_id = taken group by 1
    union all
    select 'waiting', count(*), coalesce(sum(i.amount_fen), 0)::numeric
    from public.payments_instruction i where i.batch_id = sought and i.state = 'pending';
end
""",  # noqa: S608 - the condition is a constant
        reason="登记银行回盘：整份文件逐笔核对入账，含编制后档案转入保护、经办人已看不到的明细；只给各结果的笔数和金额",
        reads=("payments_batch", "payments_move"),
        writes=("payments_instruction", "payments_bankword"),
        callers=CALLERS,
    ),
    DefinerFunction(
        name="payments_own_waiting",
        arguments="sought uuid[]",
        returns="table (award uuid, why text)",
        body="""
  select last.award_id, case last.hold_reason when 'cooling' then 'cooling' else 'account' end
  from (
    select distinct on (i.award_id) i.award_id, i.state, i.hold_reason
    from public.entitlements_award a
    join public.payments_instruction i on i.award_id = a.id and i.state <> 'cancelled'
    join public.payments_batch b on b.id = i.batch_id and b.state not in ('draft', 'cancelled')
    where a.id = any (sought) and current_setting('app.persons', true) <> ''
      and a.label = any (string_to_array(current_setting('app.labels', true), ','))
      and (
        a.person_id = any (
          string_to_array(nullif(current_setting('app.persons', true), ''), ',')::uuid[])
        or a.household_id = any (
          string_to_array(nullif(current_setting('app.households', true), ''), ',')::uuid[]))
    order by i.award_id, i.id desc
  ) last
  where last.state = 'held'
    and last.hold_reason in ('no_payee', 'no_account', 'account_changed', 'cooling')
""",
        reason="居民要知道是不是因为账户领不到：只说账户要核对或者还在冷静期，别的暂缓原因不说",
        reads=("entitlements_award", "payments_instruction", "payments_batch"),
        callers=("minzheng_app",),
    ),
    DefinerFunction(
        name="payments_in_cash",
        arguments="persons uuid[], households uuid[], first_day date, last_day date",
        returns="table (movement uuid, opened_by uuid, benefit text, amount_fen bigint,"
        " moved_on date, person uuid)",
        body="""
  select m.id, c.id, m.benefit, -m.amount_fen, m.moved_on, c.subject_id
  from public.casework_case c
  join public.payments_imprestmovement m on m.case_id = c.id and m.kind = 'spend'
  where m.moved_on between first_day and last_day
    and (c.applicant_id = any (persons) or c.subject_id = any (persons)
      or c.household_id = any (households))
    and c.label = any (string_to_array(current_setting('app.labels', true), ','))
    and (c.division >= current_setting('app.low', true)
        and c.division < current_setting('app.high', true)
      or array[c.applicant_id, c.subject_id] && string_to_array(
        nullif(current_setting('app.persons', true), ''), ',')::uuid[])
    and not exists (select from public.payments_imprestmovement r where r.reverses = m.id)
""",
        reason="乡镇备用金当面支付的，列入本人的发放记录和证明：收支在镇，村和本人看不到，只给自己看得到的办件的金额和日期",
        reads=("casework_case", "payments_imprestmovement"),
        callers=("minzheng_app",),
    ),
)


def declare_all() -> None:
    """Have them made after the next migration."""
    for function in FUNCTIONS:
        declare(function)
