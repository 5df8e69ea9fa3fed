"""Who visited or assessed does not decide: the database compares persons, not accounts."""

from django.db import migrations

_VISITORS = """
create function casework_decision_not_by_visitor() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if exists (
    select from casework_visit v where v.case_id = new.case_id
      and new.decided_by_person in (v.recorded_person, v.confirmed_person))
    or exists (
    select from casework_assessment a where a.case_id = new.case_id
      and new.decided_by_person in (a.first_person, a.second_person, a.recorded_person))
  then
    raise exception 'whoever visited or assessed does not decide'
      using errcode = 'check_violation', constraint = 'decision_four_eyes';
  end if;
  return new;
end $$;
create trigger casework_decision_not_by_visitor before insert on casework_decision
  for each row execute function casework_decision_not_by_visitor();
"""
_WITHOUT = """
drop trigger casework_decision_not_by_visitor on casework_decision;
drop function casework_decision_not_by_visitor();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_queries_need_an_open_case")]
    operations = [migrations.RunSQL(_VISITORS, _WITHOUT)]
