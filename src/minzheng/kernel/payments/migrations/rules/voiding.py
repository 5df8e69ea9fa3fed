"""A returned line is voided by an approved voiding of its amount, where it is not wholly due."""

from django.db import migrations

_MOVES = """
insert into payments_move (id, machine, before, after, during) values
  (34, 'line', 'returned', 'voided', 'sent'),
  (35, 'line', 'returned', 'voided', 'confirmed');
"""
_WITHOUT_MOVES = "delete from payments_move where after = 'voided'"

_GUARDS = """
create function payments_voiding_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division,label,state,decided_by,decided_person,decided_at,decided_because}';
begin
  if tg_op = 'DELETE' or tg_op = 'INSERT' and new.state <> 'proposed'
    or tg_op = 'UPDATE' and (to_jsonb(new) - own is distinct from to_jsonb(old) - own
      or old.state <> 'proposed' and to_jsonb(new) - '{division,label}'::text[]
        is distinct from to_jsonb(old) - '{division,label}'::text[])
  then
    raise exception 'a voiding is proposed, decided once and kept'
      using errcode = 'check_violation', constraint = 'voiding_kept';
  end if;
  if tg_op = 'UPDATE' and new.state = 'approved' and old.state = 'proposed' and not exists (
    select from payments_instruction i
    join payments_lapsed(array[i.id]) l on l.moved or l.ordered_fen > l.due_fen
    where i.id = new.instruction_id and i.state = 'returned' and i.amount_fen = new.amount_fen)
  then
    raise exception 'what is still due is paid again, not voided'
      using errcode = 'check_violation', constraint = 'voiding_lapsed';
  end if;
  return new;
end $$;
create trigger payments_voiding_guard before insert or update or delete on payments_voiding
  for each row execute function payments_voiding_guard();
alter table payments_voiding
  add constraint voiding_proposer foreign key (proposed_by, proposed_person)
    references access_account (id, person),
  add constraint voiding_decider foreign key (decided_by, decided_person)
    references access_account (id, person);

create function payments_line_voided() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (
    select from payments_voiding v where v.instruction_id = new.id and v.state = 'approved'
      and v.amount_fen = new.amount_fen)
  then
    raise exception 'two persons void a line' using errcode = 'check_violation',
      constraint = 'instruction_voided_by_two';
  end if;
  return new;
end $$;
create trigger payments_line_voided before update of state on payments_instruction
  for each row when (new.state = 'voided' and old.state <> 'voided')
  execute function payments_line_voided();
"""
_WITHOUT_GUARDS = """
drop trigger payments_line_voided on payments_instruction;
drop function payments_line_voided();
alter table payments_voiding drop constraint voiding_proposer, drop constraint voiding_decider;
drop trigger payments_voiding_guard on payments_voiding;
drop function payments_voiding_guard();
"""

OPERATIONS = [
    migrations.RunSQL(_MOVES, _WITHOUT_MOVES),
    migrations.RunSQL(_GUARDS, _WITHOUT_GUARDS),
]
