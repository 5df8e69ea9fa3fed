"""The turn of a line stays as it was drafted; no batch is in doubt of which the bank has spoken.

Of several who ask the same money back at once, each sees what the others have claimed.
"""

from django.db import migrations

from minzheng.kernel.payments.migrations.rules.counting_floats import COUNTED_CLAIM_GUARD

_KEPT = """
create or replace function payments_line_settlement_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if (new.settlement_id, new.turn) is distinct from (old.settlement_id, old.turn) then
    raise exception 'what is to be paid is not rewritten' using errcode = 'check_violation',
      constraint = 'instruction_kept';
  end if;
  return new;
end $$;
drop trigger payments_line_settlement_kept on payments_instruction;
create trigger payments_line_settlement_kept before update of settlement_id, turn
  on payments_instruction for each row execute function payments_line_settlement_kept();
"""
_WITHOUT_KEPT = """
drop trigger payments_line_settlement_kept on payments_instruction;
create or replace function payments_line_settlement_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if new.settlement_id is distinct from old.settlement_id then
    raise exception 'what is to be paid is not rewritten' using errcode = 'check_violation',
      constraint = 'instruction_kept';
  end if;
  return new;
end $$;
create trigger payments_line_settlement_kept before update of settlement_id
  on payments_instruction for each row execute function payments_line_settlement_kept();
"""

_ANSWERED = """
create function payments_batch_answered() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if exists (select from payments_return r where r.batch_id = new.id and r.refusal = '') then
    raise exception 'the bank has answered for this batch' using errcode = 'check_violation',
      constraint = 'payment_batch_answered';
  end if;
  return new;
end $$;
create trigger payments_batch_answered before update of state on payments_batch
  for each row when (new.state = 'unknown' and old.state <> 'unknown')
  execute function payments_batch_answered();
"""
_WITHOUT_ANSWERED = """
drop trigger payments_batch_answered on payments_batch;
drop function payments_batch_answered();
"""

# The debts of others that are not committed yet cannot be locked: they are not seen.
_LOCKED = "perform from payments_receivable r where r.award_id = new.award_id for update;"
_WAITING = "perform pg_advisory_xact_lock(hashtext('payments.claim.' || new.award_id));"
_ALONE = COUNTED_CLAIM_GUARD.replace(_LOCKED, _WAITING)

OPERATIONS = [
    migrations.RunSQL(_KEPT, _WITHOUT_KEPT),
    migrations.RunSQL(_ANSWERED, _WITHOUT_ANSWERED),
    migrations.RunSQL(_ALONE, COUNTED_CLAIM_GUARD),
]
