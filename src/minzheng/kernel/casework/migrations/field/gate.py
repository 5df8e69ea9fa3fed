"""The gate of publication, in the database: nothing confidential, nothing but what the file says.

A notice of a confidential matter, or of a file that is not an ordinary one, cannot be written down.
A file that becomes protected takes its running notices down in the same statement.
"""

from django.db import migrations

_GATE = """
create function casework_notice_gate() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if new.label <> 'ordinary' or not exists (
    select from casework_case c where c.id = new.case_id and not c.confidential)
  then
    raise exception 'this matter is never published'
      using errcode = 'check_violation', constraint = 'notice_of_nothing_confidential';
  end if;
  return new;
end $$;
create trigger casework_notice_gate before insert on casework_notice
  for each row execute function casework_notice_gate();
create function casework_notice_protected() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  new.state := 'withdrawn';
  new.closed_at := now();
  new.closed_because := '档案改为保护级别，自动撤下';
  update casework_publicnotice set lines = '[]', over = true where id = new.id;
  return new;
end $$;
create trigger casework_notice_protected before update of label on casework_notice
  for each row when (new.label <> 'ordinary' and old.state = 'open')
  execute function casework_notice_protected();
create function casework_public_notice_gate() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if new.over then
    new.lines := '[]';
  elsif not exists (
    select from casework_notice n where n.id = new.id and n.label = 'ordinary'
      and n.state = 'open' and n.shown = new.lines and n.ends_at = new.ends_at)
  then
    raise exception 'strangers see what the file of the notice says and nothing else'
      using errcode = 'check_violation', constraint = 'public_notice_as_filed';
  end if;
  return new;
end $$;
create trigger casework_public_notice_gate before insert or update on casework_publicnotice
  for each row execute function casework_public_notice_gate();
"""
_WITHOUT_GATE = """
drop trigger casework_public_notice_gate on casework_publicnotice;
drop function casework_public_notice_gate();
drop trigger casework_notice_protected on casework_notice;
drop function casework_notice_protected();
drop trigger casework_notice_gate on casework_notice;
drop function casework_notice_gate();
"""

OPERATIONS = [migrations.RunSQL(_GATE, _WITHOUT_GATE)]
