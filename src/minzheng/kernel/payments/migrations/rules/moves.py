"""Which state may follow which: a table that triggers read, and the triggers."""

from django.db import migrations

_MOVES = """
insert into payments_move (id, machine, before, after, during) values
  (1, 'batch', 'draft', 'checked', ''),
  (2, 'batch', 'draft', 'cancelled', ''),
  (3, 'batch', 'checked', 'draft', ''),
  (4, 'batch', 'checked', 'approved', ''),
  (5, 'batch', 'checked', 'cancelled', ''),
  (6, 'batch', 'approved', 'frozen', ''),
  (7, 'batch', 'approved', 'cancelled', ''),
  (8, 'batch', 'frozen', 'filed', ''),
  (9, 'batch', 'frozen', 'cancelled', ''),
  (10, 'batch', 'filed', 'sent', ''),
  (11, 'batch', 'filed', 'unknown', ''),
  (12, 'batch', 'unknown', 'filed', ''),
  (13, 'batch', 'unknown', 'sent', ''),
  (14, 'batch', 'unknown', 'confirmed', ''),
  (15, 'batch', 'sent', 'confirmed', ''),
  (16, 'batch', 'sent', 'unknown', ''),
  (17, 'line', 'pending', 'held', 'draft'),
  (18, 'line', 'pending', 'held', 'approved'),
  (19, 'line', 'pending', 'paid', 'sent'),
  (20, 'line', 'pending', 'paid', 'unknown'),
  (21, 'line', 'pending', 'paid', 'confirmed'),
  (22, 'line', 'pending', 'returned', 'sent'),
  (23, 'line', 'pending', 'returned', 'unknown'),
  (24, 'line', 'pending', 'returned', 'confirmed'),
  (25, 'line', 'pending', 'cancelled', 'cancelled'),
  (26, 'line', 'held', 'pending', 'draft'),
  (27, 'line', 'held', 'cancelled', 'cancelled'),
  (28, 'line', 'paid', 'returned', 'sent'),
  (29, 'line', 'paid', 'returned', 'confirmed'),
  (30, 'line', 'returned', 'repaired', 'sent'),
  (31, 'line', 'returned', 'repaired', 'confirmed');
"""

_BATCHES = """
create function payments_batch_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  -- What each stage has settled; a division may be recoded, a version counts on.
  made text[] := '{id,label,number,book_id,month,kind,benefits,maker,maker_person,made_at}';
  signed text[] := '{count,total_fen,lines_hash,approved_hash,approver}'
    || '{approver_person,approved_at}'::text[];
  frozen text[] := '{held_count,held_fen,frozen_by,frozen_person,frozen_on,journal}';
  settled text[] := made;
  was jsonb;
  is_now jsonb;
begin
  if tg_op = 'DELETE' then
    raise exception 'batches are cancelled, not deleted' using errcode = 'check_violation',
      constraint = 'payment_batch_kept';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a batch begins as a draft' using errcode = 'check_violation',
        constraint = 'payment_batch_moves';
    end if;
    return new;
  end if;
  if old.state not in ('draft', 'checked') then settled := settled || signed; end if;
  if old.state not in ('draft', 'checked', 'approved') then settled := settled || frozen; end if;
  was := to_jsonb(old);
  is_now := to_jsonb(new);
  if exists (select from unnest(settled) as key where was -> key is distinct from is_now -> key)
  then
    raise exception 'what was made, signed or frozen stays' using errcode = 'check_violation',
      constraint = 'payment_batch_kept';
  end if;
  if new.state = old.state then return new; end if;
  if not exists (
    select from payments_move m
    where m.machine = 'batch' and m.before = old.state and m.after = new.state)
  then
    raise exception 'a batch does not go from % to %', old.state, new.state
      using errcode = 'check_violation', constraint = 'payment_batch_moves';
  end if;
  if new.state = 'approved' then perform payments_require_approvable(old, new); end if;
  if new.state = 'frozen' then perform payments_require_payable(new); end if;
  if new.state = 'filed' and not exists (
    select from payments_bankfile f where f.batch_id = new.id)
  then
    raise exception 'there is no file' using errcode = 'check_violation',
      constraint = 'payment_batch_has_a_file';
  end if;
  if new.state = 'cancelled' and old.state = 'frozen' and not exists (
    select from payments_journal j where j.reverses = old.journal)
  then
    raise exception 'what was posted is reversed first' using errcode = 'check_violation',
      constraint = 'payment_batch_reversed';
  end if;
  return new;
end $$;
create trigger payments_batch_guard before insert or update or delete on payments_batch
  for each row execute function payments_batch_guard();
alter table payments_batch
  add constraint payment_batch_maker foreign key (maker, maker_person)
    references access_account (id, person),
  add constraint payment_batch_approver foreign key (approver, approver_person)
    references access_account (id, person),
  add constraint payment_batch_freezer foreign key (frozen_by, frozen_person)
    references access_account (id, person);
alter table payments_finding add constraint payment_finding_settler
  foreign key (settled_by, settled_person) references access_account (id, person);
"""
_WITHOUT_BATCHES = """
alter table payments_finding drop constraint payment_finding_settler;
alter table payments_batch drop constraint payment_batch_maker,
  drop constraint payment_batch_approver, drop constraint payment_batch_freezer;
drop trigger payments_batch_guard on payments_batch;
drop function payments_batch_guard();
"""

_LINES = """
create function payments_line_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  stage text;
begin
  if tg_op = 'DELETE' then
    raise exception 'lines are cancelled, not deleted' using errcode = 'check_violation',
      constraint = 'instruction_kept';
  end if;
  -- The file moves on, the payment stays with the office that made it, while there is such one.
  if new.division <> old.division then
    if exists (
      select from registry_division d where d.code = old.division and d.valid_to is null)
    then
      new.division := old.division;
    end if;
  end if;
  if (new.id, new.batch_id, new.sequence, new.end_to_end_id, new.award_id, new.line_id,
      new.benefit, new.period, new.component, new.amount_fen, new.repairs)
    is distinct from
    (old.id, old.batch_id, old.sequence, old.end_to_end_id, old.award_id, old.line_id,
      old.benefit, old.period, old.component, old.amount_fen, old.repairs)
  then
    raise exception 'what is to be paid is not rewritten' using errcode = 'check_violation',
      constraint = 'instruction_kept';
  end if;
  if new.state <> old.state or (new.account_id, new.bank, new.holder, new.number,
      new.account_index, new.hold_reason, new.settled_on, new.outcome_reason)
    is distinct from
    (old.account_id, old.bank, old.holder, old.number,
      old.account_index, old.hold_reason, old.settled_on, old.outcome_reason)
  then
    select b.state into stage from payments_batch b where b.id = new.batch_id;
    if stage is distinct from 'draft' and (
      (new.account_id, new.bank, new.holder, new.number, new.account_index) is distinct from
      (old.account_id, old.bank, old.holder, old.number, old.account_index))
    then
      raise exception 'the account is that of the draft' using errcode = 'check_violation',
        constraint = 'instruction_account_kept';
    end if;
    if new.state <> old.state and not exists (
      select from payments_move m where m.machine = 'line' and m.before = old.state
        and m.after = new.state and m.during = stage)
    then
      raise exception 'a line does not go from % to % in a batch that is %',
        old.state, new.state, stage using errcode = 'check_violation',
        constraint = 'instruction_moves';
    end if;
  end if;
  return new;
end $$;
create trigger payments_line_guard before update or delete on payments_instruction
  for each row execute function payments_line_guard();

create function payments_lines_added() returns trigger language plpgsql
set search_path = pg_catalog, public set enable_nestloop = off as $$
begin
  if exists (
    select from (select distinct batch_id, label from added) a
    left join payments_batch b on b.id = a.batch_id
    where b.state is distinct from 'draft' or b.label <> a.label)
  then
    raise exception 'lines are added to a draft of their label' using errcode = 'check_violation',
      constraint = 'instruction_into_a_draft';
  end if;
  if exists (select from added where state not in ('pending', 'held')) then
    raise exception 'a line begins as pending or held' using errcode = 'check_violation',
      constraint = 'instruction_moves';
  end if;
  if exists (
    select from added a
    join payments_last_months(array(select distinct award_id from added)) l on l.award = a.award_id
    where a.period > l.last_month)
  then
    raise exception 'nothing is paid for months after death or end'
      using errcode = 'check_violation', constraint = 'instruction_not_after_the_end';
  end if;
  if exists (
    select from added a
    left join payments_instruction o on o.id = a.repairs
    where a.repairs is not null and (
      o.state is distinct from 'repaired'
      or (o.award_id, o.period, o.component, o.line_id, o.amount_fen)
        <> (a.award_id, a.period, a.component, a.line_id, a.amount_fen)))
  then
    raise exception 'a line that is paid again is the one that came back'
      using errcode = 'check_violation', constraint = 'instruction_repairs_a_return';
  end if;
  return null;
end $$;
create trigger payments_lines_added after insert on payments_instruction
  referencing new table as added for each statement execute function payments_lines_added();
"""
_FINDINGS = """
create function payments_finding_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  about uuid;
begin
  about := case when tg_op = 'INSERT' then new.batch_id else old.batch_id end;
  if not exists (
    select from payments_batch b where b.id = about and b.state = 'draft')
  then
    raise exception 'findings come and go while a batch is checked'
      using errcode = 'check_violation', constraint = 'payment_finding_kept';
  end if;
  return case when tg_op = 'INSERT' then new else old end;
end $$;
create trigger payments_finding_guard before insert or delete on payments_finding
  for each row execute function payments_finding_guard();
"""
_WITHOUT_FINDINGS = """
drop trigger payments_finding_guard on payments_finding;
drop function payments_finding_guard();
"""
_WITHOUT_LINES = """
drop trigger payments_lines_added on payments_instruction;
drop function payments_lines_added();
drop trigger payments_line_guard on payments_instruction;
drop function payments_line_guard();
"""

OPERATIONS = [
    migrations.RunSQL(_MOVES, "delete from payments_move"),
    migrations.RunSQL(_BATCHES, _WITHOUT_BATCHES),
    migrations.RunSQL(_LINES, _WITHOUT_LINES),
    migrations.RunSQL(_FINDINGS, _WITHOUT_FINDINGS),
]
