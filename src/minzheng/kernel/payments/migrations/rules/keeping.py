"""A float is handed over once somebody has counted it, and ends empty and settled."""

from django.db import migrations

_KEPT = """
create or replace function payments_float_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  counted payments_imprestcount;
begin
  if tg_op = 'DELETE' or tg_op = 'INSERT' and new.balance_fen <> 0 then
    raise exception 'a float begins empty and is closed, not deleted'
      using errcode = 'check_violation', constraint = 'imprest_float_kept';
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if new.balance_fen <> old.balance_fen and pg_trigger_depth() < 2 then
    raise exception 'a balance follows from what came in and went out'
      using errcode = 'check_violation', constraint = 'imprest_float_kept';
  end if;
"""
_ENDED_AND_HANDED_OVER = """
  if old.closed and to_jsonb(new) - 'division' <> to_jsonb(old) - 'division' then
    raise exception 'what is closed stays as it is'
      using errcode = 'check_violation', constraint = 'imprest_float_closed';
  end if;
  if new.closed and not old.closed and exists (
    select from payments_imprestmovement m where m.imprest_id = new.id and m.journal is null)
  then
    raise exception 'what was paid is in the books before a float ends'
      using errcode = 'check_violation', constraint = 'imprest_float_settled';
  end if;
  if (new.custodian, new.custodian_person) <> (old.custodian, old.custodian_person) then
    select * into counted from payments_imprestcount c where c.imprest_id = new.id
    order by c.id desc limit 1;
    if counted.id is null or counted.book_fen <> new.balance_fen
      or new.custodian = counted.counted_by or new.custodian_person = counted.counted_person
      or exists (select from payments_imprestmovement m
        where m.imprest_id = new.id and m.recorded_at > counted.counted_at)
    then
      raise exception 'who takes a float over takes what a third person has counted'
        using errcode = 'check_violation', constraint = 'imprest_float_handed_over';
    end if;
  end if;
"""
_END = """
  return new;
end $$;
"""

OPERATIONS = [
    migrations.RunSQL(_KEPT + _ENDED_AND_HANDED_OVER + _END, _KEPT + _END),
]
