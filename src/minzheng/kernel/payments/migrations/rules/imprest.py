"""Imprest floats, as the database sees them: never below nothing, never paid twice for a case."""

from django.db import migrations

_FLOATS = """
create function payments_float_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' or tg_op = 'INSERT' and new.balance_fen <> 0 then
    raise exception 'a float begins empty and is closed, not deleted'
      using errcode = 'check_violation', constraint = 'imprest_float_kept';
  end if;
  if tg_op = 'UPDATE' and new.balance_fen <> old.balance_fen and pg_trigger_depth() < 2 then
    raise exception 'a balance follows from what came in and went out'
      using errcode = 'check_violation', constraint = 'imprest_float_kept';
  end if;
  return new;
end $$;
create trigger payments_float_guard before insert or update or delete on payments_imprestfloat
  for each row execute function payments_float_guard();
alter table payments_imprestfloat add constraint imprest_custodian
  foreign key (custodian, custodian_person) references access_account (id, person);
"""
_WITHOUT_FLOATS = """
alter table payments_imprestfloat drop constraint imprest_custodian;
drop trigger payments_float_guard on payments_imprestfloat;
drop function payments_float_guard();
"""

_MOVEMENTS = """
create function payments_movement_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division}'::text[];
begin
  if tg_op = 'UPDATE' then
    if old.journal is null and new.journal is not null then own := own || 'journal'::text; end if;
    if to_jsonb(new) - own is not distinct from to_jsonb(old) - own then return new; end if;
  end if;
  raise exception 'what came in and went out is not rewritten' using errcode = 'check_violation',
    constraint = 'imprest_movement_kept';
end $$;
create trigger payments_movement_guard before update or delete on payments_imprestmovement
  for each row execute function payments_movement_guard();

create function payments_movement_counts() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  update payments_imprestfloat f set balance_fen = f.balance_fen + new.amount_fen
  where f.id = new.imprest_id and not f.closed and f.division = new.division;
  if not found then
    raise exception 'the float is closed, or another town''s' using errcode = 'check_violation',
      constraint = 'imprest_movement_float';
  end if;
  if new.kind = 'reversal' and not exists (
    select from payments_imprestmovement m where m.id = new.reverses and m.kind = 'spend'
      and (m.imprest_id, m.case_id, m.benefit, m.amount_fen)
        = (new.imprest_id, new.case_id, new.benefit, -new.amount_fen))
  then
    raise exception 'a reversal takes back what was spent' using errcode = 'check_violation',
      constraint = 'imprest_movement_reverses';
  end if;
  if new.kind = 'spend' and exists (
    select from entitlements_award a
    cross join lateral payments_ordered(array[a.id], a.start_month, a.start_month) o
    left join entitlements_due(a.start_month) d on d.award = a.id
    where a."case" = new.case_id and a.benefit = new.benefit and o.benefit = a.benefit
      and o.amount_fen > coalesce(d.amount_fen, 0))
  then
    raise exception 'no more is paid for a case than was decided' using errcode = 'check_violation',
      constraint = 'imprest_movement_due';
  end if;
  return null;
end $$;
create trigger payments_movement_counts after insert on payments_imprestmovement
  for each row execute function payments_movement_counts();

create function payments_count_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  whole payments_imprestfloat;
begin
  select * into whole from payments_imprestfloat f where f.id = new.imprest_id for update;
  if whole.balance_fen is distinct from new.book_fen then
    raise exception 'the balance is that of the float' using errcode = 'check_violation',
      constraint = 'imprest_count_book';
  end if;
  if new.counted_by = whole.custodian or new.counted_person = whole.custodian_person then
    raise exception 'somebody else than the custodian counts' using errcode = 'check_violation',
      constraint = 'imprest_count_two_persons';
  end if;
  return new;
end $$;
create trigger payments_count_guard before insert on payments_imprestcount
  for each row execute function payments_count_guard();
alter table payments_imprestcount add constraint imprest_counter
  foreign key (counted_by, counted_person) references access_account (id, person);
"""
_WITHOUT_MOVEMENTS = """
alter table payments_imprestcount drop constraint imprest_counter;
drop trigger payments_count_guard on payments_imprestcount;
drop function payments_count_guard();
drop trigger payments_movement_counts on payments_imprestmovement;
drop function payments_movement_counts();
drop trigger payments_movement_guard on payments_imprestmovement;
drop function payments_movement_guard();
"""

OPERATIONS = [
    migrations.RunSQL(_FLOATS, _WITHOUT_FLOATS),
    migrations.RunSQL(_MOVEMENTS, _WITHOUT_MOVEMENTS),
]
