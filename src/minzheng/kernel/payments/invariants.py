"""What must hold of payments and books at any moment (I1 to I9), as one set of queries.

Triggers and constraints refuse what would break these rules; here the whole is looked at from
outside, whatever wrote it. Run after every step of the tests and every night (`inspecting`). Each
query gives the division and the id of what breaks its rule; none gives anything while all is well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from minzheng.kernel.payments.privileged_awards import PAID_BACK

ORDERED = "('frozen', 'filed', 'unknown', 'sent', 'confirmed')"
FILED = "('filed', 'unknown', 'sent', 'confirmed')"
PAYING = "('pending', 'paid', 'returned', 'repaired', 'voided')"


@dataclass(frozen=True, slots=True)
class Invariant:
    """A rule: its number in the design, and what a person reads of it."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that breaks a rule: where it lies, and its id."""

    code: str
    division: str
    subject: str


INVARIANTS = (
    Invariant("I1", "每张凭证借贷相等"),
    Invariant("I2", "批准的金额等于已发、退回、待发、暂缓之和，账上应付与明细一致"),
    Invariant("I3", "同一待遇月份只发一次，不超过应发"),
    Invariant("I4", "每笔发放经过不同的人编制、批准和确认"),
    Invariant("I5", "锁定时账户已经他人复核并过冷静期"),
    Invariant("I6", "不向死亡或者终止之后的月份发放"),
    Invariant("I7", "一个批次只有一个文件，文件与批次一致"),
    Invariant("I8", "账簿日摘要已封存，重算一致，并在检查点之内"),
    Invariant("I9", "备用金余额等于收支之和，不低于零、不超限额，与账上一致"),
)

_JOURNALS = """
select 'I1', j.division, j.id::text
from payments_journal j left join payments_entry e on e.journal_id = j.id
group by j.id, j.division having coalesce(sum(e.amount_fen), 0) <> 0 or count(e.id) < 2
"""

_TOTALS = """
select 'I2', b.division, b.id::text
from payments_batch b left join payments_instruction i on i.batch_id = b.id
group by b.id having
  case when b.state = 'cancelled' then coalesce(bool_or(i.state <> 'cancelled'), false)
  else (b.count, b.total_fen) is distinct from (count(i.id), coalesce(sum(i.amount_fen), 0))
    or (b.held_count, b.held_fen) is distinct from (count(i.id) filter (where i.state = 'held'),
      coalesce(sum(i.amount_fen) filter (where i.state = 'held'), 0))
    or bool_or(i.state = 'cancelled')
    or b.state not in ('unknown', 'sent', 'confirmed')
      and bool_or(i.state in ('paid', 'returned', 'repaired', 'voided'))
    or b.state = 'confirmed' and bool_or(i.state = 'pending') end
"""

# What the books owe for a line: its amount from the freeze on until the bank has paid it; for one
# that is paid again, until the line that does so is in the books itself.
_OWED = f"""
select 'I2', i.division, i.id::text
from payments_instruction i join payments_batch b on b.id = i.batch_id
left join (
  select e.instruction_id, -sum(e.amount_fen) as fen
  from payments_entry e join payments_ledgeraccount c on c.id = e.account_id and c.kind = 'payable'
  where e.instruction_id is not null group by 1) o on o.instruction_id = i.id
left join (
  select n.repairs from payments_instruction n join payments_batch r on r.id = n.batch_id
  where n.repairs is not null and n.state not in ('held', 'cancelled') and r.state in {ORDERED}
  group by 1) n on n.repairs = i.id
where coalesce(o.fen, 0) <> case
  when b.state not in {ORDERED} then 0
  when i.state in ('pending', 'returned') or i.state = 'repaired' and n.repairs is null
    then i.amount_fen
  else 0 end
"""  # noqa: S608 - made of constants of our own

_VOIDED = """
select 'I2', v.division, v.instruction_id::text
from payments_voiding v join payments_instruction i on i.id = v.instruction_id
where v.state = 'approved' and i.state <> 'voided'
"""

_TWICE = """
select 'I3', min(i.division), coalesce(i.award_id, i.settlement_id)::text
from payments_instruction i join payments_bankword w on w.instruction_id = i.id
group by i.award_id, i.line_id, i.settlement_id, i.period, i.component, i.turn
having sum(case w.outcome when 'paid' then 1 when 'given_back' then -1 else 0 end) > 1
  or sum(case w.outcome when 'paid' then 1 when 'given_back' then -1 else 0 end)
    <> count(distinct i.id) filter (where i.state = 'paid')
"""

# A month may turn out to have been worth less; never was more ordered than was ever due for it,
# beside what a town paid in cash and without what was paid back.
_BEYOND = f"""
select 'I3', i.division, i.award_id::text
from (
  select min(n.division) as division, n.award_id, n.period, sum(n.amount_fen) as fen
  from payments_instruction n
  where n.state in ('pending', 'paid', 'returned') and n.settlement_id is null group by 2, 3) i
left join (
  select a.id as award, a.start_month as period, -sum(m.amount_fen) as fen
  from payments_imprestmovement m
  join entitlements_award a on a."case" = m.case_id and a.benefit = m.benefit
  group by 1, 2) s on (s.award, s.period) = (i.award_id, i.period)
left join (
  select b.award, b.period, sum(b.amount_fen) as fen from ({PAID_BACK}) b
  group by 1, 2) b on (b.award, b.period) = (i.award_id, i.period)
left join lateral (
  select max(l.amount_fen) as fen from entitlements_awardline l
  where l.award_id = i.award_id and l.from_month <= i.period
    and (l.to_month is null or l.to_month >= i.period)) d on true
where i.fen + coalesce(s.fen, 0) - coalesce(b.fen, 0) > coalesce(d.fen, 0)
"""  # noqa: S608 - made of constants of our own

# What is given in services: as much as was used, settled once, for what was agreed.
_GIVEN = """
select 'I3', d.division, d.id::text
from payments_delivery d left join payments_redemption r on r.delivery_id = d.id
group by d.id having d.used_fen <> coalesce(sum(r.amount_fen), 0)
"""
_SETTLED = """
select 'I3', s.division, s.id::text
from payments_settlement s left join payments_redemption r on r.settlement_id = s.id
where s.state = 'agreed' group by s.id having s.amount_fen <> coalesce(sum(r.amount_fen), 0)
union all
select 'I3', i.division, i.id::text
from payments_instruction i join payments_settlement s on s.id = i.settlement_id
where i.state in ('pending', 'paid', 'returned')
  and (s.state <> 'agreed' or s.amount_fen <> i.amount_fen)
"""

_ENROLLED = """
select 'I3', c.division, c.award_id::text
from entitlements_cover c join entitlements_cover d
  on (d.index, d.exclusion_group) = (c.index, c.exclusion_group) and d.id > c.id
  and d.months && c.months
"""

_PERSONS = f"""
select 'I4', b.division, b.id::text
from payments_batch b
where b.state in {ORDERED} and (b.approver_person is null or b.frozen_person is null
  or b.maker_person = b.approver_person or b.approver_person = b.frozen_person
  or b.maker = b.approver or b.lines_hash <> b.approved_hash)
"""  # noqa: S608 - made of constants of our own

_ACCOUNTS = f"""
select 'I5', i.division, i.id::text
from payments_instruction i join payments_batch b on b.id = i.batch_id
left join (
  select id, proposed_person, approved_person, usable_from, index from registry_bankaccount
  union all
  select id, proposed_person, approved_person, usable_from, index from payments_provideraccount
) a on a.id = i.account_id
where b.state in {ORDERED} and i.state in {PAYING} and (a.id is null
  or a.approved_person is null or a.approved_person = a.proposed_person
  or a.usable_from > b.frozen_on or a.index <> i.account_index)
"""  # noqa: S608 - made of constants of our own

# What was put on file after the freeze was not known to it: that is recovered, and no breach.
_ENDED = f"""
select 'I6', i.division, i.id::text
from payments_instruction i join payments_batch b on b.id = i.batch_id
join entitlements_award a on a.id = i.award_id
left join registry_person p on p.id = a.person_id
where b.state in {ORDERED} and i.state in {PAYING}
  and (i.period > a.end_month and exists (
      select from entitlements_awardline l where l.award_id = a.id and l.kind = 'end'
        and l.from_month <= i.period
        and (l.recorded_at at time zone 'Asia/Shanghai')::date < b.frozen_on)
    or i.period > date_trunc('month', p.death_date) and exists (
      select from entitlements_hold h where h.award_id = a.id and h.kind = 'death'
        and h.from_month <= i.period
        and (h.raised_at at time zone 'Asia/Shanghai')::date < b.frozen_on))
"""  # noqa: S608 - made of constants of our own

_FILES = f"""
select 'I7', b.division, b.id::text
from payments_batch b
left join payments_bankfile f on f.batch_id = b.id
left join payments_bankfile o on o.digest = f.digest and o.id <> f.id
where (b.state in {FILED}) <> (f.id is not null) or o.id is not null
  or f.id is not null and (f.count, f.total_fen)
    is distinct from (b.count - b.held_count, b.total_fen - b.held_fen)
  or b.state in ('unknown', 'sent', 'confirmed') and not exists (
    select from payments_attempt t where t.batch_id = b.id)
"""  # noqa: S608 - made of constants of our own

# Until two in the morning the day before may wait for its hash, and an hour long for a checkpoint.
_DAYS = """
select 'I8', '', d.day::text
from (
  select distinct (j.posted_at at time zone 'Asia/Shanghai')::date as day from payments_journal j
  where (j.posted_at at time zone 'Asia/Shanghai')::date
    < (now() at time zone 'Asia/Shanghai' - interval '2 hours')::date) d
where not exists (select from payments_ledgerday s where s.day = d.day)
union all
select 'I8', '', s.day::text
from payments_ledgerday s
left join audit_event e on e.subject_type = 'ledger_day:' || s.day and e.subject = s.hash
left join audit_seal k on k.event = e.id
where e.id is null or s.sealed_at < now() - interval '1 hour' and (
  k.seq is null or k.seq > coalesce((select max(c.size) from audit_checkpoint c), 0))
"""

_FLOATS = """
select 'I9', f.division, f.id::text
from payments_imprestfloat f left join (
  select m.imprest_id, sum(m.amount_fen) as fen,
    sum(m.amount_fen) filter (where m.journal is not null) as posted
  from payments_imprestmovement m group by 1) m on m.imprest_id = f.id
left join (
  select e.about, sum(e.amount_fen) as fen
  from payments_entry e join payments_ledgeraccount c on c.id = e.account_id and c.kind = 'imprest'
  group by 1) e on e.about = f.id
where f.balance_fen <> coalesce(m.fen, 0) or f.balance_fen not between 0 and f.limit_fen
  or coalesce(m.posted, 0) <> coalesce(e.fen, 0)
"""

QUERIES: Mapping[str, tuple[str, ...]] = {
    "I1": (_JOURNALS,),
    "I2": (_TOTALS, _OWED, _VOIDED),
    "I3": (_TWICE, _BEYOND, _ENROLLED, _GIVEN, _SETTLED),
    "I4": (_PERSONS,),
    "I5": (_ACCOUNTS,),
    "I6": (_ENDED,),
    "I7": (_FILES,),
    "I8": (_DAYS,),
    "I9": (_FLOATS,),
}
"""The rules as SQL; whoever runs them sees every row, or only those of the scope."""


def breaches() -> Iterator[Breach]:
    """Everything that breaks a rule, inside a scope; as the worker, which sees all."""
    with connection.cursor() as cursor:
        for queries in QUERIES.values():
            for query in queries:
                cursor.execute(query)
                for code, division, subject in cursor:
                    yield Breach(code, division, subject)
