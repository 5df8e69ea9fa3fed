"""What the database itself refuses about visits, assessments and appraisals.

Two investigators are two persons, neither is of the household nor a near relative of it, and a case
that touches the staff goes to visitors of another office (T-02). Who asks sees the rows compared:
they lie where the case lies.
"""

from django.db import migrations

from minzheng.kernel.casework.models.rows import with_case, without_case

CHILDREN = (
    "casework_visitorder",
    "casework_visit",
    "casework_inquiry",
    "casework_appraisal",
    "casework_assessment",
    "casework_notice",
    "casework_noticeinterruption",
    "casework_noticeobjection",
)
_SIGNED = (
    ("casework_visitorder", "first", "first_person"),
    ("casework_visitorder", "second", "second_person"),
    ("casework_errand", "account", "person"),
    ("casework_visit", "recorded_by", "recorded_person"),
    ("casework_visit", "confirmed_by", "confirmed_person"),
    ("casework_inquiry", "recorded_by", "recorded_person"),
    ("casework_appraisal", "recorded_by", "recorded_person"),
    ("casework_assessment", "first", "first_person"),
    ("casework_assessment", "second", "second_person"),
    ("casework_assessment", "recorded_by", "recorded_person"),
    ("casework_assessment", "confirmed_by", "confirmed_person"),
    ("casework_notice", "posted_by", "posted_person"),
)
"""Table, account, person: held equal to the account's own person, as in the registry."""


def _signed(table: str, account: str, person: str) -> migrations.RunSQL:
    name = f"{table}_{account}_is_a_person"
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} foreign key ({account}, {person})"
        " references access_account (id, person)",
        f"alter table {table} drop constraint {name}",
    )


_UNINVOLVED = """
create function casework_uninvolved(about uuid, one bytea, other bytea) returns boolean
language plpgsql stable set search_path = pg_catalog, public as $$
declare
  c casework_case;
  indexes bytea[];
begin
  select * into c from casework_case where id = about;
  indexes := coalesce(registry_concerned_indexes(
    c.household_id, array_remove(array[c.applicant_id, c.subject_id] || c.concerned, null)), '{}');
  return not (one = any (indexes) or other = any (indexes) or exists (
    select from access_relativefiling f where f.ended_at is null and (
      (f.holder in (one, other) and f.relative = any (indexes))
      or (f.relative in (one, other) and f.holder = any (indexes)))));
end $$;
create function casework_own_office(place text, office text) returns boolean
language sql immutable set search_path = pg_catalog as $$
  select (length(office) = 12 and office = place)
    or (length(office) = 9 and office = left(place, 9))
$$;
create function casework_investigators() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not casework_uninvolved(new.case_id, new.first_person, new.second_person) then
    raise exception 'an investigator belongs to the household or its near relatives'
      using errcode = 'check_violation', constraint = 'investigators_uninvolved';
  end if;
  return new;
end $$;
create trigger casework_investigators before insert on casework_visitorder
  for each row execute function casework_investigators();
create trigger casework_assessors before insert on casework_assessment
  for each row execute function casework_investigators();
create function casework_outsiders() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if exists (select from casework_case c where c.id = new.case_id
    and 'near_relative' = any (c.flags)
    and (casework_own_office(c.division, new.first_division)
      or casework_own_office(c.division, new.second_division)))
  then
    raise exception 'a case of near relatives of staff is visited by another office'
      using errcode = 'check_violation', constraint = 'visit_order_by_outsiders';
  end if;
  return new;
end $$;
create trigger casework_outsiders before insert on casework_visitorder
  for each row execute function casework_outsiders();
"""
_WITHOUT_UNINVOLVED = """
drop trigger casework_outsiders on casework_visitorder;
drop function casework_outsiders();
drop trigger casework_assessors on casework_assessment;
drop trigger casework_investigators on casework_visitorder;
drop function casework_investigators();
drop function casework_own_office(text, text);
drop function casework_uninvolved(uuid, bytea, bytea);
"""

_PAIRS = """
create function casework_visit_of_its_pair() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (select from casework_visitorder o where o.id = new.order_id
    and o.case_id = new.case_id
    and new.recorded_person in (o.first_person, o.second_person)
    and (new.confirmed_person is null
      or new.confirmed_person in (o.first_person, o.second_person)))
  then
    raise exception 'a visit is reported by its two investigators'
      using errcode = 'check_violation', constraint = 'visit_by_its_pair';
  end if;
  return new;
end $$;
create trigger casework_visit_of_its_pair before insert or update on casework_visit
  for each row execute function casework_visit_of_its_pair();
create function casework_appraisal_when_disputed() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (select from casework_case c where c.id = new.case_id
    and 'disputed' = any (c.flags))
  then
    raise exception 'only a disputed case is appraised'
      using errcode = 'check_violation', constraint = 'appraisal_when_disputed';
  end if;
  return new;
end $$;
create trigger casework_appraisal_when_disputed before insert on casework_appraisal
  for each row execute function casework_appraisal_when_disputed();
"""
_WITHOUT_PAIRS = """
drop trigger casework_appraisal_when_disputed on casework_appraisal;
drop function casework_appraisal_when_disputed();
drop trigger casework_visit_of_its_pair on casework_visit;
drop function casework_visit_of_its_pair();
"""

_BOTH = """
create function casework_by_investigators() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if exists (
    select from casework_visitorder o
    where o.case_id = new.case_id and o.state = 'confirmed' and o.step = any (new.not_by)
      and (new.done_by in (o.first, o.second)
        or new.done_by_person in (o.first_person, o.second_person)))
  then
    raise exception 'whoever visited may not do this step' using errcode = 'check_violation',
      constraint = 'task_four_eyes';
  end if;
  return new;
end $$;
create trigger casework_by_investigators before insert or update on casework_task
  for each row when (new.state = 'done' and cardinality(new.not_by) > 0)
  execute function casework_by_investigators();
"""
_WITHOUT_BOTH = """
drop trigger casework_by_investigators on casework_task;
drop function casework_by_investigators();
"""

OPERATIONS = [
    *(migrations.RunSQL(with_case(each), without_case(each)) for each in CHILDREN),
    *(_signed(*each) for each in _SIGNED),
    migrations.RunSQL(_UNINVOLVED, _WITHOUT_UNINVOLVED),
    migrations.RunSQL(_PAIRS, _WITHOUT_PAIRS),
    migrations.RunSQL(_BOTH, _WITHOUT_BOTH),
]
