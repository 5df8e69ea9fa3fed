"""Recovery, as the database sees it: no more is asked back than was overpaid, nor more taken."""

from django.db import migrations

OVERPAID = """
-- By award and month: what was paid here, what is due, what is claimed already. Of awards that the
-- caller does not see, nothing is said: their due would look like nothing.
create function payments_overpaid(first_month date, last_month date)
returns table (award uuid, benefit text, payee uuid, period date, due_fen bigint, paid_fen bigint,
  claimed_fen bigint)
language plpgsql stable set search_path = pg_catalog, public set enable_nestloop = off as $$
#variable_conflict use_column
begin
  return query
  with paid as materialized (
    select i.award_id, min(i.benefit) as benefit, (array_agg(i.payee_id order by i.id desc))[1]
      as payee, i.period, sum(i.amount_fen)::bigint as fen
    from payments_instruction i join entitlements_award a on a.id = i.award_id
    where i.state = 'paid' and i.period between first_month and last_month
    group by i.award_id, i.period
  ), due as materialized (
    select d.award, d.month, sum(d.amount_fen)::bigint as fen
    from entitlements_due_between(first_month, last_month) d group by 1, 2
  ), ends as materialized (
    select * from payments_last_months(array(select distinct award_id from paid))
  ), claimed as materialized (
    select m.award_id, m.period, sum(m.amount_fen)::bigint as fen
    from payments_receivablemonth m join payments_receivable r on r.id = m.receivable_id
    where r.state <> 'withdrawn' and m.period between first_month and last_month
    group by 1, 2
  ), measured as (
    select p.*, case when e.last_month < p.period then 0 else coalesce(d.fen, 0) end as due_fen,
      coalesce(c.fen, 0) as claimed_fen
    from paid p
    left join due d on (d.award, d.month) = (p.award_id, p.period)
    left join ends e on e.award = p.award_id
    left join claimed c on (c.award_id, c.period) = (p.award_id, p.period)
  )
  select award_id, benefit, payee, period, due_fen, fen, claimed_fen from measured
  where fen > due_fen + claimed_fen;
end $$;
"""

CLAIM_GUARD = """
create function payments_claim_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  paid bigint;
  due bigint;
  claimed bigint;
begin
  perform from payments_receivable r where r.award_id = new.award_id for update;
  select coalesce(sum(i.amount_fen), 0) into paid from payments_instruction i
    where i.award_id = new.award_id and i.period = new.period and i.state = 'paid';
  select coalesce(sum(d.amount_fen), 0) into due from entitlements_due(new.period) d
    where d.award = new.award_id;
  if exists (
    select from payments_last_months(array[new.award_id]) l where l.last_month < new.period)
  then
    due := 0;
  end if;
  -- The row itself is among what is claimed already.
  select sum(m.amount_fen) into claimed from payments_receivablemonth m
    join payments_receivable r on r.id = m.receivable_id
    where m.award_id = new.award_id and m.period = new.period and r.state <> 'withdrawn';
  if (new.paid_fen, new.due_fen) <> (paid, due) or claimed > paid - due then
    raise exception 'no more is claimed than was overpaid' using errcode = 'check_violation',
      constraint = 'receivable_month_overpaid';
  end if;
  return new;
end $$;
"""

_RECEIVABLES = """
create function payments_receivable_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  moving text[] := '{division,label,debtor_id,state,received_fen,written_off_fen,confirmed_by,
    confirmed_person,confirmed_at,journal,withdrawn_because}'::text[];
begin
  if tg_op = 'DELETE' then
    raise exception 'a receivable is withdrawn, not deleted' using errcode = 'check_violation',
      constraint = 'receivable_kept';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' or new.received_fen <> 0 or new.written_off_fen <> 0 then
      raise exception 'a receivable begins as proposed' using errcode = 'check_violation',
        constraint = 'receivable_moves';
    end if;
    return new;
  end if;
  -- The person moves on, the debt stays with the office that paid, while there is such one.
  if new.division <> old.division and exists (
    select from registry_division d where d.code = old.division and d.valid_to is null)
  then
    new.division := old.division;
  end if;
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving then
    raise exception 'what was found is not rewritten' using errcode = 'check_violation',
      constraint = 'receivable_kept';
  end if;
  if (new.received_fen, new.written_off_fen) is distinct from
    (old.received_fen, old.written_off_fen) and pg_trigger_depth() < 2
  then
    raise exception 'sums follow from receipts and write-offs' using errcode = 'check_violation',
      constraint = 'receivable_sums';
  end if;
  if old.state <> 'proposed' and (new.confirmed_by, new.confirmed_person, new.journal)
    is distinct from (old.confirmed_by, old.confirmed_person, old.journal)
  then
    raise exception 'who confirmed stays' using errcode = 'check_violation',
      constraint = 'receivable_kept';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('proposed', 'confirmed'),
    ('proposed', 'withdrawn'), ('confirmed', 'settled'), ('confirmed', 'withdrawn'))
  then
    raise exception 'a receivable does not go from % to %', old.state, new.state
      using errcode = 'check_violation', constraint = 'receivable_moves';
  end if;
  if new.state = 'withdrawn' and old.state = 'confirmed' and (
    new.received_fen + new.written_off_fen > 0
    or not exists (select from payments_journal j where j.reverses = old.journal))
  then
    raise exception 'what was posted is reversed first, what was received is not withdrawn'
      using errcode = 'check_violation', constraint = 'receivable_reversed';
  end if;
  if new.state = 'confirmed' and old.state = 'proposed' and (
    (select sum(m.amount_fen) from payments_receivablemonth m where m.receivable_id = new.id)
      is distinct from new.amount_fen
    or (select sum(e.amount_fen) from payments_entry e
        join payments_ledgeraccount c on c.id = e.account_id
        where e.journal_id = new.journal and e.about = new.id and c.kind = 'receivable')
      is distinct from new.amount_fen)
  then
    raise exception 'a receivable is the sum of its months and in the books'
      using errcode = 'check_violation', constraint = 'receivable_adds_up';
  end if;
  return new;
end $$;
create trigger payments_receivable_guard before insert or update or delete on payments_receivable
  for each row execute function payments_receivable_guard();
alter table payments_receivable
  add constraint receivable_proposer foreign key (proposed_by, proposed_person)
    references access_account (id, person),
  add constraint receivable_confirmer foreign key (confirmed_by, confirmed_person)
    references access_account (id, person);

create trigger payments_claim_guard after insert on payments_receivablemonth
  for each row execute function payments_claim_guard();
"""
_WITHOUT_RECEIVABLES = """
drop trigger payments_claim_guard on payments_receivablemonth;
alter table payments_receivable drop constraint receivable_proposer,
  drop constraint receivable_confirmer;
drop trigger payments_receivable_guard on payments_receivable;
drop function payments_receivable_guard();
"""

_SUMS = """
create function payments_recovered() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  owed payments_receivable;
begin
  select * into owed from payments_receivable r where r.id = new.receivable_id for update;
  if owed.state is distinct from 'confirmed' then
    raise exception 'the receivable is not open' using errcode = 'check_violation',
      constraint = 'receivable_moves';
  end if;
  if tg_table_name = 'payments_receipt' then
    owed.received_fen := owed.received_fen + new.amount_fen;
  else
    owed.written_off_fen := owed.written_off_fen + new.amount_fen;
  end if;
  update payments_receivable r set received_fen = owed.received_fen,
    written_off_fen = owed.written_off_fen,
    state = case when owed.received_fen + owed.written_off_fen = r.amount_fen
      then 'settled' else r.state end
  where r.id = owed.id;
  return null;
end $$;
create trigger payments_receipt_counts after insert on payments_receipt
  for each row execute function payments_recovered();
create trigger payments_write_off_counts after update of state on payments_writeoff
  for each row when (new.state = 'approved' and old.state = 'proposed')
  execute function payments_recovered();

create function payments_write_off_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division,label,state,decided_by,decided_person,decided_at,decided_in,
    decided_because}'::text[];
begin
  if tg_op = 'INSERT' and new.state = 'proposed' then return new; end if;
  if tg_op = 'UPDATE' and to_jsonb(new) - own is not distinct from to_jsonb(old) - own
    and (old.state = 'proposed' or to_jsonb(new) - '{division,label}'::text[]
      is not distinct from to_jsonb(old) - '{division,label}'::text[])
  then
    return new;
  end if;
  raise exception 'a write-off is proposed, decided once and kept'
    using errcode = 'check_violation', constraint = 'write_off_kept';
end $$;
create trigger payments_write_off_guard before insert or update or delete on payments_writeoff
  for each row execute function payments_write_off_guard();
alter table payments_writeoff
  add constraint write_off_proposer foreign key (proposed_by, proposed_person)
    references access_account (id, person),
  add constraint write_off_decider foreign key (decided_by, decided_person)
    references access_account (id, person);

create function payments_plan_whole() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if exists (
    select from (select distinct receivable_id, plan from added) a
    join payments_receivable r on r.id = a.receivable_id
    where r.amount_fen - r.received_fen - r.written_off_fen is distinct from (
      select sum(i.amount_fen) from payments_instalment i
      where i.receivable_id = a.receivable_id and i.plan = a.plan))
  then
    raise exception 'the instalments add up to what is owed' using errcode = 'check_violation',
      constraint = 'instalment_plan_whole';
  end if;
  return null;
end $$;
create trigger payments_plan_whole after insert on payments_instalment
  referencing new table as added for each statement execute function payments_plan_whole();
"""
_WITHOUT_SUMS = """
drop trigger payments_plan_whole on payments_instalment;
drop function payments_plan_whole();
alter table payments_writeoff drop constraint write_off_proposer,
  drop constraint write_off_decider;
drop trigger payments_write_off_guard on payments_writeoff;
drop function payments_write_off_guard();
drop trigger payments_write_off_counts on payments_writeoff;
drop trigger payments_receipt_counts on payments_receipt;
drop function payments_recovered();
"""

OPERATIONS = [
    migrations.RunSQL(OVERPAID, "drop function payments_overpaid(date, date)"),
    migrations.RunSQL(CLAIM_GUARD, "drop function payments_claim_guard();"),
    migrations.RunSQL(_RECEIVABLES, _WITHOUT_RECEIVABLES),
    migrations.RunSQL(_SUMS, _WITHOUT_SUMS),
]
