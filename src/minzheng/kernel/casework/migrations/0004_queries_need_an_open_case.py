"""No query to a department without an open case (救助法 art. 70(6)), in the database as well.

The exchange below knows a case by its id only; that there is such a case, and that it is open, is
for casework to say.
"""

from django.db import migrations

_RULE = """
create function casework_query_needs_an_open_case() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (
    select from casework_case c
    where c.id = new."case" and c.state in ('submitted', 'returned', 'open')
  ) then
    raise exception 'a department is asked for an open case only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger check_needs_an_open_case before insert on exchange_checkround
  for each row execute function casework_query_needs_an_open_case();
create trigger question_needs_an_open_case
  before insert or update of state, "case" on exchange_checkrequest
  for each row when (new.state in ('queued', 'asked'))
  execute function casework_query_needs_an_open_case();
"""

_WITHOUT = """
drop trigger question_needs_an_open_case on exchange_checkrequest;
drop trigger check_needs_an_open_case on exchange_checkround;
drop function casework_query_needs_an_open_case();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_fieldwork"), ("exchange", "0004_rules_of_checks")]

    operations = [migrations.RunSQL(_RULE, _WITHOUT)]
