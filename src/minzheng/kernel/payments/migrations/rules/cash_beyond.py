"""What a town pays in cash is measured by all that was decided, though the file has moved away."""

from django.db import migrations

_HEAD = """
create or replace function payments_movement_counts() returns trigger language plpgsql
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
"""
_BEYOND = "if new.kind = 'spend' and payments_beyond_decided(new.case_id, new.benefit)"
_AS_SEEN = """
  if new.kind = 'spend' and exists (
    select from entitlements_award a
    cross join lateral payments_ordered(array[a.id], a.start_month, a.start_month) o
    left join entitlements_due(a.start_month) d on d.award = a.id
    where a."case" = new.case_id and a.benefit = new.benefit and o.benefit = a.benefit
      and o.amount_fen > coalesce(d.amount_fen, 0))
"""
_TAIL = """
  then
    raise exception 'no more is paid for a case than was decided' using errcode = 'check_violation',
      constraint = 'imprest_movement_due';
  end if;
  return null;
end $$;
"""

OPERATIONS = [migrations.RunSQL(_HEAD + _BEYOND + _TAIL, _HEAD + _AS_SEEN + _TAIL)]
