"""Two who enrol the same human being do so one after the other.

An exclusion constraint alone lets both write, find each other and wait for each other: the server
then ends one of them by a deadlock, which nobody can read. Hence a lock by the person's index, one
of 1024 so that an enrolment of a hundred thousand takes no more than that; who writes many goes by
the order of the index.
"""

from django.db import migrations

_IN_TURN = """
create function entitlements_cover_in_turn() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(
    hashtext('entitlements_cover'), get_byte(new.index, 0) * 4 + get_byte(new.index, 1) / 64);
  return new;
end $$;
create trigger entitlements_cover_in_turn
  before insert or update of index, months on entitlements_cover
  for each row execute function entitlements_cover_in_turn();
"""
_WITHOUT = """
drop trigger entitlements_cover_in_turn on entitlements_cover;
drop function entitlements_cover_in_turn();
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0002_runs")]
    operations = [migrations.RunSQL(_IN_TURN, _WITHOUT)]
