"""The gate of published tables, in the database: what a second person let out, and nothing else."""

from django.db import migrations

_GATE = """
create function payments_table_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  moving text[] := '{division,state,approved_by,approved_person,approved_name,posted_on,last_day,
    ends_at,closed_at,closed_because}'::text[];
begin
  if tg_op = 'DELETE' then
    raise exception 'what was published is kept' using errcode = 'check_violation',
      constraint = 'payment_table_kept';
  end if;
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving
    or (old.state, new.state) not in (
      ('prepared', 'prepared'), ('prepared', 'posted'), ('prepared', 'withdrawn'),
      ('posted', 'posted'), ('posted', 'over'), ('posted', 'withdrawn'),
      ('over', 'over'), ('withdrawn', 'withdrawn'))
  then
    raise exception 'what was published is kept' using errcode = 'check_violation',
      constraint = 'payment_table_kept';
  end if;
  return new;
end $$;
create trigger payments_table_guard before update or delete on payments_paymenttable
  for each row execute function payments_table_guard();
create function payments_public_table_gate() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if new.over then
    new.shown := '[]';
  elsif not exists (
    select from payments_paymenttable t where t.id = new.id and t.state = 'posted'
      and t.shown = new.shown and t.columns = new.columns and t.ends_at = new.ends_at)
  then
    raise exception 'strangers see what was approved and nothing else'
      using errcode = 'check_violation', constraint = 'public_table_as_filed';
  end if;
  return new;
end $$;
create trigger payments_public_table_gate before insert or update on payments_publictable
  for each row execute function payments_public_table_gate();
create function payments_table_protected() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  found uuid[];
begin
  select array_agg(t.id) into found from payments_paymenttable t
  where t.state in ('prepared', 'posted') and t.kind = 'named' and new.award_id = any (t.award_ids);
  update payments_paymenttable set state = 'withdrawn', closed_at = now(),
    closed_because = '名单上有档案改为保护级别，自动撤下' where id = any (found);
  update payments_publictable set over = true where id = any (found);
  return new;
end $$;
create trigger payments_table_protected before update of label on payments_instruction
  for each row when (new.label <> 'ordinary' and old.label = 'ordinary')
  execute function payments_table_protected();
alter table payments_paymenttable add constraint payment_table_preparer
  foreign key (prepared_by, prepared_person) references access_account (id, person);
alter table payments_paymenttable add constraint payment_table_approver
  foreign key (approved_by, approved_person) references access_account (id, person);
"""
_WITHOUT = """
alter table payments_paymenttable drop constraint payment_table_approver;
alter table payments_paymenttable drop constraint payment_table_preparer;
drop trigger payments_table_protected on payments_instruction;
drop function payments_table_protected();
drop trigger payments_public_table_gate on payments_publictable;
drop function payments_public_table_gate();
drop trigger payments_table_guard on payments_paymenttable;
drop function payments_table_guard();
"""

OPERATIONS = [migrations.RunSQL(_GATE, _WITHOUT)]
