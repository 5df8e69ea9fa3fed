"""Approval and freezing, as the database sees them.

Nothing of this trusts the program: whoever sets the state by hand is measured by the same rules.
"""

from django.db import migrations

_APPROVABLE = """
create function payments_require_approvable(was payments_batch, is_now payments_batch)
returns void language plpgsql set search_path = pg_catalog, public as $$
begin
  if is_now.lines_hash is distinct from was.lines_hash
    or is_now.count is distinct from was.count or is_now.total_fen is distinct from was.total_fen
  then
    raise exception 'what is approved is what was checked' using errcode = 'check_violation',
      constraint = 'payment_batch_as_checked';
  end if;
  if exists (
    select from payments_finding f where f.batch_id = is_now.id and f.settled_by is null)
  then
    raise exception 'every finding is settled first' using errcode = 'check_violation',
      constraint = 'payment_batch_findings_settled';
  end if;
end $$;
"""

PAYABLE = """
create function payments_require_payable(b payments_batch)
returns void language plpgsql set search_path = pg_catalog, public set enable_nestloop = off as $$
declare
  earliest date;
  latest date;
begin
  select min(i.period), max(i.period) into earliest, latest
    from payments_instruction i where i.batch_id = b.id and i.state = 'pending';
  if earliest is null then
    raise exception 'there is nothing to pay' using errcode = 'check_violation',
      constraint = 'payment_batch_pays_something';
  end if;
  if (select (count(*), sum(i.amount_fen)) from payments_instruction i
      where i.batch_id = b.id and i.state = 'pending')
    is distinct from ((b.count - b.held_count)::bigint, (b.total_fen - b.held_fen)::numeric)
  then
    raise exception 'the lines are not those that were approved' using errcode = 'check_violation',
      constraint = 'payment_batch_adds_up';
  end if;
  if exists (
    select from payments_instruction i left join registry_bankaccount a on a.id = i.account_id
    where i.batch_id = b.id and i.state = 'pending' and (
      a.id is null or a.state <> 'approved' or a.usable_from > b.frozen_on
      or a.person_id <> i.payee_id or a.index <> i.account_index or a.holder <> i.holder))
  then
    raise exception 'money goes to accounts that are approved and past their cooling-off'
      using errcode = 'check_violation', constraint = 'payment_batch_accounts';
  end if;
  if exists (
    select from payments_instruction i
    join payments_last_months(array(
      select distinct l.award_id from payments_instruction l where l.batch_id = b.id)) l
      on l.award = i.award_id
    where i.batch_id = b.id and i.state = 'pending' and i.period > l.last_month)
  then
    raise exception 'nothing is paid for months after death or end'
      using errcode = 'check_violation', constraint = 'payment_batch_not_after_the_end';
  end if;
  perform payments_require_due(b, earliest, latest);
  perform payments_require_posted(b);
end $$;

-- How many rows a function gives is not known to the planner; a loop in a loop over a hundred
-- thousand lines would take hours.
create function payments_require_due(b payments_batch, earliest date, latest date)
returns void language plpgsql set search_path = pg_catalog, public set enable_nestloop = off as $$
begin
  if exists (
    with mine as materialized (
      select distinct i.award_id, i.benefit, i.period from payments_instruction i
      where i.batch_id = b.id and i.state = 'pending' and i.repairs is null
    ), ordered as materialized (
      select * from payments_ordered(array(select distinct award_id from mine), earliest, latest)
    ), due as materialized (
      select d.* from (select distinct period from mine) m
      cross join lateral entitlements_due(m.period) d
    )
    select from mine
    join ordered o on (o.award, o.benefit, o.period) = (mine.award_id, mine.benefit, mine.period)
    left join due d on (d.award, d.month) = (mine.award_id, mine.period)
    where d.held is not false or o.amount_fen > d.amount_fen)
  then
    raise exception 'no more is paid for a month than is due' using errcode = 'check_violation',
      constraint = 'payment_batch_due';
  end if;
end $$;

create function payments_require_posted(b payments_batch)
returns void language plpgsql set search_path = pg_catalog, public set enable_nestloop = off as $$
begin
  if not exists (
    select from payments_journal j
    where j.id = b.journal and j.ref = b.number and j.kind = 'order')
    or exists (
      select from payments_instruction i
      left join (
        select e.instruction_id, sum(e.amount_fen) as amount_fen
        from payments_entry e join payments_ledgeraccount c on c.id = e.account_id
        where e.journal_id = b.journal and c.kind = 'payable' group by 1) e
        on e.instruction_id = i.id
      where i.batch_id = b.id and i.state = 'pending'
        and e.amount_fen is distinct from -i.amount_fen)
  then
    raise exception 'every line is in the books first' using errcode = 'check_violation',
      constraint = 'payment_batch_posted';
  end if;
end $$;
"""
_WITHOUT_PAYABLE = """
drop function payments_require_payable(payments_batch);
drop function payments_require_posted(payments_batch);
drop function payments_require_due(payments_batch, date, date);
"""

_IDS = """
-- Version 7 of RFC 9562, by the millisecond: ids of rows that one statement makes by the thousand.
create function payments_new_id() returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
    substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
    from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;
"""

OPERATIONS = [
    migrations.RunSQL(_IDS, "drop function payments_new_id()"),
    migrations.RunSQL(
        _APPROVABLE, "drop function payments_require_approvable(payments_batch, payments_batch)"
    ),
    migrations.RunSQL(PAYABLE, _WITHOUT_PAYABLE),
]
