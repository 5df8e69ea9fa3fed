"""Price rises, as the database sees them: what was ordered stays, only its progress moves."""

from django.db import migrations

_ORDERS = """
create function payments_rise_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  moving text[] := '{division,document,state,opened,refused,failure,ordered_by,ordered_person,
    ordered_at,finished_at}'::text[];
begin
  if tg_op = 'DELETE' then
    raise exception 'what was ordered is kept' using errcode = 'check_violation',
      constraint = 'price_rise_kept';
  end if;
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving
    or new.opened < old.opened
    or new.state <> 'ordered' and (new.document, new.ordered_by, new.ordered_person,
      new.ordered_at) is distinct from (old.document, old.ordered_by, old.ordered_person,
      old.ordered_at)
  then
    raise exception 'what was ordered is not rewritten' using errcode = 'check_violation',
      constraint = 'price_rise_kept';
  end if;
  return new;
end $$;
create trigger payments_rise_guard before update or delete on payments_pricerise
  for each row execute function payments_rise_guard();
alter table payments_pricerise add constraint price_rise_orderer
  foreign key (ordered_by, ordered_person) references access_account (id, person);
"""
_WITHOUT = """
alter table payments_pricerise drop constraint price_rise_orderer;
drop trigger payments_rise_guard on payments_pricerise;
drop function payments_rise_guard();
"""

OPERATIONS = [migrations.RunSQL(_ORDERS, _WITHOUT)]
