"""Returns, as the database sees them: no line is paid or back but on a bank's word.

Two moves join the table of transitions: a line that was to be paid again, in a batch that was given
up, waits again.
"""

from django.db import migrations

_MOVES = """
insert into payments_move (id, machine, before, after, during) values
  (32, 'line', 'repaired', 'returned', 'sent'),
  (33, 'line', 'repaired', 'returned', 'confirmed');
"""

_LINES = """
-- By statement, not by row: a return settles a hundred thousand lines at once.
create function payments_lines_settled() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (select from is_now n join was o using (id)
    where n.state in ('paid', 'returned') and n.state <> o.state)
  then
    return null;
  end if;
  if exists (
    select from is_now n join was o using (id)
    left join payments_bankword w on w.instruction_id = n.id
      and w.outcome in ('paid', 'returned', 'given_back')
      and (w.outcome = 'paid') = (n.state = 'paid')
    where n.state in ('paid', 'returned') and n.state <> o.state and w.id is null)
  then
    raise exception 'a line is settled on the word of the bank'
      using errcode = 'check_violation', constraint = 'instruction_bank_said_so';
  end if;
  if exists (
    select from is_now n join was o using (id)
    join payments_instruction i on i.repairs = n.id and i.state not in ('held', 'cancelled')
    where n.state = 'returned' and o.state = 'repaired')
  then
    raise exception 'the line is paid again already' using errcode = 'check_violation',
      constraint = 'instruction_repaired_once';
  end if;
  return null;
end $$;
create trigger payments_lines_settled after update on payments_instruction
  referencing old table as was new table as is_now
  for each statement execute function payments_lines_settled();

create function payments_batch_confirmed() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if exists (
    select from payments_instruction i where i.batch_id = new.id and i.state = 'pending')
  then
    raise exception 'the bank has not said of every line what became of it'
      using errcode = 'check_violation', constraint = 'payment_batch_all_said';
  end if;
  return new;
end $$;
create trigger payments_batch_confirmed before update of state on payments_batch
  for each row when (new.state = 'confirmed' and old.state <> 'confirmed')
  execute function payments_batch_confirmed();
"""
_WITHOUT_LINES = """
drop trigger payments_batch_confirmed on payments_batch;
drop function payments_batch_confirmed();
drop trigger payments_lines_settled on payments_instruction;
drop function payments_lines_settled();
"""

_KEPT = """
create function payments_words_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division,settled_text,settled_by,settled_person,settled_at}'::text[];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - own is not distinct from to_jsonb(old) - own
    and (old.settled_by is null or new.settled_by = old.settled_by)
  then
    return new;
  end if;
  raise exception 'what a bank said is not rewritten' using errcode = 'check_violation',
    constraint = 'bank_word_kept';
end $$;
create trigger payments_words_kept before update or delete on payments_bankword
  for each row execute function payments_words_kept();

create function payments_returns_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE'
    and to_jsonb(new) - '{division}'::text[] is not distinct from
      to_jsonb(old) - '{division}'::text[]
  then
    return new;
  end if;
  raise exception 'a return stays as it was taken' using errcode = 'check_violation',
    constraint = 'bank_return_kept';
end $$;
create trigger payments_returns_kept before update or delete on payments_return
  for each row execute function payments_returns_kept();
"""
_WITHOUT_KEPT = """
drop trigger payments_returns_kept on payments_return;
drop function payments_returns_kept();
drop trigger payments_words_kept on payments_bankword;
drop function payments_words_kept();
"""

OPERATIONS = [
    migrations.RunSQL(_MOVES, "delete from payments_move where id in (32, 33)"),
    migrations.RunSQL(_LINES, _WITHOUT_LINES),
    migrations.RunSQL(_KEPT, _WITHOUT_KEPT),
]
