"""What the database itself keeps: rows with their case, offices with the file, four eyes.

A case that becomes one of a protected file leaves the towns: no post there sees it.

`not_by` is compared by person, so that one human being with two accounts is refused whatever the
program above believes. The case is locked first: of two who finish at once the second one is
measured against the first.
"""

from django.db import migrations

from minzheng.kernel.casework.models.rows import with_case, without_case

CHILDREN = (
    "casework_caseevent",
    "casework_task",
    "casework_clock",
    "casework_suspension",
    "casework_completion",
    "casework_caseproof",
    "casework_objection",
    "casework_conference",
    "casework_conferencetask",
    "casework_handover",
)

_PERSONS = """
alter table casework_task
  add constraint task_doer foreign key (done_by, done_by_person)
    references access_account (id, person),
  add constraint task_doer_is_a_person check (
    done_by is null or done_by_person is not null
    or done_by = '00000000-0000-7000-8000-000000000001');
alter table casework_delegation
  add constraint delegation_proposer foreign key (proposed_by, proposed_person)
    references access_account (id, person),
  add constraint delegation_approver foreign key (approved_by, approved_person)
    references access_account (id, person);
"""
_WITHOUT_PERSONS = """
alter table casework_task drop constraint task_doer, drop constraint task_doer_is_a_person;
alter table casework_delegation
  drop constraint delegation_proposer, drop constraint delegation_approver;
"""

_OFFICES = """
create function casework_office_in(place text, was text, label text) returns text
language sql immutable set search_path = pg_catalog as $$
  select case
    when was = '' then was
    when length(was) > 6 and label <> 'ordinary' then left(place, 6)
    when length(was) = 12 then place
    when length(was) = 9 then left(place, 9)
    when right(was, 2) = '00' then left(place, 4) || '00'
    else left(place, 6) end
$$;
create function casework_case_moves() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  new.window := casework_office_in(new.division, old.window, new.label);
  new.office := casework_office_in(new.division, old.office, new.label);
  new.deciding_office := casework_office_in(new.division, old.deciding_office, new.label);
  return new;
end $$;
create trigger casework_case_moves before update of division, label on casework_case
  for each row when ((old.division, old.label) is distinct from (new.division, new.label))
  execute function casework_case_moves();
create function casework_task_moves() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if old.state in ('open', 'taken') then
    new.office := casework_office_in(new.division, old.office, new.label);
  end if;
  return new;
end $$;
create trigger casework_task_moves before update of division, label on casework_task
  for each row when ((old.division, old.label) is distinct from (new.division, new.label))
  execute function casework_task_moves();
"""
_WITHOUT_OFFICES = """
drop trigger casework_task_moves on casework_task;
drop function casework_task_moves();
drop trigger casework_case_moves on casework_case;
drop function casework_case_moves();
drop function casework_office_in(text, text, text);
"""

_FOUR_EYES = """
create function casework_four_eyes() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  perform from casework_case where id = new.case_id for update;
  if exists (
    select from casework_task earlier
    where earlier.case_id = new.case_id and earlier.id <> new.id and earlier.state = 'done'
      and (earlier.done_by = new.done_by or earlier.done_by_person = new.done_by_person)
      and (earlier.step = any (new.not_by) or new.step = any (earlier.not_by)))
  then
    raise exception 'one person may not do both steps' using errcode = 'check_violation',
      constraint = 'task_four_eyes';
  end if;
  return new;
end $$;
create trigger casework_four_eyes before insert or update on casework_task
  for each row when (new.state = 'done' and cardinality(new.not_by) > 0)
  execute function casework_four_eyes();
"""
_WITHOUT_FOUR_EYES = """
drop trigger casework_four_eyes on casework_task;
drop function casework_four_eyes();
"""

OPERATIONS = [
    *(migrations.RunSQL(with_case(each), without_case(each)) for each in CHILDREN),
    migrations.RunSQL(_PERSONS, _WITHOUT_PERSONS),
    migrations.RunSQL(_OFFICES, _WITHOUT_OFFICES),
    migrations.RunSQL(_FOUR_EYES, _WITHOUT_FOUR_EYES),
]
